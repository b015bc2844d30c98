//! From an empty file to a text with which nothing is wrong, by what the server offers and nothing else.

use super::writer::Writer;

/// A compact in one language: only completions at the end of the file, and actions for what is found.
#[test]
fn an_empty_file_becomes_a_compact_with_which_nothing_is_wrong() {
    let mut writer = Writer::new("alliance.compact");
    let w = &mut writer;
    w.choose("compact", &["alliance", "en-US"]);
    w.below();
    w.choose(
        "participant",
        &["us", "the Government of the United States", "the United States", "assisting", "Jane Doe", "Ambassador"],
    );
    w.below();
    w.choose("participant", &["np", "the Government of Nepal", "Nepal", "partner", "Ram Rai", "Minister"]);
    w.into("participant np");
    w.choose("body", &["moha", "Ministry of Home Affairs"]);
    w.into("participant us");
    w.choose("lead", &["tip-office", "Office to Monitor and Combat Trafficking in Persons", "TIP Office"]);
    w.apply("add `term`", &["4 years"]);
    w.apply(
        "add `strategy` with `kind national-action-plan`",
        &["plan", "National Plan against Trafficking in Persons"],
    );
    w.apply("add `objective`", &["prosecute", "prosecution", "Prosecution", "More cases should end in a conviction."]);
    w.apply("add `objective` with `pillar protection`", &["protect", "Protection", "More victims should be found."]);
    w.apply(
        "add `objective` with `pillar prevention`",
        &["prevent", "Prevention", "Fewer children should be recruited."],
    );
    let all = "prosecute, protect, prevent";
    w.apply("add `responsibility of us for …`", &[all, "The @tip-office intends to follow the activities."]);
    w.apply("add `responsibility of np for …`", &[all, "The @moha intends to lead the work."]);
    w.apply(
        "add `contribution … by us`",
        &["aid", "USD 4 million", "grant", "USD 1 million", "USD 1 million", "USD 1 million", "USD 1 million"],
    );
    w.apply(
        "add `contribution … by np`",
        &["budget", "NPR 8 million", "cash", "NPR 2 million", "NPR 2 million", "NPR 2 million", "NPR 2 million"],
    );
    w.apply("add `activity … for prosecute`", &["training", "Training", "USD 4 million", "NPR 8 million"]);
    w.apply("add `activity … for protect`", &["shelters", "Shelters", "none", "none"]);
    w.apply("add `activity … for prevent`", &["schools", "Schools", "none", "none"]);
    for (objective, id) in [("prosecute", "convictions"), ("protect", "victims"), ("prevent", "pupils")] {
        let title = format!("add `indicator … for {objective}` with `level outcome`");
        w.apply(&title, &[id, "Title", id, "12", "2026", "15", "18", "21", "24", "Records", "moha"]);
    }
    w.apply(
        "add `mechanism` with `kind dialogue`, `frequency annually`",
        &["dialogue", "Dialogue", "They meet.", "tip-office, moha"],
    );
    w.apply("add `mechanism` with `kind implementation`", &["steering", "Steering group", "They steer.", "moha"]);
    w.apply("add `mechanism` with `kind oversight`", &["audit", "Audit", "They look.", "moha"]);
    w.apply("add `sustainability`", &["The @moha intends to write a strategy.", "2030-01-31", "moha"]);
    let data =
        ["Collected.", "Tracked.", "Managed.", "moha", "coded", "Accessed.", "aggregate-only", "5 years", "The law."];
    w.apply("add `data`", &data);
    w.apply("add `tracked by … annually` to `contribution budget`", &["moha"]);
    w.apply("add `reviews` to `mechanism dialogue`", &["convictions"]);
    w.apply("add `reported to …` to `contribution budget`", &["tip-office"]);
    w.apply("add `reviews budget, sustainability` to `mechanism dialogue`", &[]);
    w.below();
    w.choose("recital", &["noting", "the @plan"]);
    w.format();
    w.into("compact alliance");
    w.choose("status", &["settled"]);
    w.format();
    assert_eq!(w.found(), Vec::<String>::new(), "{}", w.text);
}

