//! How the server knows who asks.

use crate::failure::Failure;
use crate::run::Cx;
use crate::values::FieldName;
use carteiro_auth::Value;
use carteiro_auth::modes::Basic;
use carteiro_world::http::{self, HeaderName, HeaderValue, header};
use carteiro_world::phrase;
use schemars::JsonSchema;
use serde::Deserialize;

/// Sign-in at a web server. Exactly one.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum HttpAuth {
    /// Basic.
    Basic(Basic),
    /// Bearer token.
    Bearer(HttpBearer),
    /// Header field with a key.
    Header(HttpHeader),
}

/// Bearer token: whoever has it may ask.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HttpBearer {
    /// Token. Sent as Authorization.
    pub token: Value,
}

/// Header field with a key: as many services want it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct HttpHeader {
    /// Name. Such as X-Api-Key.
    pub name: FieldName,
    /// Value. The key.
    pub value: Value,
}

impl HttpAuth {
    /// The secrets and identities in it, with their ways from the step.
    pub(super) fn values(&self) -> Vec<(&'static str, &Value)> {
        match self {
            Self::Basic(basic) => vec![
                ("http_request.auth.basic.username", &basic.username),
                ("http_request.auth.basic.password", &basic.password),
            ],
            Self::Bearer(bearer) => vec![("http_request.auth.bearer.token", &bearer.token)],
            Self::Header(header) => vec![("http_request.auth.header.value", &header.value)],
        }
    }

    /// Writes it into the request, as a secret.
    pub(super) async fn sign(&self, request: &mut http::Request, cx: &Cx) -> Result<(), Failure> {
        let host = request.url.host_str().unwrap_or_default().to_owned();
        let secret = async |value: &Value| cx.resolve(value).await?.shown_to(&host);
        let (name, value): (HeaderName, Option<HeaderValue>) = match self {
            Self::Basic(basic) => {
                let user = secret(&basic.username).await?;
                let password = secret(&basic.password).await?;
                (header::AUTHORIZATION, http::basic(user.expose(), &password))
            }
            Self::Bearer(bearer) => {
                (header::AUTHORIZATION, http::bearer(&secret(&bearer.token).await?))
            }
            Self::Header(header) => {
                (header.name.0.clone(), http::secret(secret(&header.value).await?.expose()))
            }
        };
        let value = value.ok_or_else(|| Failure::invalid(phrase!("http-auth-unfit")).at(cx.place()))?;
        request.headers.insert(name, value);
        Ok(())
    }
}
