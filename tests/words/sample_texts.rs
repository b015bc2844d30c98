//! The two texts of the long sample; the figures are illustrative.

use engross::document::{Block, Inline, RowRole, Text};

use super::sample::{details, heading, list, numbered, paragraph, section, signature, table, text};

/// The English text.
pub fn english() -> Text {
    let link = |target: &str, words: &str| Inline::Link { target: target.into(), body: text(words) };
    let clauses = |words: &[&str]| words.iter().map(|words| vec![paragraph(text(words))]).collect::<Vec<_>>();
    Text {
        language: "en".into(),
        script: "Latn".into(),
        direction: "ltr",
        title: [
            "Child Protection Compact Partnership",
            "between",
            "the Government of the United States of America",
            "and",
            "the Government of the Republic of Peru",
        ]
        .map(String::from)
        .to_vec(),
        notice: None,
        watermark: None,
        mark: None,
        head: Some("Draft — not for signature".into()),
        foot: "Child Protection Compact Partnership, Peru · 4f1c-09ab".into(),
        page_number: "Page {page} of {pages}".into(),
        initials: "Initials:".into(),
        preamble: vec![
            paragraph(text(
                "The Government of the United States of America (“the United States”) and the Government of the Republic of Peru (“Peru”) (hereinafter referred to as the “Participants”),",
            )),
            paragraph(vec![
                Inline::Emph { body: text("Recognizing") },
                Inline::text(
                    " that the trafficking of children, in all its forms, is a grave abuse of human rights and a crime that both Participants are resolved to end;",
                ),
            ]),
            paragraph(vec![
                Inline::Emph { body: text("Noting") },
                Inline::text(" the National Plan against Trafficking in Persons 2017\u{2013}2021 ("),
                Inline::Foreign { language: "es".into(), body: text("Plan Nacional contra la Trata de Personas") },
                Inline::text(") and the work of the Multisectoral Commission;"),
            ]),
            paragraph(text("Have reached the following understandings:")),
        ],
        sections: vec![
            section(
                "purpose",
                "I.",
                "Purpose",
                vec![
                    numbered(
                        "purpose-1",
                        1,
                        text(
                            "This Partnership sets out how the Participants intend to work together, over four years, to reduce the trafficking of children for sex and for labor, and to hold those who traffic them accountable.",
                        ),
                    ),
                    numbered(
                        "purpose-2",
                        2,
                        vec![
                            Inline::text("The activities are described in Section "),
                            link("activities", "IV"),
                            Inline::text(", and their funding in "),
                            link("plan", "Table 1"),
                            Inline::text(
                                ". Terms marked * or _ or # or | or < & > keep these marks; so do `these` and [these](x).",
                            ),
                        ],
                    ),
                ],
            ),
            section(
                "objectives",
                "II.",
                "Goal and Objectives",
                vec![
                    heading("objective-1", "Objective 1.", "Prevention in communities at risk"),
                    numbered(
                        "objectives-1",
                        1,
                        text(
                            "Families, schools and local authorities in Metropolitan Lima, Cusco and Loreto know how traffickers recruit children, and how to report it.",
                        ),
                    ),
                    heading("objective-2", "Objective 2.", "Protection of child victims"),
                    numbered("objectives-2", 2, vec![Inline::text("Each child identified receives care that is:")]),
                    list(
                        Some(1),
                        vec![
                            vec![paragraph(text(
                                "prompt, within 24\u{a0}hours of identification, at any hour of the day;",
                            ))],
                            vec![
                                paragraph(text("suited to the child, namely:")),
                                list(
                                    None,
                                    clauses(&[
                                        "in the child’s own language, be it Spanish, Quechua or Asháninka;",
                                        "- with a dash that begins the line;",
                                        "1. with a number that begins the line; and",
                                    ]),
                                ),
                            ],
                            vec![paragraph(vec![
                                Inline::Strong { body: text("free of charge") },
                                Inline::text(" for as long as it is needed."),
                            ])],
                        ],
                    ),
                ],
            ),
            section(
                "activities",
                "IV.",
                "Activities",
                vec![
                    heading("activity-1-1", "Activity 1.1.", "Community networks"),
                    numbered(
                        "activities-1",
                        1,
                        text(
                            "The Participants intend to support networks of teachers, nurses and community leaders in 40 districts.",
                        ),
                    ),
                    details(&[
                        ("Carried out by:", "organizations to be chosen by open competition"),
                        ("Period:", "1 October 2017 to 30 September 2020"),
                        ("Funding by the United States:", "up to USD 1,250,000.00"),
                        (
                            "Funding by Peru:",
                            "PEN 1,900,000.00 and personnel of the Ministry of Women and Vulnerable Populations",
                        ),
                    ]),
                    heading("activity-2-1", "Activity 2.1.", "Specialized shelters"),
                    numbered(
                        "activities-2",
                        2,
                        text(
                            "Peru intends to open three specialized shelters, and the United States to fund the training of their staff.",
                        ),
                    ),
                    details(&[
                        ("Carried out by:", "Ministry of Women and Vulnerable Populations"),
                        ("Period:", "Year 2 to Year 4"),
                    ]),
                ],
            ),
            section(
                "contributions",
                "V.",
                "Contributions and Multi-Year Financial Plan",
                vec![
                    numbered(
                        "contributions-1",
                        1,
                        text(
                            "Subject to the availability of funds, the Participants intend to contribute as shown below.",
                        ),
                    ),
                    table(
                        "plan",
                        "Table 1. Contributions by year",
                        &["Year", "United States (USD)", "Peru (PEN)"],
                        &[
                            (RowRole::Group, "Objective 1. Prevention in communities at risk"),
                            (RowRole::Body, "Year 1 (15 June 2017 to 14 June 2018)|up to 400,000.00|500,000.00"),
                            (RowRole::Body, "Year 2|up to 850,000.00|1,400,000.00"),
                            (RowRole::Group, "Objective 2. Protection of child victims"),
                            (RowRole::Body, "Year 3|up to 2,000,000.00|3,600,000.00"),
                            (RowRole::Body, "Year 4|up to 1,750,000.00|2,500,000.00"),
                            (RowRole::Total, "Total|up to 5,000,000.00|8,000,000.00"),
                        ],
                    ),
                ],
            ),
            section(
                "monitoring",
                "VI.",
                "Indicators and Monitoring",
                vec![
                    numbered(
                        "monitoring-1",
                        1,
                        text(
                            "The Participants intend to follow these indicators, at the times and from the sources shown.",
                        ),
                    ),
                    table(
                        "indicators",
                        "Table 2. Indicators, baselines and targets",
                        &[
                            "Indicator",
                            "Unit",
                            "Baseline",
                            "Year 1",
                            "Year 2",
                            "Year 3",
                            "Year 4",
                            "Source",
                            "Frequency",
                            "Reporter",
                        ],
                        &[
                            (RowRole::Group, "Objective 1. Prevention in communities at risk"),
                            (
                                RowRole::Body,
                                "Indicator 1.1. Districts with an active network|districts|4 (2016)|10|20|30|40|field reports|every six months|Peru",
                            ),
                            (RowRole::Group, "Objective 2. Protection of child victims"),
                            (
                                RowRole::Body,
                                "Indicator 2.1. Children in specialized care|children|112 (2016)|150|220|300|400|registry of the Ministry|yearly|both Participants",
                            ),
                            (
                                RowRole::Body,
                                "Indicator 2.2. Share of cases opened within 24 hours|%|35 (2016)|45|60|75|90|case files|yearly|Peru",
                            ),
                        ],
                    ),
                ],
            ),
            section(
                "term",
                "XII.",
                "Commencement and Duration",
                vec![numbered(
                    "term-1",
                    1,
                    text(
                        "Cooperation under this Partnership is to commence on the date of the last signature and to continue for four years.",
                    ),
                )],
            ),
        ],
        closing: vec![paragraph(text(
            "Signed at Lima, this fifteenth day of June 2017, in duplicate, in the English and Spanish languages, both texts being equally valid.",
        ))],
        signatures: vec![
            signature(
                "us",
                "For the Government of the United States of America:",
                &[&[("", "Brian A. Nichols"), ("", "Ambassador"), ("Place:", "Lima"), ("Date:", "")]],
            ),
            signature(
                "pe",
                "For the Government of the Republic of Peru:",
                &[
                    &[("", "Ricardo Luna Mendoza"), ("", "Minister of Foreign Affairs"), ("Date:", "")],
                    &[("Name:", ""), ("Title:", ""), ("Date:", "")],
                ],
            ),
        ],
        annexes: vec![section(
            "annex-a",
            "Annex A.",
            "Names in other scripts",
            vec![paragraph(vec![
                Inline::text("In Mongolian "),
                Inline::Foreign {
                    language: "mn".into(), body: text("Монгол Улсын Засгийн газар")
                },
                Inline::Break,
                Inline::text("and in Nepali "),
                Inline::Foreign { language: "ne".into(), body: text("नेपाल सरकार") },
                Inline::text("; write to anti_trafficking@example.org or see https://www.example.org/a_b?c=d&e=f."),
            ])],
        )],
    }
}

