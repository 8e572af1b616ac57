use super::{Asked, Issued, Refusal};

/// RFC 6749 §4.1.3, with PKCE (RFC 7636 §4.6).
pub(super) fn run(asked: &Asked<'_>) -> Result<Issued, Refusal> {
    let app = asked.client()?;
    let given = asked.needs("code")?;
    let server = asked.server;
    let code = server.state().codes.get(given).cloned().ok_or(Refusal::BadCode)?;
    if code.grant.app != app.id || code.grant.vendor.is_google() != asked.vendor.is_google() {
        return Err(Refusal::OthersGrant);
    }
    // RFC 6749 §4.1.2: used twice, somebody has stolen it, and all that came of it ends.
    if let Some(family) = &code.family {
        server.end(family);
        return Err(Refusal::UsedCode);
    }
    if code.expires_at <= server.now() {
        return Err(Refusal::ExpiredCode);
    }
    if asked.needs("redirect_uri")? != code.redirect_uri {
        let given = asked.needs("redirect_uri")?.to_owned();
        return Err(Refusal::RedirectUri { given, client: app.id });
    }
    match (&code.challenge, asked.form.get("code_verifier")) {
        (None, None) => {}
        (Some(challenge), Some(verifier)) if challenge.is_met_by(verifier) => {}
        (Some(_), Some(_)) => return Err(Refusal::WrongVerifier),
        (Some(_), None) => return Err(Refusal::MissingVerifier),
        // RFC 9700 §2.1.1: a verifier without a challenge is a downgrade.
        (None, Some(_)) => return Err(Refusal::NeedlessVerifier),
    }
    asked.policy()?;
    let mut grant = code.grant;
    if let Some(scopes) = asked.scopes()? {
        // Microsoft takes a part of what was granted here, for one of several resources.
        if scopes.iter().any(|scope| !super::scope::has(&grant.scopes, scope)) {
            return Err(Refusal::InvalidScope(scopes.join(" ")));
        }
        grant.scopes = scopes;
    }
    let (issued, family) = server.issue(&grant)?;
    let mut state = server.state();
    match state.codes.get_mut(given) {
        Some(code) if code.family.is_none() => code.family = family,
        // Another connection was faster.
        _ => {
            drop(state);
            if let Some(family) = family {
                server.end(&family);
            }
            return Err(Refusal::UsedCode);
        }
    }
    Ok(issued)
}
