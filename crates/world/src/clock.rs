//! The time: what the clock says, and waiting.

use futures_util::future::BoxFuture;
use jiff::Timestamp;
use std::fmt;
use std::future::Future;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;
use tokio::sync::Notify;

/// Where the time comes from. Cheap to clone.
#[derive(Clone)]
pub struct Clock(Arc<dyn Time>);

/// What a clock can do.
pub trait Time: Send + Sync {
    /// The moment it is now.
    fn now(&self) -> Timestamp;
    /// Resolves when `span` has passed.
    fn sleep(&self, span: Duration) -> BoxFuture<'static, ()>;
}

/// The deadline passed before the work was done.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Elapsed;

impl Clock {
    /// The machine's clock.
    pub fn system() -> Self {
        Self(Arc::new(System))
    }

    /// The moment it is now.
    pub fn now(&self) -> Timestamp {
        self.0.now()
    }

    /// Waits for `span`.
    pub async fn sleep(&self, span: Duration) {
        self.0.sleep(span).await;
    }

    /// How long ago `then` was; zero when it lies ahead.
    pub fn since(&self, then: Timestamp) -> Duration {
        Duration::try_from(self.now().duration_since(then)).unwrap_or_default()
    }

    /// `work`, given up when it takes longer than `span`.
    pub async fn within<F: Future>(&self, span: Duration, work: F) -> Result<F::Output, Elapsed> {
        tokio::select! {
            biased;
            done = work => Ok(done),
            () = self.sleep(span) => Err(Elapsed),
        }
    }
}

impl<T: Time + 'static> From<T> for Clock {
    fn from(time: T) -> Self {
        Self(Arc::new(time))
    }
}

impl fmt::Debug for Clock {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Clock").field(&self.now()).finish()
    }
}

struct System;

#[expect(clippy::disallowed_methods, reason = "the one place that asks the machine for the time")]
impl Time for System {
    fn now(&self) -> Timestamp {
        Timestamp::now()
    }

    fn sleep(&self, span: Duration) -> BoxFuture<'static, ()> {
        Box::pin(tokio::time::sleep(span))
    }
}

/// A clock that stands still until it is advanced: for tests.
#[derive(Clone)]
pub struct Manual(Arc<Standing>);

struct Standing {
    now: Mutex<Timestamp>,
    moved: Notify,
}

impl Manual {
    /// A clock that says `now`.
    pub fn at(now: Timestamp) -> Self {
        Self(Arc::new(Standing { now: Mutex::new(now), moved: Notify::new() }))
    }

    /// The clock to hand to the code under test.
    pub fn clock(&self) -> Clock {
        Clock(Arc::new(self.clone()))
    }

    /// Moves the time on and wakes whoever waited for it.
    pub fn advance(&self, span: Duration) {
        let mut now = self.0.now.lock().unwrap_or_else(PoisonError::into_inner);
        *now = now.checked_add(span).unwrap_or(Timestamp::MAX);
        drop(now);
        self.0.moved.notify_waiters();
    }
}

impl Time for Manual {
    fn now(&self) -> Timestamp {
        *self.0.now.lock().unwrap_or_else(PoisonError::into_inner)
    }

    fn sleep(&self, span: Duration) -> BoxFuture<'static, ()> {
        let clock = self.clone();
        let until = clock.now().checked_add(span).unwrap_or(Timestamp::MAX);
        Box::pin(async move {
            loop {
                let moved = clock.0.moved.notified();
                if clock.now() >= until {
                    return;
                }
                moved.await;
            }
        })
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn a_manual_clock_ends_a_wait_only_when_advanced_far_enough() {
        let manual = Manual::at(Timestamp::UNIX_EPOCH);
        let clock = manual.clock();
        let waiting =
            tokio::spawn(
                async move { clock.within(Duration::from_secs(5), std::future::pending::<()>()).await },
            );
        tokio::task::yield_now().await;
        manual.advance(Duration::from_secs(4));
        tokio::task::yield_now().await;
        assert!(!waiting.is_finished());
        manual.advance(Duration::from_secs(1));
        assert_eq!(waiting.await.unwrap(), Err(Elapsed));
    }
}
