//! How many requests are under way: of one application to one mailbox never more than Exchange takes, however many sessions
//! this process has there, and none while it asks to be left alone.
//!
//! Source: learn.microsoft.com/graph/throttling-limits#outlook-service-limits.

use crate::Error;
use carteiro_world::Clock;
use jiff::Timestamp;
use std::collections::HashMap;
use std::sync::{Arc, LazyLock, Mutex, PoisonError, Weak};
use std::time::Duration;
use tokio::sync::{OwnedSemaphorePermit, Semaphore};

/// So many requests of an application to a mailbox may be under way. Of what goes in a batch Graph hands on as many at a time.
pub(super) const AT_ONCE: u32 = 4;
/// Bodies are long under way: one place is left to what is short.
const BODIES: u32 = AT_ONCE - 1;

/// Whom the limit is about.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Pair {
    /// Where Graph is.
    pub(super) endpoint: String,
    /// Who asks.
    pub(super) application: String,
    /// For whose mail.
    pub(super) mailbox: String,
}

/// The limit is one of the process, as Exchange counts: whoever opens a session shares it without knowing of others.
static GATES: LazyLock<Mutex<HashMap<Pair, Weak<Shared>>>> = LazyLock::new(Mutex::default);

/// Lets requests pass. Cheap to clone.
#[derive(Clone)]
pub(super) struct Gate(Arc<Shared>);

struct Shared {
    room: Arc<Semaphore>,
    bodies: Arc<Semaphore>,
    shut: Mutex<Shut>,
}

/// Nobody passes before a moment, and why.
struct Shut {
    from: Timestamp,
    until: Timestamp,
    why: Option<Error>,
    /// How long it was shut before that.
    before: Duration,
}

impl Shut {
    /// How long it was shut until now.
    fn so_far(&self, now: Timestamp) -> Duration {
        let this = self.until.min(now).duration_since(self.from);
        self.before.saturating_add(Duration::try_from(this).unwrap_or_default())
    }
}

/// A request, or several, under way.
pub(super) struct Passed {
    _room: OwnedSemaphorePermit,
}

impl Gate {
    pub(super) fn of(pair: Pair) -> Self {
        let mut gates = GATES.lock().unwrap_or_else(PoisonError::into_inner);
        gates.retain(|_, gate| gate.strong_count() > 0);
        if let Some(shared) = gates.get(&pair).and_then(Weak::upgrade) {
            return Self(shared);
        }
        let room = Arc::new(Semaphore::new(AT_ONCE as usize));
        let bodies = Arc::new(Semaphore::new(BODIES as usize));
        let (from, until) = (Timestamp::MIN, Timestamp::MIN);
        let shut = Mutex::new(Shut { from, until, why: None, before: Duration::ZERO });
        let shared = Arc::new(Shared { room, bodies, shut });
        gates.insert(pair, Arc::downgrade(&shared));
        Self(shared)
    }

    /// Waits until so many requests may be said.
    pub(super) async fn pass(&self, requests: usize, clock: &Clock) -> Passed {
        let wanted = u32::try_from(requests).unwrap_or(AT_ONCE).clamp(1, AT_ONCE);
        loop {
            clock.sleep(self.shut_for(clock)).await;
            // It is never closed.
            let Ok(room) = Arc::clone(&self.0.room).acquire_many_owned(wanted).await else { continue };
            if self.shut_for(clock).is_zero() {
                return Passed { _room: room };
            }
        }
    }

    /// Waits until the bytes of one more message may travel; they do as long as the answer is held.
    pub(super) async fn body(&self) -> Option<OwnedSemaphorePermit> {
        // It is never closed.
        Arc::clone(&self.0.bodies).acquire_owned().await.ok()
    }

    /// How many requests may go together without waiting for the bytes of a message; `None`: none travel.
    pub(super) fn beside_bodies(&self) -> Option<usize> {
        let travel = (BODIES as usize).saturating_sub(self.0.bodies.available_permits());
        (travel > 0).then_some((AT_ONCE as usize).saturating_sub(travel))
    }

