//! Gmail and Google Workspace.
//!
//! Sources: developers.google.com/gmail/imap/xoauth2-protocol and developers.google.com/identity/protocols/oauth2.

use super::verdict::{self, Verdict, accept, accept_if, refuse, warn};
use super::{Cloud, Definition, Endpoints, Known, OnBehalf, Service, fixed, is_below};
use crate::Mode;
use crate::modes::{Kind, Wrong};
use carteiro_world::{Phrase, phrase};

/// Google.
pub(super) struct Google;

impl Definition for Google {
    fn name(&self) -> &'static str {
        "google"
    }

    fn endpoints(&self, _: Option<&str>, _: &Cloud) -> Result<Known, Phrase> {
        Ok(Known::Endpoints(Box::new(Endpoints {
            authorization: Some(fixed("https://accounts.google.com/o/oauth2/v2/auth")?),
            token: fixed("https://oauth2.googleapis.com/token")?,
            device: Some(fixed("https://oauth2.googleapis.com/device/code")?),
            revocation: Some(fixed("https://oauth2.googleapis.com/revoke")?),
        })))
    }

    /// One for all mail protocols; a service account takes no `openid`.
    fn scopes(&self, _: Service, _: &Cloud, on_behalf: OnBehalf) -> Vec<String> {
        let mail = "https://mail.google.com/".to_owned();
        match on_behalf {
            OnBehalf::Application => vec![mail],
            OnBehalf::Person => vec![mail, "openid".to_owned(), "email".to_owned()],
        }
    }

    /// Without the second, a person who has consented before gets no refresh token.
    fn extras(&self) -> &'static [(&'static str, &'static str)] {
        &[("access_type", "offline"), ("prompt", "consent")]
    }

    /// Every client that can be registered has a secret, and a code is exchanged with it
    /// (developers.google.com/identity/protocols/oauth2/web-server).
    fn wrong(&self, mode: &Mode) -> Vec<Wrong> {
        match mode {
            Mode::AuthorizationCode(code) if code.client_secret.is_none() => {
                vec![Wrong::all(phrase!("mode-google-secret-missing"))]
            }
            _ => Vec::new(),
        }
    }

    fn shows_to(&self, host: &str) -> bool {
        is_below(host, &["gmail.com", "googlemail.com", "google.com", "googleapis.com"])
    }
}

/// Passwords: support.google.com/accounts/answer/185833. Applications: developers.google.com/identity/protocols/oauth2/service-account.
/// Device codes: developers.google.com/identity/protocols/oauth2/limited-input-device, "Allowed scopes".
pub(super) fn gmail(mode: Kind) -> Verdict {
    match mode {
        Kind::Basic => warn(phrase!("mode-gmail-app-password"), Kind::AuthorizationCode),
        Kind::Ntlm => verdict::no_ntlm(Kind::AuthorizationCode),
        Kind::AuthorizationCode => accept(),
        Kind::ClientCredentials => refuse(phrase!("mode-gmail-no-application"), Kind::ServiceAccount),
        Kind::ServiceAccount => accept_if(phrase!("mode-gmail-delegation")),
        Kind::DeviceCode => refuse(phrase!("mode-gmail-no-device"), Kind::AuthorizationCode),
        Kind::Ropc => refuse(phrase!("mode-gmail-no-ropc"), Kind::AuthorizationCode),
        Kind::Implicit => verdict::no_implicit(),
        Kind::Managed => Verdict::AsConnection,
    }
}
