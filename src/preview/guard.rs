//! Who is let in: only who calls this machine by its own name, and only pages of this server may ask for something.

use axum::extract::Request;
use axum::http::header::{self, HeaderMap, HeaderName, HeaderValue};
use axum::http::{Method, StatusCode};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};

/// What every answer carries: it is kept nowhere, leads nowhere, and no page of another site may hold it.
const ALWAYS: [(HeaderName, &str); 5] = [
    (header::CACHE_CONTROL, "no-store"),
    (header::REFERRER_POLICY, "no-referrer"),
    (header::X_CONTENT_TYPE_OPTIONS, "nosniff"),
    (HeaderName::from_static("cross-origin-opener-policy"), "same-origin"),
    (HeaderName::from_static("cross-origin-resource-policy"), "same-origin"),
];

/// Refuses a name that is not this machine's own, which a foreign name server may have led here, and a request that a
/// page of another site sends.
pub async fn guard(request: Request, next: Next) -> Response {
    let headers = request.headers();
    let mut response = if !calls_this_machine(headers) {
        (StatusCode::MISDIRECTED_REQUEST, "this machine is called 127.0.0.1 or localhost\n").into_response()
    } else if request.method() == Method::POST && !is_own(headers) {
        (StatusCode::FORBIDDEN, "only the preview itself may ask for this\n").into_response()
    } else {
        next.run(request).await
    };
    for (name, value) in ALWAYS {
        response.headers_mut().insert(name, HeaderValue::from_static(value));
    }
    response
}

/// Whether the request names this machine; the port may be another, where a tunnel leads here.
fn calls_this_machine(headers: &HeaderMap) -> bool {
    let Some(host) = headers.get(header::HOST).and_then(|host| host.to_str().ok()) else { return false };
    let name = match host.rsplit_once(':') {
        Some((name, port)) if !port.is_empty() && port.bytes().all(|byte| byte.is_ascii_digit()) => name,
        _ => host,
    };
    name == "127.0.0.1" || name.eq_ignore_ascii_case("localhost")
}

/// Whether a request was sent by a page of this server, or by no page at all.
fn is_own(headers: &HeaderMap) -> bool {
    let text = |name: HeaderName| headers.get(name).and_then(|value| value.to_str().ok());
    let json = text(header::CONTENT_TYPE) == Some("application/json");
    let origin = headers.get(header::ORIGIN).is_none_or(|_| {
        let own = text(header::HOST).map(|host| format!("http://{host}"));
        own.is_some() && text(header::ORIGIN) == own.as_deref()
    });
    json && origin
}

#[cfg(test)]
mod tests {
    use super::*;

    fn headers(of: &[(HeaderName, &'static str)]) -> HeaderMap {
        of.iter().map(|(name, value)| (name.clone(), HeaderValue::from_static(value))).collect()
    }

    #[test]
    fn only_this_machines_names_are_known() {
        let calls = |host| calls_this_machine(&headers(&[(header::HOST, host)]));
        assert!(calls("127.0.0.1:4000") && calls("localhost:80") && calls("LOCALHOST"));
        assert!(!calls("evil.example") && !calls("127.0.0.1.evil.example:4000") && !calls("localhost:x"));
        assert!(!calls_this_machine(&HeaderMap::new()));
    }

    #[test]
    fn only_own_pages_may_ask() {
        let json = (header::CONTENT_TYPE, "application/json");
        let host = (header::HOST, "localhost:80");
        let own = |origin| is_own(&headers(&[json.clone(), host.clone(), (header::ORIGIN, origin)]));
        assert!(own("http://localhost:80"));
        assert!(!own("http://evil.example") && !own("null"));
        assert!(is_own(&headers(&[json, host.clone()])));
        assert!(!is_own(&headers(&[host])));
    }
}
