//! Making, changing and removing connections.

use super::checking::{Before, Checked};
use super::draft::{Kept, is_same_application, is_same_place};
use super::store::sealed_name;
use super::{Connection, Connections, Draft, Reason, missing, told};
use crate::access::{Caller, Permission};
use crate::audit::Entry;
use crate::db::Transaction;
use crate::{Problem, Result, app, values};
use carteiro_mail::Kind;
use carteiro_world::phrase;

impl Connections {
    /// Makes one. `Denied`; `InvalidInput`: something in it is wrong; `Exists`: there is one of this name; `NotFound`: a role
    /// is none.
    pub async fn add(&self, caller: &Caller, draft: Draft) -> Result<Connection> {
        Self::managed_by(caller)?;
        let checked = Checked::of(draft, Before::default())?;
        let id = self.ground.id();
        let draft = &checked.draft;
        let sealed = [
            self.sealed(&id, "secret", &checked.secret)?,
            self.sealed(&id, "certificate", &checked.certificate)?,
            self.sealed(&id, "service_key", &checked.service_key)?,
        ];
        let [secret, certificate, service_key] = sealed.map(Option::flatten);
        let details = serde_json::to_string(&draft.details).map_err(Problem::internal)?;
        let owner = (!caller.is_holder()).then(|| caller.person.id.clone());
        let mut change = self.ground.db.begin().await?;
        let sql = "INSERT INTO connection (id, name, title, provider, details, secret, certificate, service_key, \
                   secret_ends_at, certificate_ends_at, owner_id, made_at) \
                   VALUES ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12)";
        let row = values![
            &id,
            &draft.name,
            &draft.title,
            draft.provider.name(),
            details,
            secret,
            certificate,
            service_key,
            checked.secret_ends_at,
            checked.certificate_ends_at,
            owner,
            self.ground.clock.now()
        ];
        change.run(sql, row).await.map_err(|problem| taken(problem, &draft.name))?;
        Self::give_roles(&mut change, &id, &draft.roles).await?;
        Self::mark(&mut change, &id, draft.provider, draft.is_default).await?;
        let words = phrase!("audit-connection-added", name = draft.name, provider = draft.provider.name());
        self.ground.audit(&mut change, &caller.actor(), Entry::about("connection", &id, words)).await?;
        change.commit().await?;
        self.load(&id).await
    }

    /// Changes one, of this version. Where it is another application now, or at another place, its tokens are gone; what is
    /// secret has to be given again for another place.
    ///
    /// - `Denied`; `NotFound`, also a role; `InvalidInput`; `Exists`.
    /// - `Changed`: it is another version now.
    pub async fn change(&self, caller: &Caller, id: &str, version: i64, draft: Draft) -> Result<Connection> {
        Self::changed_by(caller)?;
        let before = self.load(id).await?;
        if before.version != version {
            return Err(app::changed());
        }
        let is_there = Before {
            secret: before.sealed.secret.is_some(),
            certificate: before.sealed.certificate.is_some(),
            service_key: before.sealed.service_key.is_some(),
        };
        let checked = Checked::of(draft, is_there)?;
        let draft = &checked.draft;
        let goes_elsewhere = !is_same_place(&before, draft.provider, &draft.details);
        let stays = |kept: &Kept, was: bool| matches!(kept, Kept::Same) && was;
        if goes_elsewhere
            && (stays(&checked.secret, is_there.secret) || stays(&checked.certificate, is_there.certificate))
        {
            let field = if stays(&checked.secret, is_there.secret) { "/secret" } else { "/certificate" };
            return Err(Problem::new(Kind::InvalidInput, phrase!("connection-secret-elsewhere")).at(field));
        }
        let details = serde_json::to_string(&draft.details).map_err(Problem::internal)?;
        let secret = self.sealed(id, "secret", &checked.secret)?;
        let certificate = self.sealed(id, "certificate", &checked.certificate)?;
        let service_key = self.sealed(id, "service_key", &checked.service_key)?;
        let ends_at = match &checked.certificate {
            Kept::Same => before.certificate_ends_at,
            Kept::None | Kept::New(_) => checked.certificate_ends_at,
        };
        let mut change = self.ground.db.begin().await?;
        let sql = "UPDATE connection SET name = $1, title = $2, provider = $3, details = $4, secret_ends_at = $5, \
                   certificate_ends_at = $6, version = version + 1 WHERE id = $7 AND version = $8";
        let row = values![
            &draft.name,
            &draft.title,
            draft.provider.name(),
            details,
            checked.secret_ends_at,
            ends_at,
            id,
            version
        ];
        let changed = change.run(sql, row).await.map_err(|problem| taken(problem, &draft.name))?;
        if changed == 0 {
            return Err(app::changed());
        }
        if let Some(secret) = secret {
            change.run("UPDATE connection SET secret = $1 WHERE id = $2", values![secret, id]).await?;
        }
        if let Some(certificate) = certificate {
            let sql = "UPDATE connection SET certificate = $1 WHERE id = $2";
            change.run(sql, values![certificate, id]).await?;
        }
        if let Some(key) = service_key {
            change.run("UPDATE connection SET service_key = $1 WHERE id = $2", values![key, id]).await?;
        }
        Self::give_roles(&mut change, id, &draft.roles).await?;
        Self::mark(&mut change, id, draft.provider, draft.is_default).await?;
        let is_key_new = matches!(checked.service_key, Kept::New(_));
        if is_key_new || !is_same_application(&before, draft.provider, &draft.details) {
            change.run("DELETE FROM connection_token WHERE connection_id = $1", values![id]).await?;
        } else {
            // What was wrong may be mended.
            let sql = "UPDATE connection_token SET not_before = NULL, failures = 0 WHERE connection_id = $1";
            change.run(sql, values![id]).await?;
            let after =
                Connection { provider: draft.provider, details: draft.details.clone(), ..before.clone() };
            if after.scopes() != before.scopes() {
                self.rescoped(&mut change, &after).await?;
            }
        }
        let words = phrase!("audit-connection-changed", name = draft.name);
        self.ground.audit(&mut change, &caller.actor(), Entry::about("connection", id, words)).await?;
        change.commit().await?;
        self.load(id).await
    }

