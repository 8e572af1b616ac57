//! Opening single parts: the whole message must come for it. The attachments that Graph has are not the parts that the
//! sender made.

use super::fetch::content;
use super::mailbox::Online;
use crate::mime::PartId;
use crate::{Content, Error, MessageRef, Result, reading};

pub(super) async fn parts(
    online: &Online,
    message: MessageRef,
    ids: Vec<PartId>,
) -> Result<Vec<Result<Content>>> {
    let spool = content(online, &message).await?;
    let work = move || Ok(reading::parts(&spool, &message.folder, &ids)?);
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}
