use std::io;

use super::{
    super::{
        deliver,
        dots::{Dots, Fed},
        reply::{Answer, Reply, Then},
        session::Session,
    },
    mail::too_large,
    nothing,
};
use crate::Fault;

/// DATA (RFC 5321 §4.1.1.4).
pub(super) async fn run(session: &mut Session, argument: &str) -> io::Result<Answer> {
    if let Err(refusal) = may_start(session, argument) {
        return Ok(Err(refusal));
    }
    session.peer.wire.output.extend_from_slice(b"354 Go on, and end with a dot\r\n");
    session.peer.wire.flush_if_full().await?;
    let mut dots = Dots::new(session.peer.site.submission.largest_message);
    loop {
        let Some(bytes) = session.peer.wire.take(usize::MAX).await? else {
            return Err(io::ErrorKind::UnexpectedEof.into());
        };
        match dots.feed(&bytes) {
            Fed::More => {}
            Fed::End(at) => {
                session.peer.wire.put_back(bytes.get(at..).unwrap_or_default());
                break;
            }
            // Where the client thinks the message ends is anybody's guess, so nothing after it is read.
            Fed::BareLf => {
                session.transaction = None;
                return Ok(Err(Reply::new(521, "5.5.2", "A line ends in CR and LF").then(Then::Refuse)));
            }
        }
    }
    end(session, (!dots.too_large).then_some(dots.text))
}

fn may_start(session: &mut Session, argument: &str) -> Result<(), Reply> {
    nothing(argument)?;
    let transaction = session.transaction()?;
    if transaction.has_chunks {
        return Err(Reply::bad_sequence("BDAT has begun already"));
    }
    if transaction.recipients.is_empty() {
        return Err(Reply::new(554, "5.5.1", "For nobody"));
    }
    Ok(())
}

/// The message is here, or was too large.
pub(super) fn end(session: &mut Session, text: Option<Vec<u8>>) -> io::Result<Answer> {
    let Some(transaction) = session.transaction.take() else {
        return Ok(Err(Reply::bad_sequence("MAIL goes first")));
    };
    if session.peer.has(&Fault::CutAfterDotLost) {
        return Err(io::ErrorKind::ConnectionAborted.into());
    }
    if session.peer.has(&Fault::RejectedMessage) {
        return Ok(Err(Reply::new(554, "5.7.1", "The message looks like spam")));
    }
    let Some(text) = text else {
        return Ok(Err(too_large()));
    };
    let answer = deliver::run(session, transaction, text);
    if session.peer.has(&Fault::CutAfterDotDelivered) {
        return Err(io::ErrorKind::ConnectionAborted.into());
    }
    Ok(answer)
}
