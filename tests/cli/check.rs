//! `engross check`.

use super::{CLEAN, Folder, broken, line, mistake, repository};

#[test]
fn a_clean_text_exits_with_0() {
    let ran = Folder::with("a.compact", CLEAN).run(&["check", "a.compact"]).code(0);
    assert_eq!(ran.out(), "no findings\n");
    assert_eq!(ran.err(), "");
}

#[test]
fn an_error_exits_with_1() {
    let ran = Folder::with("a.compact", &broken()).run(&["check"]).code(1);
    assert!(ran.out().contains("error[REF001 unknown-reference]"), "{}", ran.out());
    assert!(ran.out().contains(&format!("a.compact:{}:", mistake())), "{}", ran.out());
}

#[test]
fn what_is_still_open_is_no_error_in_a_draft_and_one_as_settled() {
    let folder =
        Folder::with("a.compact", &CLEAN.replace("  name      \"the Government of the Republic of Peru\"\n", ""));
    let ran = folder.run(&["check"]).code(0);
    assert!(ran.out().starts_with("Still open\n"), "{}", ran.out());
    assert!(ran.out().ends_with("1 still open\n"), "{}", ran.out());
    folder.run(&["check", "--deny", "warnings"]).code(1);
    folder.run(&["check", "--as", "settled"]).code(1);
}

#[test]
fn a_missing_path_exits_with_2_and_the_rest_is_done() {
    let ran = Folder::with("a.compact", &broken()).run(&["check", "nowhere", "a.compact"]).code(2);
    assert_eq!(ran.err(), "error: cannot read `nowhere`: it does not exist\n");
    assert!(ran.out().contains("error[REF001 unknown-reference]"));
}

#[test]
fn a_folder_without_a_compact_is_told() {
    let ran = Folder::new().run(&["check"]).code(2);
    assert!(ran.err().contains("there is no compact in `.`"), "{}", ran.err());
}

#[test]
fn unreadable_texts_say_why() {
    let folder = Folder::with("latin.compact", "");
    folder.write("latin.compact", b"compact a {\n  title \"Educaci\xF3n\"\n}\n");
    let ran = folder.run(&["check"]).code(2);
    assert!(ran.err().contains("it is not UTF-8 text: line 2 holds the byte 0xF3"), "{}", ran.err());
    assert!(ran.err().contains("in Windows-1252 that byte is `ó`"), "{}", ran.err());

    folder.write("latin.compact", vec![b'#'; 4 * 1024 * 1024 + 1]);
    assert!(folder.run(&["check"]).code(2).err().contains("it is larger than 4 MiB"));
}

#[test]
fn stdin_has_the_name_it_is_given() {
    let folder = Folder::new();
    let ran = folder.run_with(&["check", "-"], &broken()).code(1);
    assert!(ran.out().contains(&format!("<stdin>:{}:", mistake())), "{}", ran.out());
    let ran = folder.run_with(&["check", "-", "--stdin-filename", "sub/a.compact"], &broken()).code(1);
    assert!(ran.out().contains(&format!("sub/a.compact:{}:", mistake())), "{}", ran.out());
    folder.run(&["check", "--stdin-filename", "a.compact"]).code(2);
}

#[test]
fn stdin_includes_from_the_folder_of_its_name() {
    let folder = Folder::with("sub/np.compact", "name \"the Government of Nepal\"\n");
    let text = CLEAN.replace("name      \"the Government of the Republic of Peru\"", "include \"np.compact\"");
    folder.run_with(&["check", "-", "--stdin-filename", "sub/new.compact"], &text).code(0);
    folder.run_with(&["check", "-"], &text).code(1);
}

#[test]
fn hidden_and_ignored_files_are_left_out() {
    let folder = Folder::with("good.compact", CLEAN);
    folder.write(".hidden.compact", broken());
    folder.write(".hidden/a.compact", broken());
    folder.write("ignored/a.compact", broken());
    folder.write("notes.txt", broken());
    folder.write(".gitignore", "ignored/\n");
    let ran = folder.run(&["check"]).code(0);
    assert_eq!(ran.out(), "no findings\n");
    // What is named is looked at, whatever it is called.
    folder.run(&["check", ".hidden.compact"]).code(1);
    folder.run(&["check", "notes.txt"]).code(1);
}

#[test]
fn a_fragment_is_not_reported_twice() {
    let text = CLEAN.replace("name      \"the Government of the Republic of Peru\"", "include \"np.compact\"");
    let folder = Folder::with("a.compact", &text);
    folder.write("np.compact", "name \"the Government of Nepal\"\nshort ?\n");
    let ran = folder.run(&["check", "--format", "json"]).code(1);
    let findings = ran.json()["findings"].as_array().unwrap().clone();
    let bad: Vec<_> = findings.iter().filter(|finding| finding["rule"] == "SYN003").collect();
    assert_eq!(bad.len(), 1, "{findings:#?}");
    assert_eq!(bad[0]["file"], "np.compact");
    assert_eq!(bad[0]["included_from"], serde_json::json!({ "file": "a.compact", "line": line(&text, "include") }));
    let ran = folder.run(&["check"]).code(1);
    assert!(
        ran.out().contains(&format!("note: np.compact is included by a.compact, line {}", line(&text, "include"))),
        "{}",
        ran.out()
    );
    // By itself only its writing is checked, and that is said.
    let ran = folder.run(&["check", "np.compact"]).code(1);
    assert!(ran.out().contains("it is a fragment"), "{}", ran.out());
}

