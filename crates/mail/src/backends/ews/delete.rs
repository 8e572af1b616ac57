//! `DeleteItem`: for good.

use super::call::Speaker;
use super::change::{Change, Changed, Combined, Item, ask, each, item_ids};
use super::flag;
use super::request::Request;
use super::version::Version;
use crate::fetch::is_gone;
use crate::{MessageRef, Result};

pub(super) async fn delete(changes: &Combined, messages: Vec<MessageRef>) -> Result<Vec<Result<()>>> {
    let done = each(changes, &messages, Change::Delete).await?;
    // One that is gone already is removed.
    let outcome = |one: Result<_>| match one {
        Err(error) if !is_gone(&error) => Err(error),
        _ => Ok(()),
    };
    Ok(done.into_iter().map(outcome).collect())
}

pub(super) async fn carry_out(speaker: &Speaker, items: &[Item]) -> Changed {
    let request = |ids: &[&str]| request(ids.iter().copied(), speaker.version);
    ask(speaker, items, request, |_| None).await
}

/// Removes items for good.
pub(super) fn request<'a>(ids: impl IntoIterator<Item = &'a str>, version: Version) -> Request {
    // Where a message is an appointment or a task Exchange wants to know whom to tell: nobody.
    let mut how = vec![
        ("DeleteType", "HardDelete"),
        ("SendMeetingCancellations", "SendToNone"),
        ("AffectedTaskOccurrences", "SpecifiedOccurrenceOnly"),
    ];
    how.extend(flag::no_receipts(version));
    Request::new("DeleteItem", &how, |xml| item_ids(xml, ids))
}
