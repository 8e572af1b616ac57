//! What a run may use, for whom it acts.

use super::attribute::Input;
use super::{Vault, own, versions};
use crate::access::Caller;
use crate::audit::Entry;
use crate::{Problem, Result, values};
use carteiro_auth::AllowedHosts;
use carteiro_auth::value::CredentialPath;
use carteiro_engine::Failure;
use carteiro_engine::secrets::{Kept, Secrets};
use carteiro_mail::Kind;
use carteiro_world::{Secret, phrase};
use futures_util::future::BoxFuture;
use std::collections::HashSet;
use std::sync::{Arc, Mutex, PoisonError};

/// What somebody's run reads. What it has read is told once for each value: a loop may read one a thousand times.
struct OfRun {
    vault: Vault,
    caller: Caller,
    run: String,
    told: Mutex<HashSet<String>>,
}

/// What is at a path, for somebody.
#[derive(sqlx::FromRow)]
struct Row {
    credential: Option<String>,
    allowed_hosts: Option<String>,
    input: Option<String>,
    /// Whether they are something in the locker.
    is_seen: i64,
    number: Option<i64>,
    sealed: Option<Vec<u8>>,
    given_at: Option<i64>,
    given: Option<Vec<u8>>,
}

impl Vault {
    /// What a run may use that acts for `caller`; `run` is its row, for the audit log, or what else reads it.
    ///
    /// Each of them is looked up when it is used: who is let out of a locker while a run is under way reads nothing more.
    ///
    /// - `NotFound`: there is nothing at the path; whoever is nothing in the locker, or may no longer come in, hears no more.
    /// - `SignInNeeded`: nobody has given a value, or not this person.
    pub fn secrets(&self, caller: Caller, run: &str) -> Arc<dyn Secrets> {
        Arc::new(OfRun { vault: self.clone(), caller, run: run.to_owned(), told: Mutex::default() })
    }
}

impl OfRun {
    async fn read(&self, path: &CredentialPath) -> Result<Kept> {
        let row = self.row(path).await?;
        let about = row.as_ref().and_then(|row| row.credential.clone()).filter(|_| self.may(row.as_ref()));
        match self.open(path, row) {
            Ok((kept, value)) => {
                self.tell(about.unwrap_or_default(), path, &value, None).await?;
                Ok(kept)
            }
            Err(problem) => {
                self.tell(about.unwrap_or_default(), path, "", Some(&problem)).await?;
                Err(problem)
            }
        }
    }

    fn may(&self, row: Option<&Row>) -> bool {
        row.is_some_and(|row| row.is_seen != 0) || self.caller.is_holder()
    }

    async fn row(&self, path: &CredentialPath) -> Result<Option<Row>> {
        let sql = "SELECT credential.id AS credential, allowed_hosts, input, \
                   CAST(CASE WHEN NOT EXISTS (SELECT 1 FROM person WHERE person.id = $4 AND disabled = 1) AND (\
                     EXISTS (SELECT 1 FROM locker_person WHERE locker_id = locker.id AND person_id = $4) OR \
                     EXISTS (SELECT 1 FROM locker_role JOIN person_role ON person_role.role_id = locker_role.role_id \
                      WHERE locker_role.locker_id = locker.id AND person_role.person_id = $4)) \
                    THEN 1 ELSE 0 END AS BIGINT) AS is_seen, \
                   number, credential_value.sealed AS sealed, credential_own.set_at AS given_at, \
                   credential_own.sealed AS given FROM locker \
                   LEFT JOIN credential ON credential.locker_id = locker.id AND credential.name = $2 \
                   LEFT JOIN credential_attribute ON credential_attribute.credential_id = credential.id \
                    AND credential_attribute.name = $3 \
                   LEFT JOIN credential_value ON credential_value.credential_id = credential.id \
                    AND credential_value.attribute = $3 AND number = (SELECT MAX(number) FROM credential_value AS all_values \
                     WHERE all_values.credential_id = credential.id AND all_values.attribute = $3) \
                   LEFT JOIN credential_own ON credential_own.credential_id = credential.id \
                    AND credential_own.attribute = $3 AND credential_own.person_id = $4 \
                   WHERE locker.name = $1";
        let row = values![&path.locker, &path.name, &path.attribute, &self.caller.person.id];
        self.vault.ground.db.one(sql, row).await
    }

    /// The value, and which it is.
    fn open(&self, path: &CredentialPath, row: Option<Row>) -> Result<(Kept, String)> {
        let person = &self.caller.person;
        if !self.may(row.as_ref()) && !self.caller.is_holder() {
            let words = phrase!("credential-not-for", path = path, name = person.name, locker = path.locker);
            return Err(Problem::new(Kind::NotFound, words));
        }
        let nothing = || Problem::new(Kind::NotFound, phrase!("credential-nowhere", path = path));
        let row = row.ok_or_else(nothing)?;
        let (id, input) = row.credential.zip(row.input).ok_or_else(nothing)?;
        let hosts: AllowedHosts =
            serde_json::from_str(row.allowed_hosts.as_deref().unwrap_or("[]")).map_err(Problem::internal)?;
        let needed = |words| Problem::new(Kind::SignInNeeded, words);
        let (name, sealed, which) = match Input::named(&input) {
            Input::Standard => {
                let sealed = row.sealed.ok_or_else(|| needed(phrase!("credential-empty", path = path)))?;
                let number = row.number.unwrap_or_default();
                (versions::sealed_as(&id, &path.attribute), sealed, number.to_string())
            }
            Input::UserProvided if self.caller.is_holder() => {
                return Err(needed(phrase!("credential-of-whom", path = path)));
            }
            Input::UserProvided => {
                let not_given = || needed(phrase!("credential-not-given", path = path, name = person.name));
                let sealed = row.given.ok_or_else(not_given)?;
                let at = row.given_at.unwrap_or_default();
                (own::sealed_as(&id, &path.attribute, &person.id), sealed, at.to_string())
            }
        };
        let plain = self.vault.ground.seal.unseal(&name, &sealed)?;
        let text = std::str::from_utf8(&plain).map_err(Problem::internal)?;
        Ok((Kept { secret: Secret::new(text), hosts }, which))
    }

    async fn tell(
        &self,
        about: String,
        path: &CredentialPath,
        value: &str,
        refused: Option<&Problem>,
    ) -> Result<()> {
        let what = format!("{path} {value}");
        if self.told.lock().unwrap_or_else(PoisonError::into_inner).contains(&what) {
            return Ok(());
        }
        let words = phrase!("audit-credential-read", path = path, run = self.run);
        let entry = Entry::about("credential", about, words);
        let entry = match refused {
            Some(problem) => entry.refused(problem),
            None => entry,
        };
        // Told before it is handed out: nobody reads what cannot be told.
        self.vault.ground.note(&self.caller.actor(), entry).await?;
        self.told.lock().unwrap_or_else(PoisonError::into_inner).insert(what);
        Ok(())
    }
}

impl Secrets for OfRun {
    fn secret<'a>(&'a self, path: &'a CredentialPath) -> BoxFuture<'a, Result<Option<Kept>, Failure>> {
        Box::pin(async move {
            self.read(path).await.map(Some).map_err(|problem| {
                let failure = Failure::new(problem.kind(), problem.words().clone());
                match problem.cause() {
                    Some(cause) => failure.because(cause),
                    None => failure,
                }
            })
        })
    }
}
