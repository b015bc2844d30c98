//! The words on the pages of a PDF, as its fonts say what their glyphs mean; and whether two files have the same.

use std::collections::HashMap;

use lopdf::content::Content;
use lopdf::{Dictionary, Document, Encoding, Object};

/// Forms within forms: a page of ours has one level.
const DEPTH: usize = 8;
/// The most bytes that the drawing of all pages may take up, unpacked.
const DRAWING: usize = 128 * 1024 * 1024;
/// Around a difference so many characters are shown on either side.
const AROUND: usize = 30;

/// The words of a page.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub(super) struct Page {
    /// The text.
    pub body: String,
    /// Head, foot, watermark: what stands on the page and is no part of the text.
    pub furniture: String,
}

/// Where two files differ first.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(super) struct Difference {
    /// The page, from 1; of the file that is proven.
    pub page: usize,
    /// What stands there.
    pub stands: String,
    /// What should.
    pub should: String,
}

/// Reads the words of all pages.
///
/// # Errors
/// The file cannot be read, or is larger than any of ours.
pub(super) fn pages(pdf: &Document) -> Result<Vec<Page>, String> {
    let mut reader = Reader { pdf, encodings: HashMap::new(), left: DRAWING, page: Page::default(), marks: Vec::new() };
    let mut pages = Vec::new();
    for (number, id) in pdf.get_pages() {
        let told = |error: String| format!("page {number}: {error}");
        let content = pdf.get_page_content_with_limit(id, reader.left).map_err(|error| told(error.to_string()))?;
        let page = pdf.get_dictionary(id).map_err(|error| told(error.to_string()))?;
        reader.draw(&content, resources(pdf, page), DEPTH).map_err(told)?;
        reader.marks.clear();
        pages.push(std::mem::take(&mut reader.page));
    }
    Ok(pages)
}

/// The resources of a page, or those of what holds it.
fn resources<'a>(pdf: &'a Document, page: &'a Dictionary) -> Option<&'a Dictionary> {
    let mut holder = Some(page);
    for _ in 0..DEPTH {
        let found = holder?.get_deref(b"Resources", pdf).and_then(Object::as_dict);
        if let Ok(found) = found {
            return Some(found);
        }
        holder = holder?.get_deref(b"Parent", pdf).and_then(Object::as_dict).ok();
    }
    None
}

struct Reader<'a> {
    pdf: &'a Document,
    /// By the address of a font's dictionary, which stays where it is.
    encodings: HashMap<*const Dictionary, Option<Encoding<'a>>>,
    left: usize,
    page: Page,
    /// For each open piece of marked content, whether it is furniture.
    marks: Vec<bool>,
}

impl<'a> Reader<'a> {
    fn draw(&mut self, content: &[u8], resources: Option<&'a Dictionary>, depth: usize) -> Result<(), String> {
        self.left = self.left.checked_sub(content.len()).ok_or("there is more drawing than in any file of ours")?;
        let content = Content::decode(content).map_err(|error| error.to_string())?;
        let named = |kind: &[u8], name: &Object| {
            let of_kind = resources?.get_deref(kind, self.pdf).and_then(Object::as_dict).ok()?;
            of_kind.get_deref(name.as_name().ok()?, self.pdf).ok()
        };
        let mut font: Option<&'a Dictionary> = None;
        for operation in &content.operations {
            match (operation.operator.as_str(), operation.operands.as_slice()) {
                ("BMC" | "BDC", [kind, ..]) => self.marks.push(kind.as_name().is_ok_and(|kind| kind == b"Artifact")),
                ("EMC", _) => drop(self.marks.pop()),
                ("Tf", [name, ..]) => font = named(b"Font", name).and_then(|font| font.as_dict().ok()),
                ("Td" | "TD" | "Tm" | "T*", _) => self.write(" "),
                ("Tj" | "'" | "\"", [.., Object::String(codes, _)]) => self.show(codes, font),
                ("TJ", [Object::Array(pieces)]) => {
                    for piece in pieces {
                        if let Object::String(codes, _) = piece {
                            self.show(codes, font);
                        }
                    }
                }
                ("Do", [name]) => {
                    let Some(Object::Stream(form)) = named(b"XObject", name) else { continue };
                    if depth > 0
                        && form.dict.get(b"Subtype").and_then(Object::as_name).is_ok_and(|kind| kind == b"Form")
                    {
                        let content =
                            form.get_plain_content_with_limit(self.left).map_err(|error| error.to_string())?;
                        let own = form.dict.get_deref(b"Resources", self.pdf).and_then(Object::as_dict).ok();
                        self.draw(&content, own.or(resources), depth - 1)?;
                    }
                }
                _ => {}
            }
        }
        Ok(())
    }

