//! Changing people: each change of what is told of somebody makes another version of them.

use super::people::{entry, missing, somebody_manages, taken};
use super::{Access, Caller, Proof, folded};
use crate::app;
use crate::audit::Actor;
use crate::db::Transaction;
use crate::{Problem, Result, values};
use carteiro_mail::{Envelope, Kind};
use carteiro_world::{Language, Secret, phrase};
use jiff::tz::TimeZone;

/// What changes of somebody; what is `None` stays.
#[derive(Clone, Debug, Default)]
pub struct Changes {
    /// What they sign in with.
    pub name: Option<String>,
    /// Whether nobody comes in so.
    pub disabled: Option<bool>,
    /// What they read, or that it is not said.
    pub language: Option<Option<Language>>,
    /// Where they are, by the name of a time zone, or that it is not said.
    pub time_zone: Option<Option<String>>,
    /// Where they get mail, or that it is not said.
    pub email: Option<Option<String>>,
}

impl Access {
    /// Changes somebody, of this version where one is given; answers which version it is then.
    ///
    /// - `NotFound`.
    /// - `Changed`: it is another version now.
    /// - `Exists`: somebody else is called so.
    /// - `InvalidInput`: this is no name, no time zone, or no address.
    /// - `Rejected`: nobody would be left who manages people.
    pub async fn change_person(
        &self,
        by: &Actor,
        person: &str,
        version: Option<i64>,
        changes: &Changes,
    ) -> Result<i64> {
        let mut change = self.ground.db.begin().await?;
        let there: Option<(i64,)> =
            change.one("SELECT version FROM person WHERE id = $1", values![person]).await?;
        there.ok_or_else(missing)?;
        let sql = "UPDATE person SET version = version + 1 WHERE id = $1 AND ($2 IS NULL OR version = $2) \
                   RETURNING name, version";
        let before: Option<(String, i64)> = change.one(sql, values![person, version]).await?;
        let (name, version) = before.ok_or_else(app::changed)?;
        if let Some(new) = &changes.name {
            self.rename(&mut change, by, person, &name, new).await?;
        }
        if let Some(disabled) = changes.disabled {
            self.let_in(&mut change, by, person, &name, !disabled).await?;
        }
        if let Some(language) = changes.language {
            let sql = "UPDATE person SET language = $1 WHERE id = $2";
            change.run(sql, values![language.map(tag), person]).await?;
        }
        if let Some(zone) = &changes.time_zone {
            if let Some(zone) = zone {
                is_zone(zone)?;
            }
            change
                .run("UPDATE person SET time_zone = $1 WHERE id = $2", values![zone.clone(), person])
                .await?;
        }
        if let Some(email) = &changes.email {
            self.reach(&mut change, by, person, &name, email.as_deref()).await?;
        }
        change.commit().await?;
        Ok(version)
    }

    async fn reach(
        &self,
        change: &mut Transaction,
        by: &Actor,
        person: &str,
        name: &str,
        email: Option<&str>,
    ) -> Result<()> {
        if let Some(email) = email {
            let none =
                |_| Problem::new(Kind::InvalidInput, phrase!("person-email", found = email)).at("/email");
            Envelope::new(email, [email]).map_err(none)?;
        }
        change.run("UPDATE person SET email = $1 WHERE id = $2", values![email, person]).await?;
        let words = phrase!("audit-person-email", name = name);
        self.ground.audit(change, by, entry(person, words)).await
    }

    async fn rename(
        &self,
        change: &mut Transaction,
        by: &Actor,
        person: &str,
        before: &str,
        name: &str,
    ) -> Result<()> {
        let (name, folded) = folded(name)?;
        let sql = "UPDATE person SET name = $1, folded = $2 WHERE id = $3";
        let renamed = change.run(sql, values![&name, folded, person]).await;
        renamed.map_err(|problem| taken(problem, &name))?;
        let words = phrase!("audit-person-renamed", before = before, name = name);
        self.ground.audit(change, by, entry(person, words)).await
    }

    async fn let_in(
        &self,
        change: &mut Transaction,
        by: &Actor,
        person: &str,
        name: &str,
        may: bool,
    ) -> Result<()> {
        change.run("UPDATE person SET disabled = $1 WHERE id = $2", values![!may, person]).await?;
        if !may {
            change.run("DELETE FROM session WHERE person_id = $1", values![person]).await?;
        }
        somebody_manages(change).await?;
        let words = if may {
            phrase!("audit-person-enabled", name = name)
        } else {
            phrase!("audit-person-disabled", name = name)
        };
        self.ground.audit(change, by, entry(person, words)).await
    }

    /// Lets somebody in no more, or again. `NotFound`; `Rejected`: nobody would be left who manages people.
    pub async fn disable(&self, by: &Actor, person: &str, disabled: bool) -> Result<()> {
        let changes = Changes { disabled: Some(disabled), ..Changes::default() };
        self.change_person(by, person, None, &changes).await.map(drop)
    }

    /// Gives somebody another password; all sessions of theirs end. `NotFound`, `InvalidInput`.
    pub async fn set_password(&self, by: &Actor, person: &str, password: &Secret) -> Result<()> {
        let kept = self.passwords.kept(password).await?;
        let mut change = self.ground.db.begin().await?;
        self.replace_password(&mut change, by, person, kept).await?;
        change.commit().await
    }

    /// Gives whoever is signed in another password; all sessions of theirs end, and another begins, whose token this is.
    ///
    /// - `InvalidInput`: the new password is none.
    /// - `Denied`: the old one is wrong. `Throttled`: too many were.
    pub async fn change_password(
        &self,
        caller: &Caller,
        old: Secret,
        new: &Secret,
        agent: &str,
    ) -> Result<Secret> {
        let kept = self.passwords.kept(new).await.map_err(|problem| problem.at("/new"))?;
        self.prove(caller, &Proof::Password(old)).await?;
        let mut change = self.ground.db.begin().await?;
        self.replace_password(&mut change, &caller.actor(), &caller.person.id, kept).await?;
        let token = self.begin(&mut change, &caller.person.id, agent).await?;
        change.commit().await?;
        Ok(token)
    }

    async fn replace_password(
        &self,
        change: &mut Transaction,
        by: &Actor,
        person: &str,
        kept: String,
    ) -> Result<()> {
        let sql = "UPDATE person SET password = $1, wrong = 0, locked_until = NULL, version = version + 1 \
                   WHERE id = $2 RETURNING name";
        let name: Option<(String,)> = change.one(sql, values![kept, person]).await?;
        let (name,) = name.ok_or_else(missing)?;
        change.run("DELETE FROM session WHERE person_id = $1", values![person]).await?;
        let words = phrase!("audit-person-password", name = name);
        self.ground.audit(change, by, entry(person, words)).await
    }
}

/// A change of something that is told with somebody: it is another version of them.
pub(super) async fn touch(change: &mut Transaction, person: &str) -> Result<()> {
    change.run("UPDATE person SET version = version + 1 WHERE id = $1", values![person]).await.map(drop)
}

fn tag(language: Language) -> &'static str {
    match language {
        Language::English => "en",
        Language::Portuguese => "pt-BR",
    }
}

/// `InvalidInput`: there is no such time zone.
pub(crate) fn is_zone(name: &str) -> Result<()> {
    match TimeZone::get(name) {
        Ok(zone) if zone.iana_name().is_some() => Ok(()),
        _ => {
            Err(Problem::new(Kind::InvalidInput, phrase!("time-zone-unknown", found = name)).at("/time_zone"))
        }
    }
}
