//! What was meant: participants, term, objectives, money, dates, every name resolved to the thing it names.

mod bind;
pub mod figures;
mod fit;
mod include;
mod lower;
mod lowering;
mod names;
mod prose;
mod reference;
mod slot;
pub mod target;
pub mod term;
pub mod text;
pub mod value;

use jiff::civil::Date;
use rust_decimal::Decimal;

pub use include::{Files, read};
pub use lower::lower;
pub use target::{Kind, SectionName, Target};

use crate::source::{Span, Spanned};
use term::Term;
use text::Text;
use value::{Amount, Day, Duration, Figure, Money, Period, TimeSpan};

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

/// A place by identifier, or by a name that prints alike in every language.
#[derive(Debug, Clone, PartialEq)]
pub enum PlaceName {
    /// A declared place, by index.
    Declared(usize),
    /// A name.
    Written(String),
}

/// A government that takes part.
#[derive(Debug, Clone, PartialEq)]
pub struct Participant {
    /// Its identifier.
    pub id: Spanned<String>,
    /// The full designation, with its article.
    pub name: Option<Text>,
    /// The short designation.
    pub short: Option<Text>,
    /// The adjective.
    pub adjective: Option<Text>,
    /// Whether it is the assisting one.
    pub assisting: bool,
    /// The language that comes first in its original.
    pub language: Option<Spanned<String>>,
    /// Month and day on which its fiscal year begins.
    pub fiscal_year: (i8, i8),
    /// The heading of its signatures.
    pub on_behalf: Option<Text>,
    /// Who signs for it.
    pub signatories: Vec<Signatory>,
}

/// An office of a participant.
#[derive(Debug, Clone, PartialEq)]
pub struct Body {
    /// Its identifier.
    pub id: Spanned<String>,
    /// The participant, by index.
    pub participant: usize,
    /// Whether it leads.
    pub leads: bool,
    /// Its name, without an article.
    pub name: Option<Text>,
    /// Its short name.
    pub short: Option<Text>,
}

/// One who signs.
#[derive(Debug, Clone, PartialEq)]
pub struct Signatory {
    /// The statement.
    pub span: Span,
    /// Name.
    pub name: Option<Text>,
    /// Title.
    pub title: Option<Text>,
    /// An own place.
    pub place: Option<PlaceName>,
    /// An own day.
    pub date: Option<Day>,
}

/// A place.
#[derive(Debug, Clone, PartialEq)]
pub struct Place {
    /// Its identifier.
    pub id: Spanned<String>,
    /// Its name.
    pub name: Option<Text>,
}

/// Where the activities are concentrated.
#[derive(Debug, Clone, PartialEq)]
pub struct Focus {
    /// The places.
    pub places: Vec<PlaceName>,
    /// What is said of them.
    pub text: Option<Text>,
}

/// A defined word.
#[derive(Debug, Clone, PartialEq)]
pub struct Definition {
    /// Its identifier.
    pub id: Spanned<String>,
    /// The word.
    pub word: Option<Text>,
    /// What it means.
    pub means: Option<Text>,
}

/// A recital.
#[derive(Debug, Clone, PartialEq)]
pub struct Recital {
    /// The participle of the catalogue, or none where the author wrote the whole.
    pub participle: Option<String>,
    /// The words.
    pub text: Text,
}

/// A plan, report or law.
#[derive(Debug, Clone, PartialEq)]
pub struct Strategy {
    /// Its identifier.
    pub id: Spanned<String>,
    /// Its kind, as written.
    pub kind: Option<Spanned<String>>,
    /// Its title.
    pub title: Option<Text>,
    /// The years it covers.
    pub years: Option<TimeSpan>,
    /// Whether it is only a draft.
    pub draft: bool,
}

/// An objective.
#[derive(Debug, Clone, PartialEq)]
pub struct Objective {
    /// Its identifier.
    pub id: Spanned<String>,
    /// Its pillar, as written.
    pub pillar: Option<Spanned<String>>,
    /// Its title.
    pub title: Option<Text>,
    /// What is to be achieved.
    pub text: Option<Text>,
    /// The objective it is a part of.
    pub within: Option<usize>,
}

/// A responsibility.
#[derive(Debug, Clone, PartialEq)]
pub struct Responsibility {
    /// Its identifier, if it has one.
    pub id: Option<Spanned<String>>,
    /// The statement's own line.
    pub span: Span,
    /// Whose it is.
    pub participants: Vec<usize>,
    /// What for.
    pub objectives: Vec<usize>,
    /// What it is.
    pub text: Option<Text>,
}

/// Who carries an activity out.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Who {
    /// A body.
    Body(usize),
    /// A participant.
    Participant(usize),
    /// An implementer.
    Implementer(usize),
    /// Those to be selected.
    ImplementingPartners,
}

