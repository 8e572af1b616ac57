//! Where an answer may go, and how it travels there.

use url::{Host, Url};

use crate::http::{Reply, escape};

/// Whether a redirect URI is the registered one: character by character (RFC 9700 §2.1), but that the port of a
/// loopback address is free (RFC 8252 §7.3).
pub(super) fn is_registered(given: &str, registered: &str) -> bool {
    if given == registered {
        return true;
    }
    match (without_port(given), without_port(registered)) {
        (Some(given), Some(registered)) => given == registered,
        _ => false,
    }
}

fn without_port(uri: &str) -> Option<Url> {
    let mut url = Url::parse(uri).ok()?;
    let loopback = match url.host()? {
        Host::Domain(name) => name == "localhost",
        Host::Ipv4(ip) => ip.is_loopback(),
        Host::Ipv6(ip) => ip.is_loopback(),
    };
    let plain = url.scheme() == "http" && url.username().is_empty() && url.fragment().is_none();
    if !loopback || !plain {
        return None;
    }
    url.set_port(None).ok()?;
    Some(url)
}

/// How an answer travels (OAuth 2.0 Multiple Response Type Encoding Practices §2.1, Form Post Response Mode).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    Query,
    Fragment,
    FormPost,
}

impl Mode {
    /// The answer of the authorization endpoint, on its way to the client.
    pub fn reply(self, redirect_uri: &str, values: &[(&str, &str)]) -> Reply {
        let Ok(mut url) = Url::parse(redirect_uri) else {
            return Reply::text(400, "The redirect URI is none.");
        };
        match self {
            Self::Query => {
                url.query_pairs_mut().extend_pairs(values);
            }
            Self::Fragment => {
                let mut fragment = url::form_urlencoded::Serializer::new(String::new());
                url.set_fragment(Some(&fragment.extend_pairs(values).finish()));
            }
            Self::FormPost => return form_post(redirect_uri, values),
        }
        Reply::redirect(url.as_str())
    }
}

/// Without script, a person sends the form.
fn form_post(redirect_uri: &str, values: &[(&str, &str)]) -> Reply {
    let field = |(name, value): &(&str, &str)| {
        format!("<input type=\"hidden\" name=\"{}\" value=\"{}\">", escape(name), escape(value))
    };
    let fields: String = values.iter().map(field).collect();
    let body = format!(
        "<h1>One more step</h1><form method=\"post\" action=\"{}\">{fields}<button>Back to the app</button></form>",
        escape(redirect_uri)
    );
    Reply::html(200, super::pages::page("One more step", &body))
}

#[cfg(test)]
mod tests {
    use super::is_registered;

    #[test]
    fn only_the_port_of_a_loopback_address_is_free() {
        assert!(is_registered("http://localhost:4711", "http://localhost"));
        assert!(is_registered("http://127.0.0.1:4711/callback", "http://127.0.0.1/callback"));
        for (given, registered) in [
            ("http://localhost:4711/other", "http://localhost"),
            ("http://127.0.0.1:4711", "http://localhost"),
            ("https://app.test:4711/callback", "https://app.test/callback"),
            ("https://app.test/callback/", "https://app.test/callback"),
            ("http://localhost.evil.test", "http://localhost"),
            ("http://localhost@evil.test", "http://localhost"),
            ("http://someone@localhost", "http://localhost"),
            ("javascript:alert(1)", "http://localhost"),
        ] {
            assert!(!is_registered(given, registered), "{given}");
        }
    }
}
