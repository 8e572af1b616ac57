//! What is filled in wrong in a mode, though every field has its form: to be told before anybody signs in.

use super::{AuthorizationCode, Implicit, Mode, Ntlm};
use crate::providers::is_here;
use crate::{Value, ntlm};
use carteiro_world::http::Url;
use carteiro_world::{Phrase, phrase};

/// Something that keeps a mode from working wherever it is used.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Wrong {
    /// The field it is about; `None`: the mode as a whole, as when a field is missing.
    pub field: Option<&'static str>,
    /// In words.
    pub words: Phrase,
}

impl Wrong {
    /// Of a field.
    pub fn at(field: &'static str, words: Phrase) -> Self {
        Self { field: Some(field), words }
    }

    /// Of the mode as a whole.
    pub fn all(words: Phrase) -> Self {
        Self { field: None, words }
    }
}

impl Mode {
    /// What is filled in wrong: by itself, and at the provider it names.
    pub fn wrong(&self) -> Vec<Wrong> {
        let mut wrong = self.provider().map(|provider| provider.definition().wrong(self)).unwrap_or_default();
        match self {
            Self::ClientCredentials(client) => match (&client.client_secret, &client.certificate) {
                (None, None) => wrong.push(Wrong::all(phrase!("mode-secret-or-certificate"))),
                (Some(_), Some(_)) => {
                    wrong.push(Wrong::at("certificate", phrase!("mode-secret-and-certificate")));
                }
                _ => {}
            },
            Self::Ntlm(Ntlm { username: Value::Text(username), domain: Some(domain), .. })
                if ntlm::Account::names_domain(username.expose()) && !domain.trim().is_empty() =>
            {
                wrong.push(Wrong::at("domain", phrase!("mode-ntlm-domain-twice")));
            }
            Self::AuthorizationCode(AuthorizationCode { redirect_uri: Some(uri), .. })
            | Self::Implicit(Implicit { redirect_uri: uri, .. })
                if !is_of_this_machine(uri) && !is_pasted(uri) =>
            {
                wrong.push(Wrong::at("redirect_uri", phrase!("mode-redirect", found = uri)));
            }
            _ => {}
        }
        wrong
    }

    /// Whether it says who signs in, apart from the mailbox that is opened.
    pub fn names_somebody(&self) -> bool {
        match self {
            Self::Basic(_) | Self::Ntlm(_) | Self::Ropc(_) | Self::ServiceAccount(_) => true,
            Self::AuthorizationCode(mode) => mode.username.is_some(),
            Self::ClientCredentials(mode) => mode.username.is_some(),
            Self::DeviceCode(mode) => mode.username.is_some(),
            Self::Managed(mode) => mode.username.is_some(),
            Self::Implicit(mode) => mode.username.is_some(),
        }
    }
}

/// Whether the browser comes back to this machine, where the answer is waited for (RFC 8252 §7.3).
fn is_of_this_machine(uri: &str) -> bool {
    // RFC 6749 §3.1.2: no fragment.
    Url::parse(uri).is_ok_and(|url| {
        url.scheme() == "http"
            && url.host_str().is_some_and(is_here)
            && url.fragment().is_none()
            && url.username().is_empty()
    })
}

