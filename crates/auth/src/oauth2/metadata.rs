//! What an issuer says about itself (RFC 8414, OpenID Connect Discovery 1.0).

use super::request::get;
use crate::credential::{Refused, Why};
use crate::providers::{Endpoints, whole};
use carteiro_world::http::{Client, Url};
use carteiro_world::phrase;
use serde::Deserialize;

#[derive(Deserialize)]
struct Metadata {
    issuer: String,
    authorization_endpoint: Option<String>,
    token_endpoint: String,
    device_authorization_endpoint: Option<String>,
    revocation_endpoint: Option<String>,
}

/// Asks an issuer where it is asked. Its document must say that it is this issuer's (RFC 8414 §3.3).
pub async fn discover(http: &Client, issuer: &Url) -> Result<Endpoints, Refused> {
    let mut told = Err(Refused::new(Why::Protocol, phrase!("oauth-url", url = issuer)));
    for document in documents(issuer) {
        told = get::<Metadata>(http, &document).await;
        // One of the two addresses may not be there.
        if !matches!(&told, Err(Refused { why: Why::Protocol, .. })) {
            break;
        }
    }
    let told = told?;
    let same = |text: &str| text.trim_end_matches('/') == issuer.as_str().trim_end_matches('/');
    if !same(&told.issuer) {
        let words = phrase!("oauth-other-issuer", issuer = issuer);
        return Err(Refused::new(Why::Denied, words).because(told.issuer));
    }
    let read = |text: &str| whole(text).map_err(|words| Refused::new(Why::Denied, words));
    Ok(Endpoints {
        authorization: told.authorization_endpoint.as_deref().map(read).transpose()?,
        token: read(&told.token_endpoint)?,
        device: told.device_authorization_endpoint.as_deref().map(read).transpose()?,
        revocation: told.revocation_endpoint.as_deref().map(read).transpose()?,
    })
}

/// Behind the issuer (OpenID Connect Discovery §4), and between host and path (RFC 8414 §3.1).
fn documents(issuer: &Url) -> Vec<Url> {
    let path = issuer.path().trim_end_matches('/').to_owned();
    let at = |path: String| {
        let mut url = issuer.clone();
        url.set_path(&path);
        url.set_query(None);
        url
    };
    vec![
        at(format!("{path}/.well-known/openid-configuration")),
        at(format!("/.well-known/oauth-authorization-server{path}")),
    ]
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_document_is_looked_for_where_the_standards_put_it() {
        let found = documents(&Url::parse("https://id.example.org/realms/a/").unwrap());
        let found: Vec<&str> = found.iter().map(Url::as_str).collect();
        assert_eq!(
            found,
            [
                "https://id.example.org/realms/a/.well-known/openid-configuration",
                "https://id.example.org/.well-known/oauth-authorization-server/realms/a"
            ]
        );
    }
}
