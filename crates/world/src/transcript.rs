//! What was said on a wire, with the secrets hidden: `C:` is us, `S:` the server.
//!
//! Who writes to it knows the state of the conversation and hides by it (a password in `LOGIN`, the answers of
//! `AUTHENTICATE`, the contents of messages); nothing is searched for secrets afterwards.

use std::fmt;
use std::sync::Arc;

/// A listener for redacted protocol lines. Cheap to clone; deaf by default.
#[derive(Clone, Default)]
pub struct Transcript(Option<Arc<Listener>>);

type Listener = dyn Fn(&str) + Send + Sync;

impl Transcript {
    /// Every line is handed to `listen`.
    pub fn new(listen: impl Fn(&str) + Send + Sync + 'static) -> Self {
        Self(Some(Arc::new(listen)))
    }

    /// Whether anybody listens: ask before building a line.
    pub fn listens(&self) -> bool {
        self.0.is_some()
    }

    /// We said `line`. The caller has replaced what is secret by `***`.
    pub fn client(&self, line: &[u8]) {
        self.line('C', line);
    }

    /// The server said `line`.
    pub fn server(&self, line: &[u8]) {
        self.line('S', line);
    }

    /// Something happened that is not on the wire: connected, TLS, closed.
    pub fn note(&self, text: &str) {
        self.line('-', text.as_bytes());
    }

    fn line(&self, who: char, line: &[u8]) {
        let Some(listen) = &self.0 else { return };
        let line = line.strip_suffix(b"\r\n").unwrap_or(line);
        listen(&format!("{who}: {}", line.escape_ascii()));
    }
}

impl fmt::Debug for Transcript {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.listens() { "Transcript(on)" } else { "Transcript(off)" })
    }
}
