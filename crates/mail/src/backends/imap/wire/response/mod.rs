//! Responses as they are meant: typed views over tokens.

mod code;
mod data;
mod fetched;

pub(crate) use code::Code;
pub(crate) use data::{Data, Listed, Prefix};
pub(crate) use fetched::{Fetched, Section};

use super::framing::Raw;
use super::token::Cursor;
use bytes::Bytes;

/// One response of the server.
#[derive(Debug)]
pub(crate) enum Response {
    /// `+ …`: go on with a literal, or a challenge.
    Continuation(Bytes),
    /// `* OK …`, `* BYE …`: about no command in particular.
    Notice(Outcome),
    /// `C4 OK …`: the end of a command.
    Completion {
        /// Of which command.
        tag: Bytes,
        /// How it ended.
        outcome: Outcome,
    },
    /// Data.
    Data(Data),
}

/// A status with its code and words.
#[derive(Debug, Clone)]
pub(crate) struct Outcome {
    pub(crate) status: Status,
    pub(crate) code: Option<Code>,
    pub(crate) text: String,
}

/// RFC 9051 §7.1.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(crate) enum Status {
    Ok,
    No,
    Bad,
    Bye,
    Preauth,
}

/// Reads one response; `None` for what cannot be one: then the connection has lost its way.
pub(crate) fn read(raw: &Raw) -> Option<Response> {
    let mut cursor = Cursor::new(raw);
    let first = cursor.word();
    cursor.skip_blanks();
    if first == b"+" {
        return Some(Response::Continuation(Bytes::copy_from_slice(cursor.rest())));
    }
    if first == b"*" {
        let mut ahead = Cursor::new(raw);
        ahead.word();
        return Some(match status(ahead.word()) {
            Some(status) => Response::Notice(outcome(status, &mut ahead)),
            None => match data::read(&mut cursor) {
                Data::Astray => return None,
                data => Response::Data(data),
            },
        });
    }
    let status = status(cursor.word())?;
    let is_tag = !first.is_empty() && first.iter().all(u8::is_ascii_alphanumeric);
    is_tag.then(|| Response::Completion {
        tag: Bytes::copy_from_slice(first),
        outcome: outcome(status, &mut cursor),
    })
}

fn status(word: &[u8]) -> Option<Status> {
    let statuses = [
        (&b"OK"[..], Status::Ok),
        (b"NO", Status::No),
        (b"BAD", Status::Bad),
        (b"BYE", Status::Bye),
        (b"PREAUTH", Status::Preauth),
    ];
    statuses.into_iter().find(|(name, _)| name.eq_ignore_ascii_case(word)).map(|(_, status)| status)
}

fn outcome(status: Status, cursor: &mut Cursor<'_>) -> Outcome {
    cursor.skip_blanks();
    let (code, text) = Code::split(cursor.rest());
    Outcome { status, code, text: String::from_utf8_lossy(text).trim().to_owned() }
}

#[cfg(test)]
mod tests;
