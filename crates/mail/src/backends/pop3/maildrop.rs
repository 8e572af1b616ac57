//! The one connection of a session, lent to one verb at a time: a maildrop is locked for whoever is in it (RFC 1939 §3).
//!
//! A session of POP3 sees what there was when it began. Whoever wants to know what there is now begins another one, which
//! also makes removals take hold.

use super::fault;
use super::listing::Listing;
use super::open::Pop3;
use super::recent::Recent;
use super::removal::Removals;
use super::sign_in::{self, Features};
use super::top::Top;
use super::wire::{Reply, Wire};
use crate::{Error, Kind, Result, Retry};
use carteiro_auth::Renew;
use carteiro_world::phrase;
use jiff::Timestamp;
use std::collections::HashSet;
use std::time::Duration;
use tokio::sync::OwnedMutexGuard;

/// A connection that was just made tells what there is now.
const FRESH: Duration = Duration::from_secs(10);
/// For the last word of a session in which nothing was removed.
const GOODBYE: Duration = Duration::from_secs(5);

/// What outlives a connection.
#[derive(Default)]
pub(super) struct State {
    connection: Option<Connection>,
    pub(super) removals: Removals,
}

/// A signed-in connection.
pub(super) struct Connection {
    pub(super) wire: Wire,
    pub(super) features: Features,
    pub(super) since: Timestamp,
    listing: Option<Listing>,
    /// Whether somebody was told what there is: what came since is in no answer of this connection.
    told: bool,
    /// The numbers for which DELE was accepted here.
    pub(super) marked: HashSet<u32>,
    pub(super) top: Top,
    pub(super) recent: Recent,
}

/// The connection, for the time of one verb. What a dropped future leaves half said ends with it.
pub(super) struct Held {
    state: OwnedMutexGuard<State>,
    pop3: Pop3,
}

impl Pop3 {
    /// Waits for the connection, so that nobody begins to fetch anything more before.
    pub(super) async fn hold(&self) -> Held {
        let _interrupting = self.demand.interrupt();
        self.hold_to_fetch().await
    }

    /// Waits for the connection.
    pub(super) async fn hold_to_fetch(&self) -> Held {
        Held { state: std::sync::Arc::clone(&self.state).lock_owned().await, pop3: self.clone() }
    }
}

impl Held {
    /// Signs in, unless that has been done.
    pub(super) async fn begin(&mut self, renew: Renew) -> Result<()> {
        if self.state.connection.is_none() || renew == Renew::Now {
            self.state.connection = None;
            self.state.connection = Some(sign_in::connect(&self.pop3, renew).await?);
        }
        Ok(())
    }

    /// Does something over the connection, which is lost when it breaks, or when answers are left on it that nobody reads.
    pub(super) async fn with<T>(
        &mut self,
        work: impl AsyncFnOnce(&mut Connection) -> Result<T>,
    ) -> Result<T> {
        self.begin(Renew::WhenExpired).await?;
        // Nobody finds it in the middle of something.
        let Some(mut connection) = self.state.connection.take() else {
            return Err(fault::lost("").retrying(Retry::Reconnect));
        };
        let done = work(&mut connection).await;
        if !done.as_ref().is_err_and(Error::is_connection) && !connection.wire.is_owed() {
            self.state.connection = Some(connection);
        }
        done
    }

    /// The same over a connection whose listing nobody has seen, so that it tells what there is now; unless the server
    /// wants more time between two sign-ins (RFC 2449 §6.5).
    pub(super) async fn anew(&mut self, renew: Renew) -> Result<()> {
        let stale = self.state.connection.as_ref().is_some_and(|connection| {
            let age = self.pop3.world.clock.since(connection.since);
            (connection.told || age >= FRESH) && age >= connection.features.login_delay()
        });
        if stale {
            // What it did not confirm is removed again by whoever settles it.
            drop(self.quit().await);
        }
        self.begin(renew).await
    }

    /// What was removed in this session.
    pub(super) fn removals(&mut self) -> &mut Removals {
        &mut self.state.removals
    }

    /// Removes for good what is still there of what was removed, and says QUIT. `Rejected`: the server kept some.
    pub(super) async fn settle(&mut self) -> Result<()> {
        if self.state.removals.is_empty() {
            return Ok(());
        }
        let names = self.state.removals.names();
        let (gone, refused) =
            self.with(async |connection| super::delete::again(connection, &names).await).await?;
        self.state.removals.settled(&gone);
        for name in refused.iter().map(|(name, _)| name) {
            self.state.removals.settled(std::slice::from_ref(name));
        }
        if !self.state.removals.is_empty() {
            self.quit().await?;
        }
        match refused.into_iter().next() {
            Some((_, error)) => Err(error),
            None => Ok(()),
        }
    }

    /// Ends the connection in good order, which is what removes. `Unsure`: what became of it is not known.
    async fn quit(&mut self) -> Result<()> {
        let Some(mut connection) = self.state.connection.take() else { return Ok(()) };
        connection.wire.command("QUIT");
        match connection.wire.reply().await? {
            Reply::Ok(_) => {
                self.state.removals.confirmed(&connection);
                Ok(())
            }
            // RFC 1939 §6: some were removed and some were not; the next listing tells which.
            Reply::Refused(refusal) => {
                let words = phrase!("pop3-not-removed");
                Err(Error::new(Kind::Rejected, words).retrying(Retry::Unsure).because(refusal.text))
            }
            Reply::Challenge(_) => Err(fault::protocol(phrase!("pop3-nonsense"))),
        }
    }

    /// Says goodbye, when that is quickly done.
    pub(super) async fn close(mut self) {
        let clock = self.pop3.world.clock.clone();
        let _ = clock.within(GOODBYE, self.quit()).await;
    }
}

impl Connection {
    pub(super) fn new(wire: Wire, features: Features, top: Top, since: Timestamp) -> Self {
        Self {
            wire,
            top,
            features,
            since,
            listing: None,
            told: false,
            marked: HashSet::new(),
            recent: Recent::default(),
        }
    }

    /// What there was when the connection began.
    pub(super) async fn listing(&mut self) -> Result<&Listing> {
        if self.listing.is_none() {
            self.listing = Some(Listing::read(&mut self.wire, &self.features, self.top.is_there()).await?);
        }
        self.told = true;
        self.listing.as_ref().ok_or_else(|| Error::internal("a listing that was read"))
    }

    /// Several listings read at once may lead to the same message: this one's number and size.
    pub(super) fn listed(&self) -> Option<&Listing> {
        self.listing.as_ref()
    }
}
