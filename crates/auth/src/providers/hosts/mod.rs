//! Mail providers whose settings are known, by the domains of their addresses and by where their mail comes in.
//!
//! To add one: an entry in `known.rs`, with the vendor's page that says so. What no vendor says is left out.

mod known;

use super::{Column, is_below};
pub use known::KNOWN;

/// A provider and its servers.
#[derive(Debug)]
pub struct Hosted {
    /// What people call it.
    pub name: &'static str,
    /// The domains of its addresses; what lies below them is meant too.
    pub domains: &'static [&'static str],
    /// Below which its mail exchangers lie: a domain whose mail comes in there is kept there.
    pub exchangers: &'static [&'static str],
    /// What the matrix of modes says of it.
    pub column: Column,
    /// Reads mail.
    pub imap: Server,
    /// Hands mail over, without folders.
    pub pop3: Option<Server>,
    /// Sends mail.
    pub smtp: Server,
    /// Who signs in.
    pub user: User,
    /// Which password is taken, where one is.
    pub password: Password,
    /// The vendor's page.
    pub source: &'static str,
}

/// A server.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Server {
    /// Its name.
    pub host: &'static str,
    /// Its port.
    pub port: u16,
    /// When TLS begins.
    pub security: Security,
}

/// When TLS begins.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Security {
    /// With the first byte.
    Tls,
    /// Before anything is said.
    Starttls,
}

/// What is written as user name.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum User {
    /// The whole address.
    Address,
    /// What stands before the `@`.
    Local,
}

/// Which password is taken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Password {
    /// That of the account.
    Own,
    /// One made for programs, in the settings of the account.
    App,
    /// One shown by a program of the provider that runs on this machine.
    Bridge,
}

/// The provider of the addresses of `domain`.
pub fn of_domain(domain: &str) -> Option<&'static Hosted> {
    KNOWN.iter().find(|hosted| is_below(domain, hosted.domains))
}

/// The provider to which mail for a domain goes, by the name of a mail exchanger.
pub fn of_exchanger(host: &str) -> Option<&'static Hosted> {
    KNOWN.iter().find(|hosted| is_below(host, hosted.exchangers))
}

/// The provider whose mail is read at this server, where all of its servers are known by that. What serves on this machine
/// is known by its port only.
pub fn of_reading(host: &str) -> Option<&'static Hosted> {
    let host = host.trim_end_matches('.');
    if super::is_here(host) {
        return None;
    }
    let is = |server: &Server| server.host.eq_ignore_ascii_case(host);
    KNOWN.iter().find(|hosted| is(&hosted.imap) || hosted.pop3.as_ref().is_some_and(is))
}

#[cfg(test)]
mod tests;
