//! The grants of the token endpoint: a file each, and its name in [`find`].

mod authorization_code;
mod client_credentials;
mod device_code;
mod jwt_bearer;
mod password;
mod refresh_token;

use super::{Knob, Server, issue::Issued, refusal::Refusal, scope, vendor::Vendor};
use crate::http::{Form, Request};

/// A request to the token endpoint.
pub(super) struct Asked<'a> {
    pub server: &'a Server,
    pub vendor: &'a Vendor,
    pub request: &'a Request,
    pub form: &'a Form,
}

type Run = fn(&Asked<'_>) -> Result<Issued, Refusal>;

/// The grant of that name. Google knows neither passwords nor apps of their own, Microsoft no assertions of service
/// accounts.
pub(super) fn find(vendor: &Vendor, name: &str) -> Option<Run> {
    Some(match (name, vendor.is_google()) {
        ("authorization_code", _) => authorization_code::run,
        ("refresh_token", _) => refresh_token::run,
        ("urn:ietf:params:oauth:grant-type:device_code", _) => device_code::run,
        ("client_credentials", false) => client_credentials::run,
        ("password", false) => password::run,
        ("urn:ietf:params:oauth:grant-type:jwt-bearer", true) => jwt_bearer::run,
        _ => return None,
    })
}

/// The names for discovery.
pub(super) fn names(vendor: &Vendor) -> Vec<&'static str> {
    let all = [
        "authorization_code",
        "refresh_token",
        "urn:ietf:params:oauth:grant-type:device_code",
        "client_credentials",
        "password",
        "urn:ietf:params:oauth:grant-type:jwt-bearer",
    ];
    all.into_iter().filter(|name| find(vendor, name).is_some()).chain(["implicit"]).collect()
}

impl<'a> Asked<'a> {
    fn needs(&self, name: &'static str) -> Result<&'a str, Refusal> {
        self.form.get(name).ok_or(Refusal::Missing(name))
    }

    fn client(&self) -> Result<super::App, Refusal> {
        super::client::authenticate(self.server, self.vendor, self.request, self.form)
    }

    fn scopes(&self) -> Result<Option<Vec<String>>, Refusal> {
        let Some(text) = self.form.get("scope") else { return Ok(None) };
        scope::read(text).map(Some).ok_or_else(|| Refusal::InvalidScope(text.chars().take(100).collect()))
    }

    /// What stands between a user who is not asked anything now and a token.
    fn without_a_person(&self, app: &str, scopes: &[String]) -> Result<(), Refusal> {
        let server = self.server;
        if server.is_on(Knob::MfaRequired) {
            return Err(Refusal::MfaRequired(scope::audience(scopes).to_owned()));
        }
        if server.is_on(Knob::ConsentMissing) {
            return Err(Refusal::ConsentMissing(app.to_owned()));
        }
        self.policy()
    }

    /// What holds for every token of a user.
    fn policy(&self) -> Result<(), Refusal> {
        if self.server.is_on(Knob::ConditionalAccess) { Err(Refusal::ConditionalAccess) } else { Ok(()) }
    }
}
