//! SARIF 2.1.0, which code-scanning systems read: each rule with its page, each finding with its authority.

use std::collections::{BTreeMap, BTreeSet};

use percent_encoding::{AsciiSet, NON_ALPHANUMERIC, utf8_percent_encode};
use serde_json::{Value, json};
use serde_sarif::sarif::{
    ArtifactChange, ArtifactContent, ArtifactLocation, Fix, Location, Message, MultiformatMessageString,
    PhysicalLocation, PropertyBag, Region, Replacement, ReportingDescriptor, Result as SarifResult, ResultKind,
    ResultLevel, Run, Sarif, Suppression, Tool, ToolComponent,
};

use super::fingerprint::fingerprints;
use super::{Finding, Report, one_line, slashed};
use crate::diagnostic::Severity;
use crate::rules::Rule;
use crate::source::Span;

/// The published schema that the log conforms to.
const SCHEMA: &str = "https://docs.oasis-open.org/sarif/sarif/v2.1.0/errata01/os/schemas/sarif-schema-2.1.0.json";

/// What stays as it is in the path of an address.
const PATH: &AsciiSet = &NON_ALPHANUMERIC.remove(b'-').remove(b'.').remove(b'_').remove(b'~').remove(b'/');

/// Prints findings as one log with one run; what is waived is a result that is suppressed, with the reason.
///
/// # Errors
/// The log cannot be written: a fault of this program.
pub fn render(report: &Report<'_>) -> Result<String, String> {
    let all: Vec<Finding<'_>> = report.findings.iter().chain(&report.waived).copied().collect();
    // Only the rules that found something: a reader wants their pages, not a hundred others.
    let mut rules: BTreeMap<&str, &Finding<'_>> = BTreeMap::new();
    for finding in &all {
        rules.entry(&finding.diagnostic.rule).or_insert(finding);
    }
    let codes: Vec<&str> = rules.keys().copied().collect();
    let driver = ToolComponent::builder()
        .name("engross")
        .version(env!("CARGO_PKG_VERSION"))
        .semantic_version(env!("CARGO_PKG_VERSION"))
        .rules(rules.values().map(|finding| descriptor(finding)).collect::<Vec<_>>())
        .build();
    let results = all.iter().zip(fingerprints(&all)).map(|(finding, fingerprint)| {
        let index = codes.iter().position(|code| *code == finding.diagnostic.rule);
        result(finding, index.unwrap_or_default(), fingerprint)
    });
    let run = Run::builder()
        .tool(Tool::builder().driver(driver).build())
        .column_kind(json!("unicodeCodePoints"))
        .results(results.collect::<Vec<_>>())
        .build();
    let log = Sarif::builder().schema(SCHEMA).version(json!("2.1.0")).runs(vec![run]).build();
    serde_json::to_string_pretty(&log).map(|text| text + "\n").map_err(|error| error.to_string())
}

/// A rule as its page describes it; its name alone where no pack has a page.
/// The pack and the kind of authority; each once.
fn tags(rule: &Rule) -> BTreeSet<String> {
    [rule.pack.clone(), rule.rests_on.words().to_owned()].into()
}

fn descriptor(finding: &Finding<'_>) -> ReportingDescriptor {
    let Some(rule) = finding.rule else {
        return ReportingDescriptor::builder().id(finding.diagnostic.rule.as_ref()).build();
    };
    let prose = rule.prose();
    let authority = rule.authority();
    let help = format!("{prose}\n\nAuthority: {authority}");
    let text = |text: String| MultiformatMessageString::builder().text(text).build();
    ReportingDescriptor::builder()
        .id(rule.code.as_str())
        .name(rule.name.as_str())
        .short_description(text(format!("Finds {}", one_line(&rule.finds))))
        .full_description(text(one_line(prose.split("\n\n").next().unwrap_or_default())))
        .help(MultiformatMessageString::builder().text(help.clone()).markdown(help).build())
        .properties(properties(authority_of(rule)))
        .build()
}

