//! From a draft to what was signed: settling, certifying, originals, the states of a text.

use super::{CLEAN, Folder};

/// A compact in English and Spanish without findings.
const BOTH: &str = include_str!("../../rules/integrity/clean.compact");

fn of_status(status: &str) -> String {
    BOTH.replacen("  languages ", &format!("  status {status}\n  languages "), 1)
}

/// A folder with a settled text.
fn settled(text: &str) -> Folder {
    let folder = Folder::with("a.compact", text);
    folder.run(&["settle", "a.compact", "--on", "2026-05-01"]).code(0);
    folder
}

fn certify(folder: &Folder) {
    let ran =
        folder.run(&["certify", "a.compact", "--language", "es", "--by", "Ana Ruiz", "--title", "Language Officer"]);
    assert!(ran.code(0).out().contains("Ana Ruiz, Language Officer, certifies"));
}

#[test]
fn a_settled_text_is_held_to_its_words() {
    let folder = settled(&of_status("settled"));
    folder.run(&["check", "--format", "concise"]).code(0);
    assert!(folder.read("a.compact.lock").contains("settled = 2026-05-01"));
    let changed = of_status("settled").replace("Prevent child trafficking", "Prevent child labor");
    folder.write("a.compact", &changed);
    let ran = folder.run(&["check"]).code(1);
    assert!(ran.out().contains("SGN006"), "{}", ran.out());
    let told = ran.out().split_whitespace().filter(|word| *word != "│").collect::<Vec<_>>().join(" ");
    assert!(told.contains("settled with “") && told.contains("trafficking") && told.contains("now says “"), "{told}");
    folder.run(&["build", "--format", "md"]).code(1);
    assert!(!folder.has("a.md"));
    let lock = folder.read("a.compact.lock");
    let ran = folder.run(&["settle", "a.compact"]).code(1);
    assert!(ran.err().contains("differs from the text that was settled on 2026-05-01"), "{}", ran.err());
    assert_eq!(folder.read("a.compact.lock"), lock);
    folder.run(&["settle", "a.compact", "--renew"]).code(0);
    folder.run(&["check"]).code(0);
}

#[test]
fn who_signs_and_where_and_when_may_still_change() {
    let folder = settled(&of_status("settled"));
    let changed = of_status("settled")
        .replace("Jane Doe", "Mary Major")
        .replace("\"Lima\" on 2027-06-15", "\"Cusco\" on 2027-06-20");
    assert!(changed.contains("Cusco") && changed.contains("Mary Major"));
    folder.write("a.compact", changed);
    folder.run(&["check"]).code(0);
}

#[test]
fn what_has_an_error_is_not_settled() {
    let folder = Folder::with("a.compact", &of_status("draft").replace("Prevent child trafficking", "Prevent TBD"));
    let ran = folder.run(&["settle", "a.compact"]).code(1);
    assert!(ran.err().contains("SGN003") && ran.err().contains("`a.compact` is not settled"), "{}", ran.err());
    assert!(!folder.has("a.compact.lock"));
}

#[test]
fn a_lock_changed_by_hand_is_refused() {
    let folder = settled(&of_status("settled"));
    folder.write("a.compact.lock", folder.read("a.compact.lock").replacen("child", "chill", 1));
    let ran = folder.run(&["check"]).code(2);
    assert!(ran.err().contains("`a.compact.lock` is no lock that can be used"), "{}", ran.err());
    assert!(ran.err().contains("changed by hand"), "{}", ran.err());
}

#[test]
fn a_final_text_needs_a_lock_and_a_certificate() {
    let folder = Folder::with("a.compact", &of_status("final"));
    let ran = folder.run(&["build", "--format", "md"]).code(1);
    assert!(ran.err().contains("SGN004") && ran.err().contains("was never settled"), "{}", ran.err());
    assert!(ran.err().contains("is not printed"), "{}", ran.err());
    folder.run(&["settle", "a.compact"]).code(0);
    let ran = folder.run(&["build", "--format", "md"]).code(1);
    assert!(ran.err().contains("SGN004"), "{}", ran.err());
    certify(&folder);
    folder.run(&["build", "--format", "md"]).code(0);
    let printed = folder.read("a.md");
    assert!(!printed.contains("Draft") && !printed.contains("Settled text"), "no marks in a book for the table");
}

