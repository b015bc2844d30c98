//! References in prose: `@id`, `@{id.field}`, `[words](@id)`.

use std::cell::RefCell;
use std::collections::{HashMap, HashSet};
use std::ops::Range;

use super::prose::References;
use super::text::{Field, Reference, Run};
use super::{Kind, SectionName, Target};
use crate::diagnostic::Diagnostic;
use crate::nearest::nearest;
use crate::source::{Span, Spanned};
use crate::syntax::ast::Literal;

/// What every identifier of a compact names.
#[derive(Debug, Default)]
pub(super) struct Names<'a> {
    /// Identifiers with what they name and where they are declared.
    pub known: HashMap<&'a str, (Target, Span)>,
    /// Those of private files: what is printed cannot name them.
    pub private: std::collections::HashSet<&'a str>,
    /// Names that were written and not understood.
    pub unknown: HashSet<&'a str>,
    /// Whether something was declared without its name.
    pub nameless: bool,
    /// The sections that references name: whether they are printed is known only at the end.
    pub sections: RefCell<Vec<(SectionName, Span)>>,
    /// All that is named, in values or in prose.
    pub named: RefCell<HashSet<Target>>,
    /// The identifiers that prose mentions, each where the whole reference stands.
    pub mentions: RefCell<Vec<Spanned<String>>>,
}

impl<'a> Names<'a> {
    /// Refuses a name of a private file where it would be printed.
    pub fn refuses_private(&self, id: &str, span: Span, found: &mut Vec<Diagnostic>) -> bool {
        let private = self.private.contains(id);
        if private {
            let message = format!("`{id}` comes from a private file, and what is printed cannot name it");
            let finding = Diagnostic::error("REF003", span, message);
            found.push(finding.help("write `implementing-partners`, or declare it in a file that is exchanged"));
        }
        private
    }

    /// The identifier that was probably meant.
    pub fn nearest(&self, id: &str) -> Option<&'a str> {
        // Sorted, so that of two equally near the same one is offered on every run.
        let mut known: Vec<&'a str> = self.known.keys().copied().collect();
        known.sort_unstable();
        nearest(id, known)
    }

    /// An unknown name that is a known one with an ending behind it, as `@ministry-той`: braces keep the two apart.
    fn with_ending(&self, finding: Diagnostic, written: &str, span: Span) -> Diagnostic {
        let ending = |known: &&&str| {
            let rest = written.strip_prefix(**known).unwrap_or_default();
            // A Latin letter directly behind a name is another name.
            rest.starts_with(|c: char| c == '-' || (c.is_alphabetic() && !c.is_ascii()))
        };
        let Some(known) = self.known.keys().filter(ending).max_by_key(|known| known.len()) else { return finding };
        let rest = &written[known.len()..];
        let apart = format!("@{{{known}}}{rest}");
        if rest.trim_start_matches('-').starts_with(|c: char| !c.is_ascii()) {
            let help = format!("write `{apart}`: braces keep a name apart from the ending behind it");
            return finding.help(help).fix(format!("write `{apart}`"), vec![(span, apart)]);
        }
        // What follows in Latin letters may as well be a part of another name.
        let help = finding.help.clone().unwrap_or_default();
        finding.help(format!("{help}; if `{known}` is meant, with words behind it, write `{apart}`"))
    }

    /// An unknown identifier, reported unless it stands for something that was not understood.
    pub fn unknown(&self, id: &str, span: Span, found: &mut Vec<Diagnostic>) {
        // `@unit_a` is read as far as a name goes; the sign in the name has been reported where it is declared.
        let with_sign = |known: &&str| known.strip_prefix(id).is_some_and(|rest| rest.starts_with('_'));
        if self.unknown.contains(id) || self.known.keys().any(with_sign) {
            return;
        }
        if let Some(name) = id.strip_prefix("section.") {
            let meant = nearest(name, super::SectionName::ALL.map(super::SectionName::word));
            let finding = Diagnostic::error("REF001", span, format!("there is no section `{name}`"));
            let all = super::SectionName::ALL.map(|section| format!("`{}`", section.word())).join(", ");
            found.push(finding.help(meant.map_or_else(
                || format!("the sections are {all}"),
                |meant| format!("did you mean `section.{meant}`?"),
            )));
            return;
        }
        let nearest = self.nearest(id);
        if self.nameless && nearest.is_none() {
            return;
        }
        let finding = Diagnostic::error("REF001", span, format!("nothing is declared as `{id}`"));
        found.push(match nearest {
            Some(meant) => {
                let declared = self.known.get(meant).map_or(span, |(_, declared)| *declared);
                finding
                    .help(format!("did you mean `{meant}`?"))
                    .related(declared, format!("`{meant}` is declared here"))
            }
            None => finding.help("declare it, or correct the name"),
        });
    }
}

