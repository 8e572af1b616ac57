//! Waiting, until the run is asked to end.

use super::cx::Cx;
use crate::failure::Failure;
use jiff::Timestamp;
use std::time::Duration;

/// The machine's clock may be set, and the machine may sleep: it is looked at so often.
const LOOK: Duration = Duration::from_mins(1);

impl Cx {
    /// Waits for `span`. `Cancelled` as soon as the run is asked to end, in an item too: what comes after the pause
    /// relies on it. What is done at the end goes on without a pause.
    pub(crate) async fn pause(&self, span: Duration) -> Result<(), Failure> {
        tokio::select! {
            biased;
            () = self.running.stop.asked() => if self.finishing { Ok(()) } else { Err(Failure::cancelled()) },
            () = self.running.host.clock.sleep(span) => Ok(()),
        }
    }

    /// Waits until `moment` as [`Self::pause`] does; not at all when it is past.
    pub(crate) async fn pause_until(&self, moment: Timestamp) -> Result<(), Failure> {
        loop {
            let left = moment.duration_since(self.running.host.clock.now());
            let left = Duration::try_from(left).unwrap_or_default();
            if left.is_zero() || (self.finishing && self.running.stop.is_asked()) {
                return Ok(());
            }
            self.pause(left.min(LOOK)).await?;
        }
    }
}
