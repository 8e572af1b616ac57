use super::{
    super::{Knob, scope, state::Grant},
    Asked, Issued, Refusal,
};

/// The resource owner's password (RFC 6749 §4.3).
pub(super) fn run(asked: &Asked<'_>) -> Result<Issued, Refusal> {
    let app = asked.client()?;
    let (user, password) = (asked.needs("username")?, asked.needs("password")?);
    let scopes = asked.scopes()?.ok_or(Refusal::Missing("scope"))?;
    asked.server.check_password(user, password)?;
    asked.without_a_person(&app.id, &scopes)?;
    let offline = scope::has(&scopes, "offline_access");
    let (vendor, user) = (asked.vendor.clone(), Some(user.to_owned()));
    let grant = Grant { vendor, app: app.id, user, scopes, offline, nonce: None };
    asked.server.issue(&grant).map(|(issued, _)| issued)
}

impl super::Server {
    /// Whether this is a user's password, and may be used.
    pub(in super::super) fn check_password(&self, user: &str, password: &str) -> Result<(), Refusal> {
        if self.store().account(user).is_none() {
            return Err(Refusal::UnknownUser(user.chars().take(100).collect()));
        }
        if self.is_on(Knob::AccountLocked) {
            return Err(Refusal::AccountLocked);
        }
        self.store().sign_in(user, password).map(drop).ok_or(Refusal::WrongPassword)
    }
}
