//! Somebody signs in: an attempt is begun in a browser's session, and answered in the same, once.

use super::client::unread;
use super::reason::Reason;
use super::token::Brought as Bringing;
use super::{Connection, Connections, Grant, Whose};
use crate::access::{Caller, Permission};
use crate::audit::Entry;
use crate::{Problem, Result, app, values};
use carteiro_auth::modes::Token;
use carteiro_auth::oauth2::authorize::{Attempt, Brought, Parked, Response};
use carteiro_auth::oauth2::{Client, Granted};
use carteiro_auth::{Refused, Why};
use carteiro_mail::Kind;
use carteiro_world::http::Url;
use carteiro_world::{Phrase, Secret, phrase};
use jiff::{SignedDuration, Timestamp};
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use zeroize::{Zeroize, Zeroizing};

/// Nobody takes longer.
const LIFE: SignedDuration = SignedDuration::from_mins(10);
/// So long it is known what became of an attempt.
const KNOWN: SignedDuration = SignedDuration::from_hours(24);

/// The session of a browser, as attempts know it.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Browser(String);

impl Browser {
    /// The session of this token.
    pub fn of(session: &Secret) -> Self {
        Self(digest("browser", session))
    }
}

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

/// What a sign-in has brought.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Signed {
    /// Runs can go on.
    Active {
        /// The connection, as people read it.
        title: String,
        /// Who signed in, where the provider says so.
        account: Option<String>,
    },
    /// Somebody unticked what is needed, or the provider said no.
    Refused(Reason),
}

/// What only we know of an attempt in a browser.
#[derive(Serialize, Deserialize)]
struct Kept {
    state: String,
    nonce: String,
    verifier: String,
    redirect: String,
}

impl Drop for Kept {
    fn drop(&mut self) {
        self.state.zeroize();
        self.nonce.zeroize();
        self.verifier.zeroize();
    }
}

#[derive(sqlx::FromRow)]
struct Row {
    id: String,
    connection_id: String,
    version: i64,
    person_id: String,
    browser: Option<String>,
    sealed: Vec<u8>,
    state: String,
    ends_at: i64,
}

