//! A text held against the one that was settled: which words changed, and which languages nobody has certified.

use similar::{Algorithm, ChangeTag, DiffOp, TextDiff, capture_diff_slices};

use super::{Lines, Lock};
use crate::diagnostic::Diagnostic;
use crate::document::wording::Wordings;
use crate::document::{Canonical, Line, canonical, signing};
use crate::model::{Compact, Model, Status};
use crate::source::Span;

/// More changes than this are counted and not shown: a text so different is read as a whole.
const SHOWN: usize = 12;
/// Words that are shown around a change, and of it at most.
const AROUND: usize = 3;
const LONGEST: usize = 14;

/// The words that are not those that were settled, or signed.
pub fn findings(lock: &Lock, model: &Model, wordings: &Wordings) -> Vec<Diagnostic> {
    let Some(compact) = &model.compact else { return Vec::new() };
    let held = Held { compact, signed: !lock.signed.is_empty() };
    let text = canonical(model, wordings);
    let mut found = held.compared(&lock.texts, &text, "settled");
    if found.is_empty() && text.fingerprint() != lock.fingerprint {
        found.push(held.told(compact.span, "the order or the numbers of paragraphs are not those that were settled"));
    }
    if held.signed && compact.status != Status::Signed {
        let status = compact.status.word();
        let message = format!("the text was recorded as signed, and its status is `{status}`");
        let help = "write `status signed`: an extension is an instrument of its own, never an edit of a signed text";
        found.push(Diagnostic::error("SGN006", compact.span, message).help(help));
    } else if found.is_empty() && held.signed {
        found = held.compared(&lock.signed, &signing(model, wordings), "recorded as signed");
    }
    found
}

/// The signed languages whose conformity with the first no certificate in the lock says.
pub fn uncertified(lock: Option<&Lock>, model: &Model) -> Vec<Diagnostic> {
    let Some(compact) = &model.compact else { return Vec::new() };
    let Some((first, others)) = compact.languages.split_first() else { return Vec::new() };
    let certified = |tag: &str| lock.is_some_and(|lock| lock.certifies(tag));
    let others = others.iter().filter(|tag| !certified(&tag.value));
    let finding = |tag: &crate::source::Spanned<String>| {
        let message = format!(
            "no language officer has certified that the texts in `{}` and `{}` conform to each other",
            tag.value, first.value
        );
        let settle = if lock.is_none() { "settle the text with `engross settle`; then " } else { "" };
        let help = format!(
            "{settle}`engross certify FILE --language {} --by NAME --title TITLE` records the certificate; \
             `engross conformity FILE` prints what the officer compares",
            tag.value
        );
        Diagnostic::warning("SGN004", tag.span, message).help(help)
    };
    others.map(finding).collect()
}

/// What a text is held to.
struct Held<'a> {
    compact: &'a Compact,
    /// Whether it was signed, and so never changes.
    signed: bool,
}

