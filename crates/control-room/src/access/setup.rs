//! The first start: whoever holds the invitation becomes the administrator.

use super::{Access, Permission, Person, digest, people};
use crate::audit::Actor;
use crate::{Problem, Result, values};
use carteiro_mail::Kind;
use carteiro_world::{Language, Secret, phrase};

/// A token by which the administrator is made: it is shown once, where Carteiro is started, and works once.
#[derive(Clone, Debug)]
pub struct Invitation(String);

impl Access {
    /// An invitation for the first administrator, and its token; `None`: there is one already.
    pub async fn invite(&self) -> Result<Option<(Invitation, Secret)>> {
        if !self.is_empty().await? {
            return Ok(None);
        }
        let token = self.token();
        Ok(Some((Invitation(digest(&token)), token)))
    }

    /// Whether nobody may come in yet.
    pub async fn is_empty(&self) -> Result<bool> {
        let any: Option<(String,)> = self.ground.db.one("SELECT id FROM person LIMIT 1", values![]).await?;
        Ok(any.is_none())
    }

    /// Makes the first administrator, with a role that may do everything.
    ///
    /// - `Denied`: the token is another.
    /// - `Exists`: somebody was there first; nothing is changed.
    /// - `InvalidInput`: the name or the password is none.
    pub async fn set_up(
        &self,
        by: &Actor,
        invitation: &Invitation,
        token: &Secret,
        name: &str,
        password: &Secret,
        language: Language,
    ) -> Result<Person> {
        if digest(token) != invitation.0 {
            return Err(Problem::new(Kind::Denied, phrase!("setup-token")));
        }
        self.first(by, name, password, language).await
    }

    /// The same, for whoever holds the terminal.
    pub async fn first(
        &self,
        by: &Actor,
        name: &str,
        password: &Secret,
        language: Language,
    ) -> Result<Person> {
        let kept = self.passwords.kept(password).await?;
        let mut change = self.ground.db.begin().await?;
        // Of two who come at once one is refused, and whoever comes later.
        change.run("INSERT INTO once (what) VALUES ('set_up')", values![]).await.map_err(|problem| {
            match problem.kind() {
                Kind::Exists => Problem::new(Kind::Exists, phrase!("setup-done")),
                _ => problem,
            }
        })?;
        let person = self.insert_person(&mut change, name, Some(kept)).await?;
        let title = language.say(&phrase!("role-administrator"));
        let role = self.insert_role(&mut change, &title, &Permission::ALL.into()).await?;
        let sql = "INSERT INTO person_role (person_id, role_id) VALUES ($1, $2)";
        change.run(sql, values![&person.id, &role.id]).await?;
        let words = phrase!("audit-set-up", name = person.name);
        self.ground.audit(&mut change, by, people::entry(&person.id, words)).await?;
        change.commit().await?;
        Ok(person)
    }
}
