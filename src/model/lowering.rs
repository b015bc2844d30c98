//! The small steps of lowering: a node's values as texts, names, money, each kind once.

use super::bind::Node;
use super::fit::{Arg, ArgValue};
use super::prose::{self, References};
use super::reference::Names;
use super::text::{Entry, Text};
use super::value::Day;
use super::{PlaceName, Target, Who};
use crate::diagnostic::Diagnostic;
use crate::source::{Span, Spanned};
use crate::vocabulary::Vocabulary;

/// Keywords whose text prints alike in every language, with the blocks they stand in.
const ALIKE: [(&str, &str); 8] = [
    ("short", ""),
    ("at", ""),
    ("with", ""),
    ("name", "place"),
    ("equivalent", "contribution"),
    ("name", "implementer"),
    ("name", "signatory"),
    ("place", ""),
];

/// Keywords whose text holds no references.
const PLAIN: [&str; 9] = ["name", "short", "title", "adjective", "on-behalf", "word", "lead", "body", "signatory"];

/// Whether a plain text of a statement prints alike in every language.
pub(crate) fn prints_alike(keyword: &str, parent: &str) -> bool {
    ALIKE.iter().any(|(name, block)| *name == keyword && (block.is_empty() || *block == parent))
}

/// Whether the text of a statement may hold references.
pub(crate) fn holds_references(keyword: &str) -> bool {
    !PLAIN.contains(&keyword)
}

/// What lowering needs at hand.
pub(super) struct Lowering<'a, 'd> {
    pub names: Names<'a>,
    pub vocabulary: &'static Vocabulary,
    pub diagnostics: &'d mut Vec<Diagnostic>,
}

impl<'a> Lowering<'a, '_> {
    /// The text of a child statement.
    pub fn text(&mut self, node: &Node<'a>, keyword: &str) -> Option<Text> {
        node.child(keyword).and_then(|child| self.own_text(child, &node.row.keyword))
    }

    /// The text on a node's own line or in its languages.
    pub fn own_text(&mut self, node: &Node<'a>, parent: &str) -> Option<Text> {
        let keyword = node.row.keyword.as_str();
        let references = if holds_references(keyword) { References::Allowed } else { References::Refused };
        let alike = prints_alike(keyword, parent);
        let mut entries = Vec::new();
        let literal = node.arg("TEXT").or_else(|| node.arg("STRING").filter(|_| keyword != "signatory"));
        if let Some(Arg { value: ArgValue::Text(literal), span, .. }) = literal {
            let prose = prose::read(literal, references, &self.names, self.diagnostics);
            entries.push(Entry { language: None, prose, span: *span });
        }
        for entry in &node.entries {
            let prose = prose::read(entry.literal, references, &self.names, self.diagnostics);
            entries.push(Entry { language: Some(entry.tag.text.clone()), prose, span: entry.span });
        }
        (!entries.is_empty()).then_some(Text { entries, span: node.span, alike })
    }

    /// A string of a slot as a text that prints alike in every language.
    pub fn string_text(&mut self, node: &Node<'a>, slot: &str) -> Option<Text> {
        let Arg { value: ArgValue::Text(literal), span, .. } = node.arg(slot)? else { return None };
        let prose = prose::read(literal, References::Refused, &self.names, self.diagnostics);
        Some(Text { entries: vec![Entry { language: None, prose, span: *span }], span: *span, alike: true })
    }

    /// Resolves a name in a slot; reports one that is unknown or of the wrong kind.
    pub fn target(&mut self, arg: &Arg<'a>) -> Option<Target> {
        let ArgValue::Name(name) = arg.value else { return None };
        let slot = self.vocabulary.slot(arg.slot)?;
        if slot.words.iter().any(|word| word == name) {
            return None;
        }
        let Some((target, declared)) = self.names.known.get(name).copied() else {
            self.names.unknown(name, arg.span, self.diagnostics);
            return None;
        };
        self.names.named.borrow_mut().insert(target);
        let kind = target.kind().word();
        if slot.refers.iter().any(|refers| refers == kind) {
            return Some(target);
        }
        let article = if kind.starts_with(['a', 'e', 'i', 'o', 'u']) { "an" } else { "a" };
        self.diagnostics.push(
            Diagnostic::error(
                "REF003",
                arg.span,
                format!("`{name}` is {article} {kind}, where {} is expected", slot.says),
            )
            .related(declared, format!("`{name}` is declared here"))
            .help(format!("name {}", slot.says)),
        );
        None
    }

    /// All resolved names in a slot.
    pub fn targets(&mut self, node: &Node<'a>, slot: &str) -> Vec<Target> {
        node.args(slot).filter_map(|arg| self.target(arg)).collect()
    }

    /// The indices of names in a slot that takes one kind.
    pub fn indices(&mut self, node: &Node<'a>, slot: &str) -> Vec<usize> {
        let indices = self.targets(node, slot).into_iter().filter_map(|target| match target {
            Target::Participant(index) | Target::Objective(index) | Target::Annex(index) | Target::Place(index) => {
                Some(index)
            }
            _ => None,
        });
        indices.collect()
    }

    /// Bodies, participants, implementers in a slot.
    pub fn who(&mut self, node: &Node<'a>, slot: &str) -> Vec<Who> {
        let mut found = Vec::new();
        for arg in node.args(slot) {
            let who = match (&arg.value, self.target(arg)) {
                (ArgValue::Name("implementing-partners"), _) => Some(Who::ImplementingPartners),
                (_, Some(Target::Body(index))) => Some(Who::Body(index)),
                (_, Some(Target::Participant(index))) => Some(Who::Participant(index)),
                // Who is not to be named outside prints as one of those to be selected.
                (_, Some(Target::Implementer(_))) if self.is_private(arg) => Some(Who::ImplementingPartners),
                (_, Some(Target::Implementer(index))) => Some(Who::Implementer(index)),
                _ => None,
            };
            // Those to be selected are named once, however many stand behind the words.
            found.extend(who.filter(|who| *who != Who::ImplementingPartners || !found.contains(who)));
        }
        found
    }

    fn is_private(&self, arg: &Arg<'a>) -> bool {
        matches!(arg.value, ArgValue::Name(name) if self.names.private.contains(name))
    }

    /// The bodies named by a child statement.
    pub fn child_who(&mut self, node: &Node<'a>, keyword: &str, slot: &str) -> Vec<Who> {
        node.child(keyword).map(|child| self.who(child, slot)).unwrap_or_default()
    }

    /// Places in a slot, declared or written.
    pub fn places(&mut self, node: &Node<'a>) -> Vec<PlaceName> {
        let mut found = Vec::new();
        for arg in node.args("PLACE") {
            if let ArgValue::Text(literal) = arg.value {
                found.push(PlaceName::Written(literal.text.clone()));
            } else if let Some(Target::Place(index)) = self.target(arg) {
                found.push(PlaceName::Declared(index));
            }
        }
        found
    }
}

