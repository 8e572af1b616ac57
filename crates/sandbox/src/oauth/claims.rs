//! What stands in tokens.

use serde_json::{Value, json};

use super::{Server, scope, state::Grant, text, vendor::Vendor};

/// An id token is good for as long as Microsoft's and Google's.
const HOUR: i64 = 3_600;

impl Server {
    /// The issuer of id tokens.
    pub(super) fn issuer(&self, vendor: &Vendor) -> String {
        match vendor {
            Vendor::Microsoft { .. } => format!("{}/{}/v2.0", self.base(), self.tenant()),
            Vendor::Google => self.base().to_owned(),
        }
    }

    /// What an assertion may be meant for: the token endpoint or the issuer (RFC 7523 §3), under either loopback name.
    pub(super) fn audiences(&self, vendor: &Vendor) -> Vec<String> {
        let mut audiences = vec![format!("{}{}", self.base(), vendor.token_path()), self.issuer(vendor)];
        let named: Vec<_> =
            audiences.iter().map(|audience| audience.replacen("127.0.0.1", "localhost", 1)).collect();
        audiences.extend(named);
        audiences
    }

    /// learn.microsoft.com/entra/identity-platform/access-token-claims-reference: of version 1.0, as Exchange Online has
    /// them.
    pub(super) fn access_claims(&self, grant: &Grant, issued_at: i64, expires_at: i64) -> Value {
        let permissions = scope::permissions(&grant.scopes, grant.user.is_none());
        let mut claims = json!({
            "aud": scope::audience(&grant.scopes),
            "iss": format!("https://sts.windows.net/{}/", self.tenant()),
            "iat": issued_at,
            "nbf": issued_at,
            "exp": expires_at,
            "appid": grant.app,
            "tid": self.tenant(),
            "sub": grant.subject(),
            "uti": text::unguessable(),
            "ver": "1.0",
        });
        let more = match &grant.user {
            Some(user) => json!({
                "oid": text::uuid_of(user),
                "upn": user,
                "unique_name": user,
                "scp": permissions.join(" "),
                "idtyp": "user",
            }),
            None => json!({ "oid": text::uuid_of(&grant.app), "roles": permissions, "idtyp": "app" }),
        };
        extend(&mut claims, more);
        claims
    }

    /// OpenID Connect Core §2; learn.microsoft.com/entra/identity-platform/id-token-claims-reference;
    /// developers.google.com/identity/openid-connect. With the hash of the access token that came along.
    pub(super) fn id_claims(&self, grant: &Grant, access_token: Option<&str>) -> Value {
        let now = self.now();
        let mut claims = json!({
            "iss": self.issuer(&grant.vendor),
            "aud": grant.app,
            "sub": grant.subject(),
            "iat": now,
            "exp": now + HOUR,
        });
        if let Some(nonce) = &grant.nonce {
            extend(&mut claims, json!({ "nonce": nonce }));
        }
        if let Some(token) = access_token {
            // OpenID Connect Core §3.1.3.6: the left half.
            let hash = text::sha256(token.as_bytes());
            extend(&mut claims, json!({ "at_hash": text::base64url(hash.get(..16).unwrap_or_default()) }));
        }
        let user = grant.user.as_deref().unwrap_or_default();
        extend(
            &mut claims,
            match grant.vendor {
                Vendor::Microsoft { .. } => json!({
                    "nbf": now, "tid": self.tenant(), "oid": text::uuid_of(user), "ver": "2.0",
                }),
                Vendor::Google => json!({ "azp": grant.app }),
            },
        );
        extend(&mut claims, grant.profile());
        claims
    }
}

impl Grant {
    /// What tells one user from another: the same in each token.
    pub(super) fn subject(&self) -> String {
        match (&self.vendor, &self.user) {
            (Vendor::Google, Some(user)) => text::number_of(user),
            (Vendor::Google, None) => self.app.clone(),
            (Vendor::Microsoft { .. }, user) => {
                text::uuid_of(&format!("{}/{}", self.app, user.as_deref().unwrap_or_default()))
            }
        }
    }

    /// What the scopes say about the user (OpenID Connect Core §5.4).
    pub(super) fn profile(&self) -> Value {
        let user = self.user.as_deref().unwrap_or_default();
        let mut claims = json!({});
        if scope::has(&self.scopes, "profile") {
            let name = user.split('@').next().unwrap_or(user);
            extend(&mut claims, json!({ "name": name }));
            if !self.vendor.is_google() {
                extend(&mut claims, json!({ "preferred_username": user }));
            }
        }
        if scope::has(&self.scopes, "email") {
            extend(&mut claims, json!({ "email": user }));
            if self.vendor.is_google() {
                extend(&mut claims, json!({ "email_verified": true }));
            }
        }
        claims
    }
}

fn extend(claims: &mut Value, more: Value) {
    if let (Some(claims), Value::Object(more)) = (claims.as_object_mut(), more) {
        claims.extend(more);
    }
}
