//! Somebody signs in: who may, and how it begins.

use super::attempt::{Browser, Kept, LIFE, digest};
use super::conclude::problem;
use super::{Connection, Connections, Grant, Whose};
use crate::access::{Caller, Permission};
use crate::{Problem, Result, values};
use carteiro_auth::modes::Token;
use carteiro_auth::oauth2::Client;
use carteiro_auth::oauth2::authorize::{Attempt, Response};
use carteiro_mail::Kind;
use carteiro_world::http::Url;
use carteiro_world::phrase;
use jiff::Timestamp;

/// What somebody has to do.
#[derive(Clone, Debug)]
pub enum Begun {
    /// Open this address, in the browser in which it was begun.
    Browser {
        /// The provider's page.
        url: Url,
    },
    /// Type a code on another device.
    Device {
        /// By which it is asked how it stands.
        attempt: String,
        /// Where the person goes.
        page: String,
        /// What they type there.
        user_code: String,
        /// Until when.
        expires_at: Timestamp,
    },
}

impl Connections {
    /// Lets somebody sign in: an administrator where one token serves all, each for themselves where it does not. `redirect` is
    /// where the browser comes back to.
    ///
    /// - `Denied`, `NotFound`.
    /// - `InvalidInput`: nobody signs in there, or not from here.
    /// - `Throttled`: too many sign-ins of theirs are under way.
    /// - `Unreachable` and others: the provider gives no answer.
    pub async fn begin(
        &self,
        caller: &Caller,
        id: &str,
        browser: Option<&Browser>,
        redirect: &str,
    ) -> Result<Begun> {
        let connection = self.load(id).await?;
        self.whose_to_sign_in(caller, &connection).await?;
        if caller.is_holder() {
            return Err(Problem::new(Kind::InvalidInput, phrase!("connection-sign-in-browser")));
        }
        self.forget_attempts().await?;
        self.not_too_many(caller).await?;
        match connection.details.grant {
            Grant::AuthorizationCode => {
                let here = || Problem::new(Kind::InvalidInput, phrase!("connection-sign-in-browser"));
                let browser = browser.ok_or_else(here)?;
                let client = self.client(&connection).await.map_err(problem)?;
                self.begin_in_browser(caller, &connection, &client, browser, redirect).await
            }
            Grant::DeviceCode => self.begin_on_device(caller, &connection).await,
            Grant::ClientCredentials | Grant::ServiceAccount => {
                let words = phrase!("connection-nobody-signs-in");
                Err(Problem::new(Kind::InvalidInput, words))
            }
        }
    }

    async fn begin_in_browser(
        &self,
        caller: &Caller,
        connection: &Connection,
        client: &Client,
        browser: &Browser,
        redirect: &str,
    ) -> Result<Begun> {
        let provider = connection.issuer();
        let is_own = connection.details.token == Token::UserSpecific;
        let hint = Some(caller.person.name.as_str()).filter(|name| is_own && name.contains('@'));
        let attempt = Attempt::begin(client, Response::Code, redirect, hint, provider.definition().extras());
        let attempt = attempt.map_err(problem)?;
        let parked = attempt.park().ok_or_else(|| Problem::internal("an attempt without a code"))?;
        let (id, now) = (self.ground.id(), self.ground.clock.now());
        let sealed = self.sealed_attempt(&id, &Kept::of(&parked))?;
        let sql = "INSERT INTO connection_attempt (id, digest, connection_id, version, person_id, browser, sealed, \
                   state, made_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'pending', $8, $9)";
        let row = values![
            id,
            digest("state", &parked.state),
            &connection.id,
            connection.version,
            &caller.person.id,
            browser.as_kept(),
            sealed,
            now,
            now + LIFE
        ];
        self.ground.db.run(sql, row).await?;
        Ok(Begun::Browser { url: attempt.url })
    }

    /// Whose token a sign-in of theirs brings. `Denied`: they may not sign in there; `NotFound`: they may not know of it.
    pub async fn whose_to_sign_in(&self, caller: &Caller, connection: &Connection) -> Result<Whose> {
        match connection.details.token {
            Token::Shared if !caller.permissions.contains(&Permission::ViewConnections) => {
                Err(super::missing())
            }
            Token::Shared => {
                caller.must(Permission::ManageConnections)?;
                Ok(Whose::shared(connection))
            }
            Token::UserSpecific if caller.is_holder() => {
                let words = phrase!("connection-as-user", name = connection.name);
                Err(Problem::new(Kind::InvalidInput, words))
            }
            Token::UserSpecific if self.is_usable(caller, connection).await? => {
                Ok(Whose::of(connection, &caller.person.id))
            }
            Token::UserSpecific if caller.permissions.contains(&Permission::ViewConnections) => {
                let words = phrase!("connection-not-for-you", name = connection.name);
                Err(Problem::new(Kind::Denied, words))
            }
            Token::UserSpecific => Err(super::missing()),
        }
    }
}
