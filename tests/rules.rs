//! The pages of the rules: each is its own test.

use engross::diagnostic::Diagnostic;
use engross::proof;
use engross::rules::{Authority, Find, Rule, Rules};
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

/// The longest piece of a message that is the same in every finding.
fn constant(message: &str) -> &str {
    let pieces = message.split("{{").map(|piece| piece.split_once("}}").map_or(piece, |(_, rest)| rest));
    pieces.max_by_key(|piece| piece.len()).unwrap_or_default()
}

#[test]
fn every_predicate_of_a_page_is_exercised_by_its_examples() {
    let rules = Rules::default();
    let mut idle = Vec::new();
    for pack in rules.book.packs() {
        for rule in &pack.rules {
            let found = proof::findings(pack, rule, &rules);
            let says = |find: &&Find| !found.iter().any(|finding| finding.message.contains(constant(&find.message)));
            idle.extend(rule.find.iter().filter(says).map(|find| format!("{}: {}", rule.code, find.message)));
            if rule.check.is_some() && found.is_empty() {
                idle.push(format!("{}: no example of its check", rule.code));
            }
        }
    }
    assert!(idle.is_empty(), "no example fires:\n{}", idle.join("\n"));
}

/// What a lawyer misses in a finding, and in the page that it comes from.
fn misses(rule: &Rule, finding: &Diagnostic) -> Vec<&'static str> {
    let authority = rule.authority();
    let paragraph = match rule.rests_on {
        Authority::Statute => rule.cite.contains("U.S.C.") && rule.cite.contains('('),
        _ => !rule.cite.is_empty(),
    };
    let certain = rule.rests_on == Authority::Integrity || authority.contains(rule.certainty.words());
    let named = finding.message.contains(['`', '“']) || finding.about.is_empty();
    let sentence = !finding.message.ends_with('.')
        && finding.message.chars().take_while(|letter| letter.is_uppercase()).count() != 1;
    let wanted = [
        (paragraph, "the authority to the paragraph"),
        (certain, "how certain it is"),
        (named, "what it is about"),
        (sentence, "one lower-case sentence without a full stop"),
        (finding.help.as_ref().is_some_and(|help| !help.trim().is_empty()), "the cure"),
        (rule.prose().len() > 60, "prose on its page"),
    ];
    wanted.into_iter().filter(|(there, _)| !there).map(|(_, what)| what).collect()
}

#[test]
fn a_lawyer_can_tell_what_is_wrong_on_what_authority_and_what_to_do() {
    let rules = Rules::default();
    let mut wrong = Vec::new();
    for pack in rules.book.packs() {
        for rule in &pack.rules {
            for finding in proof::findings(pack, rule, &rules) {
                let missing = misses(rule, &finding).join(", ");
                if !missing.is_empty() {
                    wrong.push(format!("{} “{}” lacks {missing}", rule.code, finding.message));
                }
            }
        }
    }
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
