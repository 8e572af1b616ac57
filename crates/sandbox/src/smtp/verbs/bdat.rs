use std::io;

use super::{
    super::{
        reply::{Answer, Reply, Then},
        session::Session,
    },
    data,
};
use crate::Capability;

/// BDAT (RFC 3030 §2): so many bytes, dots and line ends as they are.
pub(super) async fn run(session: &mut Session, argument: &str) -> io::Result<Answer> {
    if !session.peer.knows(Capability::Chunking) {
        return Ok(Err(Reply::new(500, "5.5.1", "Unknown command").then(Then::Refuse)));
    }
    let Some((size, last)) = read(argument) else {
        // What follows may be a chunk or a command.
        return Ok(Err(
            Reply::bad_argument("Write BDAT, a size, and LAST with the last one").then(Then::Refuse)
        ));
    };
    let refusal = may_go_on(session).err();
    let largest = session.peer.site.submission.largest_message;
    let mut chunk = Some(Vec::new());
    let room = largest.saturating_sub(kept(session));
    let mut missing = size;
    while missing > 0 {
        let most = usize::try_from(missing).unwrap_or(usize::MAX);
        let Some(bytes) = session.peer.wire.take(most).await? else {
            return Err(io::ErrorKind::UnexpectedEof.into());
        };
        missing -= bytes.len() as u64;
        if let Some(kept) = chunk.as_mut().filter(|kept| kept.len() + bytes.len() <= room) {
            kept.extend_from_slice(&bytes);
        } else {
            chunk = None;
        }
    }
    if let Some(refusal) = refusal {
        return Ok(Err(refusal));
    }
    let transaction = match session.transaction() {
        Ok(transaction) => transaction,
        Err(refusal) => return Ok(Err(refusal)),
    };
    transaction.has_chunks = true;
    match (transaction.chunks.as_mut(), chunk) {
        (Some(chunks), Some(chunk)) => chunks.extend_from_slice(&chunk),
        _ => transaction.chunks = None,
    }
    if last {
        let text = transaction.chunks.take();
        return data::end(session, text);
    }
    Ok(Ok(Reply::ok("2.0.0", format!("{size} bytes taken"))))
}

fn read(argument: &str) -> Option<(u64, bool)> {
    let (size, last) = match argument.split_once(' ') {
        Some((size, word)) if word.eq_ignore_ascii_case("LAST") => (size, true),
        Some(_) => return None,
        None => (argument, false),
    };
    let digits = size.bytes().all(|byte| byte.is_ascii_digit());
    Some((size.parse().ok().filter(|_| digits)?, last))
}

fn may_go_on(session: &mut Session) -> Result<(), Reply> {
    let transaction = session.transaction()?;
    if transaction.recipients.is_empty() {
        return Err(Reply::new(554, "5.5.1", "For nobody"));
    }
    Ok(())
}

fn kept(session: &Session) -> usize {
    let chunks = session.transaction.as_ref().and_then(|transaction| transaction.chunks.as_ref());
    chunks.map_or(0, Vec::len)
}
