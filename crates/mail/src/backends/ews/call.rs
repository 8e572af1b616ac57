//! One request and its answer.

use super::affinity::Affinity;
use super::fault::{self, Refusal};
use super::line::{Answer, Line, SignedIn};
use super::open::Ews;
use super::request::Request;
use super::sign_in;
use super::version::Version;
use super::xml::{Element, Next, Reader, pieces};
use crate::backend::Cost;
use crate::{Error, Result};
use carteiro_auth::{Credential, Renew};
use carteiro_world::http::{self, HeaderMap, HeaderValue, Limits, Method, StatusCode, header};
use std::sync::atomic::{AtomicU64, Ordering};
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::{OwnedMutexGuard, OwnedSemaphorePermit};

/// The whole of an exchange; what watches over it is silence.
const TOTAL: Duration = Duration::from_hours(24);
/// Nothing that anybody mails is longer.
const LONGEST: u64 = 4 << 30;
/// While events are waited for the server says at least every 30 s that it is still there
/// (learn.microsoft.com/exchange/client-developer/exchange-web-services/
/// how-to-stream-notifications-about-mailbox-events-by-using-ews-in-exchange).
const HEARTBEATS: Duration = Duration::from_mins(3);

/// What sessions of a mailbox have cost so far.
#[derive(Debug, Default)]
pub(super) struct Spent {
    pub(super) connections: AtomicU64,
    requests: AtomicU64,
    received: AtomicU64,
    sent: AtomicU64,
}

impl Spent {
    /// Each request is one turn.
    pub(super) fn cost(&self) -> Cost {
        let read = |counter: &AtomicU64| counter.load(Ordering::Relaxed);
        let requests = read(&self.requests);
        Cost {
            connections: read(&self.connections),
            commands: requests,
            turns: requests,
            received: read(&self.received),
            sent: read(&self.sent),
        }
    }
}

/// Who speaks to a server, and as what.
pub(super) struct Speaker {
    pub(super) ews: Ews,
    pub(super) version: Version,
    pub(super) spent: Arc<Spent>,
    line: Line,
    /// What the server says that it is: `15.1.2507.6`.
    server: Mutex<Option<String>>,
}

impl Speaker {
    pub(super) fn new(ews: Ews, version: Version, spent: Arc<Spent>) -> Self {
        let line = Line::new(&ews.http);
        Self { ews, version, spent, line, server: Mutex::default() }
    }

    /// The same, over connections of its own.
    pub(super) fn apart(&self) -> Self {
        Self::new(self.ews.clone(), self.version, Arc::clone(&self.spent))
    }

