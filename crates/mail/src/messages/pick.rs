//! Leaving out what nobody wants of large messages.

use super::{Lacks, Meant, Reading};
use crate::mime::PartId;
use crate::{Found, Message, Parts, Unreadable};
use std::fmt;
use std::sync::Arc;

/// Chooses, of a message whose structure is known, the parts that are wanted; `None`: all of it.
///
/// Messages below 256 KiB come whole all the same: a further round trip costs more than they do.
#[derive(Clone)]
pub struct Pick(Arc<Choose>);

type Choose = dyn Fn(&Message) -> Option<Vec<PartId>> + Send + Sync;

/// Below this size the whole message costs less than a further round trip.
const LARGE: u64 = 256 * 1024;

impl Pick {
    /// Chooses by `choose`.
    pub fn new(choose: impl Fn(&Message) -> Option<Vec<PartId>> + Send + Sync + 'static) -> Self {
        Self(Arc::new(choose))
    }
}

impl fmt::Debug for Pick {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Pick")
    }
}

impl Reading {
    /// Finds out what is still to come of each message: of large ones the parts are asked for, and then the choice is
    /// made.
    pub(super) async fn weigh(
        &self,
        meant: Vec<Result<Found, Unreadable>>,
        has: Parts,
    ) -> Vec<Result<Meant, Unreadable>> {
        let complete = has.covers(self.parts);
        let pick = self.pick.as_ref().filter(|_| !complete);
        let is_large = |found: &Found| pick.is_some() && found.message.size > LARGE;
        let large = meant.iter().flatten().filter(|found| is_large(found));
        let large: Vec<_> = large.map(|found| found.message.reference.clone()).collect();
        let told = Parts { structure: true, content: false, ..self.parts.and(has) };
        let mut told = self.mailbox.fetch(large, told).await.into_iter();
        let weigh = |found: Result<Found, Unreadable>| {
            let mut found = found?;
            let mut lacks = if complete { Lacks::Nothing } else { Lacks::Whole };
            if let (Some(pick), true) = (pick, is_large(&found))
                && let Some(message) = told.next()
            {
                found.message = message?;
                lacks = pick.lacks(&found.message);
            }
            Ok(Meant { found, lacks })
        };
        meant.into_iter().map(weigh).collect()
    }

    /// Opens the parts that were chosen. `None`: not by parts.
    pub(super) async fn open(
        &self,
        meant: &Result<Meant, Unreadable>,
    ) -> Option<Result<Message, Unreadable>> {
        let Ok(Meant { found: Found { message, .. }, lacks: Lacks::Parts(parts, _) }) = meant else {
            return None;
        };
        let (reference, known) = (&message.reference, message.structure.clone());
        Some(match self.mailbox.contents(reference, parts.clone(), known).await {
            // One that did not come is missed by whoever opens it, and asked for again.
            Ok(opened) => {
                Ok(Message { picked: Some(opened.into_iter().flatten().collect()), ..message.clone() })
            }
            Err(error) => Err(Unreadable { reference: reference.clone(), error }),
        })
    }
}

impl Pick {
    fn lacks(&self, message: &Message) -> Lacks {
        // Its bytes had to tell its parts, and are here.
        if message.content.is_some() {
            return Lacks::Nothing;
        }
        let Some(parts) = (self.0)(message) else { return Lacks::Whole };
        let part = |id| message.structure.as_ref().and_then(|structure| structure.part(id));
        let octets = parts.iter().filter_map(part).map(|part| part.octets).sum();
        Lacks::Parts(parts, octets)
    }
}
