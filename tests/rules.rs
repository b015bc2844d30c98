//! The pages of the rules: each is its own test.

use engross::proof;
use engross::rules::Rules;
use engross::source::{LoadError, Loaded, Loader, Source};
use engross::{Project, analyze};

#[test]
fn the_examples_of_every_page_say_what_they_say() {
    let rules = Rules::default();
    let mut wrong = Vec::new();
    for pack in rules.book.packs() {
        for rule in &pack.rules {
            wrong.extend(proof::run(pack, rule, &rules));
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}

/// A file that several compacts share, with a place that not all of them name.
struct Shared;

const PLACE: &str = "place cusco {\n  name \"Cusco\"\n}\n";

impl Loader for Shared {
    fn load(&self, _from: &str, path: &str) -> Result<Loaded, LoadError> {
        Ok(Loaded { name: path.to_owned(), identity: path.to_owned(), text: PLACE.to_owned() })
    }
}

#[test]
fn what_a_shared_file_declares_need_not_be_used() {
    let rules = Rules::default();
    let clean = &rules.book.pack("integrity").unwrap().clean;
    let findings = |text: String| {
        let root = Source::new("a.compact", text);
        let project = Project { root, identity: "a.compact".into(), loader: &Shared, judged_as: None, rules: &rules };
        let codes = analyze(&project).diagnostics.into_iter().map(|finding| finding.rule.to_string());
        codes.collect::<Vec<_>>()
    };
    assert_eq!(findings(format!("{clean}\n{PLACE}")), ["REF004"]);
    assert!(findings(format!("{clean}\ninclude \"shared.compact\"\n")).is_empty());
}
