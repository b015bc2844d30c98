//! The canonical source: it says what the author's files say, in every edition, and nothing that is not printed.

use engross::seal::source::canonical;

use super::{analyzed, analyzed_text, composed, editions};
use crate::support;

/// What a text must keep: its documents in every edition, and its own form when it is made canonical again.
fn assert_alike(name: &str, analysis: &engross::Analysis) -> String {
    let source = canonical(&analysis.files, &analysis.model);
    let again = analyzed_text(&source);
    let broken: Vec<_> = again.diagnostics.iter().filter(|finding| finding.blocks_printing()).collect();
    assert!(broken.is_empty(), "{name}: {broken:?}\n{source}");
    for edition in editions(&analysis.model) {
        let of = |analysis| composed(analysis, &edition).iter().map(json).collect::<Vec<_>>();
        let (theirs, ours) = (of(analysis), of(&again));
        assert_eq!(theirs.len(), ours.len(), "{name}: {edition:?}");
        for (theirs, ours) in theirs.iter().zip(&ours) {
            let difference = theirs.lines().zip(ours.lines()).find(|(theirs, ours)| theirs != ours);
            assert!(theirs == ours, "{name}: {edition:?}: {difference:?}\n{source}");
        }
    }
    assert_eq!(source, canonical(&again.files, &again.model), "{name}");
    assert_eq!(source, engross::syntax::format::format(&source, engross::vocabulary::vocabulary()), "{name}");
    source
}

fn json(document: &engross::document::Document) -> String {
    serde_json::to_string_pretty(document).unwrap()
}

#[test]
fn what_is_printed_says_the_same_in_every_edition() {
    let mut files = support::files("examples", "compact");
    files.extend(support::files("rules", "compact"));
    files.extend(support::files("tests/signing", "compact"));
    let mut count = 0;
    for (path, _) in files {
        let relative = path.strip_prefix(support::root().to_str().unwrap()).unwrap().trim_start_matches('/').to_owned();
        let analysis = analyzed(&relative);
        if analysis.is_compact() && !analysis.diagnostics.iter().any(|finding| finding.blocks_printing()) {
            assert_alike(&relative, &analysis);
            count += 1;
        }
    }
    assert!(count >= 8, "only {count} compacts");
}

#[test]
fn what_is_not_printed_is_left_out() {
    let source = assert_alike("nested", &analyzed("tests/signing/nested/nested.compact"));
    assert!(!source.contains("ZANZIBAR"), "{source}");
    for gone in [
        "allow",
        "selection",
        "suppress-below",
        "include",
        "#",
        "secret-partner",
        "  kind",
        "award",
        "nowhere",
        "authority",
        "fiscal",
    ] {
        assert!(!source.contains(gone), "`{gone}`:\n{source}");
    }
    for kept in [
        "implementer world-vision {\n  name  \"World Vision\"\n  short \"WV\"\n}",
        "540,000",
        "moj, implementing-partners, world-vision\n",
    ] {
        assert!(source.contains(kept), "`{kept}`:\n{source}");
    }
}

/// When fiscal years begin is kept where a word hangs on it, and nowhere else.
#[test]
fn fiscal_years_are_kept_where_something_is_counted_in_them() {
    let treaty = std::fs::read_to_string(support::root().join("tests/signing/treaty.compact")).unwrap();
    let treaty = treaty.replace("  role     partner\n", "  role     partner\n  fiscal-year begins 07-16\n");
    let of_us = |text: &str| {
        text.replace("USD 600,000 in 2027", "USD 600,000 in FY2027")
            .replace("USD 400,000 in 2028", "USD 400,000 in FY2028")
    };
    let years = |treaty: &str| {
        let source = assert_alike("treaty", &analyzed_text(treaty));
        ["10-01", "07-16"].map(|begins| source.contains(&format!("fiscal-year begins {begins}")))
    };
    assert_eq!(years(&treaty), [false, false]);
    assert_eq!(years(&of_us(&treaty)), [true, false]);
    assert_eq!(years(&treaty.replace("year-1..year-3", "FY2028..FY2029")), [true, false]);
    let of_pe =
        treaty.clone() + "contribution pe-plan by pe {\n  amount PEN 100\n  form cash\n  plan PEN 100 in FY2028\n}\n";
    assert_eq!(years(&of_pe), [true, true]);
}
