//! Yahoo Mail, where the customer owns a client.
//!
//! Source: developer.yahoo.com/oauth2/guide.

use super::{Cloud, Definition, Endpoints, Known, OnBehalf, Service, fixed, is_below};
use carteiro_world::Phrase;

/// Yahoo.
pub(super) struct Yahoo;

impl Definition for Yahoo {
    fn name(&self) -> &'static str {
        "yahoo"
    }

    fn endpoints(&self, _: Option<&str>, _: &Cloud) -> Result<Known, Phrase> {
        Ok(Known::Endpoints(Endpoints {
            authorization: Some(fixed("https://api.login.yahoo.com/oauth2/request_auth")?),
            token: fixed("https://api.login.yahoo.com/oauth2/get_token")?,
            device: None,
        }))
    }

    fn scopes(&self, _: Service, _: &Cloud, _: OnBehalf) -> Vec<String> {
        ["mail-w", "openid", "email"].map(str::to_owned).to_vec()
    }

    fn shows_to(&self, host: &str) -> bool {
        is_below(host, &["mail.yahoo.com", "mail.yahoo.co.jp", "aol.com"])
    }
}
