use std::{io, time::Duration};

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::{
    Method, Response, StatusCode,
    body::{Body as _, Incoming},
    header::HeaderValue,
};

use super::{
    Server,
    call::Call,
    dispatch,
    failure::{Failure, Outcome},
    schema,
    server::Place,
    signing::Signed,
    soap,
    trouble::{self, Trouble},
    xml::{self, Pieces, Style},
};
use crate::{
    Fault, Protocol,
    http::{Body, Reply},
    outside,
};

/// The largest request: a message of 150 MB in base64, with lines and an envelope.
const LARGEST: usize = 256 * 1024 * 1024;
/// What is read of a request that is refused, so that the connection lasts.
const DRAINED: u64 = 64 * 1024;

/// What goes out, once a request was understood or not.
pub(super) enum Answer {
    Pieces(StatusCode, Pieces),
    /// Envelopes as they come.
    Live(tokio::sync::mpsc::Receiver<Bytes>),
}

impl Server {
    /// Answers one request. Without an answer the connection is cut.
    pub(crate) async fn answer(
        &self,
        request: hyper::Request<Incoming>,
        encrypted: bool,
    ) -> io::Result<Response<Body>> {
        let faults = self.site().faults();
        let (head, body) = request.into_parts();
        let refused = self.refused(&head, &faults, encrypted);
        let signed = match refused {
            Ok(signed) => signed,
            Err(reply) => return Ok(refuse(reply, body).await),
        };
        let place = self.enter(signed.name(), trouble::concurrency(&faults));
        let delay = faults.iter().find_map(|fault| match fault {
            Fault::DelayAnswers(milliseconds) => Some(Duration::from_millis(*milliseconds)),
            _ => None,
        });
        outside::wait(delay.unwrap_or_default()).await;
        let anchor = head.headers.get("x-anchormailbox").and_then(|value| value.to_str().ok());
        let bytes = match read(body).await {
            Ok(bytes) => bytes,
            Err(Unread::TooLarge) => {
                let reply = Reply::text(413, &format!("A request may have {LARGEST} bytes."));
                return Ok(reply.with("connection", "close").into());
            }
            Err(Unread::Broken(error)) => return Err(error),
        };
        let style = style(&faults);
        let answered = match self.trouble(&faults) {
            Some(Trouble::CutBefore) => return Err(io::ErrorKind::ConnectionReset.into()),
            Some(Trouble::Fault(failure)) => Err(failure),
            None if place.is_none() => Err(trouble::too_many()),
            None => self.understand(&signed, faults.clone(), &bytes, anchor, style),
        };
        drop(bytes);
        if self.is_cut_after(&faults) {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        let answered = if self.is_late(&faults) { Err(trouble::late()) } else { answered };
        let answer = answered.unwrap_or_else(|failure| {
            Answer::Pieces(StatusCode::INTERNAL_SERVER_ERROR, soap::fault(style, &failure))
        });
        let answer = match answer {
            Answer::Pieces(status, pieces) if self.is_torn(&faults) => Answer::Pieces(status, pieces.torn()),
            answer => answer,
        };
        Ok(respond(answer, place))
    }

    fn refused(
        &self,
        head: &hyper::http::request::Parts,
        faults: &[Fault],
        encrypted: bool,
    ) -> Result<Signed, Reply> {
        self.is_down(faults).map_or(Ok(()), Err)?;
        let signed = self.sign_in(head, faults, encrypted)?;
        Self::is_blocked(faults).map_or(Ok(()), Err)?;
        if head.method != Method::POST {
            return Err(Reply::method_not_allowed("POST"));
        }
        Ok(signed)
    }

    fn understand(
        &self,
        signed: &Signed,
        faults: Vec<Fault>,
        bytes: &[u8],
        anchor: Option<&str>,
        style: Style,
    ) -> Outcome<Answer> {
        let envelope = xml::read(bytes).map_err(|error| not_xml(bytes, &error))?;
        let request = soap::open(&envelope)?;
        let anchor = anchor.map(|anchor| format!(" X-AnchorMailbox={anchor}")).unwrap_or_default();
        self.site().note(Protocol::Ews, format!("{}{anchor}", request.operation.name));
        let call = Call::new(self, signed, faults, request.header)?;
        schema::check(request.operation)
            .map_err(|violation| invalid(bytes, &violation.why, violation.at, &violation.why))?;
        dispatch::run(&call, request.operation, style)
    }
}

/// What is said of a request that is no XML, or not as the schema has it: why, and where
/// (learn.microsoft.com/exchange/client-developer/web-service-reference/getserviceconfiguration-operation).
fn not_xml(bytes: &[u8], error: &xml::NotXml) -> Failure {
    let (line, position) = place(bytes, error.at);
    let text = format!("{} Line {line}, position {position}.", error.why);
    invalid(bytes, &text, error.at, &error.why)
}

fn invalid(bytes: &[u8], text: &str, at: usize, why: &str) -> Failure {
    let (line, position) = place(bytes, at);
    let text = format!("The request failed schema validation: {text}");
    let failure = Failure::new("ErrorSchemaValidation", text);
    let failure = Failure { short: Some("The request failed schema validation."), ..failure };
    failure.with("LineNumber", line).with("LinePosition", position).with("Violation", why)
}

/// The line and the place in it, both from one.
fn place(bytes: &[u8], at: usize) -> (usize, usize) {
    let before = bytes.get(..at.min(bytes.len())).unwrap_or_default();
    let line = before.split(|byte| *byte == b'\n').count();
    (line, 1 + before.iter().rev().take_while(|byte| **byte != b'\n').count())
}

fn style(faults: &[Fault]) -> Style {
    let digits = faults.iter().find_map(|fault| match fault {
        Fault::EwsFractionDigits(digits) => Some(usize::from(*digits).min(9)),
        _ => None,
    });
    Style {
        raw_characters: faults.contains(&Fault::EwsRawCharacters),
        fraction_digits: digits.unwrap_or_default(),
    }
}

enum Unread {
    TooLarge,
    Broken(io::Error),
}

/// Reads a request to its end, into as much memory as it says it needs.
async fn read(mut body: Incoming) -> Result<Vec<u8>, Unread> {
    let announced = usize::try_from(body.size_hint().lower()).unwrap_or(usize::MAX);
    if announced > LARGEST {
        return Err(Unread::TooLarge);
    }
    let mut bytes = Vec::with_capacity(announced);
    while let Some(frame) = body.frame().await {
        let frame = frame.map_err(|error| Unread::Broken(io::Error::other(error)))?;
        if let Some(data) = frame.data_ref() {
            if bytes.len() + data.len() > LARGEST {
                return Err(Unread::TooLarge);
            }
            bytes.extend_from_slice(data);
        }
    }
    Ok(bytes)
}

/// A small request is read all the same, so that the next one may come over the same connection.
async fn refuse(reply: Reply, body: Incoming) -> Response<Body> {
    if body.size_hint().exact().is_some_and(|size| size <= DRAINED) {
        let _ = body.collect().await;
        return reply.into();
    }
    reply.with("connection", "close").into()
}

/// The place of the request is taken until its answer has gone out.
fn respond(answer: Answer, place: Option<Place>) -> Response<Body> {
    let (status, body) = match answer {
        Answer::Pieces(status, pieces) => (status, Body::Pieces(Box::new(Placed(pieces, place)))),
        Answer::Live(pieces) => (StatusCode::OK, Body::Live(pieces)),
    };
    let mut response = Response::new(body);
    *response.status_mut() = status;
    let headers = response.headers_mut();
    headers.insert("content-type", HeaderValue::from_static("text/xml; charset=utf-8"));
    headers.insert("cache-control", HeaderValue::from_static("private"));
    response
}

/// An answer with what it keeps taken.
struct Placed(Pieces, #[expect(dead_code, reason = "it is dropped with the answer")] Option<Place>);

impl Iterator for Placed {
    type Item = io::Result<Bytes>;

    fn next(&mut self) -> Option<Self::Item> {
        self.0.next()
    }
}
