//! Which rules a run tells of: `--select` and `--ignore`.

use std::collections::HashSet;

use super::Trouble;
use super::settings::Projects;
use crate::diagnostic::is_integral;
use crate::report::Report;
use crate::rules::{Rule, WHERE_LISTED};

/// The rules that were asked for, by code.
#[derive(Debug, Default)]
pub(super) struct Select {
    only: Option<HashSet<String>>,
    without: HashSet<String>,
}

impl Select {
    /// Reads the words of the arguments: codes, names, or families such as `NBI`.
    ///
    /// # Errors
    /// A word that means no rule, or a rule that cannot be ignored.
    pub fn read(select: &[String], ignore: &[String], projects: &Projects) -> Result<Self, Trouble> {
        let only = select.iter().map(|word| meant(word, projects)).collect::<Result<Vec<_>, _>>()?;
        let without = ignore.iter().map(|word| meant(word, projects)).collect::<Result<Vec<_>, _>>()?;
        for (word, codes) in ignore.iter().zip(&without) {
            // A family may have some of these among others; they stay.
            if codes.iter().all(|code| is_integral(code)) {
                return Err(Trouble::new(format!("`{word}` cannot be ignored: without it the text is not whole")));
            }
        }
        Ok(Self {
            only: (!only.is_empty()).then(|| only.into_iter().flatten().collect()),
            without: without.into_iter().flatten().collect(),
        })
    }

    /// Leaves in a report what is told of. What keeps a text whole always is: where it is broken, the other findings are
    /// not to be trusted.
    pub fn apply(&self, report: &mut Report<'_>) {
        let told = |code: &str| {
            let selected = self.only.as_ref().is_none_or(|only| only.contains(code));
            is_integral(code) || (selected && !self.without.contains(code))
        };
        report.findings.retain(|finding| told(&finding.diagnostic.rule));
        report.waived.retain(|finding| told(&finding.diagnostic.rule));
    }
}

/// The codes of the rules that a word means.
fn meant(word: &str, projects: &Projects) -> Result<Vec<String>, Trouble> {
    let upper = word.to_ascii_uppercase();
    let known = || projects.books().flat_map(|book| book.rules());
    let is_meant = |rule: &&Rule| rule.code == upper || rule.name == word || family(&rule.code) == upper;
    let codes: Vec<String> = known().filter(is_meant).map(|rule| rule.code.clone()).collect();
    if !codes.is_empty() {
        return Ok(codes);
    }
    let words = || known().flat_map(|rule| [rule.code.as_str(), rule.name.as_str(), family(&rule.code)]);
    let nearest = crate::nearest::nearest(&upper, words()).or_else(|| crate::nearest::nearest(word, words()));
    let trouble = Trouble::new(format!("`{word}` is no rule and no family of rules"));
    Err(match nearest {
        Some(meant) => trouble.help(format!("did you mean `{meant}`?")),
        None => trouble.help(WHERE_LISTED),
    })
}

/// The letters of a code.
fn family(code: &str) -> &str {
    code.trim_end_matches(|c: char| c.is_ascii_digit())
}
