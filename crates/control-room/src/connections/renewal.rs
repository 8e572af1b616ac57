//! The next token: whoever finds that one is due takes a lease, asks the provider, and stores what comes of it; all others
//! watch the row. A lease is written before the request and no transaction is open during it, so that of all processes one
//! asks; what is stored is stored by whoever holds the lease, all at once.

use super::client::unread;
use super::standing::Standing;
use super::token::Held;
use super::{Connection, Connections, Whose};
use carteiro_auth::{Refused, Why};
use carteiro_world::phrase;
use std::time::Duration;

/// Whoever waits so long for others goes without.
const PATIENCE: Duration = Duration::from_secs(150);
/// Between two looks at the row, at first and at most.
const LOOK: (Duration, Duration) = (Duration::from_millis(50), Duration::from_millis(500));

impl Connections {
    /// A token that is fresh, and not the one that was just refused: `unfit` is its generation.
    ///
    /// - `SignInNeeded`: nobody has signed in, or the provider takes what they brought no longer.
    /// - `Unavailable`: the connection is another version now; and what is temporary, which is said to everybody until it is
    ///   tried again.
    pub(super) async fn fresh(
        &self,
        connection: &Connection,
        whose: &Whose,
        unfit: Option<i64>,
    ) -> Result<Held, Refused> {
        if let Standing::Ready(held) = self.standing(connection, whose, unfit).await? {
            return Ok(held);
        }
        let gate = self.gates.of(&whose.id());
        let _first = gate.lock().await;
        let (begun, mut pause) = (self.ground.clock.now(), LOOK.0);
        loop {
            match self.standing(connection, whose, unfit).await? {
                Standing::Ready(held) => return Ok(held),
                Standing::Awaited if self.ground.clock.since(begun) >= PATIENCE => {
                    return Err(Refused::new(
                        Why::Timeout,
                        phrase!("connection-awaited", name = connection.name),
                    ));
                }
                Standing::Awaited => {
                    self.ground.clock.sleep(pause).await;
                    pause = (pause * 2).min(LOOK.1);
                }
                Standing::Due(row) => {
                    let lease = self.take(connection, whose, *row).await.map_err(unread)?;
                    let Some(lease) = lease else {
                        if self.is_still(connection).await? {
                            continue;
                        }
                        return Err(overtaken());
                    };
                    // Whoever asked may go away: what the provider hands out has to be stored all the same.
                    let (this, of, by) = (self.clone(), connection.clone(), whose.clone());
                    let work = tokio::spawn(async move { this.renew(&of, &by, lease).await });
                    let answer = work.await.unwrap_or_else(|error| {
                        Err(Refused::new(Why::Unavailable, phrase!("login-unread")).because(error))
                    });
                    let Err(refused) = answer else { return answer };
                    // Ahead of its end the token at hand serves all the same.
                    return match self.standing(connection, whose, unfit).await {
                        Ok(Standing::Ready(held)) => Ok(held),
                        _ => Err(refused),
                    };
                }
            }
        }
    }

    /// Whether a connection is what it was when it was looked at.
    pub(super) async fn is_still(&self, connection: &Connection) -> Result<bool, Refused> {
        let now = self.load(&connection.id).await.map_err(unread)?;
        Ok(now.version == connection.version)
    }
}

/// The connection is another version now.
pub(super) fn overtaken() -> Refused {
    Refused::new(Why::Unavailable, phrase!("version-changed"))
}
