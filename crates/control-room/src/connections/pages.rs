//! Where browsers come back to from a provider: a page of ours, that leads nowhere else.

use super::{Browser, Signed};
use crate::Result;
use crate::app::{App, Known, Needs, Routes, Speaks, Token, page_of_words};
use axum::extract::{RawQuery, State};
use axum::http::StatusCode;
use axum::response::Response;
use carteiro_world::phrase;
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
) -> Result<Response> {
    let browser = session.as_ref().map(Browser::of);
    let signed = app.connections.finish(&caller, browser.as_ref(), &query.unwrap_or_default()).await?;
    Ok(match signed {
        Signed::Active { title, account } => {
            let known = if account.is_some() { "yes" } else { "no" };
            let account = account.unwrap_or_default();
            let words = phrase!("page-connected", title = title, known = known, account = account);
            page_of_words(StatusCode::OK, &[words], language)
        }
        Signed::Refused(reason) => {
            let mut told = vec![phrase!("page-not-connected"), reason.words];
            told.extend(reason.advice);
            page_of_words(StatusCode::BAD_REQUEST, &told, language)
        }
    })
}
