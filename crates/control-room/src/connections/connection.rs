//! A connection: an application at a provider, and who may use it.

use carteiro_auth::modes::{CustomProvider, Provider, Token};
use carteiro_auth::providers::{Cloud, Definition, OnBehalf, Service, are_of};
use carteiro_world::http::Url;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::collections::BTreeSet;
use utoipa::ToSchema;

/// Whose server gives out the tokens.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum ProviderType {
    /// Gmail and Google Workspace.
    Google,
    /// Outlook / Office 365, and personal accounts with tenant `consumers`.
    Microsoft,
    /// Yahoo.
    Yahoo,
    /// Any other OAuth 2.0 server.
    Custom,
}

impl ProviderType {
    /// All of them.
    pub const ALL: [Self; 4] = [Self::Google, Self::Microsoft, Self::Yahoo, Self::Custom];

    /// As it is kept.
    pub fn name(self) -> &'static str {
        match self {
            Self::Google => "google",
            Self::Microsoft => "microsoft",
            Self::Yahoo => "yahoo",
            Self::Custom => "custom",
        }
    }

    pub(super) fn named(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|one| one.name() == name)
    }

    /// The one that an automation means.
    pub(super) fn of(provider: &Provider) -> Self {
        match provider {
            Provider::Microsoft => Self::Microsoft,
            Provider::Google => Self::Google,
            Provider::Yahoo => Self::Yahoo,
            Provider::Custom(_) => Self::Custom,
        }
    }
}

/// How tokens are had (RFC 6749 §1.3, RFC 8628, RFC 7523 §2.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub enum Grant {
    /// A person signs in, in a browser: by a code, always with PKCE.
    AuthorizationCode,
    /// The application acts for itself.
    ClientCredentials,
    /// A person types a code on another device.
    DeviceCode,
    /// A service account of Google Workspace acts for people of its domain.
    ServiceAccount,
}

impl Grant {
    /// Whether a person signs in.
    pub fn is_of_person(self) -> bool {
        matches!(self, Self::AuthorizationCode | Self::DeviceCode)
    }
}

/// What of a connection is no secret and is kept together.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Details {
    /// The directory, at Microsoft.
    pub tenant: Option<String>,
    /// The cloud, at Microsoft.
    #[serde(default)]
    pub cloud: Cloud,
    /// What the provider calls the application.
    pub client_id: String,
    /// Of a custom provider: who tells the addresses (RFC 8414).
    pub issuer: Option<String>,
    /// Of a custom provider: where people sign in.
    pub authorization_url: Option<String>,
    /// Of a custom provider: where tokens come from.
    pub token_url: Option<String>,
    /// Of a custom provider: where a device asks for a code.
    pub device_url: Option<String>,
    /// What its tokens are for.
    pub services: BTreeSet<Service>,
    /// What is asked for; left out: what the provider wants for that.
    pub scopes: Option<Vec<String>>,
    /// How tokens are had.
    pub grant: Grant,
    /// Whose they are.
    pub token: Token,
    /// Of a custom provider: to whom its tokens may be shown.
    pub allowed_hosts: Vec<String>,
    /// Of a service account: whom alone it acts for.
    pub subject: Option<String>,
}

/// A connection.
#[derive(Clone, Debug)]
pub struct Connection {
    /// The row's name.
    pub id: String,
    /// As automations write it.
    pub name: String,
    /// As people read it.
    pub title: String,
    /// Whose server gives out the tokens.
    pub provider: ProviderType,
    /// The rest that is no secret.
    pub details: Details,
    /// When the secret ends, if somebody has said so.
    pub secret_ends_at: Option<Timestamp>,
    /// When the certificate ends.
    pub certificate_ends_at: Option<Timestamp>,
    /// Whether it serves automations that name no connection.
    pub is_default: bool,
    /// Whose it is.
    pub owner: Option<String>,
    /// Holders of these may use it.
    pub roles: BTreeSet<String>,
    /// Which change of it this is.
    pub version: i64,
    /// When it was made.
    pub made_at: Timestamp,
    pub(super) sealed: Sealed,
}

/// What of it is secret, as it is kept.
#[derive(Clone, Default)]
pub(super) struct Sealed {
    pub(super) secret: Option<Vec<u8>>,
    pub(super) certificate: Option<Vec<u8>>,
    pub(super) service_key: Option<Vec<u8>>,
}

impl std::fmt::Debug for Sealed {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Sealed")
    }
}

impl Details {
    /// The provider, as automations name it.
    pub(super) fn provider(&self, of: ProviderType) -> Provider {
        match of {
            ProviderType::Google => Provider::Google,
            ProviderType::Microsoft => Provider::Microsoft,
            ProviderType::Yahoo => Provider::Yahoo,
            ProviderType::Custom => Provider::Custom(CustomProvider {
                issuer: self.issuer.clone(),
                authorization_url: self.authorization_url.clone(),
                token_url: self.token_url.clone(),
                device_url: self.device_url.clone(),
            }),
        }
    }

    /// What is asked for.
    pub(super) fn wanted(&self, definition: &dyn Definition) -> Vec<String> {
        if let Some(scopes) = &self.scopes {
            return scopes.clone();
        }
        let mut wanted: Vec<String> = Vec::new();
        for service in &self.services {
            for scope in definition.scopes(*service, &self.cloud, self.on_behalf()) {
                if !wanted.contains(&scope) {
                    wanted.push(scope);
                }
            }
        }
        wanted
    }

    pub(super) fn on_behalf(&self) -> OnBehalf {
        if self.grant.is_of_person() { OnBehalf::Person } else { OnBehalf::Application }
    }
}

impl Connection {
    /// What is asked for.
    pub fn scopes(&self) -> Vec<String> {
        self.details.wanted(self.details.provider(self.provider).definition())
    }

    /// What is added to the address at which people sign in.
    pub fn extras(&self) -> &'static [(&'static str, &'static str)] {
        self.issuer().definition().extras()
    }

    /// The provider, as automations name it.
    pub(super) fn issuer(&self) -> Provider {
        self.details.provider(self.provider)
    }

    /// Whether its tokens may be shown to this host: one of the provider's, one that the tokens are for and nobody else, or
    /// one that the connection names. This machine is a host like others.
    pub(super) fn shows_to(&self, host: &str) -> bool {
        let host = host.trim_end_matches('.');
        if self.provider == ProviderType::Custom {
            return self.details.allowed_hosts.iter().any(|allowed| allowed.eq_ignore_ascii_case(host));
        }
        let of_cloud = [self.details.cloud.outlook(), self.details.cloud.graph()];
        let is_of_cloud = |address: &str| {
            Url::parse(address)
                .is_ok_and(|url| url.host_str().is_some_and(|own| own.eq_ignore_ascii_case(host)))
        };
        let is_own_cloud =
            matches!(self.details.cloud, Cloud::Custom(_)) && of_cloud.into_iter().any(is_of_cloud);
        self.issuer().definition().shows_to(host) || is_own_cloud || are_of(&self.scopes(), host)
    }

    /// To whom its tokens are shown, in words.
    pub(super) fn hosts(&self) -> String {
        match self.provider {
            ProviderType::Custom => self.details.allowed_hosts.join(", "),
            provider => provider.name().to_owned(),
        }
    }
}