/// Finds the references in one literal.
pub(super) struct Scanner<'a> {
    pub literal: &'a Literal,
    pub references: References,
    pub names: &'a Names<'a>,
}

impl Scanner<'_> {
    /// A string: only references are marked up, all else is literal.
    pub fn string(&self, found: &mut Vec<Diagnostic>) -> Vec<Run> {
        self.scan(0..self.literal.text.len(), true, found)
    }

    /// A run of words in Markdown, where a backslash before a sign is Markdown's own.
    pub fn markdown(&self, range: Range<usize>, found: &mut Vec<Diagnostic>) -> Vec<Run> {
        self.scan(range, false, found)
    }

    fn scan(&self, range: Range<usize>, is_string: bool, found: &mut Vec<Diagnostic>) -> Vec<Run> {
        let text = &self.literal.text;
        let mut runs = Vec::new();
        let mut words = String::new();
        let mut at = range.start;
        let flush = |words: &mut String, runs: &mut Vec<Run>| {
            if !words.is_empty() {
                runs.push(Run::Words(std::mem::take(words)));
            }
        };
        // Signs that may mean something; what stands between them is taken as a whole.
        let signs: &[char] = if is_string { &['@', '[', '\n'] } else { &['\\', '@', '\n', '&'] };
        loop {
            let plain = text[at..range.end].find(signs).unwrap_or(range.end - at);
            words.push_str(&text[at..at + plain]);
            at += plain;
            let rest = &text[at..range.end];
            let Some(c) = rest.chars().next() else { break };
            if c == '\\' && !is_string && rest[1..].starts_with(|c: char| c.is_ascii_punctuation()) {
                let sign = &rest[1..2];
                words.push_str(sign);
                at += 2;
            } else if c == '@' && self.counts(at) {
                match self.reference(at, range.end, found) {
                    Some((run, end)) => {
                        flush(&mut words, &mut runs);
                        runs.push(run);
                        at = end;
                    }
                    None => {
                        words.push(c);
                        at += 1;
                    }
                }
            } else if let Some((label, target, length)) = is_string.then(|| bracketed(rest)).flatten() {
                flush(&mut words, &mut runs);
                let span = self.literal.span(at..at + length);
                runs.push(self.link(target, vec![Run::Words(label.to_owned())], span, found));
                at += length;
            } else if c == '\n' {
                flush(&mut words, &mut runs);
                runs.push(Run::Break);
                at += 1;
            } else if c == '&' && !is_string {
                // Markdown reads entities; the words are what they stand for.
                let (decoded, length) = entity(rest);
                words.push_str(&decoded);
                at += length;
            } else {
                words.push(c);
                at += c.len_utf8();
            }
        }
        flush(&mut words, &mut runs);
        runs
    }

    /// Whether an `@` begins a reference: not escaped, and not in the middle of a word or an address.
    fn counts(&self, at: usize) -> bool {
        let before = self.literal.text[..at].chars().next_back();
        !self.literal.plain.contains(&at)
            && !before.is_some_and(|c| c.is_alphanumeric() || matches!(c, '.' | '_' | '-'))
    }

    /// Reads a reference at an `@`.
    fn reference(&self, at: usize, limit: usize, found: &mut Vec<Diagnostic>) -> Option<(Run, usize)> {
        let rest = &self.literal.text[at + 1..limit];
        let (written, end) = match rest.strip_prefix('{') {
            Some(inner) => {
                let blank = inner.len() - inner.trim_start().len();
                let name = word(&inner[blank..]);
                let end = blank + name.len();
                let rest = inner[end..].trim_start();
                let Some(close) = rest.starts_with('}').then(|| inner.len() - rest.len()) else {
                    let span = self.literal.span(at..at + 2 + end);
                    found.push(
                        Diagnostic::error("SYN003", span, "this reference is not closed").help("write `@{id.field}`"),
                    );
                    return None;
                };
                (name, at + 3 + close)
            }
            None => {
                let written = word(rest);
                (written, at + 1 + written.len())
            }
        };
        if written.is_empty() {
            return None;
        }
        let span = self.literal.span(at..end);
        Some((self.resolved(written, None, span, found), end))
    }

    /// `[words](@id)`: the author's own words.
    pub fn link(&self, written: &str, words: Vec<Run>, span: Span, found: &mut Vec<Diagnostic>) -> Run {
        self.resolved(written, Some(words), span, found)
    }

    fn resolved(&self, written: &str, words: Option<Vec<Run>>, span: Span, found: &mut Vec<Diagnostic>) -> Run {
        let unresolved =
            |words| Run::Reference(Reference { target: None, field: None, words, written: written.to_owned(), span });
        let normal: String = unicode_normalization::UnicodeNormalization::nfc(written).collect();
        let (id, field) = match normal.split_once('.') {
            Some(("section", name)) => match name.split_once('.') {
                Some((name, field)) => (format!("section.{name}"), Some(field.to_owned())),
                None => (normal.clone(), None),
            },
            Some((id, field)) => (id.to_owned(), Some(field.to_owned())),
            None => (normal.clone(), None),
        };
        self.names.mentions.borrow_mut().push(Spanned::new(id.clone(), span));
        let Some(target) = self.target(&id) else {
            let before = found.len();
            self.names.unknown(&id, span, found);
            let bare = words.is_none() && field.is_none() && span.range().len() == written.len() + 1;
            if bare && found.len() > before {
                let told = found.split_off(before);
                found.extend(told.into_iter().map(|finding| self.names.with_ending(finding, &id, span)));
            }
            return unresolved(words);
        };
        self.names.named.borrow_mut().insert(target);
        if self.names.refuses_private(&id, span, found) {
            return unresolved(words);
        }
        if self.references == References::Refused {
            found.push(
                Diagnostic::error("REF003", span, "a reference cannot stand in a name or a title")
                    .help("write the words themselves; a plain sign is written `\\@`"),
            );
            return unresolved(words);
        }
        let kind = target.kind();
        let field = match field {
            None => None,
            Some(name) => match kind.field(&name) {
                Some(field) => Some(field),
                None => {
                    let bare = words.is_none() && span.range().len() == written.len() + 1;
                    found.push(unknown_field(&id, &name, kind, span, bare));
                    return unresolved(words);
                }
            },
        };
        if words.is_some() && (field.is_some_and(Field::is_declared) || kind == Kind::Term) {
            found.push(
                Diagnostic::error("REF003", span, format!("`{written}` is a figure or a date and prints as declared"))
                    .help(format!("write `@{{{written}}}` without words of your own")),
            );
        }
        if kind == Kind::Term && field.is_none() {
            found.push(
                Diagnostic::error("REF003", span, "the term by itself prints nothing")
                    .help("write `@term.duration`, `@term.words`, `@term.start` or `@term.end`"),
            );
        }
        if let Target::Section(section) = target {
            self.names.sections.borrow_mut().push((section, span));
        }
        Run::Reference(Reference { target: Some(target), field, words, written: written.to_owned(), span })
    }

    fn target(&self, id: &str) -> Option<Target> {
        match id {
            "term" => return Some(Target::Term),
            "participants" => return Some(Target::Participants),
            _ => {}
        }
        if let Some(name) = id.strip_prefix("section.") {
            return super::SectionName::read(name).map(Target::Section);
        }
        self.names.known.get(id).map(|(target, _)| *target)
    }
}

