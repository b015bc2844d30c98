//! `engross coverage`: what the law asks for, and what in a compact meets it.

use super::args::{self, TableFormat};
use super::inputs::one;
use super::screen::{self, Output};
use super::settings::Projects;
use super::{Trouble, Verdict, whole};
use crate::report::coverage::Table;

pub(super) fn run(args: &args::Coverage) -> Result<Verdict, Trouble> {
    let input = one(&args.input)?;
    let projects = Projects::of(std::slice::from_ref(&input))?;
    let settings = projects.settings(&input);
    let rules = &settings.rules;
    let text = whole::compact(&input, settings)?;
    let coverage = crate::coverage(&text.analysis, rules).map_err(Trouble::new)?;
    let Some(coverage) = coverage else {
        let written = text.analysis.model.compact.as_ref().map_or("", |compact| compact.rules.as_str());
        let trouble = Trouble::new(format!("the rules `{written}` list no elements of a law"));
        return Err(trouble.help("elements stand in a pack's `pack.toml`, and `element` on the pages of its rules"));
    };
    let table = Table::new(&coverage, &input.name, &text.analysis.files.sources);
    screen::print(&match args.format {
        TableFormat::Text => table.text(&screen::terminal(Output::Standard)),
        TableFormat::Md => table.markdown(),
        TableFormat::Html => table.html().map_err(Trouble::new)?,
        TableFormat::Json => table.json(),
    })?;
    Ok(Verdict::Good)
}
