use serde_json::Value;

use super::{
    super::{
        assertion::{self, PublicKey},
        scope,
        state::Grant,
    },
    Asked, Issued, Refusal,
};

/// The longest life of an assertion.
const HOUR: i64 = 3_600;

/// The assertion of a service account (RFC 7523 §2.1; developers.google.com/identity/protocols/oauth2/service-account).
pub(super) fn run(asked: &Asked<'_>) -> Result<Issued, Refusal> {
    let (server, jwt) = (asked.server, asked.needs("assertion")?);
    assertion::header(jwt)?;
    let claimed = assertion::unverified(jwt)?;
    let email = claimed.get("iss").and_then(Value::as_str).unwrap_or_default();
    let account = server.service_account(email).ok_or(Refusal::AssertionIssuer)?;
    let key = PublicKey::read(&account.certificate).map_err(|_| Refusal::AssertionSignature)?;
    let claims = key.verify(jwt)?;
    assertion::check(&claims, &server.audiences(asked.vendor), server.now(), HOUR)?;
    let text = |name: &str| claims.get(name).and_then(Value::as_str).filter(|text| !text.is_empty());
    let scopes = text("scope").and_then(scope::read).ok_or(Refusal::AssertionScope)?;
    let allowed = |scope: &String| account.scopes.is_empty() || account.scopes.contains(scope);
    if !scopes.iter().all(allowed) {
        return Err(Refusal::NotDelegated);
    }
    // Without a user it speaks for itself, who has no mailbox here.
    let user = match text("sub") {
        Some(user) if user == account.email => user.to_owned(),
        Some(user) => server.store().account(user).ok_or(Refusal::AssertionSubject)?.user().to_owned(),
        None => account.email.clone(),
    };
    asked.policy()?;
    let (vendor, app) = (asked.vendor.clone(), account.email);
    let grant = Grant { vendor, app, user: Some(user), scopes, offline: false, nonce: None };
    server.issue(&grant).map(|(issued, _)| issued)
}
