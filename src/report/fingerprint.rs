//! What makes a finding itself from one run to the next, for systems that compare runs.

use std::collections::HashMap;

use super::{Finding, slashed};

/// A fingerprint for every finding: its rule, its file, the statement that it points into, and which of several that
/// have all three in common. Lines are no part of it, so that a finding stays itself when text above it changes. It is
/// left in words: whoever compares two runs can read it.
pub(super) fn fingerprints(findings: &[Finding<'_>]) -> Vec<String> {
    let mut seen: HashMap<(&str, &str, &str), usize> = HashMap::new();
    let fingerprint = |finding: &Finding<'_>| {
        let rule = finding.diagnostic.rule.as_ref();
        format!("{rule} in {} at {}", slashed(finding.file()), finding.path)
    };
    let mut fingerprints = Vec::with_capacity(findings.len());
    for finding in findings {
        let count = seen.entry((&finding.diagnostic.rule, finding.file(), finding.path)).or_default();
        *count += 1;
        fingerprints.push(format!("{}, {count}", fingerprint(finding)));
    }
    fingerprints
}
