//! One message: from whom, to whom, what (RFC 5321 §3.3), in as few turns as the server lets us (RFC 2920).
//!
//! It goes to all of its recipients or to nobody. Of several, some may be refused after others were taken, and what was begun
//! with DATA cannot be taken back: so DATA is said along with them only where there is one.

use super::fault;
use super::hello::Extensions;
use super::reply::Reply;
use super::stuffing::Stuffing;
use super::wire::Wire;
use crate::transport::{Reports, Returned, Sent, Submission};
use crate::{Error, Kind, Result, Retry};
use carteiro_world::spool::Reader;
use carteiro_world::{Spool, phrase};
use std::fmt::Write;
use std::io::Read;

/// So much of a message is read and written at once.
const PIECE: usize = 128 * 1024;

/// Sends a message; also answers whether the connection can be used further.
pub(super) async fn send(
    wire: &mut Wire,
    extensions: &Extensions,
    submission: &Submission,
) -> (Result<Sent>, bool) {
    match attempt(wire, extensions, submission).await {
        Ok(reply) if reply.is_positive() => {
            wire.half_way = false;
            let to = submission.envelope.to().to_vec();
            (Ok(Sent { to, reply: reply.text() }), true)
        }
        // It may have been said before the end of the message was heard: then another answer is still to come.
        Ok(reply) => (Err(fault::message_refused(&reply)), false),
        Err(Failed { error, stands }) => (Err(error), stands),
    }
}

struct Failed {
    error: Error,
    stands: bool,
}

/// The connection is gone, or nobody knows what the server would take the next word for.
impl From<Error> for Failed {
    fn from(error: Error) -> Self {
        Self { error, stands: false }
    }
}

impl Failed {
    /// The server refuses, and the conversation goes on.
    fn refused(error: Error) -> Self {
        let stands = !error.is_connection();
        Self { error, stands }
    }
}

async fn attempt(wire: &mut Wire, extensions: &Extensions, submission: &Submission) -> Result<Reply, Failed> {
    let at_once = submission.envelope.to().len() == 1 && extensions.has("PIPELINING");
    let begun = envelope(wire, extensions, submission, at_once).await?;
    let reply = match begun {
        Some(reply) => reply,
        None => wire.ask("DATA").await?,
    };
    if reply.code != 354 {
        return Err(Failed::refused(unwilling(&reply)));
    }
    content(wire, &submission.content).await
}

/// Names who sends and who gets it; with `at_once`, also begins the message, and answers what the server says to that.
async fn envelope(
    wire: &mut Wire,
    extensions: &Extensions,
    submission: &Submission,
    at_once: bool,
) -> Result<Option<Reply>, Failed> {
    let to = submission.envelope.to();
    let pipelines = extensions.has("PIPELINING");
    let resets = std::mem::replace(&mut wire.half_way, true);
    let reset = resets.then(|| "RSET".to_owned());
    let recipients = to.iter().map(|address| recipient(address, submission.envelope.reports));
    let commands = reset.into_iter().chain([sender(extensions, submission)]).chain(recipients);
    let mut replies = Vec::with_capacity(to.len() + 2);
    if pipelines {
        let mut count = 0;
        for command in commands {
            wire.command(&command);
            count += 1;
        }
        if at_once {
            wire.command("DATA");
            count += 1;
        }
        for _ in 0..count {
            let reply = wire.reply().await?;
            // It says nothing more.
            if reply.code == 421 {
                return Err(Failed::refused(fault::refused(&reply)));
            }
            replies.push(reply);
        }
    } else {
        for command in commands {
            let reply = wire.ask(&command).await?;
            // Whoever sends is refused: nobody is asked about the others.
            if reply.code == 421 {
                return Err(Failed::refused(fault::refused(&reply)));
            }
            let is_over = replies.len() == usize::from(resets) && !reply.is_positive();
            replies.push(reply);
            if is_over {
                break;
            }
        }
    }
    let mut replies = replies.into_iter().skip(usize::from(resets));
    let Some(mail) = replies.next() else { return Err(Error::internal("no answer to MAIL").into()) };
    let recipients: Vec<Reply> = replies.by_ref().take(to.len()).collect();
    let begun = replies.next();
    let refused: Vec<(&str, Reply)> = to
        .iter()
        .zip(recipients)
        .filter(|(_, reply)| !reply.is_positive())
        .map(|(address, reply)| (address.as_str(), reply))
        .collect();
    let error = if !mail.is_positive() {
        fault::message_refused(&mail)
    } else if !refused.is_empty() {
        fault::recipients_refused(&refused)
    } else {
        return Ok(begun);
    };
    // It would take a message for nobody: it gets an empty one, and refuses that (RFC 2920 §3.1).
    if begun.is_some_and(|reply| reply.code == 354) {
        wire.ask(".").await?;
    }
    Err(Failed::refused(error))
}

