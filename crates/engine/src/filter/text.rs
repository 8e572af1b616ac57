//! Conditions on text, as they are written.

use super::Pattern;
use crate::file::{Located, Place, refuse};
use crate::template::{Source, Templated};
use carteiro_world::{Phrase, phrase};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, de::MapAccess, de::value::MapAccessDeserializer};
use std::borrow::Cow;
use std::fmt;

/// Any of these patterns.
#[derive(Clone, Debug)]
pub struct TextFilter(pub Vec<TextPattern>);

/// One condition on a text.
#[derive(Clone, Debug)]
pub enum TextPattern {
    /// Text alone, or `{ contains, case }`.
    Contains {
        /// What it contains.
        text: Templated<String>,
        /// Whether upper and lower case differ.
        case: bool,
    },
    /// `{ exact }`.
    Exact(Templated<String>),
    /// `{ regex }`.
    Regex(Pattern),
}

impl TextPattern {
    /// The expression in it.
    pub(super) fn source(&self) -> Option<&Source> {
        match self {
            Self::Contains { text, .. } | Self::Exact(text) => Some(text.source()),
            Self::Regex(_) => None,
        }
    }

    /// The regular expression, if it is one.
    pub(super) fn regex(&self) -> Option<&Pattern> {
        match self {
            Self::Regex(pattern) => Some(pattern),
            _ => None,
        }
    }
}

impl TextFilter {
    /// The expressions in it.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.0.iter().filter_map(TextPattern::source)
    }
}

/// The forms with a key.
#[derive(Deserialize)]
#[serde(deny_unknown_fields)]
pub(super) struct Keyed {
    pub(super) exact: Option<Templated<String>>,
    pub(super) contains: Option<Templated<String>>,
    pub(super) case: Option<bool>,
    pub(super) regex: Option<Pattern>,
}

impl Keyed {
    /// What is asked; `Ok(None)` when nothing is.
    pub(super) fn pattern(self) -> Result<Option<TextPattern>, Phrase> {
        Ok(Some(match self {
            Self { exact: None, contains: None, case: None, regex: None } => return Ok(None),
            Self { exact: Some(text), contains: None, case: None, regex: None } => TextPattern::Exact(text),
            Self { exact: None, contains: Some(text), case, regex: None } => {
                TextPattern::Contains { text, case: case.unwrap_or(false) }
            }
            Self { exact: None, contains: None, case: None, regex: Some(pattern) } => {
                TextPattern::Regex(pattern)
            }
            _ => return Err(phrase!("filter-text-one-key")),
        }))
    }
}

/// As it is read, before its place is known.
enum Form {
    Text(String),
    Keyed(TextPattern),
    List(Vec<TextPattern>),
}

struct One(TextPattern);

impl<'de> Deserialize<'de> for TextFilter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Located { value, place } = Located::<Form>::deserialize(deserializer)?;
        Ok(Self(match value {
            Form::Text(text) => vec![plain(text, place)?],
            Form::Keyed(pattern) => vec![pattern],
            Form::List(patterns) => patterns,
        }))
    }
}

impl<'de> Deserialize<'de> for One {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Located { value, place } = Located::<Form>::deserialize(deserializer)?;
        match value {
            Form::Text(text) => plain(text, place).map(Self),
            Form::Keyed(pattern) => Ok(Self(pattern)),
            Form::List(_) => Err(D::Error::custom(refuse(phrase!("filter-list-in-list")))),
        }
    }
}

fn plain<E: Error>(text: String, place: Place) -> Result<TextPattern, E> {
    let text = Templated::parse(text, place).map_err(|phrase| E::custom(refuse(phrase)))?;
    Ok(TextPattern::Contains { text, case: false })
}

impl<'de> Deserialize<'de> for Form {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Forms)
    }
}

struct Forms;

impl<'de> Visitor<'de> for Forms {
    type Value = Form;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, { exact: … }, { contains: … }, { regex: … }, or a list of these")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Form, E> {
        Ok(Form::Text(text.to_owned()))
    }

    fn visit_i64<E: Error>(self, number: i64) -> Result<Form, E> {
        Ok(Form::Text(number.to_string()))
    }

    fn visit_u64<E: Error>(self, number: u64) -> Result<Form, E> {
        Ok(Form::Text(number.to_string()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Form, A::Error> {
        let mut patterns = Vec::new();
        while let Some(One(pattern)) = items.next_element()? {
            patterns.push(pattern);
        }
        Ok(Form::List(patterns))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Form, A::Error> {
        let keyed = Keyed::deserialize(MapAccessDeserializer::new(map))?;
        let pattern = keyed.pattern().map_err(|words| A::Error::custom(refuse(words)))?;
        let nothing = || A::Error::custom(refuse(phrase!("filter-text-one-key")));
        pattern.map(Form::Keyed).ok_or_else(nothing)
    }
}

impl JsonSchema for TextFilter {
    fn schema_name() -> Cow<'static, str> {
        "TextFilter".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let keyed = |fields: serde_json::Value, required: &str| {
            serde_json::json!({
                "type": "object", "properties": fields, "required": [required], "additionalProperties": false
            })
        };
        let any_text = serde_json::json!({ "type": "string" });
        let text = serde_json::json!({ "type": "string", "minLength": 1 });
        let forms = serde_json::json!([
            text,
            keyed(serde_json::json!({ "exact": any_text }), "exact"),
            keyed(serde_json::json!({ "contains": text, "case": { "type": "boolean" } }), "contains"),
            keyed(serde_json::json!({ "regex": generator.subschema_for::<Pattern>() }), "regex"),
        ]);
        let mut all = forms.as_array().cloned().unwrap_or_default();
        all.push(serde_json::json!({ "type": "array", "minItems": 1, "items": { "anyOf": forms } }));
        json_schema!({
            "description": "Text it contains in any case of letters, { exact }, { contains, case }, { regex }, or a list of these: any.",
            "anyOf": all
        })
    }
}
