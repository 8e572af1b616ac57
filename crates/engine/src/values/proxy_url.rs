//! Proxies.

use super::written;
use carteiro_world::dial::{Proxy, Unusable};
use carteiro_world::{Phrase, phrase};

/// A proxy, such as `socks5://proxy.example:1080`. It may bring a user name and a password, which are never shown.
#[derive(Clone, Debug)]
pub struct ProxyUrl(pub Proxy);

impl ProxyUrl {
    /// Reads a URL.
    pub fn parse(text: &str) -> Result<Self, Phrase> {
        Proxy::parse(text).map(Self).map_err(|unusable| match unusable {
            Unusable::Login => phrase!("proxy-login-form"),
            // What stands before an @ may be a password.
            Unusable::Form | Unusable::Scheme if text.contains('@') => phrase!("proxy-form", found = "***"),
            Unusable::Form | Unusable::Scheme => phrase!("proxy-form", found = text),
        })
    }
}

written!(ProxyUrl, "ProxyUrl", "^(https?|socks5h?)://[^\\s/?#]+/?$", "proxy-form");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_is_wrong_with_a_proxy_shows_no_password() {
        assert!(!format!("{:?}", ProxyUrl::parse("http://ana:canary@p.example")).contains("canary"));
        for (text, code) in [
            ("proxy.example", "proxy-form"),
            ("socks4://canary@p.example", "proxy-form"),
            ("http://ana:can/ary@p.example", "proxy-form"),
            ("socks5://canary@p.example", "proxy-login-form"),
        ] {
            let words = ProxyUrl::parse(text).unwrap_err();
            assert_eq!(words.code, code, "{text}");
            assert!(!format!("{words:?}").contains("can"), "{words:?}");
        }
    }
}
