//! Sections VI and VII: indicators with a target for each year, and the mechanisms.

use super::{Body, joined};
use crate::document::composer::{Composer, words};
use crate::document::prose::plain_text;
use crate::document::{Block, Column, Detail, Inline, Row, RowRole, Table};
use crate::model::value::{Period, TimeSpan};
use crate::model::{Dimension, Indicator, Measure, MeasureValue, Mechanism, Reviewed, Target};

impl Composer<'_> {
    pub(super) fn monitoring(&mut self, body: &mut Body) {
        let model = self.model;
        if !model.indicators.is_empty() {
            body.paragraph(None, self.sentence("monitoring.intro", &[]));
            let kinds = self.by_kind_of_period();
            let several = kinds.len() > 1;
            for (number, (kind, members)) in kinds.into_iter().enumerate() {
                let table = self.target_table(number, kind, &members, several);
                body.block(table);
            }
            let table = self.source_table();
            body.block(table);
        }
        for (index, mechanism) in model.mechanisms.iter().enumerate().filter(|(_, mechanism)| mechanism.is_monitoring())
        {
            self.mechanism(index, mechanism, body);
        }
    }

    pub(super) fn oversight(&mut self, body: &mut Body) {
        let model = self.model;
        for (index, mechanism) in
            model.mechanisms.iter().enumerate().filter(|(_, mechanism)| !mechanism.is_monitoring())
        {
            self.mechanism(index, mechanism, body);
        }
    }

    /// Indicators by the kind of period of their targets, those without dated targets in the first table.
    fn by_kind_of_period(&self) -> Vec<(Option<Period>, Vec<usize>)> {
        let mut groups: Vec<(Option<Period>, Vec<usize>)> = Vec::new();
        let mut open = Vec::new();
        for (index, indicator) in self.model.indicators.iter().enumerate() {
            let Some(period) = set(&indicator.targets).next().map(|(_, period)| period) else {
                open.push(index);
                continue;
            };
            let known = groups.iter_mut().find(|(kind, _)| kind.is_some_and(|kind| kind.same_kind(period)));
            match known {
                Some((_, members)) => members.push(index),
                None => groups.push((Some(period), vec![index])),
            }
        }
        match groups.first_mut() {
            Some((_, members)) => {
                members.extend(open);
                members.sort_unstable();
            }
            // Nothing is set yet: the table has the program years of the term.
            None if !open.is_empty() => groups.push((None, open)),
            None => {}
        }
        groups
    }

    fn periods(&self, kind: Option<Period>, members: &[usize]) -> Vec<Period> {
        let model = self.model;
        let kind = kind.unwrap_or(Period::Program(1));
        let fiscal = model.fiscal_year();
        let expected = model.term.as_ref().map(|term| term.expected(kind, fiscal)).unwrap_or_default();
        let set = members.iter().flat_map(|index| set(&model.indicators[*index].targets)).map(|(_, period)| period);
        let mut periods: Vec<Period> =
            expected.into_iter().chain(set.filter(|period| period.same_kind(kind))).collect();
        periods.sort();
        periods.dedup();
        periods
    }

    fn target_table(&mut self, number: usize, kind: Option<Period>, members: &[usize], several: bool) -> Block {
        let periods = self.periods(kind, members);
        let head = |composer: &Self, key: &str| words(&composer.label(key));
        let mut columns = vec![
            Column { head: head(self, "monitoring.indicator"), numeric: false, weight: 3 },
            Column { head: head(self, "monitoring.unit"), numeric: false, weight: 2 },
            Column { head: head(self, "monitoring.baseline"), numeric: true, weight: 1 },
        ];
        for period in &periods {
            columns.push(Column { head: words(&self.period(*period, false)), numeric: true, weight: 1 });
        }
        let mut rows = Vec::new();
        self.grouped_rows(members, &mut rows, |composer, index| composer.target_row(index, &periods));
        let mut caption = self.label("monitoring.table");
        // Of several tables each says which periods it has.
        if let (true, Some(first), Some(last)) = (several, periods.first(), periods.last()) {
            caption.push_str(&format!(" ({})", self.time_span(TimeSpan::Periods(*first, *last))));
        }
        let anchor = self.anchor(&if number == 0 {
            "table-targets".to_owned()
        } else {
            format!("table-targets-{}", number + 1)
        });
        Block::Table(Table { anchor, caption: words(&caption), columns, rows })
    }

    /// Rows of indicators under the objectives they measure.
    fn grouped_rows(&mut self, members: &[usize], rows: &mut Vec<Row>, mut row: impl FnMut(&mut Self, usize) -> Row) {
        let model = self.model;
        let groups = self.by_objective(model.indicators.iter().map(|indicator| &indicator.objectives));
        for (objective, indicators) in groups {
            let own: Vec<usize> = indicators.into_iter().filter(|index| members.contains(index)).collect();
            if own.is_empty() {
                continue;
            }
            rows.push(match objective {
                Some(objective) => self.group_row(objective),
                None => self.goal_row(),
            });
            for index in own {
                rows.push(row(self, index));
            }
        }
    }

    /// A row over those of the goal.
    fn goal_row(&self) -> Row {
        let cells = vec![words(&self.label("monitoring.goal"))];
        Row { anchor: None, role: RowRole::Group, cells, source: self.model.goal.as_ref().map(|goal| goal.span) }
    }

    fn target_row(&mut self, index: usize, periods: &[Period]) -> Row {
        let indicator = &self.model.indicators[index];
        let label = self
            .plain("label.indicator", &[("number", self.numbering.indicators[index].clone())])
            .replace(' ', "\u{A0}");
        let title = self.fragment(indicator.title.as_ref());
        let first = self.fill("label.titled", &[("label", words(&label)), ("title", title)]);
        let baseline = match indicator.baseline.as_ref().map(|baseline| &baseline.value) {
            Some(MeasureValue::Set(figure, period)) => {
                let (figure, period) = (words(&self.figure(*figure)), words(&self.period(*period, false)));
                let baseline = self.fill("monitoring.figure-in", &[("figure", figure), ("period", period)]);
                // On one line, where the column allows it.
                words(&plain_text(&baseline).replace(' ', "\u{A0}"))
            }
            Some(MeasureValue::ToBeSet(..)) => words(&self.label("monitoring.to-be-set")),
            Some(MeasureValue::Unknown) | None => words("–"),
        };
        let unit = self.fragment(indicator.unit.as_ref());
        let mut cells = vec![first, unit, baseline];
        let open = indicator.targets.iter().any(|target| matches!(target.value, MeasureValue::ToBeSet(..)));
        for period in periods {
            let figure = set(&indicator.targets).find(|(_, known)| known == period).map(|(figure, _)| figure);
            cells.push(match figure {
                Some(figure) => words(&self.figure(figure)),
                None if open => words(&self.label("monitoring.to-be-set")),
                None => words("–"),
            });
        }
        let source = Some(indicator.id.span);
        Row { anchor: self.anchor_of(Target::Indicator(index)), role: RowRole::Body, cells, source }
    }

    fn source_table(&mut self) -> Block {
        let model = self.model;
        let column = |composer: &Self, key: &str, weight: u8| Column {
            head: words(&composer.label(key)),
            numeric: false,
            weight,
        };
        let columns = vec![
            column(self, "monitoring.indicator", 1),
            column(self, "monitoring.counts", 4),
            column(self, "monitoring.source", 2),
            column(self, "monitoring.frequency", 1),
            column(self, "monitoring.reported", 2),
        ];
        let mut rows = Vec::new();
        for (objective, indicators) in self.by_objective(model.indicators.iter().map(|indicator| &indicator.objectives))
        {
            rows.push(match objective {
                Some(objective) => self.group_row(objective),
                None => self.goal_row(),
            });
            for index in indicators {
                rows.push(self.source_row(index));
            }
        }
        let caption = words(&self.label("monitoring.sources"));
        Block::Table(Table { anchor: self.anchor("table-sources"), caption, columns, rows })
    }

    fn source_row(&mut self, index: usize) -> Row {
        let indicator = &self.model.indicators[index];
        let label = self.reference(Target::Indicator(index), None);
        let source = match &indicator.source {
            Some(source) => self.fragment(Some(source)),
            None => words("–"),
        };
        let frequency = words(&self.label(&format!("frequency.{}", indicator.frequency)));
        let reported = if indicator.reported_by.is_empty() { words("–") } else { self.who(&indicator.reported_by) };
        let counts = self.whole(|composer| composer.counts(indicator));
        let cells = vec![label, counts, source, frequency, reported];
        Row { anchor: None, role: RowRole::Body, cells, source: Some(indicator.id.span) }
    }

    /// What an indicator counts, and how: each part a sentence.
    fn counts(&mut self, indicator: &Indicator) -> Vec<Inline> {
        let mut parts: Vec<Vec<Inline>> = Vec::new();
        if let Some(definition) = &indicator.definition {
            let definition = self.fragment(Some(definition));
            parts.push(closed(definition));
        }
        if let Some(out_of) = &indicator.out_of {
            let unit = self.fragment(Some(out_of));
            parts.push(self.sentence("monitoring.out-of", &[("unit", unit)]));
        }
        match indicator.counted.as_str() {
            "cumulative" => parts.push(self.sentence("monitoring.cumulative", &[])),
            "at-date" => parts.push(self.sentence("monitoring.at-date", &[])),
            _ => {}
        }
        if let Some(method) = &indicator.method {
            let method = self.fragment(Some(method));
            parts.push(self.sentence("monitoring.method", &[("method", method)]));
        }
        if !indicator.disaggregated.is_empty() {
            let dimensions = indicator.disaggregated.iter().map(|dimension| match dimension {
                Dimension::Known(known) => words(&self.label(&format!("dimension.{known}"))),
                Dimension::Written(written) => words(written),
            });
            let dimensions = self.list(dimensions.collect());
            parts.push(self.sentence("monitoring.disaggregated", &[("dimensions", dimensions)]));
        }
        parts.extend(indicator.baseline.as_ref().and_then(|baseline| self.yet_to_be_set(baseline, "baseline")));
        parts.extend(indicator.targets.iter().find_map(|target| self.yet_to_be_set(target, "targets")));
        if parts.is_empty() { words("–") } else { joined(parts, " ") }
    }

    fn yet_to_be_set(&mut self, measure: &Measure, what: &str) -> Option<Vec<Inline>> {
        let MeasureValue::ToBeSet(date, annex) = &measure.value else { return None };
        let date = words(&self.format.date(*date));
        Some(match annex {
            Some(annex) => {
                let annex = self.reference(Target::Annex(*annex), None);
                self.sentence(&format!("monitoring.{what}-in"), &[("date", date), ("annex", annex)])
            }
            None => self.sentence(&format!("monitoring.{what}-by"), &[("date", date)]),
        })
    }

    fn mechanism(&mut self, index: usize, mechanism: &Mechanism, body: &mut Body) {
        let anchor = self.anchor_of(Target::Mechanism(index));
        body.tell_of(Some(mechanism.id.span));
        let title = self.fragment(mechanism.title.as_ref());
        let heading = self.run_in(title);
        match &mechanism.text {
            Some(text) => body.text_after(self, anchor, heading, text),
            None => body.paragraph(anchor, heading),
        }
        let mut details: Vec<Detail> = Vec::new();
        if !mechanism.by.is_empty() {
            let who = self.who(&mechanism.by);
            details.push(self.detail("mechanism.by", who));
        }
        if let Some(frequency) = &mechanism.frequency {
            details.push(self.detail("mechanism.frequency", words(&self.label(&format!("frequency.{frequency}")))));
        }
        if !mechanism.reviews.is_empty() {
            let mut reviews = Vec::new();
            for reviewed in &mechanism.reviews {
                reviews.push(match reviewed.value {
                    Reviewed::Indicator(index) => self.reference(Target::Indicator(index), None),
                    Reviewed::Contribution(index) => self.reference(Target::Contribution(index), None),
                    Reviewed::Sustainability => words(&self.label("mechanism.sustaining")),
                });
            }
            let list = self.list(reviews);
            details.push(self.detail("mechanism.reviews", list));
        }
        if let Some(due) = mechanism.data_due {
            let duration = words(&self.duration(due));
            details.push(self.detail("mechanism.data", self.fill("mechanism.before", &[("duration", duration)])));
        }
        body.details(details);
    }
}

/// Targets that are set: figure and period.
fn set(targets: &[Measure]) -> impl Iterator<Item = (crate::model::value::Figure, Period)> {
    targets.iter().filter_map(|target| match target.value {
        MeasureValue::Set(figure, period) => Some((figure, period)),
        _ => None,
    })
}

/// Words with the mark that ends a sentence.
fn closed(mut inlines: Vec<Inline>) -> Vec<Inline> {
    crate::document::prose::capitalize(&mut inlines);
    if !plain_text(&inlines).ends_with(['.', '!', '?', '…', '।']) {
        inlines.push(Inline::text("."));
    }
    super::merged(inlines)
}
