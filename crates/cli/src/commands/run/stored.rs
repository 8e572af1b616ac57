//! A run whose journal, ledgers and history are those of the Control Room of this machine, without its HTTP server.

use crate::commands::room::{self, told};
use crate::commands::run::host;
use crate::exit::Exit;
use crate::out;
use crate::surroundings::Surroundings;
use crate::terminal::View;
use crate::trouble::Trouble;
use carteiro_auth::logins::Logins;
use carteiro_auth::modes::{Managed, Provider};
use carteiro_auth::value::CredentialPath;
use carteiro_control_room::Ground;
use carteiro_control_room::access::{Access, Caller};
use carteiro_control_room::runs::{Lent, Place, Runs, Started, Text};
use carteiro_engine::secrets::{Kept, Secrets};
use carteiro_engine::tokens::Handed;
use carteiro_engine::{Failure, Host, Library, Outcome, Purpose, Stop, Tokens, seen};
use carteiro_mail::Kind;
use carteiro_world::phrase;
use futures_util::future::BoxFuture;
use std::path::Path;
use std::sync::Arc;

/// The Control Room of this machine.
pub struct Stored {
    ground: Ground,
    runs: Runs,
    /// In whose name it runs.
    as_whom: Option<String>,
    /// Which messages were processed before there was a database.
    before: seen::OnDisk,
}

impl Stored {
    /// Opens it; `None`: there is none. `user`: in whose name to run.
    pub async fn open(
        room: &room::Args,
        user: Option<&str>,
        surroundings: &Surroundings,
    ) -> Result<Option<Self>, Trouble> {
        if !room.is_there(surroundings) {
            let nowhere = |_| Trouble::usage(phrase!("ui-run-as-nowhere"));
            return user.map_or(Ok(None), |user| Err(nowhere(user)));
        }
        let data = room.folder(surroundings)?;
        let ground = room.clone().open(surroundings).await?;
        let access = Access::new(ground.clone());
        let as_whom = match user {
            Some(user) => Some(person(&access, user).await?),
            None => None,
        };
        let runs = Runs::over(ground.clone(), access, &data);
        let before = host::kept(Some(data), None, None).seen;
        Ok(Some(Self { ground, runs, as_whom, before }))
    }

    /// Runs it here, in this world, beside what is lent to its person.
    pub async fn run(
        self,
        started: Started,
        host: Host,
        stop: Stop,
        view: Arc<View>,
    ) -> Result<Outcome, Trouble> {
        let Self { ground, runs, as_whom, before } = self;
        let place = |_: &Caller, lent: Lent| Place {
            host: beside(host, lent),
            stop,
            beside: view as _,
            before: Some(before),
        };
        let carried = runs.carry_here(&Caller::holder(), started, as_whom.as_deref(), place).await;
        ground.db.close().await;
        carried.map(|carried| carried.outcome).map_err(|problem| match problem.kind() {
            Kind::Exists => Trouble::Said(Exit::Failed, problem.words().clone(), None),
            _ => told(problem),
        })
    }
}

/// The row of somebody.
async fn person(access: &Access, user: &str) -> Result<String, Trouble> {
    access.person_named(user).await.map(|person| person.id).map_err(|problem| match problem.kind() {
        Kind::NotFound => Trouble::usage(phrase!("ui-run-as-unknown", name = out::visible(user))),
        _ => told(problem),
    })
}

/// The text of a file and of those that it runs.
pub fn text(file: &Path, bytes: &[u8], library: &Library) -> Text {
    let text = |bytes: &[u8]| String::from_utf8_lossy(bytes).into_owned();
    let name = file.file_name().unwrap_or(file.as_os_str());
    let others = library.texts().into_iter().map(|(name, bytes)| (name, text(&bytes))).collect();
    Text { path: name.to_string_lossy().into_owned(), text: text(bytes), others }
}

/// What was given to this program, and then what is lent.
fn beside(host: Host, lent: Lent) -> Host {
    Host {
        secrets: Arc::new(Given { given: host.secrets, lent: lent.secrets }),
        tokens: Arc::new(Brought { here: host.tokens, lent: lent.tokens }),
        ..host
    }
}

struct Given {
    given: Arc<dyn Secrets>,
    lent: Arc<dyn Secrets>,
}

impl Secrets for Given {
    fn secret<'a>(&'a self, path: &'a CredentialPath) -> BoxFuture<'a, Result<Option<Kept>, Failure>> {
        Box::pin(async move {
            match self.given.secret(path).await? {
                Some(given) => Ok(Some(given)),
                None => self.lent.secret(path).await,
            }
        })
    }
}

struct Brought {
    here: Arc<dyn Tokens>,
    lent: Arc<dyn Tokens>,
}

impl Tokens for Brought {
    fn logins(&self) -> Result<Arc<dyn Logins>, Failure> {
        self.here.logins()
    }

    fn managed<'a>(
        &'a self,
        managed: &'a Managed,
        purpose: &'a Purpose<'a>,
    ) -> BoxFuture<'a, Result<Handed, Failure>> {
        self.lent.managed(managed, purpose)
    }

    fn usual<'a>(
        &'a self,
        provider: &'a Provider,
        purpose: &'a Purpose<'a>,
    ) -> BoxFuture<'a, Result<Option<Handed>, Failure>> {
        self.lent.usual(provider, purpose)
    }
}
