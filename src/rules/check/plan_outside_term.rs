//! FIN008: money planned for a period that the term does not touch.

use super::{Facts, listed, term_in_words};
use crate::diagnostic::Diagnostic;
use crate::model::PlanLine;

pub(super) fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let Some(term) = &facts.model.term else { return };
    for contribution in &facts.model.contributions {
        let Some(owner) = facts.model.participants.get(contribution.participant) else { continue };
        let outside = |line: &&PlanLine| term.holds(line.period.value, owner.fiscal_year) == Some(false);
        let outside: Vec<&PlanLine> = contribution.plan.iter().filter(outside).collect();
        let Some(first) = outside.first() else { continue };
        let periods: Vec<_> = outside.iter().map(|line| line.period.value).collect();
        let id = &contribution.id.value;
        let message =
            format!("`{id}` plans money for {}, outside the term ({})", listed(&periods), term_in_words(term));
        let finding = facts
            .finding(first.period.span, message)
            .help("plan it for a period of the term, or correct the term")
            .about([id.clone(), "term".to_owned()]);
        let rest = outside.iter().skip(1);
        found.push(rest.fold(finding, |finding, line| finding.related(line.period.span, "outside, too")));
    }
}
