//! What is kept of a login.

use crate::oauth2::Granted;
use carteiro_world::Secret;
use jiff::Timestamp;

/// What is kept of a login.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Kept {
    /// The last access token.
    pub access_token: Secret,
    /// When it was handed out.
    pub obtained_at: Timestamp,
    /// When it ends.
    pub expires_at: Option<Timestamp>,
    /// Brings the next one.
    pub refresh_token: Option<Secret>,
    /// Who signed in.
    pub user: Option<String>,
    /// When they did.
    pub signed_in_at: Timestamp,
    /// Since when a new token was being asked for. Still there later, it says that whoever asked did not live to keep
    /// the answer.
    pub renewing_since: Option<Timestamp>,
    /// Whether the application shows its secret or its certificate for the next one, which are not kept with it.
    pub needs_proof: bool,
}

impl Kept {
    /// What a person has just brought.
    pub fn new(granted: Granted, user: Option<String>, now: Timestamp) -> Self {
        let known = granted.person.as_ref().and_then(|person| person.address()).map(str::to_owned);
        Self {
            access_token: granted.access_token,
            obtained_at: now,
            expires_at: granted.expires_at,
            refresh_token: granted.refresh_token,
            user: user.or(known),
            signed_in_at: now,
            renewing_since: None,
            needs_proof: false,
        }
    }

    /// The same with new tokens. Where no new refresh token comes along the old one stays (RFC 6749 §6).
    #[must_use]
    pub fn renewed(self, granted: Granted, now: Timestamp) -> Self {
        Self {
            access_token: granted.access_token,
            obtained_at: now,
            expires_at: granted.expires_at,
            refresh_token: granted.refresh_token.or(self.refresh_token),
            renewing_since: None,
            ..self
        }
    }
}
