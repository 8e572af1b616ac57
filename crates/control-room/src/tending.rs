//! What the Control Room does though nobody asks for it: of several processes, one at a time.

use crate::Result;
use crate::app::App;
use std::time::Duration;

/// Between two looks.
const PAUSE: Duration = Duration::from_secs(15);

/// Sends notices that are due, and looks once a day for what ends soon. It goes on until it is dropped.
pub(crate) async fn tend(app: App) {
    let holder = app.ground.random.id::<16>();
    loop {
        if let Err(problem) = once(&app, &holder).await {
            tracing::warn!(%problem, "notices are not looked after");
        }
        app.ground.clock.sleep(PAUSE).await;
    }
}

async fn once(app: &App, holder: &str) -> Result<()> {
    if !app.notices.is_turn_of(holder).await? {
        return Ok(());
    }
    if app.notices.is_day_over().await? {
        app.connections.remind().await?;
    }
    app.notices.deliver().await?;
    app.letters.post(&app.public_url).await.map(drop)
}
