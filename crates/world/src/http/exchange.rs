//! A request and its answer, over as many hops as it takes.

use super::address::Origin;
use super::error::Unread;
use super::pool::Open;
use super::{Client, Error, Failed, Limits, Request, Response, redirect, said};
use crate::Spool;
use bytes::Bytes;
use futures_util::{TryStreamExt, stream};
use http::{HeaderValue, Method, StatusCode, header};
use http_body_util::{BodyExt, Empty, StreamBody, combinators::UnsyncBoxBody};
use hyper::body::{Frame, Incoming};
use std::io::Read;
use std::sync::Arc;
use std::time::Duration;
use url::Url;

/// The body of a request on its way.
pub(super) type Sending = UnsyncBoxBody<Bytes, Unread>;

/// Bytes a second; a line that is slower carries no large body.
const SLOWEST: u64 = 16 * 1024;
/// What is read of a body at once.
const STEP: usize = 64 * 1024;
const AGENT: HeaderValue = HeaderValue::from_static(concat!("Carteiro/", env!("CARGO_PKG_VERSION")));

/// One answer, and the connection it comes over.
pub(super) struct Answer {
    pub(super) message: http::Response<Incoming>,
    pub(super) connection: Open,
    pub(super) origin: Origin,
}

/// How far a request got: known also when it is given up.
struct Progress {
    origin: Origin,
    sent: bool,
    status: Option<StatusCode>,
}

impl Client {
    /// Sends a request and follows its redirects to an answer, whatever its status. The body of the answer is still to
    /// be read.
    pub async fn send(&self, request: Request) -> Result<Response, Failed> {
        let began = self.clock().now();
        let limits @ Limits { total, .. } = request.limits;
        let mut progress = Progress { origin: Origin::of(&request.url), sent: false, status: None };
        let done = self.clock().within(total, Box::pin(self.hops(request, &mut progress))).await;
        match done.unwrap_or(Err(Error::Timeout(total))) {
            Ok((answer, url)) => Ok(Response::new(self.clone(), answer, url, limits, began)),
            Err(error) => {
                let Progress { origin, sent, status } = progress;
                Err(Failed { error, host: origin.host, port: origin.port, sent, status })
            }
        }
    }

    async fn hops(&self, mut request: Request, progress: &mut Progress) -> Result<(Answer, Url), Error> {
        // Whether what was asked for has been done, and only the answer is looked for.
        let mut done = false;
        let mut hops = 0;
        loop {
            let origin = Origin::of(&request.url);
            (progress.origin, progress.sent) = (origin.clone(), done);
            if !origin.secure && request.has_secrets() && !self.stays_here(&origin) {
                return Err(Error::InTheClear);
            }
            let answer = self.exchange(&request, origin, progress).await?;
            let (status, headers) = (answer.message.status(), answer.message.headers());
            if request.limits.redirects == 0 || !redirect::is_redirect(status, headers) {
                return Ok((answer, request.url));
            }
            // Who says 307 or 308 has done nothing.
            progress.sent = done || !matches!(status.as_u16(), 307 | 308);
            if hops == request.limits.redirects {
                return Err(Error::TooManyRedirects);
            }
            hops += 1;
            done |= redirect::follow(&mut request, status, headers)?;
        }
    }

    async fn exchange(
        &self,
        request: &Request,
        origin: Origin,
        progress: &mut Progress,
    ) -> Result<Answer, Error> {
        let mut message = self.message(request, &origin)?;
        let before = progress.sent;
        if let Some(mut connection) = self.pool.take(&origin, self.clock())
            && connection.sender.ready().await.is_ok()
        {
            progress.sent = true;
            said::asked(&self.transcript, &request.method, &origin, message.headers());
            match self.in_time(request, connection.sender.try_send_request(message)).await? {
                Ok(answer) => return Ok(self.answered(answer, connection, origin, progress)),
                Err(mut error) => match error.take_message() {
                    // It was closed before anything was written.
                    Some(unsent) => message = unsent,
                    None => return Err(Error::of(&error.into_error())),
                },
            }
            progress.sent = before;
        }
        let mut connection = self.connect(&origin).await?;
        progress.sent = true;
        said::asked(&self.transcript, &request.method, &origin, message.headers());
        let answer = self.in_time(request, connection.sender.send_request(message)).await?;
        let answer = answer.map_err(|error| Error::of(&error))?;
        Ok(self.answered(answer, connection, origin, progress))
    }