/// A plan in two languages, as one would really write it, with what only a settled text is asked.
#[test]
fn a_real_plan_in_two_languages_is_written_with_what_is_offered() {
    let mut writer = Writer::new("andes-2027.compact");
    let w = &mut writer;
    w.choose("compact", &["andes-2027", "en-US, es-PE"]);
    w.into("compact andes-2027");
    w.choose("title", &["Child Protection Compact Partnership", "Alianza para la Protección de la Niñez"]);
    w.below();
    w.choose(
        "participant",
        &[
            "us",
            "the Government of the United States of America",
            "el Gobierno de los Estados Unidos de América",
            "the United States",
            "los Estados Unidos",
            "assisting",
            "Jane Doe",
            "Ambassador of the United States of America",
            "Embajadora de los Estados Unidos de América",
        ],
    );
    w.into("participant us");
    w.choose("fiscal-year", &["10-01"]);
    w.into("participant us");
    w.choose(
        "lead",
        &[
            "tip-office",
            "Office to Monitor and Combat Trafficking in Persons",
            "Oficina de Monitoreo y Lucha contra la Trata de Personas",
            "TIP Office",
        ],
    );
    w.below();
    w.choose(
        "participant",
        &[
            "pe",
            "the Government of the Republic of Peru",
            "el Gobierno de la República del Perú",
            "Peru",
            "el Perú",
            "partner",
            "Juan Pérez",
            "Minister of Foreign Affairs",
            "Ministro de Relaciones Exteriores",
        ],
    );
    for (id, en, es) in [
        ("commission", "Multisectoral Commission", "Comisión Multisectorial"),
        ("moj", "Ministry of Justice", "Ministerio de Justicia"),
    ] {
        w.into("participant pe");
        w.choose("body", &[id, en, es]);
    }
    w.below();
    w.choose("place", &["lima", "Lima"]);
    w.below();
    w.choose("goal", &["reduce child trafficking in @lima", "reducir la trata de niños en @lima"]);
    w.apply("add `term`", &["4 years"]);
    w.into("term");
    w.choose("begins", &["2027-07-01"]);
    w.apply(
        "add `strategy` with `kind national-action-plan`",
        &["plan", "National Plan against Trafficking in Persons", "Plan Nacional contra la Trata de Personas"],
    );
    w.below();
    w.choose("recital", &["noting", "what is set out in the @plan", "lo dispuesto en el @plan"]);
    w.apply(
        "add `objective`",
        &[
            "prosecute",
            "prosecution",
            "Bring traffickers to justice",
            "Llevar a los tratantes ante la justicia",
            "More cases should end in a conviction.",
            "Más casos deberían terminar en condena.",
        ],
    );
    w.apply(
        "add `objective` with `pillar protection`",
        &[
            "protect",
            "Protect child victims",
            "Proteger a las víctimas",
            "More victims should receive care.",
            "Más víctimas deberían recibir atención.",
        ],
    );
    w.apply(
        "add `objective` with `pillar prevention`",
        &[
            "prevent",
            "Prevent child trafficking",
            "Prevenir la trata",
            "Fewer children should be recruited.",
            "Menos niños deberían ser captados.",
        ],
    );
    let all = "prosecute, protect, prevent";
    w.apply(
        "add `responsibility of us for …`",
        &[
            all,
            "The @tip-office intends to fund and to follow the activities.",
            "La @tip-office tiene la intención de financiar y seguir las actividades.",
        ],
    );
    w.apply(
        "add `responsibility of pe for …`",
        &[
            all,
            "The @commission intends to lead the work of the authorities.",
            "La @commission tiene la intención de dirigir la labor de las autoridades.",
        ],
    );
    w.apply(
        "add `contribution … by us`",
        &[
            "us-assistance",
            "up-to USD 4,000,000",
            "grant, cooperative-agreement",
            "USD 1,000,000",
            "USD 1,000,000",
            "USD 1,000,000",
            "USD 1,000,000",
        ],
    );
    w.into("contribution us-assistance by us");
    w.choose("subject-to", &["appropriation"]);
    w.apply(
        "add `contribution … by pe`",
        &["pe-budget", "PEN 3,000,000", "cash", "PEN 750,000", "PEN 750,000", "PEN 750,000", "PEN 750,000"],
    );
    w.apply(
        "add `activity … for prosecute`",
        &["training", "Training of investigators", "Formación de investigadores", "USD 1,000,000", "PEN 1,000,000"],
    );
    w.into("activity training for prosecute");
    w.choose("by", &["implementing-partners, moj"]);
    w.into("activity training for prosecute");
    w.choose("in", &["lima"]);
    w.into("activity training for prosecute");
    w.choose("during", &["…"]);
    w.behind("during …");
    w.choose("year-1..year-4", &[]);
    w.apply(
        "add `activity … for protect`",
        &["services", "Services for victims", "Servicios para las víctimas", "USD 2,000,000", "PEN 2,000,000"],
    );
    w.apply(
        "add `activity … for prevent`",
        &["watch", "Community watch", "Vigilancia comunitaria", "USD 1,000,000", "none"],
    );
    w.apply(
        "add `indicator … for prosecute` with `level outcome`",
        &[
            "convictions",
            "Convictions",
            "Condenas",
            "convictions",
            "condenas",
            "12",
            "2026",
            "15",
            "18",
            "21",
            "24",
            "Court records",
            "Registros judiciales",
            "moj",
        ],
    );
    w.apply(
        "add `indicator … for protect` with `level outcome`",
        &[
            "served",
            "Victims who receive care",
            "Víctimas atendidas",
            "children",
            "niños",
            "100",
            "2026",
            "110",
            "120",
            "130",
            "140",
            "Records of the services",
            "Registros de los servicios",
            "commission",
        ],
    );
    w.apply(
        "add `indicator … for prevent` with `level outcome`",
        &[
            "districts",
            "Safer districts",
            "Distritos más seguros",
            "districts",
            "distritos",
            "3",
            "2026",
            "4",
            "5",
            "6",
            "8",
            "Survey of households",
            "Encuesta de hogares",
            "commission",
        ],
    );
    w.apply(
        "add `mechanism` with `kind dialogue`, `frequency annually`",
        &[
            "dialogue",
            "Annual dialogue",
            "Diálogo anual",
            "The @participants intend to review progress.",
            "Los @participants tienen la intención de examinar los avances.",
            "tip-office, commission",
        ],
    );
    w.apply(
        "add `mechanism` with `kind implementation`",
        &[
            "steering",
            "Steering group",
            "Grupo directivo",
            "A group follows the activities.",
            "Un grupo sigue las actividades.",
            "tip-office, commission",
        ],
    );
    w.apply(
        "add `mechanism` with `kind oversight`",
        &[
            "oversight",
            "Oversight",
            "Supervisión",
            "Both look after the use of the funds.",
            "Ambos velan por el uso de los fondos.",
            "tip-office, moj",
        ],
    );
    w.apply(
        "add `sustainability`",
        &[
            "The @commission intends to write a strategy.",
            "La @commission tiene la intención de redactar una estrategia.",
            "2030-06-30",
            "commission",
        ],
    );
    w.apply(
        "add `data`",
        &[
            "The @moj collects one record a case.",
            "El @moj levanta un registro por caso.",
            "Each case is tracked.",
            "Cada caso es objeto de seguimiento.",
            "The records are kept in one register.",
            "Los registros se llevan en un solo archivo.",
            "moj",
            "coded",
            "Case managers may see a record.",
            "Los encargados pueden ver un registro.",
            "aggregate-only",
            "5 years",
            "The law on personal data applies.",
            "Se aplica la ley de datos personales.",
        ],
    );
    w.apply("add `tracked by … annually` to `contribution pe-budget`", &["moj"]);
    w.apply("add `reported to …` to `contribution pe-budget`", &["tip-office"]);
    w.apply("add `reviews` to `mechanism dialogue`", &["convictions"]);
    w.apply("add `reviews pe-budget, sustainability` to `mechanism dialogue`", &[]);
    w.into("compact andes-2027");
    w.choose("status", &["settled"]);
    w.format();
    // What only a language officer can do is left, and can be set aside with a reason.
    let left = ["SGN004 no language officer has certified that the texts in `es-PE` and `en-US` conform to each other"];
    assert_eq!(w.found(), left, "{}", w.text);
    w.apply("waive SGN004 in the whole file, with a reason", &["The certificate follows before the signing."]);
    assert_eq!(w.found(), Vec::<String>::new(), "{}", w.text);
}