/// An activity.
#[derive(Debug, Clone, PartialEq)]
pub struct Activity {
    /// Its identifier.
    pub id: Spanned<String>,
    /// What for; the first gives it its number.
    pub objectives: Vec<usize>,
    /// Its title.
    pub title: Option<Text>,
    /// What is done.
    pub text: Option<Text>,
    /// Who does it.
    pub by: Vec<Who>,
    /// Where.
    pub places: Vec<PlaceName>,
    /// When.
    pub during: Option<Spanned<TimeSpan>>,
    /// Shares of funding.
    pub funding: Vec<Funding>,
    /// What it depends on.
    pub condition: Option<Text>,
    /// Whether it is provisional.
    pub provisional: bool,
}

/// A share of an activity's funding.
#[derive(Debug, Clone, PartialEq)]
pub struct Funding {
    /// The statement.
    pub span: Span,
    /// By whom.
    pub participant: usize,
    /// What.
    pub share: Share,
    /// What else is said of it.
    pub text: Option<Text>,
}

/// What a share consists of.
#[derive(Debug, Clone, PartialEq)]
pub enum Share {
    /// Money.
    Money(Spanned<Money>),
    /// In kind, perhaps with a value.
    InKind(Option<Spanned<Amount>>),
    /// None, said.
    None,
    /// Written and not understood.
    Unknown,
}

/// A contribution.
#[derive(Debug, Clone, PartialEq)]
pub struct Contribution {
    /// Its identifier.
    pub id: Spanned<String>,
    /// By whom.
    pub participant: usize,
    /// Its title.
    pub title: Option<Text>,
    /// Its amount.
    pub amount: Option<Spanned<Amount>>,
    /// Its forms, as written.
    pub forms: Vec<Spanned<String>>,
    /// What is given.
    pub text: Option<Text>,
    /// Its plan.
    pub plan: Vec<PlanLine>,
    /// Whether a line of its plan was not understood: then nothing is said of its sum.
    pub plan_unknown: bool,
    /// What is planned for no activity.
    pub reserves: Vec<Reserve>,
    /// A conversion.
    pub equivalent: Option<Equivalent>,
    /// Subject to an appropriation.
    pub subject_to_appropriation: bool,
    /// Subject to notification of Congress.
    pub subject_to_notification: bool,
    /// What it depends on.
    pub condition: Option<Text>,
    /// The value of a contribution in kind.
    pub value: Option<Spanned<Amount>>,
    /// How it was estimated.
    pub valued: Option<Text>,
    /// Who tracks it.
    pub tracked_by: Vec<Who>,
    /// How often.
    pub tracked: Option<String>,
    /// Who learns of it.
    pub reported_to: Vec<Who>,
}

impl Contribution {
    /// Whether it is in kind.
    pub fn is_in_kind(&self) -> bool {
        self.amount.is_none() && self.forms.iter().any(|form| form.value == "in-kind")
    }
}

/// The amount for one period.
#[derive(Debug, Clone, PartialEq)]
pub struct PlanLine {
    /// The statement.
    pub span: Span,
    /// How much.
    pub money: Spanned<Money>,
    /// When.
    pub period: Spanned<Period>,
}

/// Money that is planned for no activity.
#[derive(Debug, Clone, PartialEq)]
pub struct Reserve {
    /// How much.
    pub money: Spanned<Money>,
    /// What for.
    pub text: Option<Text>,
}

/// A conversion, for information.
#[derive(Debug, Clone, PartialEq)]
pub struct Equivalent {
    /// How much.
    pub amount: Spanned<Amount>,
    /// On which day.
    pub date: Option<Spanned<Date>>,
    /// At which rate.
    pub rate: Option<Decimal>,
    /// Whose rate.
    pub source: Option<Text>,
}

/// Who carries activities out: a record, not printed by itself.
#[derive(Debug, Clone, PartialEq)]
pub struct Implementer {
    /// Its identifier.
    pub id: Spanned<String>,
    /// Its name.
    pub name: Option<Text>,
    /// Its short name.
    pub short: Option<Text>,
    /// Its kind, as written.
    pub kind: Option<Spanned<String>>,
    /// Its partners.
    pub with: Vec<String>,
    /// How it is selected, as written.
    pub selected: Option<Spanned<String>>,
    /// Awards made.
    pub awards: Vec<(Amount, Period)>,
}

/// An indicator.
#[derive(Debug, Clone, PartialEq)]
pub struct Indicator {
    /// Its identifier.
    pub id: Spanned<String>,
    /// What for; none is the goal.
    pub objectives: Vec<usize>,
    /// Its title.
    pub title: Option<Text>,
    /// What is counted.
    pub definition: Option<Text>,
    /// Its level, as written.
    pub level: Option<Spanned<String>>,
    /// The unit.
    pub unit: Option<Text>,
    /// The denominator.
    pub out_of: Option<Text>,
    /// How it is counted, as written.
    pub counted: String,
    /// Its direction, as written.
    pub direction: Option<Spanned<String>>,
    /// Where it starts.
    pub baseline: Option<Measure>,
    /// Where it should go.
    pub targets: Vec<Measure>,
    /// Broken down by: words of the language, or the author's own.
    pub disaggregated: Vec<Dimension>,
    /// How it is measured.
    pub method: Option<Text>,
    /// Where the figures come from.
    pub source: Option<Text>,
    /// How often, as written.
    pub frequency: String,
    /// Who reports it.
    pub reported_by: Vec<Who>,
}

