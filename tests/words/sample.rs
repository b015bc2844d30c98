//! Documents for tests: a long one in two languages, one with the same words in every place, and the parts of both.

use engross::document::{
    Block, Column, Columns, Detail, Document, FileDate, Inline, Row, RowRole, SCHEMA, Section, Signatory,
    SignatureBlock, SignatureLine, Table, Text, aligned,
};

/// Words that writers of HTML and Markdown get wrong.
pub const NASTY: &[&str] = &[
    "1. one",
    "12) twelve",
    "- dash",
    "+ plus",
    "* star",
    "# hash",
    "## x ##",
    "> quote",
    "--- ---",
    "===",
    "| a | b |",
    "|",
    "\\|",
    "\\",
    "a\\",
    "*a*",
    "**",
    "_a_",
    "__init__",
    "a_b_c",
    "`code`",
    "``",
    "~~struck~~",
    "[x](y)",
    "[x]: y",
    "![x](y)",
    "[^1]",
    "[ ] task",
    "<b>",
    "</p>",
    "<!-- x -->",
    "<script>alert(1)</script>",
    "&amp;",
    "AT&T",
    "&#65;",
    "a & b",
    "\"x\"",
    "'x'",
    "“x”",
    "«\u{a0}x\u{a0}»",
    "@name",
    "https://www.example.org/a_b",
    "www.example.org",
    "a@example.org",
    "US$ 5 and US$ 10",
    "$x$",
    "22\u{a0}%",
    "\u{a0}x\u{a0}",
    "{{ x }}",
    "{% x %}",
    "{# x #}",
    ":---",
    "Сүхбаатар",
    "नेपाल सरकारको",
    "e\u{301}te\u{301}",
    "العربية",
    "100",
    "1",
    "1.",
    "!",
    "!important",
    "x:y",
    "::",
    "+++",
    "a - b",
    "~",
    "^x^",
    "\u{200c}क्\u{200d}ष",
    "[!NOTE] x",
    "none",
    "True",
];

/// One run of words.
pub fn text(words: &str) -> Vec<Inline> {
    vec![Inline::text(words)]
}

/// A paragraph without a number or an anchor.
pub fn paragraph(body: Vec<Inline>) -> Block {
    Block::Paragraph { anchor: None, number: None, body, source: None }
}

/// A numbered paragraph.
pub fn numbered(anchor: &str, number: usize, body: Vec<Inline>) -> Block {
    Block::Paragraph { anchor: Some(anchor.into()), number: Some(format!("{number}.")), body, source: None }
}

/// A heading within a section.
pub fn heading(anchor: &str, label: &str, title: &str) -> Block {
    Block::Heading { anchor: Some(anchor.into()), label: label.into(), title: text(title), source: None }
}

/// Labelled details.
pub fn details(items: &[(&str, &str)]) -> Block {
    let detail = |(label, body): &(&str, &str)| Detail { label: (*label).into(), body: text(body), source: None };
    Block::Details { items: items.iter().map(detail).collect() }
}

/// A list of paragraphs.
pub fn list(start: Option<u64>, items: Vec<Vec<Block>>) -> Block {
    Block::List { ordered: start.is_some(), start: start.unwrap_or(1), items }
}

/// A table; the cells of a row are parted by `|`. Columns of figures are numeric.
pub fn table(anchor: &str, caption: &str, heads: &[&str], rows: &[(RowRole, &str)]) -> Block {
    let is_figure =
        |row: &(RowRole, &str), at| row.1.split('|').nth(at).is_none_or(|cell| cell.contains(char::is_numeric));
    let column = |(at, head): (usize, &&str)| {
        let numeric = at > 0 && rows.iter().all(|row| is_figure(row, at));
        Column { head: text(head), numeric, weight: if numeric { 1 } else { 2 } }
    };
    let row = |(role, cells): &(RowRole, &str)| Row {
        anchor: None,
        role: *role,
        cells: cells.split('|').map(text).collect(),
        source: None,
    };
    Block::Table(Table {
        anchor: anchor.into(),
        caption: text(caption),
        columns: heads.iter().enumerate().map(column).collect(),
        rows: rows.iter().map(row).collect(),
    })
}

/// A section.
pub fn section(anchor: &str, number: &str, title: &str, blocks: Vec<Block>) -> Section {
    Section { anchor: anchor.into(), number: number.into(), title: text(title), blocks, source: None }
}

