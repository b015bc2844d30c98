//! What an identifier names: its kind, what prints for it, its title, and how its text begins.

use super::{Card, Look, words};
use crate::lsp::tally;
use crate::model::text::{Field, Text};
use crate::model::{Kind, Model, Target};
use crate::source::Span;

impl Look<'_> {
    /// A reference in prose: what it prints where it stands, then what it names.
    pub(super) fn mention(&mut self, id: &str, span: Span) -> Option<Card> {
        let target = self.model.target(id)?;
        let written = self.view.checked.analysis.files.sources.slice(span).to_owned();
        let heard = self.heard(span);
        if let Some((language, _)) = &heard {
            self.glance = self.glance_in(language)?;
        }
        let own =
            written.starts_with('[').then(|| written.split(']').next().unwrap_or_default().trim_start_matches('['));
        let field = field(&written, id, target.kind());
        let several =
            self.model.compact.as_ref().is_some_and(|compact| compact.languages.len() + compact.courtesy.len() > 1);
        let mut card = Card::new(match (own, heard, field) {
            (Some(own), ..) => format!("Prints your own words, “{}”, linked to what they name.", words(own)),
            (None, Some((language, printed)), _) => {
                let place = if several { format!("Prints here, in `{language}`:") } else { "Prints here:".to_owned() };
                format!("{place} **{}**", words(&printed))
            }
            // A place that no part of the instrument prints, or a text that cannot be printed.
            (None, None, Some(field)) => format!("Stands for **{}**.", words(&self.glance.field(target, field))),
            (None, None, None) if target == Target::Term => return Some(self.target(target, id)),
            (None, None, None) => format!("Stands for **{}**.", words(&self.glance.name(target))),
        });
        self.tell(&mut card, target, id);
        Some(card)
    }

    /// What an identifier names.
    pub(super) fn target(&mut self, target: Target, id: &str) -> Card {
        let mut card = Card::default();
        self.tell(&mut card, target, id);
        card
    }

    fn tell(&mut self, card: &mut Card, target: Target, id: &str) {
        card.line(self.headline(target));
        card.line(self.kind(target, id));
        card.maybe(tally::line(self.model, target));
        if let Some(text) = text(self.model, target) {
            let beginning = self.glance.beginning(text);
            card.quote(&beginning);
        }
    }

    /// What prints for a target, and its title.
    pub(super) fn headline(&mut self, target: Target) -> String {
        let number = self.glance.number(target);
        let title = match target {
            Target::Section(name) => Some(self.glance.section(name)),
            Target::Term => {
                let mut end = |field| self.glance.field(Target::Term, field);
                let (duration, start, last) = (end(Field::Duration), end(Field::Start), end(Field::End));
                return format!("**{}**, from {} to {}", words(&duration), words(&start), words(&last));
            }
            Target::Participants => Some(self.glance.name(target)),
            _ => title(self.model, target).map(|title| self.glance.words(title)),
        };
        let short = short(self.model, target).map(|short| self.glance.words(short));
        match (number.filter(|_| !matches!(target, Target::Section(_))), title, short) {
            (Some(number), Some(title), _) => format!("**{}**, {}", words(&number), words(&title)),
            (None, Some(title), Some(short)) if short != title => format!("**{}**: {}", words(&short), words(&title)),
            (None, Some(one), _) | (Some(one), None, _) | (None, None, Some(one)) => format!("**{}**", words(&one)),
            (None, None, None) => "It has no title yet.".to_owned(),
        }
    }

    fn kind(&self, target: Target, id: &str) -> String {
        let model = self.model;
        let of = |index: usize| model.participants.get(index).map_or("", |participant| participant.id.value.as_str());
        match target {
            Target::Participant(index) => {
                let assisting = model.participants.get(index).is_some_and(|participant| participant.assisting);
                format!("`participant {id}`, the {} one", if assisting { "assisting" } else { "partner" })
            }
            Target::Body(index) => match model.bodies.get(index) {
                Some(body) if body.leads => format!("`lead {id}` of `{}`", of(body.participant)),
                Some(body) => format!("`body {id}` of `{}`", of(body.participant)),
                None => format!("`body {id}`"),
            },
            Target::Contribution(index) => match model.contributions.get(index) {
                Some(contribution) => format!("`contribution {id}` by `{}`", of(contribution.participant)),
                None => format!("`contribution {id}`"),
            },
            Target::Objective(index) => match model.objectives.get(index).and_then(|item| item.pillar.as_ref()) {
                Some(pillar) => format!("`objective {id}`, {}", pillar.value),
                None => format!("`objective {id}`"),
            },
            Target::Indicator(index) => match model.indicators.get(index).and_then(|item| item.level.as_ref()) {
                Some(level) => format!("`indicator {id}`, {}", level.value),
                None => format!("`indicator {id}`"),
            },
            Target::Section(_) => "a section of the instrument".to_owned(),
            Target::Participants => "all participants, in the order that each original requires".to_owned(),
            Target::Term => "the term".to_owned(),
            Target::Implementer(_) => format!("`implementer {id}`, a record that is not printed by itself"),
            target => format!("`{} {id}`", target.kind().word()),
        }
    }
}

