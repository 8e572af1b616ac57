//! What `npm run build` has made of `web/`: in the program, or, where it was built for its own tests, on the disk.

use axum::http::HeaderValue;
use rust_embed::RustEmbed;
use std::borrow::Cow;
use std::fmt::Write;

pub(super) const INDEX: &str = "index.html";

#[derive(RustEmbed)]
#[folder = "../../web/dist"]
#[allow_missing = true]
#[exclude = ".*"]
struct Embedded;

/// One of the files.
pub(super) struct File {
    pub(super) bytes: Cow<'static, [u8]>,
    digest: [u8; 32],
}

impl File {
    /// RFC 9110 §8.8.3.
    pub(super) fn tag(&self) -> HeaderValue {
        let mut tag = String::from("\"");
        for byte in self.digest.iter().take(16) {
            let _ = write!(tag, "{byte:02x}");
        }
        tag.push('"');
        HeaderValue::from_str(&tag).unwrap_or(HeaderValue::from_static("\"\""))
    }
}

/// Where the files are.
pub(super) trait Pages {
    fn file(&self, path: &str) -> Option<File>;
}

/// Those that were built.
pub(super) struct Built;

impl Pages for Built {
    fn file(&self, path: &str) -> Option<File> {
        let file = Embedded::get(path)?;
        Some(File { bytes: file.data, digest: file.metadata.sha256_hash() })
    }
}

/// What a file is, by how its name ends; none: it is not for browsers.
pub(super) fn kind(path: &str) -> Option<&'static str> {
    let (_, ending) = path.rsplit_once('.')?;
    Some(match ending {
        "css" => "text/css; charset=utf-8",
        "html" => "text/html; charset=utf-8",
        "js" => "text/javascript; charset=utf-8",
        "json" => "application/json",
        "png" => "image/png",
        "svg" => "image/svg+xml",
        "woff2" => "font/woff2",
        _ => return None,
    })
}

#[cfg(test)]
impl File {
    pub(super) fn of(bytes: &'static [u8]) -> Self {
        use sha2::{Digest, Sha256};
        Self { bytes: Cow::Borrowed(bytes), digest: Sha256::digest(bytes).into() }
    }
}
