//! `engross conformity`: the languages of a compact side by side, for the officer who certifies them.

use std::path::Path;

use super::args::{self, ConformityFormat};
use super::files::Pending;
use super::inputs::one;
use super::screen::{self, why};
use super::settings::Projects;
use super::{REPORT, Trouble, Verdict, whole};
use crate::report::conformity::{html, markdown};

pub(super) fn run(args: &args::Conformity) -> Result<Verdict, Trouble> {
    let input = one(&args.input)?;
    let projects = Projects::of(std::slice::from_ref(&input))?;
    let settings = projects.settings(&input);
    let text = whole::compact(&input, settings)?;
    let broken = whole::broken(&text);
    if !broken.is_empty() {
        return Ok(whole::refuse(text, broken, "compared"));
    }
    let report = match crate::conformity(&text.analysis, &settings.wordings, &settings.rules) {
        Ok(Some(report)) => report,
        Ok(None) => {
            let tag = text.analysis.model.compact.as_ref().and_then(|compact| compact.languages.first());
            let tag = tag.map_or("", |tag| tag.value.as_str());
            let trouble =
                Trouble::new(format!("`{}` is signed in one language, `{tag}`: nothing is to be compared", input.name));
            return Err(trouble.help("languages that are signed stand in `languages` of the `compact` block; a `courtesy` translation is not signed"));
        }
        Err(found) => return Ok(whole::refuse(text, found, "compared")),
    };
    // Folders are nobody's business to whom the report goes.
    let file = Path::new(&input.name)
        .file_name()
        .map_or_else(|| input.name.clone(), |name| name.to_string_lossy().into_owned());
    let page = match args.format {
        ConformityFormat::Md => markdown(&report, &file),
        ConformityFormat::Html => html(&report, &file).map_err(|error| Trouble::new(error).help(REPORT))?,
    };
    let Some(path) = &args.out else {
        screen::print(&page)?;
        return Ok(Verdict::Good);
    };
    let unwritten = |error| Trouble::new(format!("cannot write `{}`: {}", path.display(), why(&error)));
    Pending::write(path, page.as_bytes()).and_then(Pending::finish).map_err(unwritten)?;
    screen::print(&format!("{}\n", path.display()))?;
    Ok(Verdict::Good)
}
