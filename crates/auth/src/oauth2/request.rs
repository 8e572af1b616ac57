//! One request to an endpoint, and its answer.

use super::refused::{self, Answer};
use super::{Authentication, Client, assertion};
use crate::credential::{Refused, Why};
use carteiro_world::http::{HeaderValue, Limits, Method, Request, Response, Url, form, header};
use carteiro_world::{Secret, phrase};
use jiff::Timestamp;
use serde::de::DeserializeOwned;
use std::time::Duration;
use zeroize::Zeroizing;

/// Tokens are small; whatever else comes is no answer.
const LIMITS: Limits = Limits {
    total: Duration::from_secs(30),
    silence: Duration::from_secs(30),
    size: 1024 * 1024,
    redirects: 0,
};

/// Names and values of a form; what is a secret stays one until it is written.
pub(super) type Form<'a> = Vec<(&'static str, Secret)>;

/// A value of a form that is none.
pub(super) fn plain(text: impl Into<String>) -> Secret {
    Secret::new(text)
}

impl Client {
    /// Asks the token endpoint, as the application.
    pub(super) async fn ask_token(&self, form: Form<'_>) -> Result<super::Granted, Refused> {
        let answered = self.ask::<super::granted::Answer>(&self.endpoints.token, form).await?;
        let host = self.endpoints.token.host_str().unwrap_or_default();
        let no_bearer = || Refused::new(Why::Protocol, phrase!("oauth-no-bearer", host = host));
        answered.granted(self.clock.now()).ok_or_else(no_bearer)
    }

    /// Asks an endpoint, as the application.
    pub(super) async fn ask<T: DeserializeOwned>(&self, url: &Url, form: Form<'_>) -> Result<T, Refused> {
        let (form, signed_at) = self.signed(url, form)?;
        post(&self.http, url, &form, signed_at).await
    }

    /// Tells an endpoint something, as the application: nothing need be answered.
    pub(super) async fn tell(&self, url: &Url, form: Form<'_>) -> Result<(), Refused> {
        let (form, signed_at) = self.signed(url, form)?;
        answer(&self.http, posted(url, &form), signed_at).await.map(drop)
    }

    /// A form, with what proves that it is the application's; when that was signed.
    fn signed<'a>(&self, url: &Url, mut form: Form<'a>) -> Result<(Form<'a>, Option<Timestamp>), Refused> {
        form.push(("client_id", plain(&self.id)));
        let mut signed_at = None;
        match &self.authentication {
            Authentication::None => {}
            Authentication::Secret(secret) => form.push(("client_secret", secret.clone())),
            Authentication::Certificate(certificate) => {
                let now = self.clock.now();
                signed_at = Some(now);
                let signed = assertion::of_client(certificate, &self.id, url, now, &self.random)?;
                form.push(("client_assertion_type", plain(assertion::TYPE)));
                form.push(("client_assertion", signed));
            }
        }
        Ok((form, signed_at))
    }
}

/// Sends a form and reads an answer in JSON; `signed_at` is when what is in it was signed.
pub(super) async fn post<T: DeserializeOwned>(
    http: &carteiro_world::http::Client,
    url: &Url,
    fields: &[(&'static str, Secret)],
    signed_at: Option<Timestamp>,
) -> Result<T, Refused> {
    send(http, posted(url, fields), signed_at).await
}

fn posted(url: &Url, fields: &[(&'static str, Secret)]) -> Request {
    let mut request = Request::new(Method::POST, url.clone(), LIMITS);
    let written = Zeroizing::new(form(fields.iter().map(|(name, value)| (*name, value.expose()))));
    request.body = Some(written.as_bytes().to_vec().into());
    let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
    request.headers.insert(header::CONTENT_TYPE, kind);
    request
}

/// Asks for a document in JSON.
pub(super) async fn get<T: DeserializeOwned>(
    http: &carteiro_world::http::Client,
    url: &Url,
) -> Result<T, Refused> {
    send(http, Request::new(Method::GET, url.clone(), Limits { redirects: 3, ..LIMITS }), None).await
}

async fn send<T: DeserializeOwned>(
    http: &carteiro_world::http::Client,
    request: Request,
    signed_at: Option<Timestamp>,
) -> Result<T, Refused> {
    let host = request.url.host_str().unwrap_or_default().to_owned();
    let body = answer(http, request, signed_at).await?;
    // What it says instead may be a token in another form: it is not shown.
    serde_json::from_slice(&body)
        .map_err(|_| Refused::new(Why::Protocol, phrase!("oauth-no-answer", host = host)))
}

async fn answer(
    http: &carteiro_world::http::Client,
    mut request: Request,
    signed_at: Option<Timestamp>,
) -> Result<Zeroizing<Vec<u8>>, Refused> {
    let host = request.url.host_str().unwrap_or_default().to_owned();
    request.headers.insert(header::ACCEPT, HeaderValue::from_static("application/json"));
    let response = http.send(request).await.map_err(|failed| refused::unanswered(&failed))?;
    let (status, headers) = (response.status, response.headers.clone());
    let body = read(response).await;
    if status.is_success() {
        return body;
    }
    // A page about a server that is down need not be read to its end.
    let named = body.ok().and_then(|body| serde_json::from_slice::<Answer>(&body).ok());
    Err(match named {
        Some(answer) if !status.is_server_error() => {
            answer.refused(&host).advised(signed_at.and_then(|at| refused::clock_off(&headers, at)))
        }
        _ => refused::of_status(&host, status, &headers),
    })
}

async fn read(response: Response) -> Result<Zeroizing<Vec<u8>>, Refused> {
    let spool = response.spool().await.map_err(|failed| refused::unanswered(&failed))?;
    let size = usize::try_from(spool.len()).unwrap_or(usize::MAX);
    let read = tokio::task::spawn_blocking(move || spool.read(0..u64::MAX, size)).await;
    let bytes = read.map_err(std::io::Error::other).flatten();
    let unread =
        |error: std::io::Error| Refused::new(Why::Unavailable, phrase!("oauth-unread")).because(error);
    Ok(Zeroizing::new(bytes.map_err(unread)?.to_vec()))
}