/// A dimension of disaggregation.
#[derive(Debug, Clone, PartialEq)]
pub enum Dimension {
    /// A word of the language.
    Known(String),
    /// The author's own.
    Written(String),
}

/// A figure for a period, or to be set.
#[derive(Debug, Clone, PartialEq)]
pub struct Measure {
    /// The statement.
    pub span: Span,
    /// What is said.
    pub value: MeasureValue,
}

/// What a baseline or a target says.
#[derive(Debug, Clone, PartialEq)]
pub enum MeasureValue {
    /// A figure for a period.
    Set(Figure, Period),
    /// To be set by a day, perhaps in an annex.
    ToBeSet(Date, Option<usize>),
    /// Written and not understood.
    Unknown,
}

/// What a mechanism reviews.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Reviewed {
    /// An indicator.
    Indicator(usize),
    /// A contribution.
    Contribution(usize),
    /// Sustainability.
    Sustainability,
}

/// A mechanism.
#[derive(Debug, Clone, PartialEq)]
pub struct Mechanism {
    /// Its identifier.
    pub id: Spanned<String>,
    /// Its kinds, as written.
    pub kinds: Vec<Spanned<String>>,
    /// Its title.
    pub title: Option<Text>,
    /// What happens.
    pub text: Option<Text>,
    /// How often, as written; none where it is not said.
    pub frequency: Option<String>,
    /// Who takes part.
    pub by: Vec<Who>,
    /// What it reviews.
    pub reviews: Vec<Spanned<Reviewed>>,
    /// How long before it the figures are due.
    pub data_due: Option<Duration>,
}

/// Child protection data.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Data {
    /// The statement.
    pub span: Span,
    /// As a whole.
    pub text: Option<Text>,
    /// How they are collected.
    pub collected: Option<Text>,
    /// How cases are tracked.
    pub tracked: Option<Text>,
    /// How they are managed.
    pub managed: Option<Text>,
    /// What they are used for, as written.
    pub uses: Vec<String>,
    /// Who keeps them.
    pub custodians: Vec<Who>,
    /// How children appear, as written.
    pub records: Option<Spanned<String>>,
    /// Who may see them.
    pub access: Option<Text>,
    /// What leaves the custodian, as written.
    pub shared: Option<Spanned<String>>,
    /// How long they are kept.
    pub retained: Option<Duration>,
    /// The law that governs them.
    pub law: Option<Text>,
    /// Figures about fewer children are not published.
    pub suppress_below: Option<Decimal>,
}

/// Sustaining progress.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Sustainability {
    /// The statement.
    pub span: Span,
    /// How the strategy is developed.
    pub text: Option<Text>,
    /// When it is to be ready.
    pub ready: Option<Spanned<Date>>,
    /// Who leads.
    pub led_by: Vec<Who>,
}

/// A provision of the author's own.
#[derive(Debug, Clone, PartialEq)]
pub struct Provision {
    /// Its identifier.
    pub id: Spanned<String>,
    /// Its title.
    pub title: Option<Text>,
    /// What it says.
    pub text: Option<Text>,
    /// The section it follows.
    pub after: SectionName,
}

/// An annex.
#[derive(Debug, Clone, PartialEq)]
pub struct Annex {
    /// Its identifier.
    pub id: Spanned<String>,
    /// Its title.
    pub title: Option<Text>,
    /// What it says.
    pub text: Option<Text>,
    /// When it is to follow.
    pub to_follow: Option<Date>,
}

/// The record behind the choice of country.
#[derive(Debug, Clone, Default, PartialEq)]
pub struct Selection {
    /// The statement.
    pub span: Span,
    /// What was found, factor by factor.
    pub factors: Vec<Factor>,
    /// Tier placements.
    pub tiers: Vec<(String, Period)>,
}

/// One factor of selection.
#[derive(Debug, Clone, PartialEq)]
pub struct Factor {
    /// The factor, as written.
    pub name: Spanned<String>,
    /// The source.
    pub source: Option<String>,
    /// The year.
    pub period: Option<Period>,
    /// What was found.
    pub text: Text,
}

/// A waiver.
#[derive(Debug, Clone, PartialEq)]
pub struct Waiver {
    /// The rule's code or name.
    pub rule: Spanned<String>,
    /// The reason.
    pub reason: String,
    /// The block it covers; none is the whole file.
    pub scope: Option<Span>,
}
