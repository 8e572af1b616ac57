//! Showing a credential with each request, and what it means when it is refused.

use super::open::Ews;
use crate::reaching::{self, veiled};
use crate::{Error, Kind, Result, Stage, advice};
use carteiro_auth::oauth2::judge::Facts;
use carteiro_auth::providers::Service;
use carteiro_auth::{Credential, Renew};
use carteiro_world::http::{self, HeaderValue, Response, header};
use carteiro_world::phrase;

/// Where Exchange tells why it refuses a token (learn.microsoft.com/exchange/client-developer/exchange-web-services).
const DIAGNOSTICS: &str = "x-ms-diagnostics";

/// What to sign in with.
pub(super) async fn credential(ews: &Ews, renew: Renew) -> Result<Credential> {
    ews.world.credentials.credential(renew).await.map_err(Error::from)
}

/// The same for the first time: what is known of a token is told.
pub(super) async fn first_credential(ews: &Ews, renew: Renew) -> Result<Credential> {
    let credential = credential(ews, renew).await?;
    if let Some(facts) = Facts::of(&credential) {
        let host = ews.config.endpoint.host_str().unwrap_or_default();
        let misfit = advice::at_sight(host, Service::Ews, &facts, ews.world.clock.now());
        ews.world.stages.tell(|| Stage::Token { misfit, facts: Box::new(facts) });
    }
    Ok(credential)
}

/// How it is shown in a request, as a person calls that.
pub(super) fn mechanism(credential: &Credential) -> &'static str {
    match credential {
        Credential::Password { .. } => "Basic",
        Credential::Ntlm { .. } => "NTLM",
        Credential::Bearer { .. } => "Bearer",
    }
}

/// The header field that shows it.
pub(super) fn authorization(credential: &Credential) -> Result<HeaderValue> {
    let shown = match credential {
        Credential::Password { user, password } => http::basic(user, password),
        Credential::Bearer { token, .. } => http::bearer(token),
        Credential::Ntlm { .. } => None,
    };
    shown.ok_or_else(|| Error::new(Kind::InvalidInput, phrase!("ews-credential-characters")))
}

/// The server does not accept it (RFC 9110 §11.6.1).
pub(super) fn refused(ews: &Ews, credential: &Credential, response: &Response) -> Error {
    let offered = response.headers.get_all(header::WWW_AUTHENTICATE).iter();
    let offered: Vec<String> =
        offered.map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned()).collect();
    let takes = |scheme: &str| {
        let begins = |offer: &String| {
            offer.split([' ', ',']).next().is_some_and(|first| first.eq_ignore_ascii_case(scheme))
        };
        offered.iter().any(begins)
    };
    // A server that does not want to hear it in this way has not judged it.
    let error = if offered.is_empty() || takes(mechanism(credential)) {
        reaching::refused(credential)
    } else {
        let schemes: Vec<&str> = offered.iter().filter_map(|offer| offer.split([' ', ',']).next()).collect();
        Error::new(
            Kind::Unsupported,
            phrase!("ews-not-offered", mechanism = mechanism(credential), offered = schemes.join(", ")),
        )
    };
    advised(ews, credential, error.because(said(credential, response)), response)
}

/// With what is known to help.
pub(super) fn advised(ews: &Ews, credential: &Credential, error: Error, response: &Response) -> Error {
    let told = said(credential, response);
    let error = if told.is_empty() || error.detail().is_some_and(|detail| detail.contains(&told)) {
        error
    } else {
        let before = error.detail().map(|detail| format!("{detail}: ")).unwrap_or_default();
        error.because(format!("{before}{told}"))
    };
    let host = ews.config.endpoint.host_str().unwrap_or_default();
    let advice = advice::on_sign_in(host, Service::Ews, credential, &error, ews.world.clock.now());
    error.advised(advice)
}

/// Why, in the words of the server.
fn said(credential: &Credential, response: &Response) -> String {
    let field = |name: &str| {
        response.headers.get(name).map(|value| String::from_utf8_lossy(value.as_bytes()).into_owned())
    };
    let told =
        field(DIAGNOSTICS).or_else(|| field("www-authenticate").filter(|offer| offer.contains("error")));
    let told = told.unwrap_or_default();
    String::from_utf8_lossy(&veiled(told.as_bytes(), std::slice::from_ref(credential.secret())))
        .chars()
        .take(600)
        .collect()
}
