//! Who asks: looked up once for each request, by its API token or its cookie.

use super::limit::Counted;
use super::problem::Reads;
use super::{App, Needs, cookie};
use crate::access::Caller;
use crate::audit::{Entry, Way};
use crate::{Problem, Result};
use axum::extract::{FromRequestParts, MatchedPath, Request, State};
use axum::http::request::Parts;
use axum::http::{HeaderMap, HeaderName, header};
use axum::middleware::Next;
use axum::response::{IntoResponse, Response};
use carteiro_mail::Kind;
use carteiro_world::{Language, Secret, phrase};
use std::convert::Infallible;
use std::net::IpAddr;
use std::sync::Arc;

/// Whoever asks; `None`: nobody who is signed in.
#[derive(Clone, Debug)]
pub(crate) struct Asking(Option<Caller>);

/// Whoever asks, of a route that needs somebody.
#[derive(Clone, Debug)]
pub(crate) struct Known {
    pub(crate) caller: Caller,
}

/// A request with an API token is nothing that a browser sends by itself: it comes from wherever it likes, and whatever a
/// browser would have added says nothing.
pub(super) async fn by_token(mut request: Request, next: Next) -> Response {
    if bearer(request.headers()).is_some() {
        let headers = request.headers_mut();
        for name in [header::COOKIE, header::ORIGIN, HeaderName::from_static("sec-fetch-site")] {
            headers.remove(name);
        }
    }
    next.run(request).await
}

/// RFC 6750 §2.1.
fn bearer(headers: &HeaderMap) -> Option<Secret> {
    let (scheme, token) = headers.get(header::AUTHORIZATION)?.to_str().ok()?.split_once(' ')?;
    scheme.eq_ignore_ascii_case("bearer").then(|| Secret::new(token.trim()))
}

/// Looks who asks.
pub(super) async fn look(State(app): State<App>, request: Request, next: Next) -> Response {
    let address = app.address(request.headers(), request.extensions());
    let (bearer, cookie) = (bearer(request.headers()), cookie::token(request.headers()));
    let caller = match app.asking(bearer, cookie, address).await {
        Ok(caller) => caller,
        Err(problem) => return problem.into_response(),
    };
    let reads = caller.as_ref().and_then(|caller| caller.person.language).map(Reads);
    let mut response = answered(app, caller, request, next).await;
    if let Some(reads) = reads {
        response.extensions_mut().insert(reads);
    }
    response
}

impl App {
    async fn asking(
        &self,
        bearer: Option<Secret>,
        cookie: Option<Secret>,
        address: Option<IpAddr>,
    ) -> Result<Option<Caller>> {
        let caller = if let Some(token) = bearer {
            let caller = self.access.bearer(&token, address).await?;
            if caller.is_none() {
                self.attempted(address)?;
                return Err(Problem::new(Kind::SignInNeeded, phrase!("api-token-unknown")));
            }
            caller
        } else if let Some(token) = cookie {
            self.access.caller(&token, address).await?
        } else {
            None
        };
        let person = caller.as_ref().map(|caller| Counted::Person(caller.person.id.clone()));
        if let Some(who) = person.or_else(|| address.map(|address| Counted::Network(address.into()))) {
            self.limits.requests.take(who, self.ground.clock.now())?;
        }
        Ok(caller)
    }
}

/// The answer; that something was denied is told to the audit log.
async fn answered(app: App, caller: Option<Caller>, mut request: Request, next: Next) -> Response {
    request.extensions_mut().insert(Asking(caller.clone()));
    let asked = request.extensions().get::<MatchedPath>().cloned();
    let method = request.method().clone();
    let response = next.run(request).await;
    let Some((caller, asked)) = caller.zip(asked) else { return response };
    let denied = response.extensions().get::<Arc<Problem>>().filter(|problem| problem.kind() == Kind::Denied);
    let Some(problem) = denied else { return response };
    let words = phrase!("audit-request-refused", method = method, path = asked.as_str());
    let entry = Entry::about("route", asked.as_str(), words).refused(problem);
    match app.ground.note(&caller.actor(), entry).await {
        Ok(()) => response,
        Err(problem) => problem.into_response(),
    }
}

/// The language that whoever asks reads.
pub(crate) struct Speaks(pub(crate) Language);

impl FromRequestParts<App> for Speaks {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        let asking = parts.extensions.get::<Asking>().and_then(|asking| asking.0.as_ref());
        let chosen = asking.and_then(|caller| caller.person.language);
        Ok(Self(chosen.unwrap_or_else(|| super::problem::language(&parts.headers))))
    }
}

/// Lets those pass who may.
pub(super) async fn allowed(needs: Needs, request: Request, next: Next) -> Response {
    let asking = request.extensions().get::<Asking>().and_then(|asking| asking.0.as_ref());
    let allowed = match (asking, needs) {
        (_, Needs::Nothing) | (Some(_), Needs::Person) => Ok(()),
        (None, _) => Err(nobody()),
        (Some(caller), Needs::Permission(permission)) => caller.must(permission),
        (Some(caller), Needs::Session) => in_person(caller),
        (Some(caller), Needs::InPerson(permission)) => {
            in_person(caller).and_then(|()| caller.must(permission))
        }
    };
    match allowed {
        Ok(()) => next.run(request).await,
        Err(problem) => problem.into_response(),
    }
}

/// What people sign in by is changed by themselves, and by no program of theirs.
fn in_person(caller: &Caller) -> Result<()> {
    match caller.way {
        Way::Session => Ok(()),
        _ => Err(Problem::new(Kind::Denied, phrase!("session-wanted"))),
    }
}

fn nobody() -> Problem {
    Problem::new(Kind::SignInNeeded, phrase!("sign-in-first"))
}

impl FromRequestParts<App> for Known {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        let asking = parts.extensions.get::<Asking>().and_then(|asking| asking.0.clone());
        asking.map(|caller| Self { caller }).ok_or_else(nobody)
    }
}

/// Whoever asks, of a route that needs nobody.
pub(crate) struct Whoever(pub(crate) Option<Caller>);

impl FromRequestParts<App> for Whoever {
    type Rejection = Infallible;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self, Infallible> {
        Ok(Self(parts.extensions.get::<Asking>().and_then(|asking| asking.0.clone())))
    }
}

/// The token of whoever asks, to end its session.
pub(crate) struct Token(pub(crate) Option<Secret>);

impl FromRequestParts<App> for Token {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, _: &App) -> Result<Self> {
        Ok(Self(cookie::token(&parts.headers)))
    }
}
