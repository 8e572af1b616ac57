//! `--log`: what is done to mailboxes, line by line on stderr.

use carteiro_world::Clock;
use std::io;
use tracing::level_filters::LevelFilter;
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::format::Writer;
use tracing_subscriber::fmt::{layer, time::FormatTime};
use tracing_subscriber::layer::SubscriberExt as _;

/// From which level on.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum Level {
    /// What is tried again.
    Warn,
    /// Sessions that open, reconnect and end.
    Info,
    /// Every try of every operation.
    Debug,
}

/// Starts the log. It tells operations, tries and kinds of error, and nothing of what they were about.
pub fn begin(level: Level) {
    let level = match level {
        Level::Warn => LevelFilter::WARN,
        Level::Info => LevelFilter::INFO,
        Level::Debug => LevelFilter::DEBUG,
    };
    // What libraries say is not looked through for what is private.
    let ours = Targets::new().with_target("carteiro", level);
    let lines = layer()
        .with_writer(io::stderr)
        .with_ansi(false)
        .with_target(false)
        .with_timer(Now(Clock::system()))
        .log_internal_errors(false);
    // Once in a program, before anything is logged.
    let _ =
        tracing::subscriber::set_global_default(tracing_subscriber::registry().with(lines.with_filter(ours)));
}

struct Now(Clock);

impl FormatTime for Now {
    fn format_time(&self, to: &mut Writer<'_>) -> std::fmt::Result {
        write!(to, "{:.3}", self.0.now())
    }
}
