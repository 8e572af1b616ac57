//! The expiry board: what ends, the soonest first, and what to do about each.

use super::shown::Said;
use super::store::moment;
use super::{Connection, Connections, ProviderType};
use crate::Result;
use crate::access::{Caller, Permission};
use carteiro_auth::providers::{Service, exchange};
use carteiro_world::{Language, Phrase, phrase};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// What ends.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Ends {
    /// What somebody has signed in for: they sign in again.
    Token,
    /// The secret of an application.
    Secret,
    /// The certificate of an application.
    Certificate,
    /// Something that a provider has announced.
    Provider,
}

/// Something that ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Expiry {
    /// What it is.
    pub what: Ends,
    /// When.
    pub at: Timestamp,
    /// The connection: the row's name, and as people read it.
    pub connection: (String, String),
    /// Whose token it is, by the row's name of a person, where each has their own.
    pub person: Option<String>,
    /// What to do.
    pub advice: Phrase,
}

/// Something that ends.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct ExpiryShown {
    what: Ends,
    /// When.
    #[schema(value_type = String, format = DateTime)]
    at: Timestamp,
    /// The connection.
    connection: String,
    /// What people call it.
    title: String,
    /// Whose token it is, where each person has their own.
    #[serde(skip_serializing_if = "Option::is_none")]
    person: Option<String>,
    /// What to do.
    advice: Said,
}

impl ExpiryShown {
    pub(super) fn of(expiry: Expiry, language: Language) -> Self {
        let (connection, title) = expiry.connection;
        let advice = Said::of(&expiry.advice, language);
        Self { what: expiry.what, at: expiry.at, connection, title, person: expiry.person, advice }
    }
}

impl Connections {
    /// What ends, the soonest first. `Denied`.
    pub async fn expiries(&self, caller: &Caller) -> Result<Vec<Expiry>> {
        caller.must(Permission::ViewConnections)?;
        let all = self.every().await?;
        let now = self.ground.clock.now();
        let mut found: Vec<Expiry> =
            all.iter().flat_map(|connection| of_connection(connection, now)).collect();
        let by_id: BTreeMap<&str, &Connection> = all.iter().map(|one| (one.id.as_str(), one)).collect();
        for row in self.every_row().await? {
            let Some(connection) = by_id.get(row.connection_id.as_str()) else { continue };
            if !connection.details.grant.is_of_person() {
                continue;
            }
            // What is renewed ends where the provider says that the renewal does.
            let end = if row.has_refresh() { row.refresh_ends_at } else { row.expires_at };
            let end = if row.needs_sign_in() { row.since } else { end };
            let Some(at) = end.map(moment) else { continue };
            let advice = match &row.person_id {
                Some(_) => phrase!("expiry-token-person", name = connection.title),
                None => phrase!("expiry-token", name = connection.title),
            };
            found.push(Expiry { person: row.person_id, ..Expiry::new(Ends::Token, at, connection, advice) });
        }
        found.sort_by(|one, other| {
            (one.at, one.what, &one.connection).cmp(&(other.at, other.what, &other.connection))
        });
        Ok(found)
    }
}

impl Expiry {
    fn new(what: Ends, at: Timestamp, connection: &Connection, advice: Phrase) -> Self {
        let connection = (connection.id.clone(), connection.title.clone());
        Self { what, at, connection, person: None, advice }
    }
}

fn of_connection(connection: &Connection, now: Timestamp) -> Vec<Expiry> {
    let mut found = Vec::new();
    let name = &connection.title;
    if let Some(end) = connection.secret_ends_at {
        let advice = phrase!("expiry-secret", name = name, provider = connection.provider.name());
        found.push(Expiry::new(Ends::Secret, end, connection, advice));
    }
    if let Some(end) = connection.certificate_ends_at {
        let advice = phrase!("expiry-certificate", name = name, provider = connection.provider.name());
        found.push(Expiry::new(Ends::Certificate, end, connection, advice));
    }
    let is_ews = connection.details.services.contains(&Service::Ews);
    if is_ews && connection.provider == ProviderType::Microsoft {
        let advice = exchange::ends(Some(now), Some(&connection.details.client_id));
        let days = [exchange::ENDING.blocked, exchange::ENDING.removed];
        found.extend(
            days.into_iter()
                .filter_map(midnight)
                .map(|at| Expiry::new(Ends::Provider, at, connection, advice.clone())),
        );
    }
    found
}

fn midnight(day: Date) -> Option<Timestamp> {
    day.to_zoned(TimeZone::UTC).ok().map(|day| day.timestamp())
}
