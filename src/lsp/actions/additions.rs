//! Writing what is missing: what a finding names, or all that a statement lacks, with holes for what only the author knows.

use gen_lsp_types::CodeActionKind;

use super::super::{edits, insertion};
use super::{Asked, Choice, quick, rewriting};
use crate::diagnostic::{Addition, Diagnostic, HOLE};
use crate::source::FileId;
use crate::syntax::ast::{Statement, statements};
use crate::syntax::parse;
use crate::vocabulary::vocabulary;

/// The additions that a finding names.
pub(super) fn of<'a>(asked: &Asked<'a>, finding: &'a Diagnostic) -> Vec<Choice<'a>> {
    let Some(adds) = &finding.adds else { return Vec::new() };
    let mut found: Vec<Choice<'a>> = Vec::new();
    let mut add = |addition: &Addition| {
        let file = addition.instead.or(addition.into).map_or(finding.span.file, |place| place.file);
        if let Some(new) = insertion::added(asked.text(file), &asked.known.ground, addition) {
            let title = title(asked, addition);
            found.push(quick(finding, file, title, edits::between(asked.text(file), &new)));
        }
    };
    add(adds);
    // Targets that are not agreed yet are said to be set by a day.
    if finding.rule == "GAO001" && !has_targets(asked, adds) {
        add(&Addition { text: "target to-be-set by …".to_owned(), ..adds.clone() });
    }
    found
}

fn has_targets(asked: &Asked<'_>, adds: &Addition) -> bool {
    let outline = &asked.view.checked.analysis.model.outline;
    adds.into.is_some_and(|place| outline.fields(outline.around(place), "target").next().is_some())
}

/// All that findings say a statement under the cursor lacks, and what it needs.
pub(super) fn of_statement<'a>(asked: &Asked<'a>) -> Option<Choice<'a>> {
    let outline = &asked.view.checked.analysis.model.outline;
    let cursor = crate::source::Span { file: asked.view.file, start: asked.range.start, end: asked.range.start };
    let mut index = outline.around(cursor);
    while index != 0 && !outline.get(index)?.row?.fields {
        index = outline.get(index)?.parent;
    }
    let statement = outline.get(index).filter(|_| index != 0)?;
    let text = asked.text(asked.view.file);
    let findings = &asked.view.checked.analysis.diagnostics;
    let own = |adds: &&Addition| {
        adds.into.is_some_and(|place| place.file == statement.at.file && outline.around(place) == index)
    };
    let mut new = text.to_owned();
    let mut named: Vec<String> = Vec::new();
    for adds in findings.iter().filter_map(|finding| finding.adds.as_ref()).filter(own) {
        if let Some(added) = insertion::added(&new, &asked.known.ground, adds) {
            new = added;
            named.extend(keywords(&adds.text).into_iter().map(|word| format!("`{word}`")));
        }
    }
    named.dedup();
    (!named.is_empty()).then(|| {
        let title = format!("add the missing fields of `{}`: {}", outline.path(index), named.join(", "));
        Choice {
            kind: CodeActionKind::RefactorRewrite,
            ..rewriting(asked.view.file, title, edits::between(text, &new))
        }
    })
}

/// "add `tracked … annually` to `contribution us-assistance`", "add `mechanism` with `kind implementation`"
fn title(asked: &Asked<'_>, addition: &Addition) -> String {
    let text = &addition.text;
    let (ast, _) = parse(FileId::default(), text, vocabulary());
    let head = |statement: &Statement| {
        let head = text[statement.head().range()].split_whitespace().collect::<Vec<_>>().join(" ");
        // A hole alone says nothing of what comes in it.
        let bare = head.strip_suffix(" …").or(head.strip_suffix(" \"…\"")).filter(|bare| !bare.contains(' '));
        format!("`{}`", bare.unwrap_or(&head))
    };
    let told = |statement: &Statement| {
        let fields = statement.block.iter().flat_map(|block| statements(&block.items));
        let known = fields.filter(|field| !text[field.span.range()].contains(HOLE));
        let fields: Vec<String> = known.map(head).collect();
        let with = if fields.is_empty() { String::new() } else { format!(" with {}", fields.join(", ")) };
        format!("{}{with}", head(statement))
    };
    let lines: Vec<String> = ast.statements().map(told).collect();
    let outline = &asked.view.checked.analysis.model.outline;
    let into = addition.into.map(|place| outline.around(place)).filter(|index| *index != 0);
    let into = into.map(|index| format!(" to `{}`", outline.path(index))).unwrap_or_default();
    match lines.as_slice() {
        [first, .., last] if lines.len() > 4 => format!("add {first} up to {last}{into}"),
        _ => format!("add {}{into}", lines.join(", ")),
    }
}

fn keywords(text: &str) -> Vec<String> {
    let (ast, _) = parse(FileId::default(), text, vocabulary());
    ast.statements().map(|statement| statement.keyword.text.clone()).collect()
}
