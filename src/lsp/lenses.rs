//! What is shown above the text: what belongs to an objective, what of a contribution is planned and allocated, and how
//! the compact stands by the elements of its law.

use gen_lsp_types::{CodeLens, Command, Location, Uri};
use serde_json::json;

use super::names::location;
use super::session::{Session, View};
use super::tally::{OfObjective, Plan, Purse, counted};
use crate::model::Contribution;
use crate::rules::coverage::{Row, State};
use crate::source::Span;

/// The command that shows places: an editor that knows it says so under `experimental.commands.commands`. Any other gets
/// the words alone: it would complain of a command that neither it nor this server knows.
pub const SHOW: &str = "engross.showReferences";

/// Words above a line, and the places they speak of.
struct Lens {
    above: Span,
    title: String,
    places: Vec<Span>,
}

/// The lenses of a file.
pub fn lenses(session: &Session<'_>, uri: &Uri) -> Vec<CodeLens> {
    let Some(view) = session.view(uri).filter(|_| session.settings.code_lens.enable) else { return Vec::new() };
    let mut found = Vec::new();
    coverage(&view, &mut found);
    objectives(&view, &mut found);
    contributions(&view, &mut found);
    found.retain(|lens| lens.above.file == view.file);
    found.sort_by_key(|lens| lens.above.start);
    found.into_iter().map(|lens| converted(session, &view, lens)).collect()
}

fn converted(session: &Session<'_>, view: &View, lens: Lens) -> CodeLens {
    let range = session.encoding.range(view.source(), lens.above);
    let places: Vec<Location> = lens.places.iter().filter_map(|span| location(session, view, *span)).collect();
    let uri = session.uri(view.identity(view.file));
    let shows = session.client.shows_places && !places.is_empty();
    let command = Command {
        title: lens.title,
        tooltip: None,
        command: if shows { SHOW.to_owned() } else { String::new() },
        arguments: shows.then(|| vec![json!(uri), json!(range.start), json!(places)]),
    };
    CodeLens { range, command: Some(command), data: None }
}

fn objectives(view: &View, found: &mut Vec<Lens>) {
    let model = &view.checked.analysis.model;
    for (index, objective) in model.objectives.iter().enumerate() {
        let above = objective.id.span;
        let tally = OfObjective::new(model, index);
        let activities = tally.activities.iter().map(|activity| activity.id.span).collect();
        let indicators = tally.indicators.iter().map(|indicator| indicator.id.span).collect();
        let title = counted(tally.activities.len(), "activity", "activities");
        found.push(Lens { above, title, places: activities });
        found.push(Lens { above, title: tally.indicators_in_words(), places: indicators });
        let money = tally.money.into_values();
        found.extend(money.map(|(sum, places)| Lens { above, title: sum.to_string(), places }));
    }
}

fn contributions(view: &View, found: &mut Vec<Lens>) {
    let model = &view.checked.analysis.model;
    for contribution in &model.contributions {
        let above = contribution.id.span;
        if let Some(plan) = Plan::of(contribution) {
            let places = contribution.plan.iter().map(|line| line.span).collect();
            found.push(Lens { above, title: plan.words(), places });
        }
        found.extend(allocated(view, contribution).map(|(title, places)| Lens { above, title, places }));
    }
}

/// What activities and reserves take of the money that a contribution is a part of.
fn allocated(view: &View, contribution: &Contribution) -> Option<(String, Vec<Span>)> {
    let model = &view.checked.analysis.model;
    let money = contribution.amount.as_ref().filter(|_| contribution.condition.is_none())?.value.money;
    let purse = Purse::of(model, contribution.participant, money.currency)?;
    let places = purse.fund.taken.iter().map(|taken| taken.span).collect();
    let owner = &model.participants.get(contribution.participant)?.id.value;
    // Activities take from all that a side gives in a currency, not from one of several contributions.
    let title = match purse.fund.contributions.len() {
        1 => purse.words(),
        count => format!("all {count} of {owner} in {}: {}", money.currency.code(), purse.words()),
    };
    Some((title, places))
}

fn coverage(view: &View, found: &mut Vec<Lens>) {
    let checked = &view.checked;
    let model = &checked.analysis.model;
    let Some(above) = model.outline.of_keyword("compact").first().and_then(|index| model.outline.get(*index)) else {
        return;
    };
    // Of rules with a faulty page nothing is said here: `check` says it.
    let Ok(Some(coverage)) = crate::coverage(&checked.analysis, &checked.project.rules) else { return };
    let open = coverage.rows.iter().filter(|row| row.state != State::Met).count();
    for state in [State::Met, State::InPart, State::Missing] {
        let rows: Vec<&Row<'_>> = coverage.rows.iter().filter(|row| row.state == state).collect();
        if state != State::Met && open <= TOLD_BY_ITSELF {
            found.extend(rows.iter().map(|row| alone(row, above.at)));
        } else if !rows.is_empty() {
            let words = match state {
                State::Met => "described",
                State::InPart => "in part",
                State::Missing => "not described",
            };
            let places = rows.iter().flat_map(|row| places(row, above.at)).collect();
            let title = format!("{} {words}", runs(&coverage.rows, state));
            found.push(Lens { above: above.at, title, places });
        }
    }
}

/// So many elements that are not wholly described are told one by one; of a beginning only their letters.
const TOLD_BY_ITSELF: usize = 2;

/// An element that is not wholly described, with what is found first.
fn alone(row: &Row<'_>, compact: Span) -> Lens {
    let words = if row.state == State::Missing { "not described" } else { "in part" };
    let why = row.findings.first().map(|finding| format!(": {}", finding.message.replace('`', "")));
    let more = match row.findings.len() {
        0 | 1 => String::new(),
        count => format!(" (and {} more)", count - 1),
    };
    let title = format!("{} {words}{}{more}", row.element.id, why.unwrap_or_default());
    Lens { above: compact, title, places: places(row, compact) }
}

/// What meets an element, else what is found about it, else the compact.
fn places(row: &Row<'_>, compact: Span) -> Vec<Span> {
    let found: Vec<Span> = match row.state {
        State::Met => row.met_by.iter().map(|met| met.span).collect(),
        _ => row.findings.iter().map(|finding| finding.span).collect(),
    };
    if found.is_empty() { vec![compact] } else { found }
}

/// The elements of a state, neighbours drawn together where they are three or more: "(A)–(C), (E)".
fn runs(all: &[Row<'_>], state: State) -> String {
    let mut runs: Vec<Vec<&str>> = vec![Vec::new()];
    for row in all {
        match runs.last_mut() {
            Some(run) if row.state == state => run.push(&row.element.id),
            _ => runs.push(Vec::new()),
        }
    }
    let run = |run: &Vec<&str>| match run.as_slice() {
        [first, _, .., last] => format!("{first}–{last}"),
        few => few.join(", "),
    };
    let runs: Vec<String> = runs.iter().filter(|run| !run.is_empty()).map(run).collect();
    runs.join(", ")
}
