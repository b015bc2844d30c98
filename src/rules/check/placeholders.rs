//! Placeholders that were left in a text.

use super::Facts;
use crate::diagnostic::Diagnostic;
use crate::rules::texts::{Role, Text, named};

/// Longer words in brackets are a text, and not what stands in for one.
const LONGEST: usize = 60;

/// That it stands for something else needs no source, and so the help names none.
const CURE: &str = "write what is meant, or leave the part out; a figure that is still open is `to-be-set`";

pub(super) fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let outline = &facts.model.outline;
    for text in facts.texts().all().iter().filter(|text| text.role != Role::Record) {
        let link = format!("{CURE}; a link to a declared thing is `[words](@id)`");
        let marks = brackets(text).into_iter().map(|range| (range, link.as_str()));
        for (range, help) in marks.chain(gaps(text).into_iter().map(|range| (range, CURE))) {
            let span = text.literal.span(range.clone());
            let written = &text.literal.text[range];
            let message = format!("{} still has the placeholder `{written}`", named(outline, text.statement));
            found.push(facts.finding(span, message).help(help).about([outline.path(text.statement)]));
        }
    }
    for (text, hit) in facts.texts().found(&facts.rule.code).filter(|(text, _)| text.role != Role::Record) {
        let (written, span) = text.words(hit.words.clone());
        // What stands in brackets has been reported with them.
        if found.iter().any(|finding| finding.rule == facts.rule.code && finding.span.contains(span)) {
            continue;
        }
        // Abbreviations are placeholders in capitals only: `tk` may be part of a name.
        let short = hit.words.len() == 1 && written.chars().count() <= 4;
        if short && written.chars().any(char::is_lowercase) {
            continue;
        }
        let message = format!("{} still has the placeholder `{written}`", named(outline, text.statement));
        found.push(facts.finding(span, message).help(CURE).about([outline.path(text.statement)]));
    }
}

/// Brackets that are neither a link, nor a sign escaped, nor a remark on a quotation.
fn brackets(text: &Text<'_>) -> Vec<std::ops::Range<usize>> {
    let words = &text.literal.text;
    let mut found = Vec::new();
    for (open, _) in words.match_indices('[') {
        let inner = &words[open + 1..];
        let Some(close) = inner.find([']', '[', '\n']).filter(|close| inner[*close..].starts_with(']')) else {
            continue;
        };
        let link = inner[close + 1..].starts_with('(') || words[..open].ends_with('\\');
        let remark = inner[..close].trim().eq_ignore_ascii_case("sic");
        if !link && !remark && close <= LONGEST {
            found.push(open..open + close + 2);
        }
    }
    found
}

/// Signs that stand where words are still to come: a rule to write on, question marks in a row, a lone ellipsis, `XX`,
/// `N.N.`, a name in braces.
fn gaps(text: &Text<'_>) -> Vec<std::ops::Range<usize>> {
    let all = &text.literal.text;
    // Nearly every text has none of them, and is not looked through word by word.
    if !all.contains(['_', '{', '?', '…']) && !["...", "XX", "N.N."].iter().any(|mark| all.contains(mark)) {
        return Vec::new();
    }
    let parts = |c: char| c.is_whitespace() || "()“”«»\"/".contains(c);
    let (mut found, mut next) = (Vec::new(), 0);
    for piece in all.split_inclusive(parts) {
        let (start, word) = (next, piece.trim_end_matches(parts));
        next += piece.len();
        let bare = word.trim_end_matches([',', ';', ':', '.', '!', '%']);
        let of = |sign: char, least: usize| bare.chars().count() >= least && bare.chars().all(|c| c == sign);
        let rule = word.find("__").map(|at| (at, word[at..].len() - word[at..].trim_start_matches('_').len()));
        let braces = word.find('{').filter(|at| !word[..*at].ends_with('@')).and_then(|at| {
            let close = word[at..].find('}')?;
            (close > 1).then_some((at, close + 1))
        });
        let range = match (rule, braces) {
            (Some((at, length)), _) | (None, Some((at, length))) => Some((at, length)),
            _ if of('X', 2) || of('?', 2) => Some((0, bare.len())),
            _ if matches!(word, "…" | "..." | "....") => Some((0, word.len())),
            _ if matches!(word.trim_end_matches([',', ';', ':']), "N.N." | "N. N.") => Some((0, 4)),
            _ => None,
        };
        found.extend(range.map(|(at, length)| start + at..start + at + length));
    }
    found
}
