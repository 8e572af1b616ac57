//! One operation: its tries, the time each may take, and what became of it.

use super::Guard;
use super::operation::{Effect, Operation, Time};
use crate::{Backend, Error, Kind, Result, Retry};
use carteiro_world::phrase;
use std::future::Future;
use std::ops::Deref;
use std::pin::pin;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tracing::Instrument;
use tracing::field::{Empty, debug};

/// One try, and the backend it is made with.
pub(crate) struct Try {
    backend: Arc<dyn Backend>,
    /// Whether an earlier try may have done it: its answer was lost.
    pub(crate) may_have_happened: bool,
}

impl Deref for Try {
    type Target = dyn Backend;

    fn deref(&self) -> &Self::Target {
        &*self.backend
    }
}

impl Guard {
    /// Does something, again when trying again can help. What may have taken place and is not repeated ends as
    /// `OutcomeUnknown`.
    pub(crate) async fn run<T, F>(&self, operation: &Operation, work: impl Fn(Try) -> F) -> Result<T>
    where
        F: Future<Output = Result<T>>,
    {
        let (mut attempt, mut may_have_happened) = (1, false);
        loop {
            let (backend, generation) = self.current(operation).await?;
            let work = work(Try { backend, may_have_happened });
            let error = match self.attempt(operation, attempt, generation, work).await {
                Ok(done) => return Ok(done),
                Err(error) => error.during(operation.name),
            };
            if error.retry() == Retry::Unsure {
                may_have_happened = true;
                if operation.effect == Effect::Once {
                    return Err(unknown(operation, &error));
                }
            }
            if let Err(error) = self.recover(error, attempt, generation).await {
                let changes = operation.effect != Effect::Reads;
                return Err(if may_have_happened && changes { unknown(operation, &error) } else { error });
            }
            attempt += 1;
        }
    }

    /// One try, within its time. The log hears which operation, which try and what kind of end: never what about.
    pub(crate) async fn attempt<T>(
        &self,
        operation: &Operation,
        attempt: u32,
        generation: u64,
        work: impl Future<Output = Result<T>>,
    ) -> Result<T> {
        let span = tracing::debug_span!("operation", name = operation.name, attempt, outcome = Empty);
        let begun = self.clock.now();
        let done = self.in_time(operation, generation, work).instrument(span.clone()).await;
        let _entered = span.enter();
        match &done {
            Ok(_) => span.record("outcome", "ok"),
            Err(error) => span.record("outcome", debug(error.kind())),
        };
        tracing::debug!(elapsed_ms = self.clock.since(begun).as_millis(), "ended");
        done
    }

    async fn in_time<T>(
        &self,
        operation: &Operation,
        generation: u64,
        work: impl Future<Output = Result<T>>,
    ) -> Result<T> {
        if operation.time == Time::Streams {
            let _streaming = Streaming::begin(&self.streaming);
            return work.await;
        }
        let mut work = pin!(work);
        let backend = self.backend().await;
        let (mut left, mut alone) = (self.limits.deadline, backend.left_alone());
        while !left.is_zero() {
            if let Ok(done) = self.clock.within(left, &mut work).await {
                return done;
            }
            let before = std::mem::replace(&mut alone, backend.left_alone());
            // It may only be waiting behind a body that a slow line brings, or because the server asked for it.
            left = match self.streaming.load(Ordering::Relaxed) {
                0 => alone.saturating_sub(before),
                _ => self.limits.deadline,
            };
        }
        let seconds = self.limits.deadline.as_secs();
        let words = phrase!("operation-timeout", operation = operation.name, seconds = seconds);
        let error = Error::new(Kind::Timeout, words).during(operation.name);
        self.give_up(generation, &error).await;
        if operation.effect == Effect::Reads {
            return Err(error);
        }
        // Whoever sent it carries it through, so that it may yet take place.
        let words = phrase!("outcome-unknown-timeout", operation = operation.name, seconds = seconds);
        Err(Error::new(Kind::OutcomeUnknown, words).during(operation.name))
    }
}

/// Counts a try by which bytes of messages travel.
struct Streaming<'a>(&'a AtomicUsize);

impl<'a> Streaming<'a> {
    fn begin(count: &'a AtomicUsize) -> Self {
        count.fetch_add(1, Ordering::Relaxed);
        Self(count)
    }
}

impl Drop for Streaming<'_> {
    fn drop(&mut self) {
        self.0.fetch_sub(1, Ordering::Relaxed);
    }
}

/// What may have taken place and cannot be looked up.
pub(crate) fn unknown(operation: &Operation, error: &Error) -> Error {
    let words = phrase!("outcome-unknown", operation = operation.name);
    Error::new(Kind::OutcomeUnknown, words).during(operation.name).because(error)
}
