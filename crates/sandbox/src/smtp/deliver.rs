use std::sync::Arc;

use super::{
    reply::Reply,
    session::{Hello, Session, Transaction},
};
use crate::{
    Account, Flag, Flags,
    outbox::{Outgoing, Recipient},
    outside,
    store::Role,
};

/// Puts the message where its recipients are: in INBOX, or in the outbox for those who are not here.
pub(super) fn run(session: &Session, transaction: Transaction, text: Vec<u8>) -> Result<Reply, Reply> {
    let site = &session.peer.site;
    let raw: Arc<[u8]> = text.into();
    let (mut here, mut elsewhere): (Vec<Account>, Vec<Recipient>) = (Vec::new(), Vec::new());
    for recipient in transaction.recipients {
        match site.store.addressed(&recipient.address) {
            Some(account) if here.iter().any(|other| other.user() == account.user()) => {}
            Some(account) => here.push(account),
            None => elsewhere.push(recipient),
        }
    }
    if !elsewhere.is_empty() && !site.outbox.has_room_for(raw.len()) {
        return Err(Reply::new(452, "4.3.1", "The outbox is full"));
    }
    let number = site.next_number();
    let now = outside::now();
    let mut delivered = trace(session, &transaction.sender.address, number).into_bytes();
    delivered.extend_from_slice(&raw);
    let delivered: Arc<[u8]> = delivered.into();
    for account in here {
        let kept = account.append("INBOX", delivered.clone(), Flags::default(), now);
        kept.map_err(|_| Reply::new(451, "4.3.0", "There is no INBOX"))?;
    }
    if let Some(account) = session.account.as_ref().filter(|_| site.submission.keeps_sent_copy) {
        keep_sent(account, &raw, now);
    }
    if !elsewhere.is_empty() {
        site.outbox.add(Outgoing {
            user: session.account.as_ref().map(|account| account.user().to_owned()),
            sender: transaction.sender,
            recipients: elsewhere,
            raw,
        });
    }
    Ok(Reply::ok("2.0.0", format!("Taken as {number}")))
}

fn keep_sent(account: &Account, raw: &Arc<[u8]>, now: jiff::Timestamp) {
    account.write(|mailbox| {
        let sent = mailbox.folders().find(|(_, folder)| folder.role() == Some(Role::Sent));
        let sent = sent.map(|(name, _)| name.to_owned());
        // Who deleted the folder gets no copies.
        if let Some(Ok(folder)) = sent.map(|name| mailbox.folder_mut(&name)) {
            folder.append(raw.clone(), [Flag::Seen].into(), now);
        }
    });
}

/// The fields a server adds (RFC 5321 §4.4).
fn trace(session: &Session, sender: &str, number: u64) -> String {
    let date =
        jiff::fmt::rfc2822::to_string(&outside::now().to_zoned(jiff::tz::TimeZone::UTC)).unwrap_or_default();
    let (name, extended) = session
        .hello
        .as_ref()
        .map_or(("unknown", false), |Hello { name, extended }| (name.as_str(), *extended));
    // RFC 3848.
    let with = match (extended, session.peer.encrypted, session.account.is_some()) {
        (false, _, _) => "SMTP",
        (true, false, false) => "ESMTP",
        (true, true, false) => "ESMTPS",
        (true, false, true) => "ESMTPA",
        (true, true, true) => "ESMTPSA",
    };
    format!(
        "Return-Path: <{sender}>\r\nReceived: from {name}\r\n\tby sandbox.test with {with} id {number};\r\n\t{date}\r\n"
    )
}
