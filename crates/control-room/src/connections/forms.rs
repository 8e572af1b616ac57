//! What a form asks for, by type of provider, and what is known of each.

use super::{Grant, ProviderType};
use carteiro_auth::providers::{Cloud, Endpoints, Known, OnBehalf, Service};
use carteiro_world::Language;
use serde::Serialize;
use std::collections::BTreeMap;
use utoipa::ToSchema;

/// A word in both languages.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, ToSchema)]
pub(super) struct Word {
    en: String,
    #[serde(rename = "pt-BR")]
    pt: String,
}

impl Word {
    fn of(key: &str) -> Self {
        let word = |language: Language| language.word(key).unwrap_or_default();
        Self { en: word(Language::English), pt: word(Language::Portuguese) }
    }
}

/// What a field takes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
pub(super) enum Takes {
    /// A line.
    Text,
    /// A line that is never shown again.
    Secret,
    /// Several lines that are never shown again.
    SecretText,
    /// An address.
    Url,
    /// A day.
    Date,
    /// Several lines, each for itself.
    List,
    /// One of the clouds.
    Cloud,
    /// One of the grants.
    Grant,
    /// Some of the services.
    Services,
    /// One token for all, or each person's own.
    Token,
    /// Some of the roles.
    Roles,
    /// Yes or no.
    Flag,
}

/// A field of a form.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Field {
    /// As it is written in the request.
    name: &'static str,
    takes: Takes,
    /// Whether it has to be filled in; of some grants only, where `grants` says so.
    required: bool,
    /// The grants that it is for; none: all of them.
    #[serde(skip_serializing_if = "<[Grant]>::is_empty")]
    grants: &'static [Grant],
    label: Word,
    help: Word,
}

/// A grant that a provider knows.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct GrantShown {
    grant: Grant,
    label: Word,
}

/// Where a provider is asked.
#[expect(clippy::struct_field_names, reason = "they are called as in a connection")]
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Addresses {
    authorization_url: Option<String>,
    token_url: String,
    device_url: Option<String>,
}

/// What is asked for when nobody says.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Scopes {
    /// Where a person signs in.
    person: Vec<String>,
    /// Where an application acts for itself.
    application: Vec<String>,
}

/// A type of provider.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub(super) struct Form {
    provider: ProviderType,
    label: Word,
    fields: Vec<Field>,
    grants: Vec<GrantShown>,
    /// What its tokens can be for.
    #[schema(value_type = Vec<String>)]
    services: Vec<Service>,
    /// Where it is asked; none: the form says.
    addresses: Option<Addresses>,
    /// What is asked for when nobody says, by service.
    #[schema(value_type = std::collections::BTreeMap<String, Scopes>)]
    scopes: BTreeMap<Service, Scopes>,
}

const CODES: &[Grant] = &[Grant::AuthorizationCode];
const DEVICES: &[Grant] = &[Grant::DeviceCode];
const PEOPLE: &[Grant] = &[Grant::AuthorizationCode, Grant::DeviceCode];
const SECRETS: &[Grant] = &[Grant::AuthorizationCode, Grant::ClientCredentials];
const ACCOUNTS: &[Grant] = &[Grant::ServiceAccount];
const APPLICATIONS: &[Grant] = &[Grant::ClientCredentials];
const REGISTERED: &[Grant] = &[Grant::AuthorizationCode, Grant::ClientCredentials, Grant::DeviceCode];

impl Form {
    pub(super) fn of(provider: ProviderType) -> Self {
        let services = services(provider);
        let named = carteiro_auth::modes::Provider::named(provider.name());
        let definition = named.as_ref().map(carteiro_auth::modes::Provider::definition);
        let known = definition.and_then(|known| known.endpoints(None, &Cloud::Global).ok());
        let scopes = |service: Service| {
            let of = |on_behalf| {
                definition.map(|known| known.scopes(service, &Cloud::Global, on_behalf)).unwrap_or_default()
            };
            (service, Scopes { person: of(OnBehalf::Person), application: of(OnBehalf::Application) })
        };
        Self {
            provider,
            label: Word::of(label(provider)),
            fields: fields(provider),
            grants: grants(provider)
                .iter()
                .map(|grant| GrantShown { grant: *grant, label: Word::of(name(*grant)) })
                .collect(),
            addresses: match known {
                Some(Known::Endpoints(endpoints)) => {
                    let Endpoints { authorization, token, device, .. } = *endpoints;
                    Some(Addresses {
                        authorization_url: authorization.map(Into::into),
                        token_url: token.into(),
                        device_url: device.map(Into::into),
                    })
                }
                Some(Known::Issuer(_)) | None => None,
            },
            scopes: if definition.is_some() {
                services.iter().copied().map(scopes).collect()
            } else {
                BTreeMap::new()
            },
            services,
        }
    }
}

