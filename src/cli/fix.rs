//! Edits that mend findings with certainty: made, or shown as a difference.

use std::collections::{BTreeMap, HashMap};
use std::path::Path;

use similar::TextDiff;

use super::files::Pending;
use super::project::{Analyzed, Edited};
use super::screen::why;
use super::{Trouble, Verdict, screen};
use crate::report::{Report, number};

/// One edit may bring another finding to light. What is not mended after so many rounds goes round in a circle.
const ROUNDS: usize = 10;

/// Texts as they would be with the edits.
#[derive(Debug, Default)]
pub(super) struct Mended {
    /// The texts that change, by what makes their files themselves.
    pub edited: Edited,
    /// Their names, and what they were.
    before: BTreeMap<String, (String, String)>,
    count: usize,
}

/// A replacement in one file.
type Edit = (std::ops::Range<usize>, String);

impl Mended {
    /// Makes edits, and judges anew, until there are none left.
    ///
    /// # Errors
    /// What `judge` says.
    pub fn of<'a>(
        mut judge: impl FnMut(&Edited) -> Vec<Analyzed<'a>>,
        report: impl for<'b> Fn(&'b [Analyzed<'b>]) -> Result<Report<'b>, Trouble>,
    ) -> Result<Self, Trouble> {
        let mut mended = Self::default();
        for _ in 0..ROUNDS {
            let analyzed = judge(&mended.edited);
            let edits = mended.collect(&analyzed, &report(&analyzed)?);
            if edits.is_empty() {
                break;
            }
            for (identity, edits) in edits {
                let Some(text) = mended.edited.get_mut(&identity) else { continue };
                for (range, new) in edits.into_iter().rev() {
                    text.replace_range(range, &new);
                }
            }
        }
        Ok(mended)
    }

    /// The edits of a report by file and in order; of two that overlap the first, the other waits for the next round.
    fn collect(&mut self, analyzed: &[Analyzed<'_>], report: &Report<'_>) -> BTreeMap<String, Vec<Edit>> {
        let identities: HashMap<&str, &str> = analyzed.iter().flat_map(Analyzed::named_files).collect();
        let mut edits: BTreeMap<String, Vec<Edit>> = BTreeMap::new();
        for finding in &report.findings {
            let Some(fix) = &finding.diagnostic.fix else { continue };
            let file = |span: crate::source::Span| identities.get(finding.name(span.file)).copied();
            let free = fix.edits.iter().all(|(span, _)| {
                let taken = file(*span).and_then(|file| edits.get(file));
                // Two insertions at one place would have no order.
                taken.is_none_or(|taken| {
                    taken.iter().all(|(range, _)| span.range().end < range.start || range.end < span.range().start)
                })
            });
            if !free || fix.edits.iter().any(|(span, _)| file(*span).is_none()) {
                continue;
            }
            for (span, new) in &fix.edits {
                let Some(identity) = file(*span) else { continue };
                let source = finding.sources.get(span.file);
                if !self.edited.contains_key(identity) {
                    self.edited.insert(identity.to_owned(), source.text().to_owned());
                    self.before.insert(identity.to_owned(), (source.name.clone(), source.text().to_owned()));
                }
                edits.entry(identity.to_owned()).or_default().push((span.range(), new.clone()));
            }
            self.count += 1;
        }
        edits.values_mut().for_each(|edits| edits.sort_by_key(|(range, _)| range.start));
        edits
    }

    /// The texts that differ: name, identity, what was, what is.
    fn changes(&self) -> impl Iterator<Item = (&str, &str, &str, &str)> {
        self.before.iter().filter_map(|(identity, (name, before))| {
            let after = self.edited.get(identity)?;
            (after != before).then_some((name.as_str(), identity.as_str(), before.as_str(), after.as_str()))
        })
    }

    /// Puts the texts in the place of what they were, all or none.
    pub fn write(&self) -> Result<(), Trouble> {
        let unwritten =
            |name: &str, error: &std::io::Error| Trouble::new(format!("cannot write `{name}`: {}", why(error)));
        let mut pending = Vec::new();
        for (name, identity, _, after) in self.changes() {
            let file =
                Pending::write(Path::new(identity), after.as_bytes()).map_err(|error| unwritten(name, &error))?;
            pending.push((file, name));
        }
        let files = pending.len();
        pending.into_iter().try_for_each(|(file, name)| file.finish().map_err(|error| unwritten(name, &error)))?;
        if files > 0 {
            screen::tell(&format!("mended {} in {}\n", number(self.count, "finding"), number(files, "file")));
        }
        Ok(())
    }

    /// Prints what would change; refused where something would.
    pub fn show(&self) -> Result<Verdict, Trouble> {
        let mut changes: Vec<_> = self.changes().collect();
        changes.sort_by(|(a, ..), (b, ..)| Path::new(a).cmp(Path::new(b)));
        let mut text = String::new();
        for (name, _, before, after) in &changes {
            let difference = TextDiff::from_lines(*before, *after);
            text.push_str(&difference.unified_diff().context_radius(3).header(name, name).to_string());
        }
        screen::print(&text)?;
        Ok(if changes.is_empty() { Verdict::Good } else { Verdict::Refused })
    }
}
