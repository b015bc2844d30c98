//! The sheet that goes with an instrument to the Department of State: what the Case-Zablocki Act asks for, with the days.
//!
//! It is a document like the instrument, so that every format prints it. Facts come from the compact; citations, duties and
//! sentences from `templates/transmittal.toml`. What only a person may decide is an open box.

mod facts;
mod words;

use jiff::ToSpan;
use jiff::civil::Date;

use crate::document::wording::Wordings;
use crate::document::{
    Block, Column, Detail, Document, FileDate, Inline, Row, RowRole, SCHEMA, Section, Signatory, SignatureBlock,
    SignatureLine, Table, Text, long_date,
};
use crate::model::{Model, Status};
use facts::Facts;
use words::{Duty, From, Words, words};

/// What the sheet is written in.
const LANGUAGE: &str = "en-US";

/// The sheet of an instrument.
///
/// # Errors
/// What is wrong with the words of the sheet, which is a fault of this program.
pub fn sheet(model: &Model, wordings: &Wordings, instrument: &Document) -> Result<Document, String> {
    let words = words()?;
    let facts = Facts::of(model, wordings, instrument);
    let mut sections =
        vec![the_instrument(words, &facts), signers(words, &facts), annexes(words, &facts), legal(words, &facts)];
    sections.extend([duties(words, &facts), decisions(words)]);
    for (number, section) in (1..).zip(&mut sections) {
        section.number = format!("{number}.");
        section.anchor = format!("{LANGUAGE}-part-{number}");
    }
    let draft = facts.status == Status::Draft;
    let notice = if draft { format!("{} {}", words.draft, words.notice) } else { words.notice.clone() };
    let signed = facts.signed.or(facts.operative);
    let date = signed.map(|date| FileDate { year: date.year(), month: date.month(), day: date.day() });
    let text = Text {
        language: LANGUAGE.to_owned(),
        script: "Latn".to_owned(),
        direction: "ltr",
        title: vec![words.title.clone(), facts.short.clone()],
        notice: Some(notice),
        head: draft.then(|| facts.draft.clone()),
        watermark: draft.then(|| facts.draft.clone()),
        foot: format!("{}: {}", words.foot, facts.short),
        mark: None,
        page_number: words.page.clone(),
        initials: String::new(),
        preamble: Vec::new(),
        sections,
        closing: Vec::new(),
        signatures: vec![prepared(words)],
        annexes: Vec::new(),
    };
    Ok(Document {
        schema: SCHEMA,
        name: instrument.name.clone(),
        original: None,
        courtesy: None,
        status: instrument.status,
        date: date.unwrap_or(instrument.date),
        fingerprint: instrument.fingerprint.clone(),
        columns: None,
        texts: vec![text],
    })
}

fn the_instrument(words: &Words, facts: &Facts) -> Section {
    let labels = &words.instrument;
    let mut items = Vec::new();
    let mut add = |label: &String, body: Vec<Inline>| items.push(Detail { label: label.clone(), body, source: None });
    add(&labels.name, facts.title.clone());
    add(&labels.participants, joined(&facts.participants, "; "));
    add(&labels.status, plain(facts.status.word()));
    add(&labels.place, facts.place.clone().unwrap_or_else(|| plain(&words.not_named)));
    add(&labels.signed, plain(&known(words, facts.signed)));
    let operative = match (facts.operative, facts.on_signing) {
        (None, true) => format!("{} ({})", labels.on_signing, words.unknown),
        (Some(date), true) => format!("{} ({})", labels.on_signing, long_date(LANGUAGE, date)),
        (date, false) => known(words, date),
    };
    add(&labels.operative, plain(&operative));
    let weight = match (&facts.prevails, facts.languages.len()) {
        (_, 1) => labels.alone.clone(),
        (Some(language), _) => labels.prevails.replace("{language}", language),
        (None, _) => labels.equal.clone(),
    };
    add(&labels.languages, plain(&format!("{}; {weight}", facts.languages.join(", "))));
    if !facts.courtesy.is_empty() {
        add(&labels.courtesy, plain(&facts.courtesy.join(", ")));
    }
    add(&labels.fingerprint, plain(&groups(&facts.fingerprint)));
    section(&labels.heading, vec![Block::Details { items }])
}

