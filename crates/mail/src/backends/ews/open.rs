//! Opening sessions of one mailbox.

use super::call::{Speaker, Spent};
use super::mailbox::{Exchange, Mailbox};
use super::version::Version;
use super::{folders, sign_in};
use crate::advice;
use crate::backend::{Backend, Open, Pending};
use crate::reaching::World;
use crate::{Error, Kind, Notices, Result, Retry, Stage};
use carteiro_auth::Renew;
use carteiro_world::http::{self, Reached, Url};
use carteiro_world::phrase;
use carteiro_world::spool::Spools;
use std::sync::Arc;
use std::sync::atomic::Ordering;
use std::time::Duration;
use tokio::sync::Semaphore;

/// Requests of a mailbox under way at once: enough that none waits for the way there and back of another, and fewer than
/// any version of Exchange takes of one user, ten (learn.microsoft.com/exchange/client-developer/exchange-web-services/
/// ews-throttling-in-exchange, `EWSMaxConcurrency`), who has other programs too.
const AT_ONCE: usize = 4;

/// Where a mailbox is, and how to get there.
#[derive(Clone, Debug)]
pub struct Config {
    /// The address of the service.
    pub endpoint: Url,
    /// As which version to speak; `None`: the newest of use that the server knows.
    pub version: Option<Version>,
    /// The address of the mailbox, where it is not that of who signs in.
    pub mailbox: Option<String>,
    /// Whether to act as the mailbox, and not as a delegate.
    pub impersonate: bool,
    /// To connect and sign in.
    pub timeout: Duration,
    /// How long the server may be silent while it owes an answer.
    pub patience: Duration,
    /// How often to look for new mail, on servers that do not tell by themselves.
    pub poll: Duration,
}

/// Opens sessions of Exchange Web Services. Cheap to clone.
#[derive(Clone)]
pub struct Ews {
    /// Where and how.
    pub config: Config,
    /// What it takes to get there.
    pub world: World,
    /// Where large messages lie while they are read.
    pub spools: Spools,
    pub(super) http: http::Client,
    spent: Arc<Spent>,
    /// For requests of all its sessions, each until its answer is read.
    pub(super) places: Arc<Semaphore>,
}

impl Ews {
    /// Sessions of the mailbox at `config`.
    pub fn new(config: Config, world: World, spools: Spools) -> Self {
        let spent: Arc<Spent> = Arc::default();
        let (told, counted) = (world.stages.clone(), Arc::clone(&spent));
        let client = http::Client::new(world.dialer.clone(), spools.clone(), world.transcript.clone());
        let http = client.trusting(world.tls.clone()).telling(move |reached| match reached {
            Reached::Resolved { addresses } => told.tell(|| Stage::Resolved { addresses }),
            Reached::Connected { address, proxy } => {
                counted.connections.fetch_add(1, Ordering::Relaxed);
                told.tell(|| Stage::Connected { address, proxy });
            }
            Reached::Secured { version, chain } => told.tell(|| Stage::Secured { version, chain }),
        });
        Self { config, world, spools, http, spent, places: Arc::new(Semaphore::new(AT_ONCE)) }
    }

    async fn signed_in(&self, renew: Renew) -> Result<Exchange> {
        let before = self.spent.cost();
        let credential = sign_in::first_credential(self, renew).await?;
        let mut version = self.config.version.unwrap_or(Version::BEST);
        loop {
            let speaker = Speaker::new(self.clone(), version, Arc::clone(&self.spent));
            let asked = speaker.ask_as(&folders::well_known(self), &credential).await?;
            match asked {
                Ok(replies) => {
                    let known = folders::WellKnown::of(replies).await?;
                    let capabilities = speaker.server().into_iter().collect();
                    let mechanism = sign_in::mechanism(&credential);
                    self.world.stages.tell(|| Stage::SignedIn { mechanism, capabilities });
                    return Ok(Exchange::new(speaker, known, before));
                }
                Err(refusal) if refusal.is_version() && self.config.version.is_none() => {
                    let told = speaker.server().as_deref().and_then(numbered).filter(|told| *told < version);
                    let Some(older) = told.or_else(|| version.older()) else { return Err(refusal.error()) };
                    version = older;
                }
                Err(refusal) if refusal.is_version() => {
                    let words = phrase!(
                        "ews-version-refused",
                        version = version.as_str(),
                        server = speaker.server().unwrap_or_else(|| "?".to_owned())
                    );
                    return Err(Error::new(Kind::Unsupported, words).because(refusal));
                }
                Err(refusal) => return Err(refusal.error()),
            }
        }
    }
}

/// The newest version that a server of this build knows.
fn numbered(build: &str) -> Option<Version> {
    let mut numbers = build.split('.').map(|number| number.parse::<u32>().ok());
    Some(Version::of_server(numbers.next()??, numbers.next()??))
}

impl Ews {
    /// Signs in, within the time there is for it.
    pub(super) async fn opened(&self, renew: Renew) -> Result<Exchange> {
        let (timeout, host) = (self.config.timeout, self.config.endpoint.host_str().unwrap_or_default());
        let opened = self.world.clock.within(timeout, Box::pin(self.signed_in(renew))).await;
        let opened = opened.unwrap_or_else(|_| {
            let words = phrase!("connect-timeout", host = host, seconds = timeout.as_secs());
            Err(Error::new(Kind::Timeout, words).retrying(Retry::Later))
        });
        opened.map_err(|error| {
            let advice = advice::on_opening(host, &error);
            // Nothing stands yet that could be connected to again at once.
            let error = if error.is_connection() { error.retrying(Retry::Later) } else { error };
            error.advised(advice)
        })
    }
}

impl Open for Ews {
    fn open(&self, renew: Renew, _: Notices) -> Pending<'_, Arc<dyn Backend>> {
        Box::pin(async move { Ok(Arc::new(Mailbox::new(self.opened(renew).await?)) as Arc<dyn Backend>) })
    }
}
