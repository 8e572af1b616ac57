//! Showing a token with each request, and what it means when it is refused.

use super::fault::Refusal;
use super::open::Outlook;
use crate::reaching::{self, veiled};
use crate::{Error, Kind, Result, Stage, advice};
use carteiro_auth::oauth2::judge::Facts;
use carteiro_auth::providers::Service;
use carteiro_auth::{Credential, Renew};
use carteiro_world::http::{self, HeaderValue};
use carteiro_world::phrase;

/// What to sign in with. Graph knows no passwords (learn.microsoft.com/graph/auth/auth-concepts).
pub(super) async fn credential(outlook: &Outlook, renew: Renew) -> Result<Credential> {
    let credential = outlook.world.credentials.credential(renew).await.map_err(Error::from)?;
    match credential {
        Credential::Bearer { .. } => Ok(credential),
        Credential::Password { .. } | Credential::Ntlm { .. } => {
            Err(Error::new(Kind::Unsupported, phrase!("graph-tokens-only")))
        }
    }
}

/// The same for the first time: what is known of it is told.
pub(super) async fn first_credential(outlook: &Outlook, renew: Renew) -> Result<Credential> {
    let credential = credential(outlook, renew).await?;
    if let Some(facts) = Facts::of(&credential) {
        let host = outlook.config.endpoint.host_str().unwrap_or_default();
        let misfit = advice::at_sight(host, Service::Graph, &facts, outlook.world.clock.now());
        outlook.world.stages.tell(|| Stage::Token { misfit, facts: Box::new(facts) });
    }
    Ok(credential)
}

/// The header field that shows it.
pub(super) fn authorization(credential: &Credential) -> Result<HeaderValue> {
    let shown = match credential {
        Credential::Bearer { token, .. } => http::bearer(token),
        Credential::Password { .. } | Credential::Ntlm { .. } => None,
    };
    shown.ok_or_else(|| Error::new(Kind::InvalidInput, phrase!("graph-token-characters")))
}

/// A refusal, with what is known to help. What it repeats of the token is not told on.
pub(super) fn advised(outlook: &Outlook, credential: &Credential, refusal: &Refusal) -> Error {
    let said = refusal.to_string();
    let said = veiled(said.as_bytes(), std::slice::from_ref(credential.secret()));
    let error = if refusal.status == 401 { reaching::refused(credential) } else { refusal.error() };
    let error = error.because(String::from_utf8_lossy(&said));
    let host = outlook.config.endpoint.host_str().unwrap_or_default();
    let advice = advice::on_sign_in(host, Service::Graph, credential, &error, outlook.world.clock.now());
    error.advised(advice)
}
