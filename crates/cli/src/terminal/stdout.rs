//! The stdout of a run, which ends when nobody reads it any more.

use crate::out;
use carteiro_engine::Stop;
use std::io;
use std::sync::{Mutex, PoisonError};

/// Stdout. When it cannot be written the run is asked to end: nobody learns what it does.
pub struct Stdout {
    stop: Stop,
    failed: Mutex<Option<io::Error>>,
}

impl Stdout {
    /// Stdout, and what it ends when it ends.
    pub fn new(stop: Stop) -> Self {
        Self { stop, failed: Mutex::default() }
    }

    /// Writes a line.
    pub fn line(&self, line: &str) {
        let mut failed = self.failed.lock().unwrap_or_else(PoisonError::into_inner);
        if failed.is_some() {
            return;
        }
        if let Err(error) = out::say(&format!("{line}\n")) {
            *failed = Some(error);
            self.stop.now();
        }
    }

    /// Why it could not be written, if so.
    pub fn failure(&self) -> Option<io::Error> {
        self.failed.lock().unwrap_or_else(PoisonError::into_inner).take()
    }
}
