//! Changes of messages: those of one kind that wait go together, and each is answered for.

use super::call::{Replies, Speaker};
use super::fault::{self, Refusal};
use super::mailbox::Exchange;
use super::request::Request;
use super::xml::{Element, Xml};
use super::{delete, flag, junk, transfer};
use crate::combine::{Combiner, Outcomes, again, settled};
use crate::guard::operation::{self, Operation};
use crate::{Error, FlagChange, FolderPath, Kind, MessageRef, Result, Retry, ServerId};
use carteiro_world::phrase;
use futures_util::FutureExt;
use std::sync::Arc;
use tokio::sync::Mutex;

/// So many items go into one request: a busy server does not have to hold it for long.
const AT_ONCE: usize = 200;

/// What is done to messages.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Change {
    /// To another folder.
    Move(FolderPath),
    /// A copy to another folder.
    Copy(FolderPath),
    /// Read, flagged, answered, categories.
    Flag(FlagChange),
    /// Among the unwanted mail, or back: to this folder, unless it is there.
    Junk { is_junk: bool, to: FolderPath, moves: bool },
    /// Removed for good.
    Delete,
}

impl Change {
    fn operation(&self) -> &'static Operation {
        match self {
            Self::Move(_) | Self::Junk { .. } => &operation::MOVE,
            Self::Copy(_) => &operation::COPY,
            Self::Flag(_) => &operation::MARK,
            Self::Delete => &operation::DELETE,
        }
    }
}

/// A message: where it is, and the server's name for it.
pub(super) type Item = (FolderPath, String);

/// What became of messages: their names in the new place, where the server tells them.
pub(super) type Changed = Outcomes<Item, Option<String>>;

/// Changes that wait for others of their kind.
pub(super) type Combined = Combiner<Change, Item, Option<String>>;

/// Carries out changes of a mailbox.
pub(super) fn changes(exchange: &Exchange) -> Combined {
    let exchange = exchange.clone();
    // What reads before it writes would find each other's changes in its way.
    let turn = Arc::new(Mutex::new(()));
    Combiner::new(move |change, items| {
        let (exchange, turn) = (exchange.clone(), Arc::clone(&turn));
        async move {
            match change {
                Change::Move(to) => transfer::carry_out(&exchange, "MoveItem", &items, &to).await,
                Change::Copy(to) => transfer::carry_out(&exchange, "CopyItem", &items, &to).await,
                Change::Flag(change) => {
                    let _turn = if change.categories.is_empty() { None } else { Some(turn.lock().await) };
                    Ok(flag::carry_out(&exchange.speaker, &items, &change).await)
                }
                Change::Junk { is_junk, to, moves } => {
                    junk::carry_out(&exchange, &items, is_junk, &to, moves).await
                }
                Change::Delete => Ok(delete::carry_out(&exchange.speaker, &items).await),
            }
        }
        .boxed()
    })
}

/// Does `change` to messages; the nth outcome is the nth message's.
pub(super) async fn each(
    changes: &Combined,
    messages: &[MessageRef],
    change: Change,
) -> Result<Vec<Result<Option<String>>>> {
    let items: Vec<Option<Item>> = messages.iter().map(item).collect();
    let known: Vec<Item> = items.iter().flatten().cloned().collect();
    let (repeatable, operation) = (!matches!(change, Change::Copy(_)), change.operation());
    let outcomes = if known.is_empty() { Changed::default() } else { changes.apply(change, known).await? };
    again(&outcomes.values().cloned().collect::<Vec<_>>(), repeatable)?;
    let outcome = |(message, item): (&MessageRef, Option<Item>)| match item {
        Some(item) => {
            outcomes.get(&item).cloned().unwrap_or(Ok(None)).map_err(|error| settled(operation, error))
        }
        None => Err(gone(message)),
    };
    Ok(messages.iter().zip(items).map(outcome).collect())
}

fn item(message: &MessageRef) -> Option<Item> {
    Some((message.folder.clone(), item_id(message).ok()?.to_owned()))
}

/// The server's name for a message, where it has one of this server's.
pub(super) fn item_id(message: &MessageRef) -> Result<&str> {
    match &message.id {
        Some(ServerId::Item(id)) => Ok(id),
        _ => Err(gone(message)),
    }
}

fn gone(message: &MessageRef) -> Error {
    Error::new(Kind::NotFound, phrase!("message-gone", folder = message.folder))
}

/// The items of a request.
pub(super) fn item_ids<'a>(xml: &mut Xml, ids: impl IntoIterator<Item = &'a str>) {
    xml.within("m:ItemIds", |xml| {
        for id in ids {
            xml.empty("t:ItemId", &[("Id", id)]);
        }
    });
}

/// Asks about items in pieces, by what `request` makes of their names. What breaks off is the outcome of all that were
/// not answered yet.
pub(super) async fn ask<T>(
    speaker: &Speaker,
    items: &[Item],
    request: impl Fn(&[&str]) -> Request,
    read: impl Fn(&Element) -> T,
) -> Outcomes<Item, T> {
    let mut done = Outcomes::default();
    let mut broken: Option<Error> = None;
    for piece in items.chunks(AT_ONCE) {
        if let Some(error) = &broken {
            // Nobody was asked about these.
            let error =
                if error.is_connection() { error.clone().retrying(Retry::Reconnect) } else { error.clone() };
            done.extend(piece.iter().map(|item| (item.clone(), Err(error.clone()))));
            continue;
        }
        if let Err(error) = ask_piece(speaker, piece, &request, &read, &mut done).await {
            for item in piece {
                done.entry(item.clone()).or_insert_with(|| Err(error.clone()));
            }
            broken = Some(error);
        }
    }
    done
}

async fn ask_piece<T>(
    speaker: &Speaker,
    piece: &[Item],
    request: &impl Fn(&[&str]) -> Request,
    read: &impl Fn(&Element) -> T,
    done: &mut Outcomes<Item, T>,
) -> Result<()> {
    let ids: Vec<&str> = piece.iter().map(|(_, id)| id.as_str()).collect();
    let mut replies = speaker.ask(request(&ids)).await?;
    for item in piece {
        let reply = answer(&mut replies, &item.0).await?;
        done.insert(item.clone(), reply.map(|reply| read(&reply)));
    }
    // All was answered: whatever comes after it changes nothing.
    let _ = replies.drain().await;
    Ok(())
}

/// The next answer, which is about a message in `folder`.
pub(super) async fn answer(replies: &mut Replies, folder: &FolderPath) -> Result<Result<Element>> {
    match replies.next().await? {
        Some(reply) => Ok(reply.map_err(|refusal: Refusal| refusal.of_message(folder))),
        None => Err(fault::nonsense("fewer answers than items")),
    }
}
