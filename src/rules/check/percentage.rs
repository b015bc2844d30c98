//! MON002: a percentage says of what it is one, and says so once.

use super::Facts;
use crate::diagnostic::Diagnostic;
use crate::model::text::plain;
use crate::model::{Indicator, MeasureValue};
use crate::source::Span;

pub(super) fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let words = facts.list("words");
    let outline = &facts.model.outline;
    for indicator in &facts.model.indicators {
        let Some(index) = outline.at(indicator.id.span) else { continue };
        let id = &indicator.id.value;
        let with_sign = sign(indicator);
        let unit = unit(indicator, words);
        if let (Some(figure), Some((word, _, span))) = (with_sign, unit) {
            let message = format!("the figures of `{id}` say % and its unit says “{word}” again");
            let finding = facts.finding(span, message).help("name in `unit` what is counted, such as `\"cases\"`");
            found.push(finding.related(figure, "%").about([id.clone()]));
        }
        // A unit of the word alone makes percentages of figures without a sign.
        let bare = unit.is_some_and(|(_, bare, _)| bare);
        if (with_sign.is_some() || bare) && indicator.out_of.is_none() && !outline.unread(index, "out-of") {
            let message = format!("`{id}` is a percentage, and does not say of what");
            let finding = facts.finding(indicator.id.span, message);
            let finding = finding.help("add `out-of`, the number that is 100%").about([id.clone()]);
            found.push(finding.adds(Some(indicator.id.span), "out-of"));
        }
    }
}

/// The first baseline or target with a percent sign.
fn sign(indicator: &Indicator) -> Option<Span> {
    let mut measures = indicator.baseline.iter().chain(&indicator.targets);
    let percent = measures.find(|measure| matches!(measure.value, MeasureValue::Set(figure, _) if figure.percent));
    percent.map(|measure| measure.span)
}

/// The first word for percent in the unit: the word, whether the unit is nothing else, and where it stands.
fn unit<'w>(indicator: &Indicator, words: &'w [String]) -> Option<(&'w str, bool, Span)> {
    indicator.unit.as_ref()?.entries.iter().find_map(|entry| {
        let text = plain(&entry.prose).to_lowercase();
        let word = words.iter().find(|word| text.contains(word.as_str()))?;
        Some((word.as_str(), text.trim() == word, entry.span))
    })
}
