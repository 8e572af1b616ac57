//! Many items of one request: asked for in pieces, and each answered for.

use super::call::{Replies, Speaker};
use super::fault::Refusal;
use super::request::Request;
use super::xml::{Element, Xml};
use crate::{Error, FolderPath, Kind, MessageRef, Result, Retry, ServerId};
use carteiro_world::phrase;

/// So many items go into one request: a busy server does not have to hold it for long.
const AT_ONCE: usize = 200;

/// The server's name for a message, where it has one of this server's.
pub(super) fn item_id(message: &MessageRef) -> Result<&str> {
    match &message.id {
        Some(ServerId::Item(id)) => Ok(id),
        _ => Err(Error::new(Kind::NotFound, phrase!("message-gone", folder = message.folder))),
    }
}

/// The items of a request.
pub(super) fn item_ids<'a>(xml: &mut Xml, ids: impl IntoIterator<Item = &'a str>) {
    xml.within("m:ItemIds", |xml| {
        for id in ids {
            xml.empty("t:ItemId", &[("Id", id)]);
        }
    });
}

/// Asks about messages in pieces, by what `request` makes of their names; the nth answer belongs to the nth message. A
/// message without a name is not asked about. An error is of all that were not answered yet.
pub(super) async fn each<T>(
    speaker: &Speaker,
    messages: &[MessageRef],
    request: impl Fn(&[&str]) -> Request,
    read: impl Fn(&MessageRef, Element) -> Result<T>,
) -> Result<Vec<Result<T>>> {
    let mut done: Vec<Result<T>> = Vec::new();
    for piece in messages.chunks(AT_ONCE) {
        let ids: Vec<Result<&str>> = piece.iter().map(item_id).collect();
        let known: Vec<&str> = ids.iter().filter_map(|id| id.as_ref().ok().copied()).collect();
        let mut replies = if known.is_empty() { None } else { Some(speaker.ask(request(&known)).await?) };
        for (message, id) in piece.iter().zip(ids) {
            done.push(match (id, &mut replies) {
                (Ok(_), Some(replies)) => {
                    answer(replies, &message.folder).await?.and_then(|reply| read(message, reply))
                }
                (Err(error), _) => Err(error),
                (Ok(_), None) => Err(Error::internal("an item was not asked about")),
            });
        }
        if let Some(replies) = replies {
            replies.drain().await?;
        }
    }
    Ok(done)
}

/// The next answer, which is about a message in `folder`.
pub(super) async fn answer(replies: &mut Replies, folder: &FolderPath) -> Result<Result<Element>> {
    match replies.next().await? {
        Some(reply) => Ok(reply.map_err(|refusal: Refusal| refusal.of_message(folder))),
        None => Err(super::fault::nonsense("fewer answers than items").retrying(Retry::Unsure)),
    }
}
