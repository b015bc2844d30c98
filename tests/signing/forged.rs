//! Files that were changed by one character, and untouched ones: every one of the first is caught, none of the others.

use engross::document::edition::Edition;
use engross::render::identifier;
use engross::verify::Verdict;
use lopdf::content::{Content, Operation};
use lopdf::{Document, Object, ObjectId, Stream};

use super::press::{TREATY, failed, printed, verified_by};
use super::{analyzed, editions};
use crate::support::Dice;

/// A version that engross never has.
const OTHER: &str = "0.0.0-other";

/// What is changed.
#[derive(Debug, Clone, Copy, PartialEq)]
enum Target {
    Page,
    Attachment(&'static str),
}

const TARGETS: [Target; 5] = [
    Target::Page,
    Target::Page,
    Target::Attachment("instrument.compact"),
    Target::Attachment("instrument.json"),
    Target::Attachment("manifest.json"),
];

#[test]
fn what_is_untouched_passes_in_this_version_and_in_another() {
    let analysis = analyzed(TREATY);
    for edition in editions(&analysis.model) {
        let file = printed(&analysis, &edition, true).bytes;
        for version in [env!("CARGO_PKG_VERSION"), OTHER] {
            let report = verified_by(version, &file).unwrap();
            assert_eq!(report.verdict, Verdict::Proven, "{edition:?}, {version}: {:?}", failed(&report));
            let told = report.checks.iter().any(|check| check.about == "versions");
            assert_eq!(told, version == OTHER);
        }
    }
}

/// Half of the forgers know of the hash and reckon it anew.
#[test]
fn every_changed_character_is_caught() {
    let file = printed(&analyzed(TREATY), &Edition::default(), true).bytes;
    let one = |seed: u64| {
        let mut dice = Dice::new(seed);
        let target = TARGETS[seed as usize % TARGETS.len()];
        let (mut forged, told) = forged(&file, target, &mut dice);
        // What the manifest says of versions is known from nowhere else: there the hash is all there is.
        let knowing = seed.is_multiple_of(2) && target != Target::Attachment("manifest.json");
        if knowing {
            forged = identifier::stamped(forged).unwrap();
        }
        for version in [env!("CARGO_PKG_VERSION"), OTHER] {
            let report = verified_by(version, &forged).unwrap();
            assert_eq!(report.verdict, Verdict::Differs, "{seed}, {version}: {target:?}, {told}: {:?}", report.checks);
            assert_eq!(report.checks[0].outcome == engross::verify::Outcome::Holds, knowing, "{seed}");
        }
    };
    std::thread::scope(|scope| {
        for part in 0..4 {
            scope.spawn(move || (0..200).filter(|seed| seed % 4 == part).for_each(one));
        }
    });
}

/// A file with one character changed, valid again; and what was changed.
fn forged(file: &[u8], target: Target, dice: &mut Dice) -> (Vec<u8>, String) {
    let mut pdf = Document::load_mem(file).unwrap();
    let told = match target {
        Target::Page => forge_page(&mut pdf, dice),
        Target::Attachment(name) => forge_attachment(&mut pdf, name, dice),
    };
    let mut forged = Vec::new();
    pdf.save_to(&mut forged).unwrap();
    forged.push(b'\n');
    (forged, told)
}

/// Replaces a glyph by another of the same font that means another letter.
fn forge_page(pdf: &mut Document, dice: &mut Dice) -> String {
    let pages: Vec<ObjectId> = pdf.get_pages().into_values().collect();
    loop {
        let page = pages[dice.below(pages.len())];
        let mut content = Content::decode(&pdf.get_page_content(page)).unwrap();
        let glyphs = glyphs(&content.operations);
        let (at, font) = &glyphs[dice.below(glyphs.len())];
        let others: Vec<_> = glyphs.iter().filter(|(_, other)| other == font).collect();
        let (other, _) = others[dice.below(others.len())];
        let fonts = pdf.get_page_fonts(page).unwrap();
        let encoding = fonts[font].get_font_encoding(pdf).unwrap();
        let letter = |at: &[usize; 3]| {
            let codes = string(&content.operations, at);
            Document::decode_text(&encoding, &codes[at[2]..at[2] + 2]).unwrap()
        };
        let (old, new) = (letter(at), letter(other));
        let told = |letter: &str| letter.chars().all(|c| c.is_alphanumeric()) && !letter.is_empty();
        if old == new || !told(&old) || !told(&new) {
            continue;
        }
        let new_code = string(&content.operations, other)[other[2]..other[2] + 2].to_vec();
        string_mut(&mut content.operations, at)[at[2]..at[2] + 2].copy_from_slice(&new_code);
        let id = pdf.get_page_contents(page)[0];
        let mut stream = Stream::new(lopdf::Dictionary::new(), content.encode().unwrap());
        stream.compress().unwrap();
        pdf.set_object(id, stream);
        return format!("`{old}` became `{new}`");
    }
}

/// The places of all glyphs: operation, piece of it, byte; each with the font.
fn glyphs(operations: &[Operation]) -> Vec<([usize; 3], Vec<u8>)> {
    let mut found = Vec::new();
    let mut font = Vec::new();
    for (number, operation) in operations.iter().enumerate() {
        if operation.operator == "Tf" {
            font = operation.operands[0].as_name().unwrap().to_vec();
        }
        if ["Tj", "TJ"].contains(&operation.operator.as_str()) {
            for (piece, operand) in pieces(operation).iter().enumerate() {
                if let Object::String(codes, _) = operand {
                    found.extend((0..codes.len()).step_by(2).map(|byte| ([number, piece, byte], font.clone())));
                }
            }
        }
    }
    found
}

fn pieces(operation: &Operation) -> &[Object] {
    match &operation.operands[0] {
        Object::Array(pieces) => pieces,
        _ => &operation.operands,
    }
}

fn string<'a>(operations: &'a [Operation], at: &[usize; 3]) -> &'a [u8] {
    pieces(&operations[at[0]])[at[1]].as_str().unwrap()
}

