//! Leaving out what nobody wants of large messages.

use super::choosing::{Choosing, Chosen, Meant};
use crate::mime::{PartId, Structure};
use crate::{Content, Message, MessageRef, Parts, Result, Unreadable};
use futures_util::future::join_all;
use std::collections::HashMap;
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

/// The parts that are enough of large messages.
pub(super) type Picked = HashMap<MessageRef, (Option<Arc<Structure>>, Vec<PartId>)>;
/// Those parts, as they came.
pub(super) type Opened = HashMap<MessageRef, Result<Vec<Content>>>;

impl Choosing {
    /// What must be told of a message before parts of it can be picked; `None`: nothing more.
    pub(super) fn untold(&self, chosen: &Chosen) -> Option<Parts> {
        let told = Parts { structure: true, content: false, ..self.parts };
        let asks = self.pick.is_some() && chosen.size > LARGE && !chosen.has(told);
        asks.then_some(told)
    }

    /// Asks for what is untold.
    pub(super) async fn tell(&self, ones: Vec<Meant>) -> Vec<Meant> {
        let told = self.read_more(ones, |chosen| self.untold(chosen)).await;
        let with_bytes = |chosen: Chosen| match chosen.message.clone() {
            // Its bytes had to tell its parts, and are here.
            Some((message, _)) if message.content.is_some() => chosen.with(message, self.parts),
            _ => chosen,
        };
        told.into_iter().map(|one| one.map(with_bytes)).collect()
    }

    /// What is picked of those whose parts are told.
    pub(super) fn picked(&self, ones: &[Meant]) -> Picked {
        let Some(pick) = &self.pick else { return Picked::new() };
        let large = ones.iter().flatten().filter(|chosen| chosen.size > LARGE && !chosen.has(self.parts));
        let picked = large.filter_map(|chosen| {
            let (message, _) = chosen.message.as_ref()?;
            Some((chosen.reference.clone(), (message.structure.clone(), (pick.0)(message)?)))
        });
        picked.collect()
    }

    /// Opens what is picked.
    pub(super) async fn open(&self, picked: &Picked) -> Opened {
        let opening = picked.iter().map(|(reference, (structure, parts))| async {
            let opened = self.mailbox.contents(reference, parts.clone(), structure.clone()).await;
            // One that did not come is missed by whoever opens it, and asked for again.
            (reference.clone(), opened.map(|opened| opened.into_iter().flatten().collect()))
        });
        join_all(opening).await.into_iter().collect()
    }

    /// The messages, with the parts of them that were opened.
    pub(super) fn with_parts(&self, ones: Vec<Meant>, mut opened: Opened) -> Vec<Meant> {
        let mut with_parts = |chosen: Chosen| match (opened.remove(&chosen.reference), chosen.message.clone())
        {
            (Some(Ok(parts)), Some((message, _))) => {
                Ok(chosen.with(Message { picked: Some(parts), ..message }, self.parts))
            }
            (Some(Err(error)), _) => Err(Unreadable { reference: chosen.reference, error }),
            _ => Ok(chosen),
        };
        ones.into_iter().map(|one| one.and_then(&mut with_parts)).collect()
    }
}
