//! `engross transmittal`: the sheet that goes with a text to the Department of State.

use std::sync::Arc;

use super::build::formats;
use super::inputs::one;
use super::job::{self, Job};
use super::print::{Press, Printable};
use super::settings::Projects;
use super::{REPORT, Trouble, Verdict, args, editions, screen, whole};
use crate::document::edition::Edition;
use crate::render::print::Print;
use crate::render::sheet::Sheet;
use crate::render::template::Templates;

pub(super) fn run(args: &args::Transmittal) -> Result<Verdict, Trouble> {
    let formats = formats(&args.format)?;
    let input = one(&args.input)?;
    let projects = Projects::of(std::slice::from_ref(&input))?;
    let settings = projects.settings(&input);
    let text = whole::compact(&input, settings)?;
    // What goes with an instrument must be refused where the instrument is.
    let obstacles: Vec<_> = text.analysis.obstacles().cloned().collect();
    if !obstacles.is_empty() {
        return Ok(whole::refuse(text, obstacles, "printed"));
    }
    let mut unready = editions::unready(&text.input.name, text.analysis.model.status(), text.lock.as_ref(), false);
    if let Some(last) = unready.pop() {
        unready.iter().for_each(screen::complain);
        return Ok(whole::refuse_for(text, Vec::new(), last));
    }
    let instrument = match crate::compose_in(&text.analysis, &settings.wordings, &Edition::default()) {
        Ok(documents) => documents.into_iter().next(),
        Err(found) => return Ok(whole::refuse(text, found, "printed")),
    };
    let Some(instrument) = instrument else { return Err(Trouble::new("there is no instrument").help(REPORT)) };
    let model = text.lock.as_ref().map(|lock| lock.dated(&text.analysis.model));
    let model = model.as_ref().unwrap_or(&text.analysis.model);
    let sheet = crate::transmittal::sheet(model, &settings.wordings, &instrument);
    let sheet = sheet.map_err(|error| Trouble::new(error).help(REPORT))?;
    // The program's own templates: a project's are made for its instruments.
    let templates = Arc::new(Templates::default());
    let pages = Sheet { paper: settings.sheet.paper, ..Sheet::default() };
    let press = Press {
        analysis: &text.analysis,
        edition: &Edition::default(),
        wordings: &settings.wordings,
        templates: &templates,
        fonts: &settings.fonts,
        print: &Print { sheet: pages, ..Print::default() },
        seal: None,
    };
    let ready = Printable::all(vec![sheet], &formats, press);
    let ready = match ready {
        Ok(ready) => ready.into_iter().map(|print| (print, ".transmittal".to_owned())).collect(),
        Err(found) => return Ok(whole::refuse(text, found, "printed")),
    };
    let out = args.out.clone().or_else(|| settings.out.clone());
    let jobs = [Job::new(&input, ready, &formats, out, None)];
    job::distinct(&jobs, std::slice::from_ref(&input))?;
    job::write(&jobs)
}
