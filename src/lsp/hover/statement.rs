//! What a statement says, where it may stand, and what of the law it answers to.

use super::{Card, Look, words};
use crate::syntax::ast::{Statement, ValueKind};
use crate::vocabulary::reference::STATUTE;
use crate::vocabulary::{Row, vocabulary};

impl Look<'_> {
    /// A row of the vocabulary; of the statement itself, where it was understood, also what prints for it.
    pub(super) fn row(&mut self, row: &'static Row, index: Option<usize>) -> Card {
        let mut card = Card::new(format!("`{}`", row.usage()));
        card.line(code_kept(&row.help));
        if let Some(target) = index.and_then(|index| self.model.target(self.outline.id(index)?.0)) {
            card.line(self.headline(target));
        }
        let mut facts = format!("Stands {}{}.", row.stands(), if row.required { "; required" } else { "" });
        if let Some(default) = &row.default {
            facts.push_str(&format!(" Where it is missing: {}.", code_kept(default)));
        }
        card.line(facts);
        card.maybe(self.law(row));
        for (name, kind) in vocabulary().slots_of(row).into_iter().filter(|(name, _)| *name != "ID") {
            card.line(format!("{name}: {}", kind.describe()));
        }
        card.code(&row.example);
        card
    }

    /// The element of the law that a row meets: in the law's words where they were seen.
    fn law(&self, row: &Row) -> Option<String> {
        let element = row.element.as_deref()?;
        let rules = self.model.compact.as_ref().map_or("cpc", |compact| compact.rules.as_str());
        let cite = format!("{STATUTE}{element}");
        let packs = self.view.checked.project.rules.book.applying(rules);
        let known = packs.flat_map(|pack| &pack.about.elements).find(|known| known.cite == cite)?;
        Some(match known.quoted {
            true => format!("**{cite}** asks for “{}”.", words(&known.words)),
            false => format!("**{cite}** asks for {} (our words, not the law's).", words(&known.words)),
        })
    }

    /// The file that an `include` names.
    pub(super) fn include(&self, statement: &Statement) -> Option<Card> {
        let includes = &self.view.checked.analysis.files.includes;
        let path = statement.values.iter().find_map(|value| match &value.kind {
            ValueKind::Text(literal) => Some(literal.text.as_str()),
            _ => None,
        })?;
        let Some(file) = includes.get(&statement.span) else {
            return Some(Card::new(format!("`{path}` is not included: it cannot be read, or is included already.")));
        };
        let private = statement.values.iter().any(|value| value.kind == ValueKind::Word("private".to_owned()));
        let ast = self.view.checked.analysis.files.asts.get(file.0 as usize)?;
        let count = ast.statements().count();
        let mut card = Card::new(format!("`{path}`: {count} {}.", if count == 1 { "statement" } else { "statements" }));
        if private {
            card.line("Private: it is left out of everything that leaves this side.");
        }
        Some(card)
    }
}

/// A sentence of the vocabulary or of a finding: its code stands in backticks, and of markup it has nothing else.
pub(super) fn code_kept(text: &str) -> String {
    let parts = text.split('`').enumerate();
    parts.map(|(index, part)| if index % 2 == 1 { format!("`{part}`") } else { words(part) }).collect()
}
