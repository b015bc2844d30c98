//! The proof sheet of originals: how they were compared, and who signs where. For this side's files, never exchanged.

use std::fmt::Write as _;

use serde::Serialize;

use crate::document::originals::{Comparison, Place};
use crate::document::{Document, abridged};

/// The version of the shape below.
const SCHEMA: &str = "engross.proof/1";

/// A proof sheet.
#[derive(Debug, Serialize)]
pub(super) struct Proof<'a> {
    schema: &'static str,
    /// The compact's identifier.
    compact: &'a str,
    status: &'static str,
    #[serde(flatten)]
    comparison: &'a Comparison,
    signing: Vec<Signer>,
}

/// One who signs.
#[derive(Debug, Serialize)]
struct Signer {
    /// The participant's identifier.
    participant: String,
    /// The heading of its signatures.
    behalf: String,
    /// Name and title.
    signatory: String,
    /// How many signatures in all books.
    signatures: usize,
    places: Vec<SigningPlace>,
}

/// One place to sign.
#[derive(Debug, Serialize)]
struct SigningPlace {
    /// Whose original.
    original: String,
    /// The name of the field there, where the file has fields.
    field: String,
    /// The page of the PDF, from 1; none where no PDF was printed.
    page: Option<usize>,
}

/// A book for the table: its document, and the pages of its places to sign.
pub(super) struct Book<'a> {
    pub document: &'a Document,
    pub places: Vec<(String, usize)>,
}

impl<'a> Proof<'a> {
    /// The proof of some books.
    pub fn of(comparison: &'a Comparison, books: &[Book<'a>]) -> Option<Self> {
        let first = books.first()?.document;
        let mut signing: Vec<Signer> = Vec::new();
        for book in books {
            let joint = book.document.columns.iter().flat_map(|columns| &columns.signatures);
            for block in book.document.texts.iter().flat_map(|text| &text.signatures).chain(joint) {
                for (index, signatory) in block.signatories.iter().enumerate() {
                    let page = book.places.iter().find(|(field, _)| *field == signatory.field).map(|(_, page)| *page);
                    let place = SigningPlace {
                        original: book.document.original.clone().unwrap_or_default(),
                        field: signatory.field.clone(),
                        page,
                    };
                    signer(&mut signing, &block.participant, &block.name, index, &signatory.name).places.push(place);
                }
            }
        }
        // In the order of the compact, whatever book came first.
        signing.iter_mut().for_each(|signer| signer.signatures = signer.places.len());
        Some(Self { schema: SCHEMA, compact: &first.name, status: first.status, comparison, signing })
    }

    /// For programs.
    ///
    /// # Errors
    /// None is known.
    pub fn json(&self) -> Result<String, String> {
        serde_json::to_string_pretty(self).map(|text| text + "\n").map_err(|error| error.to_string())
    }

    /// For people.
    pub fn markdown(&self) -> String {
        let Comparison { originals, fingerprint, alternates, differs, same } = self.comparison;
        let mut page = format!("# Proof sheet: {}\n\n", escaped(self.compact));
        // Writing to a string cannot fail.
        let _ = writeln!(page, "- Status: {}", self.status);
        let _ = writeln!(
            page,
            "- Originals compared: {}",
            originals.iter().map(|id| escaped(id)).collect::<Vec<_>>().join(", ")
        );
        let _ = writeln!(page, "- Text: `{}` (SHA-256 `{fingerprint}`)", abridged(fingerprint));
        let _ = writeln!(
            page,
            "- The same in all: {same} places; in another order: {}; otherwise different: {}\n",
            alternates.len(),
            differs.len()
        );
        page +=
            "## Who signs where\n\n| For | Signatory | Original | Page | Field |\n| --- | --- | --- | ---: | --- |\n";
        for signer in &self.signing {
            for (index, place) in signer.places.iter().enumerate() {
                let name = match index {
                    0 => format!("{} ({} in all)", escaped(&signer.signatory), times(signer.signatures)),
                    _ => String::new(),
                };
                let page_number = place.page.map_or("–".to_owned(), |page| page.to_string());
                let participant = if index == 0 { escaped(&signer.behalf) } else { String::new() };
                let _ = writeln!(
                    page,
                    "| {participant} | {name} | {} | {page_number} | {} |",
                    escaped(&place.original),
                    place.field
                );
            }
        }
        page += "\nA book's pages are those of its PDF.\n\n## What stands in another order\n\n";
        page += &table(originals, alternates);
        if !differs.is_empty() {
            page += "\n## What differs and must not\n\n";
            page += &table(originals, differs);
        }
        page
    }
}

/// The entry of a signatory, made where it is new. One who is not named yet is told by the participant and a number.
fn signer<'s>(
    signing: &'s mut Vec<Signer>,
    participant: &str,
    block: &str,
    index: usize,
    name: &str,
) -> &'s mut Signer {
    let signatory = match name {
        "" => format!("signatory {}, not named yet", index + 1),
        name => name.split(" / ").next().unwrap_or(name).to_owned(),
    };
    let behalf = block.split(" / ").next().unwrap_or(block).to_owned();
    // In another language the title is another; the place in the row is the same.
    let nth = |signing: &Vec<Signer>| {
        let own = signing.iter().enumerate().filter(|(_, signer)| signer.participant == participant);
        own.map(|(at, _)| at).nth(index)
    };
    let at = nth(signing).unwrap_or_else(|| {
        signing.push(Signer {
            participant: participant.to_owned(),
            behalf,
            signatory,
            signatures: 0,
            places: Vec::new(),
        });
        signing.len() - 1
    });
    &mut signing[at]
}

fn times(count: usize) -> String {
    if count == 1 { "1 signature".to_owned() } else { format!("{count} signatures") }
}

fn table(originals: &[String], places: &[Place]) -> String {
    let heads: String = originals.iter().map(|id| format!(" Original of {} |", escaped(id))).collect();
    let rules = " --- |".repeat(originals.len());
    let mut table = format!("| Text | Place |{heads}\n| --- | --- |{rules}\n");
    for place in places {
        let reads: String = place.reads.iter().map(|words| format!(" {} |", escaped(words))).collect();
        let language = place.language.as_deref().unwrap_or("all");
        let _ = writeln!(table, "| {language} | {} |{reads}", escaped(&place.place));
    }
    table
}

/// Words in a cell of a table.
fn escaped(words: &str) -> String {
    let mut out = String::with_capacity(words.len());
    for c in words.chars() {
        match c {
            '\n' => out.push(' '),
            '|' | '\\' | '`' | '*' | '_' | '<' | '[' | ']' => {
                out.push('\\');
                out.push(c);
            }
            c => out.push(c),
        }
    }
    out
}
