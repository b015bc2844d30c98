//! What an instrument says of one thing, in small compacts: names, figures, dates, numbers.

use engross::source::{NoFiles, Source};
use engross::{Project, analyze, compose, render};

/// The Markdown of a compact: a frame of two participants and a term, and what a test adds.
fn printed(head: &str, rest: &str) -> String {
    let text = format!(
        r#"compact sample {{
  title "Partnership"
{head}
}}
participant us {{
  role assisting
  name "the Government of the United States of America"
  short "the United States"
  fiscal-year begins 10-01
}}
participant pe {{
  role partner
  name "the Government of the Republic of Peru"
  short "Peru"
}}
term {{
  duration 2 years
  begins on 2018-01-01
}}
objective one {{
  title "Aim"
  text "Text."
}}
{rest}
"#
    );
    let root = Source::new("sample.compact", text);
    let project = Project {
        root,
        identity: "sample".into(),
        loader: &NoFiles,
        judged_as: None,
        rules: &engross::rules::Rules::none(),
        settlement: engross::lock::Settlement::Unknown,
    };
    let analysis = analyze(&project);
    let obstacles: Vec<_> = analysis.obstacles().collect();
    assert!(obstacles.is_empty(), "{obstacles:?}");
    let documents = compose(&analysis).expect("it composes");
    render::markdown::render(&documents[0]).expect("it prints").replace('\u{a0}', " ")
}

/// The first line that holds some words.
#[track_caller]
fn line<'a>(text: &'a str, words: &str) -> &'a str {
    text.lines().find(|line| line.contains(words)).unwrap_or_else(|| panic!("no `{words}` in\n{text}"))
}

#[test]
fn several_plans_say_whose_and_when() {
    let plans = r#"
contribution from-us by us {
  form grant
  amount USD 20
  plan USD 10 in FY2018
  plan USD 10 in FY2019
}
contribution from-pe by pe {
  form cash
  amount USD 2.50
  plan USD 1 in 2018
  plan USD 1.50 in 2019
}
"#;
    let text = printed("", plans);
    line(&text, "Multi-year financial plan (the United States, Fiscal Year 2018 to Fiscal Year 2019)");
    line(&text, "Multi-year financial plan (Peru, 2018 to 2019)");
    // All amounts of a column have decimals where one has.
    assert_eq!(line(&text, "| 2018 |"), "| 2018 | 1.00 |");
    assert!(line(&text, "| Fiscal Year 2018").ends_with("| 10 |"), "{text}");
}

#[test]
fn a_strategy_says_its_years_and_that_it_is_a_draft_once() {
    let text = printed(
        "",
        r#"
strategy plan {
  kind national-action-plan
  title "the National Plan"
  years 2017..2021
  status draft
}
purpose """
  To support @plan, and nothing but @plan.
  """
"#,
    );
    line(&text, "To support the National Plan (2017 to 2021, draft), and nothing but the National Plan.");
}

#[test]
fn joint_responsibilities_of_some_say_whose() {
    let text = printed(
        "",
        r#"
participant co {
  role partner
  name "the Republic of Colombia"
  short "Colombia"
}
responsibility of us, co for one {
  text "Some."
}
responsibility of us, pe, co for one {
  text "All."
}
"#,
    );
    line(&text, "### Joint responsibilities (the United States and Colombia)");
    assert!(text.lines().any(|line| line == "### Joint responsibilities"), "{text}");
}

#[test]
fn the_only_paragraph_of_an_annex_has_no_number() {
    let annexes = "annex first {\n  title \"First\"\n  text \"Alone.\"\n}\nannex second {\n  title \"Second\"\n  text \"\"\"\n    Not.\n\n    Alone.\n    \"\"\"\n}\n";
    let text = printed("", annexes);
    assert!(text.lines().any(|line| line == "Alone."), "{text}");
    line(&text, "1\\. Not.");
}

#[test]
fn spanish_dates_have_their_articles() {
    let text = printed(
        "  languages es",
        r#"
activity rooms for one {
  title "Salas"
  during 2018-06-01..2018-12-31
}
"#,
    );
    line(&text, "Del 1 de junio de 2018 al 31 de diciembre de 2018");
}

#[test]
fn french_words_lose_their_vowel_before_a_name() {
    let text = printed(
        "  languages fr",
        r#"
participant ar {
  role partner
  name "la République argentine"
  short "Argentine"
}
responsibility of ar for one {
  text "Texte."
}
responsibility of pe for one {
  text "Texte."
}
"#,
    );
    line(&text, "### Responsabilités d’Argentine");
    line(&text, "### Responsabilités de Peru");
}

/// The mark between a share and what is said of it is the language's own.
#[test]
fn shares_are_explained_after_a_colon() {
    let activity = r#"
activity train for one {
  title "T"
  text "Text."
  by us
  funding by pe in-kind "salles"
}
"#;
    line(&printed("  languages fr", activity), "en nature : salles");
    line(&printed("  languages es", activity), "en especie: salles");
}

#[test]
fn the_foot_of_a_page_is_one_line() {
    let head = format!("  title \"{}\"", "A Partnership of Many Words ".repeat(8).trim());
    let root = Source::new("long.compact", format!("compact long {{\n{head}\n}}\nterm {{\n  duration 2 years\n}}\n"));
    let analysis = analyze(&Project {
        root,
        identity: "long".into(),
        loader: &NoFiles,
        judged_as: None,
        rules: &engross::rules::Rules::none(),
        settlement: engross::lock::Settlement::Unknown,
    });
    let documents = compose(&analysis).expect("it composes");
    let foot = &documents[0].texts[0].foot;
    assert!(foot.chars().count() <= 91 && foot.ends_with("Words A…"), "{foot}");
}
