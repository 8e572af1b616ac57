//! Test connection: a token is asked for now, and what it says is told.

use super::reason::Reason;
use super::{Connection, Connections, Whose};
use crate::access::Caller;
use crate::audit::Entry;
use crate::{Problem, Result};
use carteiro_auth::Credential;
use carteiro_auth::modes::Token;
use carteiro_auth::oauth2::judge::Facts;
use carteiro_mail::Kind;
use carteiro_world::{Phrase, phrase};
use jiff::Timestamp;

/// What came of asking for a token.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Tried {
    /// Whether there is one.
    pub is_ok: bool,
    /// What happened, one after the other.
    pub told: Vec<Phrase>,
    /// Why there is none.
    pub reason: Option<Reason>,
    /// Who signed in, where somebody says so.
    pub account: Option<String>,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
    /// Whom it is for, by itself.
    pub audience: Vec<String>,
    /// What it allows, by itself.
    pub allowed: Vec<String>,
}

impl Connections {
    /// Asks for a token now. Of a connection in which each person signs in, for whoever asks; of a service account, for its
    /// subject or for `subject`.
    ///
    /// - `Denied`, `NotFound`; `InvalidInput`: nobody says for whom.
    pub async fn test(&self, caller: &Caller, id: &str, subject: Option<&str>) -> Result<Tried> {
        let connection = self.load(id).await?;
        let mut whose = self.whose_to_sign_in(caller, &connection).await?;
        if connection.details.grant == super::Grant::ServiceAccount {
            let subject = connection.details.subject.as_deref().or(subject);
            let nobody = || Problem::new(Kind::InvalidInput, phrase!("connection-test-subject"));
            whose = Whose::acting_for(&connection, subject.ok_or_else(nobody)?);
        }
        let words = phrase!("audit-connection-tested", name = connection.name);
        self.ground.note(&caller.actor(), Entry::about("connection", id, words)).await?;
        // What was wrong may be mended: nobody waits for the next try.
        self.ground
            .db
            .run("UPDATE connection_token SET not_before = NULL WHERE id = $1", crate::values![whose.id()])
            .await?;
        // What cannot be renewed is looked at as it is: to renew it would be to lose it.
        let is_renewed =
            |row: &super::token::Row| row.has_refresh() || !connection.details.grant.is_of_person();
        let generation = self.row(&whose).await?.filter(is_renewed).map(|row| row.generation);
        let mut tried = Tried {
            is_ok: false,
            told: Vec::new(),
            reason: None,
            account: None,
            expires_at: None,
            audience: Vec::new(),
            allowed: Vec::new(),
        };
        match self.fresh(&connection, &whose, generation).await {
            Ok(held) => {
                tried.is_ok = true;
                tried.told.push(match connection.details.token {
                    Token::Shared => phrase!("connection-token-came", name = connection.name),
                    Token::UserSpecific => phrase!("connection-token-came-person", name = connection.name),
                });
                tried.account.clone_from(&held.account);
                let user = held.account.unwrap_or_default();
                let (token, expires_at) = (held.token, held.expires_at);
                self.judge(&connection, &Credential::Bearer { user, token, expires_at }, &mut tried);
            }
            Err(refused) => tried.reason = Some(Reason::from(&refused)),
        }
        tried.told.extend(super::state::warnings(&connection, self.ground.clock.now()));
        Ok(tried)
    }

    /// What can be told of a token by what it says of itself.
    fn judge(&self, connection: &Connection, credential: &Credential, tried: &mut Tried) {
        let Some(facts) = Facts::of(credential) else { return };
        tried.expires_at = facts.expires_at;
        let now = self.ground.clock.now();
        let mut unfit: Vec<Phrase> = Vec::new();
        for service in &connection.details.services {
            if let Some(words) = facts.at_sight(*service, now)
                && !unfit.contains(&words)
            {
                unfit.push(words);
            }
        }
        tried.is_ok = unfit.is_empty();
        tried.told.extend(unfit);
        if let Some(claims) = facts.claims {
            tried.audience = claims.audience;
            tried.allowed = if claims.scopes.is_empty() { claims.roles } else { claims.scopes };
        }
    }
}
