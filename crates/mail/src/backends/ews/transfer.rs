//! `MoveItem` and `CopyItem`.

use super::change::{each, item_ids};
use super::folders::{is_missing, missing};
use super::mailbox::Exchange;
use super::request::Request;
use super::version::Version;
use super::xml::Element;
use crate::{Error, FolderPath, MessageRef, Result, ServerId};

/// What becomes of the original.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    Move,
    Copy,
}

/// Whether the server tells where messages went: `ReturnNewItemIds` came with Exchange 2010 SP1
/// (learn.microsoft.com/exchange/client-developer/web-service-reference/returnnewitemids).
pub(super) fn tells_new_ids(version: Version) -> bool {
    version >= Version::Exchange2010Sp1
}

pub(super) async fn transfer(
    exchange: &Exchange,
    verb: Verb,
    messages: Vec<MessageRef>,
    to: FolderPath,
) -> Result<Vec<Result<MessageRef>>> {
    // What is there already stays as it is.
    let stays = |message: &MessageRef| verb == Verb::Move && message.folder == to && message.id.is_some();
    let moving: Vec<MessageRef> = messages.iter().filter(|message| !stays(message)).cloned().collect();
    let mut moved =
        if moving.is_empty() { Vec::new() } else { transferred(exchange, verb, &moving, &to).await? }
            .into_iter();
    let lost = || Err(Error::internal("a message was moved and nothing was answered"));
    let place = |message: &MessageRef| {
        if stays(message) { Ok(message.clone()) } else { moved.next().unwrap_or_else(lost) }
    };
    Ok(messages.iter().map(place).collect())
}

async fn transferred(
    exchange: &Exchange,
    verb: Verb,
    messages: &[MessageRef],
    to: &FolderPath,
) -> Result<Vec<Result<MessageRef>>> {
    let operation = if verb == Verb::Move { "MoveItem" } else { "CopyItem" };
    let asks_ids = tells_new_ids(exchange.speaker.version);
    exchange
        .at(to, |folder| async move {
            let request = |ids: &[&str]| {
                Request::new(operation, &[], |xml| {
                    xml.within("m:ToFolderId", |xml| {
                        xml.empty("t:FolderId", &[("Id", &folder)]);
                    });
                    item_ids(xml, ids.iter().copied());
                    if asks_ids {
                        xml.text("m:ReturnNewItemIds", true);
                    }
                })
            };
            let read = |message: &MessageRef, reply: Element| Ok(place(message, &reply, to));
            let done = each(&exchange.speaker, messages, request, read).await?;
            // It is the target that is missing, and not each of them.
            match done.iter().find_map(|one| one.as_ref().err().filter(|error| is_missing(error))) {
                Some(error) => Err(missing(to).because(error.detail().unwrap_or_default())),
                None => Ok(done),
            }
        })
        .await
}

/// Where it is now.
fn place(message: &MessageRef, reply: &Element, to: &FolderPath) -> MessageRef {
    let id = reply.find("ItemId").and_then(|id| id.attribute("Id"));
    MessageRef {
        folder: to.clone(),
        id: id.map(|id| ServerId::Item(id.to_owned())),
        key: message.key.clone(),
    }
}
