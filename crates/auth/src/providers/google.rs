//! Gmail and Google Workspace.
//!
//! Sources: developers.google.com/gmail/imap/xoauth2-protocol and developers.google.com/identity/protocols/oauth2.

use super::{Cloud, Definition, Endpoints, Known, OnBehalf, Service, fixed, is_below};
use carteiro_world::Phrase;

/// Google.
pub(super) struct Google;

impl Definition for Google {
    fn name(&self) -> &'static str {
        "google"
    }

    fn endpoints(&self, _: Option<&str>, _: &Cloud) -> Result<Known, Phrase> {
        Ok(Known::Endpoints(Endpoints {
            authorization: Some(fixed("https://accounts.google.com/o/oauth2/v2/auth")?),
            token: fixed("https://oauth2.googleapis.com/token")?,
            device: Some(fixed("https://oauth2.googleapis.com/device/code")?),
        }))
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

    fn shows_to(&self, host: &str) -> bool {
        is_below(host, &["gmail.com", "googlemail.com", "google.com", "googleapis.com"])
    }
}
