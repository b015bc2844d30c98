//! Statements put into a text where they belong: in the order of the vocabulary, in the one layout where the text has it.

use super::skeleton::{self, Ground};
use crate::diagnostic::{Addition, HOLE};
use crate::model::{Part, parts};
use crate::source::FileId;
use crate::syntax::ast::{Ast, Block, Item, Statement, statements};
use crate::syntax::{self, parse};
use crate::vocabulary::{FILE, Row, vocabulary};

/// A text with an addition made; none where it has no place.
pub fn added(text: &str, ground: &Ground<'_>, addition: &Addition) -> Option<String> {
    let is_laid_out = syntax::format(text, vocabulary()) == text;
    let mut new = text.to_owned();
    let (wanted, _) = parse(FileId::default(), &addition.text, vocabulary());
    for statement in wanted.statements() {
        let written = &addition.text[statement.span.range()];
        new = one(&new, ground, addition, written)?;
    }
    (new != text).then(|| if is_laid_out { syntax::format(&new, vocabulary()) } else { new })
}

fn one(text: &str, ground: &Ground<'_>, addition: &Addition, written: &str) -> Option<String> {
    let (ast, _) = parse(FileId::default(), text, vocabulary());
    let keyword = written.split_whitespace().next()?;
    if let Some(instead) = addition.instead {
        let (own, block) = at(&ast.items, FILE, instead.start)?;
        return merged(text, own, vocabulary().row(block, keyword)?, written);
    }
    let Some(into) = addition.into else { return in_file(text, ground, &ast, written) };
    let (own, parent) = at(&ast.items, FILE, into.start)?;
    let block_row = vocabulary().row(parent, &own.keyword.text)?;
    let row = vocabulary().row(&block_row.keyword, keyword)?;
    let items = own.block.as_ref().map(|block| block.items.as_slice()).unwrap_or_default();
    if let Some(given) = statements(items).find(|given| given.keyword.text == row.keyword).filter(|_| !row.repeats) {
        return merged(text, given, row, written);
    }
    let whole = skeleton::whole(ground, &block_row.keyword, written);
    in_block(text, own, block_row, row, &whole)
}

/// The statement on whose own line a place is, with the block it stands in.
pub fn at<'a>(items: &'a [Item], parent: &'a str, place: u32) -> Option<(&'a Statement, &'a str)> {
    items.iter().find_map(|item| {
        let (statement, block) = match item {
            Item::Statement(statement) => (Some(statement), statement.block.as_ref()),
            Item::Broken(broken) => (None, broken.block.as_ref()),
            Item::Comment(_) | Item::Blank => return None,
        };
        let keyword = match item {
            Item::Statement(statement) => statement.keyword.text.as_str(),
            Item::Broken(broken) => broken.keyword.as_ref().map_or("", |word| word.text.as_str()),
            Item::Comment(_) | Item::Blank => "",
        };
        let own = statement.filter(|statement| statement.head().start <= place && place <= statement.head().end);
        own.map(|own| (own, parent)).or_else(|| at(&block?.items, keyword, place))
    })
}

/// A statement at top level; of one that may be there once, the fields that it still lacks.
fn in_file(text: &str, ground: &Ground<'_>, ast: &Ast, written: &str) -> Option<String> {
    let keyword = written.split_whitespace().next()?;
    let row = vocabulary().row(FILE, keyword)?;
    let whole = skeleton::whole(ground, FILE, written);
    let given = ast.statements().find(|given| given.keyword.text == keyword).filter(|_| !row.repeats);
    if let Some(given) = given {
        let (made, _) = parse(FileId::default(), &whole, vocabulary());
        let has = |field: &&Statement| {
            let own = given.block.iter().flat_map(|block| statements(&block.items));
            own.into_iter().any(|own| own.keyword.text == field.keyword.text)
        };
        let fields = made.statements().flat_map(|made| made.block.iter()).flat_map(|block| statements(&block.items));
        let lacking: Vec<String> =
            fields.filter(|field| !has(field)).map(|field| whole[field.span.range()].to_owned()).collect();
        let place = given.keyword.span.start;
        return lacking.iter().try_fold(text.to_owned(), |text, field| {
            let (ast, _) = parse(FileId::default(), &text, vocabulary());
            let (own, _) = at(&ast.items, FILE, place)?;
            let keyword = field.split_whitespace().next()?;
            in_block(&text, own, row, vocabulary().row(&row.keyword, keyword)?, field)
        });
    }
    let whole = laid_out(&whole);
    let Some(end) = ast.items.iter().filter_map(|item| placed(item, FILE, row)).next_back() else {
        let start = if text.starts_with('\u{FEFF}') { 3 } else { 0 };
        let rest = &text[start..];
        let blank = if rest.trim().is_empty() { "\n" } else { "\n\n" };
        return Some(format!("{}{whole}{blank}{}", &text[..start], rest.trim_start_matches(['\n', '\r'])));
    };
    let end = end_of_line(text, end);
    let touches = text[end..]
        .trim_start_matches('\r')
        .strip_prefix('\n')
        .is_some_and(|rest| !rest.trim_start_matches('\r').starts_with('\n') && !rest.is_empty());
    let last = if text.len() == end || touches { "\n" } else { "" };
    Some(with_ends(text, end, &format!("\n\n{whole}{last}")))
}