    /// The head of an answer, within the time for which the server may be silent; over a slow line a body takes long.
    async fn in_time<T>(&self, request: &Request, answer: impl Future<Output = T>) -> Result<T, Error> {
        let body = request.body.as_ref().map_or(0, Spool::len);
        let allowed = request.limits.silence.saturating_add(Duration::from_secs(body / SLOWEST));
        self.clock().within(allowed, answer).await.map_err(|_| Error::Timeout(allowed))
    }

    fn answered(
        &self,
        message: http::Response<Incoming>,
        connection: Open,
        origin: Origin,
        progress: &mut Progress,
    ) -> Answer {
        progress.status = Some(message.status());
        said::answered(&self.transcript, message.status(), message.headers());
        Answer { message, connection, origin }
    }

    fn message(&self, request: &Request, origin: &Origin) -> Result<http::Request<Sending>, Error> {
        let mut headers = request.headers.clone();
        let host = HeaderValue::from_str(&origin.authority()).map_err(|_| Error::BadAddress)?;
        headers.insert(header::HOST, host);
        headers.insert(header::ACCEPT_ENCODING, HeaderValue::from_static("gzip"));
        headers.entry(header::USER_AGENT).or_insert(AGENT);
        headers.entry(header::ACCEPT).or_insert(HeaderValue::from_static("*/*"));
        let length = request.body.as_ref().map(Spool::len);
        let takes_body = matches!(request.method, Method::POST | Method::PUT | Method::PATCH);
        if let Some(length) = length.or(takes_body.then_some(0)) {
            headers.insert(header::CONTENT_LENGTH, length.into());
        }
        let mut target = request.url.path().to_owned();
        if let Some(query) = request.url.query() {
            target = format!("{target}?{query}");
        }
        if let Some(proxy) = self.proxies.of(origin)?.filter(|proxy| !origin.secure && proxy.forwards()) {
            target = format!("http://{}{target}", origin.authority());
            headers.extend(proxy.authorization().map(|value| (header::PROXY_AUTHORIZATION, value)));
        }
        let body = match &request.body {
            Some(body) => reading(body),
            None => Empty::new().map_err(|never| match never {}).boxed_unsync(),
        };
        let mut message = http::Request::builder().method(request.method.clone()).uri(target);
        if let Some(known) = message.headers_mut() {
            *known = headers;
        }
        message.body(body).map_err(|_| Error::BadAddress)
    }
}

/// The body, read as it is sent.
fn reading(body: &Spool) -> Sending {
    let reader = body.reader(0..body.len());
    let in_memory = body.in_memory().is_some();
    let pieces = stream::try_unfold(reader, move |mut reader| async move {
        let read = move || {
            let mut piece = vec![0; STEP];
            let read = reader.read(&mut piece)?;
            piece.truncate(read);
            std::io::Result::Ok((piece, reader))
        };
        let done = if in_memory {
            read()
        } else {
            tokio::task::spawn_blocking(read).await.unwrap_or_else(|error| Err(std::io::Error::other(error)))
        };
        done.map(|(piece, reader)| (!piece.is_empty()).then_some((piece, reader)))
    });
    let frames = pieces.map_ok(|piece| Frame::data(Bytes::from(piece)));
    StreamBody::new(frames.map_err(|error| Unread(Arc::new(error)))).boxed_unsync()
}
