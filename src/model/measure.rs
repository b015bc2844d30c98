//! What is measured: indicators with baselines and targets, and the mechanisms that look at them.

use jiff::civil::Date;

use super::Who;
use super::text::Text;
use super::value::{Duration, Figure, Period};
use crate::source::{Span, Spanned};

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

impl Mechanism {
    /// Whether it stands with the indicators: its first kind decides.
    pub fn is_monitoring(&self) -> bool {
        let first = self.kinds.first().map(|kind| kind.value.as_str());
        matches!(first, Some("dialogue" | "monitoring" | "evaluation"))
    }
}
