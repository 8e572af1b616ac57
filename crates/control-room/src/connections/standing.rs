//! How a token stands for whoever wants to show it: at hand, being renewed by somebody, or due.

use super::client::unread;
use super::store::moment;
use super::token::{Held, Row};
use super::{Connection, Connections, Whose};
use crate::{Result, values};
use carteiro_auth::{Refused, Why};
use carteiro_world::phrase;
use std::time::Duration;

/// How a token stands.
pub(super) enum Standing {
    /// It can be shown.
    Ready(Held),
    /// Somebody is asking for the next one.
    Awaited,
    /// Somebody has to.
    Due(Box<Row>),
}

impl Connections {
    /// How a token stands; `unfit` is the generation of one that was just refused.
    pub(super) async fn standing(
        &self,
        connection: &Connection,
        whose: &Whose,
        unfit: Option<i64>,
    ) -> Result<Standing, Refused> {
        let Some(row) = self.row(whose).await.map_err(unread)? else {
            if connection.details.grant.is_of_person() {
                return Err(nobody_yet(connection, whose));
            }
            return self.first(connection, whose).await.map_err(unread);
        };
        if row.needs_sign_in() {
            let reason = row.reason().unwrap_or_else(|| phrase!("connection-sign-in-again").into());
            return Err(reason.refused(Why::SignInNeeded));
        }
        let now = self.ground.clock.now();
        let is_fit = unfit != Some(row.generation);
        if is_fit && row.is_fresh(now) {
            return self.held(&row).map(Standing::Ready);
        }
        let can_wait = is_fit && row.is_usable(now);
        if row.not_before.is_some_and(|at| moment(at) > now) {
            if can_wait {
                return self.held(&row).map(Standing::Ready);
            }
            let reason = row.reason().unwrap_or_else(|| phrase!("connection-fails").into());
            let left = row.not_before.map(|at| moment(at).duration_since(now));
            let left = left.and_then(|left| Duration::try_from(left).ok());
            let why = if reason.lasts { Why::Denied } else { Why::Throttled(left) };
            return Err(reason.refused(why));
        }
        if row.lease_until.is_some_and(|until| moment(until) > now) {
            return if can_wait { self.held(&row).map(Standing::Ready) } else { Ok(Standing::Awaited) };
        }
        // What cannot be renewed is shown until it ends.
        if can_wait && connection.details.grant.is_of_person() && !row.has_refresh() {
            return self.held(&row).map(Standing::Ready);
        }
        Ok(Standing::Due(Box::new(row)))
    }

    /// The row of a token that takes no person.
    async fn first(&self, connection: &Connection, whose: &Whose) -> Result<Standing> {
        let sql = "INSERT INTO connection_token (id, connection_id, subject, state) VALUES ($1, $2, $3, 'active') \
                   ON CONFLICT (id) DO NOTHING";
        self.ground.db.run(sql, values![whose.id(), &connection.id, whose.subject.clone()]).await?;
        let row = self.row(whose).await?.ok_or_else(super::missing)?;
        Ok(Standing::Due(Box::new(row)))
    }
}

/// Nobody has signed in yet.
fn nobody_yet(connection: &Connection, whose: &Whose) -> Refused {
    let words = match whose.person {
        Some(_) => phrase!("connection-not-signed-in-person", name = connection.name),
        None => phrase!("connection-not-signed-in", name = connection.name),
    };
    Refused::new(Why::SignInNeeded, words)
}
