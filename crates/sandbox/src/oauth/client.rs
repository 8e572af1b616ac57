//! How a client proves who it is (RFC 6749 §2.3).

use base64::{Engine, engine::general_purpose::STANDARD};
use serde_json::Value;

use super::{
    App, Knob, Server,
    assertion::{self, PublicKey},
    refusal::Refusal,
    vendor::Vendor,
};
use crate::http::{Form, Request};

const JWT_BEARER: &str = "urn:ietf:params:oauth:client-assertion-type:jwt-bearer";
/// The longest life of a `client_assertion`.
const DAY: i64 = 86_400;

/// The client that asks, once it is certain; a public one needs no proof.
pub(super) fn authenticate(
    server: &Server,
    vendor: &Vendor,
    request: &Request,
    form: &Form,
) -> Result<App, Refusal> {
    let basic = request.authorization("Basic").map(basic).transpose()?;
    let assertion = form.get("client_assertion").filter(|_| !vendor.is_google());
    // RFC 6749 §2.3: one method a request.
    if [basic.is_some(), form.get("client_secret").is_some(), assertion.is_some()]
        .iter()
        .filter(|on| **on)
        .count()
        > 1
    {
        return Err(Refusal::Malformed("The client authenticates in more than one way."));
    }
    let (id, secret) = match (&basic, assertion) {
        (Some((id, secret)), _) => (id.clone(), Some(secret.as_str())),
        (None, Some(jwt)) => (id_in(form, jwt)?, None),
        (None, None) => (id(form)?.to_owned(), form.get("client_secret")),
    };
    if form.get("client_id").is_some_and(|other| other != id) {
        return Err(Refusal::Malformed("The client has two ids."));
    }
    let app = server.app(&id).ok_or(Refusal::UnknownClient(id))?;
    match (secret, assertion) {
        (Some(secret), _) => of_secret(server, vendor, &app, secret)?,
        (None, Some(jwt)) => of_assertion(server, vendor, form, &app, jwt)?,
        (None, None) if app.is_public() => {}
        (None, None) => return Err(Refusal::NoSecret),
    }
    Ok(app)
}

/// The `client_id` of a request that must have one.
pub(super) fn id(form: &Form) -> Result<&str, Refusal> {
    form.get("client_id").ok_or(Refusal::Missing("client_id"))
}

/// RFC 6749 §2.3.1: each half is encoded like a form's value.
fn basic(credentials: &str) -> Result<(String, String), Refusal> {
    let bad = Refusal::Malformed("The Basic credentials cannot be read.");
    let bytes = STANDARD.decode(credentials).map_err(|_| bad.clone())?;
    let text = String::from_utf8(bytes).map_err(|_| bad.clone())?;
    let (id, secret) = text.split_once(':').ok_or(bad)?;
    let decoded = |half: &str| {
        let half = half.replace('&', "%26").replace('=', "%3D");
        let mut pairs = url::form_urlencoded::parse(half.as_bytes());
        pairs.next().map(|(name, _)| name.into_owned()).unwrap_or_default()
    };
    Ok((decoded(id), decoded(secret)))
}

fn of_secret(server: &Server, vendor: &Vendor, app: &App, secret: &str) -> Result<(), Refusal> {
    match &app.secret {
        None if app.is_public() && !vendor.is_google() => Err(Refusal::SecretOfPublicClient),
        Some(expected) if expected == secret && server.is_on(Knob::SecretExpired) => {
            Err(Refusal::ExpiredSecret(app.id.clone()))
        }
        Some(expected) if expected == secret => Ok(()),
        _ => Err(Refusal::WrongSecret(app.id.clone())),
    }
}

/// RFC 7521 §4.2: `client_id` may be left out, since the assertion says it.
fn id_in(form: &Form, jwt: &str) -> Result<String, Refusal> {
    if let Some(id) = form.get("client_id") {
        return Ok(id.to_owned());
    }
    let claims = assertion::unverified(jwt)?;
    let subject = claims.get("sub").and_then(Value::as_str);
    subject.map(str::to_owned).ok_or(Refusal::AssertionMalformed("It has no sub."))
}

/// RFC 7523 §3, with what Microsoft adds (learn.microsoft.com/entra/identity-platform/certificate-credentials).
fn of_assertion(server: &Server, vendor: &Vendor, form: &Form, app: &App, jwt: &str) -> Result<(), Refusal> {
    match form.get("client_assertion_type") {
        Some(JWT_BEARER) => {}
        Some(_) => return Err(Refusal::Malformed("The client_assertion_type is not that of a JWT.")),
        None => return Err(Refusal::Missing("client_assertion_type")),
    }
    if app.is_public() {
        return Err(Refusal::SecretOfPublicClient);
    }
    let header = assertion::header(jwt)?;
    let keys = app.certificates.iter().filter_map(|pem| PublicKey::read(pem).ok());
    let Some(key) = keys.into_iter().find(|key| key.is_named_by(&header)) else {
        return Err(Refusal::AssertionKeyUnknown(header.x5t_s256.or(header.x5t).unwrap_or_default()));
    };
    let claims = key.verify(jwt)?;
    let claim = |name: &str| claims.get(name).and_then(Value::as_str);
    if claim("iss") != claim("sub") {
        return Err(Refusal::AssertionSubject);
    }
    if claim("iss") != Some(&app.id) {
        return Err(Refusal::AssertionIssuer);
    }
    if claim("jti").is_none() {
        return Err(Refusal::AssertionMalformed("It has no jti."));
    }
    assertion::check(&claims, &server.audiences(vendor), server.now(), DAY)
}

/// Who says to be asking: by id, by Basic, or by an assertion.
pub(super) fn claimed(request: &Request, form: &Form) -> Option<String> {
    if let Some(id) = form.get("client_id") {
        return Some(id.to_owned());
    }
    if let Some((id, _)) = request.authorization("Basic").and_then(|credentials| basic(credentials).ok()) {
        return Some(id);
    }
    let jwt = form.get("client_assertion").or_else(|| form.get("assertion"))?;
    assertion::unverified(jwt).ok()?.get("iss").and_then(Value::as_str).map(str::to_owned)
}
