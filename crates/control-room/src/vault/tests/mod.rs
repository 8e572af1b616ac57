mod http;
mod importing;
mod rules;
mod using;
mod writing;

use super::{Credential, Input, NewAttribute, NewCredential, Standing as Part, Vault};
use crate::access::{Access, Caller, Permission};
use crate::audit::{Actor, Audit, Filter, Recorded, Way};
use crate::testing::{Hands, Standing};
use crate::{Problem, Result};
use carteiro_auth::AllowedHosts;
use carteiro_auth::value::CredentialPath;
use carteiro_world::{Clock, Language, Secret};
use std::collections::BTreeSet;

/// A vault, and people: each is in the locker of a test what they are called, or nothing.
pub(super) struct Bank {
    vault: Vault,
    access: Access,
    hands: Hands,
    /// The role that the consumer holds.
    role: String,
    owner: Caller,
    manager: Caller,
    participant: Caller,
    consumer: Caller,
    /// They may make lockers, and everything else.
    stranger: Caller,
}

fn secret(text: &str) -> Secret {
    Secret::new(text)
}

fn path(text: &str) -> CredentialPath {
    text.parse().unwrap()
}

/// With a password for all, a key for each person, and no hosts.
fn new() -> NewCredential {
    let key = NewAttribute { input: Input::UserProvided, ..NewAttribute::standard("key") };
    let attributes = vec![NewAttribute::standard("password"), key];
    NewCredential { description: String::new(), allowed_hosts: AllowedHosts::default(), attributes }
}

impl Bank {
    async fn open(standing: &Standing) -> Self {
        let hands = Hands::at("2026-11-23T12:00:00Z");
        let ground = standing.ground(Clock::from(hands.clone())).await;
        let access = Access::new(ground.clone());
        let by = &Actor::TERMINAL;
        let password = secret("correct horse");
        access.first(by, "Ana", &password, Language::English).await.unwrap();
        let consumers = access.add_role(by, "Consumers", &BTreeSet::new()).await.unwrap().id;
        let all = access.add_role(by, "All", &Permission::ALL.into()).await.unwrap().id;
        let person = async |name: &str, roles: &[&str]| {
            let person = access.add_person(by, name, &password).await.unwrap().id;
            for role in roles {
                access.assign(by, &person, role, true).await.unwrap();
            }
            access.absent(&person, Way::Run).await.unwrap()
        };
        Self {
            owner: person("owner", &[&all]).await,
            manager: person("manager", &[]).await,
            participant: person("participant", &[]).await,
            consumer: person("consumer", &[&consumers]).await,
            stranger: person("stranger", &[&all]).await,
            vault: Vault::new(ground),
            role: consumers,
            access,
            hands,
        }
    }

    /// A locker with everybody but the stranger in it.
    async fn locker(&self, name: &str) -> String {
        let locker = self.vault.add_locker(&self.owner, name, "").await.unwrap().id;
        for (person, part) in [(&self.manager, Part::Manager), (&self.participant, Part::Participant)] {
            self.vault.place(&self.owner, &locker, &person.person.id, Some(part)).await.unwrap();
        }
        self.vault.consume(&self.owner, &locker, &self.role, true).await.unwrap();
        locker
    }

    /// A credential of somebody's, with a password.
    async fn credential(&self, by: &Caller, locker: &str, name: &str) -> Credential {
        let credential = self.vault.add_credential(by, locker, name, &new()).await.unwrap();
        self.vault.set_value(by, &credential.id, "password", None, &secret("first")).await.unwrap();
        self.vault.credential(by, &credential.id).await.unwrap()
    }

    /// What a run of theirs gets; the code of what it is told otherwise.
    async fn used(&self, by: &Caller, at: &str) -> Result<String, String> {
        let kept = self.vault.secrets(by.clone(), "run-1").secret(&path(at)).await;
        match kept {
            Ok(kept) => Ok(kept.unwrap().secret.expose().to_owned()),
            Err(failure) => Err(failure.words.code.into_owned()),
        }
    }

    /// What the audit log has by codes that begin so, the latest first.
    async fn told(&self, code: &str) -> Vec<Recorded> {
        let audit = Audit::new(self.vault.ground.clone());
        let filter = Filter { code: Some(code.to_owned()), ..Filter::default() };
        audit.search(&filter, &crate::app::Asked::new(500, None), Language::English).await.unwrap().items
    }
}

fn code(problem: &Problem) -> &str {
    &problem.words().code
}
