//! Opening single parts: the whole message must come for it.

use super::fetch::content;
use super::mailbox::Exchange;
use crate::mime::PartId;
use crate::{Content, Error, MessageRef, Result, reading};

pub(super) async fn parts(
    exchange: &Exchange,
    message: MessageRef,
    ids: Vec<PartId>,
) -> Result<Vec<Result<Content>>> {
    let spool = content(exchange, &message).await?;
    let work = move || Ok(reading::parts(&spool, &message.folder, &ids)?);
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}
