//! What the server is to tell us of, for as long as somebody listens.

use super::super::affinity::Affinity;
use super::super::call::Speaker;
use super::super::fault;
use super::super::mailbox::Exchange;
use super::super::request::Request;
use super::super::xml::Xml;
use crate::{FolderPath, Result};
use std::sync::Arc;
use tokio::runtime::Handle;

/// Minutes that a stream of events stands before it is asked for again: the most that Exchange takes
/// (learn.microsoft.com/exchange/client-developer/web-service-reference/connectiontimeout).
const STANDS: u32 = 29;

/// A subscription of ours. Once nobody needs it the server is told so, where it can be reached: it counts those of a user
/// (`EWSMaxSubscriptions`), and one that streams outlives its connection by a while.
pub(super) struct Subscription {
    id: String,
    affinity: Affinity,
    /// Whom to tell; `None`: the server has forgotten it.
    holder: Option<Arc<Speaker>>,
}

impl Subscription {
    /// To what comes into a folder.
    pub(super) async fn of(exchange: &Exchange, path: &FolderPath) -> Result<Self> {
        let speaker = &exchange.speaker;
        exchange
            .at(path, |folder| async move {
                let asked = speaker.ask(subscribe(&folder).led(Affinity::Begins)).await?;
                let affinity = asked.affinity();
                let reply = asked.only().await?.map_err(|refusal| refusal.of_folder(path))?;
                let Some(id) = reply.text("SubscriptionId").map(|id| id.trim().to_owned()) else {
                    return Err(fault::nonsense("a subscription without a name"));
                };
                Ok(Self { id, affinity, holder: Some(Arc::clone(speaker)) })
            })
            .await
    }

    /// Asks for what happens from now on.
    pub(super) fn events(&self) -> Request {
        let write = |xml: &mut Xml| {
            xml.within("m:SubscriptionIds", |xml| {
                xml.text("t:SubscriptionId", &self.id);
            });
            xml.text("m:ConnectionTimeout", STANDS);
        };
        Request::new("GetStreamingEvents", &[], write).streaming().led(self.affinity.clone())
    }

    /// The server knows nothing of it any more.
    pub(super) fn forgotten(mut self) {
        self.holder = None;
    }
}

/// [MS-OXWSNTIF] §3.1.4.4 has it for subscriptions that are pulled or streamed.
impl Drop for Subscription {
    fn drop(&mut self) {
        let (Some(speaker), Ok(runtime)) = (self.holder.take(), Handle::try_current()) else { return };
        let unsubscribe = Request::new("Unsubscribe", &[], |xml| {
            xml.text("m:SubscriptionId", &self.id);
        });
        let unsubscribe = unsubscribe.led(self.affinity.clone());
        // Whoever does not hear it forgets the subscription in time.
        runtime.spawn(async move { speaker.ask_one(unsubscribe).await.map(drop) });
    }
}

fn subscribe(folder: &str) -> Request {
    Request::new("Subscribe", &[], |xml| {
        xml.within("m:StreamingSubscriptionRequest", |xml| {
            xml.within("t:FolderIds", |xml| {
                xml.empty("t:FolderId", &[("Id", folder)]);
            });
            xml.within("t:EventTypes", |xml| {
                for event in ["NewMailEvent", "CreatedEvent", "MovedEvent", "CopiedEvent"] {
                    xml.text("t:EventType", event);
                }
            });
        });
    })
}
