//! What somebody has signed in for at the command line becomes a connection.

use super::token::Brought;
use super::{Connection, Connections, Draft, Grant, ProviderType, Whose};
use crate::access::Caller;
use crate::{Problem, Result};
use carteiro_auth::logins::{Kept, Name};
use carteiro_auth::modes::Provider;
use carteiro_auth::oauth2::Granted;
use carteiro_auth::oauth2::claims::Claims;
use carteiro_auth::providers::{Cloud, Definition, OnBehalf, Service};
use carteiro_mail::Kind;
use carteiro_world::phrase;
use std::collections::BTreeSet;

const SERVICES: [Service; 5] = [Service::Imap, Service::Pop3, Service::Smtp, Service::Ews, Service::Graph];
const CLOUDS: [Cloud; 4] = [Cloud::Global, Cloud::UsGccHigh, Cloud::UsDod, Cloud::China];
/// More connections of one name there are hardly.
const MOST: usize = 100;

impl Connections {
    /// Makes a connection of a login: the same application, with what its person has brought.
    ///
    /// - `Denied`.
    /// - `Unsupported`: the application shows a secret that is not kept, or its provider is one of somebody's own: to whom its
    ///   tokens may be shown was written down nowhere.
    pub async fn import(
        &self,
        caller: &Caller,
        name: &Name,
        kept: &Kept,
        roles: &BTreeSet<String>,
    ) -> Result<Connection> {
        Self::managed_by(caller)?;
        let unsupported = |words| Problem::new(Kind::Unsupported, words);
        let provider = Provider::named(&name.provider);
        let provider = provider
            .ok_or_else(|| unsupported(phrase!("connection-import-custom", provider = name.provider)))?;
        if kept.needs_proof {
            let words = phrase!("connection-import-proof", provider = name.provider, client = name.client);
            return Err(unsupported(words));
        }
        let cloud = CLOUDS.into_iter().find(|cloud| name.is_of_cloud(cloud)).unwrap_or_default();
        let provider_type = ProviderType::of(&provider);
        let user = kept.user.as_deref().or(name.user.as_deref()).unwrap_or(&name.provider);
        let mut draft =
            Draft::new(&self.free(user).await?, provider_type, Grant::AuthorizationCode, &name.client);
        user.clone_into(&mut draft.title);
        draft.roles.clone_from(roles);
        draft.details.tenant.clone_from(&name.tenant);
        draft.details.services = services(provider.definition(), &name.scopes, &cloud);
        draft.details.cloud = cloud;
        draft.details.scopes = Some(name.scopes.clone());
        let connection = self.add(caller, draft).await?;
        let client = self.client(&connection).await.map_err(super::conclude::problem)?;
        let granted = Granted {
            access_token: kept.access_token.clone(),
            expires_at: kept.expires_at,
            refresh_token: kept.refresh_token.clone(),
            refresh_expires_at: None,
            scopes: Some(name.scopes.clone()),
            person: kept.user.clone().map(|user| Claims { email: Some(user), ..Claims::default() }),
        };
        let token_endpoint =
            name.token_endpoint.clone().unwrap_or_else(|| client.endpoints.token.to_string());
        let brought = Brought { granted: &granted, token_endpoint: &token_endpoint, at: kept.obtained_at };
        self.keep(&caller.actor(), &connection, &Whose::shared(&connection), &brought).await?;
        self.load(&connection.id).await
    }

    /// A name that no connection has, made of a person's.
    async fn free(&self, user: &str) -> Result<String> {
        let plain =
            |letter: char| if letter.is_ascii_alphanumeric() { letter.to_ascii_lowercase() } else { '-' };
        let base: String = user.chars().take(50).map(plain).collect();
        let base = base.trim_matches('-');
        let base = if base.is_empty() { "login" } else { base };
        for number in 1..MOST {
            let name = if number == 1 { base.to_owned() } else { format!("{base}-{number}") };
            if self.by_name(&name).await?.is_none() {
                return Ok(name);
            }
        }
        Err(Problem::new(Kind::Exists, phrase!("connection-exists", name = base)))
    }
}

/// What the scopes of a login are enough for.
fn services(definition: &dyn Definition, scopes: &[String], cloud: &Cloud) -> BTreeSet<Service> {
    let is_enough = |service: &Service| {
        let wanted = definition.scopes(*service, cloud, OnBehalf::Person);
        let mut of_service = wanted.iter().filter(|scope| scope.contains("://") || scope.contains("mail"));
        of_service.all(|scope| scopes.contains(scope))
    };
    let is_mail = definition.name() != "microsoft";
    let all =
        SERVICES.into_iter().filter(|service| !is_mail || !matches!(service, Service::Ews | Service::Graph));
    let found: BTreeSet<Service> = all.filter(is_enough).collect();
    if found.is_empty() { BTreeSet::from([Service::Imap]) } else { found }
}
