//! Drafts that were made and that nobody has sent: the next try goes on with them, and uploads nothing again.

use crate::transport::Submission;
use crate::{Error, Result};
use carteiro_world::Spool;
use std::collections::VecDeque;
use std::io;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};

/// Of so many the message is kept, by which they are known again; of older ones only what is to be removed.
const KNOWN: usize = 4;
/// So much of two messages is compared at once.
const STEP: usize = 64 * 1024;

/// A draft, and of what.
struct Draft {
    id: String,
    of: Option<Submission>,
}

/// The drafts, oldest first. Clones share them: a token that ends takes the session with it, and not what was uploaded.
#[derive(Clone, Default)]
pub(super) struct Unsent(Arc<Mutex<VecDeque<Draft>>>);

impl Unsent {
    /// Keeps a draft for the next try to send this message.
    pub(super) fn keep(&self, id: String, of: &Submission) {
        let mut drafts = self.held();
        drafts.push_back(Draft { id, of: Some(of.clone()) });
        let old = drafts.len().saturating_sub(KNOWN);
        drafts.iter_mut().take(old).for_each(|draft| draft.of = None);
    }

    /// Keeps one that nobody goes on with.
    pub(super) fn leave(&self, id: String) {
        self.held().push_front(Draft { id, of: None });
    }

    /// Takes out the draft of this very message to these very people.
    pub(super) async fn take(&self, submission: &Submission) -> Result<Option<String>> {
        let like = |of: &Submission| {
            of.envelope == submission.envelope && of.content.len() == submission.content.len()
        };
        let known: Vec<(String, Spool)> = self
            .held()
            .iter()
            .filter_map(|draft| {
                let of = draft.of.as_ref().filter(|of| like(of))?;
                Some((draft.id.clone(), of.content.clone()))
            })
            .collect();
        for (id, content) in known {
            let other = submission.content.clone();
            let same = tokio::task::spawn_blocking(move || is_same(&content, &other));
            if same.await.map_err(Error::internal)?? {
                self.held().retain(|draft| draft.id != id);
                return Ok(Some(id));
            }
        }
        Ok(None)
    }

    /// Takes out one, whichever.
    pub(super) fn pop(&self) -> Option<String> {
        self.held().pop_front().map(|draft| draft.id)
    }

    fn held(&self) -> MutexGuard<'_, VecDeque<Draft>> {
        self.0.lock().unwrap_or_else(PoisonError::into_inner)
    }
}

fn is_same(one: &Spool, other: &Spool) -> io::Result<bool> {
    let mut at = 0;
    while at < one.len() {
        let range = at..at + STEP as u64;
        if one.read(range.clone(), STEP)? != other.read(range.clone(), STEP)? {
            return Ok(false);
        }
        at = range.end;
    }
    Ok(one.len() == other.len())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Envelope;

    async fn submission(to: &str, text: &str) -> Submission {
        let content = format!("From: a@a.test\r\n\r\n{text}\r\n").into_bytes();
        Submission::new(Envelope::new("a@a.test", [to]).unwrap(), content.into()).await.unwrap()
    }

    #[tokio::test]
    async fn only_the_draft_of_the_same_message_to_the_same_people_is_gone_on_with() {
        let unsent = Unsent::default();
        let (one, other) = (submission("b@b.test", "one").await, submission("b@b.test", "two").await);
        let elsewhere = submission("c@c.test", "one").await;
        unsent.keep("1".to_owned(), &one);
        assert_eq!(unsent.take(&other).await.unwrap(), None);
        assert_eq!(unsent.take(&elsewhere).await.unwrap(), None);
        let again = submission("b@b.test", "one").await;
        assert_eq!(unsent.clone().take(&again).await.unwrap().as_deref(), Some("1"));
        assert_eq!(unsent.take(&again).await.unwrap(), None, "it is gone on with once");
        assert_eq!(unsent.pop(), None);
    }

    #[tokio::test]
    async fn of_many_the_oldest_are_only_removed() {
        let unsent = Unsent::default();
        let one = submission("b@b.test", "one").await;
        unsent.keep("1".to_owned(), &one);
        for n in 0..KNOWN {
            unsent.keep(format!("other {n}"), &submission("b@b.test", &format!("{n}")).await);
        }
        assert_eq!(unsent.take(&one).await.unwrap(), None);
        assert_eq!(unsent.pop().as_deref(), Some("1"));
    }
}
