//! The files that texts become: named, printed, and put in place all at once or not at all.

use std::collections::{BTreeMap, BTreeSet};
use std::ffi::OsString;
use std::fs;
use std::path::{Path, PathBuf};

use rayon::prelude::*;

use super::args::Format;
use super::files::Pending;
use super::inputs::Input;
use super::print::{Output, Printable};
use super::progress::Progress;
use super::proof::{Book, Proof};
use super::screen::{self, why};
use super::{REPORT, Trouble, Verdict};
use crate::document::originals::Comparison;

/// The files that one text becomes.
pub(super) struct Job<'a> {
    input: &'a Input,
    prints: Vec<Printable>,
    /// The folder that the files are written into, where it is not the text's own.
    out: Option<PathBuf>,
    /// For every file its path, its print and its format.
    files: Vec<(PathBuf, usize, Format)>,
    /// How the originals were compared, where that is to be written, and into which files.
    proof: Option<(Comparison, [PathBuf; 2])>,
}

impl<'a> Job<'a> {
    /// Names the files of a text; each print has the end of its files' names.
    pub fn new(
        input: &'a Input,
        prints: Vec<(Printable, String)>,
        formats: &[Format],
        out: Option<PathBuf>,
        comparison: Option<Comparison>,
    ) -> Self {
        let source = Path::new(&input.name);
        let folder = out.as_deref().or(source.parent()).unwrap_or(Path::new("")).to_owned();
        // A text from a pipe has no name but the compact's own.
        let own = prints.first().map(|(print, _)| print.document.name.as_str()).unwrap_or_default();
        let stem = match source.file_stem() {
            Some(stem) if !input.is_nameless() => stem.to_os_string(),
            _ if own.is_empty() => "compact".into(),
            _ => own.into(),
        };
        let file = |end: &str| {
            let mut name: OsString = stem.clone();
            name.push(end);
            folder.join(name)
        };
        let mut files = Vec::new();
        for (index, (Printable { document, .. }, suffix)) in prints.iter().enumerate() {
            let courtesy = document.courtesy.as_ref().map(|language| format!(".{language}")).unwrap_or_default();
            files.extend(
                formats
                    .iter()
                    .map(|format| (file(&format!("{courtesy}{suffix}.{}", format.extension())), index, *format)),
            );
        }
        let proof = comparison.map(|comparison| (comparison, [file(".proof.json"), file(".proof.md")]));
        Self { input, prints: prints.into_iter().map(|(print, _)| print).collect(), out, files, proof }
    }

    /// The paths of all files.
    fn paths(&self) -> impl Iterator<Item = &PathBuf> {
        let proof = self.proof.iter().flat_map(|(_, paths)| paths);
        self.files.iter().map(|(path, ..)| path).chain(proof)
    }

    /// Prints all files, then puts all in place: what fails leaves every file as it was.
    fn run(&self, progress: &Progress) -> Result<(), Vec<Trouble>> {
        let printed = self.files.par_iter().map(|(path, print, format)| {
            let Output { bytes, places } = self.prints[*print].print(*format)?;
            let pending = Pending::write(path, &bytes).map_err(|error| vec![unwritten(path, &error)])?;
            progress.step(&path.to_string_lossy());
            Ok((pending, path, places))
        });
        let mut printed = printed.collect::<Result<Vec<_>, Vec<Trouble>>>()?;
        let places = printed.iter_mut().map(|(_, _, places)| std::mem::take(places)).collect();
        let proof = self.proof(places)?;
        let printed = printed.into_iter().map(|(pending, path, _)| (pending, path));
        for (file, path) in printed.chain(proof) {
            file.finish().map_err(|error| vec![unwritten(path, &error)])?;
        }
        Ok(())
    }

    /// Writes the proof sheet; `places` has the places to sign of every file.
    fn proof(&self, places: Vec<Vec<(String, usize)>>) -> Result<Vec<(Pending, &PathBuf)>, Vec<Trouble>> {
        let Some((comparison, [json, markdown])) = &self.proof else { return Ok(Vec::new()) };
        let mut books: Vec<Book<'_>> =
            self.prints.iter().map(|print| Book { document: &print.document, places: Vec::new() }).collect();
        for ((_, print, _), places) in self.files.iter().zip(places).filter(|(_, places)| !places.is_empty()) {
            books[*print].places = places;
        }
        let Some(proof) = Proof::of(comparison, &books) else { return Ok(Vec::new()) };
        let text = proof.json().map_err(|error| vec![Trouble::new(error).help(REPORT)])?;
        let mut written = Vec::new();
        for (path, text) in [(json, text), (markdown, proof.markdown())] {
            let pending = Pending::write(path, text.as_bytes()).map_err(|error| vec![unwritten(path, &error)])?;
            written.push((pending, path));
        }
        Ok(written)
    }
}

fn unwritten(path: &Path, error: &std::io::Error) -> Trouble {
    Trouble::new(format!("cannot write `{}`: {}", path.display(), why(error)))
}

/// Refuses to write one file twice, or over a source.
pub(super) fn distinct(jobs: &[Job<'_>], inputs: &[Input]) -> Result<(), Trouble> {
    let mut sources: BTreeMap<PathBuf, &str> = BTreeMap::new();
    for (path, job) in jobs.iter().flat_map(|job| job.paths().map(move |path| (path, job))) {
        let place = place(path);
        let shown = path.display();
        if inputs.iter().any(|input| Path::new(&input.identity) == place) {
            return Err(Trouble::new(format!("`{shown}` would be written over, and is a source"))
                .help("choose another folder with `--out`"));
        }
        if let Some(other) = sources.insert(place, &job.input.name) {
            return Err(Trouble::new(format!("`{other}` and `{}` would both be written to `{shown}`", job.input.name))
                .help("build them one by one, with an `--out` of their own"));
        }
    }
    Ok(())
}

/// Where a path leads, whether its file exists or not.
fn place(path: &Path) -> PathBuf {
    let folder = path.parent().filter(|folder| !folder.as_os_str().is_empty()).unwrap_or(Path::new("."));
    let folder = fs::canonicalize(folder).unwrap_or_else(|_| folder.to_owned());
    path.file_name().map_or(folder.clone(), |name| folder.join(name))
}

/// Writes the files of all jobs, and prints their names.
pub(super) fn write(jobs: &[Job<'_>]) -> Result<Verdict, Trouble> {
    let folders: BTreeSet<&PathBuf> = jobs.iter().filter_map(|job| job.out.as_ref()).collect();
    for folder in folders {
        fs::create_dir_all(folder)
            .map_err(|error| Trouble::new(format!("cannot make the folder `{}`: {}", folder.display(), why(&error))))?;
    }
    let progress = Progress::printing(jobs.iter().map(|job| job.files.len()).sum());
    let results: Vec<_> = jobs.par_iter().map(|job| job.run(&progress)).collect();
    progress.clear();
    let mut verdict = Verdict::Good;
    let mut written = String::new();
    for (job, result) in jobs.iter().zip(results) {
        match result {
            Ok(()) => job.paths().for_each(|path| written.push_str(&format!("{}\n", path.display()))),
            Err(troubles) => {
                troubles.iter().for_each(screen::complain);
                screen::complain(&Trouble::new(format!("nothing was written for `{}`", job.input.name)));
                verdict = Verdict::Trouble;
            }
        }
    }
    screen::print(&written)?;
    Ok(verdict)
}
