//! What a name can name.

use super::Model;
use super::text::Field;

/// The thing behind an identifier, by index into the model.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Target {
    /// The compact itself.
    Compact,
    /// A participant.
    Participant(usize),
    /// A body.
    Body(usize),
    /// A place.
    Place(usize),
    /// A definition.
    Definition(usize),
    /// A strategy.
    Strategy(usize),
    /// An objective.
    Objective(usize),
    /// A responsibility.
    Responsibility(usize),
    /// An activity.
    Activity(usize),
    /// A contribution.
    Contribution(usize),
    /// An implementer.
    Implementer(usize),
    /// An indicator.
    Indicator(usize),
    /// A mechanism.
    Mechanism(usize),
    /// A provision.
    Provision(usize),
    /// An annex.
    Annex(usize),
    /// A section of the instrument.
    Section(SectionName),
    /// The term.
    Term,
    /// All participants, in the order the original requires.
    Participants,
}

/// The kind of a target.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
#[allow(missing_docs, reason = "the variants are those of Target")]
pub enum Kind {
    Compact,
    Participant,
    Body,
    Place,
    Definition,
    Strategy,
    Objective,
    Responsibility,
    Activity,
    Contribution,
    Implementer,
    Indicator,
    Mechanism,
    Provision,
    Annex,
    Section,
    Term,
    Participants,
}

impl Model {
    /// What an identifier names, or a reserved name in prose: `term`, `participants`, `section.data`.
    pub fn target(&self, id: &str) -> Option<Target> {
        fn at<T>(items: &[T], id: impl Fn(&T) -> bool, target: fn(usize) -> Target) -> Option<Target> {
            items.iter().position(id).map(target)
        }
        match id {
            "term" => return Some(Target::Term),
            "participants" => return Some(Target::Participants),
            _ => {}
        }
        if let Some(name) = id.strip_prefix("section.") {
            return SectionName::read(name).map(Target::Section);
        }
        at(&self.objectives, |item| item.id.value == id, Target::Objective)
            .or_else(|| at(&self.activities, |item| item.id.value == id, Target::Activity))
            .or_else(|| at(&self.indicators, |item| item.id.value == id, Target::Indicator))
            .or_else(|| at(&self.bodies, |item| item.id.value == id, Target::Body))
            .or_else(|| at(&self.participants, |item| item.id.value == id, Target::Participant))
            .or_else(|| at(&self.contributions, |item| item.id.value == id, Target::Contribution))
            .or_else(|| at(&self.places, |item| item.id.value == id, Target::Place))
            .or_else(|| at(&self.definitions, |item| item.id.value == id, Target::Definition))
            .or_else(|| at(&self.strategies, |item| item.id.value == id, Target::Strategy))
            .or_else(|| at(&self.implementers, |item| item.id.value == id, Target::Implementer))
            .or_else(|| at(&self.mechanisms, |item| item.id.value == id, Target::Mechanism))
            .or_else(|| at(&self.provisions, |item| item.id.value == id, Target::Provision))
            .or_else(|| at(&self.annexes, |item| item.id.value == id, Target::Annex))
            .or_else(|| {
                let named = |item: &super::Responsibility| item.id.as_ref().is_some_and(|own| own.value == id);
                at(&self.responsibilities, named, Target::Responsibility)
            })
            .or_else(|| self.compact.as_ref().filter(|compact| compact.id == id).map(|_| Target::Compact))
    }
}

