//! A text in several languages: a block with an entry for each.

use super::bind::{Binder, Entry, Node};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{Block, Item, ValueKind, Word, statements};
use crate::vocabulary::{Row, is_tag};

impl<'a> Binder<'a, '_> {
    pub(super) fn is_text_block(&self, row: &Row, block: &Block) -> bool {
        let first = statements(&block.items).next();
        let language = first.is_some_and(|first| {
            let word = first.keyword.text.as_str();
            is_tag(word) && self.vocabulary.row(&row.keyword, word).is_none()
        });
        row.pattern.has_text() && (language || !row.fields)
    }

    pub(super) fn languages(&mut self, block: &'a Block, node: &mut Node<'a>) {
        for entry in statements(&block.items) {
            let tag = &entry.keyword;
            if !is_tag(&tag.text) {
                let message = format!("`{}` is not a language", tag.text);
                self.diagnostics.push(
                    Diagnostic::error("LNG003", tag.span, message)
                        .help("a language is a BCP 47 tag, such as `en` or `es-PE`; statements and languages do not mix in one block"),
                );
                continue;
            }
            if let Some(first) = node.entries.iter().find(|known| known.tag.text == tag.text) {
                self.diagnostics.push(
                    Diagnostic::error("SYN006", tag.span, format!("the text in `{}` is given twice", tag.text))
                        .related(first.tag.span, "first given here")
                        .help("keep one of the two"),
                );
                continue;
            }
            match entry.values.as_slice() {
                _ if entry.doubtful => {}
                _ if entry.block.is_some() => self.no_text(tag, tag.span),
                [value] => match &value.kind {
                    ValueKind::Text(literal) => node.entries.push(Entry { tag, literal, span: value.span }),
                    ValueKind::Bad => {}
                    _ => self.no_text(tag, value.span),
                },
                [] => self.no_text(tag, tag.span),
                [_, second, ..] => {
                    if !entry.values.iter().any(|value| value.kind == ValueKind::Bad) {
                        self.no_text(tag, second.span);
                    }
                }
            }
        }
    }

    /// Whether an entry was written and not understood: then no language is missing.
    pub(super) fn has_gaps(block: &Block, node: &Node<'_>) -> bool {
        let broken = block.items.iter().any(|item| matches!(item, Item::Broken(_)));
        broken || block.close.is_none() || statements(&block.items).count() > node.entries.len()
    }

    fn no_text(&mut self, tag: &Word, span: Span) {
        self.diagnostics.push(
            Diagnostic::error("SYN003", span, format!("the language `{}` takes one text", tag.text))
                .help(format!("write `{} \"…\"`", tag.text)),
        );
    }
}
