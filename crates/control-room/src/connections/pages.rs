//! Where browsers come back to from a provider: a page of ours, that leads nowhere else.

use super::{Browser, Signed};
use crate::app::{App, Known, Needs, Routes, Speaks, Token};
use crate::{Problem, Result};
use axum::extract::{RawQuery, State};
use axum::http::{HeaderName, HeaderValue, StatusCode, header};
use axum::response::{IntoResponse, Response};
use carteiro_mail::Kind;
use carteiro_world::{Language, Phrase, phrase};
use utoipa_axum::routes;

pub(super) fn routes() -> Routes {
    Routes::new().with(Needs::Session, routes!(callback))
}

/// Where a provider sends the browser back to. It shows a page, in words.
#[utoipa::path(get, path = "/api/oauth/callback", responses((status = 200, body = String, content_type = "text/html")))]
async fn callback(
    State(app): State<App>,
    Known { caller }: Known,
    Token(session): Token,
    Speaks(language): Speaks,
    RawQuery(query): RawQuery,
) -> Response {
    let browser = session.as_ref().map(Browser::of);
    let finished = app.connections.finish(&caller, browser.as_ref(), &query.unwrap_or_default()).await;
    let (status, told) = told(finished);
    page(status, &told, language)
}

fn told(finished: Result<Signed>) -> (StatusCode, Vec<Phrase>) {
    match finished {
        Ok(Signed::Active { title, account }) => {
            let known = if account.is_some() { "yes" } else { "no" };
            let account = account.unwrap_or_default();
            let words = phrase!("page-connected", title = title, known = known, account = account);
            (StatusCode::OK, vec![words])
        }
        Ok(Signed::Refused(reason)) => {
            let mut told = vec![phrase!("page-not-connected"), reason.words];
            told.extend(reason.advice);
            (StatusCode::BAD_REQUEST, told)
        }
        Err(problem) => {
            let status = match problem.kind() {
                Kind::Denied => StatusCode::FORBIDDEN,
                Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
                _ => StatusCode::BAD_REQUEST,
            };
            if problem.kind() == Kind::Internal {
                tracing::error!(%problem);
            }
            (status, vec![phrase!("page-not-connected"), Problem::words(&problem).clone()])
        }
    }
}

fn page(status: StatusCode, told: &[Phrase], language: Language) -> Response {
    let tag = if language == Language::Portuguese { "pt-BR" } else { "en" };
    let text: Vec<String> =
        told.iter().map(|words| format!("<p>{}</p>", escaped(&language.say(words)))).collect();
    let html = format!(
        "<!doctype html><html lang={tag}><meta charset=utf-8><meta name=viewport content=\"width=device-width\">\
<title>Carteiro</title><style>:root{{color-scheme:light dark;font:1.1rem/1.5 system-ui,sans-serif}}\
body{{max-width:32rem;margin:20vh auto;padding:0 1.5rem}}</style><h1>Carteiro</h1>{}</html>",
        text.concat()
    );
    let fields: [(HeaderName, HeaderValue); 3] = [
        (header::CONTENT_TYPE, HeaderValue::from_static("text/html; charset=utf-8")),
        (
            header::CONTENT_SECURITY_POLICY,
            HeaderValue::from_static(
                "default-src 'none'; style-src 'unsafe-inline'; frame-ancestors 'none'; base-uri 'none'",
            ),
        ),
        // The address of this page has the code in it.
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
