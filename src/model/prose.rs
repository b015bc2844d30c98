//! From a literal to passages: Markdown in text blocks, only references in strings.

use pulldown_cmark::{Event, LinkType, Options, Parser, Tag, TagEnd};

use super::reference::{Names, Scanner};
use super::text::{Passage, Run};
use crate::diagnostic::Diagnostic;
use crate::source::Span;
use crate::syntax::ast::{Literal, Quoting};

/// Whether references may stand in a text.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum References {
    /// In sentences, recitals, goal, source, the texts of data.
    Allowed,
    /// In names and titles they may not.
    Refused,
}

/// Reads a literal.
pub(super) fn read(
    literal: &Literal,
    references: References,
    names: &Names<'_>,
    found: &mut Vec<Diagnostic>,
) -> Vec<Passage> {
    let scanner = Scanner { literal, references, names };
    match literal.quoting {
        Quoting::Straight | Quoting::Curly => {
            let runs = scanner.string(found);
            vec![Passage::Paragraph(runs)]
        }
        Quoting::Block => Markdown { scanner, found, frames: vec![Frame::default()] }.read(),
    }
}

/// What is being collected inside one open tag.
#[derive(Default)]
struct Frame {
    passages: Vec<Passage>,
    runs: Vec<Run>,
    items: Vec<Vec<Passage>>,
}

struct Markdown<'a, 'd> {
    scanner: Scanner<'a>,
    found: &'d mut Vec<Diagnostic>,
    frames: Vec<Frame>,
}

impl Markdown<'_, '_> {
    fn read(mut self) -> Vec<Passage> {
        let literal = self.scanner.literal;
        let mut refused: Option<usize> = None;
        let mut link: Option<(String, std::ops::Range<usize>)> = None;
        // Neighbouring runs of text are read as one: a reference may hold a character at which Markdown divides.
        let mut words: Option<std::ops::Range<usize>> = None;
        for (event, range) in Parser::new_ext(&literal.text, Options::ENABLE_TABLES).into_offset_iter() {
            if refused.is_some_and(|end| range.start < end) {
                continue;
            }
            if let Event::Text(_) = event {
                words = match words {
                    Some(known)
                        if known.end <= range.start
                            && literal.text[known.end..range.start].chars().all(|c| c == '\\') =>
                    {
                        Some(known.start..range.end)
                    }
                    Some(known) => {
                        self.words(known);
                        Some(range)
                    }
                    None => Some(range),
                };
                continue;
            }
            if let Some(known) = words.take() {
                self.words(known);
            }
            match event {
                Event::Start(Tag::Paragraph | Tag::Item | Tag::List(_) | Tag::Emphasis | Tag::Strong) => {
                    // In a tight list the words of an item stand without a paragraph: a list inside it ends them.
                    if matches!(event, Event::Start(Tag::List(_))) {
                        self.flush();
                    }
                    self.frames.push(Frame::default());
                }
                Event::End(tag) => self.end(tag, &mut link, &range),
                Event::SoftBreak => self.push(Run::Words(" ".into())),
                Event::HardBreak => self.push(Run::Break),
                Event::Start(Tag::Link { link_type: LinkType::Inline, dest_url, .. }) if dest_url.starts_with('@') => {
                    link = Some((dest_url.to_string(), range.clone()));
                    self.frames.push(Frame::default());
                }
                // The end of a tag whose beginning has been refused.
                Event::InlineHtml(tag) if tag.starts_with("</") => {}
                other => {
                    self.refuse(&other, literal.span(range.clone()));
                    refused = Some(range.end.max(range.start + 1));
                    let shown = literal.text[range].trim().to_owned();
                    self.push(Run::Words(shown));
                }
            }
        }
        if let Some(known) = words.take() {
            self.words(known);
        }
        self.flush();
        self.frames.pop().map(|frame| frame.passages).unwrap_or_default()
    }

    fn words(&mut self, range: std::ops::Range<usize>) {
        let runs = self.scanner.markdown(range, self.found);
        if let Some(frame) = self.frames.last_mut() {
            frame.runs.extend(runs);
        }
    }

    fn push(&mut self, run: Run) {
        if let Some(frame) = self.frames.last_mut() {
            frame.runs.push(run);
        }
    }

    /// Makes a paragraph of loose words.
    fn flush(&mut self) {
        if let Some(frame) = self.frames.last_mut()
            && !frame.runs.is_empty()
        {
            let runs = std::mem::take(&mut frame.runs);
            frame.passages.push(Passage::Paragraph(runs));
        }
    }

    fn end(
        &mut self,
        tag: TagEnd,
        link: &mut Option<(String, std::ops::Range<usize>)>,
        range: &std::ops::Range<usize>,
    ) {
        if matches!(tag, TagEnd::Item) {
            self.flush();
        }
        let known = matches!(
            tag,
            TagEnd::Paragraph | TagEnd::Item | TagEnd::List(_) | TagEnd::Emphasis | TagEnd::Strong | TagEnd::Link
        );
        if !known || self.frames.len() < 2 {
            return;
        }
        let Some(frame) = self.frames.pop() else { return };
        let Some(outer) = self.frames.last_mut() else { return };
        match tag {
            TagEnd::Paragraph => outer.passages.push(Passage::Paragraph(frame.runs)),
            TagEnd::Item => outer.items.push(frame.passages),
            TagEnd::List(ordered) => {
                let start = ordered.then(|| first_number(&self.scanner.literal.text[range.clone()]));
                outer.passages.push(Passage::List { start, items: frame.items });
            }
            TagEnd::Emphasis => outer.runs.push(Run::Emph(frame.runs)),
            TagEnd::Strong => outer.runs.push(Run::Strong(frame.runs)),
            TagEnd::Link => {
                if let Some((target, place)) = link.take() {
                    let span = self.scanner.literal.span(place);
                    let run = self.scanner.link(&target[1..], frame.runs, span, self.found);
                    outer.runs.push(run);
                }
            }
            _ => {}
        }
    }

    fn refuse(&mut self, event: &Event<'_>, span: Span) {
        let (what, cure) = match event {
            Event::Start(Tag::Heading { .. }) => {
                ("a heading", "the instrument's headings come from its statements; begin the line with another sign")
            }
            Event::Start(Tag::CodeBlock(_)) | Event::Code(_) => {
                ("code", "take away the indentation of four blanks, or the back quotes")
            }
            Event::Start(Tag::Table(_)) => ("a table", "the instrument's tables come from its statements"),
            Event::Start(Tag::BlockQuote(_)) => ("a quotation block", "put the words between quotation marks"),
            Event::Start(Tag::Image { .. }) => ("an image", "an instrument has words only"),
            Event::Start(Tag::Link { .. }) => {
                ("a link to another document", "write the address out, or a reference such as `[words](@id)`")
            }
            Event::Start(Tag::HtmlBlock) | Event::Html(_) | Event::InlineHtml(_) => {
                ("HTML", "write the words without tags; a plain `<` is written `\\<`")
            }
            Event::Rule => ("a rule across the page", "leave the line out"),
            _ => ("this markup", "a text has paragraphs, emphasis, strong emphasis and lists"),
        };
        self.found.push(Diagnostic::error("SYN003", span, format!("a text cannot hold {what}")).help(cure));
    }
}

fn first_number(list: &str) -> u64 {
    let digits: String = list.trim_start().chars().take_while(char::is_ascii_digit).collect();
    digits.parse().unwrap_or(1)
}
