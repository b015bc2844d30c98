//! Sections VIII to XII: data, sustaining progress, suspension, general provisions, commencement and duration.

use super::{Body, joined};
use crate::document::Inline;
use crate::document::composer::{Composer, words};
use crate::document::numbering::is_standard;
use crate::model::text::Field;
use crate::model::value::Day;
use crate::model::{Data, SectionName};

impl Composer<'_> {
    pub(super) fn data(&mut self, body: &mut Body) {
        let model = self.model;
        let Some(data) = &model.data else { return };
        body.tell_of(self.statement("data"));
        for text in [&data.text, &data.collected, &data.tracked, &data.managed].into_iter().flatten() {
            body.text(self, None, text);
        }
        if !data.uses.is_empty() {
            let sentence = self.whole(|composer| {
                let uses = data.uses.iter().map(|used| words(&composer.label(&format!("data.{used}")))).collect();
                let uses = composer.list(uses);
                composer.sentence("data.uses", &[("uses", uses)])
            });
            body.paragraph(None, sentence);
        }
        let records = self.whole(|composer| composer.records(data));
        if !records.is_empty() {
            body.paragraph(None, records);
        }
        for text in [&data.access, &data.law].into_iter().flatten() {
            body.text(self, None, text);
        }
        if !data.custodians.is_empty() {
            let who = self.who(&data.custodians);
            body.details(vec![self.detail("data.custodian", who)]);
        }
    }

    /// How children appear in records, what is shared, how long records are kept.
    fn records(&mut self, data: &Data) -> Vec<Inline> {
        let mut sentences = Vec::new();
        if let Some(records) = &data.records {
            sentences.push(self.sentence(&format!("data.records-{}", records.value), &[]));
        }
        if let Some(shared) = &data.shared {
            sentences.push(self.sentence(&format!("data.shared-{}", shared.value), &[]));
        }
        if let Some(retained) = data.retained {
            let duration = words(&self.duration(retained));
            sentences.push(self.sentence("data.retained", &[("duration", duration)]));
        }
        joined(sentences, " ")
    }

    pub(super) fn sustainability(&mut self, body: &mut Body) {
        let model = self.model;
        let Some(sustainability) = &model.sustainability else { return };
        body.tell_of(self.statement("sustainability"));
        match &sustainability.text {
            Some(text) => body.text(self, None, text),
            None => body.paragraph(None, words(&self.label("missing.text"))),
        }
        let mut details = Vec::new();
        if let Some(ready) = &sustainability.ready {
            details.push(self.detail("sustainability.ready", words(&self.format.date(ready.value))));
        }
        if !sustainability.led_by.is_empty() {
            let who = self.who(&sustainability.led_by);
            details.push(self.detail("sustainability.led", who));
        }
        body.details(details);
    }

    pub(super) fn suspension(&mut self, body: &mut Body) {
        let model = self.model;
        match &model.suspension {
            Some(text) => body.text(self, None, text),
            None => {
                body.paragraph(None, self.sentence("suspension.standard", &[]));
                body.paragraph(None, self.sentence("suspension.reinstatement", &[]));
            }
        }
    }

    pub(super) fn general(&mut self, body: &mut Body) {
        let model = self.model;
        for name in ["non-binding", "funds"] {
            if model.suppressed.iter().any(|suppressed| suppressed.value == name) {
                continue;
            }
            let own = model.provisions.iter().find(|provision| provision.id.value == name);
            body.tell_of(own.map(|provision| provision.id.span));
            match own.and_then(|provision| provision.text.as_ref()) {
                Some(text) => {
                    let title = own.and_then(|provision| provision.title.as_ref());
                    let heading = title.map(|title| self.fragment(Some(title))).map(|title| self.run_in(title));
                    body.text_after(self, Some(self.anchor(name)), heading.unwrap_or_default(), text);
                }
                None => body.paragraph(Some(self.anchor(name)), self.sentence(&format!("general.{name}"), &[])),
            }
        }
        body.tell_of(None);
        body.paragraph(None, self.sentence("general.modification", &[]));
        let further = model.provisions.iter().filter(|provision| provision.after == SectionName::General);
        for provision in further.filter(|provision| !is_standard(&provision.id.value)) {
            body.tell_of(Some(provision.id.span));
            let title = self.fragment(provision.title.as_ref());
            let heading = self.run_in(title);
            let anchor = Some(self.anchor(&provision.id.value));
            match &provision.text {
                Some(text) => body.text_after(self, anchor, heading, text),
                None => body.paragraph(anchor, heading),
            }
        }
    }

    pub(super) fn term(&mut self, body: &mut Body) {
        let model = self.model;
        let compact = model.compact.as_ref();
        let operative = compact.and_then(|compact| compact.operative.as_ref()).map(|date| date.value);
        let signing = compact.and_then(|compact| compact.date.as_ref()).map(|date| &date.value);
        let sentence = self.whole(|composer| match operative {
            Some(date) => {
                let date = words(&composer.format.date(date));
                composer.sentence("term.on-date", &[("date", date)])
            }
            None => composer.sentence("term.on-signing", &[]),
        });
        body.tell_of(self.statement("term"));
        body.paragraph(None, sentence);
        let Some(term) = &model.term else { return };
        // A term that begins on a day still to be written in by hand has no dates yet.
        let known = term.days.is_some()
            && (!matches!(signing, Some(Day::Blank)) || operative.is_some() || term.begins.is_some());
        let sentence = self.whole(|composer| {
            let duration = words(&composer.term_field(Field::Words));
            if known {
                let (start, end) = (words(&composer.term_field(Field::Start)), words(&composer.term_field(Field::End)));
                composer.sentence("term.dated", &[("duration", duration), ("start", start), ("end", end)])
            } else {
                composer.sentence("term.duration", &[("duration", duration)])
            }
        });
        body.paragraph(None, sentence);
    }
}
