//! Section IV: where activities are concentrated, each activity, and a table of their funding by each participant.

use std::collections::BTreeMap;

use rust_decimal::Decimal;

use super::{Body, joined};
use crate::document::composer::{Composer, any_decimals, words};
use crate::document::numbering::whole_of;
use crate::document::{Block, Column, Detail, Inline, Row, RowRole, Table};
use crate::model::value::Money;
use crate::model::{Activity, Funding, Model, Share, Target};

impl Composer<'_> {
    pub(super) fn activities(&mut self, body: &mut Body) {
        let model = self.model;
        if let Some(focus) = &model.focus {
            body.tell_of(self.statement("focus"));
            if !focus.places.is_empty() {
                let sentence = self.whole(|composer| {
                    let places = composer.places(&focus.places);
                    composer.sentence("activities.focus", &[("places", places)])
                });
                body.paragraph(None, sentence);
            }
            if let Some(text) = &focus.text {
                body.text(self, None, text);
            }
        }
        body.tell_of(None);
        if model.activities.is_empty() {
            return;
        }
        body.paragraph(None, self.sentence("activities.intro", &[]));
        for (objective, activities) in self.by_objective(model.activities.iter().map(|activity| &activity.objectives)) {
            if let Some(objective) = objective {
                self.objective_heading(objective, body);
            }
            for index in activities {
                self.activity(index, &model.activities[index], body);
            }
        }
        body.block(self.funding_table());
    }

    /// Indices of items by the whole objective they belong to, in printed order; those of none last.
    pub(super) fn by_objective<'a>(
        &self,
        items: impl Iterator<Item = &'a Vec<usize>>,
    ) -> Vec<(Option<usize>, Vec<usize>)> {
        let mut groups: Vec<(Option<usize>, Vec<usize>)> = self
            .objectives_in_order()
            .into_iter()
            .filter(|index| self.model.objectives[*index].within.is_none())
            .map(|index| (Some(index), Vec::new()))
            .collect();
        groups.push((None, Vec::new()));
        for (index, objectives) in items.enumerate() {
            let whole = objectives.first().map(|objective| whole_of(self.model, *objective));
            if let Some((_, members)) = groups.iter_mut().find(|(objective, _)| *objective == whole) {
                members.push(index);
            }
        }
        groups.retain(|(_, members)| !members.is_empty());
        groups
    }

    /// An objective's label and title as a heading.
    pub(super) fn objective_heading(&mut self, objective: usize, body: &mut Body) {
        let label = self.objective_label(objective);
        let title = self.fragment(self.model.objectives[objective].title.as_ref());
        body.tell_of(Some(self.model.objectives[objective].id.span));
        body.heading(None, format!("{label}."), title);
    }

    fn activity(&mut self, index: usize, activity: &Activity, body: &mut Body) {
        let anchor = self.anchor(&activity.id.value);
        body.tell_of(Some(activity.id.span));
        let label = self
            .plain("label.activity", &[("number", self.numbering.activities[index].clone())])
            .replace(' ', "\u{A0}");
        let title = self.fragment(activity.title.as_ref());
        let heading = self.fill("label.titled", &[("label", words(&label)), ("title", title)]);
        let heading = self.run_in(heading);
        match &activity.text {
            Some(text) => body.text_after(self, Some(anchor), heading, text),
            None => body.paragraph(Some(anchor), heading),
        }
        if activity.provisional {
            body.append(words(&self.label("activities.provisional")));
        }
        let mut details: Vec<Detail> = Vec::new();
        // It stands under the whole objective that gives it its number; what else it serves is said here.
        let parts = activity.objectives.iter().any(|objective| whole_of(self.model, *objective) != *objective);
        if activity.objectives.len() > 1 || parts {
            let objectives = activity.objectives.iter().map(|index| self.reference(Target::Objective(*index), None));
            let objectives = objectives.collect();
            let list = self.list(objectives);
            details.push(self.detail("activities.also", list));
        }
        if !activity.by.is_empty() {
            let who = self.who(&activity.by);
            details.push(self.detail("activities.by", who));
        }
        if !activity.places.is_empty() {
            let places = self.places(&activity.places);
            details.push(self.detail("activities.in", places));
        }
        if let Some(during) = &activity.during {
            details.push(self.detail("activities.during", words(&self.time_span(during.value))));
        }
        if let Some(condition) = &activity.condition {
            let condition = self.fragment(Some(condition));
            details.push(self.detail("activities.condition", condition));
        }
        body.details(details);
    }

    fn funding_table(&mut self) -> Block {
        let model = self.model;
        let order = self.order.clone();
        let mut columns = vec![Column { head: words(&self.label("activities.activity")), numeric: false, weight: 3 }];
        for participant in &order {
            let short = words(&self.short(*participant));
            let head = self.fill("activities.funding", &[("participant", short)]);
            columns.push(Column { head, numeric: true, weight: 2 });
        }
        let mut rows = Vec::new();
        for (objective, activities) in self.by_objective(model.activities.iter().map(|activity| &activity.objectives)) {
            if let Some(objective) = objective {
                rows.push(self.group_row(objective));
            }
            for index in activities {
                rows.push(self.funding_row(index));
            }
        }
        let mut total = vec![words(&self.label("activities.total"))];
        for participant in &order {
            total.push(
                self.total_of(model.activities.iter().filter(|activity| activity.condition.is_none()), *participant),
            );
        }
        if total.iter().skip(1).any(|cell| !cell.is_empty()) {
            rows.push(Row { anchor: None, role: RowRole::Total, cells: total, source: None });
        }
        let caption = words(&self.label("activities.table"));
        Block::Table(Table { anchor: self.anchor("table-funding"), caption, columns, rows })
    }

    /// A row over those of an objective.
    pub(super) fn group_row(&mut self, objective: usize) -> Row {
        let label = self.reference(Target::Objective(objective), None);
        let title = self.fragment(self.model.objectives[objective].title.as_ref());
        let cell = self.fill("label.titled", &[("label", label), ("title", title)]);
        let source = Some(self.model.objectives[objective].id.span);
        Row { anchor: None, role: RowRole::Group, cells: vec![cell], source }
    }

    fn funding_row(&mut self, index: usize) -> Row {
        let activity = &self.model.activities[index];
        let label = self.reference(Target::Activity(index), None);
        let title = self.fragment(activity.title.as_ref());
        let mut first = self.fill("label.titled", &[("label", label), ("title", title)]);
        if activity.condition.is_some() {
            first.push(Inline::text(format!(" ({})", self.label("activities.conditional"))));
        }
        // Composed in source order, so that the first mention of a body is in the same cell of every original.
        let mut of_each = Vec::new();
        for participant in 0..self.model.participants.len() {
            let shares: Vec<&Funding> =
                activity.funding.iter().filter(|funding| funding.participant == participant).collect();
            let mut lines = Vec::new();
            for share in shares {
                lines.push(self.share(share, funding_decimals(self.model, participant)));
            }
            if lines.is_empty() {
                lines.push(words(&self.label("activities.unstated")));
            }
            of_each.push(joined(lines, "; "));
        }
        let cells = std::iter::once(first).chain(self.alternating(of_each)).collect();
        Row { anchor: None, role: RowRole::Body, cells, source: Some(activity.id.span) }
    }

    fn share(&mut self, funding: &Funding, in_full: bool) -> Vec<Inline> {
        let (mut share, value) = match &funding.share {
            Share::Money(money) => (words(&self.money_among(money.value, in_full)), None),
            Share::InKind(value) => (words(&self.label("activities.in-kind")), value.as_ref()),
            Share::None => (words(&self.label("activities.none")), None),
            Share::Unknown => (words(&self.label("missing.text")), None),
        };
        if let Some(text) = &funding.text {
            let text = self.fragment(Some(text));
            share = self.fill("activities.explained", &[("share", share), ("text", text)]);
        }
        if let Some(value) = value {
            let amount = self.amount_among(value.value, in_full);
            share.push(Inline::text(" ("));
            share.extend(self.fill("activities.valued", &[("amount", words(&amount))]));
            share.push(Inline::text(")"));
        }
        super::merged(share)
    }

    /// The money of activities, added up in each currency.
    fn total_of<'a>(&self, activities: impl Iterator<Item = &'a Activity>, participant: usize) -> Vec<Inline> {
        let mut totals: BTreeMap<&str, Money> = BTreeMap::new();
        let shares =
            activities.flat_map(|activity| &activity.funding).filter(|funding| funding.participant == participant);
        for funding in shares {
            if let Share::Money(money) = &funding.share {
                let currency = money.value.currency;
                let total = totals.entry(currency.code()).or_insert(Money { amount: Decimal::ZERO, currency });
                total.amount += money.value.amount;
            }
        }
        let in_full = funding_decimals(self.model, participant);
        joined(totals.values().map(|total| words(&self.money_among(*total, in_full))).collect(), "; ")
    }
}

/// Whether any money that a participant gives to activities has decimals.
fn funding_decimals(model: &Model, participant: usize) -> bool {
    let all = model.activities.iter().flat_map(|activity| &activity.funding);
    any_decimals(all.filter(|funding| funding.participant == participant).filter_map(|funding| match &funding.share {
        Share::Money(money) => Some(money.value),
        Share::InKind(value) => value.as_ref().map(|value| value.value.money),
        Share::None | Share::Unknown => None,
    }))
}