fn authority_of(rule: &Rule) -> Vec<(&'static str, Value)> {
    let mut properties = vec![
        ("authority", json!(rule.cite)),
        ("authorityKind", json!(rule.rests_on)),
        ("certainty", json!(rule.certainty)),
        ("tags", json!(tags(rule))),
    ];
    properties.extend(rule.element.as_ref().map(|element| ("element", json!(element))));
    properties
}

fn properties(properties: Vec<(&'static str, Value)>) -> PropertyBag {
    let properties = properties.into_iter().map(|(name, value)| (name.to_owned(), value));
    PropertyBag::builder().additional_properties(properties.collect::<BTreeMap<_, _>>()).build()
}

fn result(finding: &Finding<'_>, rule: usize, fingerprint: String) -> SarifResult {
    let found = finding.diagnostic;
    let level = match found.severity {
        Severity::Error => ResultLevel::Error,
        Severity::Warning => ResultLevel::Warning,
        Severity::Info => ResultLevel::Note,
    };
    let message = Message::builder().text(finding.told()).build();
    let mut result = SarifResult::builder()
        .rule_id(found.rule.as_ref())
        .rule_index(rule as i64)
        .level(level)
        .kind(ResultKind::Fail)
        .message(message)
        .locations(vec![location(finding, found.span, None)])
        .partial_fingerprints(BTreeMap::from([("engross/v1".to_owned(), fingerprint)]))
        .properties(properties(vec![("stillOpen", json!(found.still_open)), ("statement", json!(finding.path))]))
        .build();
    if !found.related.is_empty() {
        let related = found.related.iter().map(|place| location(finding, place.span, Some(&place.message)));
        result.related_locations = Some(related.collect());
    }
    if let Some(fix) = &found.fix {
        let replacement = |(span, text): &(Span, String)| {
            let inserted = ArtifactContent::builder().text(text.as_str()).build();
            Replacement::builder().deleted_region(region(finding, *span)).inserted_content(inserted).build()
        };
        let change = |edits: &[(Span, String)]| {
            let file = edits.iter().map(|(span, _)| artifact(finding, *span)).next();
            let replacements: Vec<Replacement> = edits.iter().map(replacement).collect();
            file.map(|file| ArtifactChange::builder().artifact_location(file).replacements(replacements).build())
        };
        let description = Message::builder().text(fix.title.as_str()).build();
        let changes: Vec<ArtifactChange> =
            fix.edits.chunk_by(|(a, _), (b, _)| a.file == b.file).filter_map(change).collect();
        result.fixes = Some(vec![Fix::builder().description(description).artifact_changes(changes).build()]);
    }
    if let Some(reason) = finding.waived {
        let waiver = Suppression::builder().kind(json!("inSource")).justification(reason).build();
        result.suppressions = Some(vec![waiver]);
    }
    result
}

fn location(finding: &Finding<'_>, span: Span, message: Option<&str>) -> Location {
    let place =
        PhysicalLocation::builder().artifact_location(artifact(finding, span)).region(region(finding, span)).build();
    let mut location = Location::builder().physical_location(place).build();
    location.message = message.map(|message| Message::builder().text(message).build());
    location
}

fn artifact(finding: &Finding<'_>, span: Span) -> ArtifactLocation {
    let name = slashed(finding.name(span.file));
    let path = utf8_percent_encode(&name, PATH);
    let scheme = if name.starts_with('/') { "file://" } else { "" };
    ArtifactLocation::builder().uri(format!("{scheme}{path}")).build()
}

fn region(finding: &Finding<'_>, span: Span) -> Region {
    let (start, end) = finding.place_of(span);
    Region::builder()
        .start_line(start.line as i64)
        .start_column(start.column as i64)
        .end_line(end.line as i64)
        .end_column(end.column as i64)
        .build()
}
