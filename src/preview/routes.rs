//! What is served where. All addresses begin with the secret; others do not exist.

use std::convert::Infallible;
use std::sync::Arc;

use axum::Router;
use axum::body::Bytes;
use axum::extract::{DefaultBodyLimit, Path, State};
use axum::http::{HeaderName, StatusCode, header};
use axum::middleware::from_fn;
use axum::response::sse::{Event, KeepAlive, Sse};
use axum::response::{IntoResponse, Response};
use axum::routing::{get, post};
use tokio_stream::wrappers::WatchStream;
use tokio_stream::{Stream, StreamExt as _};

use super::events::{Good, Shown};
use super::guard::guard;
use super::reading::{At, Place, Trouble};
use super::server::Shared;

/// A policy, and who may hold a page in a frame: all that hold it count, so each page names the same. VS Code shows the
/// preview beside the text in a frame of its own schemes, or, in a browser, of this machine. No page of another site may.
macro_rules! framed {
    ($policy:literal) => {
        concat!($policy, "frame-ancestors 'self' vscode-webview: vscode-file: http://127.0.0.1:* http://localhost:*")
    };
}

/// The page around the instrument runs its own script, and nothing else.
const SHELL: &str = framed!(
    "default-src 'none'; script-src 'self'; style-src 'self'; connect-src 'self'; frame-src 'self'; \
     base-uri 'none'; form-action 'none'; "
);

/// The instrument runs nothing, as the file that `engross build` writes.
const INSTRUMENT: &str = framed!(
    "default-src 'none'; style-src 'unsafe-inline'; img-src data:; font-src data:; base-uri 'none'; form-action 'none'; "
);

/// The page of a rule has our style, and nothing else.
const RULE: &str = framed!("default-src 'none'; style-src 'self'; base-uri 'none'; form-action 'none'; ");

/// The browser's own viewer shows a PDF with means of its own, which a stricter policy would refuse.
const PDF: &str = framed!("");

/// Stands in an address for the number of a reading, and means the last that could be printed.
const LAST: &str = "last";

/// A request to open an editor is a line.
const LONGEST_REQUEST: usize = 1024;

/// All that is served under a secret.
pub fn router(secret: &str, shared: Arc<Shared>) -> Router {
    let at = |path: &str| format!("/{secret}/{path}");
    let fixed = |kind: &'static str, text: &'static str| get(move || async move { file(kind, text) });
    Router::new()
        .route(&at(""), fixed("text/html", include_str!("../../templates/preview/page.html")))
        .route(&at("page.js"), fixed("text/javascript", include_str!("../../templates/preview/page.js")))
        .route(&at("become.js"), fixed("text/javascript", include_str!("../../templates/preview/become.js")))
        .route(&at("follow.js"), fixed("text/javascript", include_str!("../../templates/preview/follow.js")))
        .route(&at("page.css"), fixed("text/css", include_str!("../../templates/preview/page.css")))
        .route(&at("events"), get(events))
        .route(&at("state/{after}"), get(state))
        .route(&at("html/{revision}/{edition}"), get(html))
        .route(&at("pdf/{revision}/{edition}"), get(pdf))
        .route(&at("rule/{code}"), get(rule))
        .route(&at("open"), post(open))
        .layer(DefaultBodyLimit::max(LONGEST_REQUEST))
        .layer(from_fn(guard))
        .with_state(shared)
}

fn file(kind: &'static str, text: &'static str) -> Response {
    answer(kind, SHELL, text.as_bytes().to_vec())
}

fn answer(kind: &str, policy: &'static str, body: Vec<u8>) -> Response {
    let kind = if kind.starts_with("text/") { format!("{kind}; charset=utf-8") } else { kind.to_owned() };
    let headers: [(HeaderName, String); 2] =
        [(header::CONTENT_TYPE, kind), (header::CONTENT_SECURITY_POLICY, policy.to_owned())];
    (headers, body).into_response()
}

fn refused(status: StatusCode, trouble: &Trouble) -> Response {
    let help = trouble.help.as_ref().map(|help| format!("\nhelp: {help}")).unwrap_or_default();
    (status, format!("{}{help}\n", trouble.message)).into_response()
}

fn not_there(what: &str) -> Response {
    (StatusCode::NOT_FOUND, format!("{what}\n")).into_response()
}

fn shown(shared: &Shared) -> Option<Arc<Shown>> {
    shared.shown.borrow().clone()
}

