//! Where credentials come from until and beside the vault: the environment, and a file.

use crate::failure::Failure;
use crate::file::{self, Mistake};
use carteiro_auth::AllowedHosts;
use carteiro_auth::value::CredentialPath;
use carteiro_mail::Kind;
use carteiro_world::{Secret, phrase};
use futures_util::future::BoxFuture;
use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::collections::HashMap;

/// What a credential's environment variable begins with.
pub const PREFIX: &str = "CARTEIRO_CREDENTIAL_";

/// Gives out secrets by their paths.
pub trait Secrets: Send + Sync {
    /// The secret at `path`; `None` when there is none.
    fn secret<'a>(&'a self, path: &'a CredentialPath) -> BoxFuture<'a, Result<Option<Kept>, Failure>>;
}

/// A secret, and where it may go.
#[derive(Clone, Debug)]
pub struct Kept {
    /// The secret.
    pub secret: Secret,
    /// The hosts to which it may go.
    pub hosts: AllowedHosts,
}

/// It may go anywhere.
impl From<Secret> for Kept {
    fn from(secret: Secret) -> Self {
        Self { secret, hosts: AllowedHosts::default() }
    }
}

/// Secrets that were given to the process.
#[derive(Clone, Debug, Default)]
pub struct Given {
    by_variable: HashMap<String, Secret>,
    by_path: HashMap<CredentialPath, Secret>,
}

impl Given {
    /// Takes a variable of the environment when it is a credential; answers whether it was.
    ///
    /// The variable stays where it is: the environment is read once, and handed on to no other program.
    pub fn take_variable(&mut self, name: &str, value: &str) -> bool {
        let is_credential = name.starts_with(PREFIX);
        if is_credential {
            self.by_variable.insert(name.to_owned(), Secret::new(value));
        }
        is_credential
    }

    /// Takes the credentials of a file: `locker: { name: { attribute: value } }`. They win over the environment.
    pub fn take_file(&mut self, name: &str, bytes: &[u8]) -> Result<(), Vec<Mistake>> {
        self.by_path.extend(in_file(name, bytes)?);
        Ok(())
    }
}

/// The credentials of a file, in their order: `locker: { name: { attribute: value } }`. No mistake has a value in it.
pub fn in_file(name: &str, bytes: &[u8]) -> Result<Vec<(CredentialPath, Secret)>, Vec<Mistake>> {
    let file: Lockers = file::load(name, bytes)?;
    let mut found = Vec::new();
    for (locker, names) in file {
        for (name, attributes) in names {
            for (attribute, Hidden(value)) in attributes {
                let path = CredentialPath { locker: locker.clone(), name: name.clone(), attribute };
                found.push((path, value));
            }
        }
    }
    Ok(found)
}

type Lockers = IndexMap<String, IndexMap<String, IndexMap<String, Hidden>>>;

/// The environment variable that holds the credential at `path`.
pub fn variable(path: &CredentialPath) -> String {
    let part = |text: &str| text.to_ascii_uppercase().replace('-', "_");
    format!("{PREFIX}{}__{}__{}", part(&path.locker), part(&path.name), part(&path.attribute))
}

impl Secrets for Given {
    fn secret<'a>(&'a self, path: &'a CredentialPath) -> BoxFuture<'a, Result<Option<Kept>, Failure>> {
        let secret = self.by_path.get(path).or_else(|| self.by_variable.get(&variable(path)));
        Box::pin(std::future::ready(Ok(secret.cloned().map(Kept::from))))
    }
}

/// The failure of a step whose credential nobody gave.
pub(crate) fn missing(path: &CredentialPath) -> Failure {
    let words = phrase!("credential-missing", path = path, variable = variable(path));
    Failure::new(Kind::SignInNeeded, words)
}

/// A text in a file that is never shown.
struct Hidden(Secret);

impl<'de> Deserialize<'de> for Hidden {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        String::deserialize(deserializer).map(|text| Self(Secret::new(text)))
    }
}

impl JsonSchema for Hidden {
    fn schema_name() -> Cow<'static, str> {
        "Hidden".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string" })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_credential_is_found_in_the_environment_and_in_a_file() {
        let path: CredentialPath = "sand-box/ana.password".parse().unwrap();
        assert_eq!(variable(&path), "CARTEIRO_CREDENTIAL_SAND_BOX__ANA__PASSWORD");
        let mut given = Given::default();
        assert!(given.take_variable("CARTEIRO_CREDENTIAL_SAND_BOX__ANA__PASSWORD", "one"));
        assert!(!given.take_variable("PATH", "/bin"));
        assert_eq!(given.secret(&path).await.unwrap().unwrap().secret.expose(), "one");
        given.take_file("c.yaml", b"sand-box:\n  ana:\n    password: 0042\n").unwrap();
        assert_eq!(given.secret(&path).await.unwrap().unwrap().secret.expose(), "0042");
        let other: CredentialPath = "sand_box/ana.password".parse().unwrap();
        assert_eq!(given.secret(&other).await.unwrap().unwrap().secret.expose(), "one");
    }

    #[test]
    fn a_mistake_in_the_file_shows_no_secret() {
        let mistakes =
            Given::default().take_file("c.yaml", b"box:\n  ana:\n    password: [canary]\n").unwrap_err();
        assert!(!mistakes.is_empty() && !format!("{mistakes:?}").contains("canary"), "{mistakes:?}");
    }
}
