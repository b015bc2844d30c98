//! What leads out of a text: included files, rules that are waived, addresses, and citations of statutes.

use std::ops::Range;

use gen_lsp_types::{DocumentLink, Uri};
use linkify::{LinkFinder, LinkKind};

use super::diagnostics;
use super::lines::{self, Line};
use super::session::{Session, View};
use crate::model::Value;
use crate::source::Span;
use crate::syntax::ast::{Item, Literal, Statement, ValueKind};

/// The links of a file.
pub fn links(session: &Session<'_>, uri: &Uri) -> Vec<DocumentLink> {
    let Some(view) = session.view(uri) else { return Vec::new() };
    let mut found: Vec<(Span, Uri, Option<String>)> = Vec::new();
    if let Some(ast) = view.checked.analysis.files.asts.get(view.file.0 as usize) {
        items(session, &view, &ast.items, &mut found);
    }
    rules(&view, &mut found);
    found.sort_by_key(|(span, ..)| span.start);
    let link = |(span, target, tooltip): (Span, Uri, Option<String>)| DocumentLink {
        range: session.encoding.range(view.source(), span),
        target: Some(target),
        tooltip,
        data: None,
    };
    found.into_iter().map(link).collect()
}

type Found = Vec<(Span, Uri, Option<String>)>;

fn items(session: &Session<'_>, view: &View, all: &[Item], found: &mut Found) {
    for line in all.iter().filter_map(lines::line) {
        if let Line::Statement(statement) = line {
            if statement.keyword.text == "include" {
                found.extend(include(session, view, statement));
            } else {
                statement.values.iter().for_each(|value| {
                    if let ValueKind::Text(literal) = &value.kind {
                        text(literal, found);
                    }
                });
            }
        }
        if let Some(block) = line.block() {
            items(session, view, &block.items, found);
        }
    }
}

/// An included file, where it was read.
fn include(session: &Session<'_>, view: &View, statement: &Statement) -> Option<(Span, Uri, Option<String>)> {
    let file = view.checked.analysis.files.includes.get(&statement.span)?;
    let value = statement.values.iter().find(|value| matches!(value.kind, ValueKind::Text(_)))?;
    Some((value.span, session.uri(view.identity(*file))?, Some("Open the included file".into())))
}

/// The pages of the rules that are waived.
fn rules(view: &View, found: &mut Found) {
    let outline = &view.checked.analysis.model.outline;
    for (index, _) in outline.all().filter(|(_, statement)| statement.keyword == "allow") {
        for arg in outline.args(index).iter().filter(|arg| arg.slot == "RULE" && arg.span.file == view.file) {
            let Value::Name(written) = &arg.value else { continue };
            let Some(rule) = view.checked.project.rules.book.rule(written) else { continue };
            let Some(page) = diagnostics::page(&view.checked, &rule.code) else { continue };
            found.push((arg.span, page, Some(format!("The page of {} {}", rule.code, rule.name))));
        }
    }
}

/// Addresses and citations in a text.
fn text(literal: &Literal, found: &mut Found) {
    let text = &literal.text;
    for link in LinkFinder::new().links(text).filter(|link| *link.kind() == LinkKind::Url) {
        if let Ok(target) = link.as_str().parse() {
            found.push((literal.span(link.start()..link.end()), target, None));
        }
    }
    for (range, address, tooltip) in citations(text) {
        if let Ok(target) = address.parse() {
            found.push((literal.span(range), target, Some(tooltip)));
        }
    }
}

