//! What the form of an automation allows, and no code does yet. Building it begins with deleting its line.

use crate::actions::{Connect, Server};
use carteiro_auth::Mode;

/// The missing feature that `connect` wants: the way to it, and its name.
pub(super) fn missing(connect: &Connect) -> Option<(&'static str, &'static str)> {
    match connect.server() {
        Server::Outlook(_) => Some(("outlook", "outlook")),
        Server::Ews(ews) if matches!(ews.auth, Mode::Ntlm(_)) => Some(("ews.auth", "ntlm")),
        Server::Ews(_) | Server::MailServer(_) => None,
    }
}