/// What is shown, now and whenever it changes. Who is slow misses what was overtaken.
async fn events(State(shared): State<Arc<Shared>>) -> Sse<impl Stream<Item = Result<Event, Infallible>>> {
    let states = WatchStream::new(shared.shown.subscribe());
    let told = states.filter_map(|shown| Some(Ok(Event::default().event("state").data(&shown?.told))));
    Sse::new(told).keep_alive(KeepAlive::default())
}

/// What is shown, where it is not what the page has already; for pages that do not listen themselves, since a browser holds
/// few connections to one server.
async fn state(State(shared): State<Arc<Shared>>, Path(after): Path<String>) -> Response {
    match shown(&shared) {
        Some(shown) if shown.revision.to_string() != after => {
            answer("application/json", SHELL, shown.told.clone().into_bytes())
        }
        _ => StatusCode::NO_CONTENT.into_response(),
    }
}

/// The last reading that could be printed, or that which was `kept`, where it is the one that is asked for, and its
/// edition.
fn good(
    shared: &Shared,
    kept: Option<&Arc<Good>>,
    revision: &str,
    edition: &str,
) -> Result<(Arc<Good>, usize), Box<Response>> {
    let last = shown(shared).and_then(|shown| shown.good.clone());
    let number = revision.parse::<u64>().ok();
    if number.is_none() && revision != LAST {
        return Err(Box::new(not_there("there is no such reading")));
    }
    let asked = |good: &Arc<Good>| number.is_none_or(|number| good.revision == number);
    let Some(good) = last.into_iter().chain(kept.cloned()).find(asked) else {
        return Err(Box::new((StatusCode::GONE, "there is a newer one\n").into_response()));
    };
    match good.edition(edition) {
        Some(edition) => Ok((good, edition)),
        None => Err(Box::new(not_there("there is no such edition"))),
    }
}

async fn html(State(shared): State<Arc<Shared>>, Path((revision, edition)): Path<(String, String)>) -> Response {
    let (good, edition) = match good(&shared, None, &revision, &edition) {
        Ok(good) => good,
        Err(refusal) => return *refusal,
    };
    let printed = tokio::task::spawn_blocking(move || good.html(edition)).await;
    match printed.as_deref() {
        Ok(Ok(html)) => answer("text/html", INSTRUMENT, html.clone().into_bytes()),
        Ok(Err(trouble)) => refused(StatusCode::UNPROCESSABLE_ENTITY, trouble),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

/// One is typeset at a time, and what was overtaken while it waited is not.
async fn pdf(State(shared): State<Arc<Shared>>, Path((revision, edition)): Path<(String, String)>) -> Response {
    let edition = edition.trim_end_matches(".pdf");
    let mut press = shared.press.lock().await;
    let (good, edition) = match good(&shared, press.as_ref(), &revision, edition) {
        Ok(good) => good,
        Err(refusal) => return *refusal,
    };
    *press = Some(Arc::clone(&good));
    let printed = tokio::task::spawn_blocking(move || good.pdf(edition)).await;
    match printed.as_deref() {
        Ok(Ok(pdf)) => answer("application/pdf", PDF, pdf.clone()),
        Ok(Err(trouble)) => refused(StatusCode::UNPROCESSABLE_ENTITY, trouble),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}

async fn rule(State(shared): State<Arc<Shared>>, Path(code): Path<String>) -> Response {
    match shown(&shared).and_then(|shown| (shown.reading.explain)(&code)) {
        Some(page) => answer("text/html", RULE, page.into_bytes()),
        None => not_there("there is no such rule"),
    }
}

/// Opens a place in an editor. The place is one of the compact's files: a page cannot ask for another.
async fn open(State(shared): State<Arc<Shared>>, body: Bytes) -> Response {
    let Ok(at) = serde_json::from_slice::<At>(&body) else { return StatusCode::BAD_REQUEST.into_response() };
    let file = shown(&shared).and_then(|shown| shown.reading.files.get(at.file).cloned());
    let Some(file) = file else { return not_there("there is no such file") };
    let place = Place { file, line: at.line, column: at.column };
    let done = tokio::task::spawn_blocking(move || match &shared.on_click {
        Some(on_click) => on_click(&place),
        None => Err("no editor listens".to_owned()),
    });
    match done.await {
        Ok(Ok(())) => StatusCode::NO_CONTENT.into_response(),
        Ok(Err(why)) => (StatusCode::CONFLICT, format!("{why}\n")).into_response(),
        Err(_) => StatusCode::INTERNAL_SERVER_ERROR.into_response(),
    }
}
