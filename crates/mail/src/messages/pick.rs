//! Leaving out what nobody wants of large messages.

use super::choosing::{Choosing, Chosen, Meant};
use crate::mime::PartId;
use crate::{Message, Parts, Unreadable};
use futures_util::future::join_all;
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

impl Choosing {
    /// Opens the chosen parts of large messages: their structure is asked for, and then the choice is made.
    pub(super) async fn pick(&self, ones: Vec<Meant>) -> Vec<Meant> {
        let Some(pick) = &self.pick else { return ones };
        let is_large = |chosen: &Chosen| chosen.size > LARGE && !chosen.has(self.parts);
        let told = Parts { structure: true, content: false, ..self.parts };
        let told = self.read_more(ones, |chosen| is_large(chosen).then_some(told)).await;
        let opening = told.into_iter().map(|one| async {
            match one {
                Ok(chosen) if is_large(&chosen) => self.open(pick, chosen).await,
                one => one,
            }
        });
        join_all(opening).await
    }

    async fn open(&self, pick: &Pick, chosen: Chosen) -> Meant {
        let Some((message, _)) = chosen.message.clone() else { return Ok(chosen) };
        // Its bytes had to tell its parts, and are here.
        if message.content.is_some() {
            return Ok(chosen.with(message, self.parts));
        }
        let Some(parts) = (pick.0)(&message) else { return Ok(chosen) };
        let opened = self.mailbox.contents(&message.reference, parts, message.structure.clone()).await;
        match opened {
            // One that did not come is missed by whoever opens it, and asked for again.
            Ok(opened) => {
                let picked = Some(opened.into_iter().flatten().collect());
                Ok(chosen.with(Message { picked, ..message }, self.parts))
            }
            Err(error) => Err(Unreadable { reference: chosen.reference, error }),
        }
    }
}
