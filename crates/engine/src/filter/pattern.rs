//! Regular expressions, in linear time whatever is written.

use crate::file::{Located, Place, refuse};
use carteiro_mail::query::composed;
use carteiro_world::{Phrase, phrase};
use regex::{Regex, RegexBuilder};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de::Error};
use std::borrow::Cow;

/// The most memory that one may take when compiled.
const LARGEST: usize = 1024 * 1024;

/// A regular expression, compiled when the file is loaded. No expressions in it: `{{` is the pattern's own.
#[derive(Clone, Debug)]
pub struct Pattern {
    /// The expression.
    pub regex: Regex,
    /// Where it stands.
    pub place: Place,
}

impl Pattern {
    /// The names of its groups.
    pub fn captures(&self) -> impl Iterator<Item = &str> {
        self.regex.capture_names().flatten()
    }

    fn compile(text: &str) -> Result<Regex, Phrase> {
        // As the texts are that it is held against.
        let text = &*composed(text);
        RegexBuilder::new(text).size_limit(LARGEST).build().map_err(|error| match error {
            regex::Error::CompiledTooBig(_) => phrase!("regex-too-large"),
            other => {
                let why = why(text);
                // The last line of a syntax error says what is wrong; those before it draw the place.
                let said = other.to_string();
                let last = said.lines().last().unwrap_or_default().trim_start_matches("error: ").to_owned();
                phrase!("regex-invalid", why = why, found = text, detail = last)
            }
        })
    }
}

/// What is wrong, by a word that every language has a sentence for; `other`: what the library says must do.
fn why(text: &str) -> &'static str {
    use regex_syntax::ast::ErrorKind as Syntax;
    use regex_syntax::hir::ErrorKind as Meaning;
    match regex_syntax::parse(text) {
        Err(regex_syntax::Error::Parse(error)) => match error.kind() {
            Syntax::GroupUnclosed => "group-unclosed",
            Syntax::GroupUnopened => "group-unopened",
            Syntax::GroupNameEmpty | Syntax::GroupNameInvalid | Syntax::GroupNameUnexpectedEof => {
                "group-name"
            }
            Syntax::GroupNameDuplicate { .. } => "group-twice",
            Syntax::ClassUnclosed => "class-unclosed",
            Syntax::ClassRangeInvalid | Syntax::ClassRangeLiteral | Syntax::ClassEscapeInvalid => {
                "class-range"
            }
            Syntax::RepetitionMissing => "repetition-missing",
            Syntax::RepetitionCountInvalid
            | Syntax::RepetitionCountDecimalEmpty
            | Syntax::RepetitionCountUnclosed => "repetition-count",
            Syntax::EscapeUnrecognized | Syntax::EscapeUnexpectedEof => "escape",
            Syntax::UnsupportedLookAround => "look-around",
            Syntax::UnsupportedBackreference => "backreference",
            Syntax::NestLimitExceeded(_) => "nesting",
            _ => "other",
        },
        Err(regex_syntax::Error::Translate(error)) => match error.kind() {
            Meaning::UnicodePropertyNotFound | Meaning::UnicodePropertyValueNotFound => "property",
            _ => "other",
        },
        _ => "other",
    }
}

impl<'de> Deserialize<'de> for Pattern {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Located { value, place } = Located::<String>::deserialize(deserializer)?;
        let regex = Self::compile(&value).map_err(|phrase| D::Error::custom(refuse(phrase)))?;
        Ok(Self { regex, place })
    }
}

impl JsonSchema for Pattern {
    fn schema_name() -> Cow<'static, str> {
        "Pattern".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "type": "string", "format": "regex", "minLength": 1 })
    }
}
