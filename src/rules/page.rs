//! One rule, one page: what it finds, on what authority, and how that is told.

use std::borrow::Cow;
use std::collections::BTreeMap;
use std::sync::OnceLock;

use serde::{Deserialize, Serialize};

use super::expression::{Compiled, Templates};
use crate::diagnostic::{Severity, is_integral};
use crate::model::Status;

/// A rule as its page declares it.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Rule {
    /// Its code, such as `STA005`: never used for another rule.
    pub code: String,
    /// Its readable name, which may stand for the code after `allow`.
    pub name: String,
    /// What it finds, as the end of "finds …".
    pub finds: String,
    /// How much a finding weighs, by the status of the compact.
    pub severity: Severities,
    /// What kind of authority it rests on.
    pub rests_on: Authority,
    /// How certain that authority is to us.
    pub certainty: Certainty,
    /// The authority, to the paragraph.
    pub cite: String,
    /// The element of the statute whose presence it guards.
    pub element: Option<String>,
    /// An expression over the compact: the statements that meet the element.
    pub meets: Option<String>,
    /// The stage that raises it, where that is not the rule engine.
    pub raised_by: Option<String>,
    /// A check that is written in Rust.
    pub check: Option<String>,
    /// Rules whose finding about the same thing makes this one's unnecessary.
    #[serde(default)]
    pub yields_to: Vec<String>,
    /// Figures and words that a project may set.
    #[serde(default)]
    pub parameters: BTreeMap<String, Parameter>,
    /// What is looked for.
    #[serde(default)]
    pub find: Vec<Find>,
    /// The page below the front matter.
    #[serde(skip)]
    pub body: Cow<'static, str>,
    /// Where the page stands: `rules/cpc/STA005.md`.
    #[serde(skip)]
    pub path: String,
    /// The name of its pack.
    #[serde(skip)]
    pub pack: String,
}

/// One thing that a rule looks for: something that each of a kind should be.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields, rename_all = "kebab-case")]
pub struct Find {
    /// The keywords of the statements that are looked at; of two, every pair.
    #[serde(default = "the_compact")]
    pub each: OneOrMore,
    /// Names for expressions, used by those below.
    #[serde(default, rename = "let")]
    pub names: BTreeMap<String, String>,
    /// An expression: whether this statement is looked at.
    pub when: Option<String>,
    /// An expression that should hold.
    pub require: String,
    /// Where the finding points: the first of these paths of fields that leads somewhere.
    #[serde(default = "the_identifier")]
    pub at: OneOrMore,
    /// What is wrong.
    pub message: String,
    /// The cure.
    pub help: String,
    /// The statements that would mend it, with `…` for what only the author knows; as in the message, `{{ … }}` stands for
    /// an expression's value.
    pub adds: Option<String>,
    /// What was compiled of it, when it was first used.
    #[serde(skip)]
    pub compiled: OnceLock<Result<Compiled, String>>,
    /// The message, the cure and what it adds as templates, when a finding was first raised.
    #[serde(skip)]
    pub templates: OnceLock<Result<Templates, String>>,
}

/// One word, or several.
#[derive(Debug, Clone, Deserialize)]
#[serde(untagged)]
pub enum OneOrMore {
    /// One.
    One(String),
    /// Several.
    More(Vec<String>),
}

impl OneOrMore {
    /// All of them.
    pub fn all(&self) -> &[String] {
        match self {
            Self::One(one) => std::slice::from_ref(one),
            Self::More(more) => more,
        }
    }
}

fn the_compact() -> OneOrMore {
    OneOrMore::One("compact".to_owned())
}

fn the_identifier() -> OneOrMore {
    OneOrMore::One("id".to_owned())
}

/// A figure or words that a project may set.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
#[serde(untagged)]
pub enum Parameter {
    /// A whole number.
    Number(i64),
    /// A word or a text.
    Text(String),
    /// Several.
    List(Vec<String>),
}

