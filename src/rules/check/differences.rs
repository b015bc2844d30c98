//! What differs between the languages of one text: figures, months, references, the structure of lists.

use rust_decimal::Decimal;

use super::Facts;
use crate::diagnostic::Diagnostic;
use crate::model::text::serves;
use crate::rules::figures::figures;
use crate::rules::lexicon::Lexicon;
use crate::rules::texts::{Text, named};
use crate::syntax::ast::Quoting;

pub(super) fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let Some(compact) = &facts.model.compact else { return };
    let signed = |text: &Text<'_>| compact.languages.iter().any(|tag| serves(text.language, &tag.value));
    let texts = facts.texts();
    let all = texts.all();
    for (index, first) in all.iter().enumerate() {
        // The first text of each statement is compared with its others.
        if index > 0 && all[index - 1].statement == first.statement || !signed(first) {
            continue;
        }
        for other in texts.of_statement(first.statement).iter().skip(1).filter(|other| signed(other)) {
            if other.language != first.language {
                found.extend(compare(facts, first, other));
            }
        }
    }
}

fn compare(facts: &Facts<'_>, first: &Text<'_>, other: &Text<'_>) -> Option<Diagnostic> {
    let object = named(&facts.model.outline, first.statement);
    let lexicon = |text: &Text<'_>| facts.words(text.language).map(|(_, lexicon)| lexicon);
    let mut differences = Vec::new();
    let mut one_sided = |here: &Text<'_>, there: &Text<'_>| {
        let there_has = said(there, lexicon(there));
        for said in said(here, lexicon(here)) {
            let also = there_has.iter().any(|other| said.is(other)) || in_words(&said, there, lexicon(there));
            if !also && !differences.iter().any(|(known, _)| *known == said.shown()) {
                differences.push((said.shown(), here.language.to_owned()));
            }
        }
    };
    one_sided(first, other);
    one_sided(other, first);
    let lists = structure(first) != structure(other);
    let (first_tag, other_tag) = (first.language, other.language);
    let message = match differences.as_slice() {
        [] if lists => format!("{object} is divided into other lists in `{first_tag}` than in `{other_tag}`"),
        [] => return None,
        all => {
            let only = |language: &str| {
                let here = all.iter().filter(|(_, tag)| tag == language).map(|(shown, _)| format!("`{shown}`"));
                here.collect::<Vec<_>>().join(", ")
            };
            match (only(first_tag), only(other_tag)) {
                (here, there) if there.is_empty() => {
                    format!("{object} has {here} in `{first_tag}` and not in `{other_tag}`")
                }
                (here, there) if here.is_empty() => {
                    format!("{object} has {there} in `{other_tag}` and not in `{first_tag}`")
                }
                (here, there) => format!("{object} has {here} in `{first_tag}` where it has {there} in `{other_tag}`"),
            }
        }
    };
    let finding = facts.finding(other.span, message).related(first.span, format!("the text in `{first_tag}`"));
    let help = "say the same in both; a figure that is declared elsewhere is best written as a reference";
    Some(finding.help(help).about([facts.model.outline.path(first.statement)]))
}

/// What a text says that every language says alike.
#[derive(Debug, Clone, PartialEq)]
enum Said {
    Figure(Decimal, Option<iso_currency::Currency>),
    Month(u32),
    Reference(String),
}

impl Said {
    /// Whether another text says it, too; a month may be a figure there, as in 2017-06-15.
    fn is(&self, other: &Self) -> bool {
        match (self, other) {
            (Self::Month(month), Self::Figure(figure, None)) | (Self::Figure(figure, None), Self::Month(month)) => {
                *figure == Decimal::from(*month)
            }
            _ => self == other,
        }
    }

    fn shown(&self) -> String {
        match self {
            Self::Figure(value, currency) => {
                // Four digits may be a year, which nobody groups: with a code, too, as in `2027 USD funds`.
                let (year, plain) = (Decimal::from(1900)..Decimal::from(2200), Decimal::from(10_000));
                let short = value.is_integer() && (year.contains(value) || (currency.is_none() && value.abs() < plain));
                let figure = if short { value.to_string() } else { crate::model::value::grouped(*value) };
                currency.map_or(figure.clone(), |currency| format!("{} {figure}", currency.code()))
            }
            Self::Month(month) => format!("month {month}"),
            Self::Reference(written) => format!("@{written}"),
        }
    }
}

fn said(text: &Text<'_>, lexicon: Option<&Lexicon>) -> Vec<Said> {
    let figures = figures(text, lexicon);
    let mut found: Vec<Said> = figures.iter().map(|figure| Said::Figure(figure.value, figure.currency)).collect();
    // A month is one beside a figure: `may` is also another word.
    for figure in &figures {
        let near = figure.words.start.saturating_sub(2)..(figure.words.end + 2).min(text.tokens.len());
        let months = near.filter_map(|at| lexicon?.number_in("months", &text.tokens[at]).map(|month| (at, month)));
        found.extend(
            months
                .filter(|(at, _)| text.tokens[*at].capital || text.language != "en")
                .map(|(_, month)| Said::Month(month)),
        );
    }
    found.extend(references(text).map(Said::Reference));
    found
}

/// What a text refers to: `@id`, `@{id.field}`, and the targets of `[words](@id)`. Which designation is printed is each
/// language's own affair; which figure, is not.
fn references<'a>(text: &'a Text<'_>) -> impl Iterator<Item = String> + 'a {
    let own = text.tokens.iter().filter(|token| token.is_reference()).map(|token| text.written(token));
    let linked = text
        .literal
        .text
        .match_indices("](@")
        .filter_map(|(at, mark)| text.literal.text[at + mark.len()..].split_once(')').map(|(target, _)| target));
    own.chain(linked).map(|written| match written.split_once('.') {
        Some((id, "name" | "short" | "adjective" | "title")) => id.to_owned(),
        _ => written.to_owned(),
    })
}

/// Whether a figure stands in another text as a word: `18` as `dieciocho`.
fn in_words(said: &Said, text: &Text<'_>, lexicon: Option<&Lexicon>) -> bool {
    let (Said::Figure(value, None), Some(lexicon)) = (said, lexicon) else { return false };
    text.tokens
        .iter()
        .any(|token| lexicon.number_in("numbers", token).is_some_and(|number| Decimal::from(number) == *value))
}

/// The items of the lists of a text: how deep each stands, and whether it is numbered.
fn structure(text: &Text<'_>) -> Vec<(usize, bool)> {
    if text.literal.quoting != Quoting::Block {
        return Vec::new();
    }
    let item = |line: &str| {
        let words = line.trim_start();
        let number = words.trim_start_matches(|c: char| c.is_ascii_digit());
        let numbered = number.len() < words.len() && (number.starts_with(". ") || number.starts_with(") "));
        let pointed = ["- ", "* ", "+ "].iter().any(|mark| words.starts_with(mark));
        (numbered || pointed).then(|| (line.len() - words.len(), numbered))
    };
    let items: Vec<(usize, bool)> = text.literal.text.lines().filter_map(item).collect();
    let mut depths: Vec<usize> = items.iter().map(|(indent, _)| *indent).collect();
    depths.sort_unstable();
    depths.dedup();
    items.iter().map(|(indent, numbered)| (depths.partition_point(|depth| depth < indent), *numbered)).collect()
}
