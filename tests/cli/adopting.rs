//! Working with what the checker finds: choosing rules, a baseline, edits, watching.

use std::io::{BufRead as _, BufReader};
use std::process::{Child, Stdio};
use std::sync::mpsc::{Receiver, channel};
use std::time::Duration;

use super::{BARE, Folder};

/// A first draft with an error.
fn broken() -> String {
    format!(
        "{BARE}\nobjective other {{\n  pillar protection\n  title  \"About @nobody\"\n  text   \"Text about @nobody.\"\n}}\n"
    )
}

/// A text with two slips that can be mended, one of them in an included file.
fn slips() -> Folder {
    let text = BARE.replace("role partner", "rol partner");
    let folder = Folder::with("talks/a.compact", &format!("{text}\ninclude \"part.compact\"\n"));
    folder.write("talks/part.compact", "# The goal.\ngaol \"As above\"\n");
    folder
}

fn rules(folder: &Folder, args: &[&str]) -> Vec<String> {
    let mut all = vec!["check", "--format", "json"];
    all.extend(args);
    let report = folder.run(&all).json();
    let findings = report["findings"].as_array().unwrap();
    let mut rules: Vec<String> = findings.iter().map(|finding| finding["rule"].as_str().unwrap().to_owned()).collect();
    rules.sort();
    rules.dedup();
    rules
}

#[test]
fn rules_are_chosen_by_code_name_and_family() {
    let folder = Folder::with("a.compact", BARE);
    assert!(rules(&folder, &[]).len() > 3);
    for word in ["STA005", "sta005", "activity-per-objective"] {
        assert_eq!(rules(&folder, &["--select", word]), ["STA005"]);
        assert!(!rules(&folder, &["--ignore", word]).contains(&"STA005".to_owned()));
    }
    let family = rules(&folder, &["--select", "STA"]);
    assert!(family.len() > 1 && family.iter().all(|rule| rule.starts_with("STA")), "{family:?}");
    let few = rules(&folder, &["--select", "STA,PRG003", "--ignore", "STA005"]);
    assert!(few.contains(&"PRG003".to_owned()) && !few.contains(&"STA005".to_owned()), "{few:?}");
}

#[test]
fn what_keeps_a_text_whole_is_always_told() {
    let folder = Folder::with("a.compact", &broken());
    assert_eq!(rules(&folder, &["--select", "STA005"]), ["REF001", "STA005"]);
    folder.run(&["check", "--select", "STA005"]).code(1);
}

#[test]
fn a_word_that_means_no_rule_is_told() {
    let folder = Folder::with("a.compact", BARE);
    for (words, message, help) in [
        (["--select", "STB005"], "`STB005` is no rule and no family of rules", "did you mean `STA005`?"),
        (["--ignore", "activity-per-objectiv"], "is no rule", "did you mean `activity-per-objective`?"),
        (["--select", "zzz"], "`zzz` is no rule", "`engross rules` lists"),
    ] {
        let ran = folder.run(&["check", words[0], words[1]]).code(2);
        assert!(ran.err().contains(message) && ran.err().contains(help), "{}", ran.err());
    }
}

