//! The sections of the instrument, each composed by its own file, in printed order.

mod activities;
mod closing;
mod contributions;
mod ending;
mod monitoring;
mod opening;

use super::composer::{Composer, paragraph, words};
use super::numbering::Printed;
use super::{Block, Detail, Inline, Section};
use crate::model::SectionName;
use crate::model::text::Text;
use crate::source::Span;

/// The blocks of one section, its paragraphs numbered as they are added.
#[derive(Default)]
pub(super) struct Body {
    blocks: Vec<Block>,
    paragraphs: usize,
    source: Option<Span>,
}

impl Body {
    /// Says which statement the blocks tell of that are added from now on; none where they tell of several.
    pub fn tell_of(&mut self, source: Option<Span>) {
        self.source = source;
    }

    /// Adds a numbered paragraph.
    pub fn paragraph(&mut self, anchor: Option<String>, body: Vec<Inline>) {
        let source = self.source;
        self.numbered(Block::Paragraph { anchor, number: None, body, source });
    }

    /// Adds the paragraphs and lists of a text; the first paragraph carries the anchor.
    pub fn text(&mut self, composer: &mut Composer<'_>, anchor: Option<String>, text: &Text) {
        self.text_after(composer, anchor, Vec::new(), text);
    }

    /// Adds a text whose first paragraph begins with a heading of its own.
    pub fn text_after(
        &mut self,
        composer: &mut Composer<'_>,
        mut anchor: Option<String>,
        heading: Vec<Inline>,
        text: &Text,
    ) {
        let mut blocks = composer.passages(text);
        if !heading.is_empty() {
            match blocks.first_mut() {
                Some(Block::Paragraph { body, .. }) => {
                    let rest = std::mem::take(body);
                    *body = heading;
                    body.push(Inline::text(" "));
                    body.extend(rest);
                }
                _ => blocks.insert(0, paragraph(heading, self.source)),
            }
        } else if !matches!(blocks.first(), None | Some(Block::Paragraph { .. })) {
            // A text that begins with a list has a number to be cited by, too.
            blocks.insert(0, paragraph(Vec::new(), self.source));
        }
        for mut block in blocks {
            if let Block::Paragraph { anchor: own, .. } = &mut block {
                *own = anchor.take();
                self.numbered(block);
            } else {
                self.blocks.push(block);
            }
        }
    }

    fn numbered(&mut self, mut block: Block) {
        self.paragraphs += 1;
        if let Block::Paragraph { number, .. } = &mut block {
            *number = Some(format!("{}.", self.paragraphs));
        }
        self.blocks.push(block);
    }

    /// Adds words at the end of the last paragraph.
    pub fn append(&mut self, inlines: Vec<Inline>) {
        let last = self.blocks.iter_mut().rev().find_map(|block| match block {
            Block::Paragraph { body, .. } => Some(body),
            _ => None,
        });
        if let Some(body) = last {
            body.push(Inline::text(" "));
            body.extend(inlines);
        }
    }

    /// Adds any block as it is.
    pub fn block(&mut self, block: Block) {
        self.blocks.push(block);
    }

    /// Adds details, where there are any.
    pub fn details(&mut self, mut items: Vec<Detail>) {
        if !items.is_empty() {
            items.iter_mut().for_each(|item| item.source = self.source);
            self.blocks.push(Block::Details { items });
        }
    }

    /// Adds a heading below the section's.
    pub fn heading(&mut self, anchor: Option<String>, label: String, title: Vec<Inline>) {
        self.blocks.push(Block::Heading { anchor, label, title, source: self.source });
    }

    /// Takes the number of a paragraph that is the only one: there is nothing to tell it from.
    pub fn spare_one_number(&mut self) {
        for block in self.blocks.iter_mut().filter(|_| self.paragraphs == 1) {
            if let Block::Paragraph { number, .. } = block {
                *number = None;
            }
        }
    }
}

impl Composer<'_> {
    /// Composes all sections.
    pub fn sections(&mut self) -> Vec<Section> {
        let printed = self.numbering.sections.clone();
        printed.into_iter().map(|section| self.section(section)).collect()
    }

    fn section(&mut self, printed: Printed) -> Section {
        let number = self.numbering.section(printed).map(|number| format!("{number}.")).unwrap_or_default();
        match printed {
            Printed::Own(name) => {
                let mut body = Body::default();
                match name {
                    SectionName::Purpose => self.purpose(&mut body),
                    SectionName::Objectives => self.objectives(&mut body),
                    SectionName::Responsibilities => self.responsibilities(&mut body),
                    SectionName::Activities => self.activities(&mut body),
                    SectionName::Contributions => self.contributions(&mut body),
                    SectionName::Monitoring => self.monitoring(&mut body),
                    SectionName::Oversight => self.oversight(&mut body),
                    SectionName::Data => self.data(&mut body),
                    SectionName::Sustainability => self.sustainability(&mut body),
                    SectionName::Suspension => self.suspension(&mut body),
                    SectionName::General => self.general(&mut body),
                    SectionName::Term => self.term(&mut body),
                }
                let title = words(&self.label(&format!("section.{}", name.word())));
                let anchor = self.anchor(&format!("section-{}", name.word()));
                let source = self.statement(name.word());
                Section { anchor, number, title, blocks: body.blocks, source }
            }
            Printed::Provision(index) => {
                let mut body = Body::default();
                let model = self.model;
                let Some(provision) = model.provisions.get(index) else {
                    return Section {
                        anchor: String::new(),
                        number,
                        title: Vec::new(),
                        blocks: Vec::new(),
                        source: None,
                    };
                };
                let title = self.fragment(provision.title.as_ref());
                let source = Some(provision.id.span);
                body.tell_of(source);
                if let Some(text) = &provision.text {
                    body.text(self, None, text);
                }
                Section { anchor: self.anchor(&provision.id.value), number, title, blocks: body.blocks, source }
            }
        }
    }

    /// A heading in bold at the start of a paragraph: "Title."
    pub(super) fn run_in(&self, title: Vec<Inline>) -> Vec<Inline> {
        let mut title = title;
        let mut plain = String::new();
        super::prose::plain(&title, &mut plain);
        if !plain.ends_with(['.', '!', '?', ':']) {
            title.push(Inline::text("."));
        }
        vec![Inline::Strong { body: merged(title) }]
    }

    /// A labelled detail.
    pub(super) fn detail(&self, key: &str, mut body: Vec<Inline>) -> Detail {
        super::prose::capitalize(&mut body);
        Detail { label: self.label(key), body, source: None }
    }
}

/// Joins neighbouring plain words.
fn merged(inlines: Vec<Inline>) -> Vec<Inline> {
    let mut line = super::prose::Line::default();
    line.append(inlines);
    line.finish()
}

/// A list's items joined by semicolons.
pub(super) fn joined(items: Vec<Vec<Inline>>, mark: &str) -> Vec<Inline> {
    let mut line = super::prose::Line::default();
    for (index, item) in items.into_iter().enumerate() {
        if index > 0 {
            line.text(mark);
        }
        line.append(item);
    }
    line.finish()
}
