//! `engross build`.

use super::{CLEAN, Folder, broken, repository};

/// A compact with a courtesy translation.
fn with_courtesy() -> String {
    CLEAN.replace("compact clean-2027 {\n", "compact clean-2027 {\n  courtesy mn\n")
}

#[test]
fn files_stand_beside_their_source_and_are_named_after_it() {
    let folder = Folder::with("sub/a.compact", &with_courtesy());
    let ran = folder.run(&["build", "--format", "html,md"]).code(0);
    assert_eq!(ran.out(), "sub/a.html\nsub/a.md\nsub/a.mn.html\nsub/a.mn.md\n");
    assert!(folder.read("sub/a.md").contains("Prevent child trafficking"));
    assert!(folder.read("sub/a.mn.html").contains("lang=\"mn\""));
}

#[test]
fn without_a_format_all_are_printed() {
    let folder = Folder::with("a.compact", CLEAN);
    folder.run(&["build", "--out", "new/printed"]).code(0);
    assert!(folder.has("new/printed/a.html") && folder.has("new/printed/a.md"));
    assert_eq!(folder.has("new/printed/a.pdf"), cfg!(feature = "pdf"));
}

/// Two builds of one source, in two folders, under two time zones and locales: every file is the same, byte for byte.
#[test]
fn the_same_text_gives_the_same_bytes_everywhere() {
    let built = |zone: &str, locale: &str| {
        let folder = Folder::with("a.compact", &with_courtesy());
        let mut command = folder.command(&["build"]);
        command.envs([("TZ", zone), ("LC_ALL", locale), ("LANG", locale), ("USER", zone)]).assert().code(0);
        let names = folder.names().into_iter().filter(|name| name != "a.compact");
        names.map(|name| (std::fs::read(folder.path(&name)).unwrap(), name)).collect::<Vec<_>>()
    };
    let (first, second) = (built("America/Lima", "es_PE.UTF-8"), built("Asia/Kathmandu", "C"));
    assert!(first.len() >= 4, "{} files", first.len());
    assert!(first == second);
}

#[test]
fn a_refused_text_leaves_the_last_good_files() {
    let folder = Folder::with("a.compact", CLEAN);
    folder.run(&["build", "--format", "md"]).code(0);
    let good = folder.read("a.md");
    folder.write("a.compact", broken());
    let ran = folder.run(&["build", "--format", "md"]).code(1);
    assert_eq!(folder.read("a.md"), good);
    assert_eq!(ran.out(), "");
    assert!(ran.err().contains("error[REF001 unknown-reference]"), "{}", ran.err());
    assert!(ran.err().contains("`a.compact` is not printed: 2 errors stand in the way"), "{}", ran.err());
    assert_eq!(folder.names(), ["a.compact", "a.md"]);
}

#[test]
fn one_refused_text_does_not_stop_the_others() {
    let folder = Folder::with("bad.compact", &broken());
    folder.write("good.compact", CLEAN);
    let ran = folder.run(&["build", "--format", "md"]).code(1);
    assert_eq!(ran.out(), "good.md\n");
}

#[test]
fn a_draft_with_parts_still_open_is_printed_and_a_settled_one_is_not() {
    let open = CLEAN.replace("  name      \"the Government of the Republic of Peru\"\n", "");
    let folder = Folder::with("a.compact", &open);
    let ran = folder.run(&["build", "--format", "md"]).code(0);
    assert!(ran.err().contains("Still open"), "{}", ran.err());
    folder.write("a.compact", open.replace("compact clean-2027 {\n", "compact clean-2027 {\n  status settled\n"));
    folder.run(&["build", "--format", "md"]).code(1);
}

#[test]
fn fragments_are_skipped_in_folders_and_refused_by_name() {
    let folder = Folder::with(
        "a.compact",
        &CLEAN.replace("name      \"the Government of the Republic of Peru\"", "include \"np.compact\""),
    );
    folder.write("np.compact", "name \"the Government of Nepal\"\n");
    assert_eq!(folder.run(&["build", "--format", "md"]).code(0).out(), "a.md\n");
    let ran = folder.run(&["build", "--format", "md", "np.compact"]).code(2);
    assert!(ran.err().contains("it is a fragment"), "{}", ran.err());
}

#[test]
fn two_sources_for_one_file_write_nothing() {
    let folder = Folder::with("one/a.compact", CLEAN);
    folder.write("two/a.compact", CLEAN);
    let ran = folder.run(&["build", "--format", "md", "--out", "printed"]).code(2);
    assert!(ran.err().contains("`one/a.compact` and `two/a.compact` would both be written to"), "{}", ran.err());
    assert!(!folder.has("printed"));
}

#[test]
fn a_source_is_never_written_over() {
    let folder = Folder::with("a.md", CLEAN);
    folder.run(&["build", "--format", "md", "a.md"]).code(2);
    assert_eq!(folder.read("a.md"), CLEAN);
}

#[test]
fn one_file_that_cannot_be_put_in_place_is_told() {
    let folder = Folder::with("a.compact", CLEAN);
    folder.write("file", "");
    let ran = folder.run(&["build", "--format", "md", "--out", "file"]).code(2);
    assert!(ran.err().contains("cannot make the folder `file`"), "{}", ran.err());
    // A folder stands where the file should: nothing else is written, and no temporary file stays.
    folder.write("a.md/x", "");
    let ran = folder.run(&["build", "--format", "html,md"]).code(2);
    assert!(ran.err().contains("cannot write `a.md`"), "{}", ran.err());
    assert!(ran.err().contains("nothing was written for `a.compact`"), "{}", ran.err());
    assert_eq!(folder.names(), ["a.compact", "a.md", "file"]);
}

#[test]
fn stdin_is_named_after_its_name_or_the_compact() {
    let folder = Folder::new();
    assert_eq!(folder.run_with(&["build", "-", "--format", "md"], CLEAN).code(0).out(), "clean-2027.md\n");
    let args = ["build", "-", "--stdin-filename", "b.compact", "--format", "md"];
    assert_eq!(folder.run_with(&args, CLEAN).code(0).out(), "b.md\n");
}

#[test]
fn the_examples_build() {
    let (folder, examples) = (Folder::new(), repository().join("examples"));
    let ran = folder.run(&["build", examples.to_str().unwrap(), "--format", "html,md", "--out", "."]).code(1);
    // The one whose rules name no wording is refused, and the others are printed.
    assert!(ran.err().contains("the rules `mcc` name no wording"), "{}", ran.err());
    assert!(ran.out().contains("mongolia-2020.mn.md"), "{}", ran.out());
}

#[cfg(feature = "pdf")]
#[test]
fn pdf_is_printed() {
    let folder = Folder::with("a.compact", CLEAN);
    folder.run(&["build", "--format", "pdf"]).code(0);
    assert!(std::fs::read(folder.path("a.pdf")).unwrap().starts_with(b"%PDF-"));
}

#[cfg(not(feature = "pdf"))]
#[test]
fn pdf_is_refused_where_it_is_not_built_in() {
    let ran = Folder::with("a.compact", CLEAN).run(&["build", "--format", "pdf"]).code(2);
    assert!(ran.err().contains("built without the format `pdf`"), "{}", ran.err());
}
