//! How long each stage takes, in one warm process: `cargo bench --bench stages`.
//!
//! Each stage is given what the one before it made, so the times of a column add up to the whole.
#![allow(clippy::expect_used, reason = "a bench that cannot begin stops")]
#![allow(missing_docs, reason = "the attribute of divan makes public items")]

mod synthetic;

use divan::counter::BytesCount;
use divan::{Bencher, black_box};
use engross::document::Document;
use engross::render::{html, markdown};
use engross::rules::Rules;
use engross::source::{FileId, LoadError, Loaded, Loader, Source};
use engross::syntax::parse;
use engross::vocabulary::vocabulary;
use engross::{Analysis, Project, analyze, compose};

/// A real instrument, and two synthetic ones: as long as a long compact, and ten times that.
const TEXTS: [&str; 3] = ["peru-2017", "500-lines", "5000-lines"];

fn main() {
    divan::main();
}

fn text(name: &str) -> String {
    match name {
        "500-lines" => synthetic::compact(500),
        "5000-lines" => synthetic::compact(5000),
        _ => include_str!("../examples/peru-2017.compact").to_owned(),
    }
}

/// The files that the example includes, as part of this program: no disk is measured.
struct Included;

impl Loader for Included {
    fn load(&self, _: &str, path: &str) -> Result<Loaded, LoadError> {
        let text = match path {
            "shared/us.compact" => include_str!("../examples/shared/us.compact"),
            "internal/peru-selection.compact" => include_str!("../examples/internal/peru-selection.compact"),
            _ => return Err(LoadError::Unreadable("not part of the bench".into())),
        };
        Ok(Loaded { name: path.into(), identity: path.into(), text: text.into() })
    }
}

fn analysis(text: &str) -> Analysis {
    judged(text, &Rules::default())
}

fn judged(text: &str, rules: &Rules) -> Analysis {
    let root = Source::new("bench.compact", text);
    analyze(&Project {
        root,
        identity: "bench.compact".into(),
        loader: &Included,
        judged_as: None,
        rules,
        settlement: engross::lock::Settlement::Unknown,
    })
}

fn document(name: &str) -> Document {
    let analysis = analysis(&text(name));
    let obstacles: Vec<_> = analysis.obstacles().collect();
    assert!(obstacles.is_empty(), "{name} does not print: {obstacles:?}");
    compose(&analysis).expect("it composes").into_iter().next().expect("it is an instrument")
}

/// pest alone, on the lines of a text: at most two fifths of what `b_analyze` takes.
mod pest_alone {
    /// The grammar again: that of the program is its own.
    #[derive(pest_derive::Parser)]
    #[grammar = "grammar/compact.pest"]
    pub struct Grammar;
}

#[divan::bench(args = TEXTS)]
fn a_grammar(bencher: Bencher<'_, '_>, name: &str) {
    use pest::Parser as _;
    use pest_alone::{Grammar, Rule};
    let text = text(name);
    let lines = || text.lines().filter(|line| !line.trim().is_empty());
    bencher.bench_local(|| lines().filter(|line| Grammar::parse(Rule::line, black_box(line)).is_ok()).count());
}

#[divan::bench(args = TEXTS)]
fn a_parse(bencher: Bencher<'_, '_>, name: &str) {
    let text = text(name);
    bencher.bench_local(|| parse(FileId::default(), black_box(&text), vocabulary()));
}

/// Parsing, meaning and rules together: what an editor waits for after each key.
#[divan::bench(args = TEXTS)]
fn b_analyze(bencher: Bencher<'_, '_>, name: &str) {
    let text = text(name);
    let rules = Rules::default();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| judged(black_box(&text), &rules));
}

/// The same without rules: what they take is the difference.
#[divan::bench(args = TEXTS)]
fn b_analyze_without_rules(bencher: Bencher<'_, '_>, name: &str) {
    let text = text(name);
    let rules = Rules::none();
    bencher.counter(BytesCount::of_str(&text)).bench_local(|| judged(black_box(&text), &rules));
}

#[divan::bench(args = TEXTS)]
fn c_compose(bencher: Bencher<'_, '_>, name: &str) {
    let analysis = analysis(&text(name));
    bencher.bench_local(|| compose(black_box(&analysis)));
}

#[divan::bench(args = TEXTS)]
fn d_html(bencher: Bencher<'_, '_>, name: &str) {
    let document = document(name);
    bencher.bench_local(|| html::render(black_box(&document)));
}

#[divan::bench(args = TEXTS)]
fn e_markdown(bencher: Bencher<'_, '_>, name: &str) {
    let document = document(name);
    bencher.bench_local(|| markdown::render(black_box(&document)));
}

#[cfg(feature = "pdf")]
#[divan::bench(args = TEXTS, max_time = 10)]
fn f_pdf(bencher: Bencher<'_, '_>, name: &str) {
    use engross::render::{fonts::Fonts, pdf};
    let document = document(name);
    let fonts = Fonts::embedded();
    bencher.bench_local(|| pdf::render(black_box(&document), &fonts).expect("it prints"));
}
