use super::{
    super::{
        parameters::{self, unknown, xtext},
        path,
        reply::{Answer, Reply},
        session::Session,
    },
    mail::{needs_smtputf8, one_of},
};
use crate::{Capability, Fault, outbox::Recipient};

/// RFC 5321 §4.5.3.1.8 asks for at least a hundred.
const MOST_RECIPIENTS: usize = 1000;

/// RCPT (RFC 5321 §4.1.1.3).
pub(super) fn run(session: &mut Session, argument: &str) -> Answer {
    let transaction = session.transaction()?;
    if transaction.has_chunks {
        return Err(Reply::bad_sequence("The message is under way"));
    }
    let (count, smtputf8) = (transaction.recipients.len(), transaction.sender.smtputf8);
    let from = transaction.sender.address.clone();
    let (address, rest) = path::read(argument, "TO")?;
    // RFC 5321 §4.5.1.
    if !address.eq_ignore_ascii_case("postmaster") {
        path::check(address)?;
    }
    needs_smtputf8(address, smtputf8)?;
    let recipient = read(session, address, rest)?;
    if count >= MOST_RECIPIENTS {
        return Err(Reply::new(452, "4.5.3", "Too many recipients"));
    }
    misbehave(session, &from, address)?;
    session.transaction()?.recipients.push(recipient);
    Ok(Reply::ok("2.1.5", "For whom"))
}

fn read(session: &Session, address: &str, rest: &str) -> Result<Recipient, Reply> {
    let mut recipient = Recipient { address: address.to_owned(), ..Recipient::default() };
    for (keyword, value) in parameters::read(rest)? {
        match (keyword.as_str(), value) {
            ("NOTIFY", Some(when)) if session.has_extension(Capability::Dsn) => {
                recipient.notify = notify(when)?;
            }
            ("ORCPT", Some(original)) if session.has_extension(Capability::Dsn) => {
                let (kind, address) = original
                    .split_once(';')
                    .ok_or_else(|| Reply::bad_argument("ORCPT is a type and an address"))?;
                recipient.orcpt = Some((kind.to_ascii_lowercase(), xtext(address)?));
            }
            _ => return Err(unknown(&keyword)),
        }
    }
    Ok(recipient)
}

/// RFC 3461 §4.1: NEVER stands alone.
fn notify(when: &str) -> Result<Vec<String>, Reply> {
    if when.eq_ignore_ascii_case("NEVER") {
        return Ok(vec!["NEVER".to_owned()]);
    }
    when.split(',').map(|word| one_of(word, &["SUCCESS", "FAILURE", "DELAY"])).collect()
}

fn misbehave(session: &Session, from: &str, address: &str) -> Result<(), Reply> {
    for fault in &session.peer.faults {
        match fault {
            Fault::RejectedRecipient(whom) if whom.is(address) => {
                return Err(Reply::new(550, "5.1.1", "Nobody of that name is here"));
            }
            Fault::FullMailbox(whom) if whom.is(address) => {
                return Err(Reply::new(452, "4.2.2", "The mailbox is full"));
            }
            Fault::OverQuota(whom) if whom.is(address) => {
                return Err(Reply::new(552, "5.2.2", "The mailbox is over its quota"));
            }
            Fault::Greylisted(whom) if whom.is(address) && session.peer.site.is_first_try(from, address) => {
                return Err(Reply::new(451, "4.7.1", "Greylisted, try again later"));
            }
            _ => {}
        }
    }
    Ok(())
}
