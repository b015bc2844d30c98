//! Characters that make a text read other than it is stored: hidden ones, look-alikes, loose accents.

use unicode_normalization::char::is_combining_mark;
use unicode_normalization::{UnicodeNormalization, is_nfc};
use unicode_script::{Script, UnicodeScript};

use super::{Facts, comments};
use crate::diagnostic::Diagnostic;
use crate::rules::texts::{Text, named};
use crate::source::Span;

/// Texts that are more than ASCII.
fn wide<'a>(facts: &Facts<'a>) -> impl Iterator<Item = &'a Text<'a>> + use<'a> {
    facts
        .texts()
        .all()
        .iter()
        .filter(|text| !text.literal.text.is_ascii() || text.literal.text.contains(hidden_in_ascii))
}

fn hidden_in_ascii(c: char) -> bool {
    c.is_ascii_control() && !matches!(c, '\n' | '\t')
}

/// Invisible characters, and those that turn the direction of reading.
pub(super) fn hidden(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for text in wide(facts) {
        let words = &text.literal.text;
        for (at, c) in words.char_indices() {
            let Some(name) = hidden_name(c).filter(|_| !is_needed(words, at, c)) else { continue };
            let span = text.literal.span(at..at + c.len_utf8());
            let object = named(&facts.model.outline, text.statement);
            let around = around(words, at, c);
            let message =
                format!("{object} has a character that nobody sees {around}: {name} (U+{:04X})", u32::from(c));
            let finding = facts.finding(span, message).help("delete it");
            found.push(finding.fix("delete it", vec![(span, String::new())]));
        }
    }
    // A comment that reads other than it is stored deceives those who review the source.
    for ast in &facts.files.asts {
        comments(&ast.items, &mut |comment| {
            let words = &comment.text;
            let hidden = words.char_indices().filter(|(at, c)| !is_needed(words, *at, *c));
            for (at, c, name) in hidden.filter_map(|(at, c)| Some((at, c, hidden_name(c)?))) {
                let start = comment.span.start as usize + at;
                let span = Span::new(comment.span.file, start, start + c.len_utf8());
                let around = around(words, at, c);
                let message =
                    format!("this comment has a character that nobody sees {around}: {name} (U+{:04X})", u32::from(c));
                let finding = facts.finding(span, message).help("delete it");
                found.push(finding.fix("delete it", vec![(span, String::new())]));
            }
        });
    }
}

/// What stands beside a hidden character, so that it can be found.
fn around(words: &str, at: usize, c: char) -> String {
    let visible = |c: &char| !c.is_whitespace() && hidden_name(*c).is_none();
    let before: Vec<char> = words[..at].chars().rev().take_while(visible).take(12).collect();
    let before: String = before.into_iter().rev().collect();
    let behind: String = words[at + c.len_utf8()..].chars().take_while(visible).take(12).collect();
    match (before.is_empty(), behind.is_empty()) {
        (false, false) => format!("between `{before}` and `{behind}`"),
        (false, true) => format!("behind `{before}`"),
        (true, false) => format!("before `{behind}`"),
        (true, true) => "between its words".to_owned(),
    }
}

fn hidden_name(c: char) -> Option<&'static str> {
    Some(match c {
        '\u{ad}' => "a soft hyphen",
        '\u{200b}' => "a zero-width space",
        '\u{200c}' => "a zero-width non-joiner",
        '\u{200d}' => "a zero-width joiner",
        '\u{200e}' => "a left-to-right mark",
        '\u{200f}' => "a right-to-left mark",
        '\u{61c}' => "an Arabic letter mark",
        '\u{2060}' => "a word joiner",
        '\u{feff}' => "a byte-order mark",
        '\u{202a}'..='\u{202e}' => "a mark that turns the direction of reading",
        '\u{2066}'..='\u{2069}' => "a mark that sets the direction of reading apart",
        '\u{2061}'..='\u{2064}' => "an invisible operator",
        '\u{206a}'..='\u{206f}' => "a character that is no longer in use",
        '\u{115f}' | '\u{1160}' | '\u{3164}' | '\u{ffa0}' | '\u{2800}' => "a letter without a shape",
        '\u{fff9}'..='\u{fffb}' => "an annotation mark",
        '\u{e0000}'..='\u{e007f}' => "a tag character",
        c if c.is_control() && !matches!(c, '\n' | '\t') => "a control character",
        _ => return None,
    })
}

