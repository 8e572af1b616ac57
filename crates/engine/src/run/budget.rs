//! What the messages on their way may hold at once: many small ones, few large ones.

use carteiro_mail::{Content, Found, Message, Unreadable};
use carteiro_world::{Spool, spool};
use futures_util::StreamExt;
use futures_util::stream::BoxStream;
use std::sync::Arc;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// Of the bytes of messages. One that is larger has all of it to itself.
const BYTES: u32 = 256 * 1024 * 1024;
/// Of messages too large to be kept in memory, each in a file: a process may often have no more than 256 open, and has other uses for them.
const FILES: usize = 64;

/// The budget of one loop. A loop inside of it has its own: else its messages would wait for the one they belong to.
pub(super) struct Budget {
    bytes: Arc<Semaphore>,
    files: Arc<Semaphore>,
}

/// What one message holds; given back when it is dropped.
#[derive(Default)]
pub(super) struct Share(Vec<OwnedSemaphorePermit>);

impl Budget {
    pub(super) fn new() -> Self {
        Self { bytes: Arc::new(Semaphore::new(BYTES as usize)), files: Arc::new(Semaphore::new(FILES)) }
    }

    /// Each message with its share, in their order: nobody waits for one that comes later.
    pub(super) fn over(
        self,
        found: BoxStream<'static, Result<Found, Unreadable>>,
    ) -> BoxStream<'static, (Result<Found, Unreadable>, Share)> {
        let budget = Arc::new(self);
        let shared = found.then(move |found| {
            let budget = Arc::clone(&budget);
            async move {
                let share = match &found {
                    Ok(found) => budget.share(&found.message).await,
                    Err(_) => Share::default(),
                };
                (found, share)
            }
        });
        shared.boxed()
    }

    /// Waits until the earlier messages leave enough.
    async fn share(&self, message: &Message) -> Share {
        let mut share = Share::default();
        let picked = message.picked.iter().flatten().map(Content::len);
        let held: Vec<u64> = picked.chain(message.content.iter().map(Spool::len)).collect();
        let bytes: u64 = held.iter().sum();
        if bytes == 0 {
            return share;
        }
        let bytes = u32::try_from(bytes).map_or(BYTES, |bytes| bytes.min(BYTES));
        share.0.extend(Arc::clone(&self.bytes).acquire_many_owned(bytes).await);
        let files = held.iter().filter(|bytes| **bytes > spool::IN_MEMORY as u64).count().min(FILES);
        if let Ok(files @ 1..) = u32::try_from(files) {
            share.0.extend(Arc::clone(&self.files).acquire_many_owned(files).await);
        }
        share
    }
}
