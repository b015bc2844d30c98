//! What is declared as data: the wording of each language, and the statements of the vocabulary.

use std::collections::BTreeSet;

use engross::document::wording::Wording;
use engross::rules::Rules;
use engross::source::{NoFiles, Source};
use engross::vocabulary::{FILE, Row, Vocabulary, vocabulary};
use engross::{Project, analyze};

use super::none;

/// The languages in which instruments are signed: their catalogues are whole, and people have reviewed them.
const WHOLE: [&str; 3] = ["en", "es", "fr"];

/// Keys that only languages of that need have: what the first day of a month is called.
const OWN: [&str; 1] = ["period.first-day"];

/// The gaps of a sentence: `{participant}`.
fn gaps(words: &str) -> BTreeSet<&str> {
    words.split('{').skip(1).filter_map(|rest| Some(rest.split_once('}')?.0)).collect()
}

/// Where a catalogue departs from the English one.
fn departures(catalogue: &Wording, english: &Wording) -> Vec<String> {
    let name = &catalogue.language;
    let whole = WHOLE.contains(&name.as_str());
    let place = format!("templates/wording/{name}.toml");
    let mut found = Vec::new();
    if catalogue.reviewed != whole {
        found.push(format!("{place}: `reviewed` is {}; {WHOLE:?} are reviewed, and no others", catalogue.reviewed));
    }
    for key in english.keys().filter(|key| whole && catalogue.own(key).is_none()) {
        found.push(format!("{place}: `{key}` is missing"));
    }
    for key in catalogue.keys().filter(|key| !OWN.contains(key)) {
        let Some(words) = english.own(key) else {
            found.push(format!("{place}: `{key}` is no key of en.toml"));
            continue;
        };
        let (own, wanted) = (gaps(catalogue.own(key).unwrap_or_default()), gaps(words));
        if own != wanted {
            found.push(format!("{place}: `{key}` has the gaps {own:?} where en.toml has {wanted:?}"));
        }
    }
    found
}

#[test]
fn every_catalogue_agrees_with_english() {
    let english = Wording::of("en").expect("it ships");
    let catalogues: Vec<_> = Wording::languages().map(|language| Wording::of(language).expect("it reads")).collect();
    assert!(catalogues.len() >= WHOLE.len());
    none(&catalogues.iter().flat_map(|catalogue| departures(catalogue, &english)).collect::<Vec<_>>());
}

#[test]
fn every_catalogue_is_one_that_ships() {
    let shipped: BTreeSet<_> = Wording::languages().map(|name| format!("templates/wording/{name}.toml")).collect();
    let mut files = super::repository();
    files.retain(|file| file.path.starts_with("templates/wording/"));
    assert_eq!(files.into_iter().map(|file| file.path).collect::<BTreeSet<_>>(), shipped);
}

#[test]
fn a_departing_catalogue_is_found() {
    let read = |language, text| Wording::read(language, &json(text)).expect("it reads");
    let english = read("en", "reviewed = true\n[a]\nb = \"{x} of {y}\"\nc = \"d\"");
    let count = |language, text| departures(&read(language, text), &english).len();
    assert_eq!(count("es", "reviewed = true\n[a]\nb = \"{y} {x}\"\nc = \"d\""), 0);
    assert_eq!(count("es", "reviewed = true\n[a]\nb = \"{y} {x}\""), 1, "a missing key");
    assert_eq!(count("es", "reviewed = true\n[a]\nb = \"{x}\"\nc = \"d\""), 1, "a missing gap");
    assert_eq!(count("es", "reviewed = false\n[a]\nb = \"{y} {x}\"\nc = \"d\""), 1, "not reviewed");
    assert_eq!(count("mn", "reviewed = false\n[a]\nb = \"{y} {x}\""), 0, "a partial one");
    assert_eq!(count("mn", "reviewed = false\n[a]\nz = \"d\""), 1, "an unknown key");
    assert_eq!(count("mn", "reviewed = true"), 1, "reviewed by nobody");
}

