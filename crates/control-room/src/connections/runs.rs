//! What a run gets of connections: access tokens, for where they belong, and nothing that lasts longer.

use super::client::unread;
use super::renewal::overtaken;
use super::token::Held;
use super::{Connection, Connections, Grant, ProviderType, Whose};
use crate::Problem;
use crate::access::{Caller, Permission};
use crate::audit::Entry;
use carteiro_auth::logins::Logins;
use carteiro_auth::modes::{Managed, Provider, Token};
use carteiro_auth::{Credential, CredentialSource, Refused, Renew, Why};
use carteiro_engine::{Failure, Handed, Purpose, Tokens};
use carteiro_mail::Kind;
use carteiro_world::phrase;
use futures_util::future::BoxFuture;
use std::sync::Arc;
use std::sync::atomic::{AtomicI64, Ordering};

/// The connections that a person's run may use.
struct OfRun {
    connections: Connections,
    caller: Caller,
    run: String,
}

impl Connections {
    /// What a run gets that acts for somebody. Whoever holds the key is nobody: connections in which each person signs in
    /// have nothing for them.
    pub fn tokens(&self, caller: Caller, run: &str) -> Arc<dyn Tokens> {
        Arc::new(OfRun { connections: self.clone(), caller, run: run.to_owned() })
    }
}

impl Tokens for OfRun {
    fn logins(&self) -> Result<Arc<dyn Logins>, Failure> {
        Err(Failure::new(Kind::SignInNeeded, phrase!("connection-instead")))
    }

    fn managed<'a>(
        &'a self,
        managed: &'a Managed,
        purpose: &'a Purpose<'a>,
    ) -> BoxFuture<'a, Result<Handed, Failure>> {
        Box::pin(async move {
            let found = self.connections.by_name(&managed.connection).await.map_err(failure)?;
            let connection = self.usable(found, &managed.connection).await?;
            if managed.token.is_some_and(|token| token != connection.details.token) {
                let token = match connection.details.token {
                    Token::Shared => "shared",
                    Token::UserSpecific => "user_specific",
                };
                let words = phrase!("connection-token-type", name = connection.name, token = token);
                return Err(Failure::invalid(words));
            }
            self.handed(connection, purpose).await
        })
    }

    fn usual<'a>(
        &'a self,
        provider: &'a Provider,
        purpose: &'a Purpose<'a>,
    ) -> BoxFuture<'a, Result<Option<Handed>, Failure>> {
        Box::pin(async move {
            let provider = ProviderType::of(provider);
            let found = self.connections.default_for(provider).await.map_err(failure)?;
            let none = || {
                let words = phrase!("connection-no-default", provider = provider.name());
                Failure::new(Kind::SignInNeeded, words)
            };
            let found = found.ok_or_else(none)?;
            let name = found.name.clone();
            let connection = self.usable(Some(found), &name).await?;
            self.handed(connection, purpose).await.map(Some)
        })
    }
}

impl OfRun {
    /// `Denied`: it is not for them, or there is none; which of both is told to whoever may see connections.
    async fn usable(&self, found: Option<Connection>, name: &str) -> Result<Connection, Failure> {
        let is_usable = match &found {
            Some(connection) => {
                self.connections.is_usable(&self.caller, connection).await.map_err(failure)?
            }
            None => false,
        };
        let sees = self.caller.permissions.contains(&Permission::ViewConnections);
        match found {
            Some(connection) if is_usable => Ok(connection),
            None if sees => Err(Failure::new(Kind::NotFound, phrase!("connection-unknown", name = name))),
            _ => Err(Failure::new(Kind::Denied, phrase!("connection-not-for-you", name = name))),
        }
    }