#[test]
fn a_baseline_leaves_only_what_is_new() {
    let folder = Folder::with("talks/a.compact", &broken());
    let ran = folder.run(&["check", "--write-baseline", "known.json"]).code(0);
    assert_eq!(ran.out(), "");
    assert!(ran.err().starts_with("wrote ") && ran.err().ends_with(" findings into known.json\n"), "{}", ran.err());
    let ran = folder.run(&["check", "--baseline", "known.json"]).code(0);
    assert!(ran.out().starts_with("no findings, ") && ran.out().ends_with(" in the baseline\n"), "{}", ran.out());
    assert_eq!(ran.err(), "");

    // Lines may move, and the program may be started elsewhere.
    folder.write("talks/a.compact", format!("# A line more.\n\n{}", broken()));
    folder.run(&["check", "--baseline", "known.json"]).code(0);
    let mut command = folder.command(&["check", "a.compact", "--baseline", "../known.json"]);
    command.current_dir(folder.path("talks")).assert().code(0);

    // One more of a kind that is known is new.
    folder.write("talks/a.compact", broken().replace("Text about @nobody.", "Text about @nobody and @noone."));
    let ran = folder.run(&["check", "--baseline", "known.json", "--format", "concise"]).code(1);
    assert_eq!(ran.out().lines().count(), 1, "{}", ran.out());

    // The file is the same however often it is written, and has no place in it that moves.
    let before = folder.read("known.json");
    folder.write("talks/a.compact", format!("\n\n{}", broken()));
    folder.run(&["check", "--write-baseline", "known.json"]).code(0);
    assert_eq!(folder.read("known.json"), before);
}

#[test]
fn what_is_gone_from_a_baseline_is_told() {
    let folder = Folder::with("a.compact", &broken());
    folder.write("b.compact", BARE);
    folder.run(&["check", "--write-baseline", "known.json"]).code(0);
    folder.write("a.compact", BARE);
    let ran = folder.run(&["check", "--baseline", "known.json"]).code(0);
    assert!(ran.err().starts_with("note: gone since `known.json` was written; `--write-baseline known.json`"));
    assert!(ran.err().contains("  REF001 in a.compact at objective other / title\n"), "{}", ran.err());
    // Of what was not looked at, nothing is said; of a file that is gone, all is.
    assert_eq!(folder.run(&["check", "b.compact", "--baseline", "known.json"]).code(0).err(), "");
    std::fs::remove_file(folder.path("a.compact")).unwrap();
    let ran = folder.run(&["check", "b.compact", "--baseline", "known.json"]).code(0);
    assert!(ran.err().contains("REF001 in a.compact"), "{}", ran.err());
}

#[test]
fn what_is_no_baseline_is_told() {
    let folder = Folder::with("a.compact", BARE);
    let ran = folder.run(&["check", "--baseline", "known.json"]).code(2);
    assert!(ran.err().contains("cannot read `known.json`") && ran.err().contains("--write-baseline known.json"));
    folder.write("known.json", "{}");
    assert!(folder.run(&["check", "--baseline", "known.json"]).code(2).err().contains("`known.json` is no baseline"));
    folder.write("known.json", "{ \"schema\": \"engross.baseline/9\", \"findings\": [] }");
    assert!(folder.run(&["check", "--baseline", "known.json"]).code(2).err().contains("`engross.baseline/9`"));
    folder.run(&["check", "--baseline", "a", "--write-baseline", "b"]).code(2);
}

#[test]
fn certain_edits_are_shown_and_made() {
    let folder = slips();
    let before = (folder.read("talks/a.compact"), folder.read("talks/part.compact"));
    let ran = folder.run(&["check", "--diff"]).code(1);
    assert_eq!((folder.read("talks/a.compact"), folder.read("talks/part.compact")), before);
    let expected = "--- talks/part.compact\n+++ talks/part.compact\n@@ -1,2 +1,2 @@\n # The goal.\n\
        -gaol \"As above\"\n+goal \"As above\"\n";
    assert!(ran.out().contains(expected), "{}", ran.out());
    assert!(ran.out().contains("-  rol partner\n+  role partner\n"), "{}", ran.out());

    let ran = folder.run(&["check", "--fix"]).code(0);
    assert_eq!(ran.err(), "mended 2 findings in 2 files\n");
    assert_eq!(folder.read("talks/a.compact"), before.0.replace("rol partner", "role partner"));
    assert_eq!(folder.read("talks/part.compact"), before.1.replace("gaol", "goal"));
    // A second time there is nothing to do.
    assert_eq!(folder.run(&["check", "--fix"]).code(0).err(), "");
    assert_eq!(folder.run(&["check", "--diff"]).code(0).out(), "");
}