/// A row's example in each place where it may stand: a file, and where the example ends in it.
fn stages(row: &Row, vocabulary: &Vocabulary) -> Vec<String> {
    let places = row.places.iter().filter(|place| *place != "*");
    places.filter_map(|place| within(place, &row.example, vocabulary, 0)).collect()
}

/// Puts a text into the examples of the statements that open its place.
fn within(place: &str, text: &str, vocabulary: &Vocabulary, depth: usize) -> Option<String> {
    if place == FILE {
        // The statement that makes a file a compact, without which nothing has a meaning.
        let compact = if text.starts_with("compact ") { "" } else { "compact example {\n}\n" };
        return Some(format!("{compact}{text}\n"));
    }
    let opens = vocabulary.rows().iter().find(|row| row.keyword == place && row.fields)?;
    let head = opens.example.lines().next()?.trim_end().trim_end_matches('{').trim_end();
    let outer = opens.places.first().filter(|_| depth < 8)?;
    within(outer, &format!("{head} {{\n{text}\n}}"), vocabulary, depth + 1)
}

/// What is wrong with how an example is written; that a name is not declared is not, nor what the rest of the file lacks.
fn misspelt(example: &str, file: &str) -> Vec<String> {
    let (start, end) = file.rfind(example).map_or((0, file.len()), |at| (at, at + example.len()));
    let root = Source::new("example.compact", file);
    let project = Project {
        root,
        identity: "example.compact".into(),
        loader: &NoFiles,
        judged_as: None,
        rules: &Rules::none(),
        settlement: Default::default(),
    };
    let mut findings = analyze(&project).diagnostics;
    findings.retain(|finding| finding.rule.starts_with("SYN") && (start..end).contains(&(finding.span.start as usize)));
    findings.into_iter().map(|finding| finding.message).collect()
}

/// The rows whose example does not say what the row allows.
fn bad_examples(vocabulary: &Vocabulary) -> Vec<String> {
    let mut found = Vec::new();
    for row in vocabulary.rows() {
        let (keyword, example) = (&row.keyword, &row.example);
        let stages = stages(row, vocabulary);
        if stages.is_empty() && row.places.iter().any(|place| place != "*") {
            found.push(format!("`{keyword}`: nothing opens the block {:?}", row.places));
        }
        if !example.starts_with(keyword.as_str()) {
            found.push(format!("`{keyword}`: the example begins with another word:\n{example}"));
        }
        for file in stages {
            let messages = misspelt(example, &file);
            if !messages.is_empty() {
                found.push(format!("`{keyword}`: {}; in\n{file}", messages.join("; ")));
            }
        }
        if !row.help.trim_end().ends_with('.') {
            found.push(format!("`{keyword}`: `help` is one or more sentences"));
        }
    }
    found
}

#[test]
fn every_example_of_the_vocabulary_says_what_its_row_allows() {
    none(&bad_examples(vocabulary()));
}

#[test]
fn a_bad_example_is_found() {
    let read = |places: &str, keyword: &str, example: &str| {
        let row = format!(
            "[slots]\n[[statement]]\nkeyword = \"{keyword}\"\nin = [\"{places}\"]\npattern = \"\"\nhelp = \"Says.\"\nexample = '{example}'"
        );
        bad_examples(&Vocabulary::read(&json(&row)).expect("it reads")).len()
    };
    assert_eq!(read("file", "purpose", "purpose \"A\""), 0, "as the shipped vocabulary has it");
    assert_eq!(read("file", "purpose", "purpsoe \"A\""), 2, "a keyword that is none, and another one");
    assert_eq!(read("nowhere", "purpose", "purpose \"A\""), 1, "a block that nothing opens");
}

/// Data as the build script hands it on.
fn json(text: &str) -> String {
    serde_json::to_string(&text.parse::<toml::Table>().unwrap()).unwrap()
}
