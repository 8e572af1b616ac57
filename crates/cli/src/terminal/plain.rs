//! For files, pipes and logs: a line for every item and everything done to it.

use super::tally::{Tally, number};
use super::{Stdout, words};
use crate::out;
use carteiro_engine::{Event, Report};
use carteiro_world::Language;
use std::sync::{Arc, Mutex, PoisonError};

/// Writes lines to stderr, and what the automation logs to stdout.
pub struct Plain {
    language: Language,
    stdout: Arc<Stdout>,
    tally: Mutex<Tally>,
}

impl Plain {
    pub(super) fn new(language: Language, stdout: Arc<Stdout>) -> Self {
        Self { language, stdout, tally: Mutex::default() }
    }

    pub(super) fn report(&self, report: &Report) {
        let mut tally = self.tally.lock().unwrap_or_else(PoisonError::into_inner);
        tally.take(report);
        if matches!(report.event, Event::Warning { .. }) && !tally.begun {
            return;
        }
        let dry = tally.dry;
        // Whoever reads the output may let us wait.
        drop(tally);
        if let Event::Log { text } = &report.event {
            self.stdout.line(&super::printable(text));
        } else if let Some(words) = words::of(&report.event, dry, self.language) {
            let number = number(&report.items);
            let margin = if number.is_empty() { number } else { format!("[{number}] ") };
            out::complain(&format!("{margin}{words}\n"));
        }
    }

    pub(super) fn finish(&self) -> Tally {
        std::mem::take(&mut self.tally.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
