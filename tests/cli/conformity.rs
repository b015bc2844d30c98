//! `engross conformity`: what differs between two languages is shown in its row, and nothing else.

use scraper::{Html, Selector};

use super::{CLEAN, Folder, broken, repository};

/// What is written in the place of what, and what is then told: the place and the words.
const PLANTED: [(&str, &str, &[&str]); 26] = [
    // Figures, dates and amounts.
    ("menor de 18 años", "menor de 16 años", &["I.2, paragraph: number: `18` in `en-US` where `es-PE` has `16`"]),
    (
        "llevar a cabo un plan conjunto durante @term.words,",
        "llevar a cabo un plan conjunto durante tres años,",
        &["preamble, paragraph: number: `four` in `en-US` where `es-PE` has `tres`"],
    ),
    (
        "la determinación común de @participants de que",
        "la determinación común de @us de que",
        &["preamble, paragraph: term: `Peru` in `en-US` and not in `es-PE`"],
    ),
    ("menor de 18 años", "menor de dieciocho años", &[]),
    (
        "menor de 18 años",
        "menor de dieciséis años",
        &["I.2, paragraph: number: `18` in `en-US` where `es-PE` has `dieciséis`"],
    ),
    ("en tres pasos:", "en cuatro pasos:", &["X.1, paragraph: number: `three` in `en-US` where `es-PE` has `cuatro`"]),
    (
        "Ciertas actividades, como",
        "A partir del 1 de marzo de 2018, ciertas actividades, como",
        &["IV.2, paragraph: date: `1 de marzo de 2018` in `es-PE` and not in `en-US`"],
    ),
    (
        "es \"Ciertas actividades, como la @other-regions,",
        "es \"El 15 de abril de 2018, ciertas actividades, como la @other-regions,",
        &["IV.2, paragraph: date: `April 5, 2018` in `en-US` where `es-PE` has `15 de abril de 2018`"],
    ),
    (
        "con escolaridad.\"",
        "con escolaridad, por USD 1.500.000.\"",
        &["IV.8, paragraph: amount: `USD 1.500.000` in `es-PE` and not in `en-US`"],
    ),
    (
        "con escolaridad.\"",
        "con escolaridad, en un 20 %.\"",
        &["IV.8, paragraph: number: `20` in `es-PE` and not in `en-US`"],
    ),
    (
        "menor de 18 años",
        "menor de 18 años al 2028-12-31",
        &["I.2, paragraph: date: `2028-12-31` in `es-PE` and not in `en-US`"],
    ),
    // Numbers above twenty are not read in words.
    ("menor de 18 años", "menor de cuarenta años", &["I.2, paragraph: number: `18` in `en-US` and not in `es-PE`"]),
    // References.
    (
        "según describe la @section.monitoring, y",
        "según se describe, y",
        &["III.6, paragraph: reference: `Section VI` in `en-US` and not in `es-PE`"],
    ),
    (
        "para la @specialized-units.",
        "para la @interview-rooms.",
        &[
            "III.3, paragraph: number: `1.2` in `en-US` where `es-PE` has `1.3`",
            "III.3, paragraph: reference: `Activity 1.2` in `en-US` where `es-PE` has `Actividad 1.3`",
        ],
    ),
    // Names.
    (
        "es \"Altos funcionarios de la @tip-office y de la @commission tienen",
        "es \"Altos funcionarios de la @commission tienen",
        &["VII.2, paragraph: term: `TIP Office` in `en-US` and not in `es-PE`"],
    ),
    (
        "lo previsto en el @national-plan, en el @childhood-plan y en la @trafficking-law",
        "lo previsto en el @childhood-plan y en la @trafficking-law",
        &[
            "preamble, paragraph: number: `2017`, `2021` in `en-US` and not in `es-PE`",
            "preamble, paragraph: term: `National Plan against Trafficking in Persons` in `en-US` and not in `es-PE`",
            // Its years print where it is first named.
            "X.1, numbered item: number: `2017`, `2021` in `es-PE` and not in `en-US`",
        ],
    ),
    // Lists and paragraphs.
    (
        "    - identificar a más víctimas, y atender a cada una de ellas;\n",
        "",
        &["I.1, item: missing: this item stands in `en-US` and not in `es-PE`"],
    ),
    (
        "    - prevenir el delito:\n      - ayudando a",
        "    - prevenir el delito:\n    - ayudando a",
        &["I.1, item: structure: item in `en-US`, item in `es-PE`, at another depth"],
    ),
    (
        "      1. un examen de lo que cuesta continuar cada actividad;\n      2. una propuesta",
        "      - un examen de lo que cuesta continuar cada actividad;\n      - una propuesta",
        &[
            "X.1, numbered item: structure: numbered item in `en-US`, item in `es-PE`",
            "X.1, numbered item: structure: numbered item in `en-US`, item in `es-PE`",
        ],
    ),
    (
        "        - en un idioma que comprende;\n",
        "",
        &["Annex A, item: missing: this item stands in `en-US` and not in `es-PE`"],
    ),
    (
        "      Quienes llevan a cabo las actividades deberían guiarse por lo siguiente:\n",
        "      Quienes llevan a cabo las actividades deberían guiarse por lo siguiente:\n\n      Véase el Plan.\n",
        &["Annex A.2, paragraph: missing: this paragraph stands in `es-PE` and not in `en-US`"],
    ),
    (
        "    en \"Each case should be followed by its code, from identification through care to the end of the proceedings.\"",
        "    en \"\"\"\n      Each case should be followed by its code, from identification through care to the end of the proceedings.\n\n      Nothing else is recorded.\n      \"\"\"",
        &["VIII.4, paragraph: missing: this paragraph stands in `en-US` and not in `es-PE`"],
    ),
    // Language and punctuation.
    (
        "    es \"Cada caso debería seguirse por su código, desde la identificación y la atención hasta el fin del proceso.\"\n",
        "",
        &[
            "VIII.3, paragraph: language: this paragraph of the text in `es-PE` has words in `en-US`, and is not compared further",
        ],
    ),
    (
        "tratarla en ese orden.\"",
        "tratarla en ese orden\"",
        &["VIII.1, paragraph: ending: ends with a full stop in `en-US`, with no mark in `es-PE`"],
    ),
    (
        "y atender a cada una de ellas;",
        "y atender a cada una de ellas.",
        &["I.1, item: ending: ends with a semicolon in `en-US`, with a full stop in `es-PE`"],
    ),
    (
        "otras regiones de @pe.\"",
        "otras regiones de @pe?\"",
        &["IV.2, paragraph: ending: ends with a full stop in `en-US`, with a question mark in `es-PE`"],
    ),
];

