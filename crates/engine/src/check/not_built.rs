//! What the form of an automation allows, and no code does yet. Building it begins with deleting its line.

use crate::actions::{Connect, Protocol, Server};

/// The features that are missing, by the names `connect` gives them.
const NOT_BUILT: &[&str] = &["outlook", "ews", "pop3", "proxy"];

/// The missing features that `connect` wants, with their ways from it.
pub(super) fn missing(connect: &Connect) -> Vec<(&'static str, String)> {
    let mut wanted: Vec<(&'static str, String)> = Vec::new();
    let mut want = |feature, way: &str| wanted.push((feature, way.to_owned()));
    match connect.server() {
        Server::Outlook(_) => want("outlook", "outlook"),
        Server::Ews(_) => want("ews", "ews"),
        Server::MailServer(server) => {
            if server.protocol == Protocol::Pop3 {
                want("pop3", "mail_server.protocol");
            }
            if server.proxy.is_some() {
                want("proxy", "mail_server.proxy");
            }
        }
    }
    wanted.retain(|(feature, _)| NOT_BUILT.contains(feature));
    wanted
}
