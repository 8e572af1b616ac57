//! What mail goes through: from who sends to Exim, or to Dovecot and on to Exim, and from there to Dovecot.

use super::owner::Owner;
use super::{ports, template};
use crate::failure::Result;

/// The ports of both servers: each names the other's.
#[derive(Clone, Copy)]
pub struct Ports {
    /// Exim's, in the clear at first.
    pub smtp: u16,
    /// Exim's, under TLS.
    pub smtps: u16,
    /// Dovecot's for people.
    pub submission: u16,
    /// Dovecot's for Exim.
    pub lmtp: u16,
}

impl Ports {
    pub fn pick() -> Result<Self> {
        let [smtp, smtps, submission, lmtp] = ports::free()?;
        Ok(Self { smtp, smtps, submission, lmtp })
    }

    /// What Dovecot's settings need on top.
    pub fn settings(self, owner: &Owner) -> String {
        let Self { smtp, submission, lmtp, .. } = self;
        let settings = template::fill(
            include_str!("submission.conf"),
            &[("smtp", &smtp), ("submission", &submission), ("lmtp", &lmtp)],
        );
        let Some((user, _)) = owner.name() else { return settings };
        format!(
            "{settings}service submission-login {{\n  chroot =\n  user = {user}\n}}\nservice lmtp {{\n  user = {user}\n}}\n"
        )
    }
}
