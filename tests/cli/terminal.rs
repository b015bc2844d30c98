//! How findings look: colours, width, and spans that break other programs.

use super::{BARE, Folder, Ran, broken};

fn check(text: &str, width: &str) -> Ran {
    let folder = Folder::with("a.compact", text);
    // Only what keeps a text whole is drawn: the rest would stand in the way of what these tests look at.
    let mut command = folder.command(&["check", "a.compact", "--select", "WVR"]);
    Ran(command.env("COLUMNS", width).assert())
}

/// The line with the marks below the line of the first finding whose source has some words.
fn marks(out: &str, words: &str) -> (usize, usize) {
    let lines: Vec<&str> = out.lines().collect();
    let at = lines.iter().position(|line| line.contains(words)).unwrap_or_else(|| panic!("{out}"));
    let marks = lines[at + 1].trim_start_matches([' ', '·']).len();
    (lines[at + 1].chars().count(), marks / "─".len())
}

#[test]
fn a_pipe_has_no_colours_and_no_links() {
    let out = check(&broken(), "80").code(1).out();
    assert!(!out.contains('\u{1b}'), "{out:?}");
}

#[test]
fn colours_can_be_forced_and_refused() {
    let folder = Folder::with("a.compact", &broken());
    let run = |vars: &[(&str, &str)]| {
        let mut command = folder.command(&["check"]);
        Ran(command.envs(vars.iter().copied()).assert()).out()
    };
    assert!(run(&[("CLICOLOR_FORCE", "1")]).contains("\u{1b}["));
    assert!(!run(&[("NO_COLOR", "1")]).contains('\u{1b}'));
}

#[test]
fn no_line_is_wider_than_the_terminal() {
    let long = format!("{} @nobody {}", "many words ".repeat(60), "and more ".repeat(60));
    let text = BARE.replace("Prevent forced labor", &long);
    for width in ["40", "60", "80", "120"] {
        let out = check(&text, width).code(1).out();
        let columns: usize = width.parse().unwrap();
        assert!(out.contains("@nobody"), "{out}");
        assert!(out.lines().all(|line| line.chars().count() <= columns), "{width}\n{out}");
    }
}

#[test]
fn marks_stand_under_wide_characters_and_tabs() {
    // Wide characters take two columns, combining marks none, a tab goes to the next multiple of four.
    let text = BARE.replace("  title  \"Prevent child trafficking\"", "\ttitle \"日本 @nobody\"");
    let out = check(&text, "80").code(1).out();
    let (end, length) = marks(&out, "日本 @nobody");
    assert_eq!(length, "@nobody".len(), "{out}");
    // The gutter has six columns, the tab four, `title "` seven, the words four and a blank.
    assert_eq!(end, 6 + 4 + 7 + 5 + length, "{out}");

    let text = BARE.replace("Prevent child trafficking", "e\u{301}e\u{301} @nobody");
    let (end, _) = marks(&check(&text, "80").code(1).out(), "@nobody");
    assert_eq!(end, 6 + 2 + 8 + 3 + "@nobody".len());
}

#[test]
fn line_ends_of_windows_are_drawn_like_others() {
    let text = broken();
    let windows = check(&text.replace('\n', "\r\n"), "80").code(1).out();
    assert_eq!(windows, check(&text, "80").code(1).out());
}

#[test]
fn a_finding_at_the_end_of_the_file_is_drawn() {
    for end in ["", "\n", "\n\n", "\r\n", " "] {
        let text = format!("{BARE}objective x {{{end}");
        let out = check(&text, "80").code(1).out();
        assert!(out.contains("is never closed"), "{out}");
        assert!(!out.contains("Failed to read"), "{out}");
    }
}

#[test]
fn nothing_in_a_text_steers_the_terminal() {
    let text = BARE.replace("Prevent child trafficking", "\u{1b}[31m \u{202E} @nobody");
    let out = check(&text, "80").code(1).out();
    assert!(!out.contains(['\u{1b}', '\u{202E}']), "{out:?}");
    assert!(out.contains("<U+001B>[31m <U+202E> @nobody"), "{out}");
}

#[test]
fn related_places_are_shown_across_files() {
    let folder = Folder::with("a.compact", &format!("{BARE}include \"more.compact\"\n"));
    folder.write("more.compact", "place prevent {\n  name \"Prevent\"\n}\n");
    let out = folder.run(&["check"]).code(1).out();
    assert!(out.contains("[more.compact:1:7]"), "{out}");
    assert!(out.contains("[a.compact:18:11]"), "{out}");
    assert!(out.contains("first declared here"), "{out}");
}

#[test]
fn a_closed_pipe_is_no_panic() {
    let folder = Folder::new();
    (0..200).for_each(|index| folder.write(&format!("{index}.compact"), broken()));
    let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_engross"))
        .current_dir(folder.0.path())
        .arg("check")
        .stdout(std::process::Stdio::piped())
        .stderr(std::process::Stdio::piped())
        .spawn()
        .unwrap();
    drop(child.stdout.take());
    let output = child.wait_with_output().unwrap();
    assert_eq!(String::from_utf8_lossy(&output.stderr), "");
    assert_eq!(output.status.code(), Some(1));
}

#[test]
fn links_are_for_terminals() {
    let folder = Folder::with("a.compact", &broken());
    let mut command = folder.command(&["check"]);
    let out = Ran(command.env("FORCE_HYPERLINK", "1").assert()).out();
    let path = folder.0.path().canonicalize().unwrap().join("a.compact");
    assert!(
        out.contains(&format!(
            "\u{1b}]8;;file://{}\u{1b}\\a.compact\u{1b}]8;;\u{1b}\\:{}:",
            path.display(),
            super::mistake()
        )),
        "{out:?}"
    );
}
