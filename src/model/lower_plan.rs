//! Lowering what is planned and measured: activities, contributions, indicators, mechanisms.

use super::bind::Node;
use super::fit::ArgValue;
use super::lowering::{Lowering, id, names, value, word};
use super::value::{Figure, Period};
use super::{
    Activity, Contribution, Dimension, Equivalent, Funding, Indicator, Measure, MeasureValue, Mechanism, PlanLine,
    Reserve, Reviewed, Share, Target,
};
use crate::source::Spanned;

impl<'a> Lowering<'a, '_> {
    pub(super) fn activity(&mut self, node: &Node<'a>) -> Activity {
        Activity {
            id: id(node),
            objectives: self.indices(node, "OBJECTIVE"),
            title: self.text(node, "title"),
            text: self.text(node, "text"),
            by: self.child_who(node, "by", "WHO"),
            places: node.child("in").map(|child| self.places(child)).unwrap_or_default(),
            during: value!(node.child("during"), "SPAN", Span),
            funding: node.children("funding").filter_map(|child| self.funding(child)).collect(),
            condition: self.text(node, "condition"),
            provisional: node.child("status").is_some(),
        }
    }

    pub(super) fn funding(&mut self, node: &Node<'a>) -> Option<Funding> {
        let participant = self.indices(node, "PARTICIPANT").into_iter().next()?;
        let share = if node.unknown {
            Share::Unknown
        } else if node.has("none") {
            Share::None
        } else if node.has("in-kind") {
            Share::InKind(value!(Some(node), "AMOUNT", Amount))
        } else {
            value!(Some(node), "MONEY", Money).map_or(Share::Unknown, Share::Money)
        };
        Some(Funding { span: node.span, participant, share, text: self.own_text(node, "activity") })
    }

    pub(super) fn contribution(&mut self, node: &Node<'a>) -> Contribution {
        let mut plan = Vec::new();
        let mut plan_unknown = false;
        for line in node.children("plan") {
            match (value!(Some(line), "MONEY", Money), value!(Some(line), "PERIOD", Period)) {
                (Some(money), Some(period)) => plan.push(PlanLine { span: line.span, money, period }),
                _ => plan_unknown = true,
            }
        }
        let conditions = node.child("subject-to").map(|child| names(child, "CONDITION")).unwrap_or_default();
        let subject = |word: &str| conditions.iter().any(|condition| condition.value == word);
        let tracked = node.child("tracked");
        Contribution {
            id: id(node),
            participant: self.indices(node, "PARTICIPANT").into_iter().next().unwrap_or(usize::MAX),
            title: self.text(node, "title"),
            amount: value!(node.child("amount"), "AMOUNT", Amount),
            forms: node.child("form").map(|child| names(child, "FORM")).unwrap_or_default(),
            text: self.text(node, "text"),
            plan,
            plan_unknown,
            reserves: node.children("reserve").filter_map(|child| self.reserve(child)).collect(),
            equivalent: node.child("equivalent").and_then(|child| self.equivalent(child)),
            subject_to_appropriation: subject("appropriation"),
            subject_to_notification: subject("congressional-notification"),
            condition: self.text(node, "condition"),
            value: value!(node.child("value"), "AMOUNT", Amount),
            valued: self.text(node, "valued"),
            tracked_by: tracked.map(|child| self.who(child, "BODY")).unwrap_or_default(),
            tracked: tracked.and_then(|child| names(child, "FREQUENCY").into_iter().next()).map(|word| word.value),
            reported_to: self.child_who(node, "reported", "BODY"),
        }
    }

    pub(super) fn reserve(&mut self, node: &Node<'a>) -> Option<Reserve> {
        let money = value!(Some(node), "MONEY", Money)?;
        Some(Reserve { money, text: self.own_text(node, "contribution") })
    }

    pub(super) fn equivalent(&mut self, node: &Node<'a>) -> Option<Equivalent> {
        Some(Equivalent {
            amount: value!(Some(node), "AMOUNT", Amount)?,
            date: value!(Some(node), "DATE", Date),
            rate: value!(Some(node), "NUMBER", Number).map(|rate| rate.value),
            source: self.own_text(node, "contribution"),
        })
    }

    pub(super) fn indicator(&mut self, node: &Node<'a>) -> Indicator {
        let dimensions = node.child("disaggregated").into_iter().flat_map(|child| child.args("DIMENSION"));
        let dimensions = dimensions.filter_map(|arg| match arg.value {
            ArgValue::Name(name) => Some(Dimension::Known(name.to_owned())),
            ArgValue::Text(literal) => Some(Dimension::Written(literal.text.clone())),
            _ => None,
        });
        Indicator {
            id: id(node),
            objectives: self.indices(node, "OBJECTIVE"),
            title: self.text(node, "title"),
            definition: self.text(node, "definition"),
            level: word(node, "level"),
            unit: self.text(node, "unit"),
            out_of: self.text(node, "out-of"),
            counted: word(node, "counted").map_or_else(|| "per-period".into(), |word| word.value),
            direction: word(node, "direction"),
            baseline: node.child("baseline").map(|child| self.measure(child)),
            targets: node.children("target").map(|child| self.measure(child)).collect(),
            disaggregated: dimensions.collect(),
            method: self.text(node, "method"),
            source: self.text(node, "source"),
            frequency: word(node, "frequency").map_or_else(|| "annually".into(), |word| word.value),
            reported_by: self.child_who(node, "reported", "BODY"),
        }
    }

    pub(super) fn measure(&mut self, node: &Node<'a>) -> Measure {
        let figure: Option<Spanned<Figure>> = value!(Some(node), "FIGURE", Figure);
        let period: Option<Spanned<Period>> = value!(Some(node), "PERIOD", Period);
        let value = match (figure, period, value!(Some(node), "DATE", Date)) {
            (Some(figure), Some(period), _) => MeasureValue::Set(figure.value, period.value),
            (_, _, Some(date)) => MeasureValue::ToBeSet(date.value, self.indices(node, "ANNEX").into_iter().next()),
            _ => MeasureValue::Unknown,
        };
        Measure { span: node.span, value }
    }

    pub(super) fn mechanism(&mut self, node: &Node<'a>) -> Mechanism {
        let mut reviews = Vec::new();
        for arg in node.child("reviews").into_iter().flat_map(|child| child.args("REVIEWED")) {
            let reviewed = match arg.value {
                ArgValue::Name("sustainability") => Some(Reviewed::Sustainability),
                _ => self.target(arg).and_then(|target| match target {
                    Target::Indicator(index) => Some(Reviewed::Indicator(index)),
                    Target::Contribution(index) => Some(Reviewed::Contribution(index)),
                    _ => None,
                }),
            };
            reviews.extend(reviewed.map(|reviewed| Spanned::new(reviewed, arg.span)));
        }
        Mechanism {
            id: id(node),
            kinds: node.child("kind").map(|child| names(child, "MECHANISM-KIND")).unwrap_or_default(),
            title: self.text(node, "title"),
            text: self.text(node, "text"),
            frequency: word(node, "frequency").map(|word| word.value),
            by: self.child_who(node, "by", "BODY"),
            reviews,
            data_due: value!(node.child("data"), "DURATION", Duration).map(|duration| duration.value),
        }
    }
}