impl Target {
    /// Its kind.
    pub fn kind(self) -> Kind {
        match self {
            Self::Compact => Kind::Compact,
            Self::Participant(_) => Kind::Participant,
            Self::Body(_) => Kind::Body,
            Self::Place(_) => Kind::Place,
            Self::Definition(_) => Kind::Definition,
            Self::Strategy(_) => Kind::Strategy,
            Self::Objective(_) => Kind::Objective,
            Self::Responsibility(_) => Kind::Responsibility,
            Self::Activity(_) => Kind::Activity,
            Self::Contribution(_) => Kind::Contribution,
            Self::Implementer(_) => Kind::Implementer,
            Self::Indicator(_) => Kind::Indicator,
            Self::Mechanism(_) => Kind::Mechanism,
            Self::Provision(_) => Kind::Provision,
            Self::Annex(_) => Kind::Annex,
            Self::Section(_) => Kind::Section,
            Self::Term => Kind::Term,
            Self::Participants => Kind::Participants,
        }
    }
}

impl Kind {
    /// The word of the language for it.
    pub fn word(self) -> &'static str {
        match self {
            Self::Compact => "compact",
            Self::Participant => "participant",
            Self::Body => "body",
            Self::Place => "place",
            Self::Definition => "definition",
            Self::Strategy => "strategy",
            Self::Objective => "objective",
            Self::Responsibility => "responsibility",
            Self::Activity => "activity",
            Self::Contribution => "contribution",
            Self::Implementer => "implementer",
            Self::Indicator => "indicator",
            Self::Mechanism => "mechanism",
            Self::Provision => "provision",
            Self::Annex => "annex",
            Self::Section => "section",
            Self::Term => "term",
            Self::Participants => "participants",
        }
    }

    /// The fields that a reference to it may name.
    pub fn fields(self) -> &'static [(&'static str, Field)] {
        match self {
            Self::Participant => &[("name", Field::Name), ("short", Field::Short), ("adjective", Field::Adjective)],
            Self::Body | Self::Implementer => &[("name", Field::Name), ("short", Field::Short)],
            Self::Objective
            | Self::Activity
            | Self::Indicator
            | Self::Strategy
            | Self::Mechanism
            | Self::Provision
            | Self::Annex
            | Self::Section => &[("title", Field::Title)],
            Self::Contribution => &[("title", Field::Title), ("amount", Field::Amount), ("figure", Field::Figure)],
            Self::Term => {
                &[("duration", Field::Duration), ("words", Field::Words), ("start", Field::Start), ("end", Field::End)]
            }
            Self::Participants => &[("short", Field::Short), ("adjective", Field::Adjective)],
            Self::Place => &[("name", Field::Name)],
            Self::Compact | Self::Definition | Self::Responsibility => &[],
        }
    }

    /// The field of a name.
    pub fn field(self, name: &str) -> Option<Field> {
        self.fields().iter().find(|(known, _)| *known == name).map(|(_, field)| *field)
    }
}

/// The sections of the instrument, in printed order.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[allow(missing_docs, reason = "the variants are the names of the language")]
pub enum SectionName {
    Purpose,
    Objectives,
    Responsibilities,
    Activities,
    Contributions,
    Monitoring,
    Oversight,
    Data,
    Sustainability,
    Suspension,
    General,
    Term,
}

impl SectionName {
    /// All, in printed order.
    pub const ALL: [Self; 12] = [
        Self::Purpose,
        Self::Objectives,
        Self::Responsibilities,
        Self::Activities,
        Self::Contributions,
        Self::Monitoring,
        Self::Oversight,
        Self::Data,
        Self::Sustainability,
        Self::Suspension,
        Self::General,
        Self::Term,
    ];

    /// The name in the language.
    pub fn word(self) -> &'static str {
        match self {
            Self::Purpose => "purpose",
            Self::Objectives => "objectives",
            Self::Responsibilities => "responsibilities",
            Self::Activities => "activities",
            Self::Contributions => "contributions",
            Self::Monitoring => "monitoring",
            Self::Oversight => "oversight",
            Self::Data => "data",
            Self::Sustainability => "sustainability",
            Self::Suspension => "suspension",
            Self::General => "general",
            Self::Term => "term",
        }
    }

    /// The section of a name.
    pub fn read(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|section| section.word() == name)
    }
}
