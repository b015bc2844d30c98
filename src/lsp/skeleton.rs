//! Statements with holes, made from the vocabulary and from what the rules ask for: what a snippet or an action writes.

use crate::diagnostic::HOLE;
use crate::model::{Part, Status, parts, prints_alike};
use crate::rules::{Rules, Weight};
use crate::source::FileId;
use crate::syntax::ast::{Statement, statements};
use crate::syntax::parse;
use crate::vocabulary::{FILE, Pattern, Row, Slot, vocabulary};

/// What a skeleton goes by beside the vocabulary.
#[derive(Debug, Clone)]
pub struct Ground<'a> {
    /// The languages that are signed.
    pub languages: Vec<&'a str>,
    /// The same, as the compact's texts write them: `es` for `es-PE`.
    pub tags: Vec<&'a str>,
    /// The participants.
    pub participants: Vec<&'a str>,
    /// The periods for each of which something is expected.
    pub periods: Vec<String>,
    /// What judges the compact.
    pub rules: &'a Rules,
    /// The word after `rules`.
    pub pack: &'a str,
}

impl<'a> Ground<'a> {
    /// The languages that are signed, each with the tag under which texts stand.
    pub fn entries(&self) -> impl Iterator<Item = (&'a str, &'a str)> {
        self.languages.iter().copied().zip(self.tags.iter().copied())
    }
}

/// A statement of a row with its block, all values holes.
pub fn statement(ground: &Ground<'_>, parent: &str, row: &'static Row) -> String {
    let (line, in_block) = line(row);
    let line = if line.is_empty() { row.keyword.clone() } else { format!("{} {line}", row.keyword) };
    if row.fields && (in_block || !row.pattern.has_text()) {
        return with_fields(&line, &[], ground, row);
    }
    in_languages(ground, parent, row, line)
}

/// Statements as a page or a check begins them, made whole: values and fields that are missing become holes.
pub fn whole(ground: &Ground<'_>, parent: &str, text: &str) -> String {
    let (ast, _) = parse(FileId::default(), text, vocabulary());
    let made = ast.statements().flat_map(|written| made_whole(ground, parent, text, written));
    made.collect::<Vec<_>>().join("\n")
}

fn made_whole(ground: &Ground<'_>, parent: &str, text: &str, written: &Statement) -> Vec<String> {
    let Some(row) = vocabulary().row(parent, &written.keyword.text) else {
        return vec![text[written.span.range()].to_owned()];
    };
    let head = &text[written.head().range()];
    if written.values.is_empty() && !row.written.is_empty() {
        return fields(ground, parent, row);
    }
    if !row.fields || (row.pattern.has_text() && written.block.is_none()) {
        return vec![if row.fields { head.to_owned() } else { in_languages(ground, parent, row, head.to_owned()) }];
    }
    let given: Vec<&Statement> = written.block.iter().flat_map(|block| statements(&block.items)).collect();
    let given: Vec<(&str, Vec<String>)> = given
        .into_iter()
        .map(|field| (field.keyword.text.as_str(), made_whole(ground, &row.keyword, text, field)))
        .collect();
    vec![with_fields(head, &given, ground, row)]
}

/// A line with a block: what is given, and a hole for whatever else the block needs or usually has.
fn with_fields(line: &str, given: &[(&str, Vec<String>)], ground: &Ground<'_>, row: &'static Row) -> String {
    let usual = usual_fields(ground, row);
    let mut lines = Vec::new();
    for field in order(&row.keyword) {
        let own: Vec<&String> =
            given.iter().filter(|(name, _)| *name == field.keyword).flat_map(|(_, own)| own).collect();
        if !own.is_empty() {
            lines.extend(own.into_iter().cloned());
        } else if usual.contains(&field.keyword.as_str()) {
            lines.extend(fields(ground, &row.keyword, field));
        }
    }
    if lines.is_empty() {
        return format!("{line} {{\n}}");
    }
    format!("{line} {{\n{}\n}}", lines.join("\n"))
}

/// The rows of a block, those that it shares with one above it last.
pub fn order(block: &str) -> impl Iterator<Item = &'static Row> {
    let shared = move |row: &&'static Row| row.places.first().is_some_and(|first| first != block);
    let own = vocabulary().rows_of(block).filter(move |row| !shared(row));
    own.chain(vocabulary().rows_of(block).filter(shared))
}

/// The lines of a field: one for each period where each has its own, one for each participant where each gives its own.
pub fn fields(ground: &Ground<'_>, parent: &str, row: &'static Row) -> Vec<String> {
    let one = statement(ground, parent, row);
    if matches!(row.keyword.as_str(), "plan" | "target")
        && let Some(line) = one.strip_suffix(HOLE).filter(|_| !ground.periods.is_empty())
    {
        return ground.periods.iter().map(|period| format!("{line}{period}")).collect();
    }
    let of_participant = row.pattern.leaves().iter().find_map(|leaf| match leaf {
        Pattern::Slot(slot) => Some(slot.name() == "PARTICIPANT"),
        _ => None,
    });
    if row.repeats && of_participant == Some(true) && ground.participants.len() > 1 {
        return ground.participants.iter().map(|id| one.replacen(HOLE, id, 1)).collect();
    }
    vec![one]
}

