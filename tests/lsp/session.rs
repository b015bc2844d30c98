//! From an empty file to a text with which nothing is wrong, by what the server offers and nothing else.

use super::writer::Writer;

/// A compact in one language: only completions at the end of the file, and actions for what is found.
#[test]
fn an_empty_file_becomes_a_compact_with_which_nothing_is_wrong() {
    let mut writer = Writer::new("alliance.compact");
    let w = &mut writer;
    w.choose("compact", &["alliance", "en-US"]);
    w.below();
    w.choose("participant", &["us", "the Government of the United States", "the United States", "assisting", "Jane Doe", "Ambassador"]);
    w.below();
    w.choose("participant", &["np", "the Government of Nepal", "Nepal", "partner", "Ram Rai", "Minister"]);
    w.into("participant np");
    w.choose("body", &["moha", "Ministry of Home Affairs"]);
    w.into("participant us");
    w.choose("lead", &["tip-office", "Office to Monitor and Combat Trafficking in Persons", "TIP Office"]);
    w.apply("add `term`", &["4 years"]);
    w.apply("add `strategy: kind national-action-plan`", &["plan", "National Plan against Trafficking in Persons"]);
    w.apply("add `objective`", &["prosecute", "prosecution", "Prosecution", "More cases should end in a conviction."]);
    w.apply("add `objective: pillar protection`", &["protect", "Protection", "More victims should be found."]);
    w.apply("add `objective: pillar prevention`", &["prevent", "Prevention", "Fewer children should be recruited."]);
    let all = "prosecute, protect, prevent";
    w.apply("add `responsibility of us`", &[all, "The @tip-office intends to follow the activities."]);
    w.apply("add `responsibility of np`", &[all, "The @moha intends to lead the work."]);
    w.apply("add `contribution by us`", &["aid", "USD 4 million", "grant", "USD 1 million", "USD 1 million", "USD 1 million", "USD 1 million"]);
    w.apply("add `contribution by np`", &["budget", "NPR 8 million", "cash", "NPR 2 million", "NPR 2 million", "NPR 2 million", "NPR 2 million"]);
    w.apply("add `activity for prosecute`", &["training", "Training", "USD 4 million", "NPR 8 million"]);
    w.apply("add `activity for protect`", &["shelters", "Shelters", "none", "none"]);
    w.apply("add `activity for prevent`", &["schools", "Schools", "none", "none"]);
    for (objective, id) in [("prosecute", "convictions"), ("protect", "victims"), ("prevent", "pupils")] {
        let title = format!("add `indicator for {objective}: level outcome`");
        w.apply(&title, &[id, "Title", id, "12", "2026", "15", "18", "21", "24", "Records", "moha"]);
    }
    w.apply("add `mechanism: kind dialogue, frequency annually`", &["dialogue", "Dialogue", "They meet.", "tip-office, moha"]);
    w.apply("add `mechanism: kind implementation`", &["steering", "Steering group", "They steer.", "moha"]);
    w.apply("add `mechanism: kind oversight`", &["audit", "Audit", "They look.", "moha"]);
    w.apply("add `sustainability`", &["The @moha intends to write a strategy.", "2030-01-31", "moha"]);
    let data = ["Collected.", "Tracked.", "Managed.", "moha", "coded", "Accessed.", "aggregate-only", "5 years", "The law."];
    w.apply("add `data`", &data);
    w.apply("add `tracked annually`", &["moha"]);
    w.apply("add `reviews`", &["convictions"]);
    w.apply("add `reported`", &["tip-office"]);
    w.apply("add `reviews budget, sustainability`", &[]);
    w.below();
    w.choose("recital", &["noting", "the @plan"]);
    w.format();
    w.into("compact alliance");
    w.choose("status", &["settled"]);
    w.format();
    assert_eq!(w.found(), Vec::<String>::new(), "{}", w.text);
}
