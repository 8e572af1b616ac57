//! What of an exchange is written into the transcript.
//!
//! Neither paths nor queries (the address of a webhook is a secret), nor bodies; of the header what cannot be one.

use super::address::Origin;
use crate::Transcript;
use http::{HeaderMap, Method, StatusCode, header};

const SHOWN: [header::HeaderName; 12] = [
    header::ACCEPT,
    header::ACCEPT_ENCODING,
    header::CONNECTION,
    header::CONTENT_ENCODING,
    header::CONTENT_LENGTH,
    header::CONTENT_TYPE,
    header::DATE,
    header::HOST,
    header::RETRY_AFTER,
    header::SERVER,
    header::TRANSFER_ENCODING,
    header::USER_AGENT,
];

pub(super) fn asked(transcript: &Transcript, method: &Method, to: &Origin, headers: &HeaderMap) {
    if transcript.listens() {
        let scheme = if to.secure { "https" } else { "http" };
        transcript.client(format!("{method} {scheme}://{}/*** HTTP/1.1", to.authority()).as_bytes());
        fields(headers, |line| transcript.client(line));
    }
}

pub(super) fn answered(transcript: &Transcript, status: StatusCode, headers: &HeaderMap) {
    if transcript.listens() {
        transcript.server(format!("HTTP/1.1 {}", status.as_u16()).as_bytes());
        fields(headers, |line| transcript.server(line));
    }
}

fn fields(headers: &HeaderMap, mut say: impl FnMut(&[u8])) {
    for (name, value) in headers {
        let shown = SHOWN.contains(name) && !value.is_sensitive();
        let value = if shown { value.as_bytes() } else { b"***" };
        say(&[name.as_str().as_bytes(), b": ", value].concat());
    }
}
