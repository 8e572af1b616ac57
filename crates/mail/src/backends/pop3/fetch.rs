//! Reading messages: headers by TOP, everything else by RETR, out of a spool.

use super::listing::{Entry, Listing};
use super::open::Pop3;
use super::retrieve::{Much, header};
use super::search::{gone, name};
use crate::backend::Arriving;
use crate::mime::Header;
use crate::{ContentKey, Error, Flags, Kind, Message, MessageRef, Result, Unreadable, Wanted, reading};
use carteiro_auth::Renew;
use carteiro_world::{Spool, phrase};
use futures_util::StreamExt;
use futures_util::stream::unfold;
use std::panic::{AssertUnwindSafe, catch_unwind};
use std::sync::Arc;
use tokio::sync::mpsc;

/// Messages that are taken apart while further ones arrive.
const AT_ONCE: usize = 4;

/// A message that came, not yet read.
struct Arrived {
    reference: MessageRef,
    came: Result<(Spool, Much)>,
}

/// Fetches messages. The channel holds no more than was asked for: the caller asks in windows.
pub(super) fn fetch(pop3: Pop3, messages: Vec<MessageRef>, wanted: Wanted) -> Arriving {
    let (arrivals, arriving) = mpsc::unbounded_channel();
    let fetching = pop3.clone();
    let parts = wanted.parts;
    let much = if parts.is_heavy() || parts.structure { Much::Whole } else { Much::Header };
    tokio::spawn(async move {
        let mut left: Vec<Option<MessageRef>> = messages.into_iter().map(Some).collect();
        if let Err(error) = fetch_all(&fetching, &mut left, much, &arrivals).await {
            let error = super::fault::nothing_done(error);
            for reference in left.into_iter().flatten() {
                // Whoever asked may have gone.
                let _ = arrivals.send(Arrived { reference, came: Err(error.clone()) });
            }
        }
    });
    let arrived = unfold(arriving, |mut arriving| async { arriving.recv().await.map(|one| (one, arriving)) });
    let wanted = Arc::new(wanted);
    arrived
        .map(move |one| {
            let (pop3, wanted) = (pop3.clone(), Arc::clone(&wanted));
            async move {
                let Arrived { reference, came } = one;
                let read = match came {
                    Ok((spool, much)) => read(&pop3, &reference, spool, much, &wanted).await,
                    Err(error) => Err(error),
                };
                read.map_err(|error| Unreadable { reference, error })
            }
        })
        .buffered(AT_ONCE)
        .boxed()
}

async fn fetch_all(
    pop3: &Pop3,
    left: &mut [Option<MessageRef>],
    much: Much,
    arrivals: &mpsc::UnboundedSender<Arrived>,
) -> Result<()> {
    let mut held = pop3.hold().await;
    let mut wanted: Vec<(usize, Entry)> = Vec::new();
    for again in [false, true] {
        if again {
            // What is not in this listing may have come since.
            held.anew(Renew::WhenExpired).await?;
        }
        wanted = held.with(async |connection| Ok(numbered(connection.listing().await?, left))).await?;
        if wanted.len() == left.len() {
            break;
        }
    }
    wanted.retain(|(_, entry)| !held.removals().has(&entry.name));
    let here: Vec<usize> = wanted.iter().map(|(at, _)| *at).collect();
    for (at, slot) in left.iter_mut().enumerate() {
        if here.binary_search(&at).is_err()
            && let Some(reference) = slot.take()
        {
            let _ = arrivals.send(Arrived { reference, came: Err(gone()) });
        }
    }
    held.with(async |connection| {
        let mut places: std::collections::HashMap<u32, Vec<usize>> = std::collections::HashMap::new();
        let mut asked = Vec::new();
        for (at, entry) in wanted {
            if let Some(spool) = connection.recent(&entry.name)
                && let Some(reference) = left.get_mut(at).and_then(Option::take)
            {
                let _ = arrivals.send(Arrived { reference, came: Ok((spool, Much::Whole)) });
                continue;
            }
            let asking = places.entry(entry.number).or_default();
            if asking.is_empty() {
                asked.push(entry);
            }
            asking.push(at);
        }
        let each = |entry: &Entry, came: Result<(Spool, Much)>| {
            for at in places.get(&entry.number).into_iter().flatten() {
                if let Some(reference) = left.get_mut(*at).and_then(Option::take) {
                    let _ = arrivals.send(Arrived { reference, came: came.clone() });
                }
            }
        };
        connection.retrieve(asked, much, || !arrivals.is_closed(), each).await
    })
    .await
}

/// Which of them are in the listing.
fn numbered(listing: &Listing, messages: &[Option<MessageRef>]) -> Vec<(usize, Entry)> {
    let find = |message: &Option<MessageRef>| {
        let name = name(message.as_ref()?).ok()?;
        listing.find(name).cloned()
    };
    messages.iter().enumerate().filter_map(|(at, message)| Some((at, find(message)?))).collect()
}

/// Reads one message, in a blocking task when its bytes are in a file. A panic there is that message's error.
async fn read(
    pop3: &Pop3,
    reference: &MessageRef,
    spool: Spool,
    much: Much,
    wanted: &Wanted,
) -> Result<Message> {
    let flags = Flags { seen: pop3.marks.is_read(reference)?, ..Flags::default() };
    if much == Much::Header || !(wanted.parts.is_heavy() || wanted.parts.structure) {
        let header = Header::parse(&header(&spool).await?);
        return Ok(reading::headed(reference, header, wanted, flags));
    }
    let unreadable = || Error::new(Kind::Content, phrase!("message-unreadable", folder = reference.folder));
    let (failed, of, wanted) = (unreadable(), reference.clone(), wanted.clone());
    let in_memory = spool.in_memory().is_some();
    let work = move || {
        let read = AssertUnwindSafe(|| reading::message(&of, spool, flags, None, &wanted));
        catch_unwind(read).unwrap_or(Err(failed))
    };
    let mut message = if in_memory {
        work()
    } else {
        tokio::task::spawn_blocking(work).await.unwrap_or(Err(unreadable()))
    }?;
    // A message is known by the size that its server tells of it, also where only its header was read.
    message.reference.key = ContentKey { size: reference.key.size, ..message.reference.key };
    Ok(message)
}