    fn show(&mut self, codes: &[u8], font: Option<&'a Dictionary>) {
        let pdf = self.pdf;
        let words = font.and_then(|font| {
            let encoding = self.encodings.entry(std::ptr::from_ref(font));
            let encoding = encoding.or_insert_with(|| font.get_font_encoding_with_limit(pdf, DRAWING).ok());
            Document::decode_text(encoding.as_ref()?, codes).ok()
        });
        // What has no meaning is not passed over: two files differ where one of them has it.
        match words {
            Some(words) => self.write(&words),
            None => self.write(&codes.iter().map(|code| format!("\u{FFFD}{code:02X}")).collect::<String>()),
        }
    }

    fn write(&mut self, words: &str) {
        let furniture = self.marks.contains(&true);
        if furniture { &mut self.page.furniture } else { &mut self.page.body }.push_str(words);
    }
}

/// Where the text of two files differs first, wherever their lines and pages break.
pub(super) fn difference(stands: &[Page], should: &[Page]) -> Option<Difference> {
    let body = |page: &Page| page.body.clone();
    first(&stands.iter().map(body).collect::<Vec<_>>(), &should.iter().map(body).collect::<Vec<_>>())
}

/// Where heads and feet of two files of as many pages differ first.
pub(super) fn in_furniture(stands: &[Page], should: &[Page]) -> Option<Difference> {
    let furniture = |page: &Page| page.furniture.clone();
    first(&stands.iter().map(furniture).collect::<Vec<_>>(), &should.iter().map(furniture).collect::<Vec<_>>())
}

fn first(stands: &[String], should: &[String]) -> Option<Difference> {
    let mut one = letters(stands);
    let mut other = letters(should);
    let mut last = (0, 0);
    loop {
        let (a, b) = (one.next(), other.next());
        if a.map(|a| a.0) != b.map(|b| b.0) {
            let here = a.map(|(_, page, at)| (page, at)).unwrap_or(last);
            let there = b.map_or_else(String::new, |(_, page, at)| around(&should[page], at));
            let stands = a.map_or_else(String::new, |(_, page, at)| around(&stands[page], at));
            return Some(Difference { page: here.0 + 1, stands, should: there });
        }
        let (_, page, at) = a?;
        last = (page, at);
    }
}

/// The letters that count, each with its page and place. White space and hyphens are the line's and not the text's.
fn letters(pages: &[String]) -> impl Iterator<Item = (char, usize, usize)> {
    let counts = |c: char| !c.is_whitespace() && !matches!(c, '-' | '\u{AD}' | '\u{2010}' | '\u{200B}' | '\u{2060}');
    pages
        .iter()
        .enumerate()
        .flat_map(|(page, text)| text.char_indices().map(move |(at, c)| (c, page, at)))
        .filter(move |(c, ..)| counts(*c))
}

fn around(text: &str, at: usize) -> String {
    let start = text[..at].char_indices().rev().nth(AROUND).map_or(0, |(i, _)| i);
    let end = text[at..].char_indices().nth(AROUND).map_or(text.len(), |(i, _)| at + i);
    text[start..end].split_whitespace().collect::<Vec<_>>().join(" ")
}
