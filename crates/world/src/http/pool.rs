//! Connections that are open and have nothing to do.

use super::address::Origin;
use super::exchange::Sending;
use super::way::Way;
use crate::Clock;
use hyper::client::conn::http1::SendRequest;
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::{Mutex, PoisonError};
use std::time::Duration;

/// Many servers end a connection after 5 s without a request. One that is ended while a request is on its way leaves
/// open whether the request was carried out.
const IDLE: Duration = Duration::from_secs(4);
/// For each origin.
const MOST: usize = 4;

/// A connection that is ready for a request.
pub(super) struct Open {
    pub(super) sender: SendRequest<Sending>,
    pub(super) way: Way,
}

#[derive(Default)]
pub(super) struct Pool(Mutex<HashMap<Origin, Vec<Idle>>>);

struct Idle {
    connection: Open,
    since: Timestamp,
}

impl Idle {
    fn is_usable(&self, clock: &Clock) -> bool {
        clock.since(self.since) < IDLE && !self.connection.sender.is_closed()
    }
}

impl Pool {
    /// The connection used last, unless it has been idle for too long.
    pub(super) fn take(&self, origin: &Origin, clock: &Clock) -> Option<Open> {
        let mut idle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let of_origin = idle.get_mut(origin)?;
        of_origin.retain(|idle| idle.is_usable(clock));
        let taken = of_origin.pop().map(|idle| idle.connection);
        if of_origin.is_empty() {
            idle.remove(origin);
        }
        taken
    }

    /// Whether this connection is among those that are open and have nothing to do.
    pub(super) fn has(&self, way: &Way, clock: &Clock) -> bool {
        let idle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mut all = idle.values().flatten();
        all.any(|idle| idle.connection.way == *way && idle.is_usable(clock))
    }

    /// Keeps a connection whose answer was read to its end.
    pub(super) fn put(&self, origin: Origin, connection: Open, clock: &Clock) {
        let mut idle = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        // Whatever is old goes: a loop may speak to a new host for each message.
        for of_origin in idle.values_mut() {
            of_origin.retain(|idle| idle.is_usable(clock));
        }
        idle.retain(|_, of_origin| !of_origin.is_empty());
        let of_origin = idle.entry(origin).or_default();
        if of_origin.len() < MOST {
            of_origin.push(Idle { connection, since: clock.now() });
        }
    }
}
