//! Fonts: the embedded one, those that the caller hands in, and which of them sets which script.
//!
//! A font is named for every script, and Typst never falls back to another: a font that has the letters of a script and
//! not its rules sets broken words that no validator notices.

use std::collections::{BTreeMap, BTreeSet};
use std::sync::{LazyLock, OnceLock};

use serde::Deserialize;
use typst::foundations::Bytes;
use typst::text::{Font, FontInfo, FontStyle};
use unicode_script::{Script as UnicodeScript, UnicodeScript as _};

use super::pdf::{PdfProblem, Unprintable};
use super::strings::{self, Words};
use crate::document::{Document, Text};

/// The family of the embedded fonts.
pub const EMBEDDED: &str = "Libertinus Serif";

/// A row of `templates/pdf/scripts.toml`: the fonts that set a script.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Script {
    /// What a message calls it.
    pub name: String,
    /// Font families in order of preference.
    #[serde(default)]
    pub families: Vec<String>,
    /// The Debian package that has one of them.
    #[serde(default)]
    pub package: String,
    /// OpenType script tags, one of which a font must know; none where letters stand side by side.
    #[serde(default)]
    tags: Vec<String>,
    /// Why the script is not set at all.
    #[serde(default)]
    refused: Option<String>,
}

static SCRIPTS: LazyLock<BTreeMap<String, Script>> = LazyLock::new(|| {
    // A broken table cannot ship: a test reads it.
    toml::from_str(include_str!("../../templates/pdf/scripts.toml")).unwrap_or_default()
});

/// The row of an ISO 15924 script code, where fonts for it are known.
pub fn script(code: &str) -> Option<&'static Script> {
    SCRIPTS.get(code)
}

/// The scripts for which fonts are known besides those that the embedded ones set, by ISO 15924 code.
pub fn scripts() -> impl Iterator<Item = (&'static str, &'static Script)> {
    SCRIPTS.iter().map(|(code, script)| (code.as_str(), script))
}

/// The ISO 15924 codes of scripts that the embedded fonts set, with their names.
pub const SET_BY_EMBEDDED: [(&str, &str); 3] = [("Latn", "Latin"), ("Grek", "Greek"), ("Cyrl", "Cyrillic")];

/// The scripts of a document's letters, by ISO 15924 code, with the number of letters.
pub fn used_scripts(document: &Document) -> BTreeMap<String, usize> {
    let mut used: BTreeMap<String, usize> = BTreeMap::new();
    for text in &document.texts {
        for c in strings::of_text(document, text).iter().flat_map(|words| words.text.chars()) {
            let own = c.script().short_name();
            let embedded = SET_BY_EMBEDDED.iter().any(|(code, _)| *code == own).then(|| own.to_owned());
            if let Some(code) = beyond_embedded(c, &text.script).or(embedded) {
                *used.entry(code).or_default() += 1;
            }
        }
    }
    used
}

/// The cure where no font for a script is at hand.
pub fn cure(script: &Script) -> String {
    if let Some(why) = &script.refused {
        return why.clone();
    }
    let family = script.families.first().map_or("one", String::as_str);
    format!(
        "install a font for {} (on Debian `{}`), or give a folder that has {family} with `--font-path DIR` or `fonts` in \
         `engross.toml`",
        script.name, script.package,
    )
}

/// The ISO 15924 codes of scripts that the embedded fonts do not set, for which the caller should look for fonts.
pub fn needed_scripts(document: &Document) -> BTreeSet<String> {
    document.texts.iter().flat_map(|text| needed_by(document, text)).collect()
}

fn needed_by(document: &Document, text: &Text) -> BTreeSet<String> {
    let strings = strings::of_text(document, text);
    strings.iter().flat_map(|words| words.text.chars()).filter_map(|c| beyond_embedded(c, &text.script)).collect()
}

