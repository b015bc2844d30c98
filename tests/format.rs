//! The formatter: idempotent, keeps every comment, changes no meaning.

use engross::syntax::format;
use engross::vocabulary::vocabulary;

use proptest::prelude::*;

use crate::robust::damaged;
use crate::support::{comments, examples, shape, tree};

/// Formats a text, after checking what must hold for every text.
pub fn formatted(text: &str) -> String {
    let once = format(text, vocabulary());
    let twice = format(&once, vocabulary());
    same(&once, &twice, &format!("formatting again changes the text, from {text:?}"));
    let (before, after) = (tree(text), tree(&once));
    same(&shape(&before), &shape(&after), &format!("formatting changes the meaning of {text:?}, to {once:?}"));
    assert_eq!(comments(&before), comments(&after), "formatting loses a comment of {text:?}, in {once:?}");
    once
}

/// Two texts are the same; if not, the first line in which they differ is shown.
fn same(left: &str, right: &str, what: &str) {
    let differs = left.lines().zip(right.lines()).position(|(left, right)| left != right);
    if let Some(line) = differs {
        assert_eq!(left.lines().nth(line), right.lines().nth(line), "line {}: {what}", line + 1);
    }
    assert_eq!(left, right, "{what}");
}

#[test]
fn examples_are_formatted() {
    for (name, text) in examples() {
        same(&text, &formatted(&text), &name);
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

#[test]
fn lines_that_all_end_as_on_windows_go_on_doing_so() {
    assert_eq!(format("goal   \"x\"\r\n\r\n", vocabulary()), "goal \"x\"\r\n");
    assert_eq!(format("goal   \"x\"\r\n\n", vocabulary()), "goal \"x\"\n");
}

#[test]
fn damaged_texts_keep_their_meaning() {
    for text in damaged(11, 1_500) {
        formatted(&text);
    }
}

#[test]
fn a_text_whose_braces_do_not_balance_stays() {
    for text in [
        "compact x {\n      status draft\n",
        "}\n   goal   \"x\"",
        "goal   \"\"\"\n  a",
        "goal \"\"\"a\nb\n\"\"\"\n   ",
    ] {
        assert_eq!(format(text, vocabulary()), text);
    }
}

#[test]
fn broken_lines_stay() {
    let text = "compact  x {\n  ???   what is   this\n    status   draft\n  title \"a  b\n}\n";
    let laid = "compact x {\n  ???   what is   this\n  status draft\n  title \"a  b\n}\n";
    assert_eq!(formatted(text), laid);
}

/// White space between words, as it comes from keyboards and word processors.
fn blank() -> impl Strategy<Value = String> {
    prop::sample::select(vec![" ", "  ", "\t", "\u{A0}", " \u{2003}"]).prop_map(str::to_owned)
}

fn comment() -> impl Strategy<Value = String> {
    prop_oneof![3 => Just(String::new()), 1 => "[ \t]{0,2}#[ a-z{}\"“é]{0,8}"]
}

fn line_end() -> impl Strategy<Value = &'static str> {
    prop::sample::select(vec!["\n", "\r\n", " \n", "\n\n", "\n \t\n\r\n", "\n   # on its own\n"])
}

fn value() -> impl Strategy<Value = String> {
    prop_oneof![
        "[a-z]{1,5}(-[a-z0-9]{1,3})?",
        prop::sample::select(vec![
            "niñez",
            "नेपाल",
            "n\u{303}a",
            "12",
            "1,250.5",
            "12,50,000",
            "35%",
            "2017-06-15",
            "10-01",
            "2018..2021",
            "FY2023",
            "USD 5 million",
            "“wide “ ",
            "“of both”",
            "“a \"b\" \\“c\\””",
            "\"a \\\" # { “b”\"",
            "\"\"",
            "@us",
            "12,50",
            "$5",
            "'a b'",
        ])
        .prop_map(str::to_owned),
        "\"[ a-z#{}@é’]{0,12}\"",
    ]
}

fn values() -> impl Strategy<Value = String> {
    let separator = prop_oneof![
        4 => blank(),
        2 => prop::sample::select(vec![",", " , ", ", ", ",\n      ", ",  # more\n\t\t", ",\n # alone\n   "]).prop_map(str::to_owned),
    ];
    prop::collection::vec((separator, value()), 0..4).prop_map(|values| {
        values.into_iter().enumerate().fold(String::new(), |line, (index, (separator, value))| {
            format!("{line}{}{value}", if index == 0 { " " } else { &separator })
        })
    })
}

fn keyword() -> impl Strategy<Value = String> {
    prop::sample::select(vec![
        "title",
        "text",
        "en",
        "es-PE",
        "objective",
        "in",
        "status",
        "lead",
        "wibble",
        "goal",
        "यो",
        "status:",
    ])
    .prop_map(str::to_owned)
}

fn text_block() -> impl Strategy<Value = String> {
    let lines = prop::collection::vec("( {0,4}|\t)[-*a-z@ ]{0,10}", 0..4);
    (lines, prop::sample::select(vec!["", "  ", "      ", "\t"]), comment()).prop_map(|(lines, indent, comment)| {
        let lines: String = lines.iter().map(|line| format!("{indent}{line}\n")).collect();
        format!(" \"\"\"{comment}\n{lines}{indent}\"\"\"")
    })
}

fn statement() -> impl Strategy<Value = String> {
    let indent = "( {0,5}|\t{0,2})";
    let line = (indent, keyword(), values(), prop::option::weighted(0.2, text_block()), comment(), line_end());
    let line = line.prop_map(|(indent, keyword, values, text, comment, end)| {
        format!("{indent}{keyword}{values}{}{comment}{end}", text.unwrap_or_default())
    });
    line.prop_recursive(3, 24, 5, move |inner| {
        let block = prop::collection::vec(inner, 0..5);
        (indent, keyword(), values(), comment(), line_end(), block, (indent, comment(), line_end())).prop_map(
            |(indent, keyword, values, comment, end, block, (before, behind, last))| {
                let block = block.concat();
                format!("{indent}{keyword}{values} {{{comment}{end}{block}{before}}}{behind}{last}")
            },
        )
    })
}

proptest! {
    #![proptest_config(ProptestConfig { cases: 400, failure_persistence: None, ..ProptestConfig::default() })]

    #[test]
    fn any_text_keeps_its_meaning(bom in any::<bool>(), statements in prop::collection::vec(statement(), 0..6)) {
        let text = format!("{}{}", if bom { "\u{FEFF}" } else { "" }, statements.concat());
        let once = formatted(&text);
        let windows = text.contains("\r\n") && text.matches("\r\n").count() == text.matches('\n').count();
        // Only a text whose lines all end as on Windows keeps such ends.
        let plain = |text: &str| if windows { text.replace("\r\n", "\n") } else { text.to_owned() };
        let (text, once) = (plain(&text), plain(&once));
        if once != text {
            prop_assert!(!once.contains('\r') && !once.contains("\n\n\n") || once.contains("\"\"\""));
            prop_assert!(once.is_empty() || once.ends_with('\n') && !once.ends_with("\n\n"));
        }
    }
}