fn peru() -> Folder {
    let folder = Folder::new();
    for name in ["shared/us.compact", "internal/peru-selection.compact", "peru-2017.compact"] {
        folder.write(name, std::fs::read(repository().join("examples").join(name)).unwrap());
    }
    folder
}

/// The rows that differ, as the page tells them, one difference a line.
fn told(folder: &Folder) -> Vec<String> {
    let page = folder.run(&["conformity", "peru-2017.compact", "--format", "html"]).code(0).out();
    let page = Html::parse_document(&page);
    let select = |selector: &str| Selector::parse(selector).unwrap();
    let text = |element: scraper::ElementRef<'_>| {
        let html = element.inner_html().replace("<q>", "`").replace("</q>", "`");
        let text = Html::parse_fragment(&html).root_element().text().collect::<String>();
        text.split_whitespace().collect::<Vec<_>>().join(" ")
    };
    let mut told = Vec::new();
    for row in page.select(&select("tr.differs")) {
        let kind = text(row.select(&select("th small")).next().unwrap());
        let place = text(row.select(&select("th")).next().unwrap());
        let place = place.trim_start_matches("≠ Differs: ").trim_end_matches(&kind).trim_end();
        // The summary leads to the row.
        let link = select(&format!("li a[href=\"#{}\"]", row.attr("id").unwrap()));
        assert_eq!(page.select(&link).map(text).collect::<Vec<_>>(), [format!("{place}, {kind}")]);
        for item in row.select(&select("td.found li")).map(text).filter(|item| item.starts_with("Differs, ")) {
            told.push(format!("{place}, {kind}: {}", item.trim_start_matches("Differs, ")));
        }
    }
    told
}

