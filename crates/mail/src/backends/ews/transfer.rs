//! `MoveItem` and `CopyItem`.

use super::change::{Change, Changed, Combined, Item, ask, each, item_ids};
use super::mailbox::Exchange;
use super::request::Request;
use super::version::Version;
use super::xml::Element;
use crate::folder::{is_missing, missing};
use crate::{Error, FolderPath, MessageRef, Result, ServerId};

/// Whether the server tells where messages went: `ReturnNewItemIds` came with Exchange 2010 SP1
/// (learn.microsoft.com/exchange/client-developer/web-service-reference/returnnewitemids).
pub(super) fn tells_new_ids(version: Version) -> bool {
    version >= Version::Exchange2010Sp1
}

pub(super) async fn move_to(
    changes: &Combined,
    messages: Vec<MessageRef>,
    to: FolderPath,
) -> Result<Vec<Result<MessageRef>>> {
    // What is there already stays as it is.
    let stays = |message: &MessageRef| message.folder == to && message.id.is_some();
    let going: Vec<MessageRef> = messages.iter().filter(|message| !stays(message)).cloned().collect();
    let mut moved = each(changes, &going, Change::Move(to.clone())).await?.into_iter();
    let lost = || Err(Error::internal("a message without an outcome"));
    let place = |message: MessageRef| {
        if stays(&message) {
            Ok(message)
        } else {
            moved.next().unwrap_or_else(lost).map(|id| place(message, id, &to))
        }
    };
    Ok(messages.into_iter().map(place).collect())
}

pub(super) async fn copy_to(
    changes: &Combined,
    messages: Vec<MessageRef>,
    to: FolderPath,
) -> Result<Vec<Result<MessageRef>>> {
    let copied = each(changes, &messages, Change::Copy(to.clone())).await?;
    let places = messages.into_iter().zip(copied).map(|(message, id)| id.map(|id| place(message, id, &to)));
    Ok(places.collect())
}

/// Where it is now.
pub(super) fn place(message: MessageRef, id: Option<String>, to: &FolderPath) -> MessageRef {
    MessageRef { folder: to.clone(), id: id.map(ServerId::Item), key: message.key }
}

pub(super) async fn carry_out(
    exchange: &Exchange,
    operation: &'static str,
    items: &[Item],
    to: &FolderPath,
) -> Result<Changed> {
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
            let id = |reply: &Element| Some(reply.find("ItemId")?.attribute("Id")?.to_owned());
            let done = ask(&exchange.speaker, items, request, id).await;
            // It is the target that is missing, and not each of them.
            let lost = done.values().find_map(|one| one.as_ref().err().filter(|error| is_missing(error)));
            match lost {
                Some(error) => Err(missing(to).because(error.detail().unwrap_or_default())),
                None => Ok(done),
            }
        })
        .await
}