fn string_mut<'a>(operations: &'a mut [Operation], at: &[usize; 3]) -> &'a mut Vec<u8> {
    let operands = &mut operations[at[0]].operands;
    let piece = match &mut operands[0] {
        Object::Array(pieces) => &mut pieces[at[1]],
        one => one,
    };
    let Object::String(codes, _) = piece else { panic!("a string") };
    codes
}

/// Replaces a letter or digit of an attachment by another.
fn forge_attachment(pdf: &mut Document, name: &str, dice: &mut Dice) -> String {
    let id = attachment(pdf, name);
    let stream = pdf.get_object(id).unwrap().as_stream().unwrap();
    let mut bytes = stream.get_plain_content().unwrap();
    let letters: Vec<usize> = (0..bytes.len()).filter(|at| bytes[*at].is_ascii_alphanumeric()).collect();
    let at = letters[dice.below(letters.len())];
    let old = bytes[at];
    bytes[at] = if old == b'7' {
        b'4'
    } else if old.is_ascii_digit() {
        b'7'
    } else if old == b'x' {
        b'k'
    } else {
        b'x'
    };
    let mut stream = Stream::new(stream.dict.clone(), bytes.clone());
    stream.dict.remove(b"Filter");
    stream.dict.set("Length", bytes.len() as i64);
    pdf.set_object(id, stream);
    let from = at.saturating_sub(20);
    String::from_utf8_lossy(&bytes[from..(at + 20).min(bytes.len())]).into_owned()
}

fn attachment(pdf: &Document, name: &str) -> ObjectId {
    let files = pdf.catalog().unwrap().get_deref(b"AF", pdf).unwrap().as_array().unwrap();
    let named = files.iter().find_map(|file| {
        let file = pdf.dereference(file).unwrap().1.as_dict().unwrap();
        let found = lopdf::decode_text_string(file.get_deref(b"UF", pdf).unwrap()).unwrap();
        let held = file.get_deref(b"EF", pdf).unwrap().as_dict().unwrap();
        (found == name).then(|| held.get(b"F").unwrap().as_reference().unwrap())
    });
    named.unwrap()
}

/// Whatever byte is damaged, it is told; nothing that is read makes the program stop.
#[test]
fn every_damaged_byte_is_told() {
    let file = printed(&analyzed(TREATY), &Edition::default(), true).bytes;
    for seed in 0..60 {
        let mut dice = Dice::new(seed);
        let mut damaged = file.clone();
        let at = dice.below(damaged.len());
        damaged[at] ^= 1 << dice.below(8);
        let told = verified_by(OTHER, &damaged);
        assert!(told.is_err() || told.is_ok_and(|report| report.verdict == Verdict::Differs), "at {at}");
        // A file that broke off is none.
        assert!(verified_by(OTHER, &file[..at]).is_err(), "up to {at}");
    }
}

/// A font that this machine lacks leaves the words open, and says which.
#[test]
fn a_missing_font_leaves_the_words_open() {
    let source = std::fs::read_to_string(crate::support::root().join(TREATY)).unwrap();
    let analysis = super::analyzed_text(&source.replace("Jane Q. Doe", "Jane Q. Doe (जेन)"));
    let document = super::composed(&analysis, &Edition::default()).remove(0);
    if engross::cli::fonts::find(&document, &[]).choose(&document).is_err() {
        return crate::support::skip("a font for Devanagari is not installed");
    }
    let file = printed(&analysis, &Edition::default(), true).bytes;
    assert_eq!(verified_by(env!("CARGO_PKG_VERSION"), &file).unwrap().verdict, Verdict::Proven);
    let workshop = engross::verify::Workshop {
        version: env!("CARGO_PKG_VERSION"),
        wordings: &engross::document::wording::Wordings::default(),
        templates: engross::render::template::Templates::shipped(),
        fonts: &|_: &engross::document::Document| engross::render::fonts::Fonts::embedded(),
    };
    let report = engross::verify::verify(&file, &workshop).unwrap();
    assert_eq!(report.verdict, Verdict::Unproven);
    let open = report.checks.iter().find(|check| check.outcome == engross::verify::Outcome::Open).unwrap();
    assert!(open.details.iter().any(|help| help.contains("fonts-noto-core")), "{open:?}");
}
