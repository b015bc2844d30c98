//! What a compact prints as in the preview: each of its editions, as HTML whose blocks know their lines, and as PDF.

use std::path::PathBuf;
use std::sync::Arc;

use super::args::Format;
use super::print::{Press, Printable};
use super::reader::{at, lines};
use super::settings::Settings;
use super::{REPORT, editions};
use crate::Analysis;
use crate::diagnostic::Diagnostic;
use crate::document::Document;
use crate::document::edition::{Edition, Layout};
use crate::lock::Lock;
use crate::model::Model;
use crate::model::text::{Text, plain};
use crate::preview::{self, Mark, Marks, Pages, Trouble, attributes, placed};
use crate::render;
use crate::render::print::Print;
use crate::source::Span;

/// One way to print a compact.
pub(super) struct Way {
    /// What it is called.
    named: preview::Edition,
    /// How it is composed.
    edition: Edition,
    /// Which of the documents that come of it; those behind the first are courtesy translations.
    index: usize,
}

/// The ways to print a compact; the first is the common one.
///
/// # Errors
/// The findings that stand in the way of composing it.
pub(super) fn ways(
    analysis: &Analysis,
    settings: &Settings,
    lock: Option<&Lock>,
    layout: Layout,
) -> Result<Vec<Way>, Vec<Diagnostic>> {
    let model = &analysis.model;
    let bare = editions::common(lock);
    // Too many languages for columns stand one after the other.
    let common = bare.clone().laid_out(model, layout).unwrap_or_else(|_| bare.clone());
    let documents = crate::compose_in(analysis, &settings.wordings, &common)?;
    let way =
        |id: String, label: String, edition: Edition| Way { named: preview::Edition { id, label }, edition, index: 0 };
    let tags: Vec<&str> =
        model.compact.iter().flat_map(|compact| &compact.languages).map(|tag| tag.value.as_str()).collect();
    let several = tags.len() > 1;
    let label = if several { "All languages" } else { "The instrument" };
    let mut ways = vec![way("all".to_owned(), label.to_owned(), common.clone())];
    let (other, id, label) = match common.layout {
        Layout::Tandem => (Layout::Columns, "columns", "Side by side"),
        Layout::Columns => (Layout::Tandem, "tandem", "One after the other"),
    };
    if let Some(edition) = bare.clone().laid_out(model, other).ok().filter(|_| several) {
        ways.push(way(id.to_owned(), label.to_owned(), edition));
    }
    for participant in model.participants.iter().filter(|_| model.participants.len() > 1) {
        let id = &participant.id.value;
        // Where its language cannot be told, a finding says so.
        if let Ok(edition) = common.clone().original(model, id) {
            let name = participant.short.as_ref().or(participant.name.as_ref());
            let name = name.map_or_else(|| id.clone(), |name| words(name, model));
            ways.push(way(format!("original-{id}"), format!("Original of {name}"), edition));
        }
    }
    for tag in tags.iter().filter(|_| several) {
        if let Ok(edition) = bare.clone().language(model, tag) {
            ways.push(way(format!("language-{tag}"), format!("{tag} alone"), edition));
        }
    }
    for (index, document) in documents.iter().enumerate().skip(1) {
        let tag = document.courtesy.as_deref().unwrap_or_default();
        let named = preview::Edition { id: format!("courtesy-{tag}"), label: format!("Courtesy translation, {tag}") };
        ways.push(Way { named, edition: common.clone(), index });
    }
    Ok(ways)
}

/// The words of a text in the language that the compact is drafted in.
fn words(text: &Text, model: &Model) -> String {
    let drafted = model.compact.as_ref().and_then(|compact| compact.languages.first());
    let entry = drafted.and_then(|tag| text.entry(&tag.value, true)).or_else(|| text.any());
    entry.map(|entry| plain(&entry.prose)).unwrap_or_default()
}

/// A compact that can be printed.
pub(super) struct Compact {
    analysis: Analysis,
    settings: Arc<Settings>,
    /// Folders with fonts.
    fonts: Vec<PathBuf>,
    /// The number of each file for the page, in the order of the sources.
    numbers: Vec<usize>,
    named: Vec<preview::Edition>,
    ways: Vec<Way>,
}

impl Compact {
    pub fn new(
        analysis: Analysis,
        settings: Arc<Settings>,
        fonts: Vec<PathBuf>,
        numbers: Vec<usize>,
        ways: Vec<Way>,
    ) -> Self {
        let named = ways.iter().map(|way| way.named.clone()).collect();
        Self { analysis, settings, fonts, numbers, named, ways }
    }

