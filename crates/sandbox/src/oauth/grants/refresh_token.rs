use super::{
    super::{Knob, scope},
    Asked, Issued, Refusal,
};

/// RFC 6749 §6, with what RFC 9700 §4.14.2 says of rotation.
pub(super) fn run(asked: &Asked<'_>) -> Result<Issued, Refusal> {
    let app = asked.client()?;
    let given = asked.needs("refresh_token")?;
    let server = asked.server;
    let refresh = server.state().refresh.get(given).cloned().ok_or(Refusal::BadRefreshToken)?;
    let grant = server.state().families.get(&refresh.family).cloned();
    let mut grant = grant.ok_or(Refusal::RevokedRefreshToken)?;
    if grant.app != app.id || grant.vendor.is_google() != asked.vendor.is_google() {
        return Err(Refusal::OthersGrant);
    }
    if refresh.used {
        server.end(&refresh.family);
        return Err(Refusal::RevokedRefreshToken);
    }
    if server.is_on(Knob::RefreshTokenRevoked) {
        return Err(Refusal::RevokedRefreshToken);
    }
    if let Some(scopes) = asked.scopes()? {
        if scopes.iter().any(|scope| !scope::has(&grant.scopes, scope)) {
            return Err(Refusal::InvalidScope(scopes.join(" ")));
        }
        grant.scopes = scopes;
    }
    asked.without_a_person(&app.id, &grant.scopes)?;
    // OpenID Connect Core §12.2: the nonce was for the first one.
    grant.nonce = None;
    let mut issued = server.tokens(&grant, Some(refresh.family.clone()))?;
    let rotates = server.is_on(Knob::RefreshRotation);
    if rotates {
        let mut state = server.state();
        let raced =
            state.refresh.get_mut(given).is_none_or(|refresh| std::mem::replace(&mut refresh.used, true));
        drop(state);
        if raced {
            server.end(&refresh.family);
            return Err(Refusal::RevokedRefreshToken);
        }
    }
    // Microsoft gives another each time and lets the old one live; Google gives none.
    if rotates || !asked.vendor.is_google() {
        issued.refresh_token = Some(server.new_refresh_token(&grant, &refresh.family));
    }
    Ok(issued)
}