/// What kind of authority a rule rests on.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Authority {
    /// An act of Congress.
    Statute,
    /// A regulation.
    Regulation,
    /// What a program says of itself.
    Policy,
    /// A finding or recommendation of an oversight body.
    Oversight,
    /// Guidance on how such instruments are drafted.
    Guidance,
    /// What is done well elsewhere.
    Practice,
    /// What every text needs to be one: references that lead somewhere, figures that agree.
    Integrity,
}

impl Authority {
    /// As a sentence names it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Statute => "statute",
            Self::Regulation => "regulation",
            Self::Policy => "program policy",
            Self::Oversight => "oversight finding",
            Self::Guidance => "drafting guidance",
            Self::Practice => "good practice",
            Self::Integrity => "integrity of the text",
        }
    }
}

/// How certain an authority is to those who wrote the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash, PartialOrd, Ord, Serialize, Deserialize, schemars::JsonSchema)]
#[serde(rename_all = "kebab-case")]
pub enum Certainty {
    /// The source was read.
    Verified,
    /// Part of the source was read.
    PartlySeen,
    /// Practice, the source not seen.
    FromMemory,
    /// Concluded from the source, and not said there.
    Inference,
}

impl Certainty {
    /// As a sentence names it.
    pub fn words(self) -> &'static str {
        match self {
            Self::Verified => "verified",
            Self::PartlySeen => "seen in part",
            Self::FromMemory => "practice, source not seen by us",
            Self::Inference => "our inference",
        }
    }
}

/// How much a finding weighs.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(rename_all = "kebab-case")]
pub enum Weight {
    /// Not raised.
    Off,
    /// Worth knowing.
    Info,
    /// To be considered.
    Warning,
    /// A draft may leave it open for now.
    StillOpen,
    /// To be settled before signing.
    Error,
}

impl Weight {
    /// The severity of a finding; none where it is not raised.
    pub fn severity(self) -> Option<Severity> {
        match self {
            Self::Off => None,
            Self::Info => Some(Severity::Info),
            Self::Warning | Self::StillOpen => Some(Severity::Warning),
            Self::Error => Some(Severity::Error),
        }
    }

    /// As front matter and settings write it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Off => "off",
            Self::Info => "info",
            Self::Warning => "warning",
            Self::StillOpen => "still-open",
            Self::Error => "error",
        }
    }
}

/// How much a finding weighs at each status; a missing one is that of the status before.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(untagged)]
pub enum Severities {
    /// The same at every status.
    Always(Weight),
    /// By status; before the first one that is named, nothing is raised.
    ByStatus(ByStatus),
}

/// Weights by status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Deserialize)]
#[serde(deny_unknown_fields)]
#[allow(missing_docs, reason = "the fields are the statuses of a compact")]
pub struct ByStatus {
    pub draft: Option<Weight>,
    pub settled: Option<Weight>,
    #[serde(rename = "final")]
    pub final_: Option<Weight>,
    pub signed: Option<Weight>,
}

impl Severities {
    /// The weight at a status.
    pub fn at(self, status: Status) -> Weight {
        let by = match self {
            Self::Always(weight) => return weight,
            Self::ByStatus(by) => by,
        };
        let upto = [by.draft, by.settled, by.final_, by.signed];
        let position = match status {
            Status::Draft => 1,
            Status::Settled => 2,
            Status::Final => 3,
            Status::Signed => 4,
        };
        upto.into_iter().take(position).flatten().last().unwrap_or(Weight::Off)
    }
}

impl Rule {
    /// Whether the text is no text without it: it can neither be waived nor weighed otherwise.
    pub fn is_integral(&self) -> bool {
        is_integral(&self.code)
    }

    /// The authority with its kind and certainty, as a finding cites it.
    pub fn authority(&self) -> String {
        if self.rests_on == Authority::Integrity {
            return format!("{}: {}", self.rests_on.words(), self.cite);
        }
        format!("{} ({}; {})", self.cite, self.rests_on.words(), self.certainty.words())
    }

    /// The prose of the page, without its examples.
    pub fn prose(&self) -> &str {
        let end = self.body.find("\n## ").unwrap_or(self.body.len());
        self.body[..end].trim()
    }
}
