//! What a type says when it cannot be read, as a phrase and at a node.

use super::super::node::Node;
use carteiro_world::phrase;
use carteiro_world::words::Phrase;
use serde::de::{Expected, Unexpected};
use std::fmt::{self, Display};

/// Marks a message of [`refuse`]; nothing a person writes begins with it.
const MARK: &str = "\u{1}phrase:";

/// Why a type could not be read, and from which node.
#[derive(Debug)]
pub struct Error {
    /// In words.
    pub phrase: Phrase,
    /// The innermost node that failed.
    pub(in super::super) node: Option<u32>,
    /// The words are those of a type or of serde: they may quote the value, and are not translated.
    pub(in super::super) foreign: bool,
}

impl Error {
    pub(super) fn of(phrase: Phrase) -> Self {
        Self { phrase, node: None, foreign: false }
    }

    pub(super) fn at(mut self, node: &Node) -> Self {
        self.node.get_or_insert(node.id);
        self
    }
}

/// A phrase on its way through `D::Error::custom`: see [`refuse`].
#[derive(Debug)]
pub struct Refused(Phrase);

/// Lets a hand-written `Deserialize` say no in words that are translated:
/// `Err(D::Error::custom(refuse(phrase!("size-unit-missing", found = text))))`.
///
/// - [`crate::file::load`] makes it a mistake at the exact node.
/// - From another format the phrase can be taken out of the message by [`phrase_in`].
pub fn refuse(phrase: Phrase) -> Refused {
    Refused(phrase)
}

impl Display for Refused {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let json = serde_json::to_string(&self.0).map_err(|_| fmt::Error)?;
        write!(f, "{MARK}{json}")
    }
}

/// The phrase that [`refuse`] put into a message, also when a format wrote something before or after it.
pub fn phrase_in(message: &str) -> Option<Phrase> {
    let (_, json) = message.split_once(MARK)?;
    serde_json::Deserializer::from_str(json).into_iter().next()?.ok()
}

impl Display for Error {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        self.phrase.fmt(f)
    }
}

impl std::error::Error for Error {}

impl serde::de::Error for Error {
    fn custom<T: Display>(message: T) -> Self {
        let message = message.to_string();
        match phrase_in(&message) {
            Some(phrase) => Self::of(phrase),
            None if message.starts_with("data did not match any variant") => {
                Self::of(phrase!("file-no-form"))
            }
            None => Self { foreign: true, ..Self::of(phrase!("file-refused", detail = message)) },
        }
    }

    fn invalid_type(unexpected: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self {
            foreign: true,
            ..Self::of(phrase!("file-refused-type", found = name(&unexpected), detail = expected))
        }
    }

    fn invalid_value(_: Unexpected<'_>, expected: &dyn Expected) -> Self {
        Self { foreign: true, ..Self::of(phrase!("file-refused-value", detail = expected)) }
    }

    fn invalid_length(length: usize, expected: &dyn Expected) -> Self {
        Self { foreign: true, ..Self::of(phrase!("file-refused-length", length = length, detail = expected)) }
    }

    fn unknown_variant(variant: &str, expected: &'static [&'static str]) -> Self {
        Self::of(phrase!("file-unknown-word", found = variant, allowed = expected.join(", ")))
    }

    fn unknown_field(field: &str, expected: &'static [&'static str]) -> Self {
        Self::of(phrase!("file-unknown-key", key = field, allowed = expected.join(", ")))
    }

    fn missing_field(field: &'static str) -> Self {
        Self::of(phrase!("file-missing-key", key = field))
    }

    fn duplicate_field(field: &'static str) -> Self {
        Self::of(phrase!("file-key-twice", key = field))
    }
}

/// The kind of thing found, never its content.
fn name(unexpected: &Unexpected<'_>) -> &'static str {
    match unexpected {
        Unexpected::Bool(_) => "boolean",
        Unexpected::Unsigned(_) | Unexpected::Signed(_) | Unexpected::Other("integer") => "integer",
        Unexpected::Float(_) => "number",
        Unexpected::Unit | Unexpected::Option => "nothing",
        Unexpected::Seq => "list",
        Unexpected::Map => "mapping",
        _ => "text",
    }
}
