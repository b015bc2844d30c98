//! A name that nothing declares: one that is declared and was perhaps meant, or a declaration of what may stand there.

use super::super::candidates::sort_of;
use super::super::{edits, insertion};
use super::{Asked, Choice, quick};
use crate::diagnostic::{Addition, Diagnostic};
use crate::nearest::nearest;
use crate::source::Span;
use crate::vocabulary::vocabulary;

/// What can be done about an unknown name.
pub(super) fn of<'a>(asked: &Asked<'a>, finding: &'a Diagnostic) -> Vec<Choice<'a>> {
    // What has a certain edit is no unknown name, but a known one with an ending.
    if finding.rule != "REF001" || finding.fix.is_some() {
        return Vec::new();
    }
    let outline = &asked.view.checked.analysis.model.outline;
    let file = finding.span.file;
    let Some((name, span)) = name(asked, finding) else { return Vec::new() };
    let mut found = Vec::new();
    let slot =
        outline.args(outline.around(finding.span)).iter().find(|arg| arg.span == finding.span).map(|arg| arg.slot);
    let kind = slot.and_then(|slot| vocabulary().slot(slot));
    let fits = |keyword: &str| kind.is_none_or(|kind| kind.refers.iter().any(|refers| refers == sort_of(keyword)));
    let ids = outline
        .all()
        .filter(|(_, statement)| fits(statement.keyword))
        .filter_map(|(index, _)| outline.id(index))
        .map(|(id, _)| id);
    if let Some(meant) = nearest(&name, ids) {
        found.push(quick(finding, file, format!("write `{meant}`"), vec![(span.range(), meant.to_owned())]));
    }
    let prose = ["place".to_owned(), "strategy".to_owned(), "definition".to_owned()];
    let kinds = kind.map_or(prose.as_slice(), |kind| kind.refers.as_slice());
    for kind in kinds {
        for (addition, title) in declarations(asked, kind, &name) {
            let into = addition.into.map_or(file, |place| place.file);
            if let Some(new) = insertion::added(asked.text(into), &asked.known.ground, &addition) {
                found.push(quick(finding, into, title, edits::between(asked.text(into), &new)));
            }
        }
    }
    found
}

/// The name that a finding is about, and where it stands.
fn name(asked: &Asked<'_>, finding: &Diagnostic) -> Option<(String, Span)> {
    let name = finding.message.split('`').nth(1)?;
    if !finding.message.starts_with("nothing is declared") {
        return None;
    }
    let written = asked.text(finding.span.file).get(finding.span.range())?;
    let sign = written.rfind('@').map_or(0, |sign| sign + 1);
    let at = sign + written[sign..].find(name)?;
    let start = finding.span.start as usize + at;
    Some((name.to_owned(), Span::new(finding.span.file, start, start + name.len())))
}

/// Statements that declare a name as a kind of thing; a body belongs to a participant.
fn declarations(asked: &Asked<'_>, kind: &str, name: &str) -> Vec<(Addition, String)> {
    let outline = &asked.view.checked.analysis.model.outline;
    if kind == "body" {
        let participants = outline
            .of_keyword("participant")
            .iter()
            .filter_map(|index| Some((outline.id(*index)?.0, outline.place(*index))));
        let add = |(of, place): (&str, Span)| {
            let text = format!("body {name} \"…\"");
            (Addition { into: Some(place), instead: None, text }, format!("create the body `{name}` in `{of}`"))
        };
        return participants.map(add).collect();
    }
    let Some(row) = super::super::skeleton::top(kind) else { return Vec::new() };
    let mut words = row.written.split_whitespace().skip(1).map(|word| match word.chars().all(char::is_lowercase) {
        true => word.to_owned(),
        false => "…".to_owned(),
    });
    // What follows the identifier is open: `for …`.
    let rest = words.next().map(|word| format!(" {word} …")).unwrap_or_default();
    let text = format!("{kind} {name}{rest}");
    vec![(Addition { into: None, instead: None, text }, format!("create the {kind} `{name}`"))]
}
