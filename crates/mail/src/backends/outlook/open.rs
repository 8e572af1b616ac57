//! Opening sessions of one mailbox.

use crate::backend::{Backend, Open, Pending};
use crate::reaching::World;
use crate::transport::{self, Keeps, Transport};
use crate::{Error, Notices};
use carteiro_auth::Renew;
use carteiro_world::http::Url;
use carteiro_world::spool::Spools;
use std::sync::Arc;
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
}

impl Outlook {
    /// Sessions of the mailbox at `config`.
    pub fn new(config: Config, world: World, spools: Spools) -> Self {
        Self { config, world, spools }
    }
}

impl Open for Outlook {
    fn open(&self, _: Renew, _: Notices) -> Pending<'_, Arc<dyn Backend>> {
        Box::pin(async { Err(Error::internal("not yet")) })
    }
}

impl transport::Open for Outlook {
    fn open(&self, _: Renew, _: Notices) -> Pending<'_, Arc<dyn Transport>> {
        Box::pin(async { Err(Error::internal("not yet")) })
    }

    fn keeps(&self) -> Keeps {
        Keeps::Copy
    }
}
