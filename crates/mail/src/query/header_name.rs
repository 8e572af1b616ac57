//! Names of header fields.

use std::fmt;

/// The name of a header field, such as `List-Id`: visible ASCII without a colon (RFC 5322 §2.2). Equal in any case.
#[derive(Clone, Eq)]
pub struct HeaderName(String);

/// No name in use comes near, and commands stay short.
const LONGEST: usize = 100;

impl HeaderName {
    /// Reads a name; `None` for what no header field can be called.
    pub fn parse(text: &str) -> Option<Self> {
        let legal = |byte: u8| byte.is_ascii_graphic() && byte != b':';
        let fits = (1..=LONGEST).contains(&text.len());
        (fits && text.bytes().all(legal)).then(|| Self(text.to_owned()))
    }

    /// The name, as it was written.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl PartialEq for HeaderName {
    fn eq(&self, other: &Self) -> bool {
        self.0.eq_ignore_ascii_case(&other.0)
    }
}

impl fmt::Debug for HeaderName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

#[cfg(test)]
mod tests {
    use super::HeaderName;

    #[test]
    fn a_name_is_what_a_header_field_can_be_called() {
        for good in ["X-Ticket", "List-Id", "x_1", "A"] {
            assert!(HeaderName::parse(good).is_some(), "{good}");
        }
        for bad in ["", "X Ticket", "X:", "Größe", "a\r\nb", &"x".repeat(101)] {
            assert!(HeaderName::parse(bad).is_none(), "{bad}");
        }
        assert_eq!(HeaderName::parse("LIST-ID"), HeaderName::parse("list-id"));
    }
}
