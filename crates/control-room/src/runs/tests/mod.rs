mod ended;
mod events;
mod history;
mod journal;
mod over_http;
mod queue;
pub(super) mod room;

use room::Room;
