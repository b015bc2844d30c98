//! The originals of one instrument: they differ in what alternates, and a difference anywhere else is found.

use engross::document::edition::{Edition, Layout};
use engross::document::originals::{Comparison, compare};
use engross::document::wording::Wordings;
use engross::document::{Block, Document, Inline, SignatureBlock};
use engross::{Analysis, compose_in};

use crate::examples::analyzed;
use crate::support::Dice;

fn originals(analysis: &Analysis, layout: Layout) -> Vec<(Edition, Document)> {
    let wordings = Wordings::default();
    let ids = analysis.model.participants.iter().map(|participant| participant.id.value.as_str());
    ids.map(|id| {
        let edition = Edition { layout, ..Edition::default() }.original(&analysis.model, id).unwrap();
        let document = compose_in(analysis, &wordings, &edition).unwrap().swap_remove(0);
        (edition, document)
    })
    .collect()
}

/// Analyses a text that includes nothing.
fn alone(text: &str) -> Analysis {
    engross::analyze(&engross::Project {
        root: engross::source::Source::new("a.compact", text),
        identity: "a".into(),
        loader: &engross::source::NoFiles,
        judged_as: None,
        rules: &engross::rules::Rules::none(),
        settlement: Default::default(),
    })
}

fn compared(analysis: &Analysis, originals: &[(Edition, Document)]) -> Comparison {
    compare(&analysis.model, &Wordings::default(), originals)
}

#[test]
fn originals_differ_in_what_alternates_and_in_nothing_else() {
    for name in ["peru-2017", "mongolia-2020", "nepal-draft"] {
        let analysis = analyzed(name);
        for layout in [Layout::Tandem, Layout::Columns] {
            let originals = originals(&analysis, layout);
            let comparison = compared(&analysis, &originals);
            assert_eq!(comparison.differs, [], "{name}, {layout:?}");
            assert!(comparison.alternates.iter().any(|place| place.place == "the title"), "{name}");
            assert!(comparison.alternates.iter().any(|place| place.place == "the signature blocks"), "{name}");
            assert!(comparison.same > 300, "{name}: {}", comparison.same);
            for (edition, document) in &originals {
                let own = &analysis.model.participants[edition.original.unwrap()].id.value;
                let blocks =
                    document.columns.as_ref().map_or(&document.texts[0].signatures, |columns| &columns.signatures);
                assert_eq!((&blocks[0].participant, document.original.as_ref()), (own, Some(own)), "{name}");
            }
        }
    }
}

/// One side signs with four, one of them on another day, and the day of the others is left to be written in.
#[test]
fn many_signatories_alternate_as_whole_blocks() {
    let text = include_str!("../rules/integrity/clean.compact");
    let more: String = (1..4)
        .map(|n| format!("  signatory \"Minister {n}\" as {{\n    en \"Minister\"\n    es \"Ministra\"\n  }}\n"))
        .collect();
    let own = "  signatory {\n    name \"Own Day\"\n    title {\n      en \"Judge\"\n      es \"Jueza\"\n    }\n    on 2027-07-01\n  }\n";
    let text = text.replace("  signatory \"Juan Pérez\"", &format!("{more}{own}  signatory \"Juan Pérez\""));
    for text in [text.clone(), text.replace("on 2027-06-15", "on blank")] {
        let analysis = alone(&text);
        for layout in [Layout::Tandem, Layout::Columns] {
            let originals = originals(&analysis, layout);
            assert_eq!(compared(&analysis, &originals).differs, [], "{layout:?}");
            let blocks = originals[1].1.columns.as_ref().map_or(&originals[1].1.texts[0].signatures, |c| &c.signatures);
            assert_eq!(blocks[0].signatories.len(), 5);
        }
    }
}

/// A French compact of two participants that are named after a preposition.
const FRENCH: &str = r#"compact a {
  languages en, fr
  title {
    en "Partnership"
    fr "Partenariat"
  }
  signing at "Abidjan" on 2027-06-15
}
participant us {
  role assisting
  name {
    en "the Government of the United States of America"
    fr "le Gouvernement des États-Unis d'Amérique"
  }
  short {
    en "the United States"
    fr "les États-Unis"
  }
}
participant ci {
  role partner
  name {
    en "the Government of the Republic of Côte d'Ivoire"
    fr "le Gouvernement de la République de Côte d'Ivoire"
  }
  short {
    en "Côte d'Ivoire"
    fr "la Côte d'Ivoire"
  }
}
objective one {
  title {
    en "Aim"
    fr "But"
  }
  text {
    en "The experts of @participants help @participants."
    fr "Les experts de @participants aident @participants."
  }
}
"#;

/// French says its prepositions before each name, contracted each time, in whatever order the names stand.
#[test]
fn a_preposition_stands_before_each_name() {
    let analysis = alone(FRENCH);
    for layout in [Layout::Tandem, Layout::Columns] {
        let mut originals = originals(&analysis, layout);
        assert_eq!(compared(&analysis, &originals).differs, [], "{layout:?}");
        let told = |document: &Document| {
            let mut document = document.clone();
            let mut told = String::new();
            strings(&mut document, &mut |words| told.push_str(words));
            told
        };
        let [first, second] = [0, 1].map(|at| told(&originals[at].1));
        for (text, wanted) in [
            (&first, "Les experts des États-Unis et de la Côte d’Ivoire aident les États-Unis et la Côte d’Ivoire."),
            (&second, "Les experts de la Côte d’Ivoire et des États-Unis aident la Côte d’Ivoire et les États-Unis."),
            (&first, "The experts of the United States and Côte d’Ivoire help"),
            (&first, "en anglais et en français"),
            (&second, "en français et en anglais"),
            (&first, "in the English and French languages"),
        ] {
            assert!(text.contains(wanted), "{wanted}: {text}");
        }
        // Half of it alone is no alternation.
        strings(&mut originals[1].1, &mut |words| *words = words.replace("et des États-Unis", "et les États-Unis"));
        assert_eq!(compared(&analysis, &originals).differs.len(), 1, "{layout:?}");
    }
}

