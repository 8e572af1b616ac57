//! Who signs in, as Windows names people.

use super::Fault;

/// A user and a domain, as they are said to the server.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Account {
    pub(super) user: String,
    /// Empty: the user name says it, or the server knows.
    pub(super) domain: String,
}

impl Account {
    /// From what a person writes: `DOMAIN\user`, `user@domain`, or a user name and apart from it the domain. What the
    /// user name says of the domain goes before `domain`.
    ///
    /// [`Fault::Nobody`]: there is no user name.
    pub fn of(username: &str, domain: Option<&str>) -> Result<Self, Fault> {
        let username = username.trim();
        let (domain, user) = match username.split_once('\\') {
            Some((domain, user)) => (domain, user),
            // The directory looks the whole name up, and only when there is no domain beside it (MS-NLMP §3.3.2).
            None if username.contains('@') => ("", username),
            None => (domain.unwrap_or_default(), username),
        };
        let (user, domain) = (user.trim().to_owned(), domain.trim().to_owned());
        if user.is_empty() { Err(Fault::Nobody) } else { Ok(Self { user, domain }) }
    }

    /// Whether the user name says the domain by itself.
    pub fn names_domain(username: &str) -> bool {
        username.contains(['\\', '@'])
    }
}