/// The field that a reference names behind the identifier.
fn field(written: &str, id: &str, kind: Kind) -> Option<Field> {
    let (_, rest) = written.rsplit_once(id)?;
    let name = rest.strip_prefix('.')?.trim_end_matches(['}', ')', ' ']);
    kind.field(name)
}

/// The title or the name of a thing.
fn title(model: &Model, target: Target) -> Option<&Text> {
    match target {
        Target::Compact => model.compact.as_ref()?.title.as_ref(),
        Target::Participant(index) => model.participants.get(index)?.name.as_ref(),
        Target::Body(index) => model.bodies.get(index)?.name.as_ref(),
        Target::Place(index) => model.places.get(index)?.name.as_ref(),
        Target::Definition(index) => model.definitions.get(index)?.word.as_ref(),
        Target::Strategy(index) => model.strategies.get(index)?.title.as_ref(),
        Target::Objective(index) => model.objectives.get(index)?.title.as_ref(),
        Target::Activity(index) => model.activities.get(index)?.title.as_ref(),
        Target::Contribution(index) => model.contributions.get(index)?.title.as_ref(),
        Target::Implementer(index) => model.implementers.get(index)?.name.as_ref(),
        Target::Indicator(index) => model.indicators.get(index)?.title.as_ref(),
        Target::Mechanism(index) => model.mechanisms.get(index)?.title.as_ref(),
        Target::Provision(index) => model.provisions.get(index)?.title.as_ref(),
        Target::Annex(index) => model.annexes.get(index)?.title.as_ref(),
        Target::Responsibility(_) | Target::Section(_) | Target::Term | Target::Participants => None,
    }
}

fn short(model: &Model, target: Target) -> Option<&Text> {
    match target {
        Target::Participant(index) => model.participants.get(index)?.short.as_ref(),
        Target::Body(index) => model.bodies.get(index)?.short.as_ref(),
        Target::Implementer(index) => model.implementers.get(index)?.short.as_ref(),
        _ => None,
    }
}

/// The text of a thing: what it says in its own words.
fn text(model: &Model, target: Target) -> Option<&Text> {
    match target {
        Target::Definition(index) => model.definitions.get(index)?.means.as_ref(),
        Target::Objective(index) => model.objectives.get(index)?.text.as_ref(),
        Target::Responsibility(index) => model.responsibilities.get(index)?.text.as_ref(),
        Target::Activity(index) => model.activities.get(index)?.text.as_ref(),
        Target::Contribution(index) => model.contributions.get(index)?.text.as_ref(),
        Target::Indicator(index) => model.indicators.get(index)?.definition.as_ref(),
        Target::Mechanism(index) => model.mechanisms.get(index)?.text.as_ref(),
        Target::Provision(index) => model.provisions.get(index)?.text.as_ref(),
        Target::Annex(index) => model.annexes.get(index)?.text.as_ref(),
        _ => None,
    }
}
