//! The formatter: idempotent, keeps every comment, changes no meaning.

use engross::syntax::format;
use engross::vocabulary::vocabulary;

use crate::support::{comments, examples, shape, tree};

/// Formats a text, after checking what must hold for every text.
pub fn formatted(text: &str) -> String {
    let once = format(text, vocabulary());
    let twice = format(&once, vocabulary());
    assert_eq!(once, twice, "formatting again changes the text, from {text:?}");
    let (before, after) = (tree(text), tree(&once));
    assert_eq!(shape(&before), shape(&after), "formatting changes the meaning of {text:?}, to {once:?}");
    assert_eq!(comments(&before), comments(&after), "formatting loses a comment of {text:?}, in {once:?}");
    once
}

#[test]
fn examples_are_formatted() {
    for (name, text) in examples() {
        let once = formatted(&text);
        for (line, (is, should)) in text.lines().zip(once.lines()).enumerate() {
            assert_eq!(is, should, "{name}:{}", line + 1);
        }
        assert_eq!(text, once, "{name}");
    }
}

#[test]
fn lays_out_as_a_careful_author_would() {
    let text = "\u{FEFF}# why\r\n\r\n\r\ncompact x{\r\n\trules   cpc# the body\r\n\ttitle\u{A0}“A \"b\"”\r\n\r\n\tlanguages en-US,es-PE   \r\n}   # end\r\n\
                focus {}\nfocus {\n\n  # all\n  in lima,  # one\n   # two\n  \"Cusco\" ,\n \"Loreto\"# three\n text \"\"\" # four\n   a\n\n     - b  \n   \"\"\"\n\n\n}\n\n\n";
    let laid = "# why\n\ncompact x {\n  rules cpc  # the body\n  title \"A \\\"b\\\"\"\n\n  languages en-US, es-PE\n}  # end\n\
                focus { }\nfocus {\n  # all\n  in lima,  # one\n      # two\n      \"Cusco\",\n      \"Loreto\"  # three\n  text \"\"\"  # four\n    a\n\n      - b\n    \"\"\"\n}\n";
    assert_eq!(formatted(text), laid);
}
