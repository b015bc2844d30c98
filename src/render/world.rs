//! What Typst may see: the fixed files of `templates/pdf`, the data of one document, and the chosen fonts. There is no
//! disk, no clock and no package.

use std::sync::LazyLock;

use typst::diag::FileResult;
use typst::foundations::{Bytes, Datetime, Duration};
use typst::syntax::{FileId, Source};
use typst::text::{Font, FontBook};
use typst::utils::LazyHash;
use typst::{Feature, Library, LibraryExt, World};
use typst_as_lib::{TypstAsLibError, TypstEngine, TypstWorld};

/// The file to compile.
pub const MAIN: &str = "file.typ";

/// The fixed files.
pub const FILES: [(&str, &str); 8] = [
    (MAIN, include_str!("../../templates/pdf/file.typ")),
    ("instrument.typ", include_str!("../../templates/pdf/instrument.typ")),
    ("sheet.typ", include_str!("../../templates/pdf/sheet.typ")),
    ("furniture.typ", include_str!("../../templates/pdf/furniture.typ")),
    ("blocks.typ", include_str!("../../templates/pdf/blocks.typ")),
    ("columns.typ", include_str!("../../templates/pdf/columns.typ")),
    ("table.typ", include_str!("../../templates/pdf/table.typ")),
    ("signatures.typ", include_str!("../../templates/pdf/signatures.typ")),
];

/// Typst's library, with the functions that mark a table's row heads.
static LIBRARY: LazyLock<LazyHash<Library>> = LazyLock::new(|| {
    let features = [Feature::A11yExtras].into_iter().collect();
    LazyHash::new(Library::builder().with_features(features).build())
});

/// Runs `typeset` in the world of one document. What Typst remembers of the one before it is forgotten first, and not
/// afterwards: the last document leaves that to the end of the process, which does it at once. `again` keeps it, where
/// the one before it is nearly the same.
///
/// # Errors
/// The error of the engine; none is known to occur.
pub fn with_world<R>(
    files: Vec<(&str, &str)>,
    data: Vec<(&str, Vec<u8>)>,
    fonts: Vec<Font>,
    again: bool,
    typeset: impl FnOnce(&dyn World) -> R,
) -> Result<R, TypstAsLibError> {
    let engine = TypstEngine::builder()
        .fonts(fonts)
        .with_static_source_file_resolver(files)
        .with_static_file_resolver(data)
        .comemo_evict_max_age(None)
        .build();
    // What the last printing used, and this one may use again; else nothing.
    typst::comemo::evict(usize::from(again));
    engine.with_world(MAIN, |files| typeset(&Desk { files }))
}

/// The engine's world, without its clock.
struct Desk<'a> {
    files: &'a TypstWorld<'a>,
}

impl World for Desk<'_> {
    fn library(&self) -> &LazyHash<Library> {
        &LIBRARY
    }

    fn book(&self) -> &LazyHash<FontBook> {
        self.files.book()
    }

    fn main(&self) -> FileId {
        self.files.main()
    }

    fn source(&self, id: FileId) -> FileResult<Source> {
        self.files.source(id)
    }

    fn file(&self, id: FileId) -> FileResult<Bytes> {
        self.files.file(id)
    }

    fn font(&self, index: usize) -> Option<Font> {
        self.files.font(index)
    }

    fn today(&self, _offset: Option<Duration>) -> Option<Datetime> {
        None
    }
}