fn signers(words: &Words, facts: &Facts) -> Section {
    let labels = &words.signers;
    let mut rows = Vec::new();
    for (participant, signers) in &facts.signers {
        for signer in signers {
            let known = |part: &Option<Vec<Inline>>| part.clone().unwrap_or_else(|| plain(&words.not_named));
            let date = plain(&unbroken(&self::known(words, signer.date)));
            rows.push(row(vec![participant.clone(), known(&signer.name), known(&signer.title), date]));
        }
        if signers.is_empty() {
            let unknown = plain(&words.not_named);
            rows.push(row(vec![participant.clone(), unknown.clone(), unknown, plain(&words.unknown)]));
        }
    }
    let heads = [&labels.participant, &labels.name, &labels.title, &labels.date].map(String::as_str);
    let table = table("signers", &labels.caption, &heads, &[3, 3, 4, 3], rows);
    section(&labels.heading, vec![table])
}

fn annexes(words: &Words, facts: &Facts) -> Section {
    let labels = &words.annexes;
    let item = |(name, follows): &(Vec<Inline>, Option<Date>)| {
        let what = match follows {
            Some(date) => labels.to_follow.replace("{date}", &long_date(LANGUAGE, *date)),
            None => labels.inside.clone(),
        };
        let mut body = name.clone();
        body.push(Inline::text(format!(" ({what})")));
        vec![paragraph(body)]
    };
    let first = if facts.annexes.is_empty() {
        paragraph(plain(&labels.none))
    } else {
        list(facts.annexes.iter().map(item).collect())
    };
    section(&labels.heading, vec![first, paragraph(plain(&labels.remark))])
}

fn legal(words: &Words, facts: &Facts) -> Section {
    let labels = &words.legal;
    let law = words.authority.get(&facts.rules).into_iter().flatten().map(|cite| plain(cite));
    let all: Vec<Vec<Inline>> = law.chain(facts.authority.iter().cloned()).collect();
    let first = if all.is_empty() {
        paragraph(plain(&labels.unknown))
    } else {
        list(all.into_iter().map(|cite| vec![paragraph(cite)]).collect())
    };
    section(&labels.heading, vec![first, paragraph(plain(&labels.remark))])
}

fn duties(words: &Words, facts: &Facts) -> Section {
    let duties = &words.duties;
    let row = |duty: &Duty| {
        let what = plain(&format!("{} {}", duties.prefix, duty.duty));
        row(vec![what, due(words, duty, facts), plain(&unbroken(&duty.cite))])
    };
    let rows = duties.duty_of.iter().map(row).collect();
    let heads = [&duties.duty, &duties.due, &duties.cite].map(String::as_str);
    let mut blocks = Vec::new();
    if facts.signed.is_some_and(|day| duties.came_after(day)) {
        blocks.push(paragraph(vec![Inline::Strong { body: plain(&duties.before) }]));
    }
    blocks.push(table("duties", &duties.caption, &heads, &[4, 3, 3], rows));
    blocks.push(paragraph(plain(&duties.counted)));
    section(&duties.heading, blocks)
}

/// When a duty is due: a day, a report, or that the day is not known.
fn due(words: &Words, duty: &Duty, facts: &Facts) -> Vec<Inline> {
    let from = match duty.from {
        From::Signing => facts.signed,
        From::Operative => facts.operative,
        From::Request => return plain(&capital(&duty.rule)),
    };
    let day = match (from, duty.days) {
        (None, _) => capital(&words.unknown),
        (Some(from), Some(days)) => match from.checked_add(days.days()) {
            Ok(day) => long_date(LANGUAGE, day),
            Err(_) => capital(&words.unknown),
        },
        (Some(from), None) if duty.month => format!("Report on {}", from.strftime("%B %Y")),
        (Some(from), None) => long_date(LANGUAGE, from),
    };
    vec![Inline::Strong { body: plain(&unbroken(&day)) }, Inline::text(format!(" ({})", duty.rule))]
}

