use hyper::Method;
use serde_json::json;

use super::{super::scope, Reply, Request, Server, is_post};

/// Who has signed in (OpenID Connect Core §5.3).
pub(super) fn answer(server: &Server, request: &Request) -> Reply {
    if request.method != Method::GET && !is_post(request) {
        return Reply::method_not_allowed("GET, POST");
    }
    // RFC 6750 §3.1: without a token, no error is named.
    let Some(token) = request.authorization("Bearer") else { return refused(401, "") };
    let access = server.state().access(token).filter(|access| access.expires_at > server.now()).cloned();
    let Some(access) = access else { return refused(401, "invalid_token") };
    if access.grant.user.is_none() || !scope::has(&access.grant.scopes, "openid") {
        return refused(403, "insufficient_scope");
    }
    let mut claims = access.grant.profile();
    if let Some(claims) = claims.as_object_mut() {
        claims.insert("sub".to_owned(), access.grant.subject().into());
    }
    Reply::json(200, &claims)
}

fn refused(status: u16, error: &str) -> Reply {
    let challenge = match error {
        "" => "Bearer realm=\"sandbox\"".to_owned(),
        error => format!("Bearer realm=\"sandbox\", error=\"{error}\""),
    };
    Reply::json(status, &json!({ "error": error })).with("www-authenticate", challenge)
}
