//! Any other OAuth 2.0 server, as an automation names it.

use super::verdict::{self, Verdict, accept};
use super::{Cloud, Definition, Endpoints, Known, OnBehalf, Service, is_here};
use crate::Mode;
use crate::modes::{CustomProvider, Kind, Wrong};
use carteiro_world::http::{Url, address};
use carteiro_world::{Phrase, phrase};

impl Definition for CustomProvider {
    fn name(&self) -> &'static str {
        "custom"
    }

    fn endpoints(&self, _: Option<&str>, _: &Cloud) -> Result<Known, Phrase> {
        let read = |text: &Option<String>| text.as_deref().map(whole).transpose();
        if let Some(token) = read(&self.token_url)? {
            let (authorization, device) = (read(&self.authorization_url)?, read(&self.device_url)?);
            let endpoints = Endpoints { authorization, token, device, revocation: None };
            return Ok(Known::Endpoints(Box::new(endpoints)));
        }
        match read(&self.issuer)? {
            Some(issuer) => Ok(Known::Issuer(issuer)),
            None => Err(phrase!("oauth-custom-empty")),
        }
    }

    fn scopes(&self, _: Service, _: &Cloud, on_behalf: OnBehalf) -> Vec<String> {
        match on_behalf {
            OnBehalf::Application => Vec::new(),
            OnBehalf::Person => ["openid", "email", "offline_access"].map(str::to_owned).to_vec(),
        }
    }

    fn wrong(&self, mode: &Mode) -> Vec<Wrong> {
        let known = match self.endpoints(None, &Cloud::Global) {
            Ok(Known::Endpoints(endpoints)) => *endpoints,
            Ok(Known::Issuer(_)) => return Vec::new(),
            Err(words) => return vec![Wrong::at("provider", words)],
        };
        let words = match mode {
            Mode::AuthorizationCode(_) | Mode::Implicit(_) if known.authorization.is_none() => {
                phrase!("oauth-no-authorization")
            }
            Mode::DeviceCode(_) if known.device.is_none() => phrase!("oauth-no-device"),
            _ => return Vec::new(),
        };
        vec![Wrong::at("provider", words)]
    }

    /// The one who names the server to sign in at names the mail server beside it.
    fn shows_to(&self, _: &str) -> bool {
        true
    }
}

/// Any server that no other file is about: what it takes is for whoever runs it to say.
pub(super) fn any_other(mode: Kind) -> Verdict {
    match mode {
        Kind::Basic | Kind::AuthorizationCode | Kind::ClientCredentials | Kind::DeviceCode => accept(),
        Kind::Ntlm => verdict::no_ntlm(Kind::Basic),
        Kind::ServiceAccount => verdict::no_service_account(Kind::ClientCredentials),
        Kind::Ropc => verdict::ropc_is_legacy(),
        Kind::Implicit => verdict::implicit_is_legacy(),
        Kind::Managed => Verdict::AsConnection,
    }
}

/// An address at which secrets are handed over: of this machine, or under TLS.
pub fn whole(text: &str) -> Result<Url, Phrase> {
    let url = address(text).map_err(|_| phrase!("oauth-url", url = text))?;
    let is_here = url.host_str().is_some_and(is_here);
    if url.scheme() == "https" || is_here { Ok(url) } else { Err(phrase!("oauth-url-open", url = text)) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn secrets_are_handed_over_under_tls_or_on_this_machine() {
        for good in [
            "https://id.example.org/token",
            "http://127.0.0.1:9000/token",
            "http://[::1]/t",
            "http://localhost/t",
        ] {
            assert!(whole(good).is_ok(), "{good}");
        }
        for bad in [
            "http://id.example.org/token",
            "ftp://id.example.org",
            "no address",
            "",
            "http://127.0.0.1.example.org/",
        ] {
            assert!(whole(bad).is_err(), "{bad}");
        }
    }
}
