//! Which certificates a step accepts.

use crate::failure::Failure;
use crate::run::Cx;
use carteiro_mail::Kind;
use carteiro_world::tls::{Fingerprint, Tls, certificates};
use carteiro_world::{http, phrase};
use std::path::Path;

const LARGEST_CA_FILE: u64 = 1024 * 1024;

/// What asks a provider for tokens, where the same authorities are trusted. A fingerprint is that of the mail server.
pub(super) fn asking(ca_file: Option<&str>, cx: &Cx) -> Result<http::Client, Failure> {
    let client = &cx.host().http;
    match ca_file {
        None => Ok(client.clone()),
        Some(_) => Ok(client.trusting(tls(None, ca_file, cx)?)),
    }
}

/// That of one fingerprint; or those of the platform's authorities, and of those in `ca_file` beside them.
pub(super) fn tls(fingerprint: Option<&str>, ca_file: Option<&str>, cx: &Cx) -> Result<Tls, Failure> {
    let refused = |error: String| Failure::new(Kind::Tls, phrase!("tls-setup")).because(error);
    if let Some(fingerprint) = fingerprint {
        let found = Fingerprint::parse(fingerprint);
        let found = found.ok_or_else(|| Failure::invalid(phrase!("fingerprint-form")))?;
        return Tls::pinned(found).map_err(|error| refused(error.to_string()));
    }
    let extra = match ca_file {
        None => Vec::new(),
        Some(path) => {
            let read = cx.host().files.read(Path::new(path), LARGEST_CA_FILE);
            let pem = read.map_err(|error| {
                Failure::invalid(phrase!("ca-file-unreadable", path = path)).because(error)
            })?;
            certificates(&pem).map_err(|error| {
                Failure::invalid(phrase!("ca-file-unreadable", path = path)).because(error)
            })?
        }
    };
    Tls::trusting(extra).map_err(|error| refused(error.to_string()))
}