    fn document(&self, edition: usize) -> Result<(Document, &Way), Trouble> {
        let gone = || Trouble { message: "there is no such edition".to_owned(), help: None };
        let way = self.ways.get(edition).ok_or_else(gone)?;
        let documents = crate::compose_in(&self.analysis, &self.settings.wordings, &way.edition);
        let mut documents = documents.map_err(|found| refused(&found))?;
        if way.index < documents.len() { Ok((documents.swap_remove(way.index), way)) } else { Err(gone()) }
    }

    /// The attributes of the block that a mark stands in.
    fn attributes(&self, mark: &Mark) -> String {
        let source = self.analysis.files.sources.get(mark.span.file);
        let found = mark.words.iter().find_map(|words| begins(source.slice(mark.span), words));
        let from = Span { start: mark.span.start + found.unwrap_or_default(), ..mark.span };
        let outline = &self.analysis.model.outline;
        let around = outline.get(outline.around(mark.span)).map(|statement| statement.span);
        let around = around.filter(|span| span.contains(mark.span)).unwrap_or(mark.span);
        attributes(at(&self.analysis, from, &self.numbers), lines(&self.analysis, around))
    }
}

/// How many words tell a paragraph from others.
const TELLING: usize = 4;

/// Where in a source the words of a paragraph begin, in bytes: they may break over lines there. The first of them that
/// is printed otherwise than it is written ends what is compared.
fn begins(source: &str, words: &str) -> Option<u32> {
    let plain = |word: &&str| word.chars().all(|c| c.is_alphanumeric() || c == ',' || c == '.');
    let bare = |word: &str| word.trim_matches(['*', '_', '"']).trim_end_matches(['.', ',']).to_owned();
    let words: Vec<&str> = words.split_whitespace().take(TELLING).take_while(plain).collect();
    let first = words.first()?;
    let follows =
        |at: &usize| source[*at..].split_whitespace().zip(&words).all(|(found, word)| bare(found) == bare(word));
    let at = source.match_indices(first).map(|(at, _)| at).find(follows)?;
    u32::try_from(at).ok()
}

fn refused(found: &[Diagnostic]) -> Trouble {
    match found.first() {
        Some(finding) => Trouble { message: finding.message.clone(), help: finding.help.clone() },
        None => Trouble { message: "it is not printed".to_owned(), help: None },
    }
}

impl Pages for Compact {
    fn editions(&self) -> &[preview::Edition] {
        &self.named
    }

    fn html(&self, edition: usize) -> Result<String, Trouble> {
        let (mut document, _) = self.document(edition)?;
        let compact = self.analysis.model.compact.as_ref();
        let title = compact.map(|compact| compact.title.as_ref().map_or(compact.span, |title| title.span));
        let marks = Marks::put(&mut document, title);
        let html = render::html::render_by(&document, &self.settings.templates);
        let html = html.map_err(|error| Trouble { message: error.to_string(), help: Some(self.whose_fault()) })?;
        let attributes: Vec<String> = marks.all().iter().map(|mark| self.attributes(mark)).collect();
        Ok(placed(&html, &marks, &attributes))
    }

    fn pdf(&self, edition: usize) -> Result<Vec<u8>, Trouble> {
        let (document, way) = self.document(edition)?;
        let print = Print { sheet: self.settings.sheet.clone(), again: true, ..Print::default() };
        let press = Press {
            analysis: &self.analysis,
            edition: &way.edition,
            wordings: &self.settings.wordings,
            templates: &self.settings.templates,
            fonts: &self.fonts,
            print: &print,
            seal: None,
        };
        let ready = Printable::all(vec![document], &[Format::Pdf], press).map_err(|found| refused(&found))?;
        let trouble = |trouble: super::Trouble| Trouble { message: trouble.message, help: trouble.help };
        let mut output = Vec::new();
        for printable in ready {
            let printed = printable.print(Format::Pdf).map_err(|mut troubles| troubles.pop().map(trouble));
            output = printed.map_err(|first| first.unwrap_or_else(|| refused(&[])))?.bytes;
        }
        Ok(output)
    }
}

impl Compact {
    /// What to do about a template that does not print.
    fn whose_fault(&self) -> String {
        match self.settings.templates.has_own() {
            true => "mend the templates of the project: `templates` in `engross.toml`".to_owned(),
            false => REPORT.to_owned(),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::begins;

    #[test]
    fn a_paragraph_is_found_in_its_text() {
        let source = "\"\"\"\n  The first is short.\n\n  The second\n  is longer, it’s said.\n\"\"\"";
        assert_eq!(begins(source, "The second is longer, it’s said."), Some(29));
        assert_eq!(begins(source, "The first"), Some(6));
        assert_eq!(begins("- **Free to leave.** Not *so*.", "Free to leave. Not so"), Some(4));
        assert_eq!(begins(source, "“Words” in quotes"), None);
        assert_eq!(begins(source, "The third is missing"), None);
    }
}