#[test]
fn only_what_is_told_of_is_mended() {
    let folder = slips();
    folder.run(&["check", "--write-baseline", "known.json"]).code(0);
    assert_eq!(folder.run(&["check", "--diff", "--baseline", "known.json"]).code(0).out(), "");
}

#[test]
fn the_standard_input_is_shown_and_not_mended() {
    let folder = Folder::new();
    let text = BARE.replace("role partner", "rol partner");
    let ran = folder.run_with(&["check", "-", "--diff"], &text).code(1);
    assert!(ran.out().contains("+  role partner\n"), "{}", ran.out());
    let ran = folder.run_with(&["check", "-", "--fix"], &text).code(2);
    assert!(ran.err().contains("the standard input cannot be mended"), "{}", ran.err());
}

#[cfg(unix)]
#[test]
fn a_link_keeps_standing_and_its_file_is_mended_once() {
    let folder = slips();
    std::os::unix::fs::symlink(folder.path("talks/a.compact"), folder.path("link.compact")).unwrap();
    folder.run(&["check", "--fix", "link.compact", "talks/a.compact"]).code(0);
    assert!(std::fs::symlink_metadata(folder.path("link.compact")).unwrap().is_symlink());
    assert!(folder.read("talks/a.compact").contains("  role partner\n"));
}

/// A run that does not end by itself.
struct Watching(Child, Receiver<String>);

impl Watching {
    fn start(folder: &Folder) -> Self {
        let mut child = std::process::Command::new(env!("CARGO_BIN_EXE_engross"))
            .current_dir(folder.0.path())
            .args(["check", "--watch", "--format", "concise", "--select", "STA005"])
            .stdin(Stdio::null())
            .stdout(Stdio::piped())
            .stderr(Stdio::piped())
            .spawn()
            .unwrap();
        let (send, lines) = channel();
        let readers: [Box<dyn std::io::Read + Send>; 2] =
            [Box::new(child.stdout.take().unwrap()), Box::new(child.stderr.take().unwrap())];
        for reader in readers {
            let send = send.clone();
            std::thread::spawn(move || {
                BufReader::new(reader).lines().map_while(Result::ok).for_each(|line| drop(send.send(line)));
            });
        }
        Self(child, lines)
    }

    /// Waits for a run that says some words; what it said. Its two outputs come in any order.
    fn until(&self, words: &str) -> String {
        let mut seen = String::new();
        while !(seen.contains(words) && seen.contains("watching ")) {
            let line = self.1.recv_timeout(Duration::from_secs(20));
            seen.push_str(&line.unwrap_or_else(|_| panic!("no `{words}` in {seen:?}")));
            seen.push('\n');
        }
        seen
    }
}

impl Drop for Watching {
    fn drop(&mut self) {
        let _ = self.0.kill();
        let _ = self.0.wait();
    }
}

#[test]
fn a_change_is_checked() {
    let folder = Folder::with("a.compact", &format!("{BARE}\ninclude \"parts/b.compact\"\n"));
    folder.write("parts/b.compact", "# nothing yet\n");
    folder.write("engross.toml", "");
    let watching = Watching::start(&folder);
    let first = watching.until("watching ");
    assert!(!first.contains('\u{1b}'), "{first:?}");
    // An included file.
    folder.write("parts/b.compact", "goal \"Of @nobody\"\n");
    watching.until("error[REF001");
    // The settings, put in the place of what was there, as editors do it.
    folder.write("new.toml", "paks = 1\n");
    std::fs::rename(folder.path("new.toml"), folder.path("engross.toml")).unwrap();
    watching.until("`paks`");
    // A new text.
    folder.write("engross.toml", "");
    watching.until("watching ");
    folder.write("c.compact", BARE);
    watching.until("c.compact:18:11: warning[STA005");
}