#[test]
fn the_example_as_it_is_has_no_difference() {
    assert_eq!(told(&peru()), [""; 0]);
}

#[test]
fn what_is_planted_is_found_in_its_row() {
    let original = peru().read("peru-2017.compact");
    let mut wrong = String::new();
    for (from, to, expected) in PLANTED {
        let folder = peru();
        assert_eq!(original.matches(from).count(), 1, "{from}");
        let mut text = original.replace(from, to);
        // A date in one language wants one in the other.
        if expected.iter().any(|told| told.contains("April 5")) {
            text =
                text.replace("en \"Certain activities, such as", "en \"On April 5, 2018, certain activities, such as");
        }
        folder.write("peru-2017.compact", &text);
        let found = told(&folder);
        if found != expected {
            wrong.push_str(&format!("{from}\n  → {to}\n  wanted {expected:#?}\n  found {found:#?}\n"));
        }
    }
    assert!(wrong.is_empty(), "{wrong}");
}

/// A compact in English and another language, both whole: what one says as the other does.
fn bilingual(language: &str, english: &str, other: &str) -> Folder {
    let text = format!(
        "compact two {{\n  rules cpc\n  title {{\n    en \"Partnership\"\n    {language} \"Partnership\"\n  }}\n  \
         languages en-US, {language}\n}}\nprovision extra {{\n  title {{\n    en \"Further\"\n    {language} \"Further\"\n  }}\n  \
         text {{\n    en \"{english}\"\n    {language} \"{other}\"\n  }}\n  after general\n}}\n"
    );
    Folder::with("peru-2017.compact", &text)
}

/// Number words above twenty are not read: a figure that may stand there in words is to be read, and none is lost.
#[test]
fn a_figure_above_twenty_may_stand_in_words() {
    for (english, french, differs) in [
        ("Text of 40 pages.", "Texte de quarante pages.", false),
        ("Text of 42 pages.", "Texte de quarante-deux pages.", false),
        ("Text of 21 pages.", "Texte de vingt et une pages.", false),
        ("Text of 25 pages.", "Texte de vingt-cinq pages.", false),
        ("Text of 40 pages.", "Texte de pages.", true),
        ("Text of 40 pages.", "Texte de vingt pages.", true),
        ("Text of 40 pages.", "Texte de 41 pages.", true),
        ("Text of 18 pages.", "Texte de quarante pages.", true),
    ] {
        let folder = bilingual("fr", english, french);
        let found = told(&folder);
        assert_eq!(found.iter().any(|told| told.contains("number")), differs, "{english} {french}: {found:?}");
        let page = folder.run(&["conformity", "peru-2017.compact", "--format", "html"]).code(0).out();
        assert_eq!(page.contains("To read"), !differs, "{english} {french}");
    }
}

