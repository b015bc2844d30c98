//! Section V: each contribution, then the financial plan by period and participant in each currency.

use iso_currency::Currency;
use rust_decimal::Decimal;

use super::{Body, joined};
use crate::document::composer::{Composer, any_decimals, words};
use crate::document::prose::{capitalized, plain_text};
use crate::document::{Block, Column, Detail, Inline, Row, RowRole, Table};
use crate::model::Contribution;
use crate::model::funds::sum;
use crate::model::value::{Amount, Day, Money, Period, Quantifier, TimeSpan};

/// The kind of period of a plan, and the day on which its fiscal years begin.
type PlanKind = (std::mem::Discriminant<Period>, Option<(i8, i8)>);

/// A column of the plan: the money of one participant in one currency.
#[derive(Clone, Copy, PartialEq, Eq)]
struct Stream {
    participant: usize,
    currency: Currency,
    /// Whether any of its amounts has decimals: then all show theirs.
    in_full: bool,
}

impl Composer<'_> {
    pub(super) fn contributions(&mut self, body: &mut Body) {
        let model = self.model;
        body.paragraph(None, self.sentence("contributions.intro", &[]));
        for (index, contribution) in model.contributions.iter().enumerate() {
            self.contribution(index, contribution, body);
        }
        for table in self.plan_tables() {
            body.block(table);
        }
        if let Some(table) = self.kind_table() {
            body.block(table);
        }
    }

    fn contribution(&mut self, index: usize, contribution: &Contribution, body: &mut Body) {
        let title = words(&self.contribution_title(index));
        body.tell_of(Some(contribution.id.span));
        body.heading(Some(self.anchor(&contribution.id.value)), String::new(), title);
        let sentence = self.whole(|composer| composer.contribution_sentence(contribution));
        body.paragraph(None, sentence);
        if let Some(text) = &contribution.text {
            body.text(self, None, text);
        }
        if contribution.subject_to_appropriation {
            body.paragraph(None, self.sentence("contributions.appropriation", &[]));
        }
        if contribution.subject_to_notification {
            body.paragraph(None, self.sentence("contributions.notification", &[]));
        }
        let details = self.contribution_details(contribution);
        body.details(details);
    }

    fn contribution_sentence(&mut self, contribution: &Contribution) -> Vec<Inline> {
        let participant = words(&self.short(contribution.participant));
        match &contribution.amount {
            Some(amount) => {
                let amount = words(&self.amount(amount.value));
                let forms = contribution.forms.iter().map(|form| words(&self.form(&form.value))).collect();
                let forms = self.list(forms);
                self.sentence(
                    "contributions.money",
                    &[("participant", participant), ("amount", amount), ("forms", forms)],
                )
            }
            None if contribution.is_in_kind() => {
                self.sentence("contributions.in-kind", &[("participant", participant)])
            }
            None => self.sentence("contributions.open", &[("participant", participant)]),
        }
    }

    fn form(&self, form: &str) -> String {
        let key = if form == "in-kind" { "kind" } else { form };
        self.label(&format!("contributions.{key}"))
    }

    fn contribution_details(&mut self, contribution: &Contribution) -> Vec<Detail> {
        let mut details = Vec::new();
        if let Some(value) = &contribution.value {
            let amount = words(&self.amount(value.value));
            let value = match &contribution.valued {
                Some(basis) => {
                    let basis = self.fragment(Some(basis));
                    self.fill("contributions.valued", &[("amount", amount), ("basis", basis)])
                }
                None => amount,
            };
            details.push(self.detail("contributions.value", value));
        }
        for reserve in &contribution.reserves {
            let mut value = words(&self.money(reserve.money.value));
            if let Some(text) = &reserve.text {
                value.push(Inline::text(" ("));
                value.extend(self.fragment(Some(text)));
                value.push(Inline::text(")"));
            }
            details.push(self.detail("contributions.reserve", super::merged(value)));
        }
        if let Some(equivalent) = self.equivalent(contribution) {
            details.push(equivalent);
        }
        if let Some(condition) = &contribution.condition {
            // It stands in no table of periods, and so here.
            let plan = contribution.plan.iter().map(|line| {
                words(&format!("{}: {}", self.period(line.period.value, false), self.money(line.money.value)))
            });
            let plan: Vec<Vec<Inline>> = plan.collect();
            if !plan.is_empty() {
                details.push(self.detail("contributions.plan", joined(plan, "; ")));
            }
            let condition = self.fragment(Some(condition));
            details.push(self.detail("contributions.condition", condition));
        }
        if !contribution.tracked_by.is_empty() {
            let mut who = self.who(&contribution.tracked_by);
            if let Some(frequency) = &contribution.tracked {
                who.push(Inline::text(format!(", {}", self.label(&format!("frequency.{frequency}")))));
            }
            details.push(self.detail("contributions.tracked", super::merged(who)));
        }
        if !contribution.reported_to.is_empty() {
            let who = self.who(&contribution.reported_to);
            details.push(self.detail("contributions.reported", who));
        }
        details
    }

    /// A conversion; one dated after the signing is a record only.
    fn equivalent(&mut self, contribution: &Contribution) -> Option<Detail> {
        let equivalent = contribution.equivalent.as_ref()?;
        let signed = self.model.compact.as_ref().and_then(|compact| compact.date.as_ref());
        let date = equivalent.date.as_ref().map(|date| date.value);
        if let (Some(Day::On(signed)), Some(date)) = (signed.map(|date| date.value.clone()), date)
            && date > signed
        {
            return None;
        }
        let mut notes = Vec::new();
        if let Some(date) = date {
            let date = words(&self.format.date(date));
            notes.push(self.fill("contributions.on", &[("date", date)]));
        }
        if let Some(rate) = equivalent.rate {
            notes.push(self.fill("contributions.rate", &[("rate", words(&self.format.number(rate)))]));
        }
        if let Some(source) = &equivalent.source {
            notes.push(self.fragment(Some(source)));
        }
        let mut value = words(&self.amount(equivalent.amount.value));
        if !notes.is_empty() {
            value.push(Inline::text(" ("));
            value.extend(joined(notes, ", "));
            value.push(Inline::text(")"));
        }
        Some(self.detail("contributions.equivalent", super::merged(value)))
    }

    // ------------------------------------------------------------------------------------------ the financial plan

    /// The kind of period that a plan uses; fiscal years that begin on different days are different kinds.
    fn plan_kind(&self, contribution: &Contribution) -> Option<PlanKind> {
        let period = contribution.plan.first()?.period.value;
        let participant = self.model.participants.get(contribution.participant);
        let begins = match period {
            Period::Fiscal(_) => participant.map(|participant| participant.fiscal_year),
            Period::Calendar(_) | Period::Program(_) => None,
        };
        Some((std::mem::discriminant(&period), begins))
    }

    /// One table for each kind of period that plans use.
    fn plan_tables(&mut self) -> Vec<Block> {
        let model = self.model;
        let money: Vec<usize> =
            (0..model.contributions.len()).filter(|index| model.contributions[*index].amount.is_some()).collect();
        let mut kinds: Vec<Option<PlanKind>> = Vec::new();
        for index in &money {
            let kind = self.plan_kind(&model.contributions[*index]);
            if !kinds.contains(&kind) {
                kinds.push(kind);
            }
        }
        // What is not planned by period joins the first table that has periods.
        let unplanned_alone = kinds.iter().all(Option::is_none);
        kinds.retain(|kind| kind.is_some() || unplanned_alone);
        let mut tables = Vec::new();
        let several = kinds.len() > 1;
        for (number, kind) in kinds.into_iter().enumerate() {
            let members = money.iter().copied().filter(|index| match self.plan_kind(&model.contributions[*index]) {
                None => number == 0,
                own => own == kind,
            });
            let members: Vec<usize> = members.collect();
            let mut table = self.plan_table(number, &members);
            if several {
                self.say_periods(&mut table, &members);
            }
            tables.push(Block::Table(table));
        }
        tables
    }

    /// Tells one of several plans from the others: whose it is, and which periods it has.
    fn say_periods(&mut self, table: &mut Table, members: &[usize]) {
        let model = self.model;
        let of: Vec<&Contribution> = members.iter().map(|index| &model.contributions[*index]).collect();
        let periods = of.iter().flat_map(|contribution| &contribution.plan).map(|line| line.period.value);
        let (Some(first), Some(last)) = (periods.clone().min(), periods.max()) else { return };
        // In source order: a caption does not alternate.
        let participants = 0..model.participants.len();
        let participants = participants.filter(|index| of.iter().any(|of| of.participant == *index));
        let whose = participants.map(|index| words(&self.short(index))).collect();
        let whose = plain_text(&self.list(whose));
        let span = self.time_span(TimeSpan::Periods(first, last));
        table.caption.push(Inline::text(format!(" ({whose}, {span})")));
        table.caption = super::merged(std::mem::take(&mut table.caption));
    }

    fn plan_table(&mut self, number: usize, members: &[usize]) -> Table {
        let model = self.model;
        let mut streams: Vec<Stream> = Vec::new();
        for participant in self.order.clone() {
            for contribution in members.iter().map(|index| &model.contributions[*index]) {
                let Some(amount) = contribution.amount.as_ref().filter(|_| contribution.participant == participant)
                else {
                    continue;
                };
                let money = amount.value.money;
                let plan = contribution.plan.iter().map(|line| line.money.value);
                let in_full = any_decimals(plan.chain([money]));
                let known =
                    |stream: &&mut Stream| stream.participant == participant && stream.currency == money.currency;
                match streams.iter_mut().find(known) {
                    Some(stream) => stream.in_full |= in_full,
                    None => streams.push(Stream { participant, currency: money.currency, in_full }),
                }
            }
        }
        let mut columns = vec![Column { head: words(&self.label("contributions.period")), numeric: false, weight: 3 }];
        for stream in &streams {
            let participant = words(&self.short(stream.participant));
            let currency = words(stream.currency.code());
            let head = self.sentence("contributions.by", &[("participant", participant), ("currency", currency)]);
            columns.push(Column { head, numeric: true, weight: 2 });
        }
        let rows = self.plan_rows(&streams, members);
        let caption = words(&self.label("contributions.table"));
        let anchor =
            self.anchor(&if number == 0 { "table-plan".to_owned() } else { format!("table-plan-{}", number + 1) });
        Table { anchor, caption, columns, rows }
    }

    fn plan_rows(&mut self, streams: &[Stream], members: &[usize]) -> Vec<Row> {
        let model = self.model;
        let of = |stream: &Stream, conditional: bool| -> Vec<usize> {
            let own = members.iter().copied().filter(|index| {
                let contribution = &model.contributions[*index];
                let currency = contribution.amount.as_ref().map(|amount| amount.value.money.currency);
                contribution.participant == stream.participant
                    && currency == Some(stream.currency)
                    && contribution.condition.is_some() == conditional
            });
            own.collect()
        };
        let counted = members.iter().map(|index| &model.contributions[*index]);
        let counted = counted.filter(|contribution| contribution.condition.is_none());
        let planned = counted.flat_map(|contribution| &contribution.plan);
        let mut periods: Vec<Period> = planned.clone().map(|line| line.period.value).collect();
        periods.sort();
        periods.dedup();
        let mut rows = Vec::new();
        for period in periods {
            let mut cells = vec![words(&self.period(period, true))];
            for stream in streams {
                let lines = of(stream, false).into_iter().flat_map(|index| &model.contributions[index].plan);
                let own: Vec<Money> =
                    lines.filter(|line| line.period.value == period).map(|line| line.money.value).collect();
                cells.push(if own.is_empty() { words("–") } else { self.figure_of(own, stream) });
            }
            let source = planned.clone().find(|line| line.period.value == period).map(|line| line.span);
            rows.push(Row { anchor: None, role: RowRole::Body, cells, source });
        }
        self.unplanned_row(streams, &of, &mut rows);
        self.planned_row(streams, &of, &mut rows);
        let mut total = vec![words(&self.label("contributions.total"))];
        for stream in streams {
            let amounts: Vec<Amount> = of(stream, false).into_iter().filter_map(|index| self.counted(index)).collect();
            total.push(match total_of(&amounts, stream.currency) {
                Some(amount) => words(&self.amount_among(amount, stream.in_full)),
                None => words("–"),
            });
        }
        rows.push(Row { anchor: None, role: RowRole::Total, cells: total, source: None });
        // In source order: rows do not alternate.
        let mut conditional: Vec<(usize, usize, &Stream)> = Vec::new();
        for (column, stream) in streams.iter().enumerate() {
            conditional.extend(of(stream, true).into_iter().map(|index| (index, column, stream)));
        }
        conditional.sort_by_key(|(index, ..)| *index);
        for (index, column, stream) in conditional {
            {
                let title = words(&self.contribution_title(index));
                let mut cells = vec![self.fill("contributions.conditional", &[("title", title)])];
                cells.extend(streams.iter().map(|_| words("–")));
                if let Some(amount) = &model.contributions[index].amount {
                    cells[column + 1] = words(&self.amount_among(amount.value, stream.in_full));
                }
                let source = Some(model.contributions[index].id.span);
                rows.push(Row { anchor: None, role: RowRole::Body, cells, source });
            }
        }
        rows
    }

    /// The amount of a contribution as it counts in the total: as declared.
    fn counted(&self, index: usize) -> Option<Amount> {
        self.model.contributions[index].amount.as_ref().map(|amount| amount.value)
    }

    fn unplanned_row(&mut self, streams: &[Stream], of: &dyn Fn(&Stream, bool) -> Vec<usize>, rows: &mut Vec<Row>) {
        let model = self.model;
        let mut cells = vec![words(&self.label("contributions.unplanned"))];
        let mut any = false;
        for stream in streams {
            let open = of(stream, false).into_iter().filter(|index| model.contributions[*index].plan.is_empty());
            let money: Vec<Money> = open
                .filter_map(|index| model.contributions[index].amount.as_ref())
                .map(|amount| amount.value.money)
                .collect();
            any |= !money.is_empty();
            cells.push(if money.is_empty() { words("–") } else { self.figure_of(money, stream) });
        }
        if any {
            rows.push(Row { anchor: None, role: RowRole::Body, cells, source: None });
        }
    }

    /// What the periods come to, where that is not what is declared: a ceiling, a floor, an estimate.
    fn planned_row(&mut self, streams: &[Stream], of: &dyn Fn(&Stream, bool) -> Vec<usize>, rows: &mut Vec<Row>) {
        let model = self.model;
        let mut cells = vec![words(&self.label("contributions.planned"))];
        let mut differs = false;
        for stream in streams {
            let own: Vec<&Contribution> = of(stream, false).iter().map(|index| &model.contributions[*index]).collect();
            let planned: Vec<Money> = own.iter().flat_map(|own| &own.plan).map(|line| line.money.value).collect();
            let declared = sum(own.iter().filter_map(|own| own.amount.as_ref()).map(|amount| amount.value.money));
            let open = own.iter().any(|own| own.plan.is_empty());
            differs |= !open && !planned.is_empty() && sum(planned.iter().copied()) != declared;
            cells.push(if planned.is_empty() { words("–") } else { self.figure_of(planned, stream) });
        }
        if differs {
            rows.push(Row { anchor: None, role: RowRole::Total, cells, source: None });
        }
    }

    fn figure_of(&self, money: Vec<Money>, stream: &Stream) -> Vec<Inline> {
        let amount = sum(money).unwrap_or_default();
        words(&self.format.money(amount, stream.currency.exponent().unwrap_or_default(), stream.in_full))
    }

    /// What is given in kind, totalled apart from money.
    fn kind_table(&mut self) -> Option<Block> {
        let model = self.model;
        let all = model.contributions.iter().enumerate();
        let kind: Vec<(usize, &Contribution)> =
            all.filter(|(_, contribution)| contribution.is_in_kind() && contribution.value.is_some()).collect();
        if kind.is_empty() {
            return None;
        }
        let head = |key: &str, numeric: bool| Column {
            head: words(&self.label(key)),
            numeric,
            weight: if numeric { 2 } else { 3 },
        };
        let columns = vec![
            head("contributions.contribution", false),
            head("contributions.participant", false),
            head("contributions.amount", true),
        ];
        let mut rows = Vec::new();
        let mut currencies: Vec<Currency> = Vec::new();
        let values = kind.iter().filter_map(|(_, contribution)| contribution.value.as_ref());
        let in_full = any_decimals(values.map(|value| value.value.money));
        for (index, contribution) in &kind {
            let value = contribution.value.as_ref().map(|value| value.value)?;
            let title = words(&self.contribution_title(*index));
            let title = if contribution.condition.is_some() {
                self.fill("contributions.conditional", &[("title", title)])
            } else {
                title
            };
            let participant = words(&capitalized(&self.short(contribution.participant)));
            rows.push(Row {
                anchor: None,
                role: RowRole::Body,
                cells: vec![title, participant, words(&self.amount_among(value, in_full))],
                source: Some(contribution.id.span),
            });
            if !currencies.contains(&value.money.currency) {
                currencies.push(value.money.currency);
            }
        }
        for currency in currencies {
            let counted = kind.iter().filter(|(_, contribution)| contribution.condition.is_none());
            let values = counted.filter_map(|(_, contribution)| contribution.value.as_ref().map(|value| value.value));
            let values: Vec<Amount> = values.filter(|value| value.money.currency == currency).collect();
            if let Some(total) = total_of(&values, currency).filter(|_| values.len() > 1) {
                let amount = words(&self.amount_among(total, in_full));
                let cells = vec![words(&self.label("contributions.total")), words("–"), amount];
                rows.push(Row { anchor: None, role: RowRole::Total, cells, source: None });
            }
        }
        let caption = words(&self.label("contributions.kind-table"));
        Some(Block::Table(Table { anchor: self.anchor("table-kind"), caption, columns, rows }))
    }
}

/// A total has the quantifier of what it adds up; of several that differ it is an estimate.
fn total_of(amounts: &[Amount], currency: Currency) -> Option<Amount> {
    if amounts.is_empty() {
        return None;
    }
    let amount = amounts.iter().try_fold(Decimal::ZERO, |sum, amount| sum.checked_add(amount.money.amount))?;
    let mut quantifiers: Vec<Quantifier> = amounts.iter().filter_map(|amount| amount.quantifier).collect();
    let planned_only = quantifiers.iter().all(|quantifier| *quantifier == Quantifier::Planned);
    let all_planned = planned_only && quantifiers.len() == amounts.len();
    quantifiers.retain(|quantifier| *quantifier != Quantifier::Planned);
    quantifiers.dedup();
    let quantifier = match quantifiers.as_slice() {
        [] if all_planned => Some(Quantifier::Planned),
        [] => None,
        [first, rest @ ..] if rest.iter().all(|quantifier| quantifier == first) => Some(*first),
        _ => Some(Quantifier::About),
    };
    Some(Amount { quantifier, money: Money { amount, currency } })
}
