//! What is said of whole blocks: in which language their words are, and where they come from.

use super::{Block, Inline};
use crate::source::Span;

/// Marks words that are in another language than the text.
pub(super) fn marked(body: Vec<Inline>, foreign: Option<String>) -> Vec<Inline> {
    match foreign {
        Some(language) => vec![Inline::Foreign { language, body }],
        None => body,
    }
}

/// Says where the words of blocks come from.
pub(super) fn come_from(blocks: &mut [Block], span: Span) {
    for block in blocks {
        match block {
            Block::Paragraph { source, .. } => *source = Some(span),
            Block::List { items, .. } => items.iter_mut().for_each(|item| come_from(item, span)),
            Block::Heading { .. } | Block::Details { .. } | Block::Table(_) => {}
        }
    }
}

/// Whether words, or a part of them, are in another language than the text.
pub(super) fn is_foreign(inline: &Inline) -> bool {
    match inline {
        Inline::Foreign { .. } => true,
        Inline::Emph { body } | Inline::Strong { body } | Inline::Link { body, .. } => body.iter().any(is_foreign),
        Inline::Text { .. } | Inline::Break => false,
    }
}

/// Marks the words of blocks as being in another language.
pub(super) fn mark_blocks(blocks: &mut [Block], language: &str) {
    for block in blocks {
        match block {
            Block::Paragraph { body, .. } => {
                *body = vec![Inline::Foreign { language: language.to_owned(), body: std::mem::take(body) }];
            }
            Block::List { items, .. } => items.iter_mut().for_each(|item| mark_blocks(item, language)),
            Block::Heading { .. } | Block::Details { .. } | Block::Table(_) => {}
        }
    }
}