#[test]
fn figures_and_dates_are_compared_by_what_they_mean() {
    for (language, english, other) in [
        ("es-PE", "On June 15, 2017, 1,250.5 in 3 parts.", "El 15 de junio de 2017, 1,250.5 en tres partes."),
        ("es-PE", "USD 5 million in September 2018.", "5 millones de USD en setiembre de 2018."),
        ("fr-CI", "On March 1, 2026, USD 5,000,000.", "Le 1er mars 2026, 5 000 000 USD."),
        ("fr-CI", "By 2026-03-01, 12 of them.", "Au 1er mars 2026, douze d’entre eux."),
        ("mn", "On June 15, 2017, 40 cases.", "2017 оны зургаадугаар сарын 15-нд 40 хэрэг."),
        ("mn", "On December 31, 2020, 40 cases.", "2020 оны арван хоёрдугаар сарын 31-нд 40 хэрэг."),
        ("mn", "On June 15, 2017.", "2017 оны 6-р сарын 15-нд."),
        ("ne", "On June 15, 2017, 40 cases.", "२०१७ जुन १५ मा ४० मुद्दा।"),
    ] {
        let found: Vec<String> = told(&bilingual(language, english, other))
            .into_iter()
            .filter(|told| told.contains("number") || told.contains("date") || told.contains("amount"))
            .collect();
        assert_eq!(found, [""; 0], "{english} / {other}");
    }
    for (language, english, other, expected) in [
        ("mn", "On June 15, 2017.", "2017 оны долоодугаар сарын 15-нд.", "date: `June 15, 2017`"),
        ("ne", "On June 15, 2017.", "२०१७ जुन १६।", "date: `June 15, 2017` in `en-US` where `ne` has `२०१७ जुन १६`"),
        (
            "fr-CI",
            "USD 5,000,000.",
            "5 000 000 EUR.",
            "amount: `USD 5,000,000` in `en-US` where `fr-CI` has `5 000 000 EUR`",
        ),
    ] {
        let found = told(&bilingual(language, english, other));
        assert!(found.iter().any(|told| told.contains(expected)), "{expected}: {found:#?}");
    }
}

#[test]
fn one_language_has_nothing_to_be_compared() {
    let ran = Folder::with("a.compact", CLEAN).run(&["conformity", "a.compact"]).code(2);
    assert!(ran.err().starts_with("error: `a.compact` is signed in one language, `en-US`"), "{}", ran.err());
    let ran = Folder::with("a.compact", "purpose \"x\"\n").run(&["conformity", "a.compact"]).code(2);
    assert!(ran.err().contains("is a fragment"), "{}", ran.err());
}

#[test]
fn a_broken_text_is_not_compared() {
    let text = broken().replace("languages en-US", "languages en-US, es-PE");
    let ran = Folder::with("a.compact", &text).run(&["conformity", "a.compact"]).code(1);
    assert!(ran.err().contains("error[REF001") && ran.out().is_empty(), "{}", ran.err());
    assert!(ran.err().ends_with("error: `a.compact` is not compared: 2 errors stand in the way\n"), "{}", ran.err());
}

#[test]
fn the_report_is_written_whole_and_has_lines_to_certify_on() {
    let folder = peru();
    let ran = folder.run(&["conformity", "peru-2017.compact", "--out", "report.md"]).code(0);
    assert_eq!(ran.out(), "report.md\n");
    let report = folder.read("report.md");
    let fingerprint = report.split("Fingerprint of the text: `").nth(1).unwrap().split('`').next().unwrap();
    assert_eq!(fingerprint.len(), 64);
    for told in [
        "No difference was found in 224 lines of `en-US` and `es-PE`.",
        "that does not say that the texts conform",
        &format!("whose fingerprint is {fingerprint}, and certify"),
        "Signature: \\_",
        "`engross certify peru-2017.compact --language es-PE --by NAME --title TITLE`",
    ] {
        assert!(report.contains(told), "{told}");
    }
    // Nothing of the comments or of the private file is in it.
    assert!(!report.contains("llustrative") && !report.contains("tier"), "{report}");
}

#[test]
fn authors_words_are_no_markup() {
    let english = "<b>Bold</b> | `code` *x* & @@ &lt;";
    let folder = bilingual("es-PE", english, english);
    let page = folder.run(&["conformity", "peru-2017.compact", "--format", "html"]).code(0).out();
    assert!(page.contains("&lt;b&gt;Bold&lt;&#x2f;b&gt; | `code`") && !page.contains("<b>"), "{page}");
    let text = folder.run(&["conformity", "peru-2017.compact"]).code(0).out();
    let row = text.lines().find(|line| line.contains("Bold")).unwrap();
    assert!(row.contains("\\<b\\>") || row.contains("&lt;b\\>"), "{row}");
    assert_eq!(row.replace("\\|", "").matches('|').count(), 6, "{row}");
}
