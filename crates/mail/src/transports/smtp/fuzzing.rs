//! What must hold of whatever a server says.
#![expect(clippy::missing_panics_doc, reason = "what does not hold is to be heard of")]

use super::fault;
use super::hello::Extensions;
use super::reply::{Nonsense, Reading, Reply};
use super::stuffing::Stuffing;
use crate::Retry;

/// The same bytes are the same replies, in whatever pieces they arrive; nothing is made up, and none that refuses for good
/// is tried again. A message that is stuffed ends where it ends.
pub fn smtp(bytes: &[u8]) {
    let whole = read(bytes, std::iter::repeat(bytes.len().max(1)));
    let sizes = bytes.iter().rev().map(|byte| usize::from(*byte % 64) + 1).chain(std::iter::repeat(1));
    assert_eq!(whole, read(bytes, sizes));
    // What is no UTF-8 is shown as a sign of three bytes.
    let held: usize = whole.0.iter().flat_map(|reply| &reply.lines).map(String::len).sum();
    assert!(held <= 3 * bytes.len());
    whole.0.iter().for_each(holds);
    stuffs(bytes);
}

/// The replies, and how it ended: whether something is left unfinished.
fn read(mut bytes: &[u8], mut sizes: impl Iterator<Item = usize>) -> (Vec<Reply>, Result<bool, Nonsense>) {
    let (mut reading, mut replies) = (Reading::default(), Vec::new());
    while !bytes.is_empty() {
        let (piece, rest) = bytes.split_at(sizes.next().unwrap_or(1).min(bytes.len()));
        bytes = rest;
        reading.buffer.extend_from_slice(piece);
        loop {
            match reading.next() {
                Ok(Some(reply)) => replies.push(reply),
                Ok(None) => break,
                Err(nonsense) => return (replies, Err(nonsense)),
            }
        }
    }
    (replies, Ok(!reading.is_between()))
}

fn holds(reply: &Reply) {
    assert!((200..600).contains(&reply.code) && !reply.lines.is_empty());
    assert!(!reply.to_string().contains('\n'));
    assert!(reply.status().is_none_or(|(class, ..)| u16::from(class) == reply.code / 100));
    for error in [fault::refused(reply), fault::message_refused(reply)] {
        assert!(reply.code < 500 || error.retry() == Retry::Never, "{error}");
        assert_eq!(reply.code == 421, error.is_connection(), "{error}");
    }
    let found = Extensions::read(reply);
    let accepts = found.accepts();
    assert!(accepts.size != Some(0));
    let names = found.names();
    assert!(names.len() < reply.lines.len().max(1));
    // As it is told to a person it means the same.
    let lines = [String::new()].into_iter().chain(names.clone()).collect();
    let again = Extensions::read(&Reply { code: reply.code, lines });
    assert_eq!((again.accepts(), again.names()), (accepts, names));
}

fn stuffs(message: &[u8]) {
    let stuffed = |step: usize| {
        let (mut stuffing, mut out) = (Stuffing::new(), Vec::new());
        message.chunks(step).for_each(|piece| stuffing.add(piece, &mut out));
        stuffing.end(&mut out);
        out
    };
    let out = stuffed(message.len().max(1));
    assert_eq!(out, stuffed(1 + message.len() % 7));
    let lines: Vec<&[u8]> = out.split(|byte| *byte == b'\n').collect();
    let ends = lines.iter().position(|line| *line == b".\r");
    assert_eq!(ends, lines.len().checked_sub(2), "it ends once, at the end");
}