fn decisions(words: &Words) -> Section {
    let decisions = &words.decisions;
    let tick = |word: &str| plain(&format!("{}\u{A0}{}", decisions.r#box, word.to_lowercase()));
    let question = |question: &words::Question| {
        let asks = plain(&format!("{} ({})", question.asks, question.cite));
        row(vec![asks, tick(&decisions.yes), tick(&decisions.no)])
    };
    let rows = decisions.question.iter().map(question).collect();
    let heads = [&decisions.asked, &decisions.yes, &decisions.no].map(String::as_str);
    let table = table("decisions", &decisions.caption, &heads, &[6, 1, 1], rows);
    section(&decisions.heading, vec![table, paragraph(plain(&decisions.remark))])
}

/// Rules for who prepares the sheet; it is no signature of the instrument.
fn prepared(words: &Words) -> SignatureBlock {
    let labels = &words.prepared;
    let line = |label: &String| SignatureLine { label: Some(plain(label)), value: None };
    let heading = &labels.heading;
    SignatureBlock {
        participant: "prepared".to_owned(),
        name: heading.clone(),
        heading: plain(heading),
        signatories: vec![Signatory {
            field: "sig-prepared-1".to_owned(),
            name: String::new(),
            signed: None,
            lines: [&labels.name, &labels.title, &labels.date].map(line).to_vec(),
            source: None,
        }],
        source: None,
    }
}

fn known(words: &Words, date: Option<Date>) -> String {
    date.map_or_else(|| words.unknown.clone(), |date| long_date(LANGUAGE, date))
}

/// A long number in groups, so that lines can break.
fn groups(text: &str) -> String {
    let all: Vec<char> = text.chars().collect();
    all.chunks(16).map(|group| group.iter().collect::<String>()).collect::<Vec<_>>().join(" ")
}

/// Words that stay on one line of a cell.
fn unbroken(text: &str) -> String {
    text.replace(' ', "\u{A0}")
}

fn capital(text: &str) -> String {
    let mut chars = text.chars();
    chars.next().map(|first| first.to_uppercase().chain(chars).collect()).unwrap_or_default()
}

fn plain(text: &str) -> Vec<Inline> {
    vec![Inline::text(text)]
}

fn joined(parts: &[Vec<Inline>], between: &str) -> Vec<Inline> {
    let mut all = Vec::new();
    for (index, part) in parts.iter().enumerate() {
        if index > 0 {
            all.push(Inline::text(between));
        }
        all.extend(part.iter().cloned());
    }
    all
}

fn section(title: &str, blocks: Vec<Block>) -> Section {
    Section { anchor: String::new(), number: String::new(), title: plain(title), blocks, source: None }
}

fn paragraph(body: Vec<Inline>) -> Block {
    Block::Paragraph { anchor: None, number: None, body, source: None }
}

fn list(items: Vec<Vec<Block>>) -> Block {
    Block::List { ordered: false, start: 1, items }
}

fn row(cells: Vec<Vec<Inline>>) -> Row {
    Row { anchor: None, role: RowRole::Body, cells, source: None }
}

fn table(anchor: &str, caption: &str, heads: &[&str], weights: &[u8], rows: Vec<Row>) -> Block {
    let columns = heads.iter().zip(weights);
    let columns = columns.map(|(head, weight)| Column { head: plain(head), numeric: false, weight: *weight });
    Block::Table(Table {
        anchor: format!("{LANGUAGE}-table-{anchor}"),
        caption: plain(caption),
        columns: columns.collect(),
        rows,
    })
}
