//! `engross preview`: what is served and to whom, what wakes it, and the page as people meet it in a browser.

mod browser;
mod lines;
pub mod serving;
mod waking;

use std::io::Read as _;
use std::process::Stdio;

use serving::{Serving, command};

const CLEAN: &str = include_str!("../rules/cpc/clean.compact");

#[test]
fn a_page_is_served_and_kept_nowhere() {
    let serving = Serving::new(&[("a.compact", CLEAN)]);
    serving.events().until(|state| state["page"] == 1);
    let kinds = [
        ("", "text/html; charset=utf-8"),
        ("page.js", "text/javascript; charset=utf-8"),
        ("become.js", "text/javascript; charset=utf-8"),
        ("follow.js", "text/javascript; charset=utf-8"),
        ("state/0", "application/json"),
        ("page.css", "text/css; charset=utf-8"),
        ("html/1/all", "text/html; charset=utf-8"),
        ("rule/STA005", "text/html; charset=utf-8"),
    ];
    for (path, kind) in kinds {
        let answer = serving.get(path);
        assert_eq!((answer.status, answer.header("Content-Type")), (200, Some(kind)), "{path}");
        assert_eq!(answer.header("Cache-Control"), Some("no-store"), "{path}");
        assert_eq!(answer.header("Referrer-Policy"), Some("no-referrer"), "{path}");
        assert_eq!(answer.header("X-Content-Type-Options"), Some("nosniff"), "{path}");
        let policy = answer.header("Content-Security-Policy").unwrap();
        assert!(policy.starts_with("default-src 'none'") && policy.contains("frame-ancestors"), "{path}: {policy}");
        let text = answer.text();
        let outside = ["http:", "https:", "//cdn", "@import", "url("].into_iter().find(|mark| text.contains(mark));
        // A rule may name an address; nothing of its page leads there.
        let outside = outside.filter(|_| !path.starts_with("rule/") || text.contains("<a "));
        assert_eq!(outside, None, "{path} leads out");
    }
    assert_eq!(serving.get("rule/NONE").status, 404);
    assert_eq!(serving.get("html/1/none").status, 404);
    assert_eq!(serving.get("html/7/all").status, 410);
    assert_eq!(serving.get("html/last/all").status, 200);
    assert_eq!(serving.get("state/1").status, 204);
    for number in ["99999999999999999999", "-1", "first"] {
        let answer = serving.get(&format!("html/{number}/all"));
        assert_eq!((answer.status, answer.text().as_str()), (404, "there is no such reading\n"), "{number}");
    }
}

#[test]
fn only_who_knows_the_secret_is_let_in() {
    let serving = Serving::new(&[("a.compact", CLEAN)]);
    let secret = serving.below("").trim_matches('/').to_owned();
    assert!(secret.len() == 32 && secret.bytes().all(|byte| byte.is_ascii_hexdigit()), "{secret}");
    assert_ne!(Serving::new(&[("a.compact", CLEAN)]).below(""), serving.below(""));
    let other = format!("/{}/", "0".repeat(32));
    for path in
        ["/", "/page.js", "/events", other.as_str(), &serving.below("../page.js"), &serving.below("%2e%2e/a.compact")]
    {
        assert_eq!(serving.ask("GET", path).status, 404, "{path}");
    }
    for path in ["a.compact", "../a.compact", "html/1/..%2f..%2fa.compact", "rule/..%2fa.compact", "pdf/1/all/../../x"]
    {
        let answer = serving.get(path);
        assert!([404, 410].contains(&answer.status), "{path}: {}", answer.status);
    }
}

#[test]
fn a_name_that_is_not_this_machines_own_is_refused() {
    let serving = Serving::new(&[("a.compact", CLEAN)]);
    let called = |host: &str| {
        let path = serving.below("");
        serving.send(&format!("GET {path} HTTP/1.1\r\n{host}Connection: close\r\n\r\n")).status
    };
    assert_eq!(called(&format!("Host: {}\r\n", serving.host())), 200);
    // A tunnel may lead here from another port.
    assert_eq!(called("Host: localhost:9000\r\n"), 200);
    for host in ["Host: rebound.example\r\n", "Host: 127.0.0.1.example:80\r\n", "Host: 0.0.0.0\r\n", ""] {
        assert!([400, 421].contains(&called(host)), "{host}");
    }
}

#[test]
fn other_methods_are_refused() {
    let serving = Serving::new(&[("a.compact", CLEAN)]);
    for (method, path) in [("POST", ""), ("DELETE", "page.js"), ("PUT", "html/1/all"), ("OPTIONS", "events")] {
        let status = serving.ask(method, &serving.below(path)).status;
        assert!([403, 405].contains(&status), "{method} {path}: {status}");
    }
    assert_eq!(serving.ask("GET", &serving.below("open")).status, 405);
    let head = serving.ask("HEAD", &serving.below("html/1/all"));
    assert!(head.status == 200 && head.body.is_empty());
}

/// The words that a place is asked for with.
const JSON: &str = "Content-Type: application/json\r\n";