#[test]
fn json_has_its_shape_and_counts_characters() {
    let text = CLEAN.replace("Prevent child trafficking", "नेपाल é @nobody");
    let folder = Folder::with("a.compact", &text);
    let ran = folder.run(&["check", "--format", "json", "nowhere", "a.compact"]).code(2);
    let report = ran.json();
    assert_eq!(report["schema"], "engross.findings/1");
    let finding = &report["findings"][0];
    let keys: Vec<&String> = finding.as_object().unwrap().keys().collect();
    // Those of the first version are there; later ones may add to them.
    let first =
        ["column", "end_column", "end_line", "file", "help", "line", "message", "rule", "severity", "still_open"];
    assert!(first.iter().all(|key| keys.contains(&&(*key).to_owned())), "{keys:?}");
    let number = line(&text, "@nobody");
    assert_eq!((finding["line"].as_u64(), finding["end_line"].as_u64()), (Some(number as u64), Some(number as u64)));
    let written = text.lines().nth(number - 1).unwrap();
    let before = written.split('@').next().unwrap().chars().count() as u64;
    assert_eq!(finding["column"].as_u64(), Some(before + 1));
    assert_eq!(finding["end_column"].as_u64(), Some(before + 1 + "@nobody".len() as u64));
}

#[test]
fn json_without_findings_is_json() {
    let ran = Folder::with("a.compact", CLEAN).run(&["check", "--format", "json"]).code(0);
    let report = ran.json();
    assert_eq!(report["schema"], "engross.findings/1");
    assert_eq!(report["findings"], serde_json::json!([]));
}

#[test]
fn includes_never_leave_the_project() {
    let folder = Folder::with("secret.compact", "name \"secret\"\n");
    let escape = |path: &str| {
        let text =
            CLEAN.replace("name      \"the Government of the Republic of Peru\"", &format!("include \"{path}\""));
        folder.write("project/a.compact", text);
        let ran = folder.run(&["check", "project", "--format", "json"]).code(1);
        let finding = ran.json()["findings"][0].clone();
        assert_eq!(finding["rule"], "INC001", "{finding}");
        assert!(!ran.out().contains("secret\\\"\\n"), "{}", ran.out());
        finding["message"].as_str().unwrap().to_owned()
    };
    let outside = "it lies outside the project's folder `project`";
    assert!(escape("../secret.compact").ends_with(outside));
    assert!(escape("sub/../../secret.compact").ends_with(outside));
    // Nothing is told of what does not exist outside, either.
    assert!(escape("../nowhere.compact").ends_with(outside));
    let absolute = folder.path("secret.compact");
    assert!(escape(absolute.to_str().unwrap()).ends_with(outside));
    assert!(escape("nowhere.compact").ends_with("it does not exist"));
    #[cfg(unix)]
    {
        std::os::unix::fs::symlink(&absolute, folder.path("project/link.compact")).unwrap();
        assert!(escape("link.compact").ends_with(outside));
        std::os::unix::fs::symlink(folder.0.path(), folder.path("project/up")).unwrap();
        assert!(escape("up/secret.compact").ends_with(outside));
    }
}

#[cfg(unix)]
#[test]
fn pipes_can_be_named_and_not_included() {
    let folder = Folder::with("a.compact", CLEAN);
    let ran = folder.run_with(&["check", "/dev/stdin"], CLEAN).code(0);
    assert_eq!(ran.out(), "no findings\n");
    folder.write("b.compact", format!("{CLEAN}include \"pipe\"\n"));
    assert!(std::process::Command::new("mkfifo").arg(folder.path("pipe")).status().unwrap().success());
    assert!(folder.run(&["check", "b.compact"]).code(1).out().contains("it is not a file"));
}

#[test]
fn a_project_file_widens_the_project() {
    let folder = Folder::with("engross.toml", "");
    folder.write("common/np.compact", "name \"the Government of Nepal\"\n");
    let text =
        CLEAN.replace("name      \"the Government of the Republic of Peru\"", "include \"../common/np.compact\"");
    folder.write("talks/a.compact", text);
    folder.run(&["check", "talks"]).code(0);
}

#[test]
fn the_order_of_findings_does_not_change() {
    let folder = Folder::new();
    (0..40).for_each(|index| folder.write(&format!("{index:02}.compact"), broken()));
    let first = folder.run(&["check"]).code(1).out();
    assert_eq!(first, folder.run(&["check"]).code(1).out());
    let places: Vec<usize> =
        (0..40).map(|index| first.find(&format!("{index:02}.compact:{}", mistake())).unwrap()).collect();
    assert!(places.is_sorted());
}

#[test]
fn the_examples_check() {
    let examples = repository().join("examples");
    Folder::new().run(&["check", examples.to_str().unwrap()]).code(0);
}
