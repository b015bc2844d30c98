//! Who takes part: participants with their offices and signatories, implementers, and the places they name.

use super::text::Text;
use super::value::{Amount, Day, Period};
use crate::source::{Span, Spanned};

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
