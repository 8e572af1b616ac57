//! IDLE (RFC 2177): the server tells what happens until it is told DONE. Nothing else is under way meanwhile.

use super::job::{Answer, Job, Wants};
use super::{Command, Session};
use crate::Result;
use crate::backends::imap::wire::response::Data;
use std::collections::VecDeque;
use std::future::pending;
use tokio::sync::{mpsc, oneshot};

/// How far an IDLE is.
pub(super) enum Idle {
    /// The server has not agreed yet.
    Asked(oneshot::Receiver<()>),
    /// The server may be silent, until this says that it is enough.
    Stands(oneshot::Receiver<()>),
    /// It was told DONE.
    Over,
}

impl Idle {
    /// The server has agreed.
    pub(super) fn stands(&mut self) {
        if let Self::Asked(_) = self
            && let Self::Asked(enough) = std::mem::replace(self, Self::Over)
        {
            *self = Self::Stands(enough);
        }
    }

    pub(super) fn expects(&self) -> bool {
        !matches!(self, Self::Stands(_))
    }
}

/// Resolves when an IDLE under way is to be told DONE. Cancelling loses nothing.
pub(super) async fn over(in_flight: &mut VecDeque<(String, Job)>) {
    let idle = in_flight.iter_mut().find_map(|(_, job)| job.idle.as_mut());
    let Some(idle @ Idle::Stands(_)) = idle else { return pending().await };
    if let Idle::Stands(enough) = idle {
        // Whoever has gone has had enough too.
        let _ = enough.await;
    }
    *idle = Idle::Over;
}

/// An IDLE under way. Dropping it ends it.
pub(in super::super) struct Idling {
    answer: Answer,
    enough: oneshot::Sender<()>,
}

impl Session {
    /// Waits for what happens in the selected folder.
    pub(in super::super) fn idle(&self) -> Idling {
        let (enough, told_enough) = oneshot::channel();
        let (data, arriving) = mpsc::unbounded_channel();
        let (done, completion) = oneshot::channel();
        let (command, wants, idle) = (Command::new("IDLE"), Wants::growth(), Some(Idle::Asked(told_enough)));
        // When the actor is gone, `done` is dropped with the job, and the answer says so.
        let _ = self.jobs.send(Job { command, wants, data, done, alone: true, starts_at: 0, idle });
        Idling { answer: Answer::new(arriving, completion), enough }
    }
}

impl Idling {
    /// The folder has another number of messages; `None` when the server has ended it.
    pub(in super::super) async fn next(&mut self) -> Option<Data> {
        self.answer.next().await
    }

    /// Says DONE, and waits for the server to have heard it.
    pub(in super::super) async fn done(self) -> Result<()> {
        // The server may have ended it by itself.
        let _ = self.enough.send(());
        self.answer.done().await.map(drop)
    }
}
