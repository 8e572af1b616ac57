use serde_json::{Value, json};

use super::{super::client, Refusal, Reply, Request, Server, Vendor, is_post, posted};

/// Token introspection (RFC 7662 §2), for clients that prove who they are. Neither vendor has it; both get it here.
pub(super) fn answer(server: &Server, vendor: &Vendor, request: &Request) -> Reply {
    if !is_post(request) {
        return Reply::method_not_allowed("POST");
    }
    let told = posted(request).and_then(|form| {
        let app = client::authenticate(server, vendor, request, &form)?;
        if app.is_public() {
            return Err(Refusal::NoSecret);
        }
        let token = form.get("token").ok_or(Refusal::Missing("token"))?;
        Ok(told(server, token))
    });
    match told {
        Ok(told) => Reply::json(200, &told),
        Err(refusal) => refusal.reply(server, vendor),
    }
}

/// RFC 7662 §2.2: of what is not active no more is said.
fn told(server: &Server, token: &str) -> Value {
    let (now, state) = (server.now(), server.state());
    if let Some(access) = state.access(token).filter(|access| access.expires_at > now) {
        let grant = &access.grant;
        return json!({
            "active": true,
            "token_type": "Bearer",
            "scope": grant.scopes.join(" "),
            "client_id": grant.app,
            "username": grant.user,
            "sub": grant.subject(),
            "iss": server.issuer(&grant.vendor),
            "iat": access.issued_at,
            "exp": access.expires_at,
        });
    }
    let refresh = state.refresh.get(token).filter(|refresh| !refresh.used);
    match refresh.and_then(|refresh| state.families.get(&refresh.family)) {
        Some(grant) => json!({
            "active": true,
            "token_type": "refresh_token",
            "scope": grant.scopes.join(" "),
            "client_id": grant.app,
            "username": grant.user,
        }),
        None => json!({ "active": false }),
    }
}