/// The script of a letter in a text, where the embedded fonts are not made for it.
fn beyond_embedded(c: char, text_script: &str) -> Option<String> {
    if c.is_ascii() {
        return None;
    }
    let east_asian = |usual: &str| {
        let known = ["Hans", "Hant", "Jpan", "Kore"].contains(&text_script);
        Some(if known { text_script } else { usual }.to_owned())
    };
    match c.script() {
        UnicodeScript::Latin
        | UnicodeScript::Greek
        | UnicodeScript::Cyrillic
        | UnicodeScript::Common
        | UnicodeScript::Inherited
        | UnicodeScript::Unknown => None,
        UnicodeScript::Han => east_asian("Hans"),
        UnicodeScript::Bopomofo => east_asian("Hant"),
        UnicodeScript::Hiragana | UnicodeScript::Katakana => Some("Jpan".to_owned()),
        UnicodeScript::Hangul => Some("Kore".to_owned()),
        other => Some(other.short_name().to_owned()),
    }
}

/// The fonts that may be used, as bytes that are read only when a document needs them.
#[derive(Debug, Clone)]
pub struct Fonts {
    added: Vec<(Bytes, u32)>,
}

impl Fonts {
    /// The embedded fonts alone.
    pub fn embedded() -> Self {
        Self { added: Vec::new() }
    }

    /// Adds a font: the bytes of its file, and its index where the file is a collection (else 0).
    pub fn add(&mut self, bytes: Vec<u8>, index: u32) {
        self.added.push((Bytes::new(bytes), index));
    }

    /// The family that sets a script: the first preferred one that is there and knows its rules.
    pub fn family(&self, script: &Script) -> Option<String> {
        let fonts: Vec<Font> =
            self.added.iter().filter_map(|(bytes, index)| Font::new(bytes.clone(), *index)).collect();
        best_family(script, &fonts)
    }

    /// Chooses the fonts of a document, and makes sure that they have every character of it.
    ///
    /// # Errors
    /// Every character that they cannot set, each once.
    pub fn choose(&self, document: &Document) -> Result<Chosen, Vec<PdfProblem>> {
        let strings = strings::of_document(document);
        let mut fonts = embedded(strings.iter().any(|words| words.italic));
        let mut families = Vec::new();
        let mut problems = Vec::new();
        let mut named: BTreeMap<String, Option<String>> = BTreeMap::new();

        let needed = needed_scripts(document);
        if !needed.is_empty() {
            fonts.extend(self.added.iter().filter_map(|(bytes, index)| Font::new(bytes.clone(), *index)));
        }
        for code in needed {
            let family = SCRIPTS.get(&code).and_then(|script| best_family(script, &fonts));
            named.insert(code, family);
        }
        for text in &document.texts {
            // The text's own script first: two east asian scripts share letters that they draw differently.
            let own = named.get(&text.script).cloned().flatten();
            let others = needed_by(document, text).into_iter().filter_map(|code| named.get(&code).cloned().flatten());
            let mut list = vec![EMBEDDED.to_owned()];
            for family in own.into_iter().chain(others) {
                if !list.contains(&family) {
                    list.push(family);
                }
            }
            problems.extend(unprintable(document, text, &list, &named, &fonts));
            families.push(list);
        }
        fonts.retain(|font| families.iter().flatten().any(|family| *family == font.info().family));
        if problems.is_empty() { Ok(Chosen { fonts, families }) } else { Err(problems) }
    }
}

/// The fonts for one document.
#[derive(Debug, Clone)]
pub struct Chosen {
    /// What Typst may use.
    pub(super) fonts: Vec<Font>,
    /// For each text, the families in the order in which they are asked for a character.
    pub(super) families: Vec<Vec<String>>,
}

impl Chosen {
    /// The files of the fonts, each with its family.
    pub fn files(&self) -> impl Iterator<Item = (&str, &[u8])> {
        self.fonts.iter().map(|font| (font.info().family.as_str(), font.data().as_slice()))
    }
}

/// The first four of Typst's assets: Libertinus Serif Regular, Bold, Italic, BoldItalic; a test holds it to that. Each is
/// read when it is first wanted, once for all documents: reading a font takes a millisecond.
static LIBERTINUS: [OnceLock<Option<Font>>; 4] = [const { OnceLock::new() }; 4];

/// Libertinus Serif, regular and bold, and the italics where they are used.
fn embedded(italics: bool) -> Vec<Font> {
    let wanted = if italics { 4 } else { 2 };
    let read = |(font, bytes): (&OnceLock<Option<Font>>, &'static [u8])| {
        font.get_or_init(|| Font::new(Bytes::new(bytes), 0)).clone()
    };
    LIBERTINUS.iter().zip(typst_assets::fonts()).take(wanted).filter_map(read).collect()
}