/// Nobody can listen there: where the browser ends is copied and pasted.
fn is_pasted(uri: &str) -> bool {
    Url::parse(uri).is_ok_and(|url| {
        url.scheme() == "https" && !url.host_str().is_some_and(is_here) && url.fragment().is_none()
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use serde_json::{Value, json};

    fn wrong(mode: Value) -> Vec<String> {
        let mode: Mode = serde_json::from_value(mode).unwrap();
        let wrong = mode.wrong().into_iter();
        wrong.map(|wrong| format!("{} {}", wrong.field.unwrap_or("-"), wrong.words.code)).collect()
    }

    #[test]
    fn an_application_shows_a_secret_or_a_certificate_and_names_its_directory() {
        let given = |more: Value| {
            let mut mode = json!({ "provider": "microsoft", "client_id": "c" });
            mode.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            wrong(json!({ "client_credentials": mode }))
        };
        assert_eq!(given(json!({ "tenant_id": "t", "client_secret": "s" })), [""; 0]);
        assert_eq!(given(json!({ "tenant_id": { "variable": "t" }, "certificate": "p" })), [""; 0]);
        assert_eq!(given(json!({ "client_secret": "s" })), ["- mode-tenant-missing"]);
        assert_eq!(given(json!({ "tenant_id": "t" })), ["- mode-secret-or-certificate"]);
        assert_eq!(
            given(json!({ "tenant_id": "t", "client_secret": "s", "certificate": "p" })),
            ["certificate mode-secret-and-certificate"]
        );
        for many in ["common", "Organizations", " "] {
            let found = given(json!({ "tenant_id": many, "client_secret": "s" }));
            assert_eq!(found, ["tenant_id mode-tenant-of-many"], "{many}");
        }
    }

    #[test]
    fn a_browser_comes_back_to_this_machine() {
        let code = |uri: &str| {
            wrong(
                json!({ "authorization_code": { "provider": "microsoft", "client_id": "c", "redirect_uri": uri } }),
            )
        };
        let implicit = |uri: &str| wrong(json!({ "implicit": { "client_id": "c", "redirect_uri": uri } }));
        for good in [
            "http://localhost:9999/callback",
            "http://localhost:8888/Callback",
            "http://localhost",
            "http://127.0.0.1:0/",
            "http://[::1]:80/x",
        ] {
            assert_eq!((code(good), implicit(good)), (vec![], vec![]), "{good}");
        }
        for bad in [
            "https://localhost:9999/callback",
            "http://localhost.example.org/",
            "http://example.org/",
            "http://localhost/#here",
            "http://localhost@example.org/",
            "",
            "urn:ietf:wg:oauth:2.0:oob",
        ] {
            assert_eq!(code(bad), ["redirect_uri mode-redirect"], "{bad}");
            assert_eq!(implicit(bad), ["redirect_uri mode-redirect"], "{bad}");
        }
        for pasted in ["https://outlook.office365.com", "https://app.example.org/callback"] {
            assert_eq!((code(pasted), implicit(pasted)), (vec![], vec![]), "{pasted}");
        }
    }

    #[test]
    fn a_windows_domain_is_written_once() {
        let ntlm = |username: Value, domain: Value| {
            wrong(json!({ "ntlm": { "username": username, "password": "p", "domain": domain } }))
        };
        for (username, domain, found) in [
            (json!("ana"), json!("CONTOSO"), vec![]),
            (json!("CONTOSO\\ana"), json!(null), vec![]),
            (json!("CONTOSO\\ana"), json!(" "), vec![]),
            (json!("CONTOSO\\ana"), json!("CONTOSO"), vec!["domain mode-ntlm-domain-twice"]),
            (json!("ana@contoso.example"), json!("CONTOSO"), vec!["domain mode-ntlm-domain-twice"]),
            (json!({ "variable": "user" }), json!("CONTOSO"), vec![]),
        ] {
            assert_eq!(ntlm(username.clone(), domain.clone()), found, "{username} {domain}");
        }
    }

    #[test]
    fn a_client_of_google_has_a_secret() {
        let mode = |more: Value| {
            let mut mode = json!({ "provider": "google", "client_id": "c" });
            mode.as_object_mut().unwrap().extend(more.as_object().unwrap().clone());
            wrong(json!({ "authorization_code": mode }))
        };
        assert_eq!(mode(json!({})), ["- mode-google-secret-missing"]);
        assert_eq!(mode(json!({ "client_secret": { "variable": "s" } })), [""; 0]);
    }

    #[test]
    fn a_provider_of_ones_own_says_where_it_is_asked() {
        let mode = |name: &str, provider: Value| {
            wrong(json!({ name: { "provider": { "custom": provider }, "client_id": "c" } }))
        };
        let (token, page) = ("https://id.example/token", "https://id.example/authorize");
        for (name, provider, found) in [
            ("authorization_code", json!({ "issuer": "https://id.example" }), vec![]),
            ("authorization_code", json!({ "token_url": token, "authorization_url": page }), vec![]),
            ("authorization_code", json!({}), vec!["provider oauth-custom-empty"]),
            ("authorization_code", json!({ "token_url": token }), vec!["provider oauth-no-authorization"]),
            ("device_code", json!({ "token_url": token }), vec!["provider oauth-no-device"]),
            ("device_code", json!({ "issuer": "http://id.example" }), vec!["provider oauth-url-open"]),
        ] {
            assert_eq!(mode(name, provider.clone()), found, "{name} {provider}");
        }
    }
}
