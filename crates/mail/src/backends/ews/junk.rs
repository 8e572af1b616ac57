//! `MarkAsJunk`: the message goes to the unwanted mail and its sender to the blocked senders, or both come back
//! (learn.microsoft.com/exchange/client-developer/web-service-reference/markasjunk-operation).

use super::change::{Change, Changed, Combined, Item, ask, each, item_ids};
use super::mailbox::Exchange;
use super::request::Request;
use super::transfer;
use super::version::Version;
use super::xml::Element;
use crate::{Error, FolderPath, Kind, MessageRef, Result};

/// Whether the server has a list of blocked senders that can be changed: `MarkAsJunk` came with Exchange 2013.
pub(super) fn is_heeded(version: Version) -> bool {
    version >= Version::Exchange2013
}

pub(super) async fn mark_junk(
    changes: &Combined,
    messages: Vec<MessageRef>,
    is_junk: bool,
    to: FolderPath,
) -> Result<Vec<Result<MessageRef>>> {
    // What is there already stays as it is: only its sender is told.
    let (there, going): (Vec<_>, Vec<_>) =
        messages.iter().cloned().partition(|message| message.folder == to && message.id.is_some());
    let change = |moves: bool| Change::Junk { is_junk, to: to.clone(), moves };
    let mut told = each(changes, &there, change(false)).await?.into_iter();
    let mut moved = each(changes, &going, change(true)).await?.into_iter();
    let lost = || Err(Error::internal("a message without an outcome"));
    let place = |message: MessageRef| {
        if message.folder == to && message.id.is_some() {
            told.next().unwrap_or_else(lost).map(|_| message)
        } else {
            moved.next().unwrap_or_else(lost).map(|id| transfer::place(message, id, &to))
        }
    };
    Ok(messages.into_iter().map(place).collect())
}

pub(super) async fn carry_out(
    exchange: &Exchange,
    items: &[Item],
    is_junk: bool,
    to: &FolderPath,
    moves: bool,
) -> Result<Changed> {
    let how = [("IsJunk", flag(is_junk)), ("MoveItem", flag(moves))];
    let request = |ids: &[&str]| Request::new("MarkAsJunk", &how, |xml| item_ids(xml, ids.iter().copied()));
    let id = |reply: &Element| Some(reply.find("MovedItemId")?.attribute("Id")?.to_owned());
    let mut done = ask(&exchange.speaker, items, request, id).await;
    // The list may be full, or that of somebody else: the message goes where it belongs all the same.
    let unheeded = |item: &&Item| done.get(*item).and_then(|one| one.as_ref().err()).is_some_and(is_unheeded);
    let unheeded: Vec<Item> = items.iter().filter(unheeded).cloned().collect();
    if moves && !unheeded.is_empty() {
        done.extend(transfer::carry_out(exchange, "MoveItem", &unheeded, to).await?);
    } else {
        done.extend(unheeded.into_iter().map(|item| (item, Ok(None))));
    }
    Ok(done)
}

fn is_unheeded(error: &Error) -> bool {
    matches!(error.kind(), Kind::Denied | Kind::Rejected | Kind::Unsupported | Kind::Quota)
}

fn flag(is_it: bool) -> &'static str {
    if is_it { "true" } else { "false" }
}
