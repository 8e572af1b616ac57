//! Connections as they are told of over HTTP. Nothing secret is in here, nor can it be.

use super::state::{Status, warnings};
use super::{Begun, Connection, Details, Grant, ProviderType, Reason, State, Tried};
use carteiro_auth::modes::Token;
use carteiro_auth::providers::{Cloud, Service};
use carteiro_world::{Language, Phrase};
use jiff::Timestamp;
use jiff::civil::Date;
use jiff::tz::TimeZone;
use serde::Serialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// A sentence: which one it is, and in words.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[schema(as = Sentence)]
pub(super) struct Said {
    /// Which one it is: `connection-ended`.
    code: String,
    /// In words.
    said: String,
}

impl Said {
    pub(super) fn of(phrase: &Phrase, language: Language) -> Self {
        Self { code: phrase.code.clone().into_owned(), said: language.say(phrase) }
    }
}

/// Why there is no token.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct ReasonShown {
    /// In words.
    #[serde(flatten)]
    why: Said,
    /// In the words of the provider.
    #[serde(skip_serializing_if = "Option::is_none")]
    detail: Option<String>,
    /// What helps.
    #[serde(skip_serializing_if = "Option::is_none")]
    advice: Option<Said>,
}

impl ReasonShown {
    pub(super) fn of(reason: &Reason, language: Language) -> Self {
        Self {
            why: Said::of(&reason.words, language),
            detail: reason.detail.clone(),
            advice: reason.advice.as_ref().map(|advice| Said::of(advice, language)),
        }
    }
}

/// How a token stands.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct StatusShown {
    pub(super) state: State,
    /// Why, where it does not stand well.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<ReasonShown>,
    /// Since when.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    since: Option<Timestamp>,
    /// When the token at hand ends. Where it is renewed, nobody need do anything.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Timestamp>,
    /// When somebody has to sign in again, as far as it is known.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    ends_at: Option<Timestamp>,
    /// Who signed in, where the provider says so.
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<String>,
    /// When they did.
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    signed_in_at: Option<Timestamp>,
}

impl StatusShown {
    pub(super) fn of(status: &Status, language: Language) -> Self {
        Self {
            state: status.state,
            reason: status.reason.as_ref().map(|reason| ReasonShown::of(reason, language)),
            since: status.since,
            expires_at: status.expires_at,
            ends_at: status.ends_at,
            account: status.account.clone(),
            signed_in_at: status.signed_in_at,
        }
    }
}

/// How many people's tokens stand how.
#[derive(Clone, Copy, Debug, Default, Serialize, ToSchema)]
pub(super) struct People {
    /// Runs of so many get one.
    pub(super) active: usize,
    /// So many have to sign in again.
    pub(super) needs_sign_in: usize,
    /// Of so many there is none just now.
    pub(super) failing: usize,
}

/// An OAuth connection.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[expect(clippy::struct_excessive_bools, reason = "each tells something else")]
pub(super) struct ConnectionShown {
    id: String,
    /// As automations write it.
    name: String,
    /// As people read it.
    title: String,
    provider: ProviderType,
    tenant: Option<String>,
    #[schema(value_type = Value)]
    cloud: Cloud,
    client_id: String,
    has_secret: bool,
    /// The day on which the secret ends.
    #[schema(value_type = Option<String>, format = Date)]
    secret_expires_on: Option<Date>,
    has_certificate: bool,
    #[schema(value_type = Option<String>, format = DateTime)]
    certificate_expires_at: Option<Timestamp>,
    has_service_account_key: bool,
    issuer: Option<String>,
    authorization_url: Option<String>,
    token_url: Option<String>,
    device_url: Option<String>,
    #[schema(value_type = Vec<String>)]
    services: BTreeSet<Service>,
    /// As they were written; none: what the provider wants for the services.
    scopes: Option<Vec<String>>,
    /// What is asked for.
    wanted_scopes: Vec<String>,
    grant: Grant,
    #[schema(value_type = String)]
    token: Token,
    allowed_hosts: Vec<String>,
    subject: Option<String>,
    roles: BTreeSet<String>,
    is_default: bool,
    owner: Option<String>,
    /// Where browsers come back to: to be registered at the provider.
    callback_url: String,
    /// How its token stands, where one serves all.
    status: Option<StatusShown>,
    /// How those of people stand, where each has their own.
    people: Option<People>,
    warnings: Vec<Said>,
    #[schema(value_type = String, format = DateTime)]
    made_at: Timestamp,
    /// Which change of it this is: `If-Match` of the next one.
    pub(super) version: i64,
}

