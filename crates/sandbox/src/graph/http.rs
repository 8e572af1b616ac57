use std::{io, time::Duration};

use bytes::Bytes;
use hyper::{
    Response, StatusCode,
    body::Incoming,
    header::{HeaderName, HeaderValue},
    http::request::Parts,
};
use serde_json::{Map, Value, json};

use super::{
    PATH, Server, UPLOADS,
    answer::{Answer, Content},
    asked::Asked,
    call::Call,
    failure::{Failure, Outcome},
    receive::{Unread, read},
    route,
    server::Place,
    signing::Asker,
    verbs,
};
use crate::{Fault, Protocol, http::Body, outside};

/// The largest request (learn.microsoft.com/graph/api/user-sendmail, learn.microsoft.com/graph/outlook-send-mime-message).
const LARGEST: usize = 4 * 1024 * 1024;

/// By what one request is known to those who look into logs.
#[derive(Clone, Debug)]
pub(super) struct Trace {
    request: String,
    client: Option<String>,
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
        let trace = self.trace(&head);
        let host = host(&head, encrypted);
        let delay = faults.iter().find_map(|fault| match fault {
            Fault::DelayAnswers(milliseconds) => Some(Duration::from_millis(*milliseconds)),
            _ => None,
        });
        let address = head.uri.path_and_query().map_or("", |address| address.as_str()).to_owned();
        if address.starts_with(UPLOADS) {
            outside::wait(delay.unwrap_or_default()).await;
            let answered = verbs::put_range(self, &faults, &head, body, &host).await?;
            return Ok(respond(answered.unwrap_or_else(|failure| trace.tell(failure)), &trace, None));
        }
        let signed = self.is_down(&faults).and_then(|()| self.sign_in(&head.headers, &faults));
        let (who, bytes) = match (signed, read(body, LARGEST).await) {
            (Ok(who), Ok(bytes)) => (who, bytes),
            // Whoever comes without a token is told so, however much they send.
            (Err(failure), Ok(_)) => return Ok(respond(trace.tell(failure), &trace, None)),
            (Err(failure), Err(_)) => return Ok(closing(respond(trace.tell(failure), &trace, None))),
            (Ok(_), Err(Unread::Broken(error))) => return Err(error),
            (Ok(_), Err(Unread::TooLarge)) => {
                return Ok(closing(respond(trace.tell(too_large()), &trace, None)));
            }
        };
        if self.site().happens(&faults, &Fault::GraphCutBeforeOnce) {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        let asked = Asked::new(
            head.method.clone(),
            address.strip_prefix(PATH).unwrap_or_default(),
            head.headers.clone(),
            bytes,
        );
        let (answer, place) = self.whole(&who, &faults, &asked, &host, &trace, delay).await;
        if self.site().happens(&faults, &Fault::GraphCutAfterOnce) {
            return Err(io::ErrorKind::ConnectionReset.into());
        }
        let response = respond(answer, &trace, place);
        Ok(self.damaged(response, &faults))
    }

    /// The answer to a request or to a batch of them, with the place that it keeps taken.
    async fn whole(
        &self,
        who: &Asker,
        faults: &[Fault],
        asked: &Asked,
        host: &str,
        trace: &Trace,
        delay: Option<Duration>,
    ) -> (Answer, Option<Place>) {
        if let [batch] = asked.segments.as_slice()
            && batch.eq_ignore_ascii_case("$batch")
        {
            let delay = delay.unwrap_or_default();
            let answer = verbs::batch(self, who, faults, asked, host, trace, delay).await;
            return (answer.unwrap_or_else(|failure| trace.tell(failure)), None);
        }
        let place = self.place(who, faults, asked, host);
        outside::wait(delay.unwrap_or_default()).await;
        let (answer, place) = match place {
            Err(failure) => (Err(failure), None),
            Ok(place) => (self.one(who, faults, asked, host), Some(place)),
        };
        (answer.unwrap_or_else(|failure| trace.tell(failure)), place)
    }

    /// A place for a request, as far as there is one left in the mailbox.
    pub(super) fn place(&self, who: &Asker, faults: &[Fault], asked: &Asked, host: &str) -> Outcome<Place> {
        let (call, _) = Call::new(self, who, faults, asked, host)?;
        let mailbox = call.account.user().to_owned();
        self.enter(&who.app, &mailbox, super::trouble::concurrency(faults))
            .ok_or_else(super::trouble::too_many)
    }

