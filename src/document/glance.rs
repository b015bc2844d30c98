//! Single words of the instrument in one language, for an editor: what it prints is asked piece by piece, and nothing is
//! composed whole.

use jiff::civil::Date;

use super::composer::Composer;
use super::numbering::Printed;
use super::prose::plain_text;
use super::wording::Wordings;
use super::{Block, Inline};
use crate::model::text::{Field, Text};
use crate::model::value::{Amount, Duration, TimeSpan};
use crate::model::{Model, SectionName, Target};

/// One language of an instrument, asked for single words.
pub struct Glance<'m> {
    composer: Composer<'m>,
}

impl<'m> Glance<'m> {
    /// A language of the compact, by default the one it is drafted in; in English where that has no catalogue.
    pub fn new(model: &'m Model, wordings: &'m Wordings, language: Option<&str>) -> Option<Self> {
        let drafted = model.compact.as_ref().and_then(|compact| compact.languages.first());
        let drafted = drafted.map_or("en", |tag| tag.value.as_str());
        let language = language.unwrap_or(drafted);
        let wording = wordings.of(language).or_else(|| wordings.of("en"))?;
        let mut composer = Composer::new(model, language, wording);
        if drafted != language {
            composer = composer.with_fallback(drafted, wordings);
        }
        Some(Self { composer })
    }

    /// "Objective 2", "Activity 2.3", "Section X", "Annex A": of what prints under a number.
    pub fn number(&mut self, target: Target) -> Option<String> {
        let model = self.composer.model;
        match target {
            Target::Objective(_) | Target::Activity(_) | Target::Indicator(_) | Target::Annex(_) => {}
            Target::Responsibility(_) => {}
            Target::Contribution(index) if model.contributions.get(index)?.title.is_none() => {}
            Target::Section(name) => {
                self.composer.numbering.section(Printed::Own(name))?;
            }
            Target::Provision(index) => {
                let number = self.composer.numbering.section(Printed::Provision(index))?;
                return Some(self.composer.plain("label.section", &[("number", number)]));
            }
            _ => return None,
        }
        Some(self.name(target))
    }

    /// The number that a section prints under, and its heading; the heading alone where it does not print.
    pub fn section(&mut self, name: SectionName) -> String {
        let heading = self.composer.label(&format!("section.{}", name.word()));
        match self.number(Target::Section(name)) {
            Some(number) => format!("{number}, {heading}"),
            None => heading,
        }
    }

    /// What a reference prints behind its first mention.
    pub fn name(&mut self, target: Target) -> String {
        self.composer.mentioned.insert(target);
        plain_text(&self.composer.reference(target, None)).replace('\u{A0}', " ")
    }

    /// What a reference to a field prints.
    pub fn field(&mut self, target: Target, field: Field) -> String {
        plain_text(&self.composer.reference(target, Some(field))).replace('\u{A0}', " ")
    }

    /// The words of a title or a name.
    pub fn words(&mut self, text: &Text) -> String {
        self.composer.name(Some(text))
    }

    /// The first paragraph of a text, its references printed.
    pub fn beginning(&mut self, text: &Text) -> String {
        let blocks = self.composer.passages(text);
        let paragraph = |block: &Block| match block {
            Block::Paragraph { body, .. } => Some(body.clone()),
            _ => None,
        };
        let first: Vec<Inline> = blocks.iter().find_map(paragraph).unwrap_or_default();
        plain_text(&first).replace('\u{A0}', " ")
    }

    /// "up to USD 5,000,000"
    pub fn amount(&self, amount: Amount) -> String {
        self.composer.amount(amount).replace('\u{A0}', " ")
    }

    /// "15 June 2017"
    pub fn date(&self, date: Date) -> String {
        self.composer.format.date(date).replace('\u{A0}', " ")
    }

    /// "2018 to 2021"
    pub fn span(&self, span: TimeSpan) -> String {
        self.composer.time_span(span).replace('\u{A0}', " ")
    }

    /// "4 years"
    pub fn duration(&self, duration: Duration) -> String {
        self.composer.duration(duration).replace('\u{A0}', " ")
    }

    /// The words of the catalogue under a key, where it has them.
    pub fn catalogue(&self, key: &str) -> Option<&str> {
        self.composer.wording.own(key)
    }
}
