//! Opening sessions of one mailbox.

use super::address::below;
use super::call::{Odd, Speaker};
use super::folders;
use super::gate::{Gate, Pair};
use super::mailbox::{Mailbox, Online};
use super::sign_in;
use super::transfer::Copies;
use super::unsent::Unsent;
use crate::advice;
use crate::backend::{Backend, Open, Pending};
use crate::backends::exchange::WellKnown;
use crate::reaching::{Meter, World};
use crate::{Error, Kind, Notices, Result, Retry, Stage};
use carteiro_auth::oauth2::judge::Facts;
use carteiro_auth::{Credential, Renew};
use carteiro_world::http::{self, Reached, Url};
use carteiro_world::phrase;
use carteiro_world::spool::Spools;
use std::sync::{Arc, OnceLock};
use std::time::Duration;

/// Where a mailbox is, and how to get there.
#[derive(Clone, Debug)]
pub struct Config {
    /// The address of Microsoft Graph with its version, such as `https://graph.microsoft.com/v1.0`.
    pub endpoint: Url,
    /// The address of the mailbox, where it is not that of who signs in.
    pub mailbox: Option<String>,
    /// To connect and sign in.
    pub timeout: Duration,
    /// How long the server may be silent while it owes an answer.
    pub patience: Duration,
    /// How often to look for new mail.
    pub poll: Duration,
}

/// Opens sessions of a mailbox by Microsoft Graph, and ways out for mail. Cheap to clone.
#[derive(Clone)]
pub struct Outlook {
    /// Where and how.
    pub config: Config,
    /// What it takes to get there.
    pub world: World,
    /// Where large messages lie while they are read.
    pub spools: Spools,
    pub(super) http: http::Client,
    pub(super) meter: Meter,
    /// Of this session, also after it has connected again.
    pub(super) copies: Copies,
    pub(super) unsent: Unsent,
}

impl Outlook {
    /// Sessions of the mailbox at `config`.
    pub fn new(config: Config, world: World, spools: Spools) -> Self {
        let meter = Meter::default();
        let (told, counted) = (world.stages.clone(), meter.clone());
        let client = http::Client::new(world.dialer.clone(), spools.clone(), world.transcript.clone());
        let http = client.trusting(world.tls.clone()).telling(move |reached| match reached {
            Reached::Resolved { addresses } => told.tell(|| Stage::Resolved { addresses }),
            Reached::Connected { address, proxy } => {
                counted.count(|cost| cost.connections += 1);
                told.tell(|| Stage::Connected { address, proxy });
            }
            Reached::Secured { version, chain } => told.tell(|| Stage::Secured { version, chain }),
        });
        Self { config, world, spools, http, meter, copies: Copies::default(), unsent: Unsent::default() }
    }

    /// Signs in. Who may only send has no folders to see. The gate on the way is told once it is known.
    async fn signed_in(
        &self,
        renew: Renew,
        notices: Notices,
        to_send: bool,
        on_the_way: &OnceLock<Gate>,
    ) -> Result<Online> {
        let before = self.meter.so_far();
        let credential = sign_in::first_credential(self, renew).await?;
        let speaker = Speaker {
            root: self.root(&credential)?,
            gate: on_the_way.get_or_init(|| Gate::of(self.pair(&credential))).clone(),
            outlook: self.clone(),
            notices,
            odd: Odd::default(),
        };
        let known = match folders::well_known(&speaker).await {
            Err(error) if to_send && error.kind() == Kind::Denied => WellKnown::default(),
            known => known?,
        };
        self.world.stages.tell(|| Stage::SignedIn { mechanism: "Bearer", capabilities: Vec::new() });
        let facts = Facts::of(&credential);
        Ok(Online::new(speaker, known, facts, before))
    }

    /// Where the mailbox is. An application that signs in for itself has none of its own
    /// (learn.microsoft.com/graph/auth-v2-service).
    fn root(&self, credential: &Credential) -> Result<Url> {
        let is_app_only = Facts::of(credential)
            .and_then(|facts| facts.claims)
            .is_some_and(|claims| claims.is_app_only() && !claims.roles.is_empty());
        let user = Some(credential.user()).filter(|user| is_app_only && user.contains('@'));
        match self.config.mailbox.as_deref().or(user) {
            Some(mailbox) => Ok(below(&self.config.endpoint, &["users", mailbox])),
            None if is_app_only => Err(Error::new(Kind::InvalidInput, phrase!("graph-needs-mailbox"))),
            None => Ok(below(&self.config.endpoint, &["me"])),
        }
    }

    /// As Exchange counts: by application and mailbox.
    fn pair(&self, credential: &Credential) -> Pair {
        let claims = Facts::of(credential).and_then(|facts| facts.claims);
        let application = claims.and_then(|claims| claims.application);
        let mailbox = self.config.mailbox.as_deref().unwrap_or_else(|| credential.user());
        Pair {
            endpoint: self.config.endpoint.origin().ascii_serialization(),
            application: application.unwrap_or_default(),
            mailbox: mailbox.to_lowercase(),
        }
    }

    /// Signs in to send.
    pub(super) async fn opened_to_send(&self, renew: Renew, notices: Notices) -> Result<Online> {
        self.opened(renew, notices, true).await
    }

    /// Signs in, within the time there is for it.
    async fn opened(&self, renew: Renew, notices: Notices, to_send: bool) -> Result<Online> {
        let (timeout, host) = (self.config.timeout, self.config.endpoint.host_str().unwrap_or_default());
        let (began, on_the_way) = (self.world.clock.now(), OnceLock::new());
        let signing_in = Box::pin(self.signed_in(renew, notices, to_send, &on_the_way));
        let opened = self.world.clock.within(timeout, signing_in).await;
        let opened = opened.unwrap_or_else(|_| {
            // The time was spent on waiting that the server asked for: it is not silent.
            if let Some(busy) = on_the_way.get().and_then(|gate| gate.shut_since(began)) {
                return Err(busy);
            }
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

impl Open for Outlook {
    fn open(&self, renew: Renew, notices: Notices) -> Pending<'_, Arc<dyn Backend>> {
        Box::pin(async move {
            let online = self.opened(renew, notices, false).await?;
            Ok(Arc::new(Mailbox::new(online)) as Arc<dyn Backend>)
        })
    }
}
