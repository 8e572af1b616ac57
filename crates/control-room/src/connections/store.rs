//! The rows of connections.

use super::connection::{ProviderType, Sealed};
use super::{Connection, Connections, Details};
use crate::db::Transaction;
use crate::{Problem, Result, values};
use jiff::Timestamp;
use std::collections::{BTreeMap, BTreeSet};

macro_rules! select {
    ($rest:literal) => {
        concat!(
            "SELECT id, name, title, provider, details, secret, certificate, service_key, secret_ends_at, ",
            "certificate_ends_at, default_for, owner_id, version, made_at FROM connection ",
            $rest
        )
    };
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    name: String,
    title: String,
    provider: String,
    details: String,
    secret: Option<Vec<u8>>,
    certificate: Option<Vec<u8>>,
    service_key: Option<Vec<u8>>,
    secret_ends_at: Option<i64>,
    certificate_ends_at: Option<i64>,
    default_for: Option<String>,
    owner_id: Option<String>,
    version: i64,
    made_at: i64,
}

/// Under which name a secret of a connection is sealed.
pub(super) fn sealed_name(connection: &str, what: &str) -> String {
    format!("connection/{connection}/{what}")
}

pub(super) fn moment(microseconds: i64) -> Timestamp {
    Timestamp::from_microsecond(microseconds).unwrap_or_default()
}

impl Row {
    fn read(self) -> Result<Connection> {
        let provider = ProviderType::named(&self.provider).ok_or_else(|| Problem::internal("a provider"))?;
        let details: Details = serde_json::from_str(&self.details).map_err(Problem::internal)?;
        Ok(Connection {
            id: self.id,
            name: self.name,
            title: self.title,
            provider,
            details,
            secret_ends_at: self.secret_ends_at.map(moment),
            certificate_ends_at: self.certificate_ends_at.map(moment),
            is_default: self.default_for.is_some(),
            owner: self.owner_id,
            roles: BTreeSet::new(),
            version: self.version,
            made_at: moment(self.made_at),
            sealed: Sealed {
                secret: self.secret,
                certificate: self.certificate,
                service_key: self.service_key,
            },
        })
    }
}

impl Connections {
    /// The one of this row's name, whoever asks.
    pub(super) async fn load(&self, id: &str) -> Result<Connection> {
        let row: Option<Row> = self.ground.db.one(select!("WHERE id = $1"), values![id]).await?;
        self.with_roles(row).await?.ok_or_else(super::missing)
    }

    /// The one that automations call so; `None`: there is none.
    pub(super) async fn by_name(&self, name: &str) -> Result<Option<Connection>> {
        let row: Option<Row> = self.ground.db.one(select!("WHERE name = $1"), values![name]).await?;
        self.with_roles(row).await
    }

    /// The one that serves where none is named.
    pub(super) async fn default_for(&self, provider: ProviderType) -> Result<Option<Connection>> {
        let sql = select!("WHERE default_for = $1");
        let row: Option<Row> = self.ground.db.one(sql, values![provider.name()]).await?;
        self.with_roles(row).await
    }

    async fn with_roles(&self, row: Option<Row>) -> Result<Option<Connection>> {
        let Some(row) = row else { return Ok(None) };
        let mut connection = row.read()?;
        let sql = "SELECT role_id FROM connection_role WHERE connection_id = $1";
        let roles: Vec<(String,)> = self.ground.db.all(sql, values![&connection.id]).await?;
        connection.roles = roles.into_iter().map(|(role,)| role).collect();
        Ok(Some(connection))
    }

    /// All of them, by name.
    pub(super) async fn every(&self) -> Result<Vec<Connection>> {
        let rows: Vec<Row> = self.ground.db.all(select!("ORDER BY name"), values![]).await?;
        let sql = "SELECT connection_id, role_id FROM connection_role";
        let pairs: Vec<(String, String)> = self.ground.db.all(sql, values![]).await?;
        let mut roles: BTreeMap<String, BTreeSet<String>> = BTreeMap::new();
        for (connection, role) in pairs {
            roles.entry(connection).or_default().insert(role);
        }
        rows.into_iter()
            .map(|row| {
                let mut connection = row.read()?;
                connection.roles = roles.remove(&connection.id).unwrap_or_default();
                Ok(connection)
            })
            .collect()
    }

    /// Who may use it. `NotFound`: there is no such role.
    pub(super) async fn give_roles(
        change: &mut Transaction,
        connection: &str,
        roles: &BTreeSet<String>,
    ) -> Result<()> {
        change.run("DELETE FROM connection_role WHERE connection_id = $1", values![connection]).await?;
        for role in roles {
            let sql = "INSERT INTO connection_role (connection_id, role_id) VALUES ($1, $2)";
            change.run(sql, values![connection, role]).await?;
        }
        Ok(())
    }

    /// The mark of its provider is its own from now on.
    pub(super) async fn mark(
        change: &mut Transaction,
        connection: &str,
        provider: ProviderType,
        is_default: bool,
    ) -> Result<()> {
        if !is_default {
            let sql = "UPDATE connection SET default_for = NULL WHERE id = $1";
            return change.run(sql, values![connection]).await.map(drop);
        }
        let sql = "UPDATE connection SET default_for = NULL, version = version + 1 \
                   WHERE default_for = $1 AND id <> $2";
        change.run(sql, values![provider.name(), connection]).await?;
        let sql = "UPDATE connection SET default_for = $1 WHERE id = $2";
        change.run(sql, values![provider.name(), connection]).await.map(drop)
    }
}
