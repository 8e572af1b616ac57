//! One request and its answer.

use super::fault::{self, Refusal, Said};
use super::gate::{Gate, Passed};
use super::json;
use super::open::Outlook;
use super::patience::Patience;
use super::request::{Body, Request, Step};
use super::sign_in;
use crate::guard::Notices;
use crate::{Error, Kind, Result, Retry};
use carteiro_auth::{Credential, Renew};
use carteiro_world::Spool;
use carteiro_world::http::{self, HeaderMap, HeaderValue, Limits, Response, StatusCode, Url, header};
use serde::Deserialize;
use serde::de::DeserializeOwned;
use std::sync::atomic::AtomicBool;
use std::time::Duration;

/// The whole of an exchange; what watches over it is silence.
const TOTAL: Duration = Duration::from_hours(24);
/// An answer in JSON is no longer: a page of a thousand messages, or what twenty requests told.
const LONGEST: u64 = 64 << 20;
/// Nothing that anybody mails is longer.
const LONGEST_MESSAGE: u64 = 4 << 30;
/// What is told of a refusal is no longer.
const LONGEST_REFUSAL: usize = 256 << 10;

/// Who speaks to a server, and for which mailbox.
pub(super) struct Speaker {
    pub(super) outlook: Outlook,
    /// Where the mailbox is: everything in it is below.
    pub(super) root: Url,
    pub(super) gate: Gate,
    pub(super) notices: Notices,
    pub(super) odd: Odd,
}

/// What this server turned out not to do as others.
#[derive(Debug, Default)]
pub(super) struct Odd {
    /// It finds filters with an order too much work.
    pub(super) filters_little: AtomicBool,
    /// It removes no message at once and for good.
    pub(super) keeps_removed: AtomicBool,
    /// It removes no folder at once and for good.
    pub(super) keeps_folders: AtomicBool,
}

#[derive(Deserialize)]
struct Failure {
    error: Said,
}

/// An answer that was begun. While it is held the request counts as under way.
pub(super) struct Answer {
    response: Response,
    _passed: Passed,
}

