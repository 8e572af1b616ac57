//! Names that an author gives.

use super::written;
use carteiro_world::{Phrase, phrase};
use std::fmt;

/// The name of a session: `[a-z0-9_-]+`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct SessionName(String);

/// What a loop is known by beyond a run: `[a-z0-9_-]+`.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LoopId(String);

/// The name of a variable, as it stands in `{{ … }}`: `[a-z_][a-z0-9_]*`, and no word of the template language.
#[derive(Clone, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct VariableName(String);

/// Words that mean something else inside `{{ … }}`.
const RESERVED: [&str; 17] = [
    "and",
    "dict",
    "else",
    "false",
    "if",
    "in",
    "is",
    "loop",
    "namespace",
    "none",
    "not",
    "or",
    "range",
    "run",
    "self",
    "set",
    "true",
];

impl SessionName {
    /// Reads a name.
    pub fn parse(text: &str) -> Result<Self, Phrase> {
        if carteiro_auth::value::is_name(text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(phrase!("session-name-form", found = text))
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl LoopId {
    /// Reads an id.
    pub fn parse(text: &str) -> Result<Self, Phrase> {
        if carteiro_auth::value::is_name(text) {
            Ok(Self(text.to_owned()))
        } else {
            Err(phrase!("loop-id-form", found = text))
        }
    }

    /// The id.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl VariableName {
    /// Reads a name.
    pub fn parse(text: &str) -> Result<Self, Phrase> {
        let mut bytes = text.bytes();
        let first = bytes.next().is_some_and(|b| b.is_ascii_lowercase() || b == b'_');
        let rest = bytes.all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_');
        match text {
            _ if !first || !rest => Err(phrase!("variable-name-form", found = text)),
            _ if RESERVED.contains(&text) => Err(phrase!("variable-name-reserved", found = text)),
            _ => Ok(Self(text.to_owned())),
        }
    }

    /// The name.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for SessionName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

impl fmt::Display for VariableName {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

written!(SessionName, "SessionName", "^[a-z0-9_-]+$", "session-name-form", "session");
written!(LoopId, "LoopId", "^[a-z0-9_-]+$", "loop-id-form");
written!(VariableName, "VariableName", "^[a-z_][a-z0-9_]*$", "variable-name-form", "variable");

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_variable_can_be_written_in_a_template() {
        for good in ["mail", "supplier_2", "_x"] {
            assert!(VariableName::parse(good).is_ok(), "{good}");
        }
        for bad in ["", "2x", "my-var", "Mail", "loop", "true", "a b"] {
            assert!(VariableName::parse(bad).is_err(), "{bad}");
        }
    }
}
