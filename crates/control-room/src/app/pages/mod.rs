//! The pages of `web/`, in the binary. Every address that is no other's is one of theirs: which one, they know themselves.

mod built;
mod encoding;
#[cfg(test)]
mod tests;

use super::problem::language;
use super::{App, problem};
use axum::body::Body;
use axum::extract::{Request, State};
use axum::http::{HeaderMap, HeaderName, HeaderValue, Method, StatusCode, header};
use axum::middleware::Next;
use axum::response::{Html, IntoResponse, Response};
use built::{Built, File};
use carteiro_world::{Language, phrase};
use encoding::Encoding;

/// What begins so is answered by routes, or by nothing.
const OTHERS: [&str; 4] = ["/api", "/healthz", "/metrics", "/readyz"];
/// Their names change with what is in them.
const HASHED: &str = "assets/";
/// Stands in the page where the nonce of each answer comes.
const NONCE: &str = "CARTEIRO-NONCE";

const FOREVER: HeaderValue = HeaderValue::from_static("public, max-age=31536000, immutable");
const ASKED_AGAIN: HeaderValue = HeaderValue::from_static("no-cache");

/// Answers with a page or with what belongs to one; what is for routes goes on to them.
pub(super) async fn shown(State(app): State<App>, request: Request, next: Next) -> Response {
    let path = request.uri().path();
    let is_below = |rest: &str| rest.is_empty() || rest.starts_with('/');
    let is_other = OTHERS.iter().any(|other| path.strip_prefix(other).is_some_and(is_below));
    let is_read = matches!(*request.method(), Method::GET | Method::HEAD);
    if !is_read || is_other {
        return next.run(request).await;
    }
    answered(&Built, path.trim_start_matches('/'), request.headers(), || app.ground.random.id::<16>()).await
}

async fn answered(
    built: &impl built::Pages,
    path: &str,
    asked: &HeaderMap,
    nonce: impl FnOnce() -> String,
) -> Response {
    match built.file(path) {
        Some(_) if path == built::INDEX => index(built, asked, &nonce()),
        Some(file) => asset(built, path, file, asked),
        None if path.starts_with(HASHED) => problem::no_such_route().await.into_response(),
        None => index(built, asked, &nonce()),
    }
}

/// The page in which all pages are shown. Nobody keeps it: its nonce is of this answer.
fn index(built: &impl built::Pages, asked: &HeaderMap, nonce: &str) -> Response {
    let page = built.file(built::INDEX).and_then(|file| String::from_utf8(file.bytes.into_owned()).ok());
    let (status, html) = match page {
        Some(page) => (StatusCode::OK, page.replace(NONCE, nonce)),
        None => (StatusCode::NOT_IMPLEMENTED, not_built(language(asked), nonce)),
    };
    (status, guarded(nonce), Html(html)).into_response()
}

/// Only what comes from here is loaded, and nobody frames it.
fn guarded(nonce: &str) -> [(HeaderName, HeaderValue); 5] {
    let policy = format!(
        "default-src 'none'; script-src 'self'; style-src 'self' 'nonce-{nonce}'; img-src 'self' data: blob:; \
         font-src 'self'; connect-src 'self'; manifest-src 'self'; form-action 'self'; base-uri 'none'; \
         frame-ancestors 'none'"
    );
    let policy = HeaderValue::from_str(&policy).unwrap_or(HeaderValue::from_static("default-src 'none'"));
    let devices = "accelerometer=(), camera=(), display-capture=(), geolocation=(), gyroscope=(), magnetometer=(), \
                   microphone=(), midi=(), payment=(), usb=()";
    [
        (header::CONTENT_SECURITY_POLICY, policy),
        (header::REFERRER_POLICY, HeaderValue::from_static("same-origin")),
        (header::X_FRAME_OPTIONS, HeaderValue::from_static("DENY")),
        (HeaderName::from_static("permissions-policy"), HeaderValue::from_static(devices)),
        (HeaderName::from_static("cross-origin-opener-policy"), HeaderValue::from_static("same-origin")),
    ]
}

/// Told where Carteiro was built without Node.
fn not_built(language: Language, nonce: &str) -> String {
    let tag = if language == Language::Portuguese { "pt-BR" } else { "en" };
    format!(
        "<!doctype html><html lang={tag}><meta charset=utf-8><meta name=viewport content=\"width=device-width\">\
         <title>Carteiro</title><style nonce=\"{nonce}\">:root{{color-scheme:light dark;font:1.1rem/1.5 system-ui,sans-serif}}\
         body{{max-width:36rem;margin:20vh auto;padding:0 1.5rem}}</style><h1>Carteiro</h1><p>{}</p>\
         <pre>cargo xtask web\ncargo build --release</pre></html>",
        language.say(&phrase!("page-not-built"))
    )
}

/// What a page loads: as small as whoever asks takes it.
fn asset(built: &impl built::Pages, path: &str, file: File, asked: &HeaderMap) -> Response {
    let Some(kind) = built::kind(path) else { return StatusCode::NOT_FOUND.into_response() };
    let accepted = Encoding::accepted(asked);
    let small =
        accepted.into_iter().find_map(|one| Some((one, built.file(&format!("{path}{}", one.ending()))?)));
    let (encoding, file) = small.map_or((None, file), |(encoding, file)| (Some(encoding), file));
    let tag = file.tag();
    let mut fields = HeaderMap::new();
    fields.insert(header::VARY, HeaderValue::from_static("Accept-Encoding"));
    fields.insert(header::CACHE_CONTROL, if path.starts_with(HASHED) { FOREVER } else { ASKED_AGAIN });
    fields.insert(header::ETAG, tag.clone());
    if asked.get_all(header::IF_NONE_MATCH).iter().any(|seen| seen.as_bytes() == tag.as_bytes()) {
        return (StatusCode::NOT_MODIFIED, fields).into_response();
    }
    fields.insert(header::CONTENT_TYPE, HeaderValue::from_static(kind));
    if let Some(encoding) = encoding {
        fields.insert(header::CONTENT_ENCODING, HeaderValue::from_static(encoding.name()));
    }
    (fields, Body::from(file.bytes.into_owned())).into_response()
}
