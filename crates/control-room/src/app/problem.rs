//! Problems as answers (RFC 9457), in the language that whoever asks reads.

use super::{App, plain};
use crate::Problem;
use axum::Json;
use axum::body::Body;
use axum::extract::{MatchedPath, Request, State};
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
    /// What of the request is wrong, where that is known.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    #[schema(required = false)]
    errors: Vec<Wrong>,
    /// What was no mistake of whoever asked: by this the log of the server tells more.
    #[serde(skip_serializing_if = "Option::is_none")]
    request: Option<String>,
}

/// What of a request is wrong (RFC 9457 §3).
#[derive(Serialize, ToSchema)]
#[schema(as = ProblemError)]
pub(super) struct Wrong {
    /// Where, by a JSON Pointer into the body (RFC 6901): `/name`.
    #[schema(example = "/name")]
    pointer: String,
    /// What is wrong there.
    detail: String,
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
        let mut response = status(self.kind()).into_response();
        response.extensions_mut().insert(Arc::new(self));
        response
    }
}

/// Says problems in the language that is asked for: to a browser that somebody goes here with, on a page.
pub(super) async fn in_words(State(app): State<App>, request: Request, next: Next) -> Response {
    let asked = language(request.headers());
    let is_page = plain::is_read(request.method(), request.headers());
    let (method, route) = (request.method().clone(), request.extensions().get::<MatchedPath>().cloned());
    let response = next.run(request).await;
    let language = response.extensions().get::<Reads>().map_or(asked, |Reads(language)| *language);
    let Some(problem) = response.extensions().get::<Arc<Problem>>().cloned() else { return response };
    let status = response.status();
    let mut words = problem.words().clone();
    let request = status.is_server_error().then(|| app.ground.random.id::<8>());
    if let Some(request) = &request {
        let route = route.as_ref().map_or("none", MatchedPath::as_str);
        if problem.kind() == Kind::Internal {
            tracing::error!(request, %method, route, %problem, "a request has failed");
            // What went wrong inside is for whoever reads the log.
            words = phrase!("error-internal", what = request);
        } else {
            tracing::warn!(request, %method, route, %problem, "a request has failed");
        }
    }
    let mut answer = if is_page {
        plain::page(status, &[words], language)
    } else {
        in_json(status, &problem, language.say(&words), request)
    };
    if let Some(wait) = problem.wait() {
        // RFC 9110 §10.2.3: whole seconds; half of one is one.
        let seconds = wait.as_secs() + i64::from(wait.subsec_nanos() > 0);
        answer.headers_mut().insert(header::RETRY_AFTER, HeaderValue::from(seconds.max(1)));
    }
    answer
}

fn in_json(status: StatusCode, problem: &Problem, title: String, request: Option<String>) -> Response {
    let wrong = |pointer: &str| Wrong { pointer: pointer.to_owned(), detail: title.clone() };
    let said = Said {
        about: "about:blank",
        errors: problem.pointer().map(wrong).into_iter().collect(),
        title,
        status: status.as_u16(),
        code: problem.kind(),
        words: problem.words().code.clone().into_owned(),
        request,
    };
    let mut answer = (status, Json(said)).into_response();
    let kind = HeaderValue::from_static("application/problem+json");
    answer.headers_mut().insert(header::CONTENT_TYPE, kind);
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
    Problem::internal("a request").because(format!("panicked: {what}")).into_response()
}
