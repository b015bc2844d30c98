//! `engross fonts`: what sets each script, where it comes from, and what is missing with its place and cure.

use super::{CLEAN, Folder, broken, line};

/// A compact with words of another script in a place of its own.
fn with(words: &str) -> String {
    format!("{CLEAN}\nprovision extra {{\n  title \"Further\"\n  text  \"Words {words} here.\"\n  after general\n}}\n")
}

#[test]
fn the_embedded_fonts_are_enough_for_most() {
    let folder = Folder::with("a.compact", &with("Жш ώ"));
    let list = folder.run(&["fonts", "a.compact", "--format", "json"]).code(0).json();
    assert_eq!(list["schema"], "engross.fonts/1");
    let scripts = list["compacts"][0]["scripts"].as_array().unwrap();
    let told: Vec<(&str, u64)> = scripts
        .iter()
        .map(|script| (script["script"].as_str().unwrap(), script["letters"].as_u64().unwrap()))
        .collect();
    assert_eq!((told[0], told[1], told[2].0), (("Cyrl", 2), ("Grek", 1), "Latn"));
    assert!(scripts.iter().all(|script| script["from"] == "embedded" && script["family"] == "Libertinus Serif"));
    let text = folder.run(&["fonts"]).code(0).out();
    assert!(text.starts_with("  Latin (Latn): Libertinus Serif, embedded in engross\n"), "{text}");
}

#[test]
fn what_is_missing_is_told_with_its_place_and_cure() {
    for (words, told, cure) in [
        ("ᠮᠣ", "no font at hand sets `ᠮ` (U+182E, Mongolian)", "write the text in Cyrillic"),
        ("😀", "no font at hand sets `😀` (U+1F600, Common)", "write it in another way"),
        ("Ꮳ", "no font at hand sets `Ꮳ` (U+13E3, Cherokee)", "write it in another way"),
    ] {
        let text = with(words);
        let folder = Folder::with("a.compact", &text);
        let list = folder.run(&["fonts", "a.compact", "--format", "json"]).code(1).json();
        let missing = &list["compacts"][0]["characters"];
        assert_eq!(missing.as_array().unwrap().len(), 1, "{missing}");
        assert_eq!(missing[0]["message"], told);
        assert_eq!(missing[0]["line"], line(&text, words));
        assert_eq!(missing[0]["column"], 16);
        assert!(missing[0]["cure"].as_str().unwrap().contains(cure), "{missing}");
        let shown = folder.run(&["fonts", "."]).code(1).out();
        let place = format!("a.compact:{}:16", line(&text, words));
        let shown = shown.split_whitespace().collect::<Vec<_>>().join(" ");
        assert!(shown.contains(told) && shown.contains(&place) && shown.contains(cure), "{shown}");
    }
}

/// Where Debian's fonts-noto-core is installed, every script of the table that it should set is set.
#[test]
fn the_table_of_scripts_names_fonts_that_set_them() {
    let list = Folder::new().run(&["fonts", "--format", "json"]).code(0).json();
    let scripts = list["scripts"].as_array().unwrap();
    assert!(scripts.len() > 25);
    let is_set = |code: &str| scripts.iter().any(|script| script["script"] == code && !script["family"].is_null());
    assert!(!is_set("Mong") && is_set("Latn"));
    if !std::path::Path::new("/usr/share/doc/fonts-noto-core").exists() {
        return crate::support::skip("fonts-noto-core is not installed");
    }
    for script in scripts {
        let cure = script["cure"].as_str().unwrap_or_default();
        assert!(!cure.contains("fonts-noto-core"), "{script}");
    }
}

#[test]
fn a_folder_of_the_project_or_of_the_command_line_goes_first() {
    let file = std::path::Path::new("/usr/share/fonts/truetype/noto/NotoSerifDevanagari-Regular.ttf");
    if !file.exists() {
        return crate::support::skip("fonts-noto-core is not installed");
    }
    let folder = Folder::with("a.compact", &with("नेपाल"));
    folder.write("own/a.ttf", std::fs::read(file).unwrap());
    let devanagari = |list: serde_json::Value| {
        let scripts = list["compacts"][0]["scripts"].as_array().unwrap().clone();
        scripts.into_iter().find(|script| script["script"] == "Deva").unwrap()
    };
    let machine = devanagari(folder.run(&["fonts", "a.compact", "--format", "json"]).code(0).json());
    assert_eq!((machine["from"].as_str(), machine["letters"].as_u64()), (Some("machine"), Some(5)));
    let given = folder.run(&["fonts", "a.compact", "--format", "json", "--font-path", "own"]).code(0).json();
    let given = devanagari(given);
    assert_eq!((given["from"].as_str(), given["files"][0].as_str()), (Some("given"), Some("own/a.ttf")));
    folder.write("engross.toml", "fonts = [\"own\"]\n");
    assert_eq!(devanagari(folder.run(&["fonts", "a.compact", "--format", "json"]).code(0).json())["from"], "given");
}

#[test]
fn what_cannot_be_read_is_said() {
    let folder = Folder::with("a.compact", &broken());
    let ran = folder.run(&["fonts", "a.compact"]).code(1);
    assert!(ran.err().contains("`a.compact` is not looked at: 2 errors stand in the way"), "{}", ran.err());
    folder.write("b.compact", "purpose \"x\"\n");
    assert!(folder.run(&["fonts", "b.compact"]).code(2).err().contains("is a fragment"));
    folder.run(&["fonts", "nothing.compact"]).code(2);
}
