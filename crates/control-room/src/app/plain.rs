//! A page of words, which needs nothing but itself: for a browser that comes where programs ask.

use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::response::{IntoResponse, Response};
use carteiro_world::{Language, Phrase, phrase};

/// Whether somebody goes there with a browser: what the pages ask for by script takes no HTML.
pub(super) fn is_read(method: &Method, headers: &HeaderMap) -> bool {
    let taken = headers.get(header::ACCEPT).and_then(|taken| taken.to_str().ok()).unwrap_or_default();
    let kinds = taken.split(',').map(|kind| kind.split(';').next().unwrap_or_default().trim());
    method == Method::GET && kinds.into_iter().any(|kind| kind.eq_ignore_ascii_case("text/html"))
}

/// These words, and a way on: to the sign-in where that is what is wanted, else to the first page.
pub(crate) fn page(status: StatusCode, told: &[Phrase], language: Language) -> Response {
    let tag = if language == Language::Portuguese { "pt-BR" } else { "en" };
    let text: Vec<String> =
        told.iter().map(|words| format!("<p>{}</p>", escaped(&language.say(words)))).collect();
    let (to, way) = match status {
        StatusCode::UNAUTHORIZED => ("/sign-in", phrase!("page-way-in")),
        _ => ("/", phrase!("page-way-home")),
    };
    let html = format!(
        "<!doctype html><html lang={tag}><meta charset=utf-8><meta name=viewport content=\"width=device-width\">\
<title>Carteiro</title><style>:root{{color-scheme:light dark;font:1.1rem/1.5 system-ui,sans-serif}}\
body{{max-width:32rem;margin:20vh auto;padding:0 1.5rem}}</style><h1>Carteiro</h1>{}\
<p><a href=\"{to}\">{}</a></p></html>",
        text.concat(),
        escaped(&language.say(&way)),
    );
    let fields: [(HeaderName, HeaderValue); 3] = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(
                "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
            ),
        ),
        // A provider's code may be in the address of this page.
        (header::REFERRER_POLICY, HeaderValue::from_static("no-referrer")),
    ];
    (status, fields, html).into_response()
}

/// As text of a page: what a provider says is in it.
fn escaped(text: &str) -> String {
    text.replace('&', "&amp;")
        .replace('<', "&lt;")
        .replace('>', "&gt;")
        .replace('"', "&quot;")
        .replace('\'', "&#39;")
}
