//! The outside world of a run in the Control Room.

use super::Runs;
use crate::access::{Access, Caller};
use crate::connections::Connections;
use crate::notices::Notices;
use crate::vault::Vault;
use crate::{Ground, Problem, Result};
use carteiro_engine::journal::InMemory;
use carteiro_engine::secrets::{Given, Secrets};
use carteiro_engine::tokens::{OfLogins, Tokens};
use carteiro_engine::{Host, Network, Report, seen};
use carteiro_mail::Kind;
use carteiro_world::dial::Dialer;
use carteiro_world::spool::Spools;
use carteiro_world::{Dns, Files, Transcript, http, phrase};
use std::fmt;
use std::path::Path;
use std::sync::Arc;

/// What a run may use in the name of its person.
#[derive(Clone)]
pub struct Lent {
    /// Gives out credentials.
    pub secrets: Arc<dyn Secrets>,
    /// Gives out the tokens of connections.
    pub tokens: Arc<dyn Tokens>,
}

/// Lends to somebody what the run of this name may use.
#[derive(Clone)]
pub struct Lend(Arc<Lending>);

type Lending = dyn Fn(&Caller, &str) -> Lent + Send + Sync;

impl Lend {
    /// What `lend` answers.
    pub fn new(lend: impl Fn(&Caller, &str) -> Lent + Send + Sync + 'static) -> Self {
        Self(Arc::new(lend))
    }

    /// What somebody may use of a vault, and of connections.
    pub fn of(vault: &Vault, connections: &Connections) -> Self {
        let (vault, connections) = (vault.clone(), connections.clone());
        Self::new(move |caller, run| Lent {
            secrets: vault.secrets(caller.clone(), run),
            tokens: connections.tokens(caller.clone(), run),
        })
    }

    /// These credentials to everybody, and no tokens.
    pub fn secrets(secrets: Given) -> Self {
        let secrets: Arc<dyn Secrets> = Arc::new(secrets);
        let tokens: Arc<dyn Tokens> = Arc::new(OfLogins::new(Err(phrase!("run-no-logins"))));
        Self::new(move |_, _| Lent { secrets: Arc::clone(&secrets), tokens: Arc::clone(&tokens) })
    }

    pub(super) fn to(&self, caller: &Caller, run: &str) -> Lent {
        (self.0)(caller, run)
    }
}

impl fmt::Debug for Lend {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Lend")
    }
}

impl Runs {
    /// Over a database, with its vault and its connections, and files in the folder `data`.
    pub fn over(ground: Ground, access: Access, data: &Path) -> Self {
        let connections = Connections::new(ground.clone(), access.clone(), Notices::new(ground.clone()));
        let lend = Lend::of(&Vault::new(ground.clone()), &connections);
        Self::new(ground, access, data, lend)
    }

    /// What a run reaches that this process carries out for the Control Room, with the files of this folder. Journal, ledgers
    /// and events are put in by whoever carries it out.
    pub(super) async fn host(&self, lent: Lent, folder: &str, is_dry: bool) -> Result<Host> {
        let (settings, _) = self.0.ground.settings().await?;
        let (clock, random) = (self.0.ground.clock.clone(), self.0.ground.random.clone());
        let spools = Spools::default();
        let dialer = Dialer::new(settings.egress(), clock.clone());
        let http = http::Client::new(dialer.clone(), spools.clone(), Transcript::default());
        let network = Network {
            dialer,
            spools: spools.clone(),
            clock: clock.clone(),
            random: random.clone(),
            transcript: Transcript::default(),
        };
        Ok(Host {
            secrets: lent.secrets,
            tokens: lent.tokens,
            files: self.folder(folder, is_dry)?,
            spools,
            clock,
            random,
            journal: Arc::new(InMemory::default()),
            seen: Arc::new(seen::InMemory::default()),
            events: Arc::new(|_: Report| {}),
            mailboxes: Arc::new(network),
            http,
            dns: Dns::system().ok(),
            time_zone: settings.zone(),
        })
    }

    /// What `caller` reaches who looks at mailboxes, in this folder, and saves nothing. `look` names it in the log.
    pub(crate) async fn seeing(&self, caller: &Caller, look: &str, folder: &str) -> Result<Host> {
        self.host(self.0.lend.to(caller, look), folder, true).await
    }

    /// The folder of an automation, made when it is missing, but for a dry run.
    pub(super) fn folder(&self, name: &str, is_dry: bool) -> Result<Files> {
        let path = self.0.files.join(name);
        let refused = |error: std::io::Error| {
            Problem::new(Kind::Denied, phrase!("run-folder", folder = path.display())).because(error)
        };
        if is_dry && !path.exists() {
            return Files::absent(&path).map_err(refused);
        }
        std::fs::create_dir_all(&path).and_then(|()| Files::beneath(&path)).map_err(refused)
    }
}
