//! Reading messages: headers by TOP, everything else by RETR, out of a spool.

use super::demand::{Arrived, List};
use super::fault::nothing_done;
use super::maildrop::Held;
use super::open::Pop3;
use super::pipeline::{Pipeline, all_in};
use super::retrieve::{Much, header};
use crate::backend::Arriving;
use crate::mime::Header;
use crate::{ContentKey, Flags, Message, MessageRef, Result, Unreadable, Wanted, reading};
use carteiro_auth::Renew;
use carteiro_world::Spool;
use futures_util::StreamExt;
use futures_util::stream::{poll_fn, unfold};
use std::sync::Arc;
use tokio::sync::mpsc;

/// Messages that are taken apart while further ones arrive.
const AT_ONCE: usize = 4;

/// Fetches messages. What is asked for while other messages come goes out behind these.
pub(super) fn fetch(pop3: Pop3, messages: Vec<MessageRef>, wanted: Wanted) -> Arriving {
    let (arrivals, arriving) = mpsc::unbounded_channel();
    let parts = wanted.parts;
    let much = if parts.is_heavy() || parts.structure { Much::Whole } else { Much::Header };
    pop3.demand.push(List::new(messages, much, arrivals));
    let fetching = pop3.clone();
    tokio::spawn(async move { serve(&fetching).await });
    let (messages, mut reading) = mpsc::unbounded_channel();
    // Messages are read while further ones come, also while nobody takes those that were read.
    tokio::spawn(async move {
        let mut read = arrived(arriving, pop3, wanted);
        loop {
            tokio::select! {
                one = read.next() => match one {
                    // Whoever asked may have gone.
                    Some(one) => drop(messages.send(one)),
                    None => return,
                },
                () = messages.closed() => return,
            }
        }
    });
    poll_fn(move |cx| reading.poll_recv(cx)).boxed()
}

/// What arrives, read.
fn arrived(arriving: mpsc::UnboundedReceiver<Arrived>, pop3: Pop3, wanted: Wanted) -> Arriving {
    let wanted = Arc::new(wanted);
    unfold(arriving, |mut arriving| async { arriving.recv().await.map(|one| (one, arriving)) })
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

/// Retrieves what waits, unless somebody else has done so.
async fn serve(pop3: &Pop3) {
    let mut held = pop3.hold_to_fetch().await;
    let Some(list) = pop3.demand.next() else { return };
    if let Err(error) = look(&mut held, &list).await {
        return list.fail(&nothing_done(error));
    }
    let mut pipeline = Pipeline::new(list, held.removals().clone(), &pop3.demand);
    if let Err(error) = held.with(async |connection| pipeline.run(connection).await).await {
        pipeline.broken(&nothing_done(error));
    }
}

/// Looks again when something is not in the listing: it may have come since.
async fn look(held: &mut Held, list: &List) -> Result<()> {
    if !held.with(async |connection| Ok(all_in(connection.listing().await?, list))).await? {
        held.anew(Renew::WhenExpired).await?;
    }
    Ok(())
}

/// Reads one message.
async fn read(
    pop3: &Pop3,
    reference: &MessageRef,
    spool: Spool,
    much: Much,
    wanted: &Arc<Wanted>,
) -> Result<Message> {
    let read = pop3.marks.are_read(std::slice::from_ref(reference)).await?;
    let flags = Flags { seen: read.contains(&true), ..Flags::default() };
    if much == Much::Header || !(wanted.parts.is_heavy() || wanted.parts.structure) {
        let header = Header::parse(&header(&spool).await?);
        return Ok(reading::headed(reference, header, wanted, flags));
    }
    let mut message = reading::read(reference, spool, flags, None, wanted).await?;
    // A message is known by the size that its server tells of it, also where only its header was read.
    message.reference.key = ContentKey { size: reference.key.size, ..message.reference.key };
    Ok(message)
}
