//! The policies around a backend, on the mailbox in memory and on scripted ones.

#![cfg(test)]

mod ahead;
mod capabilities;
mod deadline;
mod log;
mod moving;
mod stuck;

use carteiro_mail::{FolderPath, Limits, Mailbox, Notice, Open, Permissions};
use carteiro_world::Clock;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// A session that tries again at once, and what it has told of itself.
async fn session(open: Arc<dyn Open>, clock: Clock) -> (Mailbox, Arc<Mutex<Vec<Notice>>>) {
    let told: Arc<Mutex<Vec<Notice>>> = Arc::default();
    let notices = Arc::clone(&told);
    let limits = Limits { pause: Duration::ZERO, ..Limits::default() };
    let notify = move |notice| notices.lock().unwrap().push(notice);
    let mailbox = Mailbox::open(open, clock, limits, Permissions::default(), notify).await.unwrap();
    (mailbox, told)
}

fn path(text: &str) -> FolderPath {
    FolderPath::parse(text).unwrap()
}