/// A waiver at the end of the block of a statement.
pub fn waived(text: &str, own: &Statement, line: &str) -> Option<String> {
    let close = own.block.as_ref()?.close?;
    let is_laid_out = syntax::format(text, vocabulary()) == text;
    let start = text[..own.span.start as usize].rfind('\n').map_or(0, |end| end + 1);
    let outer: String = text[start..].chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
    let before = text[..close.start as usize].trim_end_matches([' ', '\t']);
    let first = if before.ends_with('\n') { "" } else { "\n" };
    let eol = |text: &str, line: String| if text.contains("\r\n") { line.replace('\n', "\r\n") } else { line };
    let new =
        format!("{before}{}{}", eol(text, format!("{first}{outer}  {line}\n{outer}")), &text[close.start as usize..]);
    Some(if is_laid_out { syntax::format(&new, vocabulary()) } else { new })
}

/// A field of a block.
fn in_block(text: &str, own: &Statement, block_row: &Row, row: &Row, whole: &str) -> Option<String> {
    let line = text[..own.span.start as usize].rfind('\n').map_or(0, |end| end + 1);
    let outer: String = text[line..].chars().take_while(|c| matches!(c, ' ' | '\t')).collect();
    let inner = |text: &str| indented(&laid_out(text), &format!("{outer}  "));
    let Some(block) = &own.block else {
        if !block_row.fields {
            return None;
        }
        let head = own.head().end as usize;
        let end = end_of_line(text, head);
        let opened = with_ends(text, end, &format!("\n{}\n{outer}}}", inner(whole)));
        return Some(format!("{} {{{}", &opened[..head], &opened[head..]));
    };
    if !block_row.fields || is_languages(block, block_row) {
        return None;
    }
    let open = block.open.end as usize;
    if let Some(close) = block.close.filter(|close| !text[open..close.start as usize].contains('\n')) {
        let new = with_ends(text, open, &format!("\n{}\n{outer}", inner(whole)));
        let shut = new.len() - (text.len() - close.start as usize);
        // What stood between the braces was blank.
        let blank = (close.start as usize) - open;
        return Some(format!("{}{}", &new[..shut - blank], &new[shut..]));
    }
    let after = block.items.iter().filter_map(|item| placed(item, &block_row.keyword, row)).next_back();
    let end = end_of_line(text, after.unwrap_or(open));
    Some(with_ends(text, end, &format!("\n{}", inner(whole))))
}

/// Whether a block is a text in several languages.
pub fn is_languages(block: &Block, row: &Row) -> bool {
    let first = statements(&block.items).next();
    let tagged = |first: &Statement| {
        crate::vocabulary::is_tag(&first.keyword.text) && vocabulary().row(&row.keyword, &first.keyword.text).is_none()
    };
    row.pattern.has_text() && first.is_some_and(tagged)
}

/// Where an item ends that stands before a statement of a row, by the order of the vocabulary.
fn placed(item: &Item, block: &str, row: &Row) -> Option<usize> {
    let order = |keyword: &str| skeleton::order(block).position(|row| row.keyword == keyword);
    let (keyword, span) = match item {
        Item::Statement(statement) => (statement.keyword.text.as_str(), statement.span),
        Item::Broken(broken) => (broken.keyword.as_ref()?.text.as_str(), broken.span),
        Item::Comment(_) | Item::Blank => return None,
    };
    (order(keyword)? <= order(&row.keyword)?).then_some(span.end as usize)
}

fn end_of_line(text: &str, from: usize) -> usize {
    let end = text[from..].find('\n').map_or(text.len(), |end| from + end);
    if text[from..end].ends_with('\r') { end - 1 } else { end }
}

