//! Of several processes one looks after what nobody asks for.

use super::Notices;
use crate::{Result, values};
use std::time::Duration;

/// Whoever looks after it has it so long, and takes it again before.
const TURN: Duration = Duration::from_mins(2);
/// So often everything is looked through.
const DAY: Duration = Duration::from_hours(24);

impl Notices {
    /// Whether it is this process's turn: `holder` names it.
    pub(crate) async fn is_turn_of(&self, holder: &str) -> Result<bool> {
        self.take("tend", holder, TURN).await
    }

    /// Whether a day has passed since this was true before.
    pub(crate) async fn is_day_over(&self) -> Result<bool> {
        self.take("day", "", DAY).await
    }

    async fn take(&self, what: &str, holder: &str, span: Duration) -> Result<bool> {
        let now = self.ground.clock.now();
        let sql = "INSERT INTO notice_turn (what, holder, until) VALUES ($1, $2, $3) \
                   ON CONFLICT (what) DO UPDATE SET holder = excluded.holder, until = excluded.until \
                   WHERE notice_turn.until <= $4 OR (notice_turn.holder = excluded.holder AND excluded.holder <> '')";
        Ok(self.ground.db.run(sql, values![what, holder, now + span, now]).await? > 0)
    }
}
