//! `--log`: what is done, line by line on stderr.

use carteiro_world::Clock;
use std::io::{self, Write};
use tracing::level_filters::LevelFilter;
use tracing_subscriber::Layer as _;
use tracing_subscriber::filter::Targets;
use tracing_subscriber::fmt::format;
use tracing_subscriber::fmt::{layer, time::FormatTime};
use tracing_subscriber::layer::SubscriberExt as _;

/// From which level on.
#[derive(Clone, Copy, Debug, clap::ValueEnum)]
pub enum Level {
    /// What goes wrong, or is tried again.
    Warn,
    /// What is begun and ended.
    Info,
    /// Every try of every operation.
    Debug,
}

impl From<Level> for LevelFilter {
    fn from(level: Level) -> Self {
        match level {
            Level::Warn => Self::WARN,
            Level::Info => Self::INFO,
            Level::Debug => Self::DEBUG,
        }
    }
}

/// Starts the log of a run. It tells operations, tries and kinds of error, and nothing of what they were about.
pub fn of_run(level: Level) {
    // What libraries say is not looked through for what is private.
    begin(Targets::new().with_target("carteiro", LevelFilter::from(level)));
}

/// Starts the log of a server: of mailboxes it tells no more than what goes wrong, unless everything is to be told.
pub fn of_server(level: Level) {
    let mailboxes = if let Level::Debug = level { LevelFilter::DEBUG } else { LevelFilter::WARN };
    let own = LevelFilter::from(level);
    let ours = Targets::new().with_target("carteiro", mailboxes);
    begin(ours.with_target("carteiro::", own).with_target("carteiro_control_room", own));
}

fn begin(ours: Targets) {
    let lines = layer()
        .with_writer(|| OneLine(io::stderr()))
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
    fn format_time(&self, to: &mut format::Writer<'_>) -> std::fmt::Result {
        write!(to, "{:.3}", self.0.now())
    }
}

/// Whatever is told of in several lines is one here: nobody writes a line of the log who only says something to the server.
struct OneLine<W>(W);

impl<W: Write> Write for OneLine<W> {
    /// An event comes at once, with its end of line.
    fn write(&mut self, event: &[u8]) -> io::Result<usize> {
        let text = event.strip_suffix(b"\n").unwrap_or(event);
        let is_line = |byte: &u8| !byte.is_ascii_control() || *byte == b'\t';
        let mut line: Vec<u8> = text.iter().map(|byte| if is_line(byte) { *byte } else { b' ' }).collect();
        line.push(b'\n');
        self.0.write_all(&line).map(|()| event.len())
    }

    fn flush(&mut self) -> io::Result<()> {
        self.0.flush()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_event_is_one_line_whatever_it_tells() {
        let mut lines = OneLine(Vec::new());
        lines.write_all(b"WARN why=a\nERROR b\r\x1b[31m \xc3\xa7\n").unwrap();
        lines.write_all(b"INFO c\n").unwrap();
        assert_eq!(lines.0, "WARN why=a ERROR b  [31m \u{e7}\nINFO c\n".as_bytes());
    }
}