/// The Spanish text: the same shape, shorter, with anchors of its own.
pub fn spanish() -> Text {
    Text {
        language: "es-PE".into(),
        title: [
            "Alianza para la Protección de la Niñez",
            "entre",
            "el Gobierno de los Estados Unidos de América",
            "y",
            "el Gobierno de la República del Perú",
        ]
        .map(String::from)
        .to_vec(),
        notice: Some("Traducción no oficial, sin valor jurídico.".into()),
        watermark: None,
        mark: None,
        head: Some("Borrador".into()),
        foot: "Alianza para la Protección de la Niñez, Perú".into(),
        page_number: "Página {page} de {pages}".into(),
        initials: "Initials:".into(),
        preamble: vec![paragraph(text(
            "El Gobierno de los Estados Unidos de América («los Estados Unidos») y el Gobierno de la República del Perú («el Perú»), en adelante «los Participantes»,",
        ))],
        sections: vec![section(
            "es-purpose",
            "I.",
            "Propósito",
            vec![
                paragraph(text(
                    "La presente Alianza expone la cooperación que los Participantes se proponen durante cuatro años.",
                )),
                Block::List {
                    ordered: true,
                    start: 7,
                    items: vec![vec![paragraph(text("séptimo;"))], vec![paragraph(text("octavo."))]],
                },
                Block::List { ordered: true, start: 1, items: vec![vec![paragraph(text("otra vez el primero."))]] },
            ],
        )],
        closing: vec![],
        signatures: vec![],
        annexes: vec![],
        ..english()
    }
}
