use super::super::{
    parameters::{self, unknown, xtext},
    path,
    reply::{Answer, Reply},
    session::{Session, Transaction},
};
use crate::{Capability, outbox::Sender};

/// MAIL (RFC 5321 §4.1.1.2).
pub(super) fn run(session: &mut Session, argument: &str) -> Answer {
    may_start(session)?;
    let (address, rest) = path::read(argument, "FROM")?;
    if !address.is_empty() {
        path::check(address)?;
    }
    let sender = read(session, address, rest)?;
    needs_smtputf8(address, sender.smtputf8)?;
    session.transaction =
        Some(Transaction { sender, recipients: Vec::new(), chunks: Some(Vec::new()), has_chunks: false });
    Ok(Reply::ok("2.1.0", "From whom"))
}

fn may_start(session: &Session) -> Result<(), Reply> {
    if session.hello.is_none() {
        return Err(Reply::bad_sequence("EHLO goes first"));
    }
    if !session.peer.may_send_password() {
        return Err(Reply::new(530, "5.7.0", "Start TLS first"));
    }
    if session.account.is_none() && session.peer.site.submission.needs_sign_in {
        return Err(Reply::new(530, "5.7.0", "Sign in first"));
    }
    if session.transaction.is_some() {
        return Err(Reply::bad_sequence("A message is under way"));
    }
    Ok(())
}

fn read(session: &Session, address: &str, words: &str) -> Result<Sender, Reply> {
    let mut sender = Sender { address: address.to_owned(), ..Sender::default() };
    for (keyword, value) in parameters::read(words)? {
        match (keyword.as_str(), value) {
            ("SIZE", Some(size)) if session.has_extension(Capability::Size) => announced(session, size)?,
            ("BODY", Some(body)) if session.has_extension(Capability::EightBitMime) => {
                sender.body = Some(one_of(body, &["7BIT", "8BITMIME"])?);
            }
            ("SMTPUTF8", None) if session.has_extension(Capability::SmtpUtf8) => sender.smtputf8 = true,
            ("RET", Some(ret)) if session.has_extension(Capability::Dsn) => {
                sender.ret = Some(one_of(ret, &["FULL", "HDRS"])?);
            }
            ("ENVID", Some(envid)) if session.has_extension(Capability::Dsn) => {
                sender.envid = Some(xtext(envid)?);
            }
            // RFC 4954 §5: who wrote it, which no one here wants to know.
            ("AUTH", Some(whom)) if session.account.is_some() => drop(xtext(whom)?),
            _ => return Err(unknown(&keyword)),
        }
    }
    Ok(sender)
}

/// RFC 1870 §6.1.
fn announced(session: &Session, size: &str) -> Result<(), Reply> {
    if size.is_empty() || size.len() > 20 || !size.bytes().all(|byte| byte.is_ascii_digit()) {
        return Err(Reply::bad_argument("SIZE is a number"));
    }
    let largest = session.peer.site.submission.largest_message;
    if size.parse::<usize>().is_ok_and(|size| size <= largest) { Ok(()) } else { Err(too_large()) }
}

pub(super) fn too_large() -> Reply {
    Reply::new(552, "5.3.4", "The message is too large")
}

pub(super) fn one_of(value: &str, known: &[&str]) -> Result<String, Reply> {
    let value = value.to_ascii_uppercase();
    if known.contains(&value.as_str()) { Ok(value) } else { Err(Reply::bad_argument("Unknown value")) }
}

/// RFC 6531 §3.4 and §3.5.
pub(super) fn needs_smtputf8(address: &str, smtputf8: bool) -> Result<(), Reply> {
    if address.is_ascii() || smtputf8 {
        Ok(())
    } else {
        Err(Reply::new(553, "5.6.7", "SMTPUTF8 was not asked for"))
    }
}
