//! An address of somebody.

use carteiro_world::http::Url;
use carteiro_world::{Phrase, phrase};
use std::fmt;

/// An address such as `ana@example.org`: a part before the `@`, and a domain that can be asked.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Address {
    local: String,
    domain: String,
}

/// RFC 5321 §4.5.3.1.
const LONGEST: usize = 254;

impl Address {
    /// Reads one; what is none is told.
    pub fn parse(text: &str) -> Result<Self, Phrase> {
        let wrong = || phrase!("address-form-plain");
        let text = text.trim();
        let (local, domain) = text.rsplit_once('@').ok_or_else(wrong)?;
        let is_plain = |c: char| !c.is_whitespace() && !c.is_control() && !"\"(),:;<>@[\\]".contains(c);
        if local.is_empty()
            || text.len() > LONGEST
            || !local.chars().all(is_plain)
            || !domain.chars().all(is_plain)
        {
            return Err(wrong());
        }
        // Reads letters of all alphabets as the domain name system writes them (RFC 5891).
        let url = Url::parse(&format!("https://{domain}/")).map_err(|_| wrong())?;
        match url.domain() {
            Some(found) if found.contains('.') && url.as_str() == format!("https://{found}/") => {
                let domain = found;
                Ok(Self { local: local.to_owned(), domain: domain.trim_end_matches('.').to_owned() })
            }
            _ => Err(wrong()),
        }
    }

    /// What stands before the `@`.
    pub fn local(&self) -> &str {
        &self.local
    }

    /// The domain, as the domain name system knows it.
    pub fn domain(&self) -> &str {
        &self.domain
    }

    /// A name for credentials of this person: `[a-z0-9_-]+`.
    pub fn name(&self) -> String {
        let plain = |c: char| if c.is_ascii_alphanumeric() { c.to_ascii_lowercase() } else { '-' };
        let name: String = self.local.chars().map(plain).collect();
        let name = name.trim_matches('-');
        if name.is_empty() { "me".to_owned() } else { name.to_owned() }
    }
}

impl fmt::Display for Address {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}@{}", self.local, self.domain)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_has_a_domain_that_can_be_asked() {
        for (text, read) in [
            ("ana@example.org", "ana@example.org"),
            (" Ana.Maria+x@Example.ORG ", "Ana.Maria+x@example.org"),
            ("joão@correio.com.br", "joão@correio.com.br"),
            ("ana@correção.example", "ana@xn--correo-7ta5a.example"),
        ] {
            assert_eq!(
                Address::parse(text).map(|address| address.to_string()),
                Ok(read.to_owned()),
                "{text}"
            );
        }
        for text in [
            "",
            "ana",
            "@example.org",
            "ana@",
            "ana@localhost",
            "ana@127.0.0.1",
            "ana@[::1]",
            "ana@example.org/path",
            "ana@example.org:25",
            "ana@example.org?x",
            "a b@example.org",
            "ana\r\n@example.org",
            "ana@b@example.org",
            "ana@exa mple.org",
        ] {
            assert!(Address::parse(text).is_err(), "{text:?}");
        }
        assert!(Address::parse(&format!("{}@example.org", "a".repeat(300))).is_err());
    }

    #[test]
    fn the_name_of_its_credentials_is_one() {
        for (text, name) in
            [("Ana.Maria@x.example", "ana-maria"), ("+@x.example", "me"), ("joão@x.example", "jo-o")]
        {
            let found = Address::parse(text).unwrap().name();
            assert_eq!(found, name);
            assert!(carteiro_auth::value::is_name(&found));
        }
    }
}
