//! Waiting where Graph asks for it: of many requests only some may be refused, and nobody else knows which.

use super::call::Speaker;
use super::fault::Refusal;
use crate::{Notice, Result};
use carteiro_world::Random;
use std::time::Duration;

/// So often is the same asked again before it is for others to say whether to.
const TRIES: u32 = 8;
/// `Retry-After` is often 1, whatever would be true, and sometimes missing: the least to wait, doubled each time.
const LEAST: Duration = Duration::from_secs(1);
const MOST_DOUBLED: Duration = Duration::from_secs(64);
/// What takes longer is waited for by the guard, which does not count it as time that the operation takes.
const LONG: Duration = Duration::from_mins(2);

/// How often somebody was asked to wait, since something went on.
#[derive(Debug, Default)]
pub(super) struct Patience {
    tries: u32,
}

impl Patience {
    /// Lets nobody pass until it is time again, and says so; or answers why nobody is to try again.
    pub(super) fn wait(&mut self, speaker: &Speaker, refusal: &Refusal) -> Result<()> {
        let world = &speaker.outlook.world;
        let pause = pause(refusal.wait, self.tries, &world.random);
        let error = refusal.error().not_before(pause);
        speaker.gate.shut(pause.min(LONG), &error, &world.clock);
        self.tries += 1;
        if self.tries >= TRIES || pause > LONG {
            return Err(error);
        }
        speaker.notices.tell(Notice::Retrying { error, pause });
        Ok(())
    }

    /// Something went on.
    pub(super) fn again(&mut self) {
        self.tries = 0;
    }
}

/// As long as the server asks for, at least the least, and a little more, so that not all come back at once.
fn pause(asked: Option<Duration>, tries: u32, random: &Random) -> Duration {
    let least = LEAST.saturating_mul(2_u32.saturating_pow(tries)).min(MOST_DOUBLED);
    let pause = asked.map_or(least, |asked| asked.max(least));
    let [jitter] = random.bytes::<1>();
    pause.saturating_add((pause / 1024).saturating_mul(u32::from(jitter)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_asked_for_is_kept_and_what_is_too_little_grows() {
        let random = Random::seeded(1);
        let second = Duration::from_secs;
        for (asked, tries, least) in [
            (None, 0, second(1)),
            (Some(second(1)), 3, second(8)),
            (Some(second(30)), 0, second(30)),
            (Some(second(30)), 20, second(64)),
            (None, 99, second(64)),
            (Some(second(u64::MAX)), 0, second(u64::MAX)),
        ] {
            for _ in 0..100 {
                let pause = pause(asked, tries, &random);
                let most = least.saturating_add(least / 4);
                assert!((least..=most).contains(&pause), "{asked:?} {tries} {pause:?}");
            }
        }
    }
}
