//! Time that passes as fast as there is nothing to do: pauses of minutes take no time, and no server is too slow.

use carteiro_world::Clock;
use carteiro_world::clock::Manual;
use std::future::Future;
use std::pin::pin;
use std::sync::Mutex;
use std::time::Duration;

/// When nothing was said for so many turns of the runtime, everybody waits.
const QUIET: u32 = 200;
/// So much passes in a turn.
const TURN: Duration = Duration::from_millis(1);
/// So much of the time passes in each millisecond in which everybody waits.
const PAUSE: Duration = Duration::from_secs(2);

/// Does the work by this clock, on a runtime of one thread with all servers on it; `meanwhile` is called over and over.
pub async fn hurried<T>(
    clock: &Manual,
    said: &Mutex<String>,
    mut meanwhile: impl FnMut(),
    work: impl Future<Output = T>,
) -> T {
    let (mut work, system) = (pin!(work), Clock::system());
    let (mut heard, mut quiet) = (0, 0);
    loop {
        let turn = async {
            if quiet < QUIET {
                tokio::task::yield_now().await;
                TURN
            } else {
                system.sleep(Duration::from_millis(1)).await;
                PAUSE
            }
        };
        tokio::select! {
            biased;
            done = &mut work => return done,
            passed = turn => clock.advance(passed),
        }
        let all = said.lock().unwrap().len();
        quiet = if all == heard { quiet + 1 } else { 0 };
        heard = all;
        meanwhile();
    }
}
