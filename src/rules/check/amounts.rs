//! Amounts written by hand in prose, where a reference would print the declared one.

use super::Facts;
use crate::diagnostic::Diagnostic;
use crate::model::Share;
use crate::model::value::Money;
use crate::rules::figures::figures;
use crate::rules::texts::{Role, named};

/// An amount that the compact declares, and the reference that prints it.
struct Declared {
    money: Money,
    what: String,
    reference: Option<String>,
}

pub(super) fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let outline = &facts.model.outline;
    let mut declared: Option<Vec<Declared>> = None;
    for text in facts.texts().all().iter().filter(|text| matches!(text.role, Role::Prose | Role::Term)) {
        let is_title =
            outline.get(text.statement).is_some_and(|statement| matches!(statement.keyword, "title" | "word"));
        // How a value was estimated is the author's own arithmetic.
        if outline.get(text.statement).is_some_and(|statement| statement.keyword == "valued") {
            continue;
        }
        let lexicon = facts.words(text.language).map(|(_, lexicon)| lexicon);
        for figure in figures(text, lexicon) {
            let Some(currency) = figure.currency else { continue };
            let money = Money { amount: figure.value, currency };
            let declared = declared.get_or_insert_with(|| self::declared(facts));
            let equal: Vec<&Declared> = declared.iter().filter(|known| known.money == money).collect();
            let (written, span) = text.words(figure.words.clone());
            let object = named(outline, text.statement);
            let finding = |message: String| facts.finding(span, message).about([outline.path(text.statement)]);
            let mut references = equal.iter().filter_map(|known| known.reference.as_ref());
            found.push(match (references.next(), equal.first()) {
                // A title holds no reference.
                (Some(_), Some(known)) if is_title => {
                    finding(format!("{object} has `{written}` by hand, which equals {}", known.what))
                        .help("leave the figure out of the title")
                }
                (Some(reference), _) => {
                    let what: Vec<&str> = (equal.iter().filter(|known| known.reference.is_some()))
                        .map(|known| known.what.as_str())
                        .collect();
                    let message = format!("{object} has `{written}` by hand, which equals {}", what.join(" and "));
                    let finding = finding(message).help(format!("write `{reference}`: it then prints as declared"));
                    // Of two amounts that are equal, only the author knows which is meant.
                    let certain = references.next().is_none();
                    if certain {
                        finding.fix(format!("write `{reference}`"), vec![(span, reference.clone())])
                    } else {
                        finding
                    }
                }
                (None, Some(known)) => {
                    finding(format!("{object} has `{written}` by hand, which equals {}", known.what))
                        .help("leave the figure out: it is printed in its table")
                }
                (None, None) => {
                    finding(format!("{object} has `{written}` by hand, which equals no amount that is declared"))
                        .help("declare it, or refer to a declared one: `@{contribution.figure}`")
                }
            });
        }
    }
}

fn declared(facts: &Facts<'_>) -> Vec<Declared> {
    let model = facts.model;
    let mut all = Vec::new();
    for contribution in &model.contributions {
        let id = &contribution.id.value;
        if let Some(amount) = &contribution.amount {
            let what = format!("the amount of `contribution {id}`");
            all.push(Declared { money: amount.value.money, what, reference: Some(format!("@{{{id}.figure}}")) });
        }
        let plan = contribution.plan.iter().map(|line| (line.money.value, format!("the plan of `contribution {id}`")));
        let reserves = contribution.reserves.iter().map(|reserve| reserve.money.value);
        let reserves = reserves.map(|money| (money, format!("a reserve of `contribution {id}`")));
        let value = contribution.value.iter().map(|value| value.value.money);
        let value = value.map(|money| (money, format!("the value of `contribution {id}`")));
        let others = plan.chain(reserves).chain(value);
        all.extend(others.map(|(money, what)| Declared { money, what, reference: None }));
    }
    for activity in &model.activities {
        for funding in &activity.funding {
            if let Share::Money(money) = &funding.share {
                let what = format!("a share in the funding of `activity {}`", activity.id.value);
                all.push(Declared { money: money.value, what, reference: None });
            }
        }
    }
    all
}