    /// The build of the server, once it has told.
    pub(super) fn server(&self) -> Option<String> {
        self.server.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    /// Asks. The answer to each item of the request is still to be read.
    pub(super) async fn ask(&self, request: Request) -> Result<Replies> {
        let credential = sign_in::credential(&self.ews, Renew::WhenExpired).await?;
        let asked = self.ask_as(&request, &credential).await?;
        asked.map_err(|refusal| refusal.error())
    }

    /// Asks for what has one answer.
    pub(super) async fn ask_one(&self, request: Request) -> Result<Result<Element, Refusal>> {
        self.ask(request).await?.only().await
    }

    /// Asks with this credential. A refusal is of all of the request.
    pub(super) async fn ask_as(
        &self,
        request: &Request,
        credential: &Credential,
    ) -> Result<Result<Replies, Refusal>> {
        let place = self.place(request).await?;
        let config = &self.ews.config;
        let impersonated = config.mailbox.as_deref().filter(|_| config.impersonate);
        let body = request.sealed(self.version, impersonated, &self.ews.spools).await?;
        self.spent.requests.fetch_add(1, Ordering::Relaxed);
        self.spent.sent.fetch_add(body.len(), Ordering::Relaxed);
        let silence = if request.streams { HEARTBEATS } else { config.patience };
        let limits = Limits { total: TOTAL, silence, size: LONGEST, redirects: 0 };
        let mut sending = http::Request::new(Method::POST, config.endpoint.clone(), limits);
        sending.headers = self.headers(credential, request);
        sending.body = Some(body);
        let (clock, random) = (&self.ews.world.clock, &self.ews.world.random);
        let answer = self.line.post(sending, credential, clock, random).await?;
        let response = &answer.response;
        match response.status {
            StatusCode::OK | StatusCode::INTERNAL_SERVER_ERROR => {}
            StatusCode::UNAUTHORIZED => return Err(sign_in::refused(&self.ews, credential, response)),
            status => {
                let location = response.headers.get(header::LOCATION).and_then(|to| to.to_str().ok());
                let error = fault::status(status, retry_after(&response.headers), location);
                return Err(sign_in::advised(&self.ews, credential, error, response));
            }
        }
        self.replies(answer, place).await
    }

    /// A place among the requests that are under way. A stream of events, which stands for long, takes none: Exchange counts
    /// those apart (learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-throttling-in-exchange).
    async fn place(&self, request: &Request) -> Result<Option<OwnedSemaphorePermit>> {
        if request.streams {
            return Ok(None);
        }
        Arc::clone(&self.ews.places).acquire_owned().await.map(Some).map_err(Error::internal)
    }

    async fn replies(
        &self,
        answer: Answer,
        place: Option<OwnedSemaphorePermit>,
    ) -> Result<Result<Replies, Refusal>> {
        let Answer { response, held: line } = answer;
        let (status, affinity) = (response.status, Affinity::told(&response.headers));
        let spent = Arc::clone(&self.spent);
        let count = move |received: usize| {
            spent.received.fetch_add(received as u64, Ordering::Relaxed);
        };
        let reader = Reader::new(pieces(response, count), self.ews.spools.clone());
        let begun = Replies::begin(reader, Held { line, place }).await;
        match begun {
            Ok((begun, server)) => {
                if let Some(server) = server {
                    *self.server.lock().unwrap_or_else(PoisonError::into_inner) = Some(server);
                }
                Ok(begun.map(|replies| Replies { affinity, ..replies }))
            }
            // A page of a proxy, or of a server that is being restarted.
            Err(error) if status != StatusCode::OK && error.kind() == crate::Kind::Protocol => {
                Err(fault::status(status, None, None).because(error))
            }
            Err(error) => Err(error),
        }
    }

    fn headers(&self, credential: &Credential, request: &Request) -> HeaderMap {
        let mut headers = HeaderMap::new();
        headers.insert(header::CONTENT_TYPE, HeaderValue::from_static("text/xml; charset=utf-8"));
        headers.insert(header::ACCEPT, HeaderValue::from_static("text/xml"));
        // Leads a request to the server that has the mailbox (learn.microsoft.com/exchange/client-developer/
        // exchange-web-services/how-to-maintain-affinity-between-group-of-subscriptions-and-mailbox-server).
        let mailbox = self.ews.config.mailbox.as_deref().unwrap_or_else(|| credential.user());
        if let Some(mailbox) =
            Some(mailbox).filter(|name| name.contains('@')).and_then(|name| HeaderValue::from_str(name).ok())
        {
            headers.insert("x-anchormailbox", mailbox);
        }
        request.affinity.write(&mut headers);
        headers
    }
}

/// `Retry-After` in seconds (RFC 9110 §10.2.3); as a date it is not used by Exchange.
fn retry_after(headers: &HeaderMap) -> Option<Duration> {
    headers.get(header::RETRY_AFTER)?.to_str().ok()?.trim().parse().ok().map(Duration::from_secs)
}

/// The answers to the items of a request, in their order.
pub(super) struct Replies {
    reader: Reader,
    ended: bool,
    held: Held,
    affinity: Affinity,
}

/// What nobody else may have until all was answered: the connection, where it is signed in, and a place among the requests.
struct Held {
    #[expect(dead_code, reason = "it is let go with the answer")]
    line: Option<OwnedMutexGuard<SignedIn>>,
    #[expect(dead_code, reason = "it is let go with the answer")]
    place: Option<OwnedSemaphorePermit>,
}

impl Replies {
    /// Reads to the first answer. Beside it: what the server says that it is.
    async fn begin(mut reader: Reader, held: Held) -> Result<(Result<Self, Refusal>, Option<String>)> {
        let mut server = None;
        loop {
            let begun = match reader.next().await? {
                Next::Into(begun) => begun,
                Next::Out => continue,
                Next::End => return Err(fault::nonsense("no answer in an envelope")),
            };
            match begun.name.as_str() {
                "Header" => server = reader.whole(begun).await?.child("ServerVersionInfo").and_then(build),
                "Fault" => {
                    let refusal = Refusal::of_fault(&reader.whole(begun).await?);
                    // To its end: the connection is used again.
                    while !matches!(reader.next().await?, Next::End) {}
                    return Ok((Err(refusal), server));
                }
                "ResponseMessages" => {
                    return Ok((Ok(Self { reader, ended: false, held, affinity: Affinity::None }), server));
                }
                _ => {}
            }
        }
    }

    /// How what follows gets to the server that answers.
    pub(super) fn affinity(&self) -> Affinity {
        self.affinity.clone()
    }

    /// The answer of what has one.
    pub(super) async fn only(mut self) -> Result<Result<Element, Refusal>> {
        let Some(reply) = self.next().await? else {
            return Err(fault::nonsense("an answer without an answer"));
        };
        self.drain().await?;
        Ok(reply)
    }

    /// The next answer: what was asked for, or why not.
    pub(super) async fn next(&mut self) -> Result<Option<Result<Element, Refusal>>> {
        if self.ended {
            return Ok(None);
        }
        let Next::Into(begun) = self.reader.next().await? else {
            self.ended = true;
            return Ok(None);
        };
        let message = self.reader.whole(begun).await?;
        Ok(Some(match Refusal::in_answer(&message) {
            Some(refusal) => Err(refusal),
            None => Ok(message),
        }))
    }

    /// The answers in the next envelope, where the server says one after the other; `None` at the end.
    pub(super) async fn further(mut self) -> Result<Option<Result<Self, Refusal>>> {
        loop {
            match self.reader.next().await? {
                Next::Into(_) => return Ok(Some(Self::begin(self.reader, self.held).await?.0)),
                Next::Out => {}
                Next::End => return Ok(None),
            }
        }
    }

    /// Reads to the end, so that the connection can be used again.
    pub(super) async fn drain(mut self) -> Result<()> {
        // What else it has to say nobody has asked for.
        while !matches!(self.reader.next().await?, Next::End) {}
        Ok(())
    }
}

/// `15.1.2507.6`.
fn build(info: &Element) -> Option<String> {
    let part = |name: &str| info.attribute(name)?.parse::<u32>().ok();
    let (major, minor) = (part("MajorVersion")?, part("MinorVersion").unwrap_or(0));
    let further = [part("MajorBuildNumber"), part("MinorBuildNumber")];
    let numbers = [major, minor].into_iter().chain(further.into_iter().flatten());
    Some(numbers.map(|number| number.to_string()).collect::<Vec<_>>().join("."))
}
