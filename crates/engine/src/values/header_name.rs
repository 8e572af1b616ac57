//! Names of header fields.

use super::written;
use carteiro_mail::query;
use carteiro_world::{Phrase, phrase};

/// The name of a header field, such as `List-Id`.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct HeaderName(pub query::HeaderName);

impl HeaderName {
    /// Reads a name.
    pub fn parse(text: &str) -> Result<Self, Phrase> {
        query::HeaderName::parse(text).map(Self).ok_or_else(|| phrase!("header-name-form", found = text))
    }
}

written!(HeaderName, "HeaderName", "^[!-9;-~]{1,100}$", "header-name-form");
