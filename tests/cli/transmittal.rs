//! `engross transmittal`: the facts of the instrument, days with citations, and boxes that nobody has ticked.

use super::{BARE, CLEAN, Folder, broken, repository};

/// The example, signed and become operative as these lines say.
fn sheet(changes: &[(&str, &str)]) -> String {
    let folder = Folder::new();
    for name in ["shared/us.compact", "internal/peru-selection.compact", "peru-2017.compact"] {
        folder.write(name, std::fs::read(repository().join("examples").join(name)).unwrap());
    }
    let mut text = folder.read("peru-2017.compact");
    for (from, to) in changes {
        assert!(text.contains(from), "{from}");
        text = text.replace(from, to);
    }
    folder.write("peru-2017.compact", text);
    let ran = folder.run(&["transmittal", "peru-2017.compact", "--format", "md"]).code(0);
    assert_eq!(ran.out(), "peru-2017.transmittal.md\n");
    // Dates and citations stay on one line of a cell.
    folder.read("peru-2017.transmittal.md").replace('\u{a0}', " ")
}

#[track_caller]
fn holds(sheet: &str, lines: &[&str]) {
    for line in lines {
        assert!(sheet.contains(line), "{line}\n\n{sheet}");
    }
}

const SIGNING: &str = "  signing   at lima on 2017-06-15\n";

#[test]
fn the_sheet_has_the_facts_of_the_instrument() {
    let sheet = sheet(&[]);
    holds(
        &sheet,
        &[
            "> The text is a draft. What this sheet says may change with it.",
            "- **Title:** Child Protection Compact Partnership between the Government of the United States of America and",
            "- **Participants:** the Government of the United States of America; the Government of the Republic of Peru\n",
            "- **Place of signing:** Lima\n- **Date of signing:** June 15, 2017\n",
            "- **Becomes operative:** on signing (June 15, 2017)\n",
            "- **Languages:** English, Spanish; all texts equally valid\n",
            "| Peru | Ricardo Luna Mendoza | Minister of Foreign Affairs | June 15, 2017 |\n",
            "- Annex A. Principles of work with children (in the text)\n",
            "- Annex B. Implementation plan (to follow by June 30, 2018, and to be sent then)\n",
            "- 22 U.S.C. 7103a(d)\n",
            "whether they apply to it is to be asked first.",
        ],
    );
    // What is private stays so.
    assert!(!sheet.contains("llustrative") && !sheet.contains("tier") && !sheet.contains("selection"), "{sheet}");
}

/// Names are set as in the instrument.
#[test]
fn an_apostrophe_is_no_straight_one() {
    let sheet = sheet(&[("\"Ricardo Luna Mendoza\"", "\"Ricardo Luna O'Connor\"")]);
    holds(&sheet, &["| Peru | Ricardo Luna O’Connor | Minister of Foreign Affairs | June 15, 2017 |\n"]);
}

#[test]
fn days_are_counted_from_the_signing_and_cited() {
    let sheet =
        sheet(&[(SIGNING, "  signing   at lima on 2024-02-20\n"), ("operative on signing", "operative on 2024-03-15")]);
    holds(
        &sheet,
        &[
            "| If it qualifies: the agency transmits the text to the Department of State | **March 6, 2024** (15 days after it is concluded or becomes final) | 1 U.S.C. 112b(d)(2) |\n",
            "| **March 6, 2024** (15 days after signature or finalization) | 1 U.S.C. 112b(d)(3) |\n",
            "| **Report on February 2024** (monthly) | 1 U.S.C. 112b(a)(1)(A) |\n",
            "| **Report on March 2024** (monthly) | 1 U.S.C. 112b(a)(1)(B) |\n",
            "| **July 13, 2024** (at least every 120 days, counted here from the day on which it becomes operative) | 1 U.S.C. 112b(b)(2) |\n",
            "| 30 days after the request | 1 U.S.C. 112b(c) |\n",
            "- **Becomes operative:** March 15, 2024\n",
            "Days are calendar days",
        ],
    );
    assert!(!sheet.contains("to be asked first"), "{sheet}");
    let rows = sheet.lines().filter(|line| line.contains("1 U.S.C. 112b(") && line.contains("If it qualifies"));
    assert_eq!(rows.count(), 6);
    assert_eq!(sheet.matches("| If it qualifies: ").count(), 6);
}