/// A field that its kind has not; `bare` says that the reference stands without braces and without words of one's own.
fn unknown_field(id: &str, name: &str, kind: Kind, span: Span, bare: bool) -> Diagnostic {
    let fields: Vec<&str> = kind.fields().iter().map(|(name, _)| *name).collect();
    let finding = Diagnostic::error("REF001", span, format!("`{id}` has no field `{name}`"));
    // An ending behind a field: `@us.adjective-ийн`.
    let ended = fields.iter().find(|field| {
        let rest = name.strip_prefix(**field).unwrap_or_default().trim_start_matches('-');
        rest.starts_with(|c: char| c.is_alphabetic() && !c.is_ascii())
    });
    if let Some(field) = ended.filter(|_| bare) {
        let apart = format!("@{{{id}.{field}}}{}", &name[field.len()..]);
        return finding.help(format!("write `{apart}`")).fix(format!("write `{apart}`"), vec![(span, apart)]);
    }
    match nearest(name, fields.iter().copied()) {
        Some(meant) if bare => {
            let written = format!("@{id}.{meant}");
            let help = format!("did you mean `{id}.{meant}`?");
            finding.help(help).fix(format!("write `{written}`"), vec![(span, written)])
        }
        Some(meant) => finding.help(format!("did you mean `{id}.{meant}`?")),
        None if fields.is_empty() => finding.help(format!("it has no fields: write `@{id}`")),
        None => {
            finding.help(format!("it has {}", fields.iter().map(|f| format!("`.{f}`")).collect::<Vec<_>>().join(", ")))
        }
    }
}

