//! The hosts to which a secret may go, where somebody says so.

use carteiro_world::http::Url;
use carteiro_world::{Phrase, phrase};
use serde::{Deserialize, Serialize};
use std::fmt;
use std::net::{IpAddr, Ipv6Addr};
use std::str::FromStr;

/// The hosts to which a secret may go; none named: to any.
///
/// - `mail.example.org` is that host, and none below it.
/// - `*.example.org` is every host below, and not `example.org` itself.
/// - Case, a dot at the end and how an address or a name beyond ASCII is written make no difference.
#[derive(Clone, Debug, Default, PartialEq, Eq, Deserialize, Serialize)]
#[serde(transparent)]
pub struct AllowedHosts(Vec<AllowedHost>);

/// One host, or all hosts below a domain.
#[derive(Clone, Debug, PartialEq, Eq, Deserialize, Serialize)]
#[serde(try_from = "String", into = "String")]
pub struct AllowedHost {
    name: String,
    is_below: bool,
}

impl AllowedHosts {
    /// Whether nobody says where it may go.
    pub fn is_any(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether it may go to `host`.
    pub fn allow(&self, host: &str) -> bool {
        self.is_any() || normal(host).is_some_and(|host| self.0.iter().any(|one| one.is(&host)))
    }
}

impl FromIterator<AllowedHost> for AllowedHosts {
    fn from_iter<I: IntoIterator<Item = AllowedHost>>(hosts: I) -> Self {
        Self(hosts.into_iter().collect())
    }
}

impl fmt::Display for AllowedHosts {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (number, host) in self.0.iter().enumerate() {
            write!(f, "{}{host}", if number == 0 { "" } else { ", " })?;
        }
        Ok(())
    }
}

impl AllowedHost {
    fn is(&self, host: &str) -> bool {
        if self.is_below {
            host.strip_suffix(&self.name).is_some_and(|rest| rest.ends_with('.') && rest.len() > 1)
        } else {
            host == self.name
        }
    }
}

impl FromStr for AllowedHost {
    type Err = Phrase;

    fn from_str(text: &str) -> Result<Self, Phrase> {
        let refused = || phrase!("allowed-host-form", found = text);
        let text = text.trim();
        let (name, is_below) = match text.strip_prefix("*.") {
            Some(domain) => (domain, true),
            None => (text, false),
        };
        let name = normal(name).ok_or_else(refused)?;
        let is_address = name.starts_with('[') || name.parse::<IpAddr>().is_ok();
        if is_below && is_address {
            return Err(refused());
        }
        Ok(Self { name, is_below })
    }
}

impl TryFrom<String> for AllowedHost {
    type Error = String;

    fn try_from(text: String) -> Result<Self, String> {
        text.parse().map_err(|words: Phrase| words.to_string())
    }
}

impl From<AllowedHost> for String {
    fn from(host: AllowedHost) -> Self {
        host.to_string()
    }
}

impl fmt::Display for AllowedHost {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}{}", if self.is_below { "*." } else { "" }, self.name)
    }
}

/// A host as it is compared: as URLs have it (url.spec.whatwg.org/#host-parsing), which dials alike what is written
/// differently. `None`: it is none.
fn normal(host: &str) -> Option<String> {
    let host = host.trim().trim_end_matches('.');
    let bare = host.strip_prefix('[').and_then(|host| host.strip_suffix(']')).unwrap_or(host);
    if let Ok(address) = bare.parse::<Ipv6Addr>() {
        return Some(format!("[{address}]"));
    }
    if host.is_empty() || host.contains(|c: char| c.is_whitespace() || "/\\:@?#%*[]".contains(c)) {
        return None;
    }
    let url = Url::parse(&format!("https://{host}/")).ok()?;
    url.host_str().map(|host| host.trim_end_matches('.').to_owned()).filter(|host| !host.is_empty())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn hosts(all: &[&str]) -> AllowedHosts {
        all.iter().map(|text| text.parse().unwrap()).collect()
    }

    #[test]
    fn a_secret_goes_to_the_hosts_that_are_named_and_to_no_other() {
        let named = hosts(&["Mail.Example.org.", "*.contoso.example", "127.0.0.1", "::1", "münchen.example"]);
        for (host, expected) in [
            ("mail.example.org", true),
            ("MAIL.example.org.", true),
            ("imap.mail.example.org", false),
            ("example.org", false),
            ("mail.example.org.evil.test", false),
            ("evilmail.example.org", false),
            ("ews.contoso.example", true),
            ("a.b.contoso.example", true),
            ("contoso.example", false),
            (".contoso.example", false),
            ("notcontoso.example", false),
            ("127.0.0.1", true),
            ("0x7f.1", true),
            ("127.0.0.2", false),
            ("[::1]", true),
            ("0:0:0:0:0:0:0:1", true),
            ("::2", false),
            ("xn--mnchen-3ya.example", true),
            ("MÜNCHEN.example", true),
            ("mail.example.org@evil.test", false),
            ("mail.example.org/", false),
            ("mail.example.org:993", false),
            ("", false),
            (" ", false),
        ] {
            assert_eq!(named.allow(host), expected, "{host}");
            assert!(AllowedHosts::default().allow(host));
        }
    }

    #[test]
    fn what_is_no_host_is_refused() {
        for text in [
            "",
            " ",
            "*",
            "*.",
            "*.*.example.org",
            "a.*.org",
            "https://a.example",
            "a.example/x",
            "a.example:993",
            "a b",
            "*.127.0.0.1",
            "*.::1",
            "a@b.example",
            "[::1",
            "a\u{0}b",
        ] {
            assert!(text.parse::<AllowedHost>().is_err(), "{text}");
        }
    }

    #[test]
    fn hosts_are_read_back_as_they_were_written_down() {
        let named = hosts(&["*.Example.org", "::1"]);
        let text = serde_json::to_string(&named).unwrap();
        assert_eq!(text, r#"["*.example.org","[::1]"]"#);
        assert_eq!(serde_json::from_str::<AllowedHosts>(&text).unwrap(), named);
        assert!(serde_json::from_str::<AllowedHosts>(r#"["a/b"]"#).is_err());
        assert_eq!(named.to_string(), "*.example.org, [::1]");
    }
}
