//! Yahoo Mail, where the customer owns a client.
//!
//! Source: developer.yahoo.com/oauth2/guide.

use super::verdict::{self, Verdict, accept_if, refuse, warn};
use super::{Cloud, Definition, Endpoints, Known, OnBehalf, Service, fixed, is_below};
use crate::modes::Kind;
use carteiro_world::{Phrase, phrase};

/// Yahoo.
pub(super) struct Yahoo;

impl Definition for Yahoo {
    fn name(&self) -> &'static str {
        "yahoo"
    }

    fn endpoints(&self, _: Option<&str>, _: &Cloud) -> Result<Known, Phrase> {
        Ok(Known::Endpoints(Box::new(Endpoints {
            authorization: Some(fixed("https://api.login.yahoo.com/oauth2/request_auth")?),
            token: fixed("https://api.login.yahoo.com/oauth2/get_token")?,
            device: None,
            revocation: None,
        })))
    }

    fn scopes(&self, _: Service, _: &Cloud, _: OnBehalf) -> Vec<String> {
        ["mail-w", "openid", "email"].map(str::to_owned).to_vec()
    }

    fn shows_to(&self, host: &str) -> bool {
        is_below(host, &["mail.yahoo.com", "mail.yahoo.co.jp", "aol.com"])
    }
}

/// Passwords: help.yahoo.com/kb/SLN15241.html. Clients for mail: senders.yahooinc.com/developer/documentation.
pub(super) fn yahoo(mode: Kind) -> Verdict {
    match mode {
        Kind::Basic => warn(phrase!("mode-yahoo-app-password"), Kind::AuthorizationCode),
        Kind::Ntlm => verdict::no_ntlm(Kind::AuthorizationCode),
        Kind::AuthorizationCode => accept_if(phrase!("mode-yahoo-own-client")),
        Kind::ClientCredentials => refuse(phrase!("mode-yahoo-no-application"), Kind::AuthorizationCode),
        Kind::ServiceAccount => verdict::no_service_account(Kind::AuthorizationCode),
        Kind::DeviceCode => refuse(phrase!("mode-yahoo-no-device"), Kind::AuthorizationCode),
        Kind::Ropc => refuse(phrase!("mode-yahoo-no-ropc"), Kind::AuthorizationCode),
        Kind::Implicit => verdict::no_implicit(),
        Kind::Managed => Verdict::AsConnection,
    }
}