/// A word of the language on a child statement: its last word.
pub(super) fn word(node: &Node<'_>, keyword: &str) -> Option<Spanned<String>> {
    let arg = node.child(keyword)?.args.last()?;
    match arg.value {
        ArgValue::Word => Some(Spanned::new(arg.slot.to_owned(), arg.span)),
        ArgValue::Name(name) => Some(Spanned::new(name.to_owned(), arg.span)),
        _ => None,
    }
}

/// The words of a slot, as written.
pub(super) fn names(node: &Node<'_>, slot: &str) -> Vec<Spanned<String>> {
    let names = node.args(slot).filter_map(|arg| match arg.value {
        ArgValue::Name(name) => Some(Spanned::new(name.to_owned(), arg.span)),
        ArgValue::Tag(tag) => Some(Spanned::new(tag.to_owned(), arg.span)),
        _ => None,
    });
    names.collect()
}

/// The string of a slot, as written.
pub(super) fn string(node: &Node<'_>, slot: &str) -> Option<String> {
    match node.arg(slot)?.value {
        ArgValue::Text(literal) => Some(literal.text.clone()),
        _ => None,
    }
}

/// A day, or a rule to fill it in.
pub(super) fn day(node: &Node<'_>) -> Option<Spanned<Day>> {
    if let Some(Arg { value: ArgValue::Date(date), span, .. }) = node.arg("DATE") {
        return Some(Spanned::new(Day::On(*date), *span));
    }
    node.arg("blank").map(|arg| Spanned::new(Day::Blank, arg.span))
}

/// A value with its place, of one variant.
macro_rules! value {
    ($node:expr, $slot:literal, $variant:ident) => {
        $node.and_then(|node| node.arg($slot)).and_then(|arg| match arg.value {
            $crate::model::fit::ArgValue::$variant(value) => Some($crate::source::Spanned::new(value, arg.span)),
            _ => None,
        })
    };
}
pub(super) use value;

/// The identifier of a node; an empty one at the keyword where it was not understood.
pub(super) fn id(node: &Node<'_>) -> Spanned<String> {
    match node.id() {
        Some((id, span)) => Spanned::new(id.to_owned(), span),
        None => Spanned::new(String::new(), node.keyword),
    }
}

/// A span that covers a node's own line: its keyword to its last value.
pub(super) fn head(node: &Node<'_>) -> Span {
    node.args.last().map_or(node.keyword, |arg| node.keyword.to(arg.span))
}
