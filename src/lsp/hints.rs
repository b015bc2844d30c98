//! What is shown behind the text: printed numbers, sums, program years.

use gen_lsp_types::{InlayHint, Range, Uri};

use super::session::{Session, View};
use super::tally::{Plan, Purse};
use super::years::{self, Years};
use crate::document::Glance;
use crate::model::funds::total;
use crate::model::value::{Money, Period, TimeSpan};
use crate::model::{Activity, Model, Share, Value};
use crate::source::{Span, Spanned};

/// Statements whose days and periods are shown by program year: what the plan is made of. Others would be clutter.
const BY_YEAR: [&str; 6] = ["plan", "during", "begins", "ready", "to-follow", "baseline"];

/// One hint.
struct Hint {
    /// Behind what.
    behind: Span,
    label: String,
    tooltip: Option<String>,
}

/// The hints in some lines of a file.
pub fn hints(session: &Session<'_>, uri: &Uri, range: Range) -> Vec<InlayHint> {
    let Some(view) = session.view(uri) else { return Vec::new() };
    let wanted = session.settings.inlay_hints;
    let source = view.source();
    let lines = session.encoding.offset(source, range.start)..=session.encoding.offset(source, range.end);
    let mut found = Vec::new();
    if let Some(mut glance) = Glance::new(&view.checked.analysis.model, &view.checked.project.wordings, None) {
        if wanted.numbers {
            numbers(&view, &mut glance, &mut found);
        }
        if wanted.years {
            by_year(&view, &glance, &mut found);
        }
    }
    if wanted.sums {
        sums(&view.checked.analysis.model, &mut found);
    }
    found.retain(|hint| hint.behind.file == view.file && lines.contains(&hint.behind.end));
    found.sort_by_key(|hint| hint.behind.end);
    let converted = |hint: Hint| InlayHint {
        position: session.encoding.position(source, hint.behind.end),
        label: hint.label.into(),
        kind: None,
        text_edits: None,
        tooltip: hint.tooltip.map(Into::into),
        padding_left: Some(true),
        padding_right: None,
        data: None,
    };
    found.into_iter().map(converted).collect()
}

/// What prints as a number, behind its identifier. A fragment by itself has none: they are those of the compact.
fn numbers(view: &View, glance: &mut Glance<'_>, found: &mut Vec<Hint>) {
    let model = &view.checked.analysis.model;
    if model.compact.is_none() {
        return;
    }
    for (index, statement) in model.outline.all().filter(|(_, statement)| statement.span.file == view.file) {
        let Some((id, behind)) = model.outline.id(index) else { continue };
        // Of two equal identifiers the first is meant.
        let Some(target) = model.target(id).filter(|_| model.outline.named(id) == Some(index)) else { continue };
        let Some(label) = glance.number(target) else { continue };
        let tooltip = format!("What `@{id}` prints: the number of this {}", statement.keyword);
        found.push(Hint { behind, label, tooltip: Some(tooltip) });
    }
}

/// Plans beside their amounts, and what lines come to.
fn sums(model: &Model, found: &mut Vec<Hint>) {
    for contribution in &model.contributions {
        let plan = Plan::of(contribution);
        if let (Some(amount), Some(plan)) = (&contribution.amount, plan) {
            let purse = Purse::of(model, contribution.participant, plan.planned.currency);
            let code = plan.planned.currency.code();
            let owner = model.participants.get(contribution.participant).map_or("", |one| one.id.value.as_str());
            let tooltip = purse.map(|purse| format!("All that {owner} contributes in {code}: {}", purse.words()));
            found.push(Hint { behind: amount.span, label: plan.words(), tooltip });
        }
        if let (Some(sum), [_, .., last]) = (contribution.plan_sum(), contribution.plan.as_slice()) {
            let label = format!("= {}", Money { amount: sum, ..last.money.value });
            found.push(Hint { behind: last.span, label, tooltip: Some("What the lines of the plan come to".into()) });
        }
    }
    for activity in &model.activities {
        let Some(last) = activity.funding.last() else { continue };
        let mut sums: Vec<String> = Vec::new();
        let mut known = Vec::new();
        for share in shares(activity) {
            let currency = share.value.currency;
            if known.contains(&currency) {
                continue;
            }
            known.push(currency);
            let same: Vec<_> = shares(activity).filter(|other| other.value.currency == currency).collect();
            if let (true, Some(sum)) = (same.len() > 1, total(same.iter().map(|share| share.value.amount))) {
                sums.push(Money { amount: sum, currency }.to_string());
            }
        }
        if !sums.is_empty() {
            let tooltip = "What the shares of this activity come to, in each currency".to_owned();
            found.push(Hint { behind: last.span, label: format!("= {}", sums.join(" · ")), tooltip: Some(tooltip) });
        }
    }
}

/// The shares of money of an activity.
pub fn shares(activity: &Activity) -> impl Iterator<Item = &Spanned<Money>> {
    activity.funding.iter().filter_map(|funding| match &funding.share {
        Share::Money(money) => Some(money),
        _ => None,
    })
}

/// The days of program years, the program years of other days, and the end of the term.
fn by_year(view: &View, glance: &Glance<'_>, found: &mut Vec<Hint>) {
    let model = &view.checked.analysis.model;
    let Some(term) = model.term.as_ref().filter(|term| term.days.is_some()) else { return };
    for (index, statement) in model.outline.all().filter(|(_, statement)| statement.span.file == view.file) {
        for arg in model.outline.args(index) {
            let span = match arg.value {
                Value::Date(date) => TimeSpan::Dates(date, date),
                Value::Period(period) => TimeSpan::Periods(period, period),
                Value::Span(span) => span,
                Value::Duration(_) if statement.keyword == "duration" => {
                    let Some((_, last)) = term.days else { continue };
                    let label = format!("to {}", glance.date(last));
                    found.push(Hint { behind: arg.span, label, tooltip: Some("The last day of the term".into()) });
                    continue;
                }
                _ => continue,
            };
            let Some((from, to)) = term.span_days(span, years::fiscal_year(model, index)) else { continue };
            let (first, last) = (glance.date(from), glance.date(to));
            let days = if from == to { first } else { format!("{first} to {last}") };
            let (label, tooltip) = match (span, Years::of(term, (from, to))) {
                (TimeSpan::Periods(Period::Program(_), _), _) => (days, "The days of this part of the term".to_owned()),
                (_, Some(years)) if BY_YEAR.contains(&statement.keyword) => (years.words(), days),
                _ => continue,
            };
            found.push(Hint { behind: arg.span, label, tooltip: Some(tooltip) });
        }
    }
}
