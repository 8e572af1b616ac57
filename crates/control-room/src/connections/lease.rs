//! The right to ask for the next token, and the request.

use super::client::unread;
use super::reason::of_connection;
use super::store::moment;
use super::token::{Held, Row};
use super::{Connection, Connections, Grant, Whose};
use crate::{Result, values};
use carteiro_auth::advice::{self, Refusal, What};
use carteiro_auth::oauth2::Granted;
use carteiro_auth::{Refused, Why};
use carteiro_world::phrase;
use jiff::Timestamp;
use std::time::Duration;

/// Longer than a request for a token may take.
const LEASE: Duration = Duration::from_mins(1);

/// The right to ask for the next token.
pub(super) struct Lease {
    pub(super) by: String,
    pub(super) row: Row,
}

impl Connections {
    /// Takes the right to ask for what the connection is; `None`: somebody else was first, or it is another version now.
    pub(super) async fn take(
        &self,
        connection: &Connection,
        whose: &Whose,
        row: Row,
    ) -> Result<Option<Lease>> {
        let (by, now) = (self.ground.random.id::<16>(), self.ground.clock.now());
        let sql = "UPDATE connection_token SET refreshing_by = $1, lease_until = $2, \
                   renewing_since = COALESCE(renewing_since, $3) \
                   WHERE id = $4 AND generation = $5 AND state = 'active' \
                   AND (lease_until IS NULL OR lease_until <= $3) AND (not_before IS NULL OR not_before <= $3) \
                   AND EXISTS (SELECT 1 FROM connection WHERE connection.id = $6 AND version = $7)";
        let (of, version) = (&connection.id, connection.version);
        let row_values = values![&by, now + LEASE, now, whose.id(), row.generation, of, version];
        let taken = self.ground.db.run(sql, row_values).await?;
        Ok((taken > 0).then_some(Lease { by, row }))
    }

    /// Asks for the next token, and stores what comes of it.
    pub(super) async fn renew(
        &self,
        connection: &Connection,
        whose: &Whose,
        lease: Lease,
    ) -> Result<Held, Refused> {
        let at = self.ground.clock.now();
        match self.ask(connection, whose, &lease.row).await {
            Ok((granted, token_endpoint)) => {
                self.store(connection, whose, &lease, &granted, &token_endpoint, at).await
            }
            Err(refused) => {
                let refused = of_connection(Self::explained(connection, &lease.row, refused, at));
                let told = self.failed(connection, whose, &lease, &refused, at).await;
                told.map_err(unread).and(Err(refused))
            }
        }
    }

    async fn ask(
        &self,
        connection: &Connection,
        whose: &Whose,
        row: &Row,
    ) -> Result<(Granted, String), Refused> {
        let client = match (&row.token_endpoint, connection.details.grant.is_of_person()) {
            // What a person has brought goes back to whom it came from.
            (Some(endpoint), true) => self.client_back_at(connection, endpoint).await?,
            _ => self.client(connection).await?,
        };
        let granted = match connection.details.grant {
            Grant::AuthorizationCode | Grant::DeviceCode => {
                let refresh_token = self.refresh_token(row).map_err(unread)?;
                let ended = || Refused::new(Why::SignInNeeded, phrase!("connection-ended"));
                client.refresh(&refresh_token.ok_or_else(ended)?).await?
            }
            Grant::ClientCredentials => client.client_credentials().await?,
            Grant::ServiceAccount => {
                let account = self.service_account(connection)?;
                client.delegated(&account, whose.subject.as_deref().unwrap_or_default()).await?
            }
        };
        Ok((granted, client.endpoints.token.to_string()))
    }

    /// What is known of an end by how long it lasted; and of a token that was lost on its way here.
    fn explained(connection: &Connection, row: &Row, refused: Refused, now: Timestamp) -> Refused {
        if !connection.details.grant.is_of_person() || refused.why != Why::SignInNeeded || !row.has_refresh()
        {
            return refused;
        }
        if row.renewing_since.is_some() {
            let words = phrase!("connection-renewal-lost");
            return Refused { reason: words, ..refused };
        }
        let lasted = row.signed_in_at.map(|at| now.duration_since(moment(at)));
        let host = row.token_endpoint.as_deref().and_then(|url| carteiro_world::http::Url::parse(url).ok());
        let host = host.as_ref().and_then(|url| url.host_str()).unwrap_or_default();
        let said = refused.detail.clone().unwrap_or_default();
        let found = advice::find(&Refusal { host, said: &said, what: What::Token(lasted) });
        refused.advised(found.map(|(_, words)| words))
    }
}