impl Connections {
    /// Lets somebody sign in: an administrator where one token serves all, each for themselves where it does not. `redirect` is
    /// where the browser comes back to.
    ///
    /// - `Denied`, `NotFound`.
    /// - `InvalidInput`: nobody signs in there, or not from here.
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
        let old = self.ground.clock.now() - KNOWN;
        self.ground.db.run("DELETE FROM connection_attempt WHERE ends_at <= $1", values![old]).await?;
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
        let kept = Kept {
            state: parked.state.expose().to_owned(),
            nonce: parked.nonce.expose().to_owned(),
            verifier: parked.verifier.expose().to_owned(),
            redirect: parked.redirect.clone(),
        };
        let plain = Zeroizing::new(serde_json::to_vec(&kept).map_err(Problem::internal)?);
        let (id, now) = (self.ground.id(), self.ground.clock.now());
        let sealed = self.ground.seal.seal(&sealed_name(&id), &plain)?;
        let sql = "INSERT INTO connection_attempt (id, digest, connection_id, version, person_id, browser, sealed, \
                   state, made_at, ends_at) VALUES ($1, $2, $3, $4, $5, $6, $7, 'pending', $8, $9)";
        let row = values![
            id,
            digest("state", &parked.state),
            &connection.id,
            connection.version,
            &caller.person.id,
            &browser.0,
            sealed,
            now,
            now + LIFE
        ];
        self.ground.db.run(sql, row).await?;
        Ok(Begun::Browser { url: attempt.url })
    }

    /// Takes what a browser has brought back, in the query of the address.
    ///
    /// - `InvalidInput`: it answers no attempt, or one that is over.
    /// - `Denied`: it answers an attempt of another session, or of somebody else.
    /// - `Exists`: the attempt was answered before.
    /// - `Changed`: the connection is another one now.
    pub async fn finish(&self, caller: &Caller, browser: Option<&Browser>, query: &str) -> Result<Signed> {
        let brought = Brought::read(query);
        let unknown = || Problem::new(Kind::InvalidInput, phrase!("oauth-state"));
        let state = brought.state().ok_or_else(unknown)?;
        let sql = "SELECT id, connection_id, version, person_id, browser, sealed, state, ends_at \
                   FROM connection_attempt WHERE digest = $1";
        let row: Option<Row> = self.ground.db.one(sql, values![digest("state", state)]).await?;
        let row = row.ok_or_else(unknown)?;
        let is_theirs = browser.is_some() && row.browser.as_ref() == browser.map(|browser| &browser.0);
        if !is_theirs || row.person_id != caller.person.id {
            // Whoever shows it knows what nobody else may: it is good for nothing any more.
            let sql = "UPDATE connection_attempt SET state = 'used' WHERE id = $1 AND state = 'pending'";
            self.ground.db.run(sql, values![&row.id]).await?;
            let problem = Problem::new(Kind::Denied, phrase!("connection-other-session"));
            let words = phrase!("audit-connection-sign-in-refused");
            let entry = Entry::about("connection", &row.connection_id, words).refused(&problem);
            self.ground.note(&caller.actor(), entry).await?;
            return Err(problem);
        }
        // Of two that come at once one goes on; that a code was shown is known before anything is done with it.
        let now = self.ground.clock.now();
        let sql = "UPDATE connection_attempt SET state = 'used' WHERE id = $1 AND state = 'pending' AND ends_at > $2";
        if self.ground.db.run(sql, values![&row.id, now]).await? == 0 {
            return Err(if row.state == "pending" && row.ends_at <= now.as_microsecond() {
                Problem::new(Kind::InvalidInput, phrase!("connection-attempt-over"))
            } else {
                Problem::new(Kind::Exists, phrase!("connection-attempt-used"))
            });
        }
        let connection = self.load(&row.connection_id).await?;
        let whose = self.whose_to_sign_in(caller, &connection).await?;
        if connection.version != row.version {
            return Err(app::changed());
        }
        // The browser may go away: what the provider hands out has to be stored all the same.
        let (this, caller) = (self.clone(), caller.clone());
        let work = tokio::spawn(async move {
            let answered = this.answered(&connection, &row, &brought).await;
            this.conclude(&caller, &connection, &whose, &row.id, answered).await
        });
        work.await.unwrap_or_else(|error| Err(Problem::internal(error)))
    }

    async fn answered(
        &self,
        connection: &Connection,
        row: &Row,
        brought: &Brought,
    ) -> Result<(Granted, String), Refused> {
        let plain = self.ground.seal.unseal(&sealed_name(&row.id), &row.sealed).map_err(unread)?;
        let kept: Kept = serde_json::from_slice(&plain).map_err(|error| unread(Problem::internal(error)))?;
        let parked = Parked {
            state: Secret::new(kept.state.as_str()),
            nonce: Secret::new(kept.nonce.as_str()),
            verifier: Secret::new(kept.verifier.as_str()),
            redirect: kept.redirect.clone(),
        };
        let client = self.client(connection).await?;
        if let Some(said) = brought.issuer() {
            is_of_there(said, connection.details.issuer.as_deref(), client.endpoints.authorization.as_ref())?;
        }
        let attempt = Attempt::unpark(&client, parked)?;
        let granted = attempt.finish(&client, brought).await?;
        Ok((granted, client.endpoints.token.to_string()))
    }

    /// Keeps what came of an attempt: tokens where they allow enough, or why there are none.
    pub(super) async fn conclude(
        &self,
        caller: &Caller,
        connection: &Connection,
        whose: &Whose,
        attempt: &str,
        answered: Result<(Granted, String), Refused>,
    ) -> Result<Signed> {
        let by = caller.actor();
        let signed = match answered {
            Ok((granted, endpoint)) => match self.bring(&by, connection, whose, &granted, &endpoint).await {
                Ok(signed) => signed,
                Err(problem) => {
                    let reason = Reason::from(Problem::words(&problem).clone());
                    self.concluded(attempt, "refused", Some(&reason)).await?;
                    return Err(problem);
                }
            },
            Err(refused) => {
                let why = refused.reason.code.as_ref();
                let words = phrase!("audit-connection-sign-in-failed", name = connection.name, why = why);
                let entry = Entry::about("connection", &connection.id, words);
                self.ground.note(&by, entry.refused(&problem(refused.clone()))).await?;
                Signed::Refused(Reason::from(&refused))
            }
        };
        match &signed {
            Signed::Active { .. } => self.concluded(attempt, "done", None).await?,
            Signed::Refused(reason) => self.concluded(attempt, "refused", Some(reason)).await?,
        }
        Ok(signed)
    }

    /// What became of an attempt.
    pub(super) async fn concluded(&self, attempt: &str, state: &str, reason: Option<&Reason>) -> Result<()> {
        let sql = "UPDATE connection_attempt SET state = $1, outcome = $2 WHERE id = $3";
        let outcome = reason.map(Reason::written);
        self.ground.db.run(sql, values![state, outcome, attempt]).await.map(drop)
    }

    /// Keeps what somebody has brought, from wherever: tokens where they allow enough, or what is missing.
    pub(super) async fn bring(
        &self,
        by: &crate::audit::Actor,
        connection: &Connection,
        whose: &Whose,
        granted: &Granted,
        token_endpoint: &str,
    ) -> Result<Signed> {
        if let Some(words) = lacking(connection, granted) {
            self.keep_lack(by, connection, whose, words.clone()).await?;
            return Ok(Signed::Refused(words.into()));
        }
        let bringing = Bringing { granted, token_endpoint, at: self.ground.clock.now() };
        self.keep(by, connection, whose, &bringing).await?;
        let account = granted.person.as_ref().and_then(|person| person.address()).map(str::to_owned);
        Ok(Signed::Active { title: connection.title.clone(), account })
    }

    /// Keeps what somebody has brought who signed in at the terminal. `Denied`: they may not.
    pub async fn brought(
        &self,
        caller: &Caller,
        connection: &Connection,
        granted: &Granted,
        token_endpoint: &str,
    ) -> Result<Signed> {
        let whose = self.whose_to_sign_in(caller, connection).await?;
        self.bring(&caller.actor(), connection, &whose, granted, token_endpoint).await
    }

    /// Whose token a sign-in of theirs brings. `Denied`: they may not sign in there; `NotFound`: they may not know of it.
    pub async fn whose_to_sign_in(&self, caller: &Caller, connection: &Connection) -> Result<Whose> {
        match connection.details.token {
            Token::Shared if !caller.permissions.contains(&Permission::ViewConnections) => Err(super::missing()),
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

/// Nobody's answer is taken to whom it was not for (RFC 9207 §2.4). Where nobody has written down how an issuer calls itself,
/// it is known by where people sign in.
fn is_of_there(said: &str, issuer: Option<&str>, authorization: Option<&Url>) -> Result<(), Refused> {
    let origin = |url: &Url| url.origin().ascii_serialization();
    let (known, is_so) = match issuer {
        Some(issuer) => (issuer.to_owned(), issuer.trim_end_matches('/') == said.trim_end_matches('/')),
        None => {
            let known = authorization.map(origin).unwrap_or_default();
            let is_so = Url::parse(said).is_ok_and(|said| origin(&said) == known);
            (known, is_so)
        }
    };
    if is_so {
        return Ok(());
    }
    Err(Refused::new(Why::Denied, phrase!("oauth-other-issuer", issuer = known)).because(said))
}

/// What was asked for and is not allowed: people can untick it.
fn lacking(connection: &Connection, granted: &Granted) -> Option<Phrase> {
    let wanted = connection.scopes();
    let lacking = granted.lacks(&wanted).join(" ");
    (!lacking.is_empty()).then(|| phrase!("connection-scopes-missing", scopes = lacking))
}

/// What is kept of what nobody may know: it is random, so that one round of a digest hides it.
fn digest(what: &str, secret: &Secret) -> String {
    let mut hash = Sha256::new();
    hash.update(what.as_bytes());
    hash.update([0]);
    hash.update(secret.expose().as_bytes());
    hash.finalize().iter().fold(String::with_capacity(64), |mut text, byte| {
        use std::fmt::Write;
        let _ = write!(text, "{byte:02x}");
        text
    })
}

pub(super) fn sealed_name(attempt: &str) -> String {
    format!("connection_attempt/{attempt}")
}

/// What a provider refuses, as a problem of whoever asks.
pub(super) fn problem(refused: Refused) -> Problem {
    let error = carteiro_mail::Error::from(refused);
    // Whoever asks has signed in here: it is the provider who refuses.
    let kind = match error.kind() {
        Kind::SignInNeeded | Kind::SignInFailed => Kind::Rejected,
        kind => kind,
    };
    let problem = Problem::new(kind, error.words().clone());
    match error.detail() {
        Some(detail) => problem.because(detail),
        None => problem,
    }
}
