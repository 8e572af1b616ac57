mod ended;
mod events;
mod history;
mod journal;
mod queue;
mod room;

use room::Room;
