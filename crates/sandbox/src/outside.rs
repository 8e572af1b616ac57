//! The one place of the sandbox that touches the real clock and the real file system: it stands in for somebody
//! else's machine, so it has no `Host` to ask.

use std::{io, path::Path, time::Duration};

use jiff::Timestamp;
use mail_parser::MessageParser;

use crate::{Flags, Sample};

#[expect(clippy::disallowed_methods, reason = "the simulated server's own clock")]
pub(crate) fn now() -> Timestamp {
    Timestamp::now()
}

#[expect(clippy::disallowed_methods, reason = "the simulated server keeps its client waiting")]
pub(crate) async fn wait(duration: Duration) {
    tokio::time::sleep(duration).await;
}

/// Reads the `*.eml` files of a folder, in order of name, as unread mail.
///
/// - A message was received at the date in its `Date` field, else when this is called.
/// - Lines that end in a bare LF get a CR, as on any IMAP server (RFC 9051 §4.3.1).
pub fn load_dir(path: impl AsRef<Path>) -> io::Result<Vec<Sample>> {
    let mut paths = Vec::new();
    for entry in std::fs::read_dir(path)? {
        let path = entry?.path();
        if path.extension().is_some_and(|extension| extension.eq_ignore_ascii_case("eml")) {
            paths.push(path);
        }
    }
    paths.sort();
    paths.into_iter().map(|path| load(&path)).collect()
}

#[expect(clippy::disallowed_methods, reason = "mail for the simulated server is read from the given folder")]
fn load(path: &Path) -> io::Result<Sample> {
    let raw = with_crlf(&std::fs::read(path)?);
    let date = MessageParser::new()
        .parse_headers(&raw)
        .and_then(|message| message.date().map(mail_parser::DateTime::to_timestamp))
        .and_then(|seconds| Timestamp::from_second(seconds).ok());
    Ok(Sample { raw, flags: Flags::default(), received_at: date.unwrap_or_else(now) })
}

fn with_crlf(bytes: &[u8]) -> Vec<u8> {
    let mut out = Vec::with_capacity(bytes.len() + bytes.len() / 32);
    for line in bytes.split_inclusive(|byte| *byte == b'\n') {
        match line.strip_suffix(b"\n") {
            Some(text) => {
                out.extend_from_slice(text.strip_suffix(b"\r").unwrap_or(text));
                out.extend_from_slice(b"\r\n");
            }
            None => out.extend_from_slice(line),
        }
    }
    out
}

#[cfg(test)]
mod tests {
    #[test]
    fn bare_line_feeds_get_a_carriage_return_and_others_do_not() {
        assert_eq!(super::with_crlf(b"a\nb\r\nc"), b"a\r\nb\r\nc");
    }
}
