//! The pages of the rules: each is its own test.

use engross::diagnostic::Diagnostic;
use engross::proof;
use engross::rules::{Authority, Find, Pack, Rule, Rules};
use engross::source::{LoadError, Loaded, Loader, Source};
use engross::{Project, analyze};

/// Fails with all that is wrong with any rule of the shipped packs.
fn every_rule(wrong: impl Fn(&Pack, &Rule, &Rules) -> Vec<String>) {
    let rules = Rules::default();
    let of_pack = |pack: &Pack| pack.rules.iter().flat_map(|rule| wrong(pack, rule, &rules)).collect::<Vec<_>>();
    let found: Vec<String> = rules.book.packs().flat_map(of_pack).collect();
    assert!(found.is_empty(), "{}", found.join("\n"));
}

#[test]
fn the_examples_of_every_page_say_what_they_say() {
    every_rule(proof::run);
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
        let project = Project {
            root,
            identity: "a.compact".into(),
            loader: &Shared,
            judged_as: None,
            rules: &rules,
            settlement: Default::default(),
        };
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
    every_rule(|pack, rule, rules| {
        let found = proof::findings(pack, rule, rules);
        let idle = |find: &&Find| !found.iter().any(|finding| finding.message.contains(constant(&find.message)));
        let idle = rule.find.iter().filter(idle).map(|find| find.message.as_str());
        let check = rule.check.as_deref().filter(|_| found.is_empty());
        idle.chain(check).map(|what| format!("{}: no example fires “{what}”", rule.code)).collect()
    });
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
    every_rule(|pack, rule, rules| {
        let found = proof::findings(pack, rule, rules);
        let told = found.iter().map(|finding| (finding, misses(rule, finding).join(", ")));
        let lacking = told.filter(|(_, missing)| !missing.is_empty());
        lacking.map(|(finding, missing)| format!("{} “{}” lacks {missing}", rule.code, finding.message)).collect()
    });
}
