//! Which prints of a text are asked for, and whether its status allows them.

use super::Trouble;
use super::args::{Build, Format, Seal};
use super::project::Analyzed;
use super::settings::Settings;
use crate::document::edition::{Edition, NoEdition};
use crate::lock::Lock;
use crate::model::{Model, Status};

/// One print of a text.
#[derive(Debug, Clone)]
pub(super) struct Plan {
    /// What is composed.
    pub edition: Edition,
    /// What its files are called behind the name of the source: `.original-us`.
    pub suffix: String,
}

/// Refuses what no text could be asked for, before one is read.
///
/// # Errors
/// Flags that contradict each other.
pub(super) fn possible(args: &Build, formats: &[Format]) -> Result<(), Trouble> {
    let originals = args.originals || !args.original.is_empty();
    if args.proof && !originals {
        return Err(Trouble::new("`--proof` compares originals, and none is printed")
            .help("add `--originals`, or `--original` with a participant"));
    }
    if args.seal == Some(Seal::Internal) && originals {
        return Err(Trouble::new("an original is given to the other side, and a file with internal records is not")
            .help("seal originals with `--seal`; print `--seal=internal` without `--original`"));
    }
    let of_pdf = [
        (args.fields, "--fields"),
        (args.seal.is_some(), "--seal"),
        (args.line_numbers, "--line-numbers"),
        (args.initials, "--initials"),
        (args.spare_signatures, "--spare-signatures"),
    ];
    match of_pdf.iter().find(|(given, _)| *given && !formats.contains(&Format::Pdf)) {
        Some((_, flag)) => Err(Trouble::new(format!("`{flag}` is about the PDF, and none is printed"))
            .help("add `--format pdf`, or leave the flag out")),
        None => Ok(()),
    }
}

/// The prints of a text.
///
/// # Errors
/// The text has no such participant or language.
pub(super) fn plans(args: &Build, settings: &Settings, text: &Analyzed<'_>) -> Result<Vec<Plan>, Trouble> {
    let model = &text.analysis.model;
    let plans = planned(args, settings, text, model);
    plans.map_err(|none| Trouble::new(format!("`{}`: {}", text.input.name, none.message)).help(none.help))
}

fn planned(args: &Build, settings: &Settings, text: &Analyzed<'_>, model: &Model) -> Result<Vec<Plan>, NoEdition> {
    let layout = args.layout.map(|word| word.layout()).or(settings.layout).unwrap_or_default();
    let mut edition = common(text.lock.as_ref()).laid_out(model, layout)?;
    edition.conformed = args.conformed;
    let mut end = String::new();
    if args.conformed {
        end.push_str(".conformed");
    }
    if args.seal == Some(Seal::Internal) {
        end.push_str(".internal");
    }
    if let Some(tag) = &args.language {
        return Ok(vec![Plan { edition: edition.language(model, tag)?, suffix: format!(".{tag}{end}") }]);
    }
    let all: Vec<String> = match args.originals {
        true => model.participants.iter().map(|participant| participant.id.value.clone()).collect(),
        false => args.original.clone(),
    };
    if all.is_empty() {
        return Ok(vec![Plan { edition, suffix: end }]);
    }
    let original = |id: &String| {
        Ok(Plan { edition: edition.clone().original(model, id)?, suffix: format!(".original-{id}{end}") })
    };
    let once = |(at, id): &(usize, &String)| !all[..*at].contains(id);
    all.iter().enumerate().filter(once).map(|(_, id)| original(id)).collect()
}

/// The edition that all prints of a text begin with.
pub(super) fn common(lock: Option<&Lock>) -> Edition {
    Edition {
        settled_on: lock.map(|lock| lock.settled),
        signed_on: lock.and_then(|lock| lock.signed_on),
        ..Edition::default()
    }
}

/// The editions of all originals, in the order of the participants: what is compared, whichever of them are printed.
///
/// # Errors
/// The language of one cannot be told.
pub(super) fn originals(like: &Edition, text: &Analyzed<'_>) -> Result<Vec<Edition>, Trouble> {
    let model = &text.analysis.model;
    let all = model.participants.iter().map(|participant| like.clone().original(model, &participant.id.value));
    let told = |none: NoEdition| Trouble::new(format!("`{}`: {}", text.input.name, none.message)).help(none.help);
    all.collect::<Result<_, _>>().map_err(told)
}

/// What stands in the way of printing a text besides its findings: that it was not settled, or not signed.
pub(super) fn unready(name: &str, status: Status, lock: Option<&Lock>, conformed: bool) -> Vec<Trouble> {
    let mut found = Vec::new();
    if status >= Status::Final && lock.is_none() {
        let message = format!("`{name}` is `{}`, and was never settled: nothing holds its words", status.word());
        found.push(Trouble::new(message).help(format!("`engross settle {name}` writes its lock")));
    } else if status == Status::Signed && lock.is_some_and(|lock| lock.signed.is_empty()) {
        let message = format!("`{name}` is `signed`, and what was signed is not recorded in its lock");
        found.push(Trouble::new(message).help(format!("`engross settle {name}` records it")));
    }
    if conformed && status != Status::Signed {
        let message = format!("`{name}` is `{}`: a conformed copy shows what was signed", status.word());
        found.push(
            Trouble::new(message).help("write `status signed` once it is, and leave out `--conformed` until then"),
        );
    }
    found
}
