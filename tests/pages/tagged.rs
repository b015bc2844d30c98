//! The words of a PDF in the order of its tags: what is read aloud, and nothing of what only pages carry.

use std::collections::HashMap;
use std::path::Path;

use engross::document::words::words_of;
use lopdf::content::Content;
use lopdf::{Dictionary, Document, Encoding, Object, ObjectId};

/// The words in the order of the tags, each piece with the language it is tagged with or the file's; without the marks of lists.
pub fn read(path: &Path) -> Vec<(Option<String>, String)> {
    let pdf = Document::load(path).unwrap();
    let pieces = pdf.get_pages().into_values().flat_map(|page| pieces(&pdf, page)).collect();
    let mut reader = Reader { pdf: &pdf, pieces, read: Vec::new() };
    let root = pdf.catalog().unwrap().get_deref(b"StructTreeRoot", &pdf).unwrap();
    let language = pdf.catalog().unwrap().get(b"Lang").ok().map(|tag| lopdf::decode_text_string(tag).unwrap());
    reader.element(root.as_dict().unwrap(), None, language.as_deref());
    reader.read
}

/// What each piece of marked content of a page says, by page and number.
fn pieces(pdf: &Document, page: ObjectId) -> Vec<((ObjectId, i64), String)> {
    let content = Content::decode(&pdf.get_page_content(page)).unwrap();
    let fonts = pdf.get_page_fonts(page).unwrap();
    let mut encoding: Option<Encoding<'_>> = None;
    // For each open piece its number, and whether other words stand for what is drawn.
    let mut open: Vec<(Option<i64>, bool)> = Vec::new();
    let mut said: HashMap<i64, String> = HashMap::new();
    for operation in &content.operations {
        let operands = operation.operands.as_slice();
        match operation.operator.as_str() {
            "BMC" => open.push((None, false)),
            "BDC" => {
                let properties = operands.get(1).and_then(|properties| properties.as_dict().ok());
                let number = properties.and_then(|properties| properties.get(b"MCID").ok()?.as_i64().ok());
                let instead = properties.and_then(|properties| properties.get(b"ActualText").ok());
                let instead = instead.map(|text| lopdf::decode_text_string(text).unwrap());
                open.push((number, instead.is_some()));
                if let Some(words) = instead {
                    say(&open, &mut said, &words);
                }
            }
            "EMC" => drop(open.pop()),
            "Tf" => {
                let name = operands[0].as_name().unwrap();
                encoding = fonts.get(name).map(|font| font.get_font_encoding(pdf).unwrap());
            }
            "Tj" | "TJ" if !open.iter().any(|(_, instead)| *instead) => {
                let strings = operands.iter().flat_map(|operand| match operand {
                    Object::Array(parts) => parts.as_slice(),
                    one => std::slice::from_ref(one),
                });
                for codes in strings.filter_map(|part| part.as_str().ok()) {
                    let words = Document::decode_text(encoding.as_ref().unwrap(), codes).unwrap();
                    say(&open, &mut said, &words);
                }
            }
            _ => {}
        }
    }
    said.into_iter().map(|(number, words)| ((page, number), words)).collect()
}

fn say(open: &[(Option<i64>, bool)], said: &mut HashMap<i64, String>, words: &str) {
    if let Some(number) = open.iter().rev().find_map(|(number, _)| *number) {
        said.entry(number).or_default().push_str(words);
    }
}

struct Reader<'a> {
    pdf: &'a Document,
    pieces: HashMap<(ObjectId, i64), String>,
    read: Vec<(Option<String>, String)>,
}

impl Reader<'_> {
    fn element(&mut self, element: &Dictionary, page: Option<ObjectId>, language: Option<&str>) {
        let name = element.get(b"S").ok().and_then(|name| name.as_name().ok()).unwrap_or_default();
        let page = element.get(b"Pg").ok().and_then(|page| page.as_reference().ok()).or(page);
        let own = element.get(b"Lang").ok().map(|tag| lopdf::decode_text_string(tag).unwrap());
        let language = own.as_deref().or(language);
        let before = self.read.len();
        if let Ok(kids) = element.get_deref(b"K", self.pdf) {
            self.kids(kids, page, language);
        }
        // The mark of a list is no word; the label of a detail is.
        if name == b"Lbl" {
            let label: String = self.read[before..].iter().map(|(_, words)| words.trim()).collect();
            if label == "•" || label.strip_suffix('.').is_some_and(|number| number.parse::<u32>().is_ok()) {
                self.read.truncate(before);
            }
        }
    }

    fn kids(&mut self, kids: &Object, page: Option<ObjectId>, language: Option<&str>) {
        match kids {
            Object::Array(kids) => kids.iter().for_each(|kid| self.kids(kid, page, language)),
            Object::Reference(id) => self.kids(self.pdf.get_object(*id).unwrap(), page, language),
            Object::Integer(number) => self.piece(page, *number, language),
            Object::Dictionary(kid) => match kid.get(b"Type").and_then(Object::as_name) {
                Ok(b"MCR") => {
                    let page = kid.get(b"Pg").ok().and_then(|page| page.as_reference().ok()).or(page);
                    self.piece(page, kid.get(b"MCID").unwrap().as_i64().unwrap(), language);
                }
                Ok(b"OBJR") => {}
                _ => self.element(kid, page, language),
            },
            other => panic!("{other:?} in the tags"),
        }
    }

    fn piece(&mut self, page: Option<ObjectId>, number: i64, language: Option<&str>) {
        if let Some(words) = self.pieces.get(&(page.unwrap(), number)) {
            self.read.push((language.map(str::to_owned), words.clone()));
        }
    }
}

/// Words without what parts them, and without the soft hyphens at the ends of lines.
pub fn together(words: &str) -> String {
    words_of(words).concat().replace(['\u{ad}', '\u{200b}'], "")
}
