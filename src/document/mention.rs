//! What a reference prints: the designation of the thing it names, and where it leads.

use super::Inline;
use super::composer::{Composer, words};
use super::numbering::{Printed, letter};
use super::prose::Line;
use crate::model::text::{Field, Text};
use crate::model::{SectionName, Target, Who};

impl Composer<'_> {
    /// The words of a reference, linked to what they name.
    pub fn reference(&mut self, target: Target, field: Option<Field>) -> Vec<Inline> {
        let printed = match field {
            None => self.designation(target),
            Some(field) => self.field(target, field),
        };
        match self.anchor_of(target) {
            Some(anchor) if field.is_none_or(|field| field == Field::Title) => {
                vec![Inline::Link { target: anchor, body: printed }]
            }
            _ => printed,
        }
    }

    /// All participants in their order, short or by a field. A preposition that the language repeats stands before each but
    /// the first, which has it already.
    pub fn participants(&mut self, field: Option<Field>, preposition: Option<&str>) -> Vec<Inline> {
        let mut names = Vec::new();
        for index in self.order.clone() {
            let name = match field {
                Some(field) => self.field(Target::Participant(index), field),
                None => words(&self.short(index)),
            };
            names.push(match preposition {
                Some(preposition) if !names.is_empty() => {
                    let mut line = Line::inside();
                    line.text(&format!("{preposition} "));
                    line.name_inside(name, &self.wording);
                    line.finish()
                }
                _ => name,
            });
        }
        self.list(names)
    }

    /// Where a target stands in the document.
    pub fn anchor_of(&self, target: Target) -> Option<String> {
        let model = self.model;
        let id = match target {
            Target::Objective(index) => model.objectives.get(index)?.id.value.clone(),
            Target::Activity(index) => model.activities.get(index)?.id.value.clone(),
            Target::Indicator(index) => model.indicators.get(index)?.id.value.clone(),
            Target::Contribution(index) => model.contributions.get(index)?.id.value.clone(),
            Target::Mechanism(index) => model.mechanisms.get(index)?.id.value.clone(),
            Target::Provision(index) => model.provisions.get(index)?.id.value.clone(),
            Target::Annex(index) => model.annexes.get(index)?.id.value.clone(),
            Target::Definition(index) => model.definitions.get(index)?.id.value.clone(),
            Target::Responsibility(index) => model.responsibilities.get(index)?.id.as_ref()?.value.clone(),
            Target::Section(name) => {
                self.numbering.section(Printed::Own(name))?;
                format!("section-{}", name.word())
            }
            _ => return None,
        };
        (!id.is_empty()).then(|| self.anchor(&id))
    }

    fn designation(&mut self, target: Target) -> Vec<Inline> {
        let model = self.model;
        match target {
            Target::Participant(index) => words(&self.short(index)),
            Target::Body(index) => {
                let body = model.bodies.get(index);
                self.body(target, body.and_then(|body| body.name.as_ref()), body.and_then(|body| body.short.as_ref()))
            }
            Target::Implementer(index) => {
                let implementer = model.implementers.get(index);
                let name = implementer.and_then(|implementer| implementer.name.as_ref());
                self.body(target, name, implementer.and_then(|implementer| implementer.short.as_ref()))
            }
            Target::Objective(index) => self.numbered("label.objective", self.numbering.objectives.get(index).cloned()),
            Target::Activity(index) => self.numbered("label.activity", self.numbering.activities.get(index).cloned()),
            Target::Indicator(index) => self.numbered("label.indicator", self.numbering.indicators.get(index).cloned()),
            Target::Contribution(index) => words(&self.contribution_title(index)),
            Target::Strategy(index) => self.strategy(index),
            Target::Mechanism(index) => self.fragment(model.mechanisms.get(index).and_then(|item| item.title.as_ref())),
            Target::Provision(index) => self.fragment(model.provisions.get(index).and_then(|item| item.title.as_ref())),
            Target::Annex(index) => self.numbered("label.annex", Some(letter(index))),
            Target::Responsibility(index) => self.responsibility(index),
            Target::Section(name) => self.section_label(name),
            Target::Definition(index) => {
                self.fragment(model.definitions.get(index).and_then(|item| item.word.as_ref()))
            }
            Target::Place(index) => self.fragment(model.places.get(index).and_then(|item| item.name.as_ref())),
            Target::Participants => self.participants(None, None),
            Target::Term | Target::Compact => Vec::new(),
        }
    }

    /// A body: its name and short name at the first mention, then the short name.
    fn body(&mut self, target: Target, name: Option<&Text>, short: Option<&Text>) -> Vec<Inline> {
        let Some(short) = short else { return self.fragment(name) };
        if !self.mentioned.insert(target) {
            return self.fragment(Some(short));
        }
        let (name, short) = (self.name(name), self.name(Some(short)));
        if name == short { words(&name) } else { words(&format!("{name} ({short})")) }
    }

    /// A strategy: its title, and at the first mention the years it covers and whether it is a draft.
    fn strategy(&mut self, index: usize) -> Vec<Inline> {
        let Some(strategy) = self.model.strategies.get(index) else { return Vec::new() };
        let mut title = self.fragment(strategy.title.as_ref());
        if !self.mentioned.insert(Target::Strategy(index)) {
            return title;
        }
        let years = strategy.years.map(|years| self.time_span(years));
        let draft = strategy.draft.then(|| self.label("page.draft").to_lowercase());
        let notes: Vec<String> = years.into_iter().chain(draft).collect();
        if !notes.is_empty() {
            title.push(Inline::text(format!(" ({})", notes.join(", "))));
        }
        title
    }

    fn numbered(&self, key: &str, number: Option<String>) -> Vec<Inline> {
        words(&self.plain(key, &[("number", number.unwrap_or_default())]).replace(' ', "\u{A0}"))
    }

    fn section_label(&mut self, name: SectionName) -> Vec<Inline> {
        match self.numbering.section(Printed::Own(name)) {
            Some(number) => self.numbered("label.section", Some(number)),
            None => words(&self.label(&format!("section.{}", name.word()))),
        }
    }

    fn responsibility(&mut self, index: usize) -> Vec<Inline> {
        let section = self.section_label(SectionName::Responsibilities);
        let number = self.numbering.responsibilities.get(index).copied().unwrap_or_default();
        self.fill("label.paragraph", &[("section", section), ("number", words(&number.to_string()))])
    }

    /// A contribution's title, or else "Contribution 1".
    pub fn contribution_title(&mut self, index: usize) -> String {
        match self.model.contributions.get(index).and_then(|contribution| contribution.title.as_ref()) {
            Some(title) => self.name(Some(title)),
            None => self.plain("label.contribution", &[("number", (index + 1).to_string())]).replace(' ', "\u{A0}"),
        }
    }

    fn field(&mut self, target: Target, field: Field) -> Vec<Inline> {
        let model = self.model;
        match (target, field) {
            (Target::Participant(index), _) => {
                let Some(participant) = model.participants.get(index) else { return Vec::new() };
                let short = participant.short.as_ref().or(participant.name.as_ref());
                let text = match field {
                    Field::Name => participant.name.as_ref(),
                    Field::Adjective => participant.adjective.as_ref().or(short),
                    _ => short,
                };
                self.fragment(text)
            }
            (Target::Participants, _) => self.participants(Some(field), None),
            (Target::Body(index), _) => {
                let Some(body) = model.bodies.get(index) else { return Vec::new() };
                let short = body.short.as_ref().filter(|_| field == Field::Short);
                self.fragment(short.or(body.name.as_ref()))
            }
            (Target::Implementer(index), _) => {
                let Some(implementer) = model.implementers.get(index) else { return Vec::new() };
                let short = implementer.short.as_ref().filter(|_| field == Field::Short);
                self.fragment(short.or(implementer.name.as_ref()))
            }
            (Target::Contribution(index), Field::Amount | Field::Figure) => {
                let contribution = model.contributions.get(index);
                let amount =
                    contribution.and_then(|contribution| contribution.amount.as_ref().or(contribution.value.as_ref()));
                match amount {
                    Some(amount) if field == Field::Amount => words(&self.amount(amount.value)),
                    Some(amount) => words(&self.money(amount.value.money)),
                    None => words(&self.label("missing.text")),
                }
            }
            (Target::Contribution(index), _) => words(&self.contribution_title(index)),
            (Target::Objective(index), _) => {
                self.fragment(model.objectives.get(index).and_then(|item| item.title.as_ref()))
            }
            (Target::Activity(index), _) => {
                self.fragment(model.activities.get(index).and_then(|item| item.title.as_ref()))
            }
            (Target::Indicator(index), _) => {
                self.fragment(model.indicators.get(index).and_then(|item| item.title.as_ref()))
            }
            (Target::Strategy(index), _) => {
                self.fragment(model.strategies.get(index).and_then(|item| item.title.as_ref()))
            }
            (Target::Mechanism(index), _) => {
                self.fragment(model.mechanisms.get(index).and_then(|item| item.title.as_ref()))
            }
            (Target::Provision(index), _) => {
                self.fragment(model.provisions.get(index).and_then(|item| item.title.as_ref()))
            }
            (Target::Annex(index), _) => self.fragment(model.annexes.get(index).and_then(|item| item.title.as_ref())),
            (Target::Place(index), _) => self.fragment(model.places.get(index).and_then(|item| item.name.as_ref())),
            (Target::Section(name), _) => words(&self.label(&format!("section.{}", name.word()))),
            (Target::Term, _) => words(&self.term_field(field)),
            _ => Vec::new(),
        }
    }

    /// "4 years", "four years", the first and the last day.
    pub fn term_field(&self, field: Field) -> String {
        let Some(term) = &self.model.term else { return self.label("missing.text") };
        let duration = term.duration.as_ref().map(|duration| duration.value);
        let date = |day: Option<jiff::civil::Date>, key: &str| {
            day.map_or_else(|| self.label(key), |day| self.format.date(day))
        };
        match (field, duration) {
            (Field::Start, _) => date(term.days.map(|days| days.0), "period.start"),
            (Field::End, _) => date(term.days.map(|days| days.1), "period.end"),
            (Field::Words, Some(duration)) => self.duration_in_words(duration),
            (_, Some(duration)) => self.duration(duration),
            (_, None) => self.label("missing.text"),
        }
    }

    /// Bodies, participants and implementers, as a list.
    pub fn who(&mut self, who: &[Who]) -> Vec<Inline> {
        let mut items = Vec::new();
        for who in who {
            items.push(match who {
                Who::Body(index) => self.designation(Target::Body(*index)),
                Who::Participant(index) => self.designation(Target::Participant(*index)),
                Who::Implementer(index) => self.designation(Target::Implementer(*index)),
                Who::ImplementingPartners => words(&self.label("activities.partners")),
            });
        }
        self.list(items)
    }
}