/// The identifier, perhaps with fields, at the start of a text; a full stop that ends a sentence is not part of it.
fn word(text: &str) -> &str {
    let mut end = 0;
    let mut chars = text.char_indices().peekable();
    while let Some((at, c)) = chars.next() {
        let letter = c.is_alphabetic() || unicode_normalization::char::is_combining_mark(c);
        let first = at == 0 || text[..at].ends_with('.');
        let inner = c.is_ascii_digit() || c == '-';
        let point = c == '.' && at > 0 && chars.peek().is_some_and(|(_, next)| next.is_alphabetic());
        if !(letter || (inner && !first) || point) {
            break;
        }
        end = at + c.len_utf8();
    }
    text[..end].trim_end_matches(['-', '.'])
}

/// `[words](@id)` at the start of a text: words, target without its sign, length.
fn bracketed(text: &str) -> Option<(&str, &str, usize)> {
    let inner = text.strip_prefix('[')?;
    let close = inner.find([']', '[']).filter(|end| inner[*end..].starts_with(']'))?;
    let target = inner[close + 1..].strip_prefix("(@")?;
    let plain =
        |c: char| c.is_alphanumeric() || matches!(c, '-' | '.') || unicode_normalization::char::is_combining_mark(c);
    let end = target.find(|c| !plain(c)).filter(|end| target[*end..].starts_with(')'))?;
    Some((&inner[..close], &target[..end], close + end + 5))
}

/// The characters an entity stands for, and its length; a plain `&` for what is none.
fn entity(text: &str) -> (String, usize) {
    let end = text.bytes().take(13).position(|b| b == b';');
    if let Some(end) = end {
        let source = &text[..=end];
        let mut decoded = String::new();
        for event in pulldown_cmark::Parser::new(source) {
            if let pulldown_cmark::Event::Text(part) = event {
                decoded.push_str(&part);
            }
        }
        if decoded != source && !decoded.is_empty() {
            return (decoded, end + 1);
        }
    }
    ("&".into(), 1)
}