#[test]
fn what_is_not_known_yet_is_said() {
    for signing in ["", "  signing   at lima on blank\n"] {
        let sheet = sheet(&[(SIGNING, signing)]);
        holds(
            &sheet,
            &[
                "- **Date of signing:** date not known yet\n",
                "- **Becomes operative:** on signing (date not known yet)\n",
                "| **Date not known yet** (15 days after signature or finalization) | 1 U.S.C. 112b(d)(3) |\n",
                "| Peru | Ricardo Luna Mendoza | Minister of Foreign Affairs | date not known yet |\n",
            ],
        );
    }
    let folder = Folder::with("a.compact", BARE);
    folder.run(&["transmittal", "a.compact", "--format", "md"]).code(0);
    let sheet = folder.read("a.transmittal.md").replace('\u{a0}', " ");
    holds(&sheet, &["- **Place of signing:** not named yet\n", "not named yet | not named yet | date not known yet |"]);
}

#[test]
fn those_who_sign_on_days_of_their_own_are_counted_from_the_last() {
    let sheet = sheet(&[
        (
            "signatory \"Ricardo Luna Mendoza\" as {\n",
            "signatory \"Ricardo Luna Mendoza\" {\n    on 2024-02-22\n    title {\n",
        ),
        ("es \"Ministro de Relaciones Exteriores\"\n", "es \"Ministro de Relaciones Exteriores\"\n    }\n"),
        (SIGNING, "  signing   at lima on 2024-02-20\n"),
    ]);
    holds(
        &sheet,
        &[
            "| the United States | Brian A. Nichols | Ambassador of the United States of America | February 20, 2024 |\n",
            "| Peru | Ricardo Luna Mendoza | Minister of Foreign Affairs | February 22, 2024 |\n",
            "**March 8, 2024** (15 days after signature or finalization)",
        ],
    );
}

#[test]
fn authorities_and_the_text_that_prevails_are_told() {
    let sheet = sheet(&[(SIGNING, "  prevails en-US\n  authority \"Pub. L. 114-113, div. K\"\n")]);
    holds(
        &sheet,
        &[
            "- 22 U.S.C. 7103a(d)\n\n- Pub. L. 114-113, div. K\n",
            "- **Languages:** English, Spanish; the text in English prevails\n",
        ],
    );
}

#[test]
fn boxes_are_left_to_people() {
    let sheet = sheet(&[]);
    let asked: Vec<&str> = sheet.lines().filter(|line| line.ends_with("| □ yes | □ no |")).collect();
    assert_eq!(asked.len(), 7, "{sheet}");
    for cite in ["112b(k)(5)", "112b(b)(3)(C)", "112b(a)(1)(B)", "112b(k)(7)"] {
        assert_eq!(asked.iter().filter(|line| line.contains(cite)).count(), 1, "{cite}");
    }
    assert!(!sheet.contains(['☑', '☒', '■', '✓', '✗']), "{sheet}");
}

#[test]
fn a_text_that_is_broken_or_no_compact_has_no_sheet() {
    let folder = Folder::with("a.compact", &broken());
    let ran = folder.run(&["transmittal", "a.compact", "--format", "md"]).code(1);
    assert!(ran.err().ends_with("`a.compact` is not printed: 2 errors stand in the way\n"), "{}", ran.err());
    assert_eq!(folder.names(), ["a.compact"]);
    let ran = Folder::with("a.compact", "purpose \"x\"\n").run(&["transmittal", "a.compact"]).code(2);
    assert!(ran.err().contains("is a fragment"), "{}", ran.err());
}

#[test]
fn the_sheet_goes_where_it_is_asked_for() {
    let folder = Folder::with("a.compact", CLEAN);
    let ran = folder.run(&["transmittal", "a.compact", "--format", "md,html", "--out", "printed"]).code(0);
    assert_eq!(ran.out(), "printed/a.transmittal.html\nprinted/a.transmittal.md\n");
    assert!(folder.read("printed/a.transmittal.html").contains("□\u{a0}yes"));
}

/// Archival and accessible, as an outside validator judges where it is installed; and the same bytes twice.
#[cfg(feature = "pdf")]
#[test]
fn the_pdf_is_archival_and_accessible() {
    let folder = Folder::with("a.compact", CLEAN);
    folder.run(&["transmittal", "a.compact", "--format", "pdf", "--out", "one"]).code(0);
    folder.run(&["transmittal", "a.compact", "--format", "pdf", "--out", "two"]).code(0);
    let read = |name: &str| std::fs::read(folder.path(name)).unwrap();
    assert!(read("one/a.transmittal.pdf") == read("two/a.transmittal.pdf"));
    let Some(validator) = crate::support::command("ENGROSS_VERAPDF") else { return };
    let mut validator = std::process::Command::new(validator);
    let run = validator.args(["-f", "2a,ua1", "-v"]).arg(folder.path("one/a.transmittal.pdf")).output().unwrap();
    let told = String::from_utf8(run.stdout).unwrap();
    assert!(run.status.success() && told.matches("PASS").count() == 2, "{told}");
}
