//! `GetItem`: what the server tells of messages, or all of their bytes.

use super::change::{answer, item_id, item_ids};
use super::item;
use super::mailbox::Exchange;
use super::request::Request;
use super::xml::Element;
use crate::backend::Arriving;
use crate::{Error, Kind, Message, MessageRef, Result, Unreadable, Wanted, reading};
use carteiro_world::phrase;
use futures_util::StreamExt;
use futures_util::stream::unfold;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use tokio::sync::mpsc;

type Arrivals = mpsc::UnboundedSender<Result<Message, Unreadable>>;

/// So many headers come with one answer: half of what is asked for at once.
const HEADERS: usize = 250;
/// So many messages, or so many bytes of them, come with one answer: another begins to be made while this one arrives.
const WHOLE: usize = 100;
const BYTES: u64 = 4 * 1024 * 1024;
/// Requests under way.
const AT_ONCE: usize = 2;

/// Fetches messages. The channel holds no more than was asked for: the caller asks in windows.
pub(super) fn fetch(exchange: Exchange, messages: Vec<MessageRef>, wanted: Wanted) -> Arriving {
    let (arrivals, arriving) = mpsc::unbounded_channel();
    tokio::spawn(async move {
        let wanted = Arc::new(wanted);
        let fetching = pieces(messages, is_whole(&wanted)).into_iter().map(|piece| {
            let (exchange, wanted, arrivals) = (&exchange, &wanted, &arrivals);
            async move { Piece { left: piece, wanted, arrivals }.fetch(exchange).await }
        });
        futures_util::stream::iter(fetching).buffer_unordered(AT_ONCE).collect::<()>().await;
    });
    unfold(arriving, |mut arriving| async { arriving.recv().await.map(|one| (one, arriving)) }).boxed()
}

/// Whether it takes the bytes of a message: nothing else tells its parts as everybody counts them.
fn is_whole(wanted: &Wanted) -> bool {
    wanted.parts.is_heavy() || wanted.parts.structure
}

fn pieces(messages: Vec<MessageRef>, whole: bool) -> Vec<Vec<MessageRef>> {
    let most = if whole { WHOLE } else { HEADERS };
    let mut pieces: Vec<Vec<MessageRef>> = Vec::new();
    let mut bytes = 0;
    for message in messages {
        let size = if whole { message.key.size } else { 0 };
        match pieces.last_mut() {
            Some(last) if last.len() < most && bytes + size <= BYTES => {
                bytes += size;
                last.push(message);
            }
            _ => {
                bytes = size;
                pieces.push(vec![message]);
            }
        }
    }
    pieces
}

/// Messages that are asked for together.
struct Piece<'a> {
    left: Vec<MessageRef>,
    wanted: &'a Arc<Wanted>,
    arrivals: &'a Arrivals,
}

impl Piece<'_> {
    /// Fetches them, and answers for each exactly once.
    async fn fetch(mut self, exchange: &Exchange) {
        if self.arrivals.is_closed() {
            return;
        }
        if let Err(error) = self.ask(exchange).await {
            for reference in std::mem::take(&mut self.left) {
                self.answer(Err(Unreadable { reference, error: error.clone() }));
            }
        }
    }

    async fn ask(&mut self, exchange: &Exchange) -> Result<()> {
        let (known, nameless) =
            std::mem::take(&mut self.left).into_iter().partition(|one| item_id(one).is_ok());
        self.left = known;
        for reference in nameless {
            let error =
                item_id(&reference).err().unwrap_or_else(|| Error::internal("a message without a name"));
            self.answer(Err(Unreadable { reference, error }));
        }
        if self.left.is_empty() {
            return Ok(());
        }
        let ids: Vec<&str> = self.left.iter().filter_map(|one| item_id(one).ok()).collect();
        let whole = is_whole(self.wanted);
        let request = Request::new("GetItem", &[], |xml| {
            item::shape(xml, self.wanted, whole, exchange.speaker.version);
            item_ids(xml, ids);
        });
        let mut replies = exchange.speaker.ask(request).await?;
        self.left.reverse();
        while let Some(reference) = self.left.last().cloned() {
            let reply = answer(&mut replies, &reference.folder).await?;
            self.left.pop();
            let one = match reply {
                Ok(reply) => read(&reference, reply, self.wanted).await,
                Err(error) => Err(error),
            };
            self.answer(one.map_err(|error| Unreadable { reference, error }));
        }
        replies.drain().await
    }

    fn answer(&self, one: Result<Message, Unreadable>) {
        // Whoever asked may have gone.
        let _ = self.arrivals.send(one);
    }
}

async fn read(reference: &MessageRef, mut reply: Element, wanted: &Arc<Wanted>) -> Result<Message> {
    let item =
        reply.children.iter_mut().find(|child| child.name == "Items").and_then(|items| items.children.pop());
    let Some(mut item) = item else { return Err(unreadable(reference)) };
    if !is_whole(wanted) {
        return Ok(item::headed(reference, &item, wanted));
    }
    let content = item.children.iter_mut().find(|child| child.name == "MimeContent");
    let Some(content) = content.and_then(|mime| mime.content.take()) else {
        return Err(unreadable(reference));
    };
    let key = super::item::key(&item);
    let (flags, received_at) = (item::flags(&item), key.received_at);
    let (of, wanted, failed) = (reference.clone(), Arc::clone(wanted), unreadable(reference));
    let in_memory = content.in_memory().is_some();
    let work = move || {
        let read = AssertUnwindSafe(|| reading::message(&of, content, flags, received_at, &wanted));
        catch_unwind(read).unwrap_or(Err(failed))
    };
    let mut message = if in_memory {
        work()
    } else {
        tokio::task::spawn_blocking(work).await.unwrap_or(Err(unreadable(reference)))
    }?;
    // A message is known by what its server tells of it, also where only its header was read.
    message.reference.key = key;
    Ok(message)
}

fn unreadable(reference: &MessageRef) -> Error {
    Error::new(Kind::Content, phrase!("message-unreadable", folder = reference.folder))
}

/// All bytes of a message.
pub(super) async fn content(exchange: &Exchange, reference: &MessageRef) -> Result<carteiro_world::Spool> {
    let id = item_id(reference)?;
    let request = Request::new("GetItem", &[], |xml| {
        xml.within("m:ItemShape", |xml| {
            xml.text("t:BaseShape", "IdOnly").text("t:IncludeMimeContent", true);
        });
        item_ids(xml, [id]);
    });
    let reply = exchange.speaker.ask_one(request).await?;
    let reply = reply.map_err(|refusal| refusal.of_message(&reference.folder))?;
    let content = reply.find("MimeContent").and_then(|mime| mime.content.clone());
    content.ok_or_else(|| unreadable(reference))
}
