//! Lists to choose from: currencies, periods, days, languages, rules, names that have a meaning; the likeliest first.

use iso_currency::{Currency, IntoEnumIterator as _};

use super::candidates::{Candidate, Known, Sort, value};
use crate::model::Value;
use crate::rules::Rule;
use crate::vocabulary::Row;

/// All currencies: those of the compact first, then those of the countries that its languages name.
pub fn currencies(known: &Known<'_>) -> Vec<Candidate> {
    let outline = known.outline();
    let mut first: Vec<Currency> = Vec::new();
    let mut add = |currency: Currency| {
        if !first.contains(&currency) {
            first.push(currency);
        }
    };
    for (index, _) in outline.all() {
        for arg in outline.args(index) {
            match arg.value {
                Value::Money(money) => add(money.currency),
                Value::Amount(amount) => add(amount.money.currency),
                _ => {}
            }
        }
    }
    for region in known.ground.languages.iter().flat_map(|tag| tag.split('-').skip(1)) {
        let used = |currency: &Currency| currency.used_by().iter().any(|country| country.to_string() == region);
        Currency::iter().filter(used).filter(|currency| !currency.is_fund()).for_each(&mut add);
    }
    add(Currency::USD);
    let likely = first.len();
    let mut add = |currency: Currency| {
        if !first.contains(&currency) {
            first.push(currency);
        }
    };
    Currency::iter().filter(|currency| !currency.is_special() && !currency.is_fund()).for_each(&mut add);
    let told = |(index, currency): (usize, &Currency)| Candidate {
        word: currency.code().to_owned(),
        detail: Some(currency.name().to_owned()),
        sort: Sort::Value,
        rare: index >= likely,
    };
    first.iter().enumerate().map(told).collect()
}

/// The periods of the term: those that the block around does not name yet, first.
pub fn period_words(known: &Known<'_>, row: &Row, slot: &str) -> Vec<Candidate> {
    let periods = &known.ground.periods;
    let mut found: Vec<Candidate> = periods.iter().map(value).collect();
    if slot == "SPAN"
        && let [first, .., last] = periods.as_slice()
    {
        found.insert(0, value(format!("{first}..{last}")));
    }
    // A baseline lies before the term.
    if row.keyword == "baseline"
        && let Some((first, _)) = known.view.checked.analysis.model.term.as_ref().and_then(|term| term.days)
    {
        found.insert(0, value((first.year() - 1).to_string()));
    }
    found
}

/// The days that the compact names, and the last of its term.
pub fn days(known: &Known<'_>) -> Vec<Candidate> {
    let model = &known.view.checked.analysis.model;
    let outline = known.outline();
    let mut found: Vec<Candidate> = Vec::new();
    if let Some((first, last)) = model.term.as_ref().and_then(|term| term.days) {
        found.push(Candidate { detail: Some("the last day of the term".into()), ..value(last.to_string()) });
        found.push(Candidate { detail: Some("the first day of the term".into()), ..value(first.to_string()) });
    }
    for (index, _) in outline.all() {
        let dates = outline
            .args(index)
            .iter()
            .filter_map(|arg| if let Value::Date(date) = arg.value { Some(date) } else { None });
        found.extend(dates.map(|date| value(date.to_string())));
    }
    found
}

/// Languages: those of the compact, those with a catalogue, others that compacts have been signed in.
pub fn languages(known: &Known<'_>) -> Vec<Candidate> {
    let english = crate::document::wording::Wording::of("en");
    let name = |tag: &str| {
        let key = format!("language.{}", tag.split('-').next().unwrap_or(tag));
        english.as_ref().and_then(|english| english.own(&key)).map(str::to_owned)
    };
    let own = known.ground.languages.iter().map(|tag| (*tag).to_owned());
    let catalogues = known.view.checked.project.wordings.languages();
    let regional = ["en-US", "es-PE", "es-CO", "fr-FR", "en-JM", "pt-BR"].map(str::to_owned);
    let with = catalogues.into_iter().map(str::to_owned).collect::<Vec<_>>();
    let all = own.chain(with).chain(regional);
    all.map(|tag| Candidate { detail: name(&tag), ..value(tag) }).collect()
}

/// The rules that may be waived: those that find something, first.
pub fn rules(known: &Known<'_>) -> Vec<Candidate> {
    let book = &known.ground.rules.book;
    let applying: Vec<&Rule> = book
        .applying(known.ground.pack)
        .flat_map(|pack| &pack.rules)
        .filter(|rule| !rule.is_integral() && !rule.code.starts_with("SYN"))
        .collect();
    let finds = |rule: &Rule| known.view.checked.analysis.diagnostics.iter().any(|finding| finding.rule == rule.code);
    let (first, rest): (Vec<&Rule>, Vec<&Rule>) = applying.iter().partition(|rule| finds(rule));
    let told = |rule: &Rule| Candidate {
        word: rule.code.clone(),
        detail: Some(format!("{}: {}", rule.name, rule.finds)),
        sort: Sort::Rule,
        rare: false,
    };
    first.into_iter().chain(rest).map(told).collect()
}

pub fn bodies_of_rules(known: &Known<'_>) -> Vec<Candidate> {
    let packs = known
        .ground
        .rules
        .book
        .packs()
        .flat_map(|pack| pack.about.applies.iter().map(move |word| (word, &pack.about.title)));
    packs
        .filter(|(word, _)| *word != "*")
        .map(|(word, title)| Candidate { detail: Some(title.clone()), ..value(word) })
        .collect()
}

/// Names that have a meaning already where something is declared: standard provisions, and what a rule asks for by name.
pub fn identifiers(known: &Known<'_>, row: &Row) -> Vec<Candidate> {
    if row.keyword == "compact" {
        let name = known.view.identity(known.view.file);
        let stem = name.rsplit('/').next().unwrap_or_default().split('.').next().unwrap_or_default();
        let plain = stem.starts_with(char::is_alphabetic) && stem.chars().all(|c| c.is_alphanumeric() || c == '-');
        return plain.then(|| value(stem)).into_iter().collect();
    }
    if row.keyword != "provision" {
        return Vec::new();
    }
    let findings = known.view.checked.analysis.diagnostics.iter().filter_map(|finding| finding.adds.as_ref());
    let asked = findings.filter_map(|adds| adds.text.strip_prefix("provision ")).filter(|id| !id.contains([' ', '\n']));
    let standard = ["non-binding", "funds"];
    let new = |id: &&str| known.outline().named(id).is_none();
    asked.chain(standard).filter(new).map(value).collect()
}
