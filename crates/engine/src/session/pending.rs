//! What was removed, and is there until the session has ended well: POP3 removes at the end (RFC 1939 §6).

use super::Session;
use crate::failure::Failure;
use crate::journal::{Journal, Token};
use std::sync::PoisonError;

/// So many removals wait at most: then the session of the server's is ended, and another begun when it is needed.
const MOST: usize = 100;

impl Session {
    /// Whether what is removed for good is gone later.
    pub(crate) async fn removes_later(&self) -> bool {
        !self.mailbox.capabilities().await.removes_at_once
    }

    /// Whether something was removed that is still there, as far as is known.
    pub(crate) fn has_pending(&self) -> bool {
        !self.pending.lock().unwrap_or_else(PoisonError::into_inner).is_empty()
    }

    /// These have been accepted.
    pub(crate) fn accepted(&self, tokens: impl IntoIterator<Item = Token>) {
        self.pending.lock().unwrap_or_else(PoisonError::into_inner).extend(tokens);
    }

    /// Has removals take hold when many wait.
    pub(crate) async fn settle_many(&self, journal: &dyn Journal) -> Result<(), Failure> {
        let count = self.pending.lock().unwrap_or_else(PoisonError::into_inner).len();
        if count < MOST {
            return Ok(());
        }
        let settled = self.own(self.mailbox.settle().await);
        self.tell(journal, settled).await
    }

    /// Ends the session, and tells the journal what became of what waits.
    pub(crate) async fn close(&self, journal: &dyn Journal) -> Result<(), Failure> {
        let closed = self.own(self.mailbox.close().await);
        let settled = self.tell(journal, closed).await;
        let sending = match &self.outgoing {
            Some(outgoing) => self.own(outgoing.close().await),
            None => Ok(()),
        };
        settled.and(sending)
    }

    async fn tell(&self, journal: &dyn Journal, settled: Result<(), Failure>) -> Result<(), Failure> {
        let tokens = std::mem::take(&mut *self.pending.lock().unwrap_or_else(PoisonError::into_inner));
        if tokens.is_empty() {
            return settled;
        }
        let told = journal.held(tokens, settled.as_ref().copied()).await;
        settled.and(told)
    }
}
