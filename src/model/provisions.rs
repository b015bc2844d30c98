//! What else the text says: recitals, strategies, definitions, data, provisions, annexes, and the record kept beside it.

use jiff::civil::Date;
use rust_decimal::Decimal;

use super::text::Text;
use super::value::{Duration, Period, TimeSpan};
use super::{PlaceName, SectionName, Who};
use crate::source::{Span, Spanned};

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