#[test]
fn a_certificate_is_for_the_words_that_were_settled() {
    let folder = Folder::with("a.compact", &of_status("final"));
    let certify_es = ["certify", "a.compact", "--language", "es", "--by", "A", "--title", "B"];
    let ran = folder.run(&certify_es).code(1);
    assert!(ran.err().contains("is not settled"), "{}", ran.err());
    folder.run(&["settle", "a.compact"]).code(0);
    let ran = folder.run(&["certify", "a.compact", "--language", "en", "--by", "A", "--title", "B"]).code(2);
    assert!(ran.err().contains("is the language that the text is drafted in"), "{}", ran.err());
    let ran = folder.run(&["certify", "a.compact", "--language", "fr", "--by", "A", "--title", "B"]).code(2);
    assert!(ran.err().contains("not signed in `fr`"), "{}", ran.err());
    folder.run(&["certify", "a.compact", "--language", "es", "--by", " ", "--title", "B"]).code(2);
    certify(&folder);
    folder.write("a.compact", of_status("final").replace("Prevent child trafficking", "Prevent child labor"));
    folder.run(&certify_es).code(1);
    let ran = folder.run(&["settle", "a.compact", "--renew"]).code(0);
    assert!(ran.err().contains("certificate of Ana Ruiz"), "{}", ran.err());
    let ran = folder.run(&["check", "--format", "concise"]).code(1);
    assert!(ran.out().contains("SGN004"), "{}", ran.out());
}

#[test]
fn a_signed_text_does_not_change_at_all() {
    let folder = settled(&of_status("final"));
    certify(&folder);
    folder.write("a.compact", of_status("signed"));
    let ran = folder.run(&["build", "--format", "md"]).code(1);
    assert!(ran.err().contains("what was signed is not recorded"), "{}", ran.err());
    folder.run(&["settle", "a.compact"]).code(0);
    folder.run(&["build", "--format", "md", "--conformed"]).code(0);
    let printed = folder.read("a.conformed.md");
    assert!(printed.contains("/s/ Jane Doe") && printed.contains("June 15, 2027"), "{printed}");
    folder.write("a.compact", of_status("signed").replace("2027-06-15", "2027-06-16"));
    let ran = folder.run(&["check"]).code(1);
    assert!(ran.out().contains("recorded as signed"), "{}", ran.out());
    folder.run(&["settle", "a.compact", "--renew"]).code(1);
}

#[test]
fn a_conformed_copy_is_of_a_signed_text() {
    let folder = Folder::with("a.compact", CLEAN);
    let ran = folder.run(&["build", "--conformed", "--format", "md"]).code(1);
    assert!(ran.err().contains("`a.compact` is `draft`: a conformed copy shows what was signed"), "{}", ran.err());
}

#[test]
fn each_original_begins_with_who_keeps_it() {
    let folder = Folder::with("a.compact", BOTH);
    let ran = folder.run(&["build", "--originals", "--proof", "--format", "md"]).code(0);
    assert_eq!(ran.out(), "a.original-us.md\na.original-pe.md\na.proof.json\na.proof.md\n");
    let (us, pe) = (folder.read("a.original-us.md"), folder.read("a.original-pe.md"));
    let first = |text: &str, words: &[&str]| {
        let at = words.iter().map(|words| text.find(words).unwrap()).collect::<Vec<_>>();
        assert!(at.is_sorted(), "{words:?} in {text}");
    };
    first(&us, &["the Government of the United States", "el Gobierno de los Estados Unidos"]);
    first(
        &pe,
        &[
            "el Gobierno de la República del Perú",
            "el Gobierno de los Estados Unidos",
            "the Government of the Republic of Peru",
        ],
    );
    let proof: serde_json::Value = serde_json::from_str(&folder.read("a.proof.json")).unwrap();
    assert_eq!(proof["originals"], serde_json::json!(["us", "pe"]));
    assert_eq!(proof["differs"], serde_json::json!([]));
    // Two texts in each of two books.
    assert_eq!(proof["signing"][0]["signatures"], 4);
    assert!(folder.read("a.proof.md").contains(proof["fingerprint"].as_str().unwrap()));
}

#[test]
fn an_original_of_nobody_or_of_no_language_is_refused() {
    let folder = Folder::with("a.compact", BOTH);
    let ran = folder.run(&["build", "--original", "np", "--format", "md"]).code(2);
    assert!(ran.err().contains("`np` is no participant") && ran.err().contains("`us`, `pe`"), "{}", ran.err());
    let ran = folder.run(&["build", "--proof", "--format", "md"]).code(2);
    assert!(ran.err().contains("`--proof` compares originals"), "{}", ran.err());
    let ran = folder.run(&["build", "--original", "us", "--seal=internal"]).code(2);
    assert!(ran.err().contains("given to the other side"), "{}", ran.err());
    folder.write("a.compact", BOTH.replacen("  languages en-US, es-PE", "  languages es-PE, fr", 1));
    let ran = folder.run(&["build", "--original", "us", "--format", "md"]).code(2);
    assert!(ran.err().contains("cannot be told"), "{}", ran.err());
}

#[test]
fn one_language_can_be_printed_alone() {
    let folder = Folder::with("a.compact", BOTH);
    assert_eq!(folder.run(&["build", "--language", "es", "--format", "md"]).code(0).out(), "a.es.md\n");
    let printed = folder.read("a.es.md");
    assert!(
        printed.contains("Alianza para la Protección") && !printed.contains("Child Protection Compact Partnership")
    );
}

