//! Moving and copying messages.

use super::combine::{Batch, Change, Combiner, Place};
use crate::combine::{again, settled};
use crate::{Error, FolderPath, Kind, MessageRef, Result, ServerId};
use carteiro_world::phrase;
use std::collections::HashMap;

/// Which of the two.
#[derive(Clone, Copy, PartialEq, Eq)]
pub(super) enum Verb {
    /// The original goes.
    Move,
    /// The original stays.
    Copy,
}

pub(super) async fn transfer(
    combiner: &Combiner,
    messages: Vec<MessageRef>,
    to: FolderPath,
    verb: Verb,
) -> Result<Vec<Result<MessageRef>>> {
    let change = match verb {
        Verb::Move => Change::Move(to.clone()),
        Verb::Copy => Change::Copy(to.clone()),
    };
    let namespace = &combiner.pool.server.namespace;
    // A folder may have a second path.
    let name = |folder: &FolderPath| namespace.wire(folder).ok();
    let target = name(&to);
    let is_target = |folder: &FolderPath| *folder == to || (target.is_some() && name(folder) == target);
    // Moving within a folder is no change, and servers differ on whether it makes a new message.
    let stays = |message: &MessageRef| verb == Verb::Move && is_target(&message.folder);
    let going: Vec<MessageRef> = messages.iter().filter(|message| !stays(message)).cloned().collect();
    let mut outcomes = each(combiner, &going, change).await?.into_iter();
    let places = messages.into_iter().map(|message| {
        if stays(&message) {
            return Ok(message);
        }
        let place =
            outcomes.next().unwrap_or_else(|| Err(Error::internal("a message without an outcome")))?;
        Ok(MessageRef {
            folder: to.clone(),
            id: place.map(|place| ServerId::Uid { validity: place.validity, uid: place.uid }),
            key: message.key,
        })
    });
    Ok(places.collect())
}

/// Does `change` to messages of one folder or several; the nth outcome is the nth message's.
pub(super) async fn each(
    combiner: &Combiner,
    messages: &[MessageRef],
    change: Change,
) -> Result<Vec<Result<Option<Place>>>> {
    let mut groups: HashMap<(FolderPath, u32), Vec<u32>> = HashMap::new();
    for message in messages {
        if let Some(ServerId::Uid { validity, uid }) = message.id {
            groups.entry((message.folder.clone(), validity)).or_default().push(uid);
        }
    }
    let mut outcomes = HashMap::new();
    for ((folder, validity), uids) in groups {
        let batch = Batch { folder: folder.clone(), validity, uids: uids.clone() };
        match combiner.apply(batch, change.clone()).await {
            Ok(done) => {
                outcomes.extend(done.into_iter().map(|(uid, done)| ((folder.clone(), validity, uid), done)));
            }
            Err(error) => {
                outcomes.extend(
                    uids.into_iter().map(|uid| ((folder.clone(), validity, uid), Err(error.clone()))),
                );
            }
        }
    }
    let repeatable = !matches!(change, Change::Copy(_));
    again(&outcomes.values().cloned().collect::<Vec<_>>(), repeatable)?;
    let operation = change.operation();
    let ordered = messages.iter().map(|message| match message.id {
        Some(ServerId::Uid { validity, uid }) => outcomes
            .get(&(message.folder.clone(), validity, uid))
            .cloned()
            .unwrap_or(Ok(None))
            .map_err(|error| settled(operation, error)),
        _ => Err(Error::new(Kind::NotFound, phrase!("message-gone", folder = message.folder))),
    });
    Ok(ordered.collect())
}
