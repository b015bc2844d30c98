//! What is printed to be judged: compacts in every layout, state and sheet.

use std::path::Path;

use engross::document::Document;
use engross::document::edition::{Edition, Layout};
use engross::document::wording::Wordings;
use engross::lock::Settlement;
use engross::render::sheet::{Paper, Sheet};
use engross::rules::Rules;
use engross::source::Source;
use engross::{Analysis, Project};

use crate::examples::Folder;
use crate::support;

/// One document and the pages it is set on.
pub struct Print {
    /// What a failure calls it, and what its file is named.
    pub name: String,
    pub document: Document,
    #[cfg_attr(not(feature = "pdf"), allow(dead_code, reason = "only paper has pages"))]
    pub sheet: Sheet,
}

/// The layout, whose original, the status, and whether it is a conformed copy.
#[derive(Clone, Copy)]
struct Wanted {
    layout: Layout,
    original: Option<&'static str>,
    status: &'static str,
    conformed: bool,
}

const TANDEM: Wanted = Wanted { layout: Layout::Tandem, original: None, status: "draft", conformed: false };
const COLUMNS: Wanted = Wanted { layout: Layout::Columns, ..TANDEM };

/// All prints.
pub fn all() -> Vec<Print> {
    let plain = Sheet::default();
    let numbered = Sheet { line_numbers: true, ..plain.clone() };
    let bound = Sheet { binding_margin: 15, initials: true, spare_signatures: true, ..plain.clone() };
    let everything = Sheet { paper: Paper::Letter, two_sided: true, line_numbers: true, ..bound.clone() };
    let signed = Wanted { status: "signed", conformed: true, ..TANDEM };
    let jordanian = Wanted { original: Some("jo"), ..TANDEM };
    let prints = [
        ("examples/peru-2017", TANDEM, &plain),
        ("examples/peru-2017", COLUMNS, &everything),
        ("examples/peru-2017", Wanted { original: Some("pe"), status: "final", ..COLUMNS }, &bound),
        ("examples/peru-2017", signed, &everything),
        ("examples/mongolia-2020", Wanted { status: "settled", ..TANDEM }, &numbered),
        ("examples/nepal-draft", TANDEM, &bound),
        ("tests/cases/pages/jordan", TANDEM, &plain),
        ("tests/cases/pages/jordan", COLUMNS, &numbered),
        ("tests/cases/pages/jordan", Wanted { layout: Layout::Columns, status: "settled", ..jordanian }, &bound),
        ("tests/cases/pages/jordan", Wanted { status: "signed", conformed: true, ..jordanian }, &everything),
        ("tests/cases/pages/isles", Wanted { status: "settled", ..TANDEM }, &bound),
        ("tests/cases/pages/isles", COLUMNS, &everything),
    ];
    let numbered = prints.into_iter().enumerate();
    numbered.flat_map(|(number, (path, wanted, sheet))| print(number + 1, path, wanted, sheet)).collect()
}

fn print(number: usize, path: &str, wanted: Wanted, sheet: &Sheet) -> Vec<Print> {
    let analysis = analyzed(path, wanted.status);
    let mut edition = Edition { layout: wanted.layout, conformed: wanted.conformed, ..Edition::default() };
    if let Some(participant) = wanted.original {
        edition = edition.original(&analysis.model, participant).unwrap();
    }
    let documents = engross::document::compose(&analysis.model, &wordings(), &edition).unwrap();
    let name = |document: &Document| {
        let layout = if document.columns.is_some() { "columns" } else { "tandem" };
        let language = document.courtesy.iter().map(|language| format!("-{language}")).collect::<String>();
        format!("{number:02}-{}-{layout}-{}{language}", document.name, document.status)
    };
    let print = |document: Document| Print { name: name(&document), document, sheet: sheet.clone() };
    documents.into_iter().map(print).collect()
}

/// A compact of the repository as it would be read with another status.
fn analyzed(path: &str, status: &str) -> Analysis {
    let path = support::root().join(format!("{path}.compact"));
    let text = std::fs::read_to_string(&path).unwrap();
    let declared = text.lines().find(|line| line.trim_start().starts_with("status ")).unwrap().to_owned();
    let text = text.replacen(&declared, &format!("  status {status}"), 1);
    engross::analyze_in(
        &Project {
            root: Source::new("page.compact", text),
            identity: path.canonicalize().unwrap().display().to_string(),
            loader: &Folder,
            judged_as: None,
            rules: &Rules::default(),
            settlement: Settlement::Unknown,
        },
        &wordings(),
    )
}

/// The catalogues that ship, and the Arabic one of these tests.
fn wordings() -> Wordings {
    let mut wordings = Wordings::default();
    let arabic = std::fs::read_to_string(support::root().join("tests/cases/pages/ar.toml")).unwrap();
    wordings.add("ar", &arabic).unwrap_or_else(|_| panic!("ar.toml does not fit the catalogues that ship"));
    wordings
}

/// Writes something of every print into a folder that tools can look at; its path.
pub fn written(folder: &Path, extension: &str, bytes: impl Fn(&Print) -> Vec<u8>) -> Vec<std::path::PathBuf> {
    let write = |print: &Print| {
        let path = folder.join(format!("{}.{extension}", print.name));
        std::fs::write(&path, bytes(print)).unwrap();
        path
    };
    all().iter().map(write).collect()
}
