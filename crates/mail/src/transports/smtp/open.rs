//! Opening sessions with one server.

use super::hello::Extensions;
use super::wire::{self, Wire};
use super::{sign_in, transaction};
use crate::backend::{Cost, Pending};
use crate::reaching::{Route, Security};
use crate::transport::{Accepts, Keeps, Open, Sent, Submission, Transport};
use crate::{Notices, Result, Stages};
use carteiro_auth::providers::Service;
use carteiro_auth::{CredentialSource, Renew};
use carteiro_world::dial::Dialer;
use carteiro_world::tls::Tls;
use carteiro_world::{Clock, Random, Transcript};
use std::sync::{Arc, PoisonError};
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
    /// Which certificates are accepted.
    pub tls: Tls,
    /// What to sign in with.
    pub credentials: Arc<dyn CredentialSource>,
    /// Reaches servers.
    pub dialer: Dialer,
    /// Measures patience.
    pub clock: Clock,
    /// Makes the nonces of sign-ins.
    pub random: Random,
    /// Hears what is said.
    pub transcript: Transcript,
    /// Hears how far opening got.
    pub stages: Stages,
}

impl Smtp {
    /// The way there.
    pub(super) fn route(&self) -> Route<'_> {
        Route {
            service: Service::Smtp,
            host: &self.config.host,
            port: self.config.port,
            security: self.config.security,
            timeout: self.config.timeout,
            dialer: &self.dialer,
            tls: &self.tls,
            clock: &self.clock,
            transcript: &self.transcript,
            stages: &self.stages,
        }
    }
}

impl Open for Smtp {
    fn open(&self, renew: Renew, _: Notices) -> Pending<'_, Arc<dyn Transport>> {
        Box::pin(async move {
            let (wire, extensions) = sign_in::connect(self, renew).await?;
            let cost = std::sync::Mutex::new(wire.cost);
            Ok(Arc::new(Session { wire: Mutex::new(Some(wire)), extensions, cost }) as Arc<dyn Transport>)
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
    cost: std::sync::Mutex<Cost>,
}

impl Session {
    async fn transact(&self, submission: Submission) -> Result<Sent> {
        let mut line = self.wire.lock().await;
        let mut wire = line.take().ok_or_else(|| wire::lost(""))?;
        let (sent, stands) = transaction::send(&mut wire, &self.extensions, &submission).await;
        self.spent(&wire);
        *line = stands.then_some(wire);
        sent
    }

    fn spent(&self, wire: &Wire) {
        *self.cost.lock().unwrap_or_else(PoisonError::into_inner) = wire.cost;
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
        *self.cost.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn close(&self) -> Pending<'_, ()> {
        Box::pin(async move {
            if let Some(mut wire) = self.wire.lock().await.take() {
                wire.quit().await;
                self.spent(&wire);
            }
            Ok(())
        })
    }
}
