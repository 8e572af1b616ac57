//! Opening single parts: the whole message must come for it.

use super::open::Pop3;
use super::search::{gone, name};
use crate::mime::PartId;
use crate::{Content, Error, MessageRef, Result, reading};
use carteiro_auth::Renew;

pub(super) async fn parts(
    pop3: &Pop3,
    message: MessageRef,
    ids: Vec<PartId>,
) -> Result<Vec<Result<Content>>> {
    let spool = retrieved(pop3, name(&message)?).await.map_err(super::fault::nothing_done)?;
    let work = move || Ok(reading::parts(&spool, &message.folder, &ids)?);
    tokio::task::spawn_blocking(work).await.map_err(Error::internal)?
}

async fn retrieved(pop3: &Pop3, name: &str) -> Result<carteiro_world::Spool> {
    let mut held = pop3.hold().await;
    if held.removals().has(name) {
        return Err(gone());
    }
    for again in [false, true] {
        if again {
            held.anew(Renew::WhenExpired).await?;
        }
        let retrieved = held
            .with(async |connection| {
                let Some(entry) = connection.listing().await?.find(name).cloned() else { return Ok(None) };
                connection.retrieve(&entry).await.map(Some)
            })
            .await?;
        if let Some(spool) = retrieved {
            return spool;
        }
    }
    Err(gone())
}