/// A signature block; a signatory's lines are label and value.
pub fn signature(participant: &str, heading: &str, signatories: &[&[(&str, &str)]]) -> SignatureBlock {
    let some = |words: &str| Some(text(words)).filter(|_| !words.is_empty());
    let line = |(label, value): &(&str, &str)| SignatureLine { label: some(label), value: some(value) };
    SignatureBlock {
        participant: participant.into(),
        name: heading.into(),
        heading: text(heading),
        signatories: signatories
            .iter()
            .enumerate()
            .map(|(at, of)| Signatory {
                field: format!("sig-{participant}-{}", at + 1),
                name: of.iter().map(|(_, value)| *value).collect::<Vec<_>>().join(", "),
                signed: None,
                lines: of.iter().map(line).collect(),
                source: None,
            })
            .collect(),
        source: None,
    }
}

/// A document with nothing but these blocks.
pub fn of_blocks(blocks: Vec<Block>) -> Document {
    Document {
        schema: SCHEMA,
        name: "sample".into(),
        courtesy: None,
        original: None,
        fingerprint: "4f1c09ab".repeat(8),
        columns: None,
        status: "draft",
        date: FileDate { year: 2017, month: 6, day: 15 },
        texts: vec![Text {
            language: "en".into(),
            script: "Latn".into(),
            direction: "ltr",
            title: vec![],
            notice: None,
            watermark: None,
            mark: None,
            head: None,
            foot: String::new(),
            page_number: String::new(),
            initials: "Initials:".into(),
            preamble: blocks,
            sections: vec![],
            closing: vec![],
            signatures: vec![],
            annexes: vec![],
        }],
    }
}

/// A document that has `words` in every place that can hold words.
pub fn everywhere(words: &str) -> Document {
    let runs = || {
        let body = || text(words);
        vec![
            Inline::text(words),
            Inline::Emph { body: body() },
            Inline::text(" "),
            Inline::Strong { body: body() },
            Inline::Emph { body: vec![Inline::Strong { body: body() }, Inline::Break, Inline::text("end")] },
            Inline::Break,
            Inline::text(words),
            Inline::Link { target: "here".into(), body: body() },
            Inline::Foreign { language: "mn".into(), body: body() },
            Inline::Break,
            Inline::Strong { body: body() },
        ]
    };
    let items =
        || vec![vec![paragraph(runs())], vec![paragraph(text(words)), list(Some(3), vec![vec![paragraph(runs())]])]];
    let cell = Column { head: runs(), numeric: false, weight: 1 };
    let mut document = of_blocks(vec![
        Block::Heading { anchor: Some("here".into()), label: words.into(), title: runs(), source: None },
        Block::Paragraph { anchor: None, number: Some(words.into()), body: runs(), source: None },
        list(None, items()),
        list(Some(9), items()),
        list(Some(1), vec![vec![list(None, items())], vec![], vec![heading("in-list", words, words)]]),
        details(&[(words, words), (words, words)]),
        Block::Table(Table {
            anchor: "table".into(),
            caption: runs(),
            columns: vec![cell.clone(), cell],
            rows: vec![
                Row { anchor: Some("group".into()), role: RowRole::Group, cells: vec![runs()], source: None },
                Row { anchor: Some("row".into()), role: RowRole::Body, cells: vec![runs(), runs()], source: None },
                Row { anchor: None, role: RowRole::Total, cells: vec![text(words), runs()], source: None },
            ],
        }),
    ]);
    let whole = &mut document.texts[0];
    whole.title = vec![words.into(), words.into()];
    whole.notice = Some(words.into());
    whole.head = Some(words.into());
    whole.foot = words.into();
    whole.sections = vec![section("section", words, words, vec![paragraph(runs())])];
    let link = |target: &str| Inline::Link { target: target.into(), body: text(words) };
    whole.closing = vec![paragraph(runs()), paragraph(vec![link("row"), Inline::Break, link("group")])];
    whole.signatures = vec![signature("one", words, &[&[(words, words), (words, ""), ("", words)]])];
    whole.annexes = vec![section("annex", words, words, vec![])];
    document
}

/// The same in two columns.
pub fn side_by_side(words: &str) -> Document {
    let mut document = everywhere(words);
    let mut other = document.texts[0].clone();
    other.language = "ar".into();
    other.direction = "rtl";
    document.texts.push(other);
    let texts: Vec<&Text> = document.texts.iter().collect();
    let signatures = document.texts[0].signatures.clone();
    document.columns = Some(Columns { signatures, ..aligned(&texts) });
    document.texts.iter_mut().for_each(|text| text.signatures.clear());
    document
}

/// A compact of realistic length in two languages.
pub fn document() -> Document {
    let mut document = of_blocks(vec![]);
    document.texts = vec![super::sample_texts::english(), super::sample_texts::spanish()];
    document
}