/// The first preferred family that is there and knows the script's rules.
fn best_family(script: &Script, fonts: &[Font]) -> Option<String> {
    let usable =
        |family: &&String| fonts.iter().any(|font| font.info().family == **family && shapes(font, &script.tags));
    script.families.iter().find(usable).cloned()
}

/// Whether a font has rules (GSUB) for one of the script tags.
fn shapes(font: &Font, tags: &[String]) -> bool {
    if tags.is_empty() {
        return true;
    }
    let Ok(face) = ttf_parser::Face::parse(font.data(), font.index()) else { return false };
    let Some(rules) = face.tables().gsub else { return false };
    rules.scripts.into_iter().any(|script| tags.iter().any(|tag| script.tag.to_string() == *tag))
}

/// One problem a script without a font, and one a character that the fonts lack.
fn unprintable(
    document: &Document,
    text: &Text,
    families: &[String],
    named: &BTreeMap<String, Option<String>>,
    fonts: &[Font],
) -> Vec<PdfProblem> {
    let upright: Vec<&FontInfo> = families
        .iter()
        .flat_map(|family| fonts.iter().map(Font::info).find(|info| info.family == *family && is_upright(info)))
        .collect();
    let mut seen = BTreeSet::new();
    let mut problems = Vec::new();
    for words in strings::of_text(document, text) {
        for (at, c) in words.text.char_indices() {
            if c.is_ascii_graphic() || is_silent(c) {
                continue;
            }
            let code = beyond_embedded(c, &text.script);
            let has_font = code.as_ref().is_none_or(|code| named.get(code).is_some_and(Option::is_some));
            if has_font && upright.iter().any(|info| info.coverage.contains(c.into())) {
                continue;
            }
            // A script without a font is told once, not letter by letter.
            let key = if has_font { c.to_string() } else { code.clone().unwrap_or_default() };
            if seen.insert(key) {
                problems.push(problem(c, code.as_deref(), words, at));
            }
        }
    }
    problems
}

fn is_upright(info: &FontInfo) -> bool {
    info.variant.style == FontStyle::Normal
}

/// Characters that leave no mark: a font need not have them.
fn is_silent(c: char) -> bool {
    c.is_whitespace()
        || matches!(c, '\u{ad}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fe00}'..='\u{fe0f}')
}

fn problem(character: char, code: Option<&str>, words: Words<'_>, at: usize) -> PdfProblem {
    let row = code.and_then(script);
    let help = match row {
        Some(row) => cure(row),
        None => "no font is known for this character: write it in another way, a currency by its code".to_owned(),
    };
    let script = row.map_or_else(|| character.script().full_name().to_owned(), |row| row.name.clone());
    PdfProblem::Unprintable(Unprintable { character, script, around: around(words.text, at), help })
}

/// The few words around a place.
fn around(text: &str, at: usize) -> String {
    let start = text[..at].char_indices().rev().nth(20).map_or(0, |(i, _)| i);
    let end = text[at..].char_indices().nth(20).map_or(text.len(), |(i, _)| at + i);
    text[start..end].trim().to_owned()
}

#[cfg(test)]
#[allow(clippy::expect_used)]
mod tests {
    use super::*;

    #[test]
    fn the_table_of_scripts_reads() {
        let rows: BTreeMap<String, Script> =
            toml::from_str(include_str!("../../templates/pdf/scripts.toml")).expect("scripts.toml");
        for (code, row) in rows {
            assert!(
                UnicodeScript::from_short_name(&code).is_some() || ["Hans", "Hant", "Jpan", "Kore"].contains(&&*code)
            );
            assert_eq!(row.families.is_empty(), row.refused.is_some(), "{code}");
        }
    }

    #[test]
    fn the_embedded_family_is_whole() {
        let fonts = embedded(true);
        assert!(fonts.iter().all(|font| font.info().family == EMBEDDED));
        let italics = fonts.iter().filter(|font| !is_upright(font.info())).count();
        assert_eq!((fonts.len(), italics), (4, 2));
        assert!(embedded(false).iter().all(|font| is_upright(font.info())));
    }
}
