//! `engross rules`: what compacts are judged by; and the examples of the pages, run.

use super::args::{self, ListFormat, RulesVerb};
use super::screen::{self, Output};
use super::settings::Settings;
use super::{Trouble, Verdict};
use crate::proof;
use crate::report::{number, rules};
use crate::rules::Rules;

pub(super) fn run(args: &args::Rules) -> Result<Verdict, Trouble> {
    let Settings { rules: known, .. } = Settings::here()?;
    if let Some(RulesVerb::Test(args)) = &args.verb {
        return test(args, &known);
    }
    screen::print(&match args.format {
        ListFormat::Text => rules::table(&known.book, &screen::terminal(Output::Standard)),
        ListFormat::Json => rules::json(&known.book),
    })?;
    Ok(Verdict::Good)
}

/// Runs the examples of the pages, of one pack or of all.
fn test(args: &args::RulesTest, rules: &Rules) -> Result<Verdict, Trouble> {
    if let Some(name) = args.pack.as_ref().filter(|name| rules.book.pack(name).is_none()) {
        let packs: Vec<String> = rules.book.packs().map(|pack| format!("`{}`", pack.about.name)).collect();
        return Err(
            Trouble::new(format!("there is no pack `{name}`")).help(format!("the packs are {}", packs.join(", ")))
        );
    }
    let (mut count, mut wrong) = (0, Vec::new());
    for pack in rules.book.packs().filter(|pack| args.pack.as_ref().is_none_or(|name| *name == pack.about.name)) {
        for rule in &pack.rules {
            count += proof::examples(rule).len();
            wrong.extend(proof::run(pack, rule, rules));
        }
    }
    let mut text: String = wrong.iter().map(|wrong| format!("{wrong}\n")).collect();
    let outcome =
        if wrong.is_empty() { "all as their pages say".to_owned() } else { number(wrong.len(), "difference") };
    text.push_str(&format!("{}: {outcome}\n", number(count, "example")));
    screen::print(&text)?;
    Ok(if wrong.is_empty() { Verdict::Good } else { Verdict::Refused })
}
