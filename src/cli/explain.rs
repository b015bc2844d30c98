//! `engross explain`: the page of a rule, in the terminal or as Markdown.

use super::args::{self, TextFormat};
use super::screen::{self, Output};
use super::settings::Settings;
use super::{Trouble, Verdict};
use crate::report::rules::page;
use crate::rules::reference::markdown;
use crate::rules::{Rule, Rulebook, WHERE_LISTED};

pub(super) fn run(args: &args::Explain) -> Result<Verdict, Trouble> {
    let Settings { rules, .. } = Settings::here()?;
    let asked: Vec<&Rule> = match &args.rule {
        Some(written) => vec![find(&rules.book, written)?],
        None if args.all => rules.book.rules().collect(),
        None => {
            return Err(Trouble::new("no rule is named")
                .help("name one by its code or name, as in `engross explain STA005`; `--all` explains all"));
        }
    };
    let terminal = screen::terminal(Output::Standard);
    let print = |rule| match args.format {
        TextFormat::Text => page(rule, &terminal),
        TextFormat::Md => markdown(rule),
    };
    let pages: Vec<String> = asked.into_iter().map(print).collect();
    screen::print(&pages.join("\n"))?;
    Ok(Verdict::Good)
}

fn find<'a>(book: &'a Rulebook, written: &str) -> Result<&'a Rule, Trouble> {
    let upper = written.to_ascii_uppercase();
    book.rule(written).or_else(|| book.rule(&upper)).ok_or_else(|| {
        let trouble = Trouble::new(format!("there is no rule `{written}`"));
        match book.nearest(written).or_else(|| book.nearest(&upper)) {
            Some(meant) => trouble.help(format!("did you mean `{meant}`?")),
            None => trouble.help(WHERE_LISTED),
        }
    })
}
