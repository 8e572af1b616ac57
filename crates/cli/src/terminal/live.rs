//! For a person at a terminal: one line that moves, and above it what deserves a line of its own.

use super::Stdout;
use super::tally::{Tally, number};
use super::words::{self, amount};
use carteiro_engine::{Event, Report};
use carteiro_world::{Language, phrase};
use indicatif::{ProgressBar, ProgressStyle};
use std::io::IsTerminal as _;
use std::sync::{Arc, Mutex, PoisonError};
use std::time::Duration;

/// Shows how far the run is.
pub struct Live {
    language: Language,
    colours: bool,
    stdout: Arc<Stdout>,
    /// Whether what is written to stdout stands on the same screen as the moving line.
    shared_screen: bool,
    bar: ProgressBar,
    tally: Mutex<Tally>,
}

impl Live {
    pub(super) fn new(language: Language, colours: bool, stdout: Arc<Stdout>) -> Self {
        let bar = ProgressBar::new_spinner();
        // `{wide_msg}` is cut to what is left of the terminal's width.
        if let Ok(style) = ProgressStyle::with_template("{spinner} {prefix}{wide_msg}") {
            bar.set_style(style);
        }
        bar.enable_steady_tick(Duration::from_millis(120));
        let shared_screen = std::io::stdout().is_terminal();
        Self { language, colours, stdout, shared_screen, bar, tally: Mutex::default() }
    }

    pub(super) fn report(&self, report: &Report) {
        let mut tally = self.tally.lock().unwrap_or_else(PoisonError::into_inner);
        match &report.event {
            Event::ItemFailed { .. } => {
                let subject = words::subject(tally.subject(report), self.language);
                let margin = format!("[{}] {subject}", number(&report.items));
                self.above(&report.event, "31", &margin);
            }
            Event::MessageFailed { .. } => self.above(&report.event, "31", ""),
            Event::Warning { .. } if !tally.begun => {}
            Event::Warning { .. }
            | Event::Retrying { .. }
            | Event::Alert { .. }
            | Event::FewerConnections { .. }
            | Event::TryingAgain { .. }
            | Event::Caught { .. }
            | Event::FinallyFailed { .. }
            | Event::Stopped { .. } => self.above(&report.event, "33", ""),
            _ => {}
        }
        tally.take(report);
        self.show(&tally, &report.event);
        drop(tally);
        // Whoever reads stdout may let us wait.
        if let Event::Log { text } = &report.event {
            self.log(text);
        }
    }

    fn above(&self, event: &Event, colour: &str, margin: &str) {
        let Some(words) = words::of(event, false, self.language) else { return };
        let margin = if margin.is_empty() { String::new() } else { format!("{margin}\n    ") };
        let line = format!("{margin}{words}");
        if self.colours {
            self.bar.println(format!("\u{1b}[{colour}m{line}\u{1b}[0m"));
        } else {
            self.bar.println(line);
        }
    }

    fn log(&self, text: &str) {
        let text = super::printable(text);
        if self.shared_screen {
            self.bar.suspend(|| self.stdout.line(&text));
        } else {
            self.stdout.line(&text);
        }
    }

    fn show(&self, tally: &Tally, event: &Event) {
        match event {
            Event::StepStarted { action } => {
                self.bar.set_message(self.language.say(&phrase!("ui-step", action = action)));
            }
            Event::ItemStarted { subject, .. } => {
                self.bar.set_message(words::subject(subject, self.language));
            }
            Event::ItemDone { .. }
            | Event::ItemFailed { .. }
            | Event::Progress { .. }
            | Event::MessageFailed { .. } => {
                let rate = amount::rate(tally.done + tally.failed, tally.working(), self.language);
                let words = phrase!("ui-progress", done = tally.done, failed = tally.failed, rate = rate);
                self.bar.set_prefix(format!("{}  ", self.language.say(&words)));
            }
            _ => {}
        }
    }

    pub(super) fn note(&self, text: &str) {
        self.bar.println(text);
    }

    pub(super) fn finish(&self) -> Tally {
        self.bar.finish_and_clear();
        std::mem::take(&mut self.tally.lock().unwrap_or_else(PoisonError::into_inner))
    }
}
