//! Checks that need analysis: one file each, named by the page of its rule.

use super::Facts;
use crate::diagnostic::Diagnostic;

type Check = fn(&Facts<'_>, &mut Vec<Diagnostic>);

/// All checks, by the names that pages use.
const ALL: &[(&str, Check)] = &[];

/// A check by its name.
pub(super) fn named(name: &str) -> Option<Check> {
    ALL.iter().find(|(known, _)| *known == name).map(|(_, check)| *check)
}

/// The names of all checks.
pub fn names() -> impl Iterator<Item = &'static str> {
    ALL.iter().map(|(name, _)| *name)
}
