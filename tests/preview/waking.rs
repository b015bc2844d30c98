//! What wakes a preview: whatever its compact hangs on, however it is saved.

use serde_json::Value;

use super::CLEAN;
use super::serving::{Events, Serving};

/// Serves a compact with a place in a file that it includes.
fn with_include() -> (Serving, Events) {
    let whole = CLEAN.replace("compact clean-2027 {\n", "include \"shared/places.compact\"\n\ncompact clean-2027 {\n");
    let serving = Serving::new(&[("a.compact", &whole), ("shared/places.compact", PLACE)]);
    let mut events = serving.events();
    events.until(|state| state["page"] == 1);
    (serving, events)
}

const PLACE: &str = "place lima {\n  name \"Lima\"\n}\n";

fn found(code: &'static str) -> impl Fn(&Value) -> bool {
    move |state| state["findings"].as_array().unwrap().iter().any(|finding| finding["code"] == code)
}

fn page(state: &Value) -> bool {
    state["page"] == state["revision"]
}

#[test]
fn a_save_in_place_and_one_by_renaming_are_seen() {
    let (serving, mut events) = with_include();
    let text = std::fs::read_to_string(serving.path("a.compact")).unwrap();
    for words in ["Child exploitation", "Exploited children"] {
        let edited = text.replace("prosecution", &format!("prosecution # {words}"));
        serving.write(".a.compact.swp", &edited);
        std::fs::rename(serving.path(".a.compact.swp"), serving.path("a.compact")).unwrap();
        events.until(page);
        serving.write("a.compact", &text);
        events.until(page);
    }
}

#[test]
fn an_include_that_changes_goes_and_comes_is_seen() {
    let (serving, mut events) = with_include();
    serving.write("shared/places.compact", "place lima {\n  name \"Lima\n}\n");
    events.until(|state| !page(state));
    std::fs::remove_dir_all(serving.path("shared")).unwrap();
    let state = events.until(found("INC001"));
    assert_eq!((&state["page"], &state["troubles"].as_array().unwrap().is_empty()), (&Value::from(1), &false));
    serving.write("shared/places.compact", PLACE);
    events.until(page);
    // The folder is another one now, and is watched nevertheless.
    serving.write("shared/places.compact", "nothing\n");
    events.until(|state| !page(state));
}

#[test]
fn settings_wording_and_a_lock_are_seen() {
    let (serving, mut events) = with_include();
    serving.write("engross.toml", "wording = \"words\"\n");
    let state = events.until(|state| !page(state));
    assert!(state["troubles"][0]["message"].as_str().unwrap().contains("there is no wording folder"), "{state}");
    serving.write("words/en.toml", "");
    serving.write("engross.toml", "wording = \"words\" # now it is there\n");
    let mut shown = events.until(page)["page"].clone();
    for (name, text) in [("words/en.toml", "[page]\ndraft = \"Under negotiation\"\n"), ("a.compact.lock", "no lock\n")]
    {
        serving.write(name, text);
        shown = events.until(|state| *state != shown)["page"].clone();
    }
    std::fs::remove_file(serving.path("a.compact.lock")).unwrap();
    let shown = events.until(page)["page"].clone();
    let html = serving.get(&format!("html/{shown}/all")).text();
    assert!(html.contains("Under negotiation"), "the project's words are not on the page");
}

#[test]
fn the_last_good_page_stays() {
    let (serving, mut events) = with_include();
    let text = std::fs::read_to_string(serving.path("a.compact")).unwrap();
    serving.write("a.compact", &text.replace("participant us {", "participant us {{"));
    let state = events.until(|state| state["troubles"][0]["message"].as_str().is_some_and(|it| it.contains("error")));
    assert_eq!(state["page"], 1);
    assert_eq!(serving.get("html/1/all").status, 200);
    std::fs::remove_file(serving.path("a.compact")).unwrap();
    let state = events.until(|state| state.to_string().contains("cannot read `a.compact`"));
    assert_eq!((&state["page"], serving.get("html/1/all").status), (&Value::from(1), 200));
    serving.write("a.compact", &text);
    events.until(page);
    assert_eq!(serving.get("html/1/all").status, 410);
}

#[test]
fn what_never_was_a_page_says_what_is_missing() {
    let serving = Serving::new(&[("a.compact", PLACE)]);
    let mut events = serving.events();
    let state = events.next();
    assert!(state["page"].is_null());
    assert!(state["troubles"][0]["message"].as_str().unwrap().contains("it is a fragment"), "{state}");
    serving.write("a.compact", CLEAN);
    events.until(page);
}

/// A file that is saved as it was shows nothing new.
#[test]
fn nothing_is_told_where_nothing_is_new() {
    let (serving, mut events) = with_include();
    let text = std::fs::read_to_string(serving.path("a.compact")).unwrap();
    serving.write(".tmp", &text);
    std::fs::rename(serving.path(".tmp"), serving.path("a.compact")).unwrap();
    serving.write(".other", &format!("{text}# more\n"));
    std::fs::rename(serving.path(".other"), serving.path("a.compact")).unwrap();
    assert_eq!(events.next()["revision"], 2);
}

#[test]
fn each_edition_can_be_chosen() {
    let peru = std::env::current_dir().unwrap().join("examples");
    let folder = tempfile::tempdir().unwrap();
    super::lines::copied(&peru, folder.path());
    let serving = Serving::of(folder, "peru-2017.compact", &[]);
    let state = serving.events().next();
    let ids: Vec<&str> = state["editions"].as_array().unwrap().iter().map(|it| it["id"].as_str().unwrap()).collect();
    assert_eq!(ids, ["all", "columns", "original-us", "original-pe", "language-en-US", "language-es-PE"]);
    let first = |id: &str| {
        let html = serving.get(&format!("html/1/{id}")).text();
        html.split("<h1").nth(1).unwrap().split("</h1>").next().unwrap().to_owned()
    };
    assert!(first("original-pe").contains("Alianza") && first("language-es-PE").contains("Alianza"));
    assert!(first("all").contains("Partnership") && first("original-us").contains("Partnership"));
    assert!(serving.get("html/1/columns").text().contains("class=\"columns columns-2\""));
    if cfg!(feature = "pdf") {
        let pdf = serving.get("pdf/1/original-pe.pdf");
        assert_eq!((pdf.status, pdf.header("Content-Type")), (200, Some("application/pdf")));
        assert!(pdf.body.starts_with(b"%PDF-"));
        // A viewer may ask for what it shows again; nothing is typeset for it.
        let text = std::fs::read_to_string(serving.path("peru-2017.compact")).unwrap();
        let mut events = serving.events();
        serving.write("peru-2017.compact", &format!("{text}# more\n"));
        let page = events.until(|state| state["page"] != 1)["page"].clone();
        assert_eq!(serving.get("pdf/1/original-pe.pdf").status, 200);
        assert_eq!(serving.get(&format!("pdf/{page}/original-pe.pdf")).status, 200);
        assert_eq!(serving.get("pdf/1/original-pe.pdf").status, 410);
    }
}
