//! The rules as people look them up: one page a rule, and an index.

use std::fmt::Write as _;

use super::page::{Authority, Severities, Weight};
use super::{Pack, Rule, Rulebook};
use crate::diagnostic::HOLE;
use crate::model::Status;

/// What stands above the prose of a rule's page: what it finds, how much that weighs, on what authority.
pub struct Head {
    /// "STA005 activity-per-objective"
    pub title: String,
    /// Each fact with its name.
    pub facts: Vec<(&'static str, String)>,
}

/// The head of a rule's page.
pub fn head(rule: &Rule) -> Head {
    let mut facts = vec![("Finds", rule.finds.clone()), ("Severity", severity(rule)), ("Rests on", rests_on(rule))];
    if let Some(element) = &rule.element {
        facts.push(("Element", format!("{element} of the table that `engross coverage` prints")));
    }
    if !rule.yields_to.is_empty() {
        facts.push(("Silent where", format!("{} says the same", rule.yields_to.join(" or "))));
    }
    for (name, value) in &rule.parameters {
        let value = serde_json::to_string(value).unwrap_or_default();
        facts.push(("Parameter", format!("`{name} = {value}`, set in `[parameters.{}]` of `engross.toml`", rule.code)));
    }
    facts.extend(adds(rule).map(|adds| ("An editor adds", adds)));
    facts.push(("Waiver", waiver(rule)));
    Head { title: format!("{} {}", rule.code, rule.name), facts }
}

fn rests_on(rule: &Rule) -> String {
    match rule.rests_on {
        Authority::Integrity => format!("{}: {}", rule.rests_on.words(), rule.cite),
        kind => format!("{}: {} ({})", kind.words(), rule.cite, rule.certainty.words()),
    }
}

/// What a page adds, in a few words: `activity … for …`.
fn adds(rule: &Rule) -> Option<String> {
    let mut all: Vec<String> = Vec::new();
    for adds in rule.find.iter().filter_map(|find| find.adds.as_deref()) {
        let mut line = String::new();
        let mut rest = adds;
        while let Some((words, after)) = rest.split_once("{{") {
            line.push_str(words);
            line.push_str(HOLE);
            rest = after.split_once("}}").map_or("", |(_, after)| after);
        }
        line.push_str(rest);
        let block: Vec<&str> =
            line.lines().map(|line| line.trim_end_matches('{').trim()).filter(|line| *line != "}").collect();
        let told = match block.as_slice() {
            [HOLE] => "the fields that are missing".to_owned(),
            [line] => format!("`{line}`"),
            [line, fields @ ..] => format!(
                "`{line}` with {}",
                fields
                    .iter()
                    .map(|field| format!("`{}`", field.split_whitespace().collect::<Vec<_>>().join(" ")))
                    .collect::<Vec<_>>()
                    .join(", ")
            ),
            [] => continue,
        };
        if !all.contains(&told) {
            all.push(told);
        }
    }
    (!all.is_empty()).then(|| all.join("; "))
}

fn waiver(rule: &Rule) -> String {
    if rule.is_integral() {
        return "none: what it guards makes the text one".to_owned();
    }
    format!("`allow {} \"reason\"`, or `allow {} \"reason\"`", rule.code, rule.name)
}

/// The weight by status, in words: "still open in a draft; error from settled on".
pub fn severity(rule: &Rule) -> String {
    if let Severities::Always(weight) = rule.severity {
        return weight.word().to_owned();
    }
    let mut steps: Vec<(Weight, Status)> = Vec::new();
    for status in [Status::Draft, Status::Settled, Status::Final, Status::Signed] {
        let weight = rule.severity.at(status);
        if steps.last().is_none_or(|(last, _)| *last != weight) {
            steps.push((weight, status));
        }
    }
    let step = |(weight, status): &(Weight, Status)| {
        let word = match weight {
            Weight::StillOpen => "still open",
            Weight::Off => "silent",
            weight => weight.word(),
        };
        match status {
            Status::Draft if steps.get(1).is_some_and(|(_, next)| *next == Status::Settled) => {
                format!("{word} in a draft")
            }
            Status::Draft => word.to_owned(),
            status => format!("{word} from {} on", status.word()),
        }
    };
    steps.iter().map(step).collect::<Vec<_>>().join("; ")
}

/// A rule's page in Markdown, its examples included.
pub fn markdown(rule: &Rule) -> String {
    let head = head(rule);
    let mut page = format!("# {}\n\n", head.title);
    for (name, value) in &head.facts {
        // Writing to a string does not fail.
        let _ = writeln!(page, "- **{name}**: {value}");
    }
    let _ = write!(page, "\n{}\n", rule.body.trim());
    page
}

/// A rule's page as it stands in `docs/rules/`.
pub fn page(rule: &Rule) -> String {
    format!("<!-- Generated from {}; `UPDATE=1 cargo test docs` writes it. -->\n\n{}", rule.path, markdown(rule))
}

/// The index of all rules, pack by pack.
pub fn index(book: &Rulebook) -> String {
    let mut page = String::from(
        "<!-- Generated from rules/; `UPDATE=1 cargo test docs` writes it. -->\n\n# The rules\n\n\
         Each finding of `engross check` names its rule; `engross explain RULE` shows the rule's page in the terminal. \
         The program advises; people decide.\n",
    );
    book.packs().for_each(|pack| table(&mut page, pack));
    page
}

fn table(page: &mut String, pack: &Pack) {
    let about = &pack.about;
    let _ = write!(page, "\n## {} (`{}`)\n\n{}\n\n", about.title, about.name, about.description);
    page.push_str("| rule | finds | severity | rests on |\n|---|---|---|---|\n");
    for rule in &pack.rules {
        let finds = rule.finds.replace('|', "\\|");
        let _ = writeln!(
            page,
            "| [{} {}]({}.md) | {finds} | {} | {} |",
            rule.code,
            rule.name,
            rule.code,
            severity(rule),
            rests_on(rule)
        );
    }
    if !about.sources.is_empty() {
        page.push_str("\nSources:\n\n");
        for source in &about.sources {
            let _ = writeln!(page, "- {}: {} ({})", source.cite, source.title, source.date);
        }
    }
}
