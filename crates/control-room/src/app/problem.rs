//! Problems as answers (RFC 9457), in the language that whoever asks reads.

use crate::Problem;
use axum::Json;
use axum::body::Body;
use axum::extract::Request;
use axum::http::{HeaderMap, HeaderValue, StatusCode, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use carteiro_mail::Kind;
use carteiro_world::{Language, phrase};
use serde::Serialize;
use std::any::Any;
use std::sync::Arc;
use tower_http::csrf::ProtectionError;
use utoipa::ToSchema;

/// Of what a parser says.
const LONGEST: usize = 300;

/// Why something is refused (RFC 9457).
#[derive(Serialize, ToSchema)]
#[schema(as = Problem)]
pub(super) struct Said {
    #[serde(rename = "type")]
    about: &'static str,
    /// What went wrong, in the language that is asked for.
    title: String,
    status: u16,
    /// The kind: `not_found`.
    #[schema(value_type = String, example = "not_found")]
    code: Kind,
    /// Which words: `person-missing`.
    words: String,
}

fn status(kind: Kind) -> StatusCode {
    match kind {
        Kind::InvalidInput => StatusCode::BAD_REQUEST,
        Kind::Unsupported | Kind::Content => StatusCode::UNPROCESSABLE_ENTITY,
        Kind::NotFound => StatusCode::NOT_FOUND,
        Kind::Exists | Kind::Rejected | Kind::Cancelled => StatusCode::CONFLICT,
        Kind::Changed => StatusCode::PRECONDITION_FAILED,
        Kind::Denied => StatusCode::FORBIDDEN,
        Kind::SignInFailed | Kind::SignInNeeded => StatusCode::UNAUTHORIZED,
        Kind::Throttled => StatusCode::TOO_MANY_REQUESTS,
        Kind::Quota => StatusCode::INSUFFICIENT_STORAGE,
        Kind::Tls | Kind::Unreachable | Kind::Protocol => StatusCode::BAD_GATEWAY,
        Kind::Timeout => StatusCode::GATEWAY_TIMEOUT,
        Kind::OutcomeUnknown | Kind::Internal => StatusCode::INTERNAL_SERVER_ERROR,
    }
}

/// The language that whoever asks has chosen for themselves: it goes before what their browser asks for.
#[derive(Clone, Copy)]
pub(super) struct Reads(pub(super) Language);

/// The words come with [`in_words`].
impl IntoResponse for Problem {
    fn into_response(self) -> Response {
        if self.kind() == Kind::Internal {
            tracing::error!(problem = %self);
        }
        let mut response = status(self.kind()).into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// Says problems in the language that is asked for.
pub(super) async fn in_words(request: Request, next: Next) -> Response {
    let asked = language(request.headers());
    let response = next.run(request).await;
    let language = response.extensions().get::<Reads>().map_or(asked, |Reads(language)| *language);
    let Some(problem) = response.extensions().get::<Arc<Problem>>().cloned() else { return response };
    let status = response.status();
    let said = Said {
        about: "about:blank",
        title: language.say(problem.words()),
        status: status.as_u16(),
        code: problem.kind(),
        words: problem.words().code.clone().into_owned(),
    };
    let mut answer = (status, Json(said)).into_response();
    let kind = HeaderValue::from_static("application/problem+json");
    answer.headers_mut().insert(header::CONTENT_TYPE, kind);
    if let Some(wait) = problem.wait() {
        // RFC 9110 §10.2.3: whole seconds; half of one is one.
        let seconds = wait.as_secs() + i64::from(wait.subsec_nanos() > 0);
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds.max(1)));
    }
    answer
}

/// The first of the languages that Carteiro speaks too.
pub(super) fn language(headers: &HeaderMap) -> Language {
    let asked =
        headers.get(header::ACCEPT_LANGUAGE).and_then(|asked| asked.to_str().ok()).unwrap_or_default();
    Language::from_locale(asked.split(',').next().unwrap_or_default().trim())
}

/// A request that is none of what is asked for here; what a parser says of it may repeat all of it, and is cut short.
pub(super) fn not_understood(error: &str) -> Problem {
    let short: String = error.trim_end_matches('.').chars().take(LONGEST).collect();
    Problem::new(Kind::InvalidInput, phrase!("request-form", error = short))
}

pub(super) async fn no_such_route() -> Problem {
    Problem::new(Kind::NotFound, phrase!("route-missing"))
}

pub(super) async fn no_such_method() -> Response {
    let mut response = Problem::new(Kind::Unsupported, phrase!("route-method")).into_response();
    *response.status_mut() = StatusCode::METHOD_NOT_ALLOWED;
    response
}

pub(super) fn from_elsewhere(_: ProtectionError) -> Response {
    Problem::new(Kind::Denied, phrase!("request-from-elsewhere")).into_response()
}

#[expect(clippy::needless_pass_by_value, reason = "what a panic leaves is handed over")]
pub(super) fn panicked(panic: Box<dyn Any + Send + 'static>) -> Response<Body> {
    let what = panic.downcast_ref::<&str>().map(ToString::to_string);
    let what = what.or_else(|| panic.downcast_ref::<String>().cloned()).unwrap_or_default();
    tracing::error!(%what, "panicked");
    Problem::internal("a request").into_response()
}
