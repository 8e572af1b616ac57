//! Which messages of an account were marked as read, where its server keeps no marks: by their names, for all automations.

use super::{Ended, Ledger, Ledgers, Loop, Of};
use crate::failure::Failure;
use carteiro_mail::backend::Pending;
use carteiro_mail::backends::pop3;
use carteiro_mail::{Error, Kind, MessageRef};
use carteiro_world::phrase;
use std::collections::HashSet;
use std::future::ready;
use std::sync::Arc;

/// The marks of one account.
pub(crate) struct Marks {
    ledger: Arc<dyn Ledger>,
    of: Loop,
}

impl Marks {
    /// Those of the mailbox of this identity. `Exists`: another run is at work with it.
    pub(crate) async fn open(ledgers: &dyn Ledgers, identity: &str) -> std::result::Result<Self, Failure> {
        let ledger = ledgers.open(Of::Mailbox(identity)).await.map_err(|failure| match failure.kind {
            Kind::Exists => Failure::new(Kind::Exists, phrase!("seen-marks-in-use")),
            _ => failure,
        })?;
        Ok(Self { ledger, of: Loop::new("read", identity) })
    }
}

impl pop3::Marks for Marks {
    fn are_read<'a>(&'a self, messages: &'a [MessageRef]) -> Pending<'a, Vec<bool>> {
        Box::pin(async move {
            let (at, items): (Vec<usize>, Vec<_>) = (messages.iter().enumerate())
                .filter_map(|(at, message)| Some((at, self.of.named(message)?)))
                .unzip();
            let known = self.ledger.known(&items).await.map_err(refused)?;
            let read: HashSet<usize> = at
                .into_iter()
                .zip(known)
                .filter(|(_, known)| *known == Some(Ended::Done))
                .map(|(at, _)| at)
                .collect();
            Ok((0..messages.len()).map(|at| read.contains(&at)).collect())
        })
    }

    fn mark<'a>(&'a self, message: &'a MessageRef, read: bool) -> Pending<'a, ()> {
        let Some(item) = self.of.named(message) else { return Box::pin(ready(Ok(()))) };
        let ended = if read { Ended::Done } else { Ended::Failed };
        Box::pin(async move { self.ledger.settle(&item, ended, None).await.map_err(refused) })
    }
}

fn refused(failure: Failure) -> Error {
    let error = Error::new(failure.kind, failure.words);
    match failure.detail {
        Some(detail) => error.because(detail),
        None => error,
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::seen::InMemory;
    use pop3::Marks as _;

    fn message(name: &str) -> MessageRef {
        let written = serde_json::json!({
            "folder": "INBOX", "id": { "immutable": name }, "key": { "size": 1 }
        });
        serde_json::from_value(written).unwrap()
    }

    #[tokio::test]
    async fn what_was_marked_is_known_to_the_next_run_and_to_no_other_account() {
        let ledgers = InMemory::default();
        let marks = Marks::open(&ledgers, "pop3://ana@x").await.unwrap();
        marks.mark(&message("a"), true).await.unwrap();
        marks.mark(&message("b"), true).await.unwrap();
        marks.mark(&message("b"), false).await.unwrap();
        drop(marks);
        let again = Marks::open(&ledgers, "pop3://ana@x").await.unwrap();
        let other = Marks::open(&ledgers, "pop3://bia@x").await.unwrap();
        let messages = ["a", "b", "c"].map(message);
        assert_eq!(again.are_read(&messages).await.unwrap(), [true, false, false]);
        assert_eq!(other.are_read(&messages).await.unwrap(), [false; 3]);
    }
}
