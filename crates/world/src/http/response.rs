//! What is answered.

use super::address::Origin;
use super::exchange::Answer;
use super::gunzip::Gunzip;
use super::pool::Open;
use super::way::Way;
use super::{Client, Error, Failed, Limits};
use crate::Spool;
use bytes::Bytes;
use http::{HeaderMap, StatusCode, header};
use http_body_util::BodyExt;
use hyper::body::Incoming;
use jiff::Timestamp;
use std::fmt;
use std::sync::Arc;
use url::Url;

/// An answer: its status and header; its body comes piece by piece.
pub struct Response {
    /// The status.
    pub status: StatusCode,
    /// The header.
    pub headers: HeaderMap,
    /// Where it came from in the end.
    pub url: Url,
    /// What it came over.
    pub way: Way,
    client: Client,
    limits: Limits,
    began: Timestamp,
    origin: Origin,
    connection: Option<Open>,
    body: Incoming,
    coding: Coding,
    /// What came and is still to be unpacked.
    packed: Bytes,
    arrived: u64,
    unpacked: u64,
    ended: bool,
}

enum Coding {
    Plain,
    Gzip(Box<Gunzip>),
    Unknown(String),
}

impl Response {
    pub(super) fn new(client: Client, answer: Answer, url: Url, limits: Limits, began: Timestamp) -> Self {
        let Answer { message, connection, origin } = answer;
        let (head, body) = message.into_parts();
        Self {
            status: head.status,
            coding: coding(&head.headers),
            headers: head.headers,
            url,
            way: connection.way.clone(),
            client,
            limits,
            began,
            origin,
            connection: Some(connection),
            body,
            packed: Bytes::new(),
            arrived: 0,
            unpacked: 0,
            ended: false,
        }
    }

    /// The next piece of the body; `None` at its end.
    pub async fn chunk(&mut self) -> Result<Option<Bytes>, Failed> {
        let next = self.next().await;
        next.map_err(|error| self.failed(error))
    }

    /// The whole body.
    pub async fn spool(mut self) -> Result<Spool, Failed> {
        let mut spool = self.client.spools.writer();
        while let Some(piece) = self.chunk().await? {
            if let Err(error) = spool.push(&piece).await {
                return Err(self.failed(Error::File(Arc::new(error))));
            }
        }
        spool.finish().await.map_err(|error| self.failed(Error::File(Arc::new(error))))
    }

    async fn next(&mut self) -> Result<Option<Bytes>, Error> {
        loop {
            if let Coding::Gzip(gunzip) = &mut self.coding
                && !self.packed.is_empty()
            {
                let piece = gunzip.step(&mut self.packed)?;
                if let Some(piece) = self.count(piece)? {
                    return Ok(Some(piece));
                }
                continue;
            }
            if self.ended {
                return Ok(None);
            }
            let Some(piece) = self.arriving().await? else {
                self.ended = true;
                // Read to its end: the connection may carry the next request.
                if let Some(connection) = self.connection.take() {
                    self.client.pool.put(self.origin.clone(), connection, self.client.clock());
                }
                let last = match &mut self.coding {
                    Coding::Gzip(gunzip) if self.arrived > 0 => gunzip.finish()?,
                    _ => Bytes::new(),
                };
                return self.count(last);
            };
            self.arrived += piece.len() as u64;
            if self.arrived > self.limits.size {
                return Err(Error::TooLarge(self.limits.size));
            }
            match &self.coding {
                Coding::Plain if piece.is_empty() => {}
                Coding::Plain => return Ok(Some(piece)),
                Coding::Gzip(_) => self.packed = piece,
                Coding::Unknown(coding) => return Err(Error::Coding(format!("Content-Encoding: {coding}"))),
            }
        }
    }

    /// The next bytes from the network, within the time that is left.
    async fn arriving(&mut self) -> Result<Option<Bytes>, Error> {
        let clock = self.client.clock().clone();
        loop {
            let left = self.limits.total.saturating_sub(clock.since(self.began));
            let (allowed, told) = if left < self.limits.silence {
                (left, self.limits.total)
            } else {
                (self.limits.silence, self.limits.silence)
            };
            let frame = clock.within(allowed, self.body.frame()).await;
            match frame.map_err(|_| Error::Timeout(told))? {
                None => return Ok(None),
                Some(Err(error)) => return Err(Error::of(&error)),
                Some(Ok(frame)) => {
                    // What is no data is a trailer.
                    if let Ok(piece) = frame.into_data() {
                        return Ok(Some(piece));
                    }
                }
            }
        }
    }

    fn count(&mut self, piece: Bytes) -> Result<Option<Bytes>, Error> {
        self.unpacked += piece.len() as u64;
        if self.unpacked > self.limits.size {
            return Err(Error::TooLarge(self.limits.size));
        }
        Ok((!piece.is_empty()).then_some(piece))
    }

    fn failed(&self, error: Error) -> Failed {
        let (host, port) = (self.origin.host.clone(), self.origin.port);
        Failed { error, host, port, sent: true, status: Some(self.status) }
    }
}

fn coding(headers: &HeaderMap) -> Coding {
    let named = headers.get_all(header::CONTENT_ENCODING).iter().map(|value| value.to_str().unwrap_or("?"));
    let named = named.collect::<Vec<_>>().join(", ").trim().to_ascii_lowercase();
    match named.as_str() {
        "" | "identity" => Coding::Plain,
        // RFC 9110 §8.4.1.3.
        "gzip" | "x-gzip" => Coding::Gzip(Box::new(Gunzip::new())),
        _ => Coding::Unknown(named),
    }
}

/// Without its body and its header, which may hold what is private.
impl fmt::Debug for Response {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Response").field("status", &self.status).finish_non_exhaustive()
    }
}