/// The books were signed with a rule where the day stands: what was written there is recorded, and the words stay.
#[test]
fn a_day_written_in_by_hand_leaves_the_words_as_they_were_signed() {
    let text = |status: &str| of_status(status).replace("on 2027-06-15", "on blank");
    let folder = settled(&text("final"));
    certify(&folder);
    folder.run(&["build", "--format", "md"]).code(0);
    let signed = folder.read("a.md");
    assert!(signed.contains("It is intended to continue for four years."), "{signed}");
    folder.write("a.compact", text("signed"));
    let ran = folder.run(&["settle", "a.compact"]).code(2);
    assert!(ran.err().contains("`--signed-on DATE`"), "{}", ran.err());
    folder.run(&["settle", "a.compact", "--signed-on", "2026-06-10"]).code(0);
    folder.run(&["build", "--format", "md", "--conformed"]).code(0);
    let copy = folder.read("a.conformed.md");
    assert!(copy.contains("/s/ Jane Doe") && copy.contains("Date: June 10, 2026"), "{copy}");
    let words = |text: &str| {
        text.lines().take_while(|line| !line.starts_with("**For the")).map(str::to_owned).collect::<Vec<_>>()
    };
    assert_eq!(words(&copy), words(&signed));
    folder.run(&["transmittal", "a.compact", "--format", "md"]).code(0);
    assert!(
        folder.read("a.transmittal.md").replace('\u{A0}', " ").contains("June 25, 2026"),
        "15 days after the signing"
    );
    // The day that is written into the compact afterwards would change the words.
    let folder = settled(&text("final"));
    folder.write("a.compact", of_status("signed"));
    let ran = folder.run(&["settle", "a.compact"]).code(2);
    assert!(ran.err().contains("was settled with the day left blank"), "{}", ran.err());
}

#[test]
fn what_was_signed_has_no_way_back() {
    let folder = settled(&of_status("final"));
    folder.write("a.compact", of_status("signed"));
    folder.run(&["settle", "a.compact"]).code(0);
    folder.write("a.compact", of_status("settled").replace("Prevent child trafficking", "Prevent child labor"));
    let ran = folder.run(&["check"]).code(1);
    assert!(ran.out().contains("was recorded as signed, and its status is"), "{}", ran.out());
    assert!(!ran.out().contains("--renew"), "{}", ran.out());
}

#[test]
fn a_settled_text_without_a_lock_is_told_and_not_marked_as_settled() {
    let folder = Folder::with("a.compact", &of_status("settled"));
    let ran = folder.run(&["build", "--format", "md"]).code(0);
    assert!(ran.err().contains("nothing holds its words"), "{}", ran.err());
    assert!(!folder.read("a.md").contains("Settled text"));
    folder.run(&["settle", "a.compact"]).code(0);
    folder.run(&["build", "--format", "md"]).code(0);
    assert!(folder.read("a.md").contains("Settled text"));
}

/// A catalogue that is whole enough for an unofficial translation is not whole enough to be signed.
#[test]
fn a_signed_language_needs_every_sentence_that_is_printed() {
    let folder = Folder::with("a.compact", &BOTH.replacen("en-US, es-PE", "en-US, mn", 1));
    let ran = folder.run(&["check", "--as", "settled"]).code(1);
    assert!(ran.out().contains("LNG006") && ran.out().contains("`closing."), "{}", ran.out());
    let ran = folder.run(&["settle", "a.compact"]).code(1);
    assert!(ran.err().contains("LNG006"), "{}", ran.err());
}

#[test]
fn the_sheet_that_goes_with_a_text_is_refused_with_it() {
    let folder = Folder::with("a.compact", &of_status("final"));
    folder.run(&["transmittal", "a.compact", "--format", "md"]).code(1);
    folder.run(&["settle", "a.compact"]).code(0);
    certify(&folder);
    folder.run(&["transmittal", "a.compact", "--format", "md"]).code(0);
    folder.write("a.compact", of_status("final").replace("Prevent child trafficking", "Prevent child labor"));
    let ran = folder.run(&["transmittal", "a.compact", "--format", "md"]).code(1);
    assert!(ran.err().contains("SGN006"), "{}", ran.err());
}

#[test]
fn closing_words_that_name_the_languages_do_not_alternate() {
    let closing = "  closing {\n    en \"Signed in the English and Spanish languages.\"\n    es \"Firmado en los idiomas inglés y español.\"\n  }\n";
    let folder =
        Folder::with("a.compact", &of_status("settled").replacen("  languages ", &format!("{closing}  languages "), 1));
    let ran = folder.run(&["check"]).code(0);
    assert_eq!(ran.out().matches("SGN005").count(), 2, "{}", ran.out());
}
