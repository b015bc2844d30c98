//! Nothing internal leaves this side: a word that stands in everything internal is in no byte of what is exchanged. And the
//! same source gives the same bytes, whatever the folder is called.

use std::path::Path;
use std::process::Command;

use lopdf::Document;

use crate::support;

const SECRET: &str = "ZANZIBAR";

/// What is exchanged, with the arguments that print it.
const PRINTS: [&[&str]; 5] = [
    &["--format", "pdf,html,md"],
    &["--format", "pdf", "--fields"],
    &["--format", "pdf", "--seal"],
    &["--format", "pdf", "--seal", "--fields", "--originals"],
    &["--format", "pdf", "--seal", "--fields", "--layout", "columns"],
];

/// A folder of some name with the compact in it, and an empty project file.
fn project(parent: &Path, name: &str) -> std::path::PathBuf {
    let folder = parent.join(name);
    let from = support::root().join("tests/signing/nested");
    for (path, text) in support::files("tests/signing/nested", "compact") {
        let to = folder.join(Path::new(&path).strip_prefix(&from).unwrap());
        std::fs::create_dir_all(to.parent().unwrap()).unwrap();
        std::fs::write(to, text).unwrap();
    }
    std::fs::write(folder.join("engross.toml"), "").unwrap();
    folder
}

/// Builds everything in a folder; the files, by name.
fn built(folder: &Path) -> Vec<(String, Vec<u8>)> {
    let mut files = Vec::new();
    for (number, arguments) in PRINTS.iter().enumerate() {
        let out = format!("out-{number}");
        let mut command = assert_cmd::Command::cargo_bin("engross").unwrap();
        let ran = command.current_dir(folder).args(["build", "nested.compact", "--out", &out]).args(*arguments);
        let ran = ran.env("USER", SECRET).env("HOME", folder).assert();
        let ran = ran.get_output();
        assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
        let mut names: Vec<_> =
            std::fs::read_dir(folder.join(&out)).unwrap().map(|entry| entry.unwrap().path()).collect();
        names.sort();
        let read = |path: std::path::PathBuf| {
            (format!("{out}/{}", path.file_name().unwrap().to_str().unwrap()), std::fs::read(path).unwrap())
        };
        files.extend(names.into_iter().map(read));
    }
    assert!(files.len() >= 10, "{}", files.len());
    files
}

/// Whether bytes hold a word, in any letters: as UTF-8, or as UTF-16 in either order.
fn holds(bytes: &[u8], word: &str) -> bool {
    let wide = |order: fn(u16) -> [u8; 2]| word.encode_utf16().flat_map(order).collect::<Vec<u8>>();
    let spelt = [word.as_bytes().to_vec(), wide(u16::to_be_bytes), wide(u16::to_le_bytes)];
    let hexadecimal = spelt.iter().map(|bytes| bytes.iter().map(|byte| format!("{byte:02x}")).collect::<String>());
    let all: Vec<Vec<u8>> = hexadecimal.map(String::into_bytes).chain(spelt.iter().cloned()).collect();
    let bytes = bytes.to_ascii_lowercase();
    all.iter().any(|word| bytes.windows(word.len()).any(|window| window.eq_ignore_ascii_case(word)))
}

/// A file, and everything that is packed in it.
fn unpacked(bytes: &[u8]) -> Vec<u8> {
    let mut all = bytes.to_vec();
    if bytes.starts_with(b"%PDF") {
        let pdf = Document::load_mem(bytes).unwrap();
        for object in pdf.objects.values() {
            all.extend_from_slice(format!("{object:?}\n").as_bytes());
            if let Ok(stream) = object.as_stream() {
                all.extend(stream.get_plain_content().unwrap_or_default());
            }
        }
    }
    all
}

#[test]
fn nothing_internal_is_in_any_byte() {
    let parent = tempfile::tempdir().unwrap();
    let folder = project(parent.path(), &format!("{SECRET}-project"));
    for (name, bytes) in built(&folder) {
        let all = unpacked(&bytes);
        assert!(holds(&all, "Peru"), "{name}: nothing could be found in it");
        assert!(!holds(&all, SECRET), "{name}");
        assert!(!holds(&all, "own-1-nested"), "{name}");
    }
    let Some(tool) = support::tool("pdftotext") else { return };
    for file in ["out-0/nested.pdf", "out-4/nested.pdf"] {
        let ran = Command::new(tool).arg(folder.join(file)).arg("-").output().unwrap();
        assert!(!holds(&ran.stdout, SECRET) && holds(&ran.stdout, "Training"), "{file}");
    }
}