impl Held<'_> {
    /// One finding a change.
    fn compared(&self, before: &[Lines], now: &Canonical, how: &str) -> Vec<Diagnostic> {
        let compact = self.compact;
        let mut found = Vec::new();
        let mut languages: Vec<&str> = now.lines.iter().map(|line| line.language.as_str()).collect();
        languages.dedup();
        for language in &languages {
            let now: Vec<&Line> = now.lines.iter().filter(|line| line.language == *language).collect();
            match before.iter().find(|lines| lines.language == *language) {
                Some(before) => found.extend(self.changes(&before.lines, &now, how)),
                None => {
                    found.push(self.told(compact.span, format!("there was no text in `{language}` when it was {how}")))
                }
            }
        }
        for gone in before.iter().filter(|lines| !languages.contains(&lines.language.as_str())) {
            found.push(self.told(compact.span, format!("the text in `{}` that was {how} is gone", gone.language)));
        }
        if found.len() > SHOWN {
            let more = found.len() - SHOWN;
            found.truncate(SHOWN);
            found.push(self.told(compact.span, format!("{more} further paragraphs are not as they were {how}")));
        }
        found
    }

    fn told(&self, span: Span, message: impl Into<String>) -> Diagnostic {
        let help = if self.signed {
            "a signed text does not change: restore the words"
        } else {
            "restore the words; or, where both sides agreed to the change, run `engross settle --renew` on the file"
        };
        Diagnostic::error("SGN006", span, message).help(help)
    }

    /// The changed lines of one language. Numbers are left out: a paragraph that is new moves those of all that follow.
    fn changes(&self, before: &[String], now: &[&Line], how: &str) -> Vec<Diagnostic> {
        let compact = self.compact;
        let bare: Vec<&str> = before.iter().map(|line| unnumbered(line)).collect();
        let whole: Vec<String> = now.iter().map(|line| line.whole()).collect();
        let current: Vec<&str> = whole.iter().map(|line| unnumbered(line)).collect();
        let place = |at: usize| {
            let near = now.get(at).and_then(|line| line.source);
            near.unwrap_or(compact.span)
        };
        let mut found = Vec::new();
        for op in capture_diff_slices(Algorithm::Patience, &bare, &current) {
            let (old, new) = (op.old_range(), op.new_range());
            if matches!(op, DiffOp::Equal { .. }) {
                continue;
            }
            for step in 0..old.len().max(new.len()) {
                let was = bare.get(old.start + step).filter(|_| step < old.len());
                let is = current.get(new.start + step).filter(|_| step < new.len());
                let span = place(new.start + step.min(new.len().saturating_sub(1)));
                let message = match (was, is) {
                    (Some(was), Some(is)) => {
                        let (was, is) = words_that_differ(was, is);
                        format!("the text was {how} with “{was}”, and now says “{is}”")
                    }
                    (None, Some(is)) => format!("“{}” was not in the text that was {how}", shortened(is)),
                    (Some(was), None) => format!("“{}” is gone from the text that was {how}", shortened(was)),
                    (None, None) => continue,
                };
                found.push(self.told(span, message));
            }
        }
        found
    }
}

/// A line without its number, a label or the mark of an item.
fn unnumbered(line: &str) -> &str {
    match line.split_once(' ') {
        Some((number, rest)) if number.ends_with('.') || number.starts_with(['(', '•']) => rest,
        _ => line,
    }
}

/// What differs in two lines, with a few words around: of the first, and of the second.
pub fn words_that_differ(was: &str, is: &str) -> (String, String) {
    let diff = TextDiff::from_words(was, is);
    let changes: Vec<(ChangeTag, &str)> =
        diff.iter_all_changes().map(|change| (change.tag(), change.value())).collect();
    let first = changes.iter().position(|(tag, _)| *tag != ChangeTag::Equal).unwrap_or_default();
    let last = changes.iter().rposition(|(tag, _)| *tag != ChangeTag::Equal).unwrap_or_default();
    // Words and the spaces between them are pieces of their own.
    let (from, to) = (first.saturating_sub(2 * AROUND), (last + 1 + 2 * AROUND).min(changes.len()));
    let side = |left_out: ChangeTag| {
        let words: String =
            changes[from..to].iter().filter(|(tag, _)| *tag != left_out).map(|(_, words)| *words).collect();
        let before = if from > 0 { "… " } else { "" };
        let after = if to < changes.len() { " …" } else { "" };
        format!("{before}{}{after}", shortened(words.trim()))
    };
    (side(ChangeTag::Insert), side(ChangeTag::Delete))
}

/// Words, of which those beyond a length are left out.
fn shortened(words: &str) -> String {
    let all: Vec<&str> = words.split(' ').collect();
    if all.len() <= LONGEST {
        return words.to_owned();
    }
    let (head, tail) = (&all[..LONGEST / 2], &all[all.len() - LONGEST / 2..]);
    format!("{} … {}", head.join(" "), tail.join(" "))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_change_is_shown_with_the_words_around_it() {
        let was = "It is intended to continue for four years, from the first day of the term to the end of it.";
        let (was, is) = words_that_differ(was, &was.replace("four", "five"));
        assert_eq!(was, "… to continue for four years, from the …");
        assert_eq!(is, "… to continue for five years, from the …");
    }

    #[test]
    fn numbers_are_no_words() {
        for (line, words) in
            [("3. The Participants", "The Participants"), ("• a b", "a b"), ("(2) a", "a"), ("a b", "a b")]
        {
            assert_eq!(unnumbered(line), words);
        }
    }
}
