//! A Control Room with an administrator, and connections to the lab's authorization server.

use super::provider::Provider;
use crate::access::{Access, Caller, Permission};
use crate::audit::{Actor, Way};
use crate::connections::{Connection, Connections, Draft, Grant, ProviderType, Whose};
use crate::notices::Notices;
use crate::settings::Settings;
use crate::testing::{Ahead, Asleep, Standing};
use crate::{Ground, values};
use carteiro_auth::modes::{Managed, Token};
use carteiro_auth::providers::{Cloud, Service};
use carteiro_engine::{Failure, Handed, Purpose};
use carteiro_world::{Clock, Language, Secret};
use std::collections::BTreeSet;

const PASSWORD: &str = "correct horse";
pub const TOKEN_URL: &str = "https://id.example.org/token";
pub const SCOPES: [&str; 4] = ["mail", "openid", "email", "offline_access"];

pub struct Room {
    pub ground: Ground,
    pub access: Access,
    pub connections: Connections,
    /// Who may do everything.
    pub ana: Caller,
    pub clock: Ahead,
}

impl Room {
    pub async fn new(standing: &Standing) -> Self {
        let clock = Ahead::default();
        Self::at(standing, Clock::from(clock.clone()), clock).await
    }

    /// The same, in which nothing happens by itself after a while.
    pub async fn asleep(standing: &Standing) -> Self {
        let clock = Ahead::default();
        Self::at(standing, Clock::from(Asleep(clock.clone())), clock).await
    }

    async fn at(standing: &Standing, time: Clock, clock: Ahead) -> Self {
        let ground = standing.ground(time).await;
        let access = Access::new(ground.clone());
        let ana =
            access.first(&Actor::TERMINAL, "Ana", &Secret::new(PASSWORD), Language::English).await.unwrap();
        let open = Settings { reach_this_machine: true, ..Settings::default() };
        ground.decide(&Actor::TERMINAL, 0, &open).await.unwrap();
        let ana = access.absent(&ana.id, Way::Session).await.unwrap();
        let notices = Notices::new(ground.clone());
        let connections = Connections::new(ground.clone(), access.clone(), notices);
        Self { ground, access, connections, ana, clock }
    }

    /// Somebody who may do just this, and the role by which they may.
    pub async fn somebody(&self, name: &str, permissions: &[Permission]) -> (Caller, String) {
        let by = &Actor::TERMINAL;
        let person = self.access.add_person(by, name, &Secret::new(PASSWORD)).await.unwrap();
        let permissions: BTreeSet<Permission> = permissions.iter().copied().collect();
        let role = self.access.add_role(by, name, &permissions).await.unwrap();
        self.access.assign(by, &person.id, &role.id, true).await.unwrap();
        (self.access.absent(&person.id, Way::Session).await.unwrap(), role.id)
    }

    /// Gives somebody a role of somebody else.
    pub async fn give(&self, caller: &Caller, role: &str) {
        self.access.assign(&Actor::TERMINAL, &caller.person.id, role, true).await.unwrap();
    }

    /// Takes all roles from somebody; who they are then.
    pub async fn without_roles(&self, caller: &Caller) -> Caller {
        for role in self.access.roles_of(&caller.person.id).await.unwrap() {
            self.access.assign(&Actor::TERMINAL, &caller.person.id, &role, false).await.unwrap();
        }
        self.access.absent(&caller.person.id, Way::Session).await.unwrap()
    }

    /// Makes one, which Ana may use where nobody else may.
    pub async fn add(&self, mut draft: Draft) -> Connection {
        if draft.roles.is_empty() {
            draft.roles = self.access.roles_of(&self.ana.person.id).await.unwrap();
        }
        self.connections.add(&self.ana, draft).await.unwrap()
    }

    /// A connection in which somebody has signed in, by their password.
    pub async fn signed_in(&self, provider: &Provider, kind: &str) -> Connection {
        let connection = self.add(draft("mail", provider, kind)).await;
        self.sign_in(provider, &self.ana, &connection).await;
        connection
    }

    pub async fn sign_in(&self, provider: &Provider, caller: &Caller, connection: &Connection) {
        let client = self.connections.client(connection).await.unwrap();
        let granted = client.password(&provider.person(), &Secret::new("pw-test")).await.unwrap();
        let endpoint = client.endpoints.token.to_string();
        self.connections.brought(caller, connection, &granted, &endpoint).await.unwrap();
    }

    /// What a run of theirs is handed for a mailbox on this machine.
    pub async fn handed(&self, caller: &Caller, name: &str) -> Result<Handed, Failure> {
        self.handed_for(caller, name, "127.0.0.1", None).await
    }

    pub async fn handed_for(
        &self,
        caller: &Caller,
        name: &str,
        host: &str,
        username: Option<&str>,
    ) -> Result<Handed, Failure> {
        let tokens = self.connections.tokens(caller.clone(), "run-1");
        let managed = Managed { connection: name.to_owned(), token: None, username: None };
        let purpose = purpose(host, username);
        tokens.managed(&managed, &purpose).await
    }

    pub async fn generation(&self, connection: &Connection) -> i64 {
        let row = self.connections.row(&Whose::shared(connection)).await.unwrap();
        row.map_or(0, |row| row.generation)
    }

    /// What was written down, by its codes.
    pub async fn audited(&self) -> Vec<String> {
        let rows: Vec<(String,)> =
            self.ground.db.all("SELECT code FROM audit ORDER BY id", values![]).await.unwrap();
        rows.into_iter().map(|(code,)| code).collect()
    }

    /// How many notices somebody has, by their codes.
    pub async fn told(&self, person: &Caller) -> Vec<String> {
        let sql = "SELECT code FROM notice WHERE person_id = $1 ORDER BY id";
        let rows: Vec<(String,)> = self.ground.db.all(sql, values![&person.person.id]).await.unwrap();
        rows.into_iter().map(|(code,)| code).collect()
    }
}

pub fn purpose<'a>(host: &'a str, username: Option<&'a str>) -> Purpose<'a> {
    const GLOBAL: &Cloud = &Cloud::Global;
    Purpose { service: Service::Imap, cloud: GLOBAL, host, through: None, username, mailbox: None }
}

/// A connection to the lab's authorization server, which everybody signs in to by a code.
pub fn draft(name: &str, provider: &Provider, kind: &str) -> Draft {
    let mut draft = custom(name, &provider.client(kind), &provider.url("token_url"));
    draft.details.authorization_url = Some(provider.url("authorize_url"));
    draft.details.device_url = Some(provider.url("device_url"));
    if kind.starts_with("web") {
        draft.secret = Some(Secret::new("web-secret"));
    }
    draft
}

/// A connection to any server.
pub fn custom(name: &str, client: &str, token_url: &str) -> Draft {
    let mut draft = Draft::new(name, ProviderType::Custom, Grant::AuthorizationCode, client);
    draft.details.authorization_url = Some("https://id.example.org/authorize".to_owned());
    draft.details.token_url = Some(token_url.to_owned());
    draft.details.scopes = Some(SCOPES.map(str::to_owned).to_vec());
    draft.details.allowed_hosts = vec!["127.0.0.1".to_owned(), "imap.example.org".to_owned()];
    draft
}

/// The same, in which each person signs in.
pub fn user_specific(mut draft: Draft, role: &str) -> Draft {
    draft.details.token = Token::UserSpecific;
    draft.roles = BTreeSet::from([role.to_owned()]);
    draft
}
