//! Finding messages again whose server did not tell where they went: by the Message-ID, by nothing less, and only where
//! exactly one has it and its size.

use super::fetch;
use super::pool::Pool;
use super::search::find;
use super::wire::command::Command;
use crate::{ContentKey, FolderPath, MessageRef, Parts, Result, Retry, Unreadable};
use futures_util::StreamExt;
use std::collections::HashSet;
use std::sync::Arc;

/// So many are looked for by one search: some 5,000 bytes, and lines may have 8,000 (RFC 7162 §4).
const TOGETHER: usize = 32;
/// For each at most so many messages of its size are looked into.
const ALIKE: usize = 500;

/// A server that finds a message has found it. One that finds nothing is not believed: then the Message-IDs of all
/// messages of that size are read.
pub(super) async fn locate(
    pool: &Arc<Pool>,
    folder: FolderPath,
    keys: Vec<ContentKey>,
) -> Result<Vec<Option<MessageRef>>> {
    let by_id = |key: &&ContentKey| key.message_id.as_ref().is_some_and(|id| id.is_ascii());
    let found = any_of(pool, &folder, keys.iter().filter(by_id).filter_map(has_id)).await?;
    // Of a single one the server has compared all there is.
    if let ([key], [one]) = (&*keys, &*found) {
        return Ok(vec![Some(MessageRef { key: key.clone(), ..one.clone() })]);
    }
    let mut read = with_ids(pool, &found, &keys).await?;
    let left = keys.iter().filter(|key| key.message_id.is_some() && !read.iter().any(|one| is_it(one, key)));
    let sizes: HashSet<u64> = left.map(|key| key.size).filter(|size| *size > 0).collect();
    let mut alike = any_of(pool, &folder, sizes.iter().map(|size| Command::new(of_size(*size)))).await?;
    alike.retain(|one| !found.contains(one));
    if alike.len() <= ALIKE * sizes.len() {
        read.extend(with_ids(pool, &alike, &keys).await?);
    }
    let only = |key: ContentKey| {
        let mut all = read.iter().filter(|one| is_it(one, &key));
        let one = all.next().filter(|_| key.message_id.is_some())?;
        all.next().is_none().then(|| MessageRef { key, ..one.clone() })
    };
    Ok(keys.into_iter().map(only).collect())
}

fn is_it(one: &MessageRef, key: &ContentKey) -> bool {
    one.key.message_id == key.message_id && (key.size == 0 || one.key.size == key.size)
}

fn has_id(key: &ContentKey) -> Option<Command> {
    let size = if key.size == 0 { String::new() } else { format!(" {}", of_size(key.size)) };
    Some(Command::new("HEADER Message-ID").astring(key.message_id.as_deref()?).text(&size))
}

fn of_size(size: u64) -> String {
    format!("LARGER {} SMALLER {}", size - 1, size + 1)
}

/// The messages for which one of `criteria` holds.
async fn any_of(
    pool: &Arc<Pool>,
    folder: &FolderPath,
    criteria: impl Iterator<Item = Command>,
) -> Result<Vec<MessageRef>> {
    let criteria: Vec<Command> = criteria.collect();
    let mut found = Vec::new();
    for some in criteria.chunks(TOGETHER) {
        let mut command = Command::new("UNDELETED ");
        command.append(either(some));
        found.extend(find(pool, folder.clone(), command).await?);
    }
    found.sort_unstable_by_key(MessageRef::uid);
    found.dedup();
    Ok(found)
}

/// `OR (…) OR (…) (…)`, in halves: as shallow as can be.
fn either(criteria: &[Command]) -> Command {
    let mut all = Command::new("");
    match criteria {
        [] => {}
        [one] => {
            all = all.text("(");
            all.append(one.clone());
            all = all.text(")");
        }
        several => {
            let (first, second) = several.split_at(several.len() / 2);
            all = all.text("OR ");
            all.append(either(first));
            all = all.text(" ");
            all.append(either(second));
        }
    }
    all
}

/// Those of `messages` that have the Message-ID of one of `keys`, with all that they are recognised by.
async fn with_ids(pool: &Arc<Pool>, messages: &[MessageRef], keys: &[ContentKey]) -> Result<Vec<MessageRef>> {
    let wanted: HashSet<&str> = keys.iter().filter_map(|key| key.message_id.as_deref()).collect();
    let is_wanted = |one: &MessageRef| one.key.message_id.as_deref().is_some_and(|id| wanted.contains(id));
    let mut found = Vec::new();
    for some in messages.chunks(ALIKE) {
        let mut arriving = fetch::fetch(Arc::clone(pool), some.to_vec(), Parts::default().into());
        while let Some(one) = arriving.next().await {
            match one {
                Ok(message) if is_wanted(&message.reference) => found.push(message.reference),
                Err(Unreadable { error, .. }) if error.retry() != Retry::Never => return Err(error),
                // Another message, or one that cannot be read.
                Ok(_) | Err(_) => {}
            }
        }
    }
    Ok(found)
}
