//! A browser comes back from a provider: what it brings answers an attempt, in the session in which that was begun, once.

use super::attempt::{Browser, Kept, digest};
use super::client::unread;
use super::{Connection, Connections, Signed};
use crate::access::Caller;
use crate::audit::Entry;
use crate::{Problem, Result, app, values};
use carteiro_auth::oauth2::Granted;
use carteiro_auth::oauth2::authorize::{Attempt, Brought};
use carteiro_auth::{Refused, Why};
use carteiro_mail::Kind;
use carteiro_world::http::Url;
use carteiro_world::phrase;

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
        let is_theirs = browser.is_some() && row.browser.as_deref() == browser.map(Browser::as_kept);
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
        let kept: Kept = self.unsealed_attempt(&row.id, &row.sealed).map_err(unread)?;
        let client = self.client(connection).await?;
        if let Some(said) = brought.issuer() {
            is_of_there(said, connection.details.issuer.as_deref(), client.endpoints.authorization.as_ref())?;
        }
        let attempt = Attempt::unpark(&client, kept.parked())?;
        let granted = attempt.finish(&client, brought).await?;
        Ok((granted, client.endpoints.token.to_string()))
    }
}

/// Nobody's answer is taken to whom it was not for (RFC 9207 §2.4). Where nobody has written down how an issuer calls itself,
/// it is known by where people sign in.
fn is_of_there(said: &str, issuer: Option<&str>, authorization: Option<&Url>) -> Result<(), Refused> {
    let origin = |url: &Url| url.origin().ascii_serialization();
    let known = issuer.map(str::to_owned).or_else(|| authorization.map(origin)).unwrap_or_default();
    let said = match issuer {
        Some(_) => said.to_owned(),
        None => Url::parse(said).as_ref().map(origin).unwrap_or_default(),
    };
    if known.trim_end_matches('/') == said.trim_end_matches('/') {
        return Ok(());
    }
    Err(Refused::new(Why::Denied, phrase!("oauth-other-issuer", issuer = known)))
}
