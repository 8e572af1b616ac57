//! How often and how long to try.

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
