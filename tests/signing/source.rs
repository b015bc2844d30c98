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
    for gone in ["allow", "selection", "suppress-below", "include", "#", "secret-partner", "  kind", "award", "nowhere"]
    {
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
