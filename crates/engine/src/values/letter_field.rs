//! Names of fields in the header of a message.

use super::written;
use carteiro_mail::draft;
use carteiro_world::Phrase;

/// The name of a field that an author adds to a message, such as `X-Order`: not one that is made of what else is said.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct LetterField(pub String);

impl LetterField {
    /// Reads a name.
    pub fn parse(text: &str) -> Result<Self, Phrase> {
        draft::check_field(text).map_err(|error| error.words().clone())?;
        Ok(Self(text.to_owned()))
    }
}

written!(LetterField, "LetterField", "^[!-9;-~]{1,70}$", "draft-field-name");
