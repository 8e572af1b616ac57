use hyper::Method;
use serde_json::json;

use super::{super::grants, Reply, Request, Server, Vendor};

/// What a client need not be told (RFC 8414 §2, OpenID Connect Discovery §3).
pub(super) fn answer(server: &Server, vendor: &Vendor, request: &Request) -> Reply {
    if request.method != Method::GET {
        return Reply::method_not_allowed("GET");
    }
    let base = server.base();
    let (authorize, token, device, keys, more) = match vendor {
        Vendor::Google => {
            ("/o/oauth2/v2/auth".to_owned(), "/token", "/device/code", "/oauth2/v3/certs", String::new())
        }
        Vendor::Microsoft { tenant } => {
            let more = format!("/{tenant}/oauth2/v2.0");
            (format!("{more}/authorize"), "/token", "/devicecode", "/discovery/v2.0/keys", more)
        }
    };
    // Of everybody's directory Microsoft says no more than that (learn.microsoft.com/entra/identity-platform/access-tokens).
    let issuer = match vendor {
        Vendor::Microsoft { tenant } if ["common", "organizations"].contains(&tenant.as_str()) => {
            format!("{base}/{{tenantid}}/v2.0")
        }
        vendor => server.issuer(vendor),
    };
    let jwks_uri = match vendor {
        Vendor::Google => format!("{base}{keys}"),
        Vendor::Microsoft { tenant } => format!("{base}/{tenant}{keys}"),
    };
    let mut proofs = vec!["client_secret_post", "client_secret_basic", "none"];
    if !vendor.is_google() {
        proofs.push("private_key_jwt");
    }
    Reply::json(
        200,
        &json!({
            "issuer": issuer,
            "authorization_endpoint": format!("{base}{authorize}"),
            "token_endpoint": format!("{base}{more}{token}"),
            "device_authorization_endpoint": format!("{base}{more}{device}"),
            "introspection_endpoint": format!("{base}{more}/introspect"),
            "revocation_endpoint": format!("{base}{more}/revoke"),
            "userinfo_endpoint": format!("{base}/oidc/userinfo"),
            "jwks_uri": jwks_uri,
            "response_types_supported": ["code", "token", "id_token", "id_token token"],
            "response_modes_supported": ["query", "fragment", "form_post"],
            "grant_types_supported": grants::names(vendor),
            "token_endpoint_auth_methods_supported": proofs,
            "token_endpoint_auth_signing_alg_values_supported": ["RS256", "PS256", "ES256"],
            "code_challenge_methods_supported": ["plain", "S256"],
            "subject_types_supported": [if vendor.is_google() { "public" } else { "pairwise" }],
            "id_token_signing_alg_values_supported": ["RS256"],
            "scopes_supported": ["openid", "profile", "email", "offline_access"],
            "claims_supported": ["iss", "aud", "sub", "iat", "exp", "nonce", "name", "email"],
        }),
    )
}

/// The keys of tokens (RFC 7517).
pub(super) fn keys(server: &Server, vendor: &Vendor, request: &Request) -> Reply {
    if request.method != Method::GET {
        return Reply::method_not_allowed("GET");
    }
    match server.keys() {
        Ok(keys) => Reply::json(200, &keys.public_set()),
        Err(refusal) => refusal.reply(server, vendor),
    }
}
