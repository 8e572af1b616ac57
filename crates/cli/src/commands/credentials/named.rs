//! How credentials, people and roles are named on the command line.

use super::Desk;
use crate::commands::room::told;
use crate::trouble::Trouble;
use crate::usage::Refused;
use carteiro_auth::value::CredentialPath;
use carteiro_mail::Kind;
use carteiro_world::phrase;

/// Reads `locker/name`: the attribute is any.
pub(super) fn credential(text: &str) -> Result<CredentialPath, Refused> {
    format!("{text}.any").parse().map_err(|_| Refused(phrase!("ui-credentials-name")))
}

/// Reads `locker/name.attribute`.
pub(super) fn attribute(text: &str) -> Result<CredentialPath, Refused> {
    text.parse().map_err(|_| Refused(phrase!("ui-credentials-path")))
}

/// As it is written.
pub(super) fn path(credential: &CredentialPath) -> String {
    format!("{}/{}", credential.locker, credential.name)
}

impl Desk {
    /// The row of somebody.
    pub(super) async fn person(&self, name: &str) -> Result<String, Trouble> {
        match self.people.person_named(name).await {
            Ok(person) => Ok(person.id),
            Err(problem) if problem.kind() == Kind::NotFound => {
                Err(Trouble::usage(phrase!("ui-credentials-nobody", name = name)))
            }
            Err(problem) => Err(told(problem)),
        }
    }

    /// The row of a role.
    pub(super) async fn role(&self, name: &str) -> Result<String, Trouble> {
        let found = self.people.roles().await.map_err(told)?;
        let found = found.into_iter().find(|role| is(&role.name, name)).map(|role| role.id);
        found.ok_or_else(|| Trouble::usage(phrase!("ui-credentials-no-role", name = name)))
    }
}

fn is(name: &str, given: &str) -> bool {
    name.to_lowercase() == given.trim().to_lowercase()
}
