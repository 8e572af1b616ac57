//! The events of a run, for whoever watches: a person at a terminal, a pipe, a program.

mod json;
mod live;
mod plain;
mod stdout;
mod summary;
mod tally;
mod words;

pub use stdout::Stdout;
pub use summary::Told;
pub(crate) use words::marked;
pub use words::signing_in;

use carteiro_engine::{Events, Report};
use carteiro_world::Language;
use std::sync::Arc;

/// How the events are shown.
pub enum View {
    /// A line that is always true, and what deserves more above it.
    Live(live::Live),
    /// A line for everything.
    Plain(plain::Plain),
    /// Every event as it is.
    Json(json::Json),
}

impl View {
    /// For a person at a terminal.
    pub fn live(language: Language, colours: bool, stdout: Arc<Stdout>) -> Self {
        Self::Live(live::Live::new(language, colours, stdout))
    }

    /// For a file, a pipe, a log.
    pub fn plain(language: Language, stdout: Arc<Stdout>) -> Self {
        Self::Plain(plain::Plain::new(language, stdout))
    }

    /// For a program.
    pub fn json(stdout: Arc<Stdout>) -> Self {
        Self::Json(json::Json::new(stdout))
    }

    /// Says something beside the events.
    pub fn note(&self, text: &str) {
        match self {
            Self::Live(live) => live.note(text),
            Self::Plain(_) | Self::Json(_) => crate::out::complain(&format!("{text}\n")),
        }
    }

    /// The run is over: what is to be told of it at the end.
    pub fn finish(&self) -> tally::Tally {
        match self {
            Self::Live(live) => live.finish(),
            Self::Plain(plain) => plain.finish(),
            Self::Json(_) => tally::Tally::default(),
        }
    }
}

impl Events for View {
    fn report(&self, report: Report) {
        match self {
            Self::Live(live) => live.report(&report),
            Self::Plain(plain) => plain.report(&report),
            Self::Json(json) => json.report(&report),
        }
    }
}

/// What an automation logs: its lines stay, but nothing in it moves the cursor.
fn printable(text: &str) -> String {
    let harmless = |letter: char| match letter {
        '\n' | '\t' => letter,
        letter if letter.is_control() => ' ',
        letter => letter,
    };
    text.trim_end_matches('\n').chars().map(harmless).collect()
}
