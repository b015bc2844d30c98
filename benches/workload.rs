//! Writes what `benches/compare` measures into a folder: texts of a known size, and an instrument as Typst sees it.
//!
//! `cargo bench --bench workload -- DIR`
#![allow(clippy::disallowed_methods, clippy::expect_used, clippy::print_stderr, reason = "a tool of the benches")]

mod synthetic;

use std::path::Path;

use engross::rules::Rules;
use engross::source::{NoFiles, Source};
use engross::{Project, analyze, compose};

/// Lines that print as ten pages in two languages.
const TEN_PAGES: usize = 410;

fn main() {
    // `cargo bench` without a name runs this, too, with no folder: then there is nothing to do.
    let Some(folder) = std::env::args().skip(1).find(|argument| !argument.starts_with("--")) else {
        eprintln!("usage: cargo bench --bench workload -- DIR");
        return;
    };
    let folder = Path::new(&folder);
    let write = |path: &str, bytes: &[u8]| {
        let path = folder.join(path);
        std::fs::create_dir_all(path.parent().expect("it is below the folder")).expect("the folder can be made");
        std::fs::write(path, bytes).expect("the file can be written");
    };

    write("check/500-lines.compact", synthetic::compact(500).as_bytes());
    for files in [100, 300, 1000] {
        for number in 0..files {
            write(&format!("many-{files}/{number:04}.compact"), synthetic::compact(500).as_bytes());
        }
    }
    let instrument = synthetic::compact(TEN_PAGES);
    write("build/ten-pages.compact", instrument.as_bytes());

    let root = Source::new("ten-pages.compact", instrument);
    let project = Project {
        root,
        identity: "ten-pages.compact".into(),
        loader: &NoFiles,
        judged_as: None,
        settlement: engross::lock::Settlement::Unknown,
        rules: &Rules::default(),
    };
    let document = compose(&analyze(&project)).expect("it composes").into_iter().next().expect("it is an instrument");
    let desk = engross::render::pdf::desk(&document, &engross::render::fonts::Fonts::embedded()).expect("it prints");
    for (name, bytes) in &desk.files {
        write(&format!("typst/{name}"), bytes);
    }
    for (number, font) in desk.fonts.iter().enumerate() {
        write(&format!("typst/fonts/{number}.otf"), font);
    }
}
