//! What a session tells about itself.

use crate::Error;
use std::collections::HashSet;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Something a watcher of the session may want to see.
#[derive(Clone, Debug)]
pub enum Notice {
    /// The connection broke, or the server asked to wait; the operation is tried again after a pause.
    Retrying {
        /// What went wrong.
        error: Error,
        /// How long it waits.
        pause: Duration,
    },
    /// Signed in anew.
    Reconnected,
    /// The server wants a person to read this (RFC 9051 §7.1, `ALERT`). The same words are told once a session.
    Alert {
        /// In the server's words.
        text: String,
    },
    /// A further connection did not come about: the session goes on with those it has.
    FewerConnections {
        /// As many there are.
        left: usize,
        /// Why there are no more.
        error: Error,
    },
}

/// Where notices go. Cheap to clone.
#[derive(Clone)]
pub struct Notices(Arc<Told>);

struct Told {
    listener: Box<dyn Fn(Notice) + Send + Sync>,
    alerts: Mutex<HashSet<String>>,
}

/// More different alerts of one session are not listened to.
const MOST_ALERTS: usize = 50;
/// What follows this many characters of an alert is left out.
const LONGEST_ALERT: usize = 1000;

impl Notices {
    /// Notices go to `listener`.
    pub fn to(listener: impl Fn(Notice) + Send + Sync + 'static) -> Self {
        Self(Arc::new(Told { listener: Box::new(listener), alerts: Mutex::default() }))
    }

    /// Tells it.
    pub fn tell(&self, notice: Notice) {
        (self.0.listener)(notice);
    }

    /// The server wants a person to read `text`: each of its connections may say the same again.
    pub fn alert(&self, text: &str) {
        let text: String = text.chars().take(LONGEST_ALERT).collect();
        let mut told = self.0.alerts.lock().unwrap_or_else(PoisonError::into_inner);
        let is_new = !text.trim().is_empty() && told.len() < MOST_ALERTS && told.insert(text.clone());
        drop(told);
        if is_new {
            self.tell(Notice::Alert { text });
        }
    }
}

/// Nobody listens.
impl Default for Notices {
    fn default() -> Self {
        Self::to(|_| {})
    }
}

impl fmt::Debug for Notices {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Notices")
    }
}
