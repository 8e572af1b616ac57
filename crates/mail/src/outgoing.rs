//! What callers hold to send: a way out for mail that stays open.

use crate::backend::Cost;
use crate::guard::{self, operation};
use crate::transport::{Envelope, Keeps, Open, Sent, Submission, Transport};
use crate::{Error, Kind, Limits, Notice, Notices, Permissions, Result, Retry};
use carteiro_auth::Renew;
use carteiro_world::{Clock, Spool, phrase};
use std::sync::Arc;
use tokio::sync::Mutex;

/// A way out for mail. Cheap to clone; all clones are one session, in which one message goes after the other.
///
/// - Nothing is dialled before there is something to send.
/// - A message goes to all of its recipients, or to nobody.
/// - When the connection breaks before all of a message was said, it is opened anew and the message said again. When it
///   breaks between that and the answer, it is `OutcomeUnknown` and never said again.
/// - What the server refuses for now is tried again after a pause.
/// - A message that is on its way is carried through even when its future is dropped.
#[derive(Clone)]
pub struct Outgoing(Arc<Way>);

struct Way {
    open: Arc<dyn Open>,
    clock: Clock,
    limits: Limits,
    permissions: Permissions,
    notices: Notices,
    line: Mutex<Line>,
}

/// Whoever holds it sends.
#[derive(Default)]
struct Line {
    transport: Option<Arc<dyn Transport>>,
    /// Whether one was open before.
    was_open: bool,
    closed: bool,
    /// What earlier connections cost.
    spent: Cost,
}

impl Outgoing {
    /// By what `open` opens, when there is something to send.
    pub fn new(
        open: Arc<dyn Open>,
        clock: Clock,
        limits: Limits,
        permissions: Permissions,
        notify: impl Fn(Notice) + Send + Sync + 'static,
    ) -> Self {
        let (notices, line) = (Notices::to(notify), Mutex::default());
        Self(Arc::new(Way { open, clock, limits, permissions, notices, line }))
    }

    /// Who keeps a copy of what is sent.
    pub fn keeps(&self) -> Keeps {
        self.0.open.keeps()
    }

    /// Sends a message.
    ///
    /// - `Content`, `Unsupported`, `Rejected`: the message, or what is asked for, is nothing that this server takes. Nobody
    ///   gets it.
    /// - `NotFound`, `Denied`, `Quota`, `Throttled`: a recipient was refused, or all of it. Nobody gets it.
    /// - `OutcomeUnknown`: they may have got it.
    pub async fn send(&self, envelope: Envelope, content: Spool) -> Result<Sent> {
        let name = operation::SEND.name;
        self.0.permissions.check(&operation::SEND)?;
        let submission = Submission::new(envelope, content).await.map_err(|error| error.during(name))?;
        let way = Arc::clone(&self.0);
        let sending = tokio::spawn(async move { way.send(submission).await });
        sending.await.unwrap_or_else(|error| Err(Error::internal(error))).map_err(|error| error.during(name))
    }

    /// What sending cost so far.
    pub async fn cost(&self) -> Cost {
        let line = self.0.line.lock().await;
        let mut cost = line.spent;
        if let Some(transport) = &line.transport {
            cost += transport.cost();
        }
        cost
    }

    /// Ends the session, once what is on its way is sent. May be called again.
    pub async fn close(&self) -> Result<()> {
        let mut line = self.0.line.lock().await;
        line.closed = true;
        match line.hang_up() {
            Some(transport) => transport.close().await,
            None => Ok(()),
        }
    }
}

impl Way {
    async fn send(&self, submission: Submission) -> Result<Sent> {
        let mut line = self.line.lock().await;
        let (mut attempt, mut renew, mut renewed) = (1, Renew::WhenExpired, false);
        loop {
            let error = match self.attempt(&mut line, renew, &submission).await {
                Ok(sent) => {
                    tracing::debug!(attempt, "sent");
                    return Ok(sent);
                }
                Err(error) => error,
            };
            tracing::debug!(attempt, outcome = ?error.kind(), "not sent");
            if error.is_connection() || error.retry() == Retry::Renew {
                line.hang_up();
            }
            if error.retry() == Retry::Unsure {
                return Err(guard::unknown(&operation::SEND, &error));
            }
            // A token may end or be revoked at any time; a fresh one that is refused as well is no better the next time.
            renew = if error.retry() == Retry::Renew { Renew::Now } else { Renew::WhenExpired };
            if renew == Renew::Now && std::mem::replace(&mut renewed, true) {
                return Err(error.retrying(Retry::Never));
            }
            let Some(pause) = self.limits.pause_after(&error, attempt) else { return Err(error) };
            tracing::warn!(outcome = ?error.kind(), attempt, pause_ms = pause.as_millis(), "trying again");
            self.notices.tell(Notice::Retrying { error, pause });
            self.clock.sleep(pause).await;
            attempt += 1;
        }
    }

    async fn attempt(&self, line: &mut Line, renew: Renew, submission: &Submission) -> Result<Sent> {
        if line.closed {
            return Err(Error::new(Kind::Cancelled, phrase!("session-closed")));
        }
        let transport = match &line.transport {
            Some(transport) => Arc::clone(transport),
            None => self.open(line, renew).await?,
        };
        transport.accepts().check(submission)?;
        transport.send(submission.clone()).await
    }

    async fn open(&self, line: &mut Line, renew: Renew) -> Result<Arc<dyn Transport>> {
        let opened = self.open.open(renew, self.notices.clone()).await;
        let transport = opened.inspect_err(|error| tracing::info!(outcome = ?error.kind(), "no way out"))?;
        line.transport = Some(Arc::clone(&transport));
        if std::mem::replace(&mut line.was_open, true) {
            self.notices.tell(Notice::Reconnected);
        }
        Ok(transport)
    }
}

impl Line {
    fn hang_up(&mut self) -> Option<Arc<dyn Transport>> {
        let transport = self.transport.take()?;
        self.spent += transport.cost();
        Some(transport)
    }
}
