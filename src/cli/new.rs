//! `engross new`: the first lines of a compact.

use std::fs::OpenOptions;
use std::io::{ErrorKind, Write as _};
use std::path::PathBuf;

use super::args::New;
use super::screen::{self, why};
use super::{Trouble, Verdict};
use crate::lock::Settlement;
use crate::rules::Rules;
use crate::source::{NoFiles, Source};
use crate::vocabulary::is_tag;
use crate::{Project, analyze};

/// The scaffold; words in double square brackets are filled in here.
const SCAFFOLD: &str = include_str!("../../templates/new.compact");

/// What stands in the place of the partner's name while nobody has told it.
const UNKNOWN_PARTNER: &str = "# name    \"the Government of …\"";

pub(super) fn run(args: &New) -> Result<Verdict, Trouble> {
    let text = fill(args)?;
    let path = PathBuf::from(format!("{}.compact", args.name));
    let shown = path.display();
    // Made only where there is none, in one step: nothing that exists is ever at risk.
    let mut file = OpenOptions::new().write(true).create_new(true).open(&path).map_err(|error| match error.kind() {
        ErrorKind::AlreadyExists => Trouble::new(format!("`{shown}` exists already")).help("choose another name"),
        _ => Trouble::new(format!("cannot write `{shown}`: {}", why(&error))),
    })?;
    file.write_all(text.as_bytes())
        .map_err(|error| Trouble::new(format!("cannot write `{shown}`: {}", why(&error))))?;
    screen::print(&format!(
        "wrote {shown}\n\n  engross check {shown}     what is still open\n  engross build {shown}     the draft as it \
         stands\n"
    ))?;
    Ok(Verdict::Good)
}

fn fill(args: &New) -> Result<String, Trouble> {
    let named = |name: &String| format!("name \"{}\"", quoted(name));
    let partner = args.partner.as_ref().map_or(UNKNOWN_PARTNER.to_owned(), named);
    if let Some(tag) = args.languages.iter().find(|tag| !is_tag(tag)) {
        return Err(Trouble::new(format!("`{tag}` is not a language"))
            .help("a language is a BCP 47 tag, such as `en-US` or `es-PE`"));
    }
    let text = SCAFFOLD
        .replace("[[name]]", &args.name)
        .replace("[[languages]]", &args.languages.join(", "))
        .replace("[[partner]]", &partner);
    // The language itself judges what may be a name.
    let root = Source::new(args.name.clone(), text.clone());
    let analysis = analyze(&Project {
        root,
        identity: String::new(),
        loader: &NoFiles,
        judged_as: None,
        rules: &Rules::default(),
        settlement: Settlement::Unknown,
    });
    let named = analysis.model.compact.as_ref().is_some_and(|compact| compact.id == args.name);
    match analysis.obstacles().next() {
        None if named && !args.name.is_empty() => Ok(text),
        found => {
            let why = found.map(|finding| format!(": {}", finding.message)).unwrap_or_default();
            Err(Trouble::new(format!("`{}` cannot name a compact{why}", args.name))
                .help("a name is a letter, then letters, digits and hyphens, such as `nepal-2026`"))
        }
    }
}

/// A text as it is written between quotes.
fn quoted(text: &str) -> String {
    text.replace('\\', "\\\\").replace('"', "\\\"").replace('@', "\\@").replace('\n', " ")
}
