use super::{super::state::Grant, Asked, Issued, Refusal};

/// RFC 6749 §4.4, as Microsoft has it (learn.microsoft.com/entra/identity-platform/v2-oauth2-client-creds-grant-flow).
pub(super) fn run(asked: &Asked<'_>) -> Result<Issued, Refusal> {
    let app = asked.client()?;
    if app.is_public() {
        return Err(Refusal::NoSecret);
    }
    let scopes = asked.scopes()?.ok_or(Refusal::Missing("scope"))?;
    match scopes.as_slice() {
        [scope] if scope.ends_with("/.default") => {}
        _ => return Err(Refusal::NotDefaultScope(scopes.join(" "))),
    }
    let vendor = asked.vendor.clone();
    let grant = Grant { vendor, app: app.id, user: None, scopes, offline: false, nonce: None };
    asked.server.issue(&grant).map(|(issued, _)| issued)
}