/// Whether a form asks for this.
pub(super) fn asks(provider: ProviderType, grant: Grant, name: &str) -> bool {
    let is_of = |field: &Field| field.grants.is_empty() || field.grants.contains(&grant);
    fields(provider).iter().any(|field| field.name == name && is_of(field))
}

fn label(provider: ProviderType) -> &'static str {
    match provider {
        ProviderType::Google => "ui-provider-google",
        ProviderType::Microsoft => "ui-provider-microsoft",
        ProviderType::Yahoo => "ui-provider-yahoo",
        ProviderType::Custom => "ui-provider-custom",
    }
}

fn name(grant: Grant) -> &'static str {
    match grant {
        Grant::AuthorizationCode => "ui-grant-authorization-code",
        Grant::ClientCredentials => "ui-grant-client-credentials",
        Grant::DeviceCode => "ui-grant-device-code",
        Grant::ServiceAccount => "ui-grant-service-account",
    }
}

/// What the table of modes lets in somewhere.
fn grants(provider: ProviderType) -> &'static [Grant] {
    match provider {
        ProviderType::Google => &[Grant::AuthorizationCode, Grant::ServiceAccount],
        ProviderType::Microsoft | ProviderType::Custom => REGISTERED,
        ProviderType::Yahoo => &[Grant::AuthorizationCode],
    }
}

fn services(provider: ProviderType) -> Vec<Service> {
    let mail = [Service::Imap, Service::Pop3, Service::Smtp];
    match provider {
        ProviderType::Google | ProviderType::Yahoo => mail.to_vec(),
        ProviderType::Microsoft | ProviderType::Custom => {
            mail.into_iter().chain([Service::Ews, Service::Graph]).collect()
        }
    }
}

fn fields(provider: ProviderType) -> Vec<Field> {
    let field = |name, takes, required, grants| Field {
        name,
        takes,
        required,
        grants,
        label: Word::of(&format!("ui-connection-{}.label", name.replace('_', "-"))),
        help: Word::of(&format!("ui-connection-{}.help", name.replace('_', "-"))),
    };
    let (is_microsoft, is_custom) = (provider == ProviderType::Microsoft, provider == ProviderType::Custom);
    let is_google = provider == ProviderType::Google;
    let all: [(bool, Field); 22] = [
        (true, field("name", Takes::Text, true, &[])),
        (true, field("title", Takes::Text, false, &[])),
        (true, field("grant", Takes::Grant, true, &[])),
        (true, field("token", Takes::Token, true, &[])),
        (true, field("services", Takes::Services, true, &[])),
        (is_microsoft, field("tenant", Takes::Text, false, PEOPLE)),
        (is_microsoft, field("tenant", Takes::Text, true, APPLICATIONS)),
        (is_microsoft, field("cloud", Takes::Cloud, false, &[])),
        (true, field("client_id", Takes::Text, true, REGISTERED)),
        (true, field("secret", Takes::Secret, is_google, SECRETS)),
        (true, field("secret_expires_on", Takes::Date, false, SECRETS)),
        (is_microsoft || is_custom, field("certificate", Takes::SecretText, false, SECRETS)),
        (is_google, field("service_account_key", Takes::SecretText, true, ACCOUNTS)),
        (is_google, field("subject", Takes::Text, false, ACCOUNTS)),
        (is_custom, field("issuer", Takes::Url, false, &[])),
        (is_custom, field("authorization_url", Takes::Url, false, CODES)),
        (is_custom, field("token_url", Takes::Url, false, &[])),
        (is_custom, field("device_url", Takes::Url, false, DEVICES)),
        (true, field("scopes", Takes::List, false, &[])),
        (is_custom, field("allowed_hosts", Takes::List, true, &[])),
        (true, field("roles", Takes::Roles, false, &[])),
        (!is_custom, field("is_default", Takes::Flag, false, &[])),
    ];
    all.into_iter().filter(|(is_asked, _)| *is_asked).map(|(_, field)| field).collect()
}