fn sender(extensions: &Extensions, Submission { envelope, shape, .. }: &Submission) -> String {
    let mut command = format!("MAIL FROM:<{}>", envelope.from());
    if extensions.has("SIZE") {
        let _ = write!(command, " SIZE={}", shape.len);
    }
    if shape.eight_bit {
        command.push_str(" BODY=8BITMIME");
    }
    if envelope.beyond_ascii().is_some() {
        command.push_str(" SMTPUTF8");
    }
    match envelope.reports.map(|reports| reports.returned) {
        Some(Returned::Header) => command.push_str(" RET=HDRS"),
        Some(Returned::Whole) => command.push_str(" RET=FULL"),
        None => {}
    }
    command
}

fn recipient(address: &str, reports: Option<Reports>) -> String {
    let Some(Reports { success, failure, delay, .. }) = reports else {
        return format!("RCPT TO:<{address}>");
    };
    let wanted = [(success, "SUCCESS"), (failure, "FAILURE"), (delay, "DELAY")];
    let wanted: Vec<&str> = wanted.into_iter().filter_map(|(wanted, name)| wanted.then_some(name)).collect();
    let notify = if wanted.is_empty() { "NEVER".to_owned() } else { wanted.join(",") };
    format!("RCPT TO:<{address}> NOTIFY={notify}")
}

/// The server does not want the message, having taken from whom and to whom it goes.
fn unwilling(reply: &Reply) -> Error {
    if reply.is_positive() {
        return Error::new(Kind::Protocol, phrase!("smtp-nonsense"))
            .retrying(Retry::Reconnect)
            .because(reply);
    }
    fault::message_refused(reply)
}

/// Says the message, and answers what the server says to it. What fails once its end is on its way may have arrived.
async fn content(wire: &mut Wire, content: &Spool) -> Result<Reply, Failed> {
    wire.shown(&format!("<{} bytes>", content.len()));
    let mut stuffing = Stuffing::new();
    let mut reader = content.reader(0..u64::MAX);
    loop {
        let (same, piece) = read(reader).await?;
        reader = same;
        if piece.is_empty() {
            break;
        }
        stuffing.add(&piece, &mut wire.link.out);
        if let Some(reply) = wire.say().await? {
            return Err(early(&reply).into());
        }
    }
    stuffing.end(&mut wire.link.out);
    let patience = wire.patience * 2;
    let answered = wire.reply_within(patience).await;
    Ok(answered.map_err(|error| error.retrying(Retry::Unsure))?)
}

/// The server has not waited for the end of the message: nobody gets it.
fn early(reply: &Reply) -> Error {
    if reply.is_positive() {
        return Error::new(Kind::Protocol, phrase!("smtp-nonsense"))
            .retrying(Retry::Reconnect)
            .because(reply);
    }
    let error = fault::message_refused(reply);
    if error.retry() == Retry::Later { error.retrying(Retry::Reconnect) } else { error }
}

/// The next piece of the message; empty at its end.
async fn read(mut reader: Reader) -> Result<(Reader, Vec<u8>)> {
    let reading = tokio::task::spawn_blocking(move || {
        let mut piece = Vec::with_capacity(PIECE);
        reader.by_ref().take(PIECE as u64).read_to_end(&mut piece).map(|_| (reader, piece))
    });
    Ok(reading.await.map_err(Error::internal)??)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::transport::{Envelope, Shape};

    fn submission(envelope: Envelope, eight_bit: bool) -> Submission {
        Submission { envelope, content: Spool::from(Vec::new()), shape: Shape { len: 7, eight_bit } }
    }

    #[test]
    fn what_is_not_needed_is_not_said() {
        let plain = submission(Envelope::new("ana@example.org", ["bob@example.org"]).unwrap(), false);
        assert_eq!(sender(&Extensions::default(), &plain), "MAIL FROM:<ana@example.org>");
        assert_eq!(recipient("bob@example.org", None), "RCPT TO:<bob@example.org>");
        let reports = Reports { success: true, failure: false, delay: true, returned: Returned::Whole };
        let envelope = Envelope::new("ana@example.org", ["josé@example.org"]).unwrap().asking(reports);
        let all = submission(envelope, true);
        let said = "MAIL FROM:<ana@example.org> BODY=8BITMIME SMTPUTF8 RET=FULL";
        assert_eq!(sender(&Extensions::default(), &all), said);
        let never = Reports { success: false, delay: false, ..reports };
        assert_eq!(recipient("b@x", Some(reports)), "RCPT TO:<b@x> NOTIFY=SUCCESS,DELAY");
        assert_eq!(recipient("b@x", Some(never)), "RCPT TO:<b@x> NOTIFY=NEVER");
    }
}