    /// The answer to one request, whole or of a batch.
    pub(super) fn one(&self, who: &Asker, faults: &[Fault], asked: &Asked, host: &str) -> Outcome<Answer> {
        self.site().note(Protocol::Graph, noted(asked));
        let (call, rest) = Call::new(self, who, faults, asked, host)?;
        self.trouble(faults)?;
        let answer = route::run(&call, rest)?;
        Ok(match call.prefer.applied() {
            Some(applied) => answer.with("preference-applied", applied),
            None => answer,
        })
    }

    fn trace(&self, head: &Parts) -> Trace {
        let number = format!("{} {}", self.site().next_number(), outside::now());
        let client = head.headers.get("client-request-id").and_then(|id| id.to_str().ok());
        Trace { request: super::call::uuid(number.as_bytes()), client: client.map(str::to_owned) }
    }
}

impl Trace {
    /// A failure as OData has it (learn.microsoft.com/graph/errors).
    pub fn tell(&self, failure: Failure) -> Answer {
        let error = json!({ "error": {
            "code": failure.code,
            "message": failure.message,
            "innerError": {
                "date": outside::now().strftime("%Y-%m-%dT%H:%M:%S").to_string(),
                "request-id": self.request,
                "client-request-id": self.client.as_ref().unwrap_or(&self.request),
            },
        }});
        Answer { status: failure.status, headers: failure.headers, content: Content::Json(error) }
    }
}

/// What is kept for whoever looks on.
fn noted(asked: &Asked) -> String {
    format!("{} /{}", asked.method, asked.address)
}

/// Scheme and host as the client knows them, for the addresses in answers.
fn host(head: &Parts, encrypted: bool) -> String {
    let scheme = if encrypted { "https" } else { "http" };
    let host = head.headers.get("host").and_then(|host| host.to_str().ok()).unwrap_or("localhost");
    format!("{scheme}://{host}")
}

fn too_large() -> Failure {
    Failure::new(413, "RequestEntityTooLarge", "The maximum request length supported is 4MB.")
}

fn closing(mut reply: Response<Body>) -> Response<Body> {
    reply.headers_mut().insert("connection", HeaderValue::from_static("close"));
    reply
}

/// The headers of an answer, its media type among them.
pub(super) fn headers(answer: &Answer) -> Map<String, Value> {
    let mut headers = Map::new();
    let kind = match &answer.content {
        Content::Empty => None,
        Content::Json(_) => Some(JSON),
        Content::Bytes(kind, _) => Some(kind.as_str()),
    };
    headers.extend(kind.map(|kind| ("Content-Type".to_owned(), json!(kind))));
    headers.extend(answer.headers.iter().map(|(name, value)| ((*name).to_owned(), json!(value))));
    headers
}

const JSON: &str =
    "application/json;odata.metadata=minimal;odata.streaming=true;IEEE754Compatible=false;charset=utf-8";

/// What goes out, and the place that is taken until it has.
struct Placed {
    bytes: Bytes,
    _place: Option<Place>,
}

impl AsRef<[u8]> for Placed {
    fn as_ref(&self) -> &[u8] {
        &self.bytes
    }
}

fn respond(answer: Answer, trace: &Trace, place: Option<Place>) -> Response<Body> {
    let headers = headers(&answer);
    let bytes = match answer.content {
        Content::Empty => Bytes::new(),
        Content::Json(value) => Bytes::from(value.to_string()),
        Content::Bytes(_, bytes) => bytes,
    };
    let mut response = Response::new(Body::whole(Bytes::from_owner(Placed { bytes, _place: place })));
    *response.status_mut() = StatusCode::from_u16(answer.status).unwrap_or(StatusCode::INTERNAL_SERVER_ERROR);
    let all = response.headers_mut();
    let own =
        [("cache-control", "private"), ("odata-version", "4.0"), ("request-id", trace.request.as_str())];
    let client = trace.client.as_deref().map(|id| ("client-request-id", id));
    for (name, value) in own.into_iter().chain(client) {
        if let Ok(value) = HeaderValue::from_str(value) {
            all.insert(HeaderName::from_static(name), value);
        }
    }
    for (name, value) in headers {
        let value = value.as_str().and_then(|value| HeaderValue::from_str(value).ok());
        if let (Ok(name), Some(value)) = (HeaderName::from_bytes(name.as_bytes()), value) {
            all.insert(name, value);
        }
    }
    response
}
