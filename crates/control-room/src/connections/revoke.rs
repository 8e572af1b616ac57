//! Signing out: what was brought is forgotten here, and given back where the provider takes it.

use super::{Connection, Connections, Whose};
use crate::access::Caller;
use crate::audit::Entry;
use crate::{Result, values};
use carteiro_world::phrase;

impl Connections {
    /// Forgets what somebody has signed in for, and gives it back (RFC 7009); whether the provider was told. What is their own
    /// they can take back whether or not they may still use it. `Denied`, `NotFound`: they may not, or nobody has signed in.
    pub async fn sign_out(&self, caller: &Caller, id: &str) -> Result<bool> {
        let connection = self.load(id).await?;
        let whose = match self.own(caller, &connection).await? {
            Some(own) => own,
            None => self.whose_to_sign_in(caller, &connection).await?,
        };
        self.forget(caller, &connection, &whose).await
    }

    /// Their own token of a connection, if they have one.
    pub(super) async fn own(&self, caller: &Caller, connection: &Connection) -> Result<Option<Whose>> {
        if caller.is_holder() {
            return Ok(None);
        }
        let own = Whose::of(connection, &caller.person.id);
        Ok(self.row(&own).await?.map(|_| own))
    }

    async fn forget(&self, caller: &Caller, connection: &Connection, whose: &Whose) -> Result<bool> {
        let row = self.row(whose).await?.ok_or_else(super::missing)?;
        let refresh_token = self.refresh_token(&row)?;
        let mut change = self.ground.db.begin().await?;
        if change.run("DELETE FROM connection_token WHERE id = $1", values![whose.id()]).await? == 0 {
            return Err(super::missing());
        }
        let account = row.account.clone().unwrap_or_default();
        let words = phrase!("audit-connection-signed-out", name = connection.name, account = account);
        self.ground
            .audit(&mut change, &caller.actor(), Entry::about("connection", &connection.id, words))
            .await?;
        change.commit().await?;
        let Some(refresh_token) = refresh_token else { return Ok(false) };
        let Ok(client) = self.client(connection).await else { return Ok(false) };
        let is_of_there = row.token_endpoint.as_deref() == Some(client.endpoints.token.as_str());
        Ok(is_of_there && client.revoke(&refresh_token).await.unwrap_or(false))
    }
}
