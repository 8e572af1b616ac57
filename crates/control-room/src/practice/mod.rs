//! A pretend mailbox to try on: who has no mailbox at hand, or none to risk, begins with it.

mod routes;
mod samples;
#[cfg(test)]
mod tests;

pub(crate) use routes::routes;

use crate::access::{Caller, Permission};
use crate::automations::store::Text;
use crate::automations::{Automation, Automations, Path};
use crate::ground::Ground;
use crate::settings::Ports;
use crate::vault::{Attribute, Credential, NewAttribute, NewCredential, Vault};
use crate::{Problem, Result};
use carteiro_auth::AllowedHosts;
use carteiro_mail::Kind;
use carteiro_world::{Language, Secret, phrase};
use futures_util::future::BoxFuture;
use std::fmt;
use std::io;
use std::sync::Arc;

/// Where a pretend mailbox is.
#[derive(Clone, Debug)]
pub struct Place {
    /// Its ports, on this machine and in the clear.
    pub ports: Ports,
    /// Who signs in.
    pub username: String,
    /// By what.
    pub password: Secret,
}

/// Has a pretend mailbox with mail in it.
pub trait Pretend: Send + Sync {
    /// Starts it, unless it runs, on these ports or on any; where it is.
    fn start(&self, ports: Option<Ports>) -> BoxFuture<'_, io::Result<Place>>;
}

/// A pretend mailbox, and automations for it. Cheap to clone.
#[derive(Clone)]
pub struct Practice {
    ground: Ground,
    vault: Vault,
    automations: Automations,
    pretend: Option<Arc<dyn Pretend>>,
}

/// By which name automations find what belongs to it.
const LOCKER: &str = "sandbox";
const CREDENTIAL: &str = "ana";
const ATTRIBUTE: &str = "password";

impl Practice {
    /// Nothing to try on, until there is something.
    pub(crate) fn new(ground: Ground, vault: Vault, automations: Automations) -> Self {
        Self { ground, vault, automations, pretend: None }
    }

    /// On this one.
    #[must_use]
    pub(crate) fn on(self, pretend: Arc<dyn Pretend>) -> Self {
        Self { pretend: Some(pretend), ..self }
    }

    /// Whether there is one to be had.
    pub fn is_there(&self) -> bool {
        self.pretend.is_some()
    }

    /// Starts it when it was begun with before.
    pub(crate) async fn resume(&self) -> Result<()> {
        let (settings, _) = self.ground.settings().await?;
        match &self.pretend {
            Some(pretend) if settings.sandbox.is_some() => {
                pretend.start(settings.sandbox).await.map(drop).map_err(not_started)
            }
            _ => Ok(()),
        }
    }

    /// Starts it, puts its password into the vault, lets runs reach this machine, and makes the samples that are missing; these
    /// are all of them.
    ///
    /// - `Unsupported`: there is none here.
    /// - `Denied`: they may not change settings, make lockers, or write automations.
    /// - `Exists`: somebody else has a locker of that name; nothing is changed then.
    pub async fn begin(&self, by: &Caller, language: Language) -> Result<Vec<Automation>> {
        let Some(pretend) = &self.pretend else {
            return Err(Problem::new(Kind::Unsupported, phrase!("practice-none")));
        };
        for needed in [Permission::ManageSettings, Permission::ManageLockers, Permission::EditAutomations] {
            by.must(needed)?;
        }
        let (mut settings, version) = self.ground.settings().await?;
        let place = pretend.start(settings.sandbox).await.map_err(not_started)?;
        self.keep(by, &place.password).await?;
        if settings.sandbox != Some(place.ports) || !settings.reach_this_machine {
            settings.sandbox = Some(place.ports);
            settings.reach_this_machine = true;
            self.ground.decide(&by.actor(), version, &settings).await?;
        }
        let mut made = Vec::new();
        for (path, text) in samples::all(&place, language) {
            made.push(self.sample(by, &path.parse()?, &text, language).await?);
        }
        Ok(made)
    }

    /// Its password, where the samples look for it: what is missing on the way there is made.
    async fn keep(&self, by: &Caller, password: &Secret) -> Result<()> {
        let path = format!("{LOCKER}/{CREDENTIAL}.{ATTRIBUTE}").parse();
        let credential = match there(self.vault.credential_at(by, &path.map_err(Problem::internal)?).await)? {
            Some(credential) => credential,
            None => self.add_credential(by).await?,
        };
        let is_given = |one: &Attribute| one.name == ATTRIBUTE && one.set_at.is_some();
        if credential.attributes.iter().any(is_given) {
            return Ok(());
        }
        self.vault.set_value(by, &credential.id, ATTRIBUTE, None, password).await.map(drop)
    }

    async fn add_credential(&self, by: &Caller) -> Result<Credential> {
        let locker = if let Some(locker) = there(self.vault.locker_named(by, LOCKER).await)? {
            locker
        } else {
            let about = Language::English.say(&phrase!("practice-locker"));
            self.vault.add_locker(by, LOCKER, &about).await?
        };
        let new = NewCredential {
            description: String::new(),
            allowed_hosts: AllowedHosts::default(),
            attributes: vec![NewAttribute::standard(ATTRIBUTE)],
        };
        self.vault.add_credential(by, &locker.id, CREDENTIAL, &new).await
    }

    /// One that somebody has changed stays as it is.
    async fn sample(&self, by: &Caller, path: &Path, text: &str, language: Language) -> Result<Automation> {
        if let Some(known) = there(self.automations.at(path).await)? {
            return Ok(known);
        }
        let saved = self.automations.add(by, path, Text { text, note: "" }, language).await?;
        saved.automation.ok_or_else(|| Problem::internal("a sample has mistakes"))
    }
}

/// What there is; `None`: nothing.
fn there<T>(found: Result<T>) -> Result<Option<T>> {
    match found {
        Ok(found) => Ok(Some(found)),
        Err(problem) if problem.kind() == Kind::NotFound => Ok(None),
        Err(problem) => Err(problem),
    }
}

fn not_started(error: io::Error) -> Problem {
    Problem::new(Kind::Unreachable, phrase!("practice-not-started")).because(error)
}

impl fmt::Debug for Practice {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Practice").field("is_there", &self.is_there()).finish_non_exhaustive()
    }
}
