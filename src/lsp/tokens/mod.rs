//! The colours of a text by what its words mean; of half-typed lines, by what can be told.

use gen_lsp_types::{Range, SemanticToken, SemanticTokens, SemanticTokensLegend, Uri};

mod broken;
mod paint;
mod text;
mod word;

use super::session::{Session, View};
use crate::source::Span;

/// The kinds of tokens, in the order of the legend: all of them the protocol's own, which every theme knows.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
enum Meaning {
    Namespace,
    Type,
    Class,
    Interface,
    Parameter,
    Variable,
    Property,
    EnumMember,
    Event,
    Method,
    Macro,
    Keyword,
    Modifier,
    Comment,
    String,
    Number,
    Regexp,
    Operator,
}

const TYPES: [(Meaning, &str); 18] = [
    (Meaning::Namespace, "namespace"),
    (Meaning::Type, "type"),
    (Meaning::Class, "class"),
    (Meaning::Interface, "interface"),
    (Meaning::Parameter, "parameter"),
    (Meaning::Variable, "variable"),
    (Meaning::Property, "property"),
    (Meaning::EnumMember, "enumMember"),
    (Meaning::Event, "event"),
    (Meaning::Method, "method"),
    (Meaning::Macro, "macro"),
    (Meaning::Keyword, "keyword"),
    (Meaning::Modifier, "modifier"),
    (Meaning::Comment, "comment"),
    (Meaning::String, "string"),
    (Meaning::Number, "number"),
    (Meaning::Regexp, "regexp"),
    (Meaning::Operator, "operator"),
];

const MODIFIERS: [&str; 2] = ["declaration", "readonly"];
const PLAIN: u32 = 0;
const DECLARATION: u32 = 1;
const READONLY: u32 = 2;

/// What the numbers of tokens mean.
pub fn legend() -> SemanticTokensLegend {
    SemanticTokensLegend {
        token_types: TYPES.iter().map(|(_, name)| (*name).to_owned()).collect(),
        token_modifiers: MODIFIERS.map(str::to_owned).to_vec(),
    }
}

/// The tokens of a file, or of some lines of it.
pub fn tokens(session: &Session<'_>, uri: &Uri, range: Option<Range>) -> SemanticTokens {
    let data = session.view(uri).map(|view| encoded(session, &view, range)).unwrap_or_default();
    SemanticTokens { result_id: None, data }
}

/// A piece of a text, with what it means.
struct Token {
    span: Span,
    kind: Meaning,
    modifiers: u32,
}

fn encoded(session: &Session<'_>, view: &View, range: Option<Range>) -> Vec<SemanticToken> {
    let mut found = paint::painted(view);
    found.sort_by_key(|token| token.span.start);
    let lines = range.map(|range| range.start.line..=range.end.line);
    let mut last = (0, 0);
    let mut end = 0;
    let mut data = Vec::with_capacity(found.len());
    for token in found {
        // Tokens never overlap, whatever the text holds.
        if token.span.start < end || token.span.end <= token.span.start {
            continue;
        }
        end = token.span.end;
        let start = session.encoding.position(view.source(), token.span.start);
        if lines.as_ref().is_some_and(|lines| !lines.contains(&start.line)) {
            continue;
        }
        let delta_line = start.line - last.0;
        let delta_start = if delta_line == 0 { start.character - last.1 } else { start.character };
        last = (start.line, start.character);
        data.push(SemanticToken {
            delta_line,
            delta_start,
            length: session.encoding.width(view.source().slice(token.span)),
            token_type: token.kind as u32,
            token_modifiers_bitset: token.modifiers,
        });
    }
    data
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_legend_is_in_the_order_of_the_types() {
        for (index, (kind, _)) in TYPES.iter().enumerate() {
            assert_eq!(*kind as usize, index);
        }
    }
}
