use super::{super::client, Refusal, Reply, Request, Server, Vendor, is_post, posted};

/// Token revocation (RFC 7009 §2). To Google the token alone is proof enough
/// (developers.google.com/identity/protocols/oauth2/web-server#tokenrevoke).
pub(super) fn answer(server: &Server, vendor: &Vendor, request: &Request) -> Reply {
    if !is_post(request) {
        return Reply::method_not_allowed("POST");
    }
    match revoke(server, vendor, request) {
        Ok(reply) => reply,
        Err(refusal) => refusal.reply(server, vendor),
    }
}

fn revoke(server: &Server, vendor: &Vendor, request: &Request) -> Result<Reply, Refusal> {
    let form = posted(request)?;
    let app = match vendor {
        Vendor::Google => None,
        Vendor::Microsoft { .. } => Some(client::authenticate(server, vendor, request, &form)?.id),
    };
    let token = form.get("token").ok_or(Refusal::Missing("token"))?;
    let mut state = server.state();
    let family = state.refresh.get(token).map(|refresh| refresh.family.clone());
    let owner = match &family {
        Some(family) => state.families.get(family).map(|grant| grant.app.clone()),
        None => state.access(token).map(|access| access.grant.app.clone()),
    };
    match (owner, &app) {
        // RFC 7009 §2.2: a token nobody knows is as good as revoked. Google says so.
        (None, None) => {
            return Ok(Reply::json(
                400,
                &serde_json::json!({ "error": "invalid_token", "error_description": "Token expired or revoked" }),
            ));
        }
        (None, Some(_)) => {}
        // RFC 7009 §2.1: it must be the client's own. Microsoft has no such address, so it says what it says of a grant.
        (Some(owner), Some(app)) if owner != *app => return Err(Refusal::OthersGrant),
        (Some(_), _) => {
            // With Google, the access token takes its refresh token along.
            let of_access = state.access(token).and_then(|access| access.family.clone());
            let ended = family.or_else(|| of_access.filter(|_| vendor.is_google()));
            if let Some(family) = ended {
                state.families.take(&family);
            }
            state.access.take(token);
        }
    }
    Ok(Reply::empty(200))
}
