//! Time zones by their IANA names.

use super::written;
use carteiro_world::{Phrase, phrase};
use jiff::tz::TimeZone;

/// A time zone of the IANA database, such as `America/Sao_Paulo`.
#[derive(Clone, Debug, PartialEq)]
pub struct Zone(pub TimeZone);

impl Zone {
    /// Looks the name up.
    pub fn parse(text: &str) -> Result<Self, Phrase> {
        TimeZone::get(text).map(Self).map_err(|_| phrase!("time-zone-unknown", found = text))
    }
}

written!(Zone, "Zone", "^[A-Za-z0-9_+/-]+$", "time-zone-unknown");
