//! What is read before anybody looks at it.

use std::future::pending;
use std::panic::resume_unwind;
use tokio_util::task::AbortOnDropHandle;
use tracing::Instrument;

/// Does it apart from whoever asks, and no longer than they want it.
///
/// A stream asks what it has begun how far that is only while it is read from itself. Meanwhile that may be the one who
/// connects again: then the reader, or whoever works on what was read, would wait for it forever.
pub(super) async fn ahead<T: Send + 'static>(work: impl Future<Output = T> + Send + 'static) -> T {
    match AbortOnDropHandle::new(tokio::spawn(work.in_current_span())).await {
        Ok(done) => done,
        Err(ended) if ended.is_panic() => resume_unwind(ended.into_panic()),
        // The program ends, and whoever asks with it.
        Err(_) => pending().await,
    }
}
