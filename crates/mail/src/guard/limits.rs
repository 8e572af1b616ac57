//! How often and how long to try.

use crate::{Error, Kind, Retry};
use std::time::Duration;

/// How often and how long to try.
#[derive(Clone, Copy, Debug)]
pub struct Limits {
    /// Tries of one operation, the first included.
    pub attempts: u32,
    /// The wait before the second try; it doubles with each further one.
    pub pause: Duration,
    /// How long one try of an operation may take. The bytes of messages take what they need: while they are on their
    /// way nothing runs out of time, and what watches over them is the connection, by its silence.
    pub deadline: Duration,
}

impl Default for Limits {
    fn default() -> Self {
        Self { attempts: 6, pause: Duration::from_secs(1), deadline: Duration::from_mins(10) }
    }
}

impl Limits {
    /// How long to wait before another try after `error`, which ended the try of this number; `None`: there will be none.
    pub(crate) fn pause_after(&self, error: &Error, attempt: u32) -> Option<Duration> {
        // What made a server break the protocol twice does so again.
        let attempts = if error.kind() == Kind::Protocol { 2 } else { self.attempts };
        if error.retry() == Retry::Never || attempt >= attempts {
            return None;
        }
        // The first reconnect is immediate: most broken connections were idle ones that a server tidied away.
        let broken = error.is_connection() && error.kind() != Kind::Throttled;
        let at_once = broken || error.retry() == Retry::Renew;
        let doubled = self.pause * 2_u32.saturating_pow(attempt.saturating_sub(1));
        let pause = if at_once && attempt == 1 { Duration::ZERO } else { doubled };
        Some(error.wait().map_or(pause, |wait| wait.max(pause)))
    }
}
