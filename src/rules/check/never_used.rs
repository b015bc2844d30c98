//! REF004: bodies, places and strategies that are declared and never used.

use super::Facts;
use crate::diagnostic::Diagnostic;
use crate::model::Target;
use crate::source::Spanned;

pub(super) fn check(facts: &Facts<'_>, found: &mut Vec<Diagnostic>) {
    let model = facts.model;
    // What was not understood may be the use.
    let whole = model.outline.is_whole(0)
        && model.outline.all().all(|(index, statement)| !statement.unknown && model.outline.is_whole(index));
    if !whole {
        return;
    }
    let bodies = model.bodies.iter().enumerate().map(|(index, body)| (Target::Body(index), "body", &body.id));
    let places = model.places.iter().enumerate().map(|(index, place)| (Target::Place(index), "place", &place.id));
    let strategies = model.strategies.iter().enumerate();
    let strategies = strategies.map(|(index, strategy)| (Target::Strategy(index), "strategy", &strategy.id));
    let unused = bodies.chain(places).chain(strategies).filter(|(target, ..)| !model.named.contains(target));
    let unused: Vec<_> = unused.filter(|(_, _, id)| is_own(facts, id) && !is_meant(id, found)).collect();
    for (_, kind, id) in unused {
        let message = format!("the {kind} `{}` is declared and never used", id.value);
        let help = "name it where it has a part, or delete it: by itself it is not printed";
        found.push(facts.finding(id.span, message).help(help).about([id.value.clone()]));
    }
}

/// Whether it is declared for this compact: what an included file declares may serve another, and a second statement of
/// one name has been reported.
fn is_own(facts: &Facts<'_>, id: &Spanned<String>) -> bool {
    let outline = &facts.model.outline;
    let own = facts.model.compact.as_ref().is_some_and(|compact| compact.span.file == id.span.file);
    own && outline.named(&id.value).is_some_and(|index| outline.place(index) == id.span)
}

/// Whether a reference to nothing probably meant it.
fn is_meant(id: &Spanned<String>, found: &[Diagnostic]) -> bool {
    let broken = found.iter().filter(|finding| finding.rule == "REF001");
    broken.flat_map(|finding| &finding.related).any(|related| related.span == id.span)
}