/// The fields of a block that it needs, that a rule asks for, or that its example has.
fn usual_fields(ground: &Ground<'_>, row: &'static Row) -> Vec<&'static str> {
    let (ast, _) = parse(FileId::default(), &row.example, vocabulary());
    let example = ast.statements().next().and_then(|statement| statement.block.as_ref());
    let shown: Vec<String> =
        example.iter().flat_map(|block| statements(&block.items)).map(|field| field.keyword.text.clone()).collect();
    let asked = asked(ground, &row.keyword);
    let wanted =
        |field: &&Row| field.required || shown.contains(&field.keyword) || asked.contains(&field.keyword.as_str());
    vocabulary().rows_of(&row.keyword).filter(wanted).map(|field| field.keyword.as_str()).collect()
}

/// The fields that rules ask every statement of a block for: those that a page adds without a condition.
fn asked<'a>(ground: &'a Ground<'_>, block: &str) -> Vec<&'a str> {
    let mut asked = Vec::new();
    for pack in ground.rules.book.applying(ground.pack) {
        // What only a later status asks for is not known while a text is begun.
        let rules = pack.rules.iter().filter(|rule| rule.severity.at(Status::Draft) != Weight::Off);
        for find in rules.flat_map(|rule| &rule.find) {
            let [each] = find.each.all() else { continue };
            let Some(adds) = find.adds.as_deref().filter(|_| each == block && find.when.is_none()) else { continue };
            // A list of what is missing names all of it where it is made.
            let listed = find.names.values().flat_map(|expression| expression.split('\''));
            let words = adds.lines().filter_map(|line| line.split_whitespace().next()).chain(listed);
            asked.extend(words.filter(|word| vocabulary().rows_of(block).any(|row| row.keyword == *word)));
            if adds.contains("'funding by'") {
                asked.push("funding");
            }
        }
    }
    asked
}

/// The values of a row as its example has them, each a hole; and whether the example has a block.
fn line(row: &'static Row) -> (String, bool) {
    let (ast, _) = parse(FileId::default(), &row.example, vocabulary());
    let Some(example) = ast.statements().next() else { return (String::new(), false) };
    let choices = choice_words(&row.pattern);
    let mut words: Vec<&str> = Vec::new();
    let mut last: Option<Part> = None;
    for part in parts(row, example).unwrap_or_default() {
        let is_text = matches!(part.slot, "TEXT" | "STRING");
        let list = last.as_ref().is_some_and(|last| !part.is_word && last.slot == part.slot && is_list(row, part.slot));
        if part.is_word && !choices.contains(&part.slot) {
            words.push(part.slot);
        } else if !list {
            words.push(if is_text { "\"…\"" } else { HOLE });
        }
        last = Some(part);
    }
    (words.join(" "), example.block.is_some())
}

fn is_list(row: &Row, slot: &str) -> bool {
    row.pattern.leaves().iter().any(|leaf| matches!(leaf, Pattern::List(kind) if kind.name() == slot))
}

/// The words of choices between single words: each stands for the others.
fn choice_words(pattern: &Pattern) -> Vec<&str> {
    match pattern {
        Pattern::Choice(parts) if parts.iter().all(|part| matches!(part, Pattern::Word(_))) => parts
            .iter()
            .filter_map(|part| if let Pattern::Word(word) = part { Some(word.as_str()) } else { None })
            .collect(),
        Pattern::Choice(parts) | Pattern::Sequence(parts) => parts.iter().flat_map(choice_words).collect(),
        Pattern::Optional(part) => choice_words(part),
        Pattern::Word(_) | Pattern::Slot(_) | Pattern::List(_) => Vec::new(),
    }
}

/// A line whose text comes last, as a block with an entry a language where the compact is signed in several.
fn in_languages(ground: &Ground<'_>, parent: &str, row: &Row, line: String) -> String {
    let text = matches!(row.pattern.leaves().last(), Some(Pattern::Slot(Slot::Text)));
    // A short name of a body is often one; that of a participant has its article.
    let alike =
        prints_alike(&row.keyword, parent) && !(row.keyword == "short" && matches!(parent, "participant" | "compact"));
    let prints = text && !row.record && !alike && !matches!(parent, "selection" | "implementer");
    match line.strip_suffix("\"…\"").filter(|_| prints && ground.languages.len() > 1) {
        Some(line) => {
            let entries: Vec<String> = ground.tags.iter().map(|tag| format!("{tag} \"…\"")).collect();
            format!("{}{{\n{}\n}}", line, entries.join("\n"))
        }
        None => line,
    }
}

/// Words that say what follows them.
const LEADING: [&str; 10] = ["of", "by", "for", "in", "on", "to", "at", "as", "from", "value"];

/// Statements as a few words: their lines without holes, and what is known of their blocks.
pub fn brief(text: &str) -> Vec<String> {
    let (ast, _) = parse(FileId::default(), text, vocabulary());
    let words = |text: &str| {
        let mut words: Vec<&str> = Vec::new();
        for word in text.split_whitespace() {
            let is_hole = word.contains(HOLE);
            // Of `for …` nothing is known.
            if is_hole && words.len() > 1 && words.last().is_some_and(|word| LEADING.contains(word)) {
                words.pop();
            }
            words.extend(Some(word).filter(|_| !is_hole));
        }
        words.join(" ")
    };
    let told = |statement: &Statement| {
        let fields = statement.block.iter().flat_map(|block| statements(&block.items));
        let fields: Vec<String> =
            fields.map(|field| &text[field.span.range()]).filter(|field| !field.contains(HOLE)).map(words).collect();
        let line = words(&text[statement.head().range()]);
        if fields.is_empty() { line } else { format!("{line}: {}", fields.join(", ")) }
    };
    ast.statements().map(told).collect()
}

/// The row of a statement of the file.
pub fn top(keyword: &str) -> Option<&'static Row> {
    vocabulary().row(FILE, keyword)
}
