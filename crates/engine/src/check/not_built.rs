//! What the form of an automation allows, and no code does yet. Building it begins with deleting its line.

use crate::actions::{Connect, Server};

/// The missing feature that `connect` wants, by the name that `connect` gives it.
pub(super) fn missing(connect: &Connect) -> Option<&'static str> {
    match connect.server() {
        Server::Outlook(_) => Some("outlook"),
        Server::Ews(_) | Server::MailServer(_) => None,
    }
}