#[cfg(unix)]
#[test]
fn a_place_is_opened_by_the_users_own_command() {
    let script = "#!/bin/sh\nprintf '%s|%s|%s\\n' \"$1\" \"$2\" \"$3\" >> \"$(dirname \"$0\")/clicked\"\n";
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a b.compact"), CLEAN).unwrap();
    let editor = format!("sh '{}' {{file}} {{line}} 'column {{column}}'", folder.path().join("edit").display());
    std::fs::write(folder.path().join("edit"), script).unwrap();
    let serving = Serving::of(folder, "a b.compact", &["--editor", &editor]);
    assert_eq!(serving.events().until(|state| state["page"] == 1)["opens"], true);
    assert_eq!(serving.open(r#"{"file":0,"line":7,"column":3}"#, JSON).status, 204);
    let clicked = || std::fs::read_to_string(serving.path("clicked")).unwrap_or_default();
    let patience = std::time::Instant::now();
    while clicked().is_empty() && patience.elapsed().as_secs() < 10 {
        std::thread::sleep(std::time::Duration::from_millis(5));
    }
    let file = std::fs::canonicalize(serving.path("a b.compact")).unwrap();
    assert_eq!(clicked(), format!("{}|7|column 3\n", file.display()));
}

#[cfg(unix)]
#[test]
fn a_command_that_fails_has_opened_nothing() {
    let place = r#"{"file":0,"line":7,"column":3}"#;
    let opened = |editor: &str| Serving::with(&[("a.compact", CLEAN)], &["--editor", editor]).open(place, JSON);
    let failed = opened("false {file}");
    assert_eq!(failed.status, 409);
    assert!(failed.text().contains("`false` could not open the place"), "{}", failed.text());
    // One that stays in the foreground has opened it.
    assert_eq!(opened("sh -c 'sleep 30' {file}").status, 204);
}

#[test]
fn a_page_can_ask_for_no_other_file_and_no_other_page_can_ask() {
    let serving = Serving::new(&[("a.compact", CLEAN)]);
    let place = r#"{"file":0,"line":7,"column":3}"#;
    let answer = serving.open(place, JSON);
    assert_eq!((answer.status, answer.text().as_str()), (409, "no editor listens\n"));
    for (body, status) in [
        (r#"{"file":1,"line":7,"column":3}"#, 404),
        (r#"{"file":"/etc/passwd","line":7,"column":3}"#, 400),
        (r#"{"file":0,"line":7,"column":3,"path":"/etc/passwd"}"#, 400),
        ("", 400),
    ] {
        assert_eq!(serving.open(body, JSON).status, status, "{body}");
    }
    assert_eq!(serving.open(&format!("{place}{}", " ".repeat(4096)), JSON).status, 413);
    for headers in ["", "Content-Type: text/plain\r\n", &format!("{JSON}Origin: http://evil.example\r\n")] {
        assert_eq!(serving.open(place, headers).status, 403, "{headers}");
    }
    assert_eq!(serving.open(place, &format!("{JSON}Origin: http://{}\r\n", serving.host())).status, 409);
}

/// What the program says on its error output where it does not begin at all.
fn refused(args: &[&str]) -> String {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("a.compact"), CLEAN).unwrap();
    let mut child = command(folder.path(), args).stdout(Stdio::null()).stderr(Stdio::piped()).spawn().unwrap();
    assert_eq!(child.wait().unwrap().code(), Some(2), "{args:?}");
    let mut told = String::new();
    child.stderr.unwrap().read_to_string(&mut told).unwrap();
    told
}

#[test]
fn what_cannot_be_previewed_is_said() {
    let held = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = held.local_addr().unwrap().port().to_string();
    let cases: [(&[&str], &str); 6] = [
        (&["none.compact"], "cannot read `none.compact`: it does not exist"),
        (&["."], "`.` is a folder"),
        (&["-"], "the standard input cannot be watched"),
        (&["a.compact", "--port", &port], "cannot serve on port"),
        (&["a.compact", "--editor", "code --goto"], "it does not say where `{file}` goes"),
        (&["a.compact", "--font-path", "none"], "there is no folder `none` with fonts"),
    ];
    for (args, words) in cases {
        let told = refused(args);
        assert!(told.contains(words), "{args:?}: {told}");
    }
}

/// The commands that the page of the documentation gives are taken: what is refused is the port, which is read after them.
#[test]
fn the_editors_of_the_documentation_are_understood() {
    let held = std::net::TcpListener::bind("127.0.0.1:0").unwrap();
    let port = held.local_addr().unwrap().port().to_string();
    let page = std::fs::read_to_string(crate::support::root().join("docs/preview.md")).unwrap();
    let commands: Vec<&str> = page.split("`--editor '").skip(1).filter_map(|rest| rest.split("'`").next()).collect();
    assert!(commands.len() >= 4, "{commands:?}");
    for command in commands {
        let told = refused(&["a.compact", "--port", &port, "--editor", command]);
        assert!(told.contains("cannot serve on port"), "{command}: {told}");
    }
}

#[cfg(unix)]
#[test]
fn ctrl_c_ends_it() {
    let serving = Serving::new(&[("a.compact", CLEAN)]);
    let _open = serving.events();
    assert_eq!(serving.interrupt(), Some(0));
}