/// Citations of the United States Code and of public laws, with the addresses of their official texts. Both addresses are
/// made as the publishers say how: the Office of the Law Revision Counsel for the Code, govinfo's link service for laws.
fn citations(text: &str) -> Vec<(Range<usize>, String, String)> {
    let mut found = Vec::new();
    for (at, sign) in text.match_indices("U.S.C.") {
        let Some((title, start)) = number_before(&text[..at]) else { continue };
        let behind = at + sign.len();
        let Some((section, end)) = section_behind(text, behind) else { continue };
        let address = format!(
            "https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title{title}-section{section}&num=0&edition=prelim"
        );
        found.push((
            start..end,
            address,
            format!("{title} U.S.C. {section}, as the House of Representatives publishes it"),
        ));
    }
    for sign in ["Public Law", "Pub. L.", "P.L."] {
        for (at, _) in text.match_indices(sign) {
            let Some((congress, law, end)) = law_behind(text, at + sign.len()) else { continue };
            let address = format!("https://www.govinfo.gov/link/plaw/{congress}/public/{law}");
            found.push((at..end, address, format!("Public Law {congress}-{law}, as govinfo publishes it")));
        }
    }
    found
}

/// The number at the end of a text, and where it begins.
fn number_before(text: &str) -> Option<(u8, usize)> {
    let trimmed = text.trim_end_matches([' ', '\u{A0}']);
    let start = trimmed.len() - trimmed.bytes().rev().take_while(u8::is_ascii_digit).count();
    // The Code has 54 titles.
    let title = trimmed[start..].parse().ok().filter(|title| (1..=54).contains(title))?;
    Some((title, start))
}

/// The section behind a sign, without its paragraphs, and where the citation ends with them: `7103a(d)(2)`.
fn section_behind(text: &str, at: usize) -> Option<(&str, usize)> {
    let blank = text[at..].find(|c: char| !matches!(c, ' ' | '\u{A0}' | '§' | '\n'))?;
    let start = at + blank;
    let rest = &text[start..];
    let length = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '-').unwrap_or(rest.len());
    let section = rest[..length].trim_end_matches('-');
    if !section.starts_with(|c: char| c.is_ascii_digit()) {
        return None;
    }
    let mut end = start + section.len();
    while let Some(close) = text[end..].strip_prefix('(').and_then(|inner| inner.find(')')).filter(|close| *close <= 4)
    {
        end += close + 2;
    }
    Some((section, end))
}

/// Congress and number of a public law, and where the citation ends. Laws before the 104th Congress are not there.
fn law_behind(text: &str, at: usize) -> Option<(u16, u16, usize)> {
    let rest = text[at..].trim_start();
    let rest = rest.strip_prefix("No. ").unwrap_or(rest);
    let digits = |text: &str| text.bytes().take_while(u8::is_ascii_digit).count();
    let congress = digits(rest);
    let behind = rest.get(congress..)?;
    let dash = behind.chars().next().filter(|c| matches!(c, '-' | '–' | '‑'))?.len_utf8();
    let law = digits(behind.get(dash..)?);
    let number = behind.get(dash..dash + law)?.parse().ok()?;
    let congress_number = rest[..congress].parse().ok().filter(|congress| (104..=199).contains(congress))?;
    Some((congress_number, number, text.len() - rest.len() + congress + dash + law))
}

#[cfg(test)]
mod tests {
    use super::citations;

    #[test]
    fn citations_lead_to_official_texts() {
        let shown = |text: &str| -> Vec<String> {
            citations(text).into_iter().map(|(range, address, _)| format!("{} -> {address}", &text[range])).collect()
        };
        assert_eq!(
            shown("under 22 U.S.C. 7103a(d)(2), as amended by Public Law 115–31, and Pub. L. No. 106-386."),
            [
                "22 U.S.C. 7103a(d)(2) -> https://uscode.house.gov/view.xhtml?req=granuleid:USC-prelim-title22-section7103a&num=0&edition=prelim",
                "Public Law 115–31 -> https://www.govinfo.gov/link/plaw/115/public/31",
                "Pub. L. No. 106-386 -> https://www.govinfo.gov/link/plaw/106/public/386",
            ]
        );
        for none in ["U.S.C. 7103a", "99 U.S.C. 1", "22 U.S.C. chapter", "Public Law 87-195", "Public Law", "22 U.S.C."]
        {
            assert!(shown(none).is_empty(), "{none}");
        }
        assert_eq!(citations("1 U.S.C. § 112b.").len(), 1);
    }
}
