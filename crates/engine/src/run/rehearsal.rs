//! A run in which nothing happens: the outside world as it is, and whatever is changed of it is changed nowhere.

use super::running::{Named, Outcome, started};
use super::stop::Stop;
use crate::automation::Checked;
use crate::failure::Failure;
use crate::host::{Host, OpenMailbox, Outgoing, Server};
use crate::journal::InMemory;
use crate::seen::{Ledger, Ledgers, Of};
use crate::vars::Given;
use carteiro_mail::backends::rehearsal::Rehearsal;
use carteiro_mail::{Open, transport, transports};
use futures_util::future::BoxFuture;
use indexmap::IndexMap;
use std::collections::HashMap;
use std::io;
use std::sync::{Arc, Mutex, PoisonError};

/// Runs an automation so that nothing happens, and its events tell what would: [`run`](super::run) does exactly that,
/// unless something outside changes meanwhile.
///
/// - Mailboxes and files are read. What would be changed in them is kept to the end, so that later steps find it.
/// - Nothing is sent. The server that would be told to is connected to, and what it does not take is known.
/// - Of web servers nothing is asked but what changes nothing (RFC 9110 §9.2.1); any other request is taken to be
///   answered as it is expected to be, with nothing in the answer.
/// - No step of waiting waits, but for the one that waits for mail.
///
/// An error says that there is no room for what would be written.
pub async fn rehearse(
    checked: Arc<Checked>,
    variables: &IndexMap<String, Given>,
    host: Host,
    stop: Stop,
) -> io::Result<Outcome> {
    rehearse_named(Named::fresh(&host), checked, variables, host, stop).await
}

/// The same, known by this.
pub async fn rehearse_named(
    named: Named,
    checked: Arc<Checked>,
    variables: &IndexMap<String, Given>,
    host: Host,
    stop: Stop,
) -> io::Result<Outcome> {
    let host = Host {
        files: host.files.trying()?,
        journal: Arc::new(InMemory::default()),
        seen: Arc::new(Trying(host.seen)),
        mailboxes: Arc::new(Rehearsals { real: host.mailboxes, mailboxes: Mutex::default() }),
        ..host
    };
    Ok(started(named, checked, variables, host, stop, true).await)
}

/// Ledgers of which nothing is kept.
struct Trying(Arc<dyn Ledgers>);

impl Ledgers for Trying {
    fn open<'a>(&'a self, of: Of<'a>) -> BoxFuture<'a, Result<Arc<dyn Ledger>, Failure>> {
        self.0.trying(of)
    }

    fn trying<'a>(&'a self, of: Of<'a>) -> BoxFuture<'a, Result<Arc<dyn Ledger>, Failure>> {
        self.0.trying(of)
    }
}

/// Mailboxes in which nothing happens: all sessions of one see the same.
struct Rehearsals {
    real: Arc<dyn OpenMailbox>,
    mailboxes: Mutex<HashMap<String, Arc<Rehearsal>>>,
}

impl OpenMailbox for Rehearsals {
    fn opener(&self, server: Server) -> Result<Arc<dyn Open>, Failure> {
        let identity = server.identity.clone();
        let real = self.real.opener(server)?;
        let mut mailboxes = self.mailboxes.lock().unwrap_or_else(PoisonError::into_inner);
        let rehearsal = match mailboxes.get(&identity) {
            Some(known) => known.also(real),
            None => Rehearsal::over(real),
        };
        let rehearsal = Arc::new(rehearsal);
        mailboxes.insert(identity, Arc::clone(&rehearsal));
        Ok(rehearsal)
    }

    fn way_out(&self, outgoing: Outgoing) -> Result<Arc<dyn transport::Open>, Failure> {
        Ok(Arc::new(transports::rehearsal::Rehearsal(self.real.way_out(outgoing)?)))
    }
}