/// The test can fail: a file for this side alone holds the word, and says whom it is for.
#[test]
fn what_is_internal_is_in_a_file_for_this_side_alone() {
    let parent = tempfile::tempdir().unwrap();
    let folder = project(parent.path(), "a");
    let run = |arguments: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("engross").unwrap();
        command.current_dir(&folder).args(arguments).assert().get_output().clone()
    };
    let ran = run(&["build", "nested.compact", "--format", "pdf", "--seal=internal", "--out", "."]);
    assert!(ran.status.success(), "{}", String::from_utf8_lossy(&ran.stderr));
    let file = std::fs::read(folder.join("nested.internal.pdf")).unwrap();
    let all = unpacked(&file);
    for word in ["ZANZIBAR-PRIVATE-COMMENT", "ZANZIBAR-WAIVER: the titles follow", "own-2-record.compact", "STA013"] {
        assert!(holds(&all, word), "{word}");
    }
    let ran = run(&["verify", "nested.internal.pdf"]);
    let told = String::from_utf8_lossy(&ran.stdout);
    assert!(ran.status.success() && told.contains("for this side alone"), "{told}");
    if let Some(tool) = support::tool("pdftotext") {
        let text =
            Command::new(tool).args(["-l", "1", "nested.internal.pdf", "-"]).current_dir(&folder).output().unwrap();
        assert!(String::from_utf8_lossy(&text.stdout).contains("Not for exchange"));
    }
    let ran = run(&["build", "nested.compact", "--format", "pdf", "--seal=internal", "--original", "us"]);
    assert_eq!(ran.status.code(), Some(2));
}

#[test]
fn the_same_source_gives_the_same_bytes_in_every_folder() {
    let parent = tempfile::tempdir().unwrap();
    let here = built(&project(parent.path(), "a"));
    let there = built(&project(&parent.path().join("deep/er"), "another folder"));
    assert_eq!(here.len(), there.len());
    for ((name, one), (other_name, other)) in here.iter().zip(&there) {
        assert_eq!(name, other_name);
        assert!(one == other, "{name} differs");
    }
}

#[test]
fn another_source_is_shown_where_it_differs() {
    let parent = tempfile::tempdir().unwrap();
    let folder = project(parent.path(), "a");
    let run = |arguments: &[&str]| {
        let mut command = assert_cmd::Command::cargo_bin("engross").unwrap();
        command.current_dir(&folder).args(arguments).assert().get_output().clone()
    };
    assert!(run(&["build", "nested.compact", "--format", "pdf", "--seal", "--out", "."]).status.success());
    let same = run(&["verify", "nested.pdf", "--source", "nested.compact"]);
    let told = String::from_utf8_lossy(&same.stdout).into_owned();
    assert_eq!(same.status.code(), Some(0), "{told}");
    // Nobody signed it.
    assert!(told.ends_with("\n`nested.pdf` is as it was printed.\n"), "{told}");
    let plan = folder.join("parts/plan.compact");
    let text = std::fs::read_to_string(&plan).unwrap();
    // A comment is no difference, a figure is.
    std::fs::write(&plan, format!("# another comment\n{text}")).unwrap();
    assert_eq!(run(&["verify", "nested.pdf", "--source", "nested.compact"]).status.code(), Some(0));
    std::fs::write(&plan, text.replace("PEN 2,000,000", "PEN 3,000,000")).unwrap();
    let other = run(&["verify", "nested.pdf", "--source", "nested.compact"]);
    assert_eq!(other.status.code(), Some(1));
    let told = String::from_utf8_lossy(&other.stdout).into_owned();
    assert!(told.contains("-  amount     PEN 2,000,000\n+  amount     PEN 3,000,000\n"), "{told}");
    // The file is not to blame.
    let end = "\n`nested.pdf` is as it was printed.\n\
               `nested.compact` is another text than the one that the file was made from.\n";
    assert!(told.ends_with(end) && !told.contains("is not what it was sealed as"), "{told}");
    let json = run(&["verify", "nested.pdf", "--source", "nested.compact", "--format", "json"]);
    let json: serde_json::Value = serde_json::from_slice(&json.stdout).unwrap();
    assert_eq!((json["schema"].as_str(), json["verdict"].as_str()), (Some("engross.verify/1"), Some("differs")));
}
