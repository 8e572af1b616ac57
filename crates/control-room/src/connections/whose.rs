//! Whose a token is.

use super::Connection;

/// Whose a token of a connection is: the connection's own, a person's, or that of somebody whom a service account acts for.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whose {
    pub(super) connection: String,
    pub(super) person: Option<String>,
    pub(super) subject: Option<String>,
}

impl Whose {
    /// One for all.
    pub fn shared(connection: &Connection) -> Self {
        Self { connection: connection.id.clone(), person: None, subject: None }
    }

    /// That of a person.
    pub fn of(connection: &Connection, person: &str) -> Self {
        Self { person: Some(person.to_owned()), ..Self::shared(connection) }
    }

    /// That by which a service account acts for somebody.
    pub fn acting_for(connection: &Connection, subject: &str) -> Self {
        Self { subject: Some(subject.to_lowercase()), ..Self::shared(connection) }
    }

    /// The row's name.
    pub(super) fn id(&self) -> String {
        let part = |part: &Option<String>| part.clone().unwrap_or_else(|| "-".to_owned());
        format!("{}/{}/{}", self.connection, part(&self.person), part(&self.subject))
    }
}