fn laid_out(text: &str) -> String {
    syntax::format(text, vocabulary()).trim_end().to_owned()
}

fn indented(text: &str, by: &str) -> String {
    text.lines()
        .map(|line| if line.is_empty() { String::new() } else { format!("{by}{line}") })
        .collect::<Vec<_>>()
        .join("\n")
}

/// Text put into another, with the other's ends of lines.
fn with_ends(text: &str, at: usize, new: &str) -> String {
    let new = if text.contains("\r\n") { new.replace('\n', "\r\n") } else { new.to_owned() };
    format!("{}{new}{}", &text[..at], &text[at..])
}

/// A statement that says what an addition says, and keeps what it said beside that; none where both cannot be said.
fn merged(text: &str, given: &Statement, row: &'static Row, written: &str) -> Option<String> {
    let (ast, _) = parse(FileId::default(), written, vocabulary());
    let wanted = ast.statements().next()?;
    let wish = parts(row, wanted)?;
    let own = parts(row, given)?;
    let kept = union(row, (text, &own), (written, &wish), false);
    let line = match said(text, given, row, &kept) {
        Some(line) if line != text[given.head().range()] => line,
        // It says all of that: what is missing is one more of a list.
        _ => said(text, given, row, &union(row, (text, &own), (written, &wish), true))?,
    };
    let head = given.head();
    (line != text[head.range()])
        .then(|| format!("{}{line}{}", &text[..head.start as usize], &text[head.end as usize..]))
}

/// Words of a merged line, and those of the old one that found no place in it.
struct Union {
    words: Vec<String>,
    rest: Vec<(String, bool)>,
}

fn union(row: &Row, (text, own): (&str, &[Part]), (written, wish): (&str, &[Part]), goes_on: bool) -> Union {
    let mut used = vec![false; own.len()];
    let mut words: Vec<String> = Vec::new();
    let mut last: Option<&Part> = None;
    for part in wish {
        let word = &written[part.span.range()];
        let of_slot: Vec<usize> =
            (0..own.len()).filter(|index| !used[*index] && own[*index].slot == part.slot).collect();
        let continues = last.is_some_and(|last| last.slot == part.slot && !part.is_word);
        let is_hole = word == HOLE || word == "\"…\"";
        let mine = |index: &usize| text[own[*index].span.range()].to_owned();
        if part.is_word {
            of_slot.first().into_iter().for_each(|index| used[*index] = true);
            words.push(word.to_owned());
        } else {
            let mut list: Vec<String> = of_slot.iter().map(mine).collect();
            let replaces = !is_hole && list.len() == 1 && !row.written.contains(&format!("{},…", part.slot));
            of_slot.iter().for_each(|index| used[*index] = true);
            if replaces {
                list.clear();
            }
            if (is_hole && (list.is_empty() || goes_on)) || (!is_hole && !list.iter().any(|known| known == word)) {
                list.push(word.to_owned());
            }
            let list = list.join(", ");
            match words.last_mut().filter(|_| continues) {
                Some(before) if !list.is_empty() => *before = format!("{before}, {list}"),
                _ => words.push(list),
            }
        }
        last = Some(part);
    }
    let rest = own
        .iter()
        .zip(&used)
        .filter(|(_, used)| !**used)
        .map(|(part, _)| (text[part.span.range()].to_owned(), part.is_word));
    Union { words, rest: rest.collect() }
}

/// The line of a union, in an order that the row understands.
fn said(text: &str, given: &Statement, row: &'static Row, union: &Union) -> Option<String> {
    let keyword = &text[given.keyword.span.range()];
    let gap =
        given.values.first().map_or(" ", |first| &text[given.keyword.span.end as usize..first.span.start as usize]);
    let words = union.words.join(" ");
    let rest: Vec<&str> = union.rest.iter().map(|(word, _)| word.as_str()).collect();
    let rest = rest.join(" ");
    let mut orders = vec![format!("{words} {rest}"), format!("{rest} {words}")];
    if union.rest.iter().all(|(_, is_word)| *is_word) {
        orders.push(words);
    }
    let fits = |line: &String| {
        let (ast, _) = parse(FileId::default(), line, vocabulary());
        ast.statements().next().is_some_and(|statement| parts(row, statement).is_some())
    };
    orders.into_iter().map(|order| format!("{keyword}{gap}{}", order.trim())).find(fits)
}
