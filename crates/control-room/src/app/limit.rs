//! Who asks too often waits. What is counted is in memory: a second process counts anew.

use super::App;
use crate::{Problem, Result};
use axum::extract::FromRequestParts;
use axum::http::request::Parts;
use carteiro_mail::Kind;
use carteiro_world::phrase;
use jiff::{SignedDuration, Timestamp};
use std::collections::HashMap;
use std::hash::Hash;
use std::net::{IpAddr, Ipv6Addr};
use std::sync::{Mutex, PoisonError};

/// So many are remembered; of more, those who have waited longest are forgotten.
const MOST: usize = 10_000;
/// How often an address may try to come in: as often at once, and then one each 2 seconds.
const ATTEMPTS: i32 = 30;
const ATTEMPT_EVERY: SignedDuration = SignedDuration::from_secs(2);
/// Requests of a caller at once, in seconds of what they may ask for in the long run.
const AT_ONCE: i32 = 5;
/// Requests a second of a caller, unless it is said otherwise.
pub(super) const USUAL: u32 = 200;

/// Who is counted.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) enum Counted {
    /// Somebody, by their row.
    Person(String),
    /// Nobody who is known: where they come from.
    Network(Network),
}

/// An address, or of IPv6 what one subscriber has.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub(super) struct Network(IpAddr);

impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        Self(match address.to_canonical() {
            // RFC 6177 §2: a site has a /64 at the least.
            IpAddr::V6(address) => Ipv6Addr::from_bits(address.to_bits() & (u128::MAX << 64)).into(),
            address @ IpAddr::V4(_) => address,
        })
    }
}

/// How often all of them may ask.
#[derive(Debug)]
pub(super) struct Limits {
    pub(super) attempts: Limit<Network>,
    pub(super) requests: Limit<Counted>,
}

impl Limits {
    /// So many requests a second of each caller.
    pub(super) fn of(per_second: u32) -> Self {
        let every = SignedDuration::from_micros(1_000_000 / i64::from(per_second.max(1)));
        let burst = i32::try_from(per_second.max(1)).unwrap_or(i32::MAX).saturating_mul(AT_ONCE);
        Self { attempts: Limit::new(ATTEMPTS, ATTEMPT_EVERY), requests: Limit::new(burst, every) }
    }
}

/// How often one may ask (the generic cell rate algorithm): of each there is one moment, at which all that was asked for
/// would have been due.
#[derive(Debug)]
pub(super) struct Limit<K> {
    due: Mutex<HashMap<K, Timestamp>>,
    every: SignedDuration,
    /// How far ahead of that one may be.
    ahead: SignedDuration,
}

impl<K: Clone + Eq + Hash> Limit<K> {
    fn new(burst: i32, every: SignedDuration) -> Self {
        Self { due: Mutex::default(), every, ahead: every.saturating_mul(burst) }
    }

    /// Counts one. `Throttled`: it is one too many, and not counted.
    pub(super) fn take(&self, who: K, now: Timestamp) -> Result<()> {
        let mut due = self.due.lock().unwrap_or_else(PoisonError::into_inner);
        let next = due.get(&who).copied().unwrap_or(now).max(now) + self.every;
        let early = next.duration_since(now) - self.ahead;
        if early.is_positive() {
            return Err(Problem::new(Kind::Throttled, phrase!("request-too-often")).after(early));
        }
        if due.len() >= MOST && !due.contains_key(&who) {
            due.retain(|_, moment| *moment > now);
            let oldest = due.iter().min_by_key(|(_, moment)| **moment).map(|(who, _)| who.clone());
            if let Some(oldest) = oldest.filter(|_| due.len() >= MOST) {
                due.remove(&oldest);
            }
        }
        due.insert(who, next);
        Ok(())
    }
}

/// An attempt to come in, of this address. `Throttled`: too many were made from there.
pub(crate) struct Attempt(pub(crate) Option<IpAddr>);

impl FromRequestParts<App> for Attempt {
    type Rejection = Problem;

    async fn from_request_parts(parts: &mut Parts, app: &App) -> Result<Self> {
        let address = app.address(&parts.headers, &parts.extensions);
        app.attempted(address)?;
        Ok(Self(address))
    }
}

impl App {
    /// Counts an attempt to come in. `Throttled`.
    pub(super) fn attempted(&self, address: Option<IpAddr>) -> Result<()> {
        let Some(address) = address else { return Ok(()) };
        self.limits.attempts.take(address.into(), self.ground.clock.now())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn at(seconds: i64) -> Timestamp {
        Timestamp::from_second(seconds).unwrap()
    }

    #[test]
    fn who_asks_too_often_waits_for_as_long_as_is_told_and_others_do_not() {
        let limit = Limit::new(3, SignedDuration::from_secs(2));
        for _ in 0..3 {
            limit.take("a", at(100)).unwrap();
        }
        let refused = limit.take("a", at(101)).unwrap_err();
        assert_eq!((refused.kind(), refused.wait()), (Kind::Throttled, Some(SignedDuration::from_secs(1))));
        limit.take("b", at(101)).unwrap();
        limit.take("a", at(102)).unwrap();
        limit.take("a", at(103)).unwrap_err();
        for _ in 0..3 {
            limit.take("a", at(200)).unwrap();
        }
        limit.take("a", at(200)).unwrap_err();
    }

    #[test]
    fn no_more_are_remembered_than_there_is_room_for() {
        let limit = Limit::new(2, SignedDuration::from_secs(10));
        for who in 0..MOST + 100 {
            limit.take(who, at(100)).unwrap();
        }
        assert_eq!(limit.due.lock().unwrap().len(), MOST);
        limit.take(MOST + 100, at(1000)).unwrap();
        assert_eq!(limit.due.lock().unwrap().len(), 1);
    }

    #[test]
    fn of_a_subscriber_with_many_addresses_all_count_as_one() {
        let network = |address: &str| Network::from(address.parse::<IpAddr>().unwrap());
        assert_eq!(network("2001:db8:1:2::1"), network("2001:db8:1:2:ffff::9"));
        assert_ne!(network("2001:db8:1:2::1"), network("2001:db8:1:3::1"));
        assert_eq!(network("::ffff:192.0.2.1"), network("192.0.2.1"));
        assert_ne!(network("192.0.2.1"), network("192.0.2.2"));
    }
}
