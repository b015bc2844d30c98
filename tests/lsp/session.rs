//! From an empty file to a text with which nothing is wrong, by what the server offers and nothing else.

use super::writer::Writer;

/// A compact in one language, with no word that was not offered or asked for.
#[test]
fn an_empty_file_becomes_a_compact_with_which_nothing_is_wrong() {
    let mut writer = Writer::new("alliance.compact");
    let w = &mut writer;
    w.choose("compact", &["alliance", "en-US"]);
    w.below();
    w.choose(
        "participant",
        &["us", "the Government of the United States of America", "assisting", "Jane Doe", "Ambassador"],
    );
    w.below();
    w.choose("participant", &["np", "the Government of Nepal", "partner", "Ram Rai", "Minister of Home Affairs"]);
    panic!("{}\n{:#?}", w.text, w.found());
}
