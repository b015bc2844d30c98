//! `engross selection`: the record behind the choice of country.

use super::args::{self, TextFormat};
use super::inputs::one;
use super::project::Analyzed;
use super::screen::{self, Output};
use super::settings::Projects;
use super::{Trouble, Verdict};
use crate::report::selection;

pub(super) fn run(args: &args::Selection) -> Result<Verdict, Trouble> {
    let input = one(&args.input)?;
    let projects = Projects::of(std::slice::from_ref(&input))?;
    let text = Analyzed::read(&input, None, projects.settings(&input))?;
    let model = &text.analysis.model;
    let Some(record) = &model.selection else {
        return Err(Trouble::new(format!("`{}` has no `selection`", input.name))
            .help("the record is internal: write it into a file of its own, and `include private` that file"));
    };
    screen::print(&match args.format {
        TextFormat::Text => selection::text(record, &input.name, &screen::terminal(Output::Standard)),
        TextFormat::Md => selection::markdown(record, &input.name),
    })?;
    Ok(Verdict::Good)
}
