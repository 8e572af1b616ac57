//! Who asks.

use hyper::HeaderMap;

use super::{
    Server,
    access::Permissions,
    failure::{Failure, Outcome},
};
use crate::{Account, Fault, Protocol, TokenOwner, oauth::Shown};

/// Who has shown a token, and what it allows.
#[derive(Clone, Debug)]
pub(super) struct Asker {
    /// `None` is an app with permissions of its own.
    pub user: Option<Account>,
    pub app: String,
    pub permissions: Permissions,
}

impl Server {
    /// Reads the Authorization field (RFC 6750 §2.1).
    pub(super) fn sign_in(&self, headers: &HeaderMap, faults: &[Fault]) -> Outcome<Asker> {
        let field = headers.get("authorization").and_then(|field| field.to_str().ok());
        let field = field.ok_or_else(|| refused("Access token is empty.", None))?;
        let (scheme, token) = field.split_once(' ').unwrap_or((field, ""));
        if !scheme.eq_ignore_ascii_case("Bearer") || token.trim().is_empty() {
            return Err(refused("Access token is empty.", None));
        }
        if faults.contains(&Fault::SignInUnavailable) {
            return Err(Failure::new(503, "serviceNotAvailable", "Nobody can be signed in right now."));
        }
        if self.site().happens(faults, &Fault::GraphTokenRevokedOnce) {
            return Err(revoked());
        }
        let token = token.trim();
        match self.oauth().and_then(|oauth| oauth.shown(token)) {
            Some(shown) => self.by_shown(shown),
            None => self.by_introspection(token),
        }
    }

    fn by_shown(&self, shown: Shown) -> Outcome<Asker> {
        if !shown.for_graph {
            return Err(refused("Access token validation failure. Invalid audience.", None));
        }
        if shown.has_ended {
            return Err(refused("Lifetime validation failed, the token is expired.", None));
        }
        let user = shown.user.map(|user| {
            let account = self.site().store.account(&user);
            account.ok_or_else(|| refused("The token is of nobody who is known here.", None))
        });
        Ok(Asker {
            user: user.transpose()?,
            app: shown.app,
            permissions: Permissions::Named(shown.permissions),
        })
    }

    /// Of a token that is known elsewhere only its owner is known.
    fn by_introspection(&self, token: &str) -> Outcome<Asker> {
        let unreadable = || refused("IDX14100: JWT is not well formed, there are no dots (.).", None);
        let introspection = self.site().introspection.as_ref().ok_or_else(unreadable)?;
        let owner = introspection.introspect(token, Protocol::Graph).map_err(|_| unreadable())?;
        let user = match owner {
            TokenOwner::Anyone => None,
            TokenOwner::User(user) => Some(self.site().store.account(&user).ok_or_else(unreadable)?),
        };
        Ok(Asker { user, app: "introspected".to_owned(), permissions: Permissions::All })
    }
}

/// learn.microsoft.com/graph/resolve-auth-errors
fn refused(message: &str, challenge: Option<&str>) -> Failure {
    let field = format!(
        "Bearer realm=\"\", authorization_uri=\"https://login.microsoftonline.com/common/oauth2/authorize\", client_id=\"00000003-0000-0000-c000-000000000000\"{}",
        challenge.unwrap_or_default()
    );
    Failure::new(401, "InvalidAuthenticationToken", message).with("www-authenticate", field)
}

/// What a client hears that can take claims, once a token was revoked before its time
/// (learn.microsoft.com/entra/identity-platform/app-resilience-continuous-access-evaluation).
fn revoked() -> Failure {
    use base64::{Engine, engine::general_purpose::STANDARD};
    let claims =
        STANDARD.encode("{\"access_token\":{\"nbf\":{\"essential\":true,\"value\":\"1604106651\"}}}");
    refused(
        "Continuous access evaluation resulted in challenge with result: InteractionRequired and code: TokenIssuedBeforeRevocationTimestamp",
        Some(&format!(", error=\"insufficient_claims\", claims=\"{claims}\"")),
    )
}
