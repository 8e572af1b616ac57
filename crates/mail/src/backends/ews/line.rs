//! How a request gets to the server: each by itself, or, signed in by NTLM, one after the other over one connection.
//!
//! NTLM signs in a connection, and not a request (MS-NTHT): what comes over another is somebody nobody knows.

use super::fault;
use super::sign_in;
use crate::{Error, Kind, Result, Retry};
use carteiro_auth::Credential;
use carteiro_auth::ntlm::{self, Account, SignIn};
use carteiro_world::http::{self, HeaderMap, Request, Response, StatusCode, Way, header};
use carteiro_world::{Clock, Random, phrase};
use std::sync::Arc;
use tokio::sync::{Mutex, OwnedMutexGuard};

/// A server may end a connection between two steps of a sign-in: so often is it begun anew.
const TRIES: usize = 3;

/// The connections of one session.
pub(super) struct Line {
    http: http::Client,
    signed_in: Arc<Mutex<SignedIn>>,
}

/// The connection that is signed in, when there is one. Whoever holds it has the line to themselves.
#[derive(Default)]
pub(super) struct SignedIn(Option<Way>);

/// An answer, and what keeps others off its connection until it is read.
pub(super) struct Answer {
    pub(super) response: Response,
    pub(super) held: Option<OwnedMutexGuard<SignedIn>>,
}

impl Line {
    /// Shares its connections with nobody.
    pub(super) fn new(http: &http::Client) -> Self {
        Self { http: http.apart(), signed_in: Arc::default() }
    }

    /// Sends a request, with the credential in it or before it.
    pub(super) async fn post(
        &self,
        mut request: Request,
        credential: &Credential,
        clock: &Clock,
        random: &Random,
    ) -> Result<Answer> {
        let Credential::Ntlm { .. } = credential else {
            request.headers.insert(header::AUTHORIZATION, sign_in::authorization(credential)?);
            return Ok(Answer { response: self.send(request).await?, held: None });
        };
        let mut held = Arc::clone(&self.signed_in).lock_owned().await;
        // A body that goes to a connection nobody is signed in on goes for nothing, and may be lost on its way.
        if held.0.as_ref().is_some_and(|way| self.http.keeps(way)) {
            let response = self.send(request.clone()).await?;
            if response.status != StatusCode::UNAUTHORIZED {
                return Ok(Answer { response, held: Some(held) });
            }
            // It was another connection: nobody has looked at the request.
            held.0 = None;
            read(response).await?;
        }
        for _ in 0..TRIES {
            let (challenge, way) = match self.challenge(&request).await? {
                Ok(challenge) => challenge,
                // It looked at what was asked, which was nothing: who asks is known to it in another way.
                Err(answered) if is_of_content(answered.status) => {
                    read(answered).await?;
                    return Ok(Answer { response: self.send(request).await?, held: None });
                }
                Err(refused) if is_of_another(refused.status) => {
                    let error = fault::status(refused.status, None, None);
                    return Err(error.retrying(Retry::Later));
                }
                Err(refused) => return Ok(Answer { response: refused, held: None }),
            };
            let host = request.url.host_str().unwrap_or_default();
            let answer = answer(credential, &challenge, &way, host, clock, random)?;
            let mut signing = request.clone();
            signing.headers.insert(header::AUTHORIZATION, answer);
            let response = self.send(signing).await?;
            if response.status == StatusCode::UNAUTHORIZED && response.way != way {
                read(response).await?;
                continue;
            }
            let accepted = response.status != StatusCode::UNAUTHORIZED;
            held.0 = accepted.then_some(way);
            return Ok(Answer { response, held: accepted.then_some(held) });
        }
        Err(Error::new(Kind::Unreachable, phrase!("ews-ntlm-broken")).retrying(Retry::Reconnect))
    }

    /// What the server wants answered, and on which connection; or its answer, where it wants nothing of the kind.
    async fn challenge(&self, request: &Request) -> Result<Result<(String, Way), Response>> {
        let mut asking = Request::new(request.method.clone(), request.url.clone(), request.limits);
        asking.headers = request.headers.clone();
        let negotiate = http::secret(&format!("NTLM {}", ntlm::negotiate()));
        asking.headers.extend(negotiate.map(|negotiate| (header::AUTHORIZATION, negotiate)));
        let response = self.send(asking).await?;
        let way = response.way.clone();
        match challenge(&response.headers) {
            Some(challenge) if response.status == StatusCode::UNAUTHORIZED => {
                read(response).await?;
                Ok(Ok((challenge, way)))
            }
            _ => Ok(Err(response)),
        }
    }

    async fn send(&self, request: Request) -> Result<Response> {
        self.http.send(request).await.map_err(|failed| fault::failed(&failed))
    }
}

/// What a server says of an empty request, once it lets somebody in: an answer, or that it is no request.
fn is_of_content(status: StatusCode) -> bool {
    status.is_success()
        || matches!(
            status,
            StatusCode::INTERNAL_SERVER_ERROR
                | StatusCode::BAD_REQUEST
                | StatusCode::LENGTH_REQUIRED
                | StatusCode::UNSUPPORTED_MEDIA_TYPE
        )
}

/// Said by what stands before a server. Of a request it leaves open what became of it; here none was sent.
fn is_of_another(status: StatusCode) -> bool {
    matches!(status, StatusCode::BAD_GATEWAY | StatusCode::GATEWAY_TIMEOUT)
}

/// To its end: the connection is used again.
async fn read(mut response: Response) -> Result<()> {
    while response.chunk().await.map_err(|failed| fault::failed(&failed))?.is_some() {}
    Ok(())
}

fn challenge(headers: &HeaderMap) -> Option<String> {
    let offers = headers.get_all(header::WWW_AUTHENTICATE).iter().filter_map(|offer| offer.to_str().ok());
    let (_, challenge) = offers
        .filter_map(|offer| offer.split_once(' '))
        .find(|(scheme, _)| scheme.eq_ignore_ascii_case("NTLM"))?;
    Some(challenge.trim().to_owned())
}

fn answer(
    credential: &Credential,
    challenge: &str,
    way: &Way,
    host: &str,
    clock: &Clock,
    random: &Random,
) -> Result<http::HeaderValue> {
    let Credential::Ntlm { user, domain, password } = credential else {
        return Err(Error::internal("a credential of another kind"));
    };
    let wrong = |fault: ntlm::Fault| {
        let kind = if matches!(fault, ntlm::Fault::Nobody | ntlm::Fault::TooLong) {
            Kind::InvalidInput
        } else {
            Kind::Protocol
        };
        Error::new(kind, fault.words())
    };
    let account = Account::of(user, domain.as_deref()).map_err(wrong)?;
    let signing = SignIn {
        account: &account,
        password,
        service: &format!("HTTP/{host}"),
        end_point: way.end_point(),
        clock,
        random,
    };
    let answer = signing.answer(challenge).map_err(wrong)?;
    http::secret(&format!("NTLM {}", answer.expose()))
        .ok_or_else(|| Error::internal("an answer beyond ASCII"))
}
