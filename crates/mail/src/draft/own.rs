//! Fields that an author adds.

use super::one_line;
use crate::{Error, Kind, Result};
use carteiro_world::phrase;

/// Names are no longer: the first line has room for one, and for a word after it.
const LONGEST: usize = 70;

/// Those that are written from what else is said of a message, or by the servers on its way.
const TAKEN: [&str; 25] = [
    "date",
    "from",
    "to",
    "cc",
    "bcc",
    "reply-to",
    "subject",
    "message-id",
    "in-reply-to",
    "references",
    "mime-version",
    "importance",
    "priority",
    "x-priority",
    "x-msmail-priority",
    "received",
    "return-path",
    "delivered-to",
    "envelope-to",
    "dkim-signature",
    "domainkey-signature",
    "authentication-results",
    "arc-seal",
    "arc-message-signature",
    "arc-authentication-results",
];

/// Refuses a name that an author may not write.
///
/// `InvalidInput`: it is no name of a field (RFC 5322 §3.6.8), or one that is written from what else is said.
pub fn check(name: &str) -> Result<()> {
    let is_name = !name.is_empty() && name.len() <= LONGEST;
    if !is_name || !name.bytes().all(|byte| byte.is_ascii_graphic() && byte != b':') {
        return Err(Error::new(Kind::InvalidInput, phrase!("draft-field-name", found = name.escape_debug())));
    }
    let lower = name.to_ascii_lowercase();
    if TAKEN.contains(&lower.as_str()) || lower.starts_with("content-") || lower.starts_with("resent-") {
        return Err(Error::new(Kind::InvalidInput, phrase!("draft-field-taken", field = name)));
    }
    Ok(())
}

/// Refuses what would end the field.
pub(super) fn check_value(name: &str, value: &str) -> Result<()> {
    one_line("header", value)
        .map_err(|_| Error::new(Kind::InvalidInput, phrase!("draft-field-control", field = name)))
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_name_that_is_none_or_not_the_authors_is_refused() {
        assert!(
            ["X-Order", "Auto-Submitted", "List-Unsubscribe", "x!y"].iter().all(|name| check(name).is_ok())
        );
        for (name, code) in [
            ("", "draft-field-name"),
            ("X Order", "draft-field-name"),
            ("X-Order:", "draft-field-name"),
            ("X\r\nBcc", "draft-field-name"),
            ("Ação", "draft-field-name"),
            (&"x".repeat(71), "draft-field-name"),
            ("BCC", "draft-field-taken"),
            ("Content-Type", "draft-field-taken"),
            ("Resent-To", "draft-field-taken"),
            ("Return-Path", "draft-field-taken"),
        ] {
            assert_eq!(check(name).unwrap_err().words().code, code, "{name}");
        }
        assert!(check_value("X-Order", "a\r\nBcc: eve@example.org").is_err());
    }
}
