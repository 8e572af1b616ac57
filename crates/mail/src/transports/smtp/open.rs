//! Opening sessions with one server.

use super::hello::Extensions;
use super::wire::{self, Wire};
use super::{sign_in, transaction};
use crate::backend::{Cost, Pending};
use crate::reaching::{Meter, Route, Security, World};
use crate::transport::{Accepts, Keeps, Open, Sent, Submission, Transport};
use crate::{Notices, Result};
use carteiro_auth::Renew;
use carteiro_auth::providers::Service;
use std::sync::Arc;
use std::time::Duration;
use tokio::sync::Mutex;

/// Where mail goes out, and how to get there.
#[derive(Clone, Debug)]
pub struct Config {
    /// Name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// To connect and sign in.
    pub timeout: Duration,
    /// How long the server may take for one answer; for that to a whole message, twice as long (RFC 5321 §4.5.3.2).
    pub patience: Duration,
    /// Who keeps a copy of what it sends.
    pub keeps: Keeps,
}

/// Opens SMTP sessions.
#[derive(Clone)]
pub struct Smtp {
    /// Where and how.
    pub config: Config,
    /// What it takes to get there.
    pub world: World,
}

impl Smtp {
    /// The way there.
    pub(super) fn route(&self) -> Route<'_> {
        let Config { host, port, security, timeout, .. } = &self.config;
        let (port, security, timeout) = (*port, *security, *timeout);
        Route { service: Service::Smtp, host, port, security, timeout, world: &self.world }
    }
}

impl Open for Smtp {
    fn open(&self, renew: Renew, _: Notices) -> Pending<'_, Arc<dyn Transport>> {
        Box::pin(async move {
            let (wire, extensions) = sign_in::connect(self, renew).await?;
            let meter = wire.link.meter.clone();
            Ok(Arc::new(Session { wire: Mutex::new(Some(wire)), extensions, meter }) as Arc<dyn Transport>)
        })
    }

    fn keeps(&self) -> Keeps {
        self.config.keeps
    }
}

/// A signed-in connection.
struct Session {
    /// `None` once it is not known what the server would take the next word for.
    wire: Mutex<Option<Wire>>,
    extensions: Extensions,
    meter: Meter,
}

impl Session {
    async fn transact(&self, submission: Submission) -> Result<Sent> {
        let mut line = self.wire.lock().await;
        let mut wire = line.take().ok_or_else(|| wire::lost(""))?;
        let (sent, stands) = transaction::send(&mut wire, &self.extensions, &submission).await;
        *line = stands.then_some(wire);
        sent
    }
}

impl Transport for Session {
    fn accepts(&self) -> Accepts {
        self.extensions.accepts()
    }

    fn send(&self, submission: Submission) -> Pending<'_, Sent> {
        Box::pin(self.transact(submission))
    }

    fn is_open(&self) -> bool {
        // Somebody at work with it has it.
        self.wire.try_lock().is_ok_and(|wire| wire.is_some())
    }

    fn cost(&self) -> Cost {
        self.meter.so_far()
    }

    fn close(&self) -> Pending<'_, ()> {
        Box::pin(async move {
            if let Some(mut wire) = self.wire.lock().await.take() {
                wire.quit().await;
            }
            Ok(())
        })
    }
}
