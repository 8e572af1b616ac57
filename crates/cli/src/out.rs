//! Writing to stdout and stderr. The macros of the standard library panic when nobody reads.

pub use carteiro_engine::told::{harmless, visible};

use std::io::{self, Write as _};

/// Writes to stdout, at once.
pub fn say(text: &str) -> io::Result<()> {
    let mut out = io::stdout().lock();
    out.write_all(text.as_bytes())?;
    out.flush()
}

/// Writes to stderr. When that fails there is nobody left to tell.
pub fn complain(text: &str) {
    let _ = io::stderr().lock().write_all(text.as_bytes());
}
