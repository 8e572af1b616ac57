use std::io;

use bytes::Bytes;
use http_body_util::BodyExt;
use hyper::{Method, body::Incoming, http::request::Parts};
use serde_json::json;

use super::{
    add::attach,
    upload::{Upload, Uploads},
};
use crate::{
    Fault, Protocol,
    ews::draft::File,
    graph::{
        Server, UPLOADS,
        answer::Answer,
        call::id_of,
        failure::{Failure, Outcome},
        message::{View, last, look_up},
        odata::Query,
        prefer::Prefer,
        receive::{Unread, read},
    },
};

/// No range is longer. The vendor advises 4 MB and refuses none that is known
/// (learn.microsoft.com/graph/outlook-large-attachments).
const LARGEST_RANGE: usize = 60 * 1024 * 1024;

/// `PUT` to the address of an upload session: ranges come one behind the other; with the last one the file is attached
/// (learn.microsoft.com/graph/outlook-large-attachments). `GET` tells what is expected next, `DELETE` gives up.
pub(in crate::graph) async fn put_range(
    server: &Server,
    faults: &[Fault],
    head: &Parts,
    body: Incoming,
    host: &str,
) -> io::Result<Outcome<Answer>> {
    let range = head.headers.get("content-range").and_then(|range| range.to_str().ok()).unwrap_or_default();
    server.site().note(Protocol::Graph, format!("{} {UPLOADS}… {range}", head.method).trim_end().to_owned());
    let query = Query::read(head.uri.query().unwrap_or_default());
    let token = query.get("authtoken").unwrap_or_default();
    if server.site().happens(faults, &Fault::GraphCutUploadOnce) {
        read_some(body).await;
        return Err(io::ErrorKind::ConnectionReset.into());
    }
    let bytes = match read(body, LARGEST_RANGE).await {
        Ok(bytes) => bytes,
        Err(Unread::Broken(error)) => return Err(error),
        Err(Unread::TooLarge) => {
            return Ok(Err(Failure::new(413, "RequestEntityTooLarge", "The range is too large.")));
        }
    };
    if head.headers.contains_key("authorization") {
        return Ok(Err(Failure::new(
            401,
            "InvalidAudienceForResource",
            "The audience claim value is invalid for current resource. Audience claim is 'https://graph.microsoft.com', request url is 'https://outlook.office.com' and resource type is 'Exchange'.",
        )));
    }
    if server.site().happens(faults, &Fault::GraphCutBeforeOnce) {
        return Err(io::ErrorKind::ConnectionReset.into());
    }
    let answered = answer(server, &head.method, token, range, &bytes, host);
    if server.site().happens(faults, &Fault::GraphCutAfterOnce) {
        return Err(io::ErrorKind::ConnectionReset.into());
    }
    Ok(answered)
}

/// A little of a body, so that it was cut in its middle.
async fn read_some(mut body: Incoming) {
    let _ = body.frame().await;
}

fn answer(
    server: &Server,
    method: &Method,
    token: &str,
    range: &str,
    bytes: &Bytes,
    host: &str,
) -> Outcome<Answer> {
    let mut uploads = server.uploads();
    let now = server.now();
    let expired = uploads.get_mut(token).is_none_or(|upload| upload.expires_at <= now);
    if expired {
        uploads.take(token);
        return Err(Failure::new(404, "uploadSessionNotFound", "The upload session was not found."));
    }
    match *method {
        Method::GET => {
            let upload = uploads.get_mut(token).ok_or_else(Failure::item_not_found)?;
            Ok(expected(upload, host))
        }
        Method::DELETE => {
            uploads.take(token);
            Ok(Answer::empty(204))
        }
        Method::PUT => {
            let upload = uploads.get_mut(token).ok_or_else(Failure::item_not_found)?;
            upload.take_in(range, bytes)?;
            if upload.received.len() < upload.size {
                return Ok(expected(upload, host));
            }
            finish(server, &mut uploads, token, host)
        }
        _ => Err(Failure::no_such_method()),
    }
}

/// The end of a session: the file is attached, and `Location` says where.
fn finish(server: &Server, uploads: &mut Uploads, token: &str, host: &str) -> Outcome<Answer> {
    let upload = uploads.take(token).ok_or_else(Failure::item_not_found)?;
    let Upload { account, message, name, kind, content_id, inline, received, .. } = upload;
    let found = look_up(&account, message)?;
    let file = File { name, kind, content_id, inline, content: received };
    let found = attach(server.site().next_number(), &found, &file)?;
    let view = View::new(&found, Prefer::default());
    let id = last(&view)?.text(&account);
    let message = crate::graph::id::Id::Message(view.id()).text(&account);
    let location =
        format!("{host}{UPLOADS}Users('{}')/Messages('{message}')/Attachments('{id}')", id_of(&account));
    Ok(Answer::empty(201).with("location", location))
}

fn expected(upload: &Upload, host: &str) -> Answer {
    Answer::json(
        200,
        json!({
            "@odata.context": format!("{host}{UPLOADS}$metadata#Users('{}')/Messages/AttachmentSessions/$entity", id_of(&upload.account)),
            "ExpirationDateTime": upload.expires_at.to_string(),
            "nextExpectedRanges": [upload.received.len().to_string()],
        }),
    )
}

impl Upload {
    /// Takes in a range, which begins where the last one ended.
    fn take_in(&mut self, range: &str, bytes: &[u8]) -> Outcome<()> {
        let invalid =
            || Failure::new(400, "ErrorInvalidRequest", "The Content-Range header is missing or malformed.");
        let (from, to, total) = parse(range).ok_or_else(invalid)?;
        if total != self.size || to >= total || from > to || to - from + 1 != bytes.len() {
            return Err(Failure::new(
                400,
                "invalidRange",
                "The Content-Range header does not fit the length of the body or the size of the file.",
            ));
        }
        // learn.microsoft.com/graph/errors: fragmentOverlap, fragmentOutOfOrder.
        if from != self.received.len() {
            let why =
                if from < self.received.len() { "overlaps with existing data" } else { "is out of order" };
            return Err(Failure::new(416, "invalidRange", format!("Uploaded fragment {why}.")));
        }
        self.received.reserve_exact(if from == 0 { self.size } else { 0 });
        self.received.extend_from_slice(bytes);
        Ok(())
    }
}

/// `bytes 0-9/20` (RFC 9110 §14.4).
fn parse(range: &str) -> Option<(usize, usize, usize)> {
    let (span, total) = range.strip_prefix("bytes ")?.split_once('/')?;
    let (from, to) = span.split_once('-')?;
    Some((from.trim().parse().ok()?, to.trim().parse().ok()?, total.trim().parse().ok()?))
}