    async fn handed(&self, connection: Connection, purpose: &Purpose<'_>) -> Result<Handed, Failure> {
        let all = [Some(purpose.host), purpose.through].into_iter().flatten();
        let hosts: Vec<String> = all.map(str::to_owned).collect();
        if let Some(host) = hosts.iter().find(|host| !connection.shows_to(host)) {
            let name = &connection.name;
            let words =
                phrase!("connection-other-host", name = name, host = host, hosts = connection.hosts());
            return Err(Failure::new(Kind::Denied, words));
        }
        let (whose, is_application) = self.whose(&connection, purpose)?;
        let source = Source {
            connections: self.connections.clone(),
            caller: self.caller.clone(),
            connection: connection.id.clone(),
            hosts,
            user: String::new(),
            last: AtomicI64::new(-1),
            whose,
        };
        let held = source.held(Renew::WhenExpired).await?;
        let nobody = || Failure::from(carteiro_auth::logins::nobody());
        let named = purpose.user().map(str::to_owned).or_else(|| source.whose.subject.clone());
        let user = named.or(held.account).ok_or_else(nobody)?;
        let words =
            phrase!("audit-connection-used", name = connection.name, run = self.run, host = purpose.host);
        let entry = Entry::about("connection", &connection.id, words);
        self.connections.ground.note(&self.caller.actor(), entry).await.map_err(failure)?;
        let credentials = Arc::new(Source { user: user.clone(), ..source });
        Ok(Handed { credentials, user, is_application })
    }

    /// Whose token it is, and whether an application acts for itself.
    fn whose(&self, connection: &Connection, purpose: &Purpose<'_>) -> Result<(Whose, bool), Failure> {
        match (connection.details.grant, connection.details.token) {
            (Grant::ClientCredentials, _) => Ok((Whose::shared(connection), true)),
            (Grant::ServiceAccount, _) => {
                let only = connection.details.subject.as_deref();
                let wanted = purpose.username.or(purpose.mailbox);
                let is_other =
                    |only: &&str| purpose.username.is_some_and(|user| !user.eq_ignore_ascii_case(only));
                if let Some(only) = only.filter(is_other) {
                    let words = phrase!("connection-subject", name = connection.name, subject = only);
                    return Err(Failure::new(Kind::Denied, words));
                }
                let subject = only.or(wanted).ok_or_else(carteiro_auth::logins::nobody)?;
                Ok((Whose::acting_for(connection, subject), false))
            }
            (_, Token::Shared) => Ok((Whose::shared(connection), false)),
            (_, Token::UserSpecific) if self.caller.is_holder() => {
                Err(Failure::invalid(phrase!("connection-as-user", name = connection.name)))
            }
            (_, Token::UserSpecific) => Ok((Whose::of(connection, &self.caller.person.id), false)),
        }
    }
}

/// So often a token is asked for while somebody changes the connection.
const TRIES: usize = 3;

/// Tokens of a connection for one mailbox. What allows them is looked at again each time.
struct Source {
    connections: Connections,
    caller: Caller,
    connection: String,
    /// To whom they are shown, and who could read along.
    hosts: Vec<String>,
    whose: Whose,
    /// Whose mailbox is opened.
    user: String,
    /// Which one was handed out last.
    last: AtomicI64,
}

impl Source {
    async fn held(&self, renew: Renew) -> Result<Held, Refused> {
        let last = self.last.load(Ordering::SeqCst);
        let unfit = (renew == Renew::Now && last >= 0).then_some(last);
        for _ in 0..TRIES {
            let connection = self.connections.load(&self.connection).await.map_err(unread)?;
            let is_usable = self.connections.is_usable(&self.caller, &connection).await.map_err(unread)?;
            if !is_usable || !self.hosts.iter().all(|host| connection.shows_to(host)) {
                let words = phrase!("connection-not-for-you", name = connection.name);
                return Err(Refused::new(Why::Denied, words));
            }
            let held = self.connections.fresh(&connection, &self.whose, unfit).await;
            // What was given out for another application is for other hosts.
            if self.connections.is_still(&connection).await? {
                let held = held?;
                self.last.store(held.generation, Ordering::SeqCst);
                return Ok(held);
            }
        }
        Err(overtaken())
    }
}

impl CredentialSource for Source {
    fn credential(&self, renew: Renew) -> BoxFuture<'_, Result<Credential, Refused>> {
        Box::pin(async move {
            let Held { token, expires_at, .. } = self.held(renew).await?;
            Ok(Credential::Bearer { user: self.user.clone(), token, expires_at })
        })
    }
}

#[expect(clippy::needless_pass_by_value, reason = "it stands where errors are mapped")]
fn failure(problem: Problem) -> Failure {
    Failure::new(problem.kind(), problem.words().clone())
}
