//! Names of header fields.

use super::written;
use carteiro_world::http::HeaderName;
use carteiro_world::{Phrase, phrase};

/// The name of a field in the header of a request, such as `Accept-Language`: not one that says where the message ends,
/// whom it is for or who sends it.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct FieldName(pub HeaderName);

/// Set by whoever writes the message (RFC 9110 §7.6.1, §6.6.1, §8.6; RFC 9112 §6.1).
const OURS: [&str; 12] = [
    "accept-encoding",
    "connection",
    "content-length",
    "expect",
    "host",
    "keep-alive",
    "proxy-connection",
    "te",
    "trailer",
    "transfer-encoding",
    "upgrade",
    "via",
];

impl FieldName {
    /// Reads a name.
    pub fn parse(text: &str) -> Result<Self, Phrase> {
        let name: HeaderName = text.parse().map_err(|_| phrase!("http-field-form", found = text))?;
        match name.as_str() {
            "authorization" | "proxy-authorization" => Err(phrase!("http-field-auth", found = text)),
            ours if OURS.contains(&ours) => Err(phrase!("http-field-ours", found = text)),
            _ => Ok(Self(name)),
        }
    }
}

written!(FieldName, "FieldName", "^[!#$%&'*+.^_`|~0-9A-Za-z-]+$", "http-field-form");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_field_cannot_change_where_the_message_ends_or_whom_it_is_for() {
        assert!(FieldName::parse("X-Ticket").is_ok());
        for bad in
            ["", "a b", "a:b", "a\r\nb", "Host", "Content-Length", "Transfer-Encoding", "Authorization"]
        {
            assert!(FieldName::parse(bad).is_err(), "{bad:?}");
        }
    }
}
