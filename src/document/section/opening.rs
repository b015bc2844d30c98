//! What comes first: the title, the naming sentence, the recitals, purpose, objectives, responsibilities.

use super::Body;
use crate::document::composer::{Composer, paragraph, words};
use crate::document::numbering::responsibility_groups;
use crate::document::prose::{capitalize, plain_text};
use crate::document::{Block, Inline};
use crate::model::{Recital, Target};

impl Composer<'_> {
    /// The title on its lines: the name, "between", the designations with "and" between them.
    pub fn title(&mut self) -> Vec<String> {
        let own = self.model.compact.as_ref().and_then(|compact| compact.title.as_ref());
        let name = match own {
            Some(title) => self.name(Some(title)),
            None => self.label("title.standard"),
        };
        let mut lines = vec![name];
        let order = self.order.clone();
        for (index, participant) in order.into_iter().enumerate() {
            lines.push(self.label(if index == 0 { "title.between" } else { "title.and" }));
            let name = self.model.participants.get(participant).and_then(|participant| participant.name.as_ref());
            lines.push(self.name(name));
        }
        lines
    }

    /// The naming sentence, the recitals, the lead-in.
    pub fn preamble(&mut self) -> Vec<Block> {
        let mut blocks = Vec::new();
        if !self.model.participants.is_empty() {
            blocks.push(paragraph(self.whole(Self::naming), self.statement("compact")));
        }
        let model = self.model;
        let count = model.recitals.len();
        for (index, recital) in model.recitals.iter().enumerate() {
            let mark = match count - index {
                1 => "recital.last",
                2 => "recital.before-last",
                _ => "recital.between",
            };
            let mut body = self.whole(|composer| composer.recital(recital));
            unmarked(&mut body);
            body.push(Inline::text(self.label(mark)));
            blocks.push(Block::Paragraph { anchor: None, number: None, body, source: Some(recital.text.span) });
        }
        match model.compact.as_ref().and_then(|compact| compact.lead_in.as_ref()) {
            Some(text) => blocks.extend(self.passages(text)),
            None => blocks.push(paragraph(self.fill("recital.lead-in", &[]), None)),
        }
        blocks
    }

    /// All participants, as the naming sentence has them.
    pub(in crate::document) fn named(&mut self) -> Vec<Inline> {
        let model = self.model;
        let mut named = Vec::new();
        for index in self.order.clone() {
            let Some(participant) = model.participants.get(index) else { continue };
            let name = self.fragment(participant.name.as_ref());
            named.push(match &participant.short {
                Some(short) => {
                    let short = self.fragment(Some(short));
                    let quoted = self.quoted(short);
                    self.fill("naming.participant", &[("name", name), ("quoted", quoted)])
                }
                None => name,
            });
        }
        self.list(named)
    }

    fn naming(&mut self) -> Vec<Inline> {
        let participants = self.named();
        let model = self.model;
        let word = self.quoted(words(&self.label("naming.word")));
        let added = match model.compact.as_ref().and_then(|compact| compact.naming.as_ref()) {
            Some(text) => {
                let mut added = vec![Inline::text(" ")];
                added.extend(self.fragment(Some(text)));
                added
            }
            None => Vec::new(),
        };
        self.sentence("naming.all", &[("participants", participants), ("participants-quoted", word), ("added", added)])
    }

    /// Words between the language's own quotation marks.
    pub(super) fn quoted(&self, inlines: Vec<Inline>) -> Vec<Inline> {
        let mut quoted = vec![Inline::text(self.wording.quotes[0].clone())];
        quoted.extend(inlines);
        quoted.push(Inline::text(self.wording.quotes[1].clone()));
        super::merged(quoted)
    }

    fn recital(&mut self, recital: &Recital) -> Vec<Inline> {
        let text = self.fragment(Some(&recital.text));
        match &recital.participle {
            Some(participle) => self.fill(&format!("recital.{participle}"), &[("text", text)]),
            None => {
                let mut text = text;
                capitalize(&mut text);
                text
            }
        }
    }

    pub(super) fn purpose(&mut self, body: &mut Body) {
        let model = self.model;
        match &model.purpose {
            Some(text) => body.text(self, None, text),
            None => {
                let standard = self.whole(|composer| {
                    let participants = composer.reference(Target::Participants, None);
                    composer.sentence("purpose.standard", &[("participants", participants)])
                });
                body.paragraph(None, standard);
            }
        }
        for definition in &model.definitions {
            body.tell_of(Some(definition.id.span));
            let anchor = self.anchor(&definition.id.value);
            let sentence = self.whole(|composer| {
                let word = composer.fragment(definition.word.as_ref());
                let word = composer.quoted(word);
                let means = composer.fragment(definition.means.as_ref());
                composer.sentence("purpose.definition", &[("word", word), ("means", means)])
            });
            body.paragraph(Some(anchor), sentence);
        }
    }

    pub(super) fn objectives(&mut self, body: &mut Body) {
        let model = self.model;
        if let Some(goal) = &model.goal {
            body.tell_of(Some(goal.span));
            let sentence = self.whole(|composer| {
                let goal = composer.fragment(Some(goal));
                composer.sentence("objectives.goal", &[("goal", goal)])
            });
            body.paragraph(None, sentence);
        }
        body.tell_of(None);
        if !model.objectives.is_empty() {
            body.paragraph(None, self.sentence("objectives.intro", &[]));
        }
        // A part stands under its whole, wherever it was written.
        for index in self.objectives_in_order() {
            let objective = &model.objectives[index];
            body.tell_of(Some(objective.id.span));
            let label = self.objective_label(index);
            let title = self.fragment(objective.title.as_ref());
            body.heading(Some(self.anchor(&objective.id.value)), format!("{label}."), title);
            match &objective.text {
                Some(text) => body.text(self, None, text),
                None => body.paragraph(None, words(&self.label("missing.text"))),
            }
        }
    }

    /// Objectives as they print: each whole, then its parts.
    pub(super) fn objectives_in_order(&self) -> Vec<usize> {
        let all = self.model.objectives.iter().enumerate();
        let mut order = Vec::new();
        for (index, _) in all.clone().filter(|(_, objective)| objective.within.is_none()) {
            order.push(index);
            order.extend(all.clone().filter(|(_, part)| part.within == Some(index)).map(|(part, _)| part));
        }
        order
    }

    /// "Objective 1"
    pub(super) fn objective_label(&mut self, index: usize) -> String {
        plain_text(&self.reference(Target::Objective(index), None))
    }

    pub(super) fn responsibilities(&mut self, body: &mut Body) {
        let model = self.model;
        for (whose, members) in responsibility_groups(model) {
            let names: Vec<Vec<Inline>> = whose.iter().map(|index| words(&self.short(*index))).collect();
            let title = match names.as_slice() {
                [] => words(&self.label("responsibilities.both")),
                [one] => self.fill("responsibilities.of", &[("participant", one.clone())]),
                // Joint, and not of all: it says whose.
                _ => {
                    let names = plain_text(&self.list(names));
                    words(&format!("{} ({names})", self.label("responsibilities.both")))
                }
            };
            body.tell_of(None);
            body.heading(None, String::new(), title);
            for index in members {
                let responsibility = &model.responsibilities[index];
                body.tell_of(Some(responsibility.span));
                let anchor = responsibility.id.as_ref().map(|id| self.anchor(&id.value));
                match &responsibility.text {
                    Some(text) => body.text(self, anchor, text),
                    None => body.paragraph(anchor, words(&self.label("missing.text"))),
                }
                let objectives =
                    responsibility.objectives.iter().map(|index| self.reference(Target::Objective(*index), None));
                let objectives = objectives.collect::<Vec<_>>();
                if !objectives.is_empty() {
                    let list = self.list(objectives);
                    body.append(self.fill("responsibilities.for", &[("objectives", list)]));
                }
            }
        }
    }
}

/// Takes away the mark that an author put at the end of a recital: the marks between recitals are the program's.
fn unmarked(inlines: &mut Vec<Inline>) {
    let empty = match inlines.last_mut() {
        Some(Inline::Text { text }) => {
            let kept = text.trim_end_matches([',', ';', ':', ' ', '\u{A0}']);
            // A full stop may be part of an abbreviation; after a figure or a long word it ends a sentence.
            let word = kept.trim_end_matches('.').rsplit(' ').next().unwrap_or_default();
            let kept = if word.contains('.') || word.chars().count() < 3 { kept } else { kept.trim_end_matches('.') };
            text.truncate(kept.len());
            text.is_empty()
        }
        Some(Inline::Foreign { body, .. } | Inline::Emph { body } | Inline::Strong { body }) => {
            unmarked(body);
            body.is_empty()
        }
        Some(Inline::Link { .. } | Inline::Break) | None => false,
    };
    if empty {
        inlines.pop();
    }
}
