//! What the program says of itself: help, the scaffold, the vocabulary, completions.

use super::Folder;

#[test]
fn every_verb_has_help_that_teaches() {
    let folder = Folder::new();
    let command = engross::cli::command();
    let verbs: Vec<&str> = command.get_subcommands().map(|verb| verb.get_name()).collect();
    assert!(verbs.len() > 15, "{verbs:?}");
    for verb in verbs {
        let help = folder.run(&[verb, "--help"]).code(0).out();
        assert!(help.contains("Examples:\n  engross "), "{verb}: {help}");
        assert!(help.lines().all(|line| line.chars().count() <= 100), "{verb}: {help}");
        assert!(folder.run(&["--help"]).code(0).out().contains(&format!("  {verb} ")));
    }
    for verb in ["check", "build", "fmt", "conformity", "transmittal", "fonts"] {
        let help = folder.run(&[verb, "--help"]).code(0).out();
        assert!(help.contains("Exit codes:\n  0  "), "{verb}: {help}");
    }
}

#[test]
fn a_wrong_use_exits_with_2() {
    let folder = Folder::new();
    folder.run(&[]).code(2);
    folder.run(&["chek"]).code(2);
    folder.run(&["check", "--format", "yaml"]).code(2);
    let version = folder.run(&["--version"]).code(0).out();
    assert_eq!(version, format!("engross {}\n", env!("CARGO_PKG_VERSION")));
}

#[test]
fn the_scaffold_has_only_what_people_must_fill_in() {
    let folder = Folder::new();
    let ran = folder.run(&["new", "nepal-2026"]).code(0);
    assert!(ran.out().starts_with("wrote nepal-2026.compact\n"), "{}", ran.out());
    folder.run(&["fmt", "--check"]).code(0);
    let findings = folder.run(&["check", "--format", "json"]).code(0).json()["findings"].clone();
    let findings = findings.as_array().unwrap();
    assert!(!findings.is_empty());
    // Some of what only people can fill in is not asked by statute: that is advised, and never an error.
    let advised = ["GAO004", "GAO005", "GAO007", "GAO008", "SGN001", "STA013", "STA015", "STA017", "STA018"];
    let expected = |finding: &serde_json::Value| {
        finding["severity"] != "error"
            && (finding["still_open"] == true || advised.iter().any(|rule| finding["rule"] == *rule))
    };
    assert!(findings.iter().all(expected), "{findings:#?}");
    folder.run(&["build", "--format", "html,md"]).code(0);
    let text = folder.read("nepal-2026.compact");
    assert!(('A'..='G').all(|element| text.contains(&format!("# ({element}) "))));
}

#[test]
fn the_scaffold_takes_a_partner_and_languages() {
    let folder = Folder::new();
    let args = ["new", "peru", "--partner", "the \"Government\" of Peru", "--languages", "en-US,es-PE"];
    folder.run(&args).code(0);
    let text = folder.read("peru.compact");
    assert!(text.contains("  name \"the \\\"Government\\\" of Peru\"\n"), "{text}");
    assert!(text.contains("  languages en-US, es-PE  #"), "{text}");
    folder.run(&["fmt", "--check"]).code(0);
    folder.run(&["check"]).code(0);
    folder.run(&["new", "other", "--languages", "English"]).code(2);
}

#[test]
fn the_scaffold_never_overwrites_and_knows_names() {
    let folder = Folder::with("a.compact", "mine");
    let ran = folder.run(&["new", "a"]).code(2);
    assert_eq!(ran.err(), "error: `a.compact` exists already\n  help: choose another name\n");
    assert_eq!(folder.read("a.compact"), "mine");
    for name in ["12", "a b", "../a", "term", "a.compact", "x\n}", "usd}", ""] {
        let ran = folder.run(&["new", "--", name]).code(2);
        assert!(ran.err().contains("cannot name a compact"), "{name}: {}", ran.err());
    }
    assert_eq!(folder.names(), ["a.compact"]);
}

#[test]
fn the_vocabulary_tells_of_words() {
    let folder = Folder::new();
    let all = folder.run(&["vocabulary"]).code(0).out();
    assert!(all.contains("  contribution ID by PARTICIPANT {…}"), "{all}");
    let one = folder.run(&["vocabulary", "objective"]).code(0).out();
    assert!(one.contains("22 U.S.C. 7103a(d)(2)(A)"), "{one}");
    assert!(one.contains("  pillar (prosecution | protection | prevention | partnership)"), "{one}");
    let ran = folder.run(&["vocabulary", "objektive"]).code(2);
    assert!(ran.err().contains("did you mean `objective`?"), "{}", ran.err());
}

#[test]
fn completions_are_printed() {
    assert!(Folder::new().run(&["completions", "bash"]).code(0).out().contains("_engross"));
}

/// Every flag that a message, a page or a document names exists: a cure that cannot be followed is none. A build without
/// the preview lacks its flags.
#[cfg(feature = "preview")]
#[test]
fn every_flag_that_is_named_exists() {
    fn flags(command: &clap::Command, known: &mut Vec<String>) {
        known.extend(command.get_arguments().filter_map(|arg| arg.get_long()).map(str::to_owned));
        command.get_subcommands().for_each(|command| flags(command, known));
    }
    // The last is Podman's.
    let mut known = ["help", "version", "userns"].map(str::to_owned).to_vec();
    flags(&engross::cli::command(), &mut known);
    let mut wrong = Vec::new();
    let mut named = 0;
    let readme = ("README.md".to_owned(), std::fs::read_to_string(super::repository().join("README.md")).unwrap());
    let texts =
        [("src", "rs"), ("docs", "md"), ("rules", "md")].map(|(folder, end)| crate::support::files(folder, end));
    for (path, text) in texts.into_iter().flatten().chain([readme]) {
        for part in text.match_indices("`--").map(|(at, _)| &text[at + 3..]) {
            let flag: &str = &part[..part.find(|c: char| !c.is_ascii_lowercase() && c != '-').unwrap_or(part.len())];
            named += 1;
            if !flag.is_empty() && !known.iter().any(|known| known == flag) {
                wrong.push(format!("{path}: `--{flag}`"));
            }
        }
    }
    assert!(named > 20 && wrong.is_empty(), "{wrong:#?}");
}