    /// Lets nobody pass for this long.
    pub(super) fn shut(&self, span: Duration, why: &Error, clock: &Clock) {
        let now = clock.now();
        let until = now.checked_add(span).unwrap_or(Timestamp::MAX);
        let mut shut = self.0.shut.lock().unwrap_or_else(PoisonError::into_inner);
        if until > shut.until {
            // What is shut already stays so for longer.
            let (from, before) =
                if now < shut.until { (shut.from, shut.before) } else { (now, shut.so_far(now)) };
            *shut = Shut { from, until, why: Some(why.clone()), before };
        }
    }

    /// How long it was shut until now, since somebody has it.
    pub(super) fn left_alone(&self, clock: &Clock) -> Duration {
        self.0.shut.lock().unwrap_or_else(PoisonError::into_inner).so_far(clock.now())
    }

    /// Why it was shut at some time since then.
    pub(super) fn shut_since(&self, since: Timestamp) -> Option<Error> {
        let shut = self.0.shut.lock().unwrap_or_else(PoisonError::into_inner);
        shut.why.clone().filter(|_| shut.until > since)
    }

    fn shut_for(&self, clock: &Clock) -> Duration {
        let until = self.0.shut.lock().unwrap_or_else(PoisonError::into_inner).until;
        Duration::try_from(until.duration_since(clock.now())).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Kind;
    use carteiro_world::clock::Manual;
    use carteiro_world::phrase;
    use futures_util::FutureExt;

    fn pair(mailbox: &str) -> Pair {
        Pair { endpoint: "gate".to_owned(), application: "app".to_owned(), mailbox: mailbox.to_owned() }
    }

    #[tokio::test]
    async fn sessions_of_one_mailbox_share_four_requests_and_those_of_another_do_not() {
        let clock = Manual::at(Timestamp::UNIX_EPOCH).clock();
        let (one, same, other) = (Gate::of(pair("a")), Gate::of(pair("a")), Gate::of(pair("b")));
        let _three = one.pass(3, &clock).await;
        let fourth = same.pass(1, &clock).await;
        assert!(same.pass(1, &clock).now_or_never().is_none());
        assert!(other.pass(20, &clock).now_or_never().is_some());
        drop(fourth);
        assert!(same.pass(1, &clock).now_or_never().is_some());
    }

    #[tokio::test]
    async fn bodies_leave_a_place_and_what_goes_together_fits_beside_them() {
        let gate = Gate::of(pair("d"));
        assert_eq!(gate.beside_bodies(), None);
        let mut travelling = Vec::new();
        for places in [3, 2, 1] {
            travelling.push(gate.body().await.unwrap());
            assert_eq!(gate.beside_bodies(), Some(places));
        }
        assert!(gate.body().now_or_never().is_none());
        travelling.pop();
        assert!(gate.body().now_or_never().is_some());
    }

    #[tokio::test]
    async fn nobody_passes_while_it_is_shut_and_the_longer_time_holds() {
        let manual = Manual::at(Timestamp::UNIX_EPOCH);
        let (clock, gate) = (manual.clock(), Gate::of(pair("c")));
        let busy = Error::new(Kind::Throttled, phrase!("graph-busy"));
        assert!(gate.shut_since(Timestamp::MIN).is_none());
        gate.shut(Duration::from_secs(5), &busy, &clock);
        gate.shut(Duration::from_secs(1), &busy, &clock);
        manual.advance(Duration::from_secs(4));
        assert!(gate.pass(1, &clock).now_or_never().is_none());
        manual.advance(Duration::from_secs(1));
        assert!(gate.pass(1, &clock).now_or_never().is_some());
        assert!(gate.shut_since(Timestamp::UNIX_EPOCH).is_some_and(|why| why.kind() == Kind::Throttled));
        assert!(gate.shut_since(clock.now()).is_none(), "who comes now did not wait");
        manual.advance(Duration::from_mins(1));
        gate.shut(Duration::from_secs(5), &busy, &clock);
        manual.advance(Duration::from_secs(3));
        assert_eq!(gate.left_alone(&clock), Duration::from_secs(8));
    }
}
