//! What is given out for a grant.

use serde_json::{Map, Value};

use super::{
    Knob, Server,
    refusal::Refusal,
    scope,
    state::{Access, Grant, Refresh},
    text,
    vendor::Vendor,
};

/// Microsoft's are good for 60 to 90 minutes, Google's for 3599 seconds.
const HOUR: i64 = 3_599;

/// What a successful answer holds (RFC 6749 §5.1).
#[derive(Debug)]
pub(super) struct Issued {
    pub access_token: String,
    pub expires_in: i64,
    pub scopes: Vec<String>,
    pub refresh_token: Option<String>,
    pub id_token: Option<String>,
}

impl Issued {
    pub fn body(self) -> Value {
        let mut body = Map::new();
        body.insert("token_type".to_owned(), "Bearer".into());
        body.insert("scope".to_owned(), self.scopes.join(" ").into());
        body.insert("expires_in".to_owned(), self.expires_in.into());
        body.insert("access_token".to_owned(), self.access_token.into());
        for (name, token) in [("refresh_token", self.refresh_token), ("id_token", self.id_token)] {
            if let Some(token) = token {
                body.insert(name.to_owned(), token.into());
            }
        }
        Value::Object(body)
    }
}

impl Server {
    /// The first tokens of a grant. Answers also the family, by which all that comes of it can be ended.
    pub(super) fn issue(&self, grant: &Grant) -> Result<(Issued, Option<String>), Refusal> {
        let family = grant.user.as_ref().map(|_| text::unguessable());
        let mut issued = self.tokens(grant, family.clone())?;
        if let Some(family) = &family {
            self.state().families.put(family.clone(), grant.clone());
            if grant.offline {
                issued.refresh_token = Some(self.new_refresh_token(grant, family));
            }
        }
        Ok((issued, family))
    }

    /// An access token, and an id token where `openid` was granted.
    pub(super) fn tokens(&self, grant: &Grant, family: Option<String>) -> Result<Issued, Refusal> {
        if !grant.vendor.is_google() && scope::resources(&grant.scopes).len() > 1 {
            return Err(Refusal::SeveralResources(grant.scopes.join(" ")));
        }
        let knobs = self.knobs();
        let lifetime = knobs.iter().find_map(|knob| match knob {
            Knob::TokenLifetime(seconds) => Some(i64::from(*seconds)),
            _ => None,
        });
        let (issued_at, expires_in) = (self.now(), lifetime.unwrap_or(HOUR));
        let expires_at = issued_at.saturating_add(expires_in);
        let access_token = match grant.vendor {
            Vendor::Google => format!("ya29.{}", text::unguessable()),
            Vendor::Microsoft { .. } => {
                let claims = self.access_claims(grant, issued_at, expires_at);
                self.keys()?.sign(&claims).ok_or(Refusal::KeyUnusable)?
            }
        };
        let id_token = (grant.user.is_some() && scope::has(&grant.scopes, "openid"))
            .then(|| {
                let claims = self.id_claims(grant, Some(&access_token));
                self.keys()?.sign(&claims).ok_or(Refusal::KeyUnusable)
            })
            .transpose()?;
        let access = Access { grant: grant.clone(), issued_at, expires_at, family };
        self.state().access.put(access_token.clone(), access);
        let scopes = grant.scopes.clone();
        Ok(Issued { access_token, expires_in, scopes, refresh_token: None, id_token })
    }

    pub(super) fn new_refresh_token(&self, grant: &Grant, family: &str) -> String {
        let prefix = if grant.vendor.is_google() { "1//" } else { "1.A" };
        let token = format!("{prefix}{}", text::unguessable());
        self.state().refresh.put(token.clone(), Refresh { family: family.to_owned(), used: false });
        token
    }

    /// Ends all that came of one consent.
    pub(super) fn end(&self, family: &str) {
        self.state().families.take(family);
    }
}
