//! For programs: one JSON object a line, as the engine reports it.

use super::Stdout;
use carteiro_engine::Report;
use std::sync::Arc;

/// Writes events as JSON.
pub struct Json {
    stdout: Arc<Stdout>,
}

impl Json {
    pub(super) fn new(stdout: Arc<Stdout>) -> Self {
        Self { stdout }
    }

    pub(super) fn report(&self, report: &Report) {
        // Events are plain data; one that is not would be a mistake of ours that no run should end from.
        if let Ok(line) = serde_json::to_string(report) {
            self.stdout.line(&line);
        }
    }
}
