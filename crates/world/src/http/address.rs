//! Which URLs are used at all.

use url::{Host, Url};

/// Why a text is no URL to send a request to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It cannot be read.
    Form,
    /// It begins with something else than `http:` or `https:`.
    Scheme,
    /// There is a name or a password before the host.
    UserInfo,
}

/// Reads a URL: `http` or `https`, no name or password in it, without its fragment.
///
/// Hosts are written out as the URL standard says, so that `2130706433` and `0177.1` become `127.0.0.1` here and not
/// in somebody's resolver (url.spec.whatwg.org §3.5).
pub fn address(text: &str) -> Result<Url, Unusable> {
    // The standard drops line ends and tabs wherever they are.
    if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
        return Err(Unusable::Form);
    }
    checked(Url::parse(text).map_err(|_| Unusable::Form)?)
}

pub(super) fn checked(mut url: Url) -> Result<Url, Unusable> {
    if !matches!(url.scheme(), "http" | "https") {
        return Err(Unusable::Scheme);
    }
    if !url.username().is_empty() || url.password().is_some() {
        return Err(Unusable::UserInfo);
    }
    if url.host_str().is_none_or(str::is_empty) {
        return Err(Unusable::Form);
    }
    url.set_fragment(None);
    Ok(url)
}

/// Scheme, host and port: who is spoken to.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub(super) struct Origin {
    pub(super) secure: bool,
    /// As it is dialled: an IPv6 address has no brackets.
    pub(super) host: String,
    pub(super) port: u16,
}

impl Origin {
    pub(super) fn of(url: &Url) -> Self {
        let host = match url.host() {
            Some(Host::Ipv6(address)) => address.to_string(),
            Some(host) => host.to_string(),
            None => String::new(),
        };
        let secure = url.scheme() == "https";
        Self { secure, host, port: url.port_or_known_default().unwrap_or(if secure { 443 } else { 80 }) }
    }

    /// Whether it is this machine: what goes there in the clear is read by nobody else.
    pub(super) fn is_loopback(&self) -> bool {
        crate::dial::is_this_machine(&self.host)
    }

    /// As in a `Host` field (RFC 9110 §7.2).
    pub(super) fn authority(&self) -> String {
        let host = if self.host.contains(':') { format!("[{}]", self.host) } else { self.host.clone() };
        match (self.secure, self.port) {
            (true, 443) | (false, 80) => host,
            (_, port) => format!("{host}:{port}"),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn odd_spellings_of_an_address_are_that_address() {
        for odd in ["2130706433", "0177.0.0.1", "0x7f.1", "127.1", "0x7f000001", "127.0.0.1"] {
            let url = address(&format!("http://{odd}/")).unwrap();
            assert_eq!(Origin::of(&url).host, "127.0.0.1", "{odd}");
        }
        let mapped = Origin::of(&address("http://[::ffff:169.254.169.254]:81/x").unwrap());
        assert_eq!((mapped.host.as_str(), mapped.port), ("::ffff:169.254.169.254", 81));
        assert_eq!(mapped.authority(), "[::ffff:169.254.169.254]:81");
        assert!(Origin::of(&address("http://[::ffff:127.0.0.1]/").unwrap()).is_loopback());
    }

    #[test]
    fn only_plain_http_urls_are_taken() {
        for (text, why) in [
            ("ftp://example.org/", Unusable::Scheme),
            ("file:///etc/passwd", Unusable::Scheme),
            ("https://ana:secret@example.org/", Unusable::UserInfo),
            ("https://example.org@evil.test/", Unusable::UserInfo),
            ("example.org/x", Unusable::Form),
            ("https://", Unusable::Form),
            ("https://exam ple.org", Unusable::Form),
            ("https://example.org/a\r\nb", Unusable::Form),
            ("http://256.256.256.256/", Unusable::Form),
        ] {
            assert_eq!(address(text), Err(why), "{text}");
        }
        assert_eq!(address("HTTPS://Example.ORG/a?b#c").unwrap().as_str(), "https://example.org/a?b");
    }
}
