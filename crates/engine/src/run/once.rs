//! Each message once, whatever the number of runs: the ledger of a loop.

use super::running::Running;
use crate::event::Event;
use crate::failure::{Ends, Failure};
use crate::seen::{Claim, Ended, Item, Ledger, Loop};
use crate::session::Session;
use crate::vars::Mail;
use carteiro_mail::{ContentKey, Kind, Message, MessageRef, Parts, Skip};
use carteiro_world::phrase;
use std::mem::discriminant;
use std::sync::Arc;
use std::sync::atomic::{AtomicU64, Ordering};

/// What a loop knows of the messages that earlier runs have worked on.
pub struct Once {
    ledger: Arc<dyn Ledger>,
    of: Loop,
    run: String,
    passed: AtomicU64,
    unknown: AtomicU64,
}

/// A message that may be worked on.
pub(super) struct Begun {
    item: Item,
    pub(super) before: Option<Before>,
}

/// The first run that worked on a message, and is not through with it.
pub(super) struct Before {
    pub(super) run: String,
    /// It told that it failed, and did not end in the middle of it.
    pub(super) failed: bool,
}

impl Running {
    /// What is known of the loop of this id over the mailbox of `session`.
    pub(crate) async fn once(&self, id: &str, session: &Session) -> Result<Arc<Once>, Failure> {
        // Of an automation that is run at two places, each has its own.
        let id = if self.known_by.is_empty() { id.to_owned() } else { format!("{} {id}", self.known_by) };
        Ok(Arc::new(Once {
            ledger: self.ledger().await?,
            of: Loop::new(&id, session.identity()),
            run: self.origin.to_string(),
            passed: AtomicU64::new(0),
            unknown: AtomicU64::new(0),
        }))
    }
}

/// Where there is only this to go by, nothing that looks like the message is taken for it.
fn by_name_alone(place: &MessageRef) -> MessageRef {
    MessageRef { key: ContentKey { message_id: None, ..place.key.clone() }, ..place.clone() }
}

impl Once {
    /// Messages that were worked on, known by their names alone: nothing of them has to be read.
    pub(crate) fn skip(self: &Arc<Self>) -> Skip {
        let once = Arc::clone(self);
        Skip::but(move |messages| {
            let once = Arc::clone(&once);
            Box::pin(async move { once.left(messages).await })
        })
    }

    async fn left(&self, messages: Vec<MessageRef>) -> Vec<MessageRef> {
        let named: Vec<Option<Item>> = messages.iter().map(|message| self.of.named(message)).collect();
        let items: Vec<Item> = named.iter().flatten().cloned().collect();
        // What cannot be looked up is told when it is claimed.
        let mut known = self.ledger.known(&items).await.unwrap_or_default().into_iter();
        let mut named = named.into_iter();
        let is_left = |_: &MessageRef| {
            let known = named.next().flatten().and_then(|_| known.next()).flatten();
            match known {
                Some(Ended::Done) => self.passed.fetch_add(1, Ordering::Relaxed),
                Some(Ended::Unknown) => self.unknown.fetch_add(1, Ordering::Relaxed),
                _ => return true,
            };
            false
        };
        messages.into_iter().filter(is_left).collect()
    }

    /// How many messages were passed over because they are done.
    pub(crate) fn passed(&self) -> u64 {
        self.passed.load(Ordering::Relaxed)
    }

    /// What to tell of messages that are left to a person.
    pub(crate) fn warning(&self) -> Option<Event> {
        let count = self.unknown.load(Ordering::Relaxed);
        (count > 0).then(|| Event::Warning { words: phrase!("seen-unknown", count = count) })
    }

    /// Asks for the right to work on a message; `None`: it is done.
    pub(super) async fn begin(&self, session: &Session, message: &Message) -> Result<Option<Begun>, Failure> {
        let item = self.of.item(message);
        let mut claim = self.ledger.claim(&item, &self.run, false).await?;
        if let Claim::SameContent(place) = &claim {
            let there = match (&place.id, &message.reference.id) {
                // Without a name it cannot be told from a copy of it.
                (None, _) => true,
                // The mailbox was reached by another protocol then, where every message had another name.
                (Some(then), Some(now)) if discriminant(then) != discriminant(now) => false,
                (Some(_), _) => match session.fetch(by_name_alone(place), Parts::default()).await {
                    Ok(_) => true,
                    Err(failure) if matches!(failure.kind, Kind::NotFound | Kind::Changed) => false,
                    Err(failure) => return Err(failure),
                },
            };
            if !there {
                self.ledger.settle(&item, Ended::Done, Some(message.reference.clone())).await?;
                self.passed.fetch_add(1, Ordering::Relaxed);
                return Ok(None);
            }
            claim = self.ledger.claim(&item, &self.run, true).await?;
        }
        match claim {
            Claim::Go | Claim::SameContent(_) => Ok(Some(Begun { item, before: None })),
            Claim::Again { run, failed } => Ok(Some(Begun { item, before: Some(Before { run, failed }) })),
            Claim::Ended(Ended::Unknown) => {
                self.unknown.fetch_add(1, Ordering::Relaxed);
                Ok(None)
            }
            Claim::Ended(_) => {
                self.passed.fetch_add(1, Ordering::Relaxed);
                Ok(None)
            }
        }
    }

    /// Keeps how the work on a message ended.
    pub(super) async fn end(
        &self,
        begun: &Begun,
        done: Result<(), Failure>,
        mail: &Mail,
    ) -> Result<(), Failure> {
        let ended = match &done {
            Ok(()) => Ended::Done,
            Err(failure) if failure.ends == Some(Ends::Ok) => Ended::Done,
            Err(failure) if failure.kind == Kind::OutcomeUnknown => Ended::Unknown,
            Err(_) => Ended::Failed,
        };
        let settled = self.ledger.settle(&begun.item, ended, mail.place()).await;
        done.and(settled)
    }
}
