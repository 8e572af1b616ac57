//! What came of a sign-in: tokens where they allow enough, or why there are none.

use super::reason::Reason;
use super::token::Brought;
use super::{Connection, Connections, Whose};
use crate::access::Caller;
use crate::audit::{Actor, Entry};
use crate::{Problem, Result, values};
use carteiro_auth::Refused;
use carteiro_auth::oauth2::Granted;
use carteiro_mail::Kind;
use carteiro_world::{Phrase, phrase};

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

impl Connections {
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
        by: &Actor,
        connection: &Connection,
        whose: &Whose,
        granted: &Granted,
        token_endpoint: &str,
    ) -> Result<Signed> {
        if let Some(words) = lacking(connection, granted) {
            self.keep_lack(by, connection, whose, words.clone()).await?;
            return Ok(Signed::Refused(words.into()));
        }
        let bringing = Brought { granted, token_endpoint, at: self.ground.clock.now() };
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
}

/// What was asked for and is not allowed: people can untick it.
fn lacking(connection: &Connection, granted: &Granted) -> Option<Phrase> {
    let wanted = connection.scopes();
    let lacking = granted.lacks(&wanted).join(" ");
    (!lacking.is_empty()).then(|| phrase!("connection-scopes-missing", scopes = lacking))
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
