//! The pages of the rules: each is its own test.

use engross::proof;
use engross::rules::Rules;

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