/// Whether the writing around a joiner or a mark of direction needs it.
fn is_needed(words: &str, at: usize, c: char) -> bool {
    let near = || {
        let behind = words[at + c.len_utf8()..].chars();
        words[..at].chars().rev().chain(behind).filter(|c| c.is_alphabetic() || is_combining_mark(*c))
    };
    let letter = |c: Option<char>| c.map_or(Script::Common, |c| c.script());
    let before = letter(words[..at].chars().next_back());
    match c {
        '\u{200c}' | '\u{200d}' => joins(before),
        '\u{200e}' | '\u{200f}' | '\u{61c}' => near().any(|c| runs_leftward(c.script())),
        _ => false,
    }
}

/// Scripts whose letters take other shapes side by side, so that a joiner says something.
fn joins(script: Script) -> bool {
    !matches!(
        script,
        Script::Latin | Script::Cyrillic | Script::Greek | Script::Common | Script::Han | Script::Georgian
    )
}

fn runs_leftward(script: Script) -> bool {
    matches!(script, Script::Arabic | Script::Hebrew | Script::Syriac | Script::Thaana | Script::Nko | Script::Adlam)
}

/// Letters of look-alike scripts in one word.
pub(super) fn look_alikes(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for text in wide(facts) {
        for token in text.tokens.iter().filter(|token| !token.is_reference()) {
            let word = text.word(token);
            if word.is_ascii() {
                continue;
            }
            let alike = |c: &char| matches!(c.script(), Script::Latin | Script::Cyrillic | Script::Greek);
            let count = |script: Script| word.chars().filter(|c| c.script() == script).count();
            let mut scripts: Vec<(usize, Script)> =
                [Script::Latin, Script::Cyrillic, Script::Greek].map(|script| (count(script), script)).to_vec();
            scripts.retain(|(count, _)| *count > 0);
            scripts.sort_by_key(|(count, _)| std::cmp::Reverse(*count));
            let [(_, main), (_, _), ..] = scripts.as_slice() else { continue };
            let Some(stranger) = word.chars().find(|c| alike(c) && c.script() != *main) else { continue };
            let span = text.literal.span(token.range());
            let object = named(&facts.model.outline, text.statement);
            let message = format!(
                "{object} has the word `{word}`, whose `{stranger}` (U+{:04X}) is {} among {} letters",
                u32::from(stranger),
                stranger.script().full_name(),
                main.full_name()
            );
            let help = format!("type the word again in {} letters", main.full_name());
            found.push(facts.finding(span, message).help(help));
        }
    }
}

/// Letters whose accents are stored apart, where one character says the same.
pub(super) fn normal_form(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    for text in wide(facts) {
        let words = &text.literal.text;
        if is_nfc(words) {
            continue;
        }
        let source = facts.files.sources.get(text.literal.file);
        let loose: Vec<_> = (words.split_whitespace().filter(|word| !is_nfc(word)))
            .map(|word| {
                let start = word.as_ptr() as usize - words.as_ptr() as usize;
                (word, text.literal.span(start..start + word.len()))
            })
            .collect();
        let Some((first, span)) = loose.first() else { continue };
        let object = named(&facts.model.outline, text.statement);
        let others = match loose.len() {
            1 => String::new(),
            count => format!(" and {} more", count - 1),
        };
        let message = format!("{object} stores `{first}`{others} in pieces: letters and accents apart");
        let finding = facts.finding(*span, message).help("store it in Unicode normal form C, as most programs do");
        // Where a word is written with escapes, the source does not hold it as it stands.
        let plain = loose.iter().all(|(word, span)| source.slice(*span) == *word);
        let edits = loose.iter().map(|(word, span)| (*span, word.nfc().collect())).collect();
        found.push(if plain { finding.fix("store it in normal form C", edits) } else { finding });
    }
}
