//! Proxies: who dials for us where we may not or cannot.

mod connect;
mod fault;
mod socks5;
mod tunnel;

pub use fault::{Blocked, Fault};

use crate::Secret;
use crate::tls::Tls;
use percent_encoding::percent_decode_str;
use std::fmt;
use std::sync::{Arc, OnceLock};
use url::{Host, Url};

/// A proxy, and who signs in to it. Cheap to clone.
#[derive(Clone)]
pub struct Proxy {
    scheme: Scheme,
    /// As it is dialled: an IPv6 address has no brackets.
    host: String,
    port: u16,
    login: Option<Login>,
    /// Reading the platform's roots takes a while: only for those who want TLS.
    trust: Arc<OnceLock<Tls>>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Scheme {
    Http,
    Https,
    /// Names are looked up here.
    Socks5,
    /// Names are looked up by the proxy.
    Socks5h,
}

#[derive(Clone)]
struct Login {
    user: String,
    password: Secret,
}

/// Why a text names no proxy.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Unusable {
    /// It is not of the form `SCHEME://HOST:PORT`.
    Form,
    /// It begins with something else than `http:`, `https:`, `socks5:` or `socks5h:`.
    Scheme,
    /// The user name or password is empty, too long, or cannot be told to such a proxy.
    Login,
}

/// The most that SOCKS can carry of a name or a password (RFC 1929 §2).
const LONGEST: usize = 255;

impl Proxy {
    /// Reads `SCHEME://HOST:PORT` or `SCHEME://USER:PASSWORD@HOST:PORT`, the scheme one of `http`, `https`, `socks5` and
    /// `socks5h`. Without a port it is 80, 443 or 1080.
    pub fn parse(text: &str) -> Result<Self, Unusable> {
        // The standard drops line ends and tabs wherever they are.
        if text.chars().any(|c| c.is_control() || c.is_whitespace()) {
            return Err(Unusable::Form);
        }
        let url = Url::parse(text).map_err(|_| Unusable::Form)?;
        let (scheme, usual_port) = match url.scheme() {
            "http" => (Scheme::Http, 80),
            "https" => (Scheme::Https, 443),
            "socks5" => (Scheme::Socks5, 1080),
            "socks5h" => (Scheme::Socks5h, 1080),
            _ if text.contains("://") => return Err(Unusable::Scheme),
            _ => return Err(Unusable::Form),
        };
        let is_bare = matches!(url.path(), "" | "/") && url.query().is_none() && url.fragment().is_none();
        let host = url.host_str().filter(|host| !host.is_empty() && is_bare).ok_or(Unusable::Form)?;
        // Of a scheme that it does not know the standard leaves the host as it is written.
        let host = match Host::parse(host).map_err(|_| Unusable::Form)? {
            Host::Ipv6(address) => address.to_string(),
            host => host.to_string(),
        };
        let port = url.port().unwrap_or(usual_port);
        let proxy = Self { scheme, host, port, login: None, trust: Arc::default() };
        if url.username().is_empty() && url.password().is_none() {
            return Ok(proxy);
        }
        let plain = |text: &str| {
            let decoded = percent_decode_str(text).decode_utf8().map_err(|_| Unusable::Login)?;
            Ok(decoded.into_owned())
        };
        proxy.signing_in(plain(url.username())?, Secret::new(plain(url.password().unwrap_or_default())?))
    }

    /// The same, with this user name and password (RFC 7617, RFC 1929).
    pub fn signing_in(self, user: String, password: Secret) -> Result<Self, Unusable> {
        let fits = match self.scheme {
            // A colon ends the name (RFC 7617 §2).
            Scheme::Http | Scheme::Https => crate::http::basic(&user, &password).is_some(),
            Scheme::Socks5 | Scheme::Socks5h => {
                let is_short = |length| (1..=LONGEST).contains(&length);
                is_short(user.len()) && is_short(password.expose().len())
            }
        };
        if fits { Ok(Self { login: Some(Login { user, password }), ..self }) } else { Err(Unusable::Login) }
    }

    /// The same, accepting the certificates that `tls` accepts of the proxy itself.
    #[must_use]
    pub fn trusting(self, tls: Tls) -> Self {
        Self { trust: Arc::new(OnceLock::from(tls)), ..self }
    }

    /// Its name or address.
    pub fn host(&self) -> &str {
        &self.host
    }

    /// Whether it is spoken to under TLS.
    pub fn is_secure(&self) -> bool {
        self.scheme == Scheme::Https
    }

    /// Whether somebody signs in to it.
    pub fn has_login(&self) -> bool {
        self.login.is_some()
    }

    /// Whether it takes requests of HTTP that it sends on by itself (RFC 9112 §3.2.2).
    pub(crate) fn forwards(&self) -> bool {
        matches!(self.scheme, Scheme::Http | Scheme::Https)
    }

    /// What signs such a request in.
    pub(crate) fn authorization(&self) -> Option<http::HeaderValue> {
        let login = self.login.as_ref().filter(|_| self.forwards())?;
        crate::http::basic(&login.user, &login.password)
    }

    fn tls(&self) -> Result<&Tls, rustls::Error> {
        if let Some(tls) = self.trust.get() {
            return Ok(tls);
        }
        let made = Tls::trusting(Vec::new())?;
        Ok(self.trust.get_or_init(|| made))
    }
}

/// `SCHEME://HOST:PORT`, without who signs in.
impl fmt::Display for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let scheme = match self.scheme {
            Scheme::Http => "http",
            Scheme::Https => "https",
            Scheme::Socks5 => "socks5",
            Scheme::Socks5h => "socks5h",
        };
        write!(f, "{scheme}://{}", authority(&self.host, self.port))
    }
}

impl fmt::Debug for Proxy {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Proxy({self})")
    }
}

/// `HOST:PORT`, an IPv6 address in brackets (RFC 3986 §3.2.2).
fn authority(host: &str, port: u16) -> String {
    if host.contains(':') { format!("[{host}]:{port}") } else { format!("{host}:{port}") }
}
