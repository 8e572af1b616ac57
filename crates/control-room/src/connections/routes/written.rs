//! A connection as it is written in a request.

use crate::app::Hidden;
use crate::connections::{Details, Draft, Grant, ProviderType};
use carteiro_auth::modes::Token;
use carteiro_auth::providers::{Cloud, Service};
use jiff::civil::Date;
use serde::Deserialize;
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// A connection as it is to be. What is secret stays as it is when it is left out, and goes when it is empty.
#[derive(Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(example = json!({
    "name": "finance", "title": "Finance", "provider": "microsoft", "tenant": "contoso.example", "client_id": "…",
    "secret": "…", "secret_expires_on": "2027-11-30", "services": ["graph"], "grant": "authorization_code",
    "token": "shared", "roles": []
}))]
pub(super) struct Written {
    /// As automations write it: a-z, 0-9, _ and -.
    name: String,
    /// As people read it; left out: its name.
    #[serde(default)]
    title: String,
    provider: ProviderType,
    /// Microsoft only: the directory's ID or domain, `common`, or `consumers` for personal accounts.
    #[serde(default)]
    tenant: Option<String>,
    /// Microsoft only.
    #[serde(default)]
    #[schema(value_type = Value)]
    cloud: Cloud,
    /// Of the application registered at the provider. A service account has its own.
    #[serde(default)]
    client_id: String,
    #[serde(default)]
    secret: Option<Hidden>,
    /// The day on which the secret ends.
    #[serde(default)]
    #[schema(value_type = Option<String>, format = Date)]
    secret_expires_on: Option<Date>,
    /// Certificate and private key (PEM), instead of a secret.
    #[serde(default)]
    certificate: Option<Hidden>,
    /// The JSON key of a service account.
    #[serde(default)]
    service_account_key: Option<Hidden>,
    /// Custom only: its discovery document names the addresses.
    #[serde(default)]
    issuer: Option<String>,
    #[serde(default)]
    authorization_url: Option<String>,
    #[serde(default)]
    token_url: Option<String>,
    #[serde(default)]
    device_url: Option<String>,
    /// What its tokens are for: imap, pop3, smtp, ews, graph.
    #[schema(value_type = Vec<String>)]
    services: BTreeSet<Service>,
    /// Left out: what the provider wants for the services.
    #[serde(default)]
    scopes: Option<Vec<String>>,
    grant: Grant,
    /// One token for all runs, or each person's own.
    #[schema(value_type = String)]
    token: Token,
    /// Custom only: to whom its tokens may be shown.
    #[serde(default)]
    allowed_hosts: Vec<String>,
    /// Service account only: whom alone it acts for.
    #[serde(default)]
    subject: Option<String>,
    /// Holders of these roles may use it.
    #[serde(default)]
    roles: BTreeSet<String>,
    /// Whether it serves automations that name no connection.
    #[serde(default)]
    is_default: bool,
}

impl From<Written> for Draft {
    fn from(written: Written) -> Self {
        Self {
            name: written.name,
            title: written.title,
            provider: written.provider,
            details: Details {
                tenant: written.tenant,
                cloud: written.cloud,
                client_id: written.client_id,
                issuer: written.issuer,
                authorization_url: written.authorization_url,
                token_url: written.token_url,
                device_url: written.device_url,
                services: written.services,
                scopes: written.scopes,
                grant: written.grant,
                token: written.token,
                allowed_hosts: written.allowed_hosts,
                subject: written.subject,
            },
            secret: written.secret.map(Into::into),
            secret_expires_on: written.secret_expires_on,
            certificate: written.certificate.map(Into::into),
            service_account_key: written.service_account_key.map(Into::into),
            roles: written.roles,
            is_default: written.is_default,
        }
    }
}
