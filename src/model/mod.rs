//! What was meant: participants, term, objectives, money, dates, every name resolved to the thing it names.

mod bind;
pub mod figures;
mod fit;
pub mod funds;
mod include;
mod languages;
mod lower;
mod lower_plan;
mod lowering;
mod measure;
mod names;
mod next;
mod outline;
mod party;
mod plan;
mod prose;
mod provisions;
mod reference;
mod slot;
pub mod target;
pub mod term;
pub mod text;
pub mod value;

use std::collections::HashSet;
use std::sync::Arc;

use jiff::civil::Date;

pub use include::{Files, read};
pub use lower::lower;
#[cfg(feature = "lsp")]
pub(crate) use lowering::holds_references;
pub(crate) use lowering::prints_alike;
pub use measure::{Dimension, Indicator, Measure, MeasureValue, Mechanism, Reviewed};
pub use next::{Next, Part, next, parts};
pub use outline::{Arg, Outline, Statement, StatementText, Value};
pub use party::{Body, Implementer, Participant, Place, PlaceName, Signatory, Who};
pub use plan::{Activity, Contribution, Equivalent, Funding, Objective, PlanLine, Reserve, Responsibility, Share};
pub use provisions::{
    Annex, Data, Definition, Factor, Focus, Provision, Recital, Selection, Strategy, Sustainability, Waiver,
};
pub use target::{Kind, SectionName, Target};

use crate::source::{Span, Spanned};
use term::Term;
use text::Text;
use value::Day;

/// A compact as it was meant. What is missing is `None` or empty; what was written and not understood has been
/// reported and is left out here.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Model {
    /// The `compact` statement; none in a fragment.
    pub compact: Option<Compact>,
    /// The governments that take part, in source order.
    pub participants: Vec<Participant>,
    /// Their offices, of all participants.
    pub bodies: Vec<Body>,
    /// Places.
    pub places: Vec<Place>,
    /// The purpose.
    pub purpose: Option<Text>,
    /// The goal.
    pub goal: Option<Text>,
    /// Where the activities are concentrated.
    pub focus: Option<Focus>,
    /// Defined words.
    pub definitions: Vec<Definition>,
    /// Recitals.
    pub recitals: Vec<Recital>,
    /// Plans, reports and laws.
    pub strategies: Vec<Strategy>,
    /// The term.
    pub term: Option<Term>,
    /// Objectives.
    pub objectives: Vec<Objective>,
    /// Responsibilities.
    pub responsibilities: Vec<Responsibility>,
    /// Activities.
    pub activities: Vec<Activity>,
    /// Contributions.
    pub contributions: Vec<Contribution>,
    /// Who carries activities out.
    pub implementers: Vec<Implementer>,
    /// Indicators.
    pub indicators: Vec<Indicator>,
    /// Mechanisms.
    pub mechanisms: Vec<Mechanism>,
    /// Child protection data.
    pub data: Option<Data>,
    /// Sustaining progress.
    pub sustainability: Option<Sustainability>,
    /// Suspension and termination of assistance, in the author's words.
    pub suspension: Option<Text>,
    /// Provisions.
    pub provisions: Vec<Provision>,
    /// Annexes.
    pub annexes: Vec<Annex>,
    /// Standard statements that are left out.
    pub suppressed: Vec<Spanned<String>>,
    /// The record behind the choice of country.
    pub selection: Option<Selection>,
    /// Waivers.
    pub waivers: Vec<Waiver>,
    /// What values and prose name.
    pub named: HashSet<Target>,
    /// The identifiers that prose mentions, each where the whole reference stands, in the order of reading.
    pub mentions: Vec<Spanned<String>>,
    /// Every statement as it was understood.
    pub outline: Arc<Outline>,
}

/// How far a text has come.
#[derive(Debug, Clone, Copy, Default, PartialEq, Eq, PartialOrd, Ord)]
pub enum Status {
    /// Under negotiation.
    #[default]
    Draft,
    /// The words may not change.
    Settled,
    /// Ready for signature.
    Final,
    /// Signed.
    Signed,
}

impl Status {
    /// The word of the language.
    pub fn word(self) -> &'static str {
        match self {
            Self::Draft => "draft",
            Self::Settled => "settled",
            Self::Final => "final",
            Self::Signed => "signed",
        }
    }
}

/// The `compact` statement.
#[derive(Debug, Clone, PartialEq)]
pub struct Compact {
    /// Its identifier.
    pub id: String,
    /// The identifier's place.
    pub span: Span,
    /// The body of rules.
    pub rules: String,
    /// The title.
    pub title: Option<Text>,
    /// The short title.
    pub short: Option<Text>,
    /// The languages that are signed; never empty.
    pub languages: Vec<Spanned<String>>,
    /// Languages of unofficial translations.
    pub courtesy: Vec<Spanned<String>>,
    /// The language that prevails.
    pub prevails: Option<Spanned<String>>,
    /// How far the text has come.
    pub status: Status,
    /// Where it is signed.
    pub place: Option<PlaceName>,
    /// When it is signed.
    pub date: Option<Spanned<Day>>,
    /// When it becomes operative; none is on signing.
    pub operative: Option<Spanned<Date>>,
    /// Whether originals alternate by language.
    pub alternat_by_language: bool,
    /// Legal authority beside 22 U.S.C. 7103a(d).
    pub authority: Vec<Text>,
    /// Words added to the naming sentence.
    pub naming: Option<Text>,
    /// The words before the first section.
    pub lead_in: Option<Text>,
    /// The closing words.
    pub closing: Option<Text>,
}

impl Model {
    /// How far the text has come; a fragment is a draft.
    pub fn status(&self) -> Status {
        self.compact.as_ref().map_or(Status::Draft, |compact| compact.status)
    }

    /// Month and day on which fiscal years begin where no contribution says whose: those of the assisting participant.
    pub fn fiscal_year(&self) -> (i8, i8) {
        let assisting = self.participants.iter().find(|participant| participant.assisting);
        assisting.map_or((1, 1), |assisting| assisting.fiscal_year)
    }

    /// Whether a section is printed: one with nothing in it is not; some always have the catalogue's words.
    pub fn prints(&self, section: SectionName) -> bool {
        match section {
            SectionName::Purpose | SectionName::Suspension | SectionName::General | SectionName::Term => true,
            SectionName::Objectives => self.goal.is_some() || !self.objectives.is_empty(),
            SectionName::Responsibilities => !self.responsibilities.is_empty(),
            SectionName::Activities => !self.activities.is_empty() || self.focus.is_some(),
            SectionName::Contributions => !self.contributions.is_empty(),
            SectionName::Monitoring => {
                !self.indicators.is_empty() || self.mechanisms.iter().any(Mechanism::is_monitoring)
            }
            SectionName::Oversight => self.mechanisms.iter().any(|mechanism| !mechanism.is_monitoring()),
            SectionName::Data => self.data.is_some(),
            SectionName::Sustainability => self.sustainability.is_some(),
        }
    }
}