/// One letter changed anywhere in the words of one original is a difference.
#[test]
fn a_planted_difference_is_found_wherever_it_stands() {
    let analysis = analyzed("peru-2017");
    let originals = originals(&analysis, Layout::Tandem);
    let mut count = 0;
    strings(&mut originals[1].1.clone(), &mut |_| count += 1);
    assert!(count > 1000, "{count}");
    let mut dice = Dice::new(7);
    for _ in 0..60 {
        let chosen = dice.below(count);
        let mut planted = originals.clone();
        let (mut at, mut was) = (0, String::new());
        strings(&mut planted[1].1, &mut |text| {
            if at == chosen {
                was.clone_from(text);
                text.push('x');
            }
            at += 1;
        });
        assert!(!compared(&analysis, &planted).differs.is_empty(), "a letter behind “{was}” was not noticed");
    }
}

#[test]
fn what_moves_and_must_not_is_found() {
    let analysis = analyzed("peru-2017");
    let originals = originals(&analysis, Layout::Tandem);
    let planted = |what: &str, change: &dyn Fn(&mut Document)| {
        let mut planted = originals.clone();
        change(&mut planted[1].1);
        assert!(!compared(&analysis, &planted).differs.is_empty(), "{what}");
    };
    let tables = |document: &mut Document, change: &dyn Fn(&mut engross::document::Table)| {
        let blocks =
            document.texts.iter_mut().flat_map(|text| &mut text.sections).flat_map(|section| &mut section.blocks);
        for block in blocks {
            if let Block::Table(table) = block {
                change(table);
            }
        }
    };
    planted("two sections", &|document| document.texts[0].sections.swap(2, 3));
    planted("two rows", &|document| tables(document, &|table| table.rows.reverse()));
    planted("columns of years", &|document| {
        tables(document, &|table| {
            let last = table.columns.len() - 1;
            if table.columns.len() > 4 {
                table.columns.swap(last - 1, last);
                table
                    .rows
                    .iter_mut()
                    .filter(|row| row.cells.len() > last)
                    .for_each(|row| row.cells.swap(last - 1, last));
            }
        });
    });
    planted("heads without their figures", &|document| {
        tables(document, &|table| {
            let last = table.columns.len() - 1;
            table.columns.swap(last - 1, last);
        });
    });
    planted("the languages", &|document| document.texts.swap(0, 1));
    planted("the signatures", &|document| document.texts[0].signatures.reverse());
    planted("a signature block", &|document| drop(document.texts[0].signatures.pop()));
    planted("the fingerprint", &|document| document.fingerprint = "0".repeat(64));
}

/// Calls `each` with every string of words in a document.
fn strings(document: &mut Document, each: &mut dyn FnMut(&mut String)) {
    for text in &mut document.texts {
        text.title.iter_mut().for_each(&mut *each);
        blocks(&mut text.preamble, each);
        for section in text.sections.iter_mut().chain(&mut text.annexes) {
            each(&mut section.number);
            runs(&mut section.title, each);
            blocks(&mut section.blocks, each);
        }
        blocks(&mut text.closing, each);
        text.signatures.iter_mut().for_each(|block| signatures(block, each));
    }
}

fn signatures(block: &mut SignatureBlock, each: &mut dyn FnMut(&mut String)) {
    runs(&mut block.heading, each);
    for line in block.signatories.iter_mut().flat_map(|one| &mut one.lines) {
        line.label.iter_mut().chain(&mut line.value).for_each(|words| runs(words, each));
    }
}

fn blocks(all: &mut [Block], each: &mut dyn FnMut(&mut String)) {
    for block in all {
        match block {
            Block::Heading { label, title, .. } => {
                each(label);
                runs(title, each);
            }
            Block::Paragraph { number, body, .. } => {
                number.iter_mut().for_each(&mut *each);
                runs(body, each);
            }
            Block::List { items, .. } => items.iter_mut().for_each(|item| blocks(item, each)),
            Block::Details { items } => {
                for item in items {
                    each(&mut item.label);
                    runs(&mut item.body, each);
                }
            }
            Block::Table(table) => {
                runs(&mut table.caption, each);
                table.columns.iter_mut().for_each(|column| runs(&mut column.head, each));
                table.rows.iter_mut().flat_map(|row| &mut row.cells).for_each(|cell| runs(cell, each));
            }
        }
    }
}

fn runs(all: &mut [Inline], each: &mut dyn FnMut(&mut String)) {
    for run in all {
        match run {
            Inline::Text { text } => each(text),
            Inline::Emph { body }
            | Inline::Strong { body }
            | Inline::Link { body, .. }
            | Inline::Foreign { body, .. } => {
                runs(body, each);
            }
            Inline::Break => {}
        }
    }
}
