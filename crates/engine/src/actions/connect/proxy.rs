//! Proxies, as sessions name them.

use super::super::trust;
use crate::failure::Failure;
use crate::file::refuse;
use crate::run::Cx;
use crate::values::ProxyUrl;
use carteiro_auth::Value;
use carteiro_world::{dial, phrase};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, MapAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;
use std::sync::Arc;

/// A URL, or one with who signs in.
#[derive(Clone, Debug)]
pub struct Proxy {
    url: ProxyUrl,
    login: Option<(Value, Value)>,
}

/// Proxy: leads to the server.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "Proxy")]
struct Written {
    /// URL. `http://`, `https://`, `socks5://` (names are looked up here) or `socks5h://` (by the proxy), with host and port.
    url: ProxyUrl,
    /// User name. For a proxy that wants one.
    username: Option<Value>,
    /// Password. Goes with the user name.
    password: Option<Value>,
}

impl Proxy {
    /// Whether a user name or a password is written in the URL.
    pub fn shows_login(&self) -> bool {
        self.url.0.has_login()
    }

    /// Its secret and identity fields.
    pub fn values(&self) -> Vec<(&'static str, &Value)> {
        let both = |(username, password)| [("username", username), ("password", password)];
        self.login.iter().flat_map(|(username, password)| both((username, password))).collect()
    }

    /// With what its values are, trusting the same authorities as the session does.
    pub(super) async fn resolve(&self, ca_file: Option<&str>, cx: &Cx) -> Result<Arc<dial::Proxy>, Failure> {
        let mut proxy = self.url.0.clone();
        if let Some((username, password)) = &self.login {
            let user = cx.resolve(username).await?.shown_to(proxy.host())?.expose().to_owned();
            let password = cx.resolve(password).await?.shown_to(proxy.host())?;
            let signed_in = proxy.signing_in(user, password);
            proxy = signed_in.map_err(|_| Failure::invalid(phrase!("proxy-login-form")))?;
        }
        if ca_file.is_some() && proxy.is_secure() {
            proxy = proxy.trusting(trust::tls(None, ca_file, cx)?);
        }
        Ok(Arc::new(proxy))
    }
}

/// The proxy that could read what is said through it: unless the authorities of the platform vouch for who is at the other
/// end, whoever wrote the automation may have put the proxy there for that.
pub(super) fn reads_along(proxy: Option<&Arc<dial::Proxy>>, is_vouched_for: bool) -> Option<&str> {
    proxy.filter(|_| !is_vouched_for).map(|proxy| proxy.host())
}

impl<'de> Deserialize<'de> for Proxy {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Forms)
    }
}

struct Forms;

impl<'de> Visitor<'de> for Forms {
    type Value = Proxy;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a URL, or { url, username, password }")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Proxy, E> {
        let url = ProxyUrl::parse(text).map_err(|phrase| E::custom(refuse(phrase)))?;
        Ok(Proxy { url, login: None })
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Proxy, A::Error> {
        let Written { url, username, password } = Written::deserialize(MapAccessDeserializer::new(map))?;
        let login = match (username, password) {
            (Some(_), Some(_)) if url.0.has_login() => {
                return Err(A::Error::custom(refuse(phrase!("proxy-login-twice"))));
            }
            (Some(username), Some(password)) => Some((username, password)),
            (None, None) => None,
            _ => return Err(A::Error::custom(refuse(phrase!("proxy-login-half")))),
        };
        Ok(Proxy { url, login })
    }
}

impl JsonSchema for Proxy {
    fn schema_name() -> Cow<'static, str> {
        "ProxyOrUrl".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let (url, whole) = (ProxyUrl::json_schema(generator), generator.subschema_for::<Written>());
        json_schema!({ "anyOf": [url, whole] })
    }
}