impl Speaker {
    /// Asks, and reads the answer.
    pub(super) async fn ask<T>(&self, request: &Request) -> Result<Result<T, Refusal>>
    where
        T: DeserializeOwned + Send + 'static,
    {
        match self.begin(request, 1).await? {
            Ok(answer) => Ok(Ok(self.read(answer).await?)),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    /// Asks for what needs no answer.
    pub(super) async fn order(&self, request: &Request) -> Result<Result<(), Refusal>> {
        match self.begin(request, 1).await? {
            Ok(answer) => {
                // It was done: whatever comes after that changes nothing.
                let _ = self.bytes(answer).await;
                Ok(Ok(()))
            }
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    /// Asks for bytes, which go to a spool as they come.
    pub(super) async fn content(&self, request: &Request) -> Result<Result<Spool, Refusal>> {
        match self.begin(request, 1).await? {
            Ok(answer) => Ok(Ok(self.bytes(answer).await?)),
            Err(refusal) => Ok(Err(refusal)),
        }
    }

    /// Asks for as many things as `requests`, and begins to read. Whoever is to wait waits here, as long as that is not too long.
    pub(super) async fn begin(&self, request: &Request, requests: usize) -> Result<Result<Answer, Refusal>> {
        let mut patience = Patience::default();
        let (mut may_renew, mut repeated) = (request.step == Step::Next, false);
        loop {
            let refusal = match self.once(request, requests).await {
                Ok(Ok(answer)) => return Ok(Ok(answer)),
                Ok(Err(refusal)) if !refusal.is_throttled() => {
                    return Ok(Err(Refusal { repeated, ..refusal }));
                }
                Ok(Err(refusal)) => refusal,
                Err(error) if may_renew && error.retry() == Retry::Renew => {
                    may_renew = false;
                    sign_in::credential(&self.outlook, Renew::Now).await?;
                    continue;
                }
                Err(error) => return Err(error),
            };
            patience.wait(self, &refusal)?;
            repeated = true;
        }
    }

    async fn once(&self, request: &Request, requests: usize) -> Result<Result<Answer, Refusal>> {
        let (world, config) = (&self.outlook.world, &self.outlook.config);
        let credential = sign_in::credential(&self.outlook, Renew::WhenExpired).await?;
        let passed = self.gate.pass(requests, &world.clock).await;
        let size = if request.is_for_bytes { LONGEST_MESSAGE } else { LONGEST };
        let limits = Limits { total: TOTAL, silence: config.patience, size, redirects: 0 };
        let mut sending = http::Request::new(request.method.clone(), request.url.clone(), limits);
        sending.headers.extend(request.headers());
        sending.headers.insert(header::ACCEPT, HeaderValue::from_static("application/json, */*;q=0.5"));
        if request.signed {
            sending.headers.insert(header::AUTHORIZATION, sign_in::authorization(&credential)?);
        }
        sending.body = match &request.body {
            Body::Nothing => None,
            Body::Json(value) => Some(value.to_string().into_bytes().into()),
            Body::Bytes(_, bytes) => Some(bytes.clone()),
        };
        let sent = sending.body.as_ref().map_or(0, Spool::len);
        self.outlook.meter.count(|cost| {
            cost.commands += 1;
            cost.turns += 1;
            cost.sent += sent;
        });
        let response = self.outlook.http.send(sending).await.map_err(|failed| fault::failed(&failed))?;
        if response.status.is_success() {
            return Ok(Ok(Answer { response, _passed: passed }));
        }
        self.refused(response, &credential, request.once).await.map(Err)
    }

    /// Reads why not. What nobody can do anything about but whoever opens sessions is an error at once.
    async fn refused(&self, mut response: Response, credential: &Credential, once: bool) -> Result<Refusal> {
        let (status, headers) = (response.status, response.headers.clone());
        if status.is_redirection() {
            return Err(fault::moved(&headers, status));
        }
        let mut told = Vec::new();
        // Without its end it is a refusal all the same.
        while let Ok(Some(piece)) = response.chunk().await {
            self.outlook.meter.count(|cost| cost.received += piece.len() as u64);
            if told.len() + piece.len() > LONGEST_REFUSAL {
                break;
            }
            told.extend_from_slice(&piece);
        }
        let refusal = Refusal { once, ..Refusal::of(status.as_u16(), said(&told).as_ref(), &headers) };
        match status {
            StatusCode::UNAUTHORIZED => Err(sign_in::advised(&self.outlook, credential, &refusal)),
            StatusCode::FORBIDDEN => {
                let error = sign_in::advised(&self.outlook, credential, &refusal);
                let advised = (error.kind() == Kind::Denied).then_some(error);
                Ok(Refusal { advised, ..refusal })
            }
            status if status.is_server_error() && !refusal.is_throttled() && refusal.code.is_empty() => {
                Err(refusal.error())
            }
            _ => Ok(refusal),
        }
    }

    /// An answer in JSON.
    pub(super) async fn read<T: DeserializeOwned + Send + 'static>(&self, answer: Answer) -> Result<T> {
        json::read(self.bytes(answer).await?).await
    }

    /// Why there is no session, with what is known to help.
    pub(super) async fn unopened(&self, refusal: &Refusal) -> Error {
        match sign_in::credential(&self.outlook, Renew::WhenExpired).await {
            Ok(credential) => sign_in::advised(&self.outlook, &credential, refusal),
            Err(error) => error,
        }
    }

    async fn bytes(&self, mut answer: Answer) -> Result<Spool> {
        let mut spool = self.outlook.spools.writer();
        while let Some(piece) = answer.response.chunk().await.map_err(|failed| fault::failed(&failed))? {
            self.outlook.meter.count(|cost| cost.received += piece.len() as u64);
            spool.push(&piece).await?;
        }
        Ok(spool.finish().await?)
    }
}

impl Answer {
    pub(super) fn status(&self) -> StatusCode {
        self.response.status
    }

    pub(super) fn headers(&self) -> &HeaderMap {
        &self.response.headers
    }
}

fn said(told: &[u8]) -> Option<Said> {
    let failure: std::result::Result<Failure, _> = serde_json::from_slice(told);
    failure.ok().map(|failure| failure.error)
}