impl ConnectionShown {
    pub(super) fn of(
        connection: Connection,
        status: Option<&Status>,
        people: Option<People>,
        callback_url: String,
        now: Timestamp,
        language: Language,
    ) -> Self {
        let warnings = warnings(&connection, now).iter().map(|words| Said::of(words, language)).collect();
        let wanted_scopes = connection.scopes();
        let Details { tenant, cloud, client_id, issuer, authorization_url, token_url, device_url, .. } =
            connection.details;
        let ends = connection.secret_ends_at;
        Self {
            id: connection.id,
            name: connection.name,
            title: connection.title,
            provider: connection.provider,
            tenant,
            cloud,
            client_id,
            has_secret: connection.sealed.secret.is_some(),
            secret_expires_on: ends.map(|end| end.to_zoned(TimeZone::UTC).date()),
            has_certificate: connection.sealed.certificate.is_some(),
            certificate_expires_at: connection.certificate_ends_at,
            has_service_account_key: connection.sealed.service_key.is_some(),
            issuer,
            authorization_url,
            token_url,
            device_url,
            services: connection.details.services,
            scopes: connection.details.scopes,
            wanted_scopes,
            grant: connection.details.grant,
            token: connection.details.token,
            allowed_hosts: connection.details.allowed_hosts,
            subject: connection.details.subject,
            roles: connection.roles,
            is_default: connection.is_default,
            owner: connection.owner,
            callback_url,
            status: status.map(|status| StatusShown::of(status, language)),
            people,
            warnings,
            made_at: connection.made_at,
            version: connection.version,
        }
    }
}

/// What came of asking for a token.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct TriedShown {
    /// Whether there is one, and it fits.
    is_ok: bool,
    /// What happened, one after the other.
    told: Vec<Said>,
    /// Why there is none.
    #[serde(skip_serializing_if = "Option::is_none")]
    reason: Option<ReasonShown>,
    #[serde(skip_serializing_if = "Option::is_none")]
    account: Option<String>,
    #[serde(skip_serializing_if = "Option::is_none")]
    #[schema(value_type = Option<String>, format = DateTime)]
    expires_at: Option<Timestamp>,
    /// Whom the token is for, by itself.
    audience: Vec<String>,
    /// What it allows, by itself.
    allowed: Vec<String>,
}

impl TriedShown {
    pub(super) fn of(tried: Tried, language: Language) -> Self {
        Self {
            is_ok: tried.is_ok,
            told: tried.told.iter().map(|words| Said::of(words, language)).collect(),
            reason: tried.reason.as_ref().map(|reason| ReasonShown::of(reason, language)),
            account: tried.account,
            expires_at: tried.expires_at,
            audience: tried.audience,
            allowed: tried.allowed,
        }
    }
}

/// What somebody has to do to sign in: open an address, or type a code on another device.
#[derive(Clone, Debug, Serialize, ToSchema)]
#[serde(rename_all = "snake_case", tag = "by")]
pub(super) enum BegunShown {
    /// Open this address, in the browser in which it was begun.
    Browser {
        /// The provider's page.
        authorization_url: String,
    },
    /// Type a code on another device.
    Device {
        /// By which it is asked how it stands.
        attempt: String,
        /// Where the person goes.
        verification_url: String,
        /// What they type there.
        user_code: String,
        /// Until when.
        #[schema(value_type = String, format = DateTime)]
        expires_at: Timestamp,
    },
}

impl From<Begun> for BegunShown {
    fn from(begun: Begun) -> Self {
        match begun {
            Begun::Browser { url } => Self::Browser { authorization_url: url.into() },
            Begun::Device { attempt, page, user_code, expires_at } => {
                Self::Device { attempt, verification_url: page, user_code, expires_at }
            }
        }
    }
}
