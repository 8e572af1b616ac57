//! `FindItem` for the number alone.

use super::fault;
use super::mailbox::Exchange;
use super::restriction;
use super::search::request;
use crate::{FolderPath, Query, Result};

/// How many messages there are of which the server can tell by itself that they are meant.
pub(super) async fn count(exchange: &Exchange, path: FolderPath, query: Query) -> Result<Option<u64>> {
    let asked = match &query.condition {
        None => None,
        Some(condition) => match restriction::asked(condition) {
            Some(asked) if asked.is_exact => Some(asked.xml),
            _ => return Ok(None),
        },
    };
    let (asked, path) = (asked.as_ref(), &path);
    exchange
        .at(path, |folder| async move {
            let reply = exchange.speaker.ask_one(request(&folder, asked, 1, 0)).await?;
            let reply = reply.map_err(|refusal| refusal.of_folder(path))?;
            let told =
                reply.child("RootFolder").and_then(|root| root.attribute("TotalItemsInView")?.parse().ok());
            told.map(Some).ok_or_else(|| fault::nonsense("items without their number"))
        })
        .await
}
