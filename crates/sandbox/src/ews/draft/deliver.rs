use std::sync::Arc;

use jiff::Timestamp;

use crate::{
    Account, Flags,
    ews::{
        call::Call,
        failure::{Failure, Outcome},
        item::Person,
    },
    mime::{Part, fields},
    outbox::{Outgoing, Recipient, Sender},
    site::Site,
};

/// Sends a message to those in To, Cc and Bcc, the last of which it does not show to anybody.
pub(in super::super) fn deliver(
    call: &Call<'_>,
    account: &Account,
    raw: &[u8],
    now: Timestamp,
) -> Outcome<()> {
    let part = Part::of_message(raw);
    let people = ["To", "Cc", "Bcc"].map(|field| Person::all(&part.addresses(raw, field)));
    let recipients: Vec<String> =
        people.concat().iter().map(|person| String::from_utf8_lossy(&person.address).into_owned()).collect();
    if recipients.is_empty() {
        return Err(Failure::new("ErrorMissingRecipients", "The message does not have any recipients."));
    }
    if recipients.iter().any(|address| !address.contains('@')) {
        return Err(Failure::new("ErrorInvalidRecipients", "At least one recipient is not valid."));
    }
    let from = Person::all(&part.addresses(raw, "From")).into_iter().next();
    may_send_as(call, account, from.as_ref())?;
    let sender = (call.account.user(), account.user());
    hand_over(call.server.site(), sender, recipients, without_bcc(raw, &part).into(), now)
        .map_err(|_| Failure::new("ErrorSubmissionQuotaExceeded", "The submission quota has been exceeded."))
}

/// There is no room for more in the outbox.
#[derive(Clone, Copy, Debug)]
pub(crate) struct Full;

/// Puts a message into the INBOX of those who are here, and into the outbox for all others. The sender is who signed in
/// and whose mailbox it is.
pub(crate) fn hand_over(
    site: &Site,
    sender: (&str, &str),
    recipients: Vec<String>,
    shown: Arc<[u8]>,
    now: Timestamp,
) -> Result<(), Full> {
    let (mut here, mut elsewhere): (Vec<Account>, Vec<Recipient>) = (Vec::new(), Vec::new());
    for address in recipients {
        match site.store.addressed(&address) {
            Some(account) if here.iter().any(|other| other.user() == account.user()) => {}
            Some(account) => here.push(account),
            None => elsewhere.push(Recipient { address, ..Recipient::default() }),
        }
    }
    if !elsewhere.is_empty() && !site.outbox.has_room_for(shown.len()) {
        return Err(Full);
    }
    for recipient in here {
        // Every mailbox has an INBOX.
        let _ = recipient.append("INBOX", shown.clone(), Flags::default(), now);
    }
    if !elsewhere.is_empty() {
        site.outbox.add(Outgoing {
            user: Some(sender.0.to_owned()),
            sender: Sender { address: sender.1.to_owned(), ..Sender::default() },
            recipients: elsewhere,
            raw: shown,
        });
    }
    Ok(())
}

/// Whoever may open a mailbox may send as its owner, and nobody as somebody who has none here
/// (learn.microsoft.com/exchange/client-developer/exchange-web-services/delegate-access-and-ews-in-exchange).
fn may_send_as(call: &Call<'_>, account: &Account, from: Option<&Person>) -> Outcome<()> {
    let denied = || {
        Failure::new(
            "ErrorSendAsDenied",
            "The user account which was used to submit this request does not have the right to send mail on behalf of the specified sending account.",
        )
    };
    let Some(from) = from else { return Ok(()) };
    let address = String::from_utf8_lossy(&from.address);
    if address.eq_ignore_ascii_case(account.user()) {
        return Ok(());
    }
    let owner = call.store().addressed(&address).ok_or_else(denied)?;
    call.may_open(&owner).map_err(|_| denied())
}

/// What the recipients get to see of it.
pub(crate) fn without_bcc(raw: &[u8], part: &Part) -> Vec<u8> {
    let header = part.header_of(raw);
    let mut out = Vec::with_capacity(raw.len());
    for field in fields(header).filter(|field| !field.name.eq_ignore_ascii_case(b"Bcc")) {
        out.extend_from_slice(field.whole);
    }
    if header.ends_with(b"\n") {
        out.extend_from_slice(b"\r\n");
    }
    out.extend_from_slice(part.body_of(raw));
    out
}