    /// It asks for something else now: an application gets another token, people sign in again where they have not allowed it.
    async fn rescoped(&self, change: &mut Transaction, connection: &Connection) -> Result<()> {
        if !connection.details.grant.is_of_person() {
            let sql = "DELETE FROM connection_token WHERE connection_id = $1";
            return change.run(sql, values![&connection.id]).await.map(drop);
        }
        let wanted = connection.scopes();
        for row in self.rows_of(&connection.id).await? {
            let lacking = row.lacks(&wanted).join(" ");
            if lacking.is_empty() || row.needs_sign_in() {
                continue;
            }
            let words = phrase!("connection-scopes-missing", scopes = lacking);
            let (reason, whose) = (Reason::from(words.clone()).written(), row.whose());
            // Whoever is asking for the next token by what was allowed brings nothing.
            let sql = "UPDATE connection_token SET state = 'needs_sign_in', reason = $1, since = $2, \
                       refreshing_by = NULL, lease_until = NULL WHERE id = $3";
            change.run(sql, values![reason, self.ground.clock.now(), whose.id()]).await?;
            let people = self.concerned(connection, &whose).await?;
            self.notices.tell(change, &people, &told::needs_sign_in(connection, &row, words)).await?;
        }
        Ok(())
    }

    /// Removes one, with all that people have signed in for. `Denied`, `NotFound`.
    pub async fn remove(&self, caller: &Caller, id: &str) -> Result<()> {
        Self::changed_by(caller)?;
        let connection = self.load(id).await?;
        let mut change = self.ground.db.begin().await?;
        if change.run("DELETE FROM connection WHERE id = $1", values![id]).await? == 0 {
            return Err(missing());
        }
        let words = phrase!("audit-connection-removed", name = connection.name);
        self.ground.audit(&mut change, &caller.actor(), Entry::about("connection", id, words)).await?;
        change.commit().await
    }

    /// All of them, by name. `Denied`.
    pub async fn list(&self, caller: &Caller) -> Result<Vec<Connection>> {
        caller.must(Permission::ViewConnections)?;
        self.every().await
    }

    /// One of them. `Denied`, `NotFound`.
    pub async fn get(&self, caller: &Caller, id: &str) -> Result<Connection> {
        caller.must(Permission::ViewConnections)?;
        self.load(id).await
    }

    /// The one that automations call so. `Denied`, `NotFound`.
    pub async fn named(&self, caller: &Caller, name: &str) -> Result<Connection> {
        caller.must(Permission::ViewConnections)?;
        self.by_name(name).await?.ok_or_else(missing)
    }

    /// What is to be written of a secret; the outer `None`: nothing.
    #[expect(clippy::option_option, reason = "left out, null and a value are three things")]
    fn sealed(&self, id: &str, what: &str, kept: &Kept) -> Result<Option<Option<Vec<u8>>>> {
        Ok(match kept {
            Kept::Same => None,
            Kept::None => Some(None),
            Kept::New(secret) => {
                let name = sealed_name(id, what);
                Some(Some(self.ground.seal.seal(&name, secret.expose().as_bytes())?))
            }
        })
    }
}

fn taken(problem: Problem, name: &str) -> Problem {
    match problem.kind() {
        Kind::Exists => Problem::new(Kind::Exists, phrase!("connection-exists", name = name)).at("/name"),
        _ => problem,
    }
}
