mod ended;
mod events;
mod history;
mod journal;
mod over_http;
mod queue;
mod room;

use room::Room;
