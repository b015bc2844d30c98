//! Places: every span cuts at characters, lies inside its parent's, and a reference's is its very text.

use engross::analyze;
use engross::model::text::{Passage, Run, Text};
use engross::rules::Rules;
use engross::source::{NoFiles, Source, Span};
use engross::syntax::ast::{Ast, Block, Comment, Item, Statement, Value, ValueKind};
use engross::{Analysis, Project};

use crate::robust::damaged;
use crate::support::{examples, tree};

/// Checks the spans of one text.
struct Places<'a>(&'a str);

impl Places<'_> {
    fn check(&self, ast: &Ast) {
        let whole = Span { start: 0, end: u32::try_from(self.0.len()).expect("it is small"), ..Span::default() };
        self.items(&ast.items, whole);
    }

    fn slice(&self, span: Span, around: Span) -> &str {
        let slice = self.0.get(span.range());
        assert!(around.contains(span), "{span:?} is not in {around:?} of {:?}", self.0);
        slice.unwrap_or_else(|| panic!("{span:?} cuts a character of {:?}", self.0))
    }

    fn items(&self, items: &[Item], around: Span) {
        for item in items {
            match item {
                Item::Statement(statement) => self.statement(statement, around),
                Item::Broken(broken) => {
                    assert_eq!(self.slice(broken.span, around), broken.text);
                    for name in &broken.names {
                        assert!(self.slice(name.span, broken.span).starts_with(char::is_alphabetic), "{name:?}");
                    }
                    self.block(broken.block.as_ref(), around);
                }
                Item::Comment(comment) => self.comment(comment, around),
                Item::Blank => {}
            }
        }
    }

    fn statement(&self, statement: &Statement, around: Span) {
        self.slice(statement.span, around);
        assert!(self.slice(statement.keyword.span, statement.span).starts_with(char::is_alphabetic));
        for value in &statement.values {
            self.value(value, statement.span);
        }
        for comment in statement.comment.iter().chain(&statement.continued) {
            self.comment(comment, around);
        }
        self.block(statement.block.as_ref(), around);
    }

    fn block(&self, block: Option<&Block>, around: Span) {
        let Some(block) = block else { return };
        let open = self.slice(block.open, around);
        assert!(open == "{" || open.is_empty(), "{open:?}");
        if let Some(close) = block.close {
            assert_eq!(self.slice(close, around), "}");
        }
        let inside = Span { start: block.open.end, end: block.close.map_or(around.end, |close| close.start), ..around };
        // A comment between a statement and the brace below it stands before the brace.
        let before = |item: &&Item| matches!(item, Item::Comment(comment) if comment.span.start < block.open.start);
        let items: Vec<Item> = block.items.iter().filter(|item| !before(item)).cloned().collect();
        self.items(&items, inside);
        if let Some(comment) = &block.comment {
            self.comment(comment, around);
        }
    }

    fn comment(&self, comment: &Comment, around: Span) {
        assert!(self.slice(comment.span, around).starts_with(&comment.text), "{comment:?}");
    }

    fn value(&self, value: &Value, around: Span) {
        let written = self.slice(value.span, around);
        match &value.kind {
            ValueKind::Text(literal) => {
                for (at, c) in literal.text.char_indices().filter(|(_, c)| c.is_alphanumeric()) {
                    let there = self.slice(literal.span(at..at + c.len_utf8()), value.span);
                    assert!(there.starts_with(c) || there.starts_with('\\'), "{c:?} is not {there:?} in {written:?}");
                }
            }
            ValueKind::Range(from, to) => {
                self.value(from, value.span);
                self.value(to, value.span);
            }
            _ => {}
        }
    }
}

#[test]
fn spans_nest_and_cut_at_characters() {
    for (_, text) in examples() {
        Places(&text).check(&tree(&text));
        let wide = text.replace('\n', "\r\n").replace("  ", "\t");
        Places(&wide).check(&tree(&wide));
    }
    for text in damaged(23, 2_000) {
        Places(&text).check(&tree(&text));
    }
}

/// The places of the references in a text.
fn references<'a>(text: &Text, analysis: &'a Analysis) -> Vec<&'a str> {
    fn runs<'a>(among: &[Run], analysis: &'a Analysis, found: &mut Vec<&'a str>) {
        for run in among {
            match run {
                Run::Reference(reference) => found.push(analysis.files.sources.slice(reference.span)),
                Run::Emph(inner) | Run::Strong(inner) => runs(inner, analysis, found),
                _ => {}
            }
        }
    }
    fn passages<'a>(among: &[Passage], analysis: &'a Analysis, found: &mut Vec<&'a str>) {
        for passage in among {
            match passage {
                Passage::Paragraph(inner) => runs(inner, analysis, found),
                Passage::List { items, .. } => items.iter().for_each(|item| passages(item, analysis, found)),
            }
        }
    }
    let mut found = Vec::new();
    text.entries.iter().for_each(|entry| passages(&entry.prose, analysis, &mut found));
    found
}

#[test]
fn references_point_at_themselves() {
    let text = "compact x {\n}\nparticipant us {\n  name \"the United States\"\n  role assisting\n}\n\
                purpose \"\"\"\n  É, @us and **@{us.name}s**:\n\n  - *one*, @us.name,\n    \\@us & &amp; @us.\n    - [the *words*](@us)\n  \"\"\"\n\
                goal \"\\u{00E9}\\\"é\\\" \\@us @us, l’@us\\n@{us.short}, [our words](@us) and @us.\"\n";
    let purpose = ["@us", "@{us.name}", "@us.name", "@us", "[the *words*](@us)"];
    let goal = ["@us", "@us", "@{us.short}", "[our words](@us)", "@us"];
    for text in [text.to_owned(), text.replace('\n', "\r\n"), text.replace("  ", "\t"), format!("\u{FEFF}{text}")] {
        let root = Source::new("text", text.clone());
        let analysis = analyze(&Project {
            root,
            identity: "text".into(),
            loader: &NoFiles,
            judged_as: None,
            rules: &Rules::none(),
            settlement: engross::lock::Settlement::Unknown,
        });
        let found = |text: &Option<Text>| references(text.as_ref().expect("it is there"), &analysis);
        assert_eq!(found(&analysis.model.purpose), purpose, "{text:?}");
        assert_eq!(found(&analysis.model.goal), goal, "{text:?}");
    }
}
