//! `DeleteItem`: for good.

use super::change::{each, item_ids};
use super::mailbox::Exchange;
use super::request::Request;
use crate::fetch::is_gone;
use crate::{MessageRef, Result};

pub(super) async fn delete(exchange: &Exchange, messages: Vec<MessageRef>) -> Result<Vec<Result<()>>> {
    // Where a message is an appointment or a task Exchange wants to know whom to tell: nobody.
    let how = [
        ("DeleteType", "HardDelete"),
        ("SendMeetingCancellations", "SendToNone"),
        ("AffectedTaskOccurrences", "SpecifiedOccurrenceOnly"),
    ];
    let request = |ids: &[&str]| Request::new("DeleteItem", &how, |xml| item_ids(xml, ids.iter().copied()));
    let done = each(&exchange.speaker, &messages, request, |_, _| Ok(())).await?;
    // One that is gone already is removed.
    Ok(done
        .into_iter()
        .map(|one| one.or_else(|error| if is_gone(&error) { Ok(()) } else { Err(error) }))
        .collect())
}
