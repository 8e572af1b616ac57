//! Names of rows: in the order in which they were made (RFC 9562 §5.7, UUID version 7).

use carteiro_world::{Clock, Random};
use std::sync::{Mutex, PoisonError};
use uuid::Builder;

/// The last millisecond in which this process made one, and how many it had made in it before.
static LAST: Mutex<(u64, u16)> = Mutex::new((0, 0));
/// As many as twelve bits count (RFC 9562 §6.2, method 1).
const MOST: u16 = 0x0fff;
/// Milliseconds: a clock that goes further back was set, and its time is taken.
const AHEAD: u64 = 1000;

/// A new one, after those that this process made in the same millisecond.
pub(crate) fn fresh(clock: &Clock, random: &Random) -> String {
    let now = u64::try_from(clock.now().as_millisecond()).unwrap_or_default();
    let (millis, number) = next(now);
    let mut bytes = random.bytes::<10>();
    // The first twelve bits are the number; the four before them are the version's.
    let [high, low, ..] = &mut bytes;
    [*high, *low] = number.to_be_bytes();
    Builder::from_unix_timestamp_millis(millis, &bytes).into_uuid().to_string()
}

fn next(now: u64) -> (u64, u16) {
    let mut last = LAST.lock().unwrap_or_else(PoisonError::into_inner);
    // More than there are numbers: the next millisecond is begun early.
    let is_near = |millis: u64| (now..now + AHEAD).contains(&millis);
    *last = match *last {
        (millis, MOST) if is_near(millis) => (millis + 1, 0),
        (millis, number) if is_near(millis) => (millis, number + 1),
        _ => (now, 0),
    };
    *last
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::testing::Hands;

    #[test]
    fn names_made_in_one_millisecond_are_in_order() {
        let hands = Hands::at("2026-11-23T12:00:00Z");
        let (clock, random) = (Clock::from(hands.clone()), Random::system());
        let mut all: Vec<String> = (0..10_000).map(|_| fresh(&clock, &random)).collect();
        hands.pass(std::time::Duration::from_millis(2));
        all.push(fresh(&clock, &random));
        assert!(all.is_sorted() && all.windows(2).all(|pair| pair[0] != pair[1]));
        assert!(all.iter().all(|id| id.len() == 36 && id.as_bytes()[14] == b'7'), "{}", all[0]);
    }
}
