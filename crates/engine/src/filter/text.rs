//! Conditions on text, as they are written.

use super::Pattern;
use crate::failure::Failure;
use crate::file::{Located, Place, refuse};
use crate::template::{Source, Templated};
use crate::vars::Scope;
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

impl TextFilter {
    /// The expressions in it.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.0.iter().filter_map(|pattern| match pattern {
            TextPattern::Contains { text, .. } | TextPattern::Exact(text) => Some(text.source()),
            TextPattern::Regex(_) => None,
        })
    }

    /// Whether one of the patterns matches `text`.
    pub fn matches(&self, text: &str, scope: &Scope) -> Result<bool, Failure> {
        for pattern in &self.0 {
            let matches = match pattern {
                TextPattern::Contains { text: wanted, case: true } => text.contains(&wanted.evaluate(scope)?),
                TextPattern::Contains { text: wanted, case: false } => {
                    text.to_lowercase().contains(&wanted.evaluate(scope)?.to_lowercase())
                }
                TextPattern::Exact(wanted) => text == wanted.evaluate(scope)?,
                TextPattern::Regex(pattern) => pattern.regex.is_match(text),
            };
            if matches {
                return Ok(true);
            }
        }
        Ok(false)
    }

    /// The regular expressions in it.
    pub fn patterns(&self) -> impl Iterator<Item = &Pattern> {
        self.0.iter().filter_map(|pattern| match pattern {
            TextPattern::Regex(pattern) => Some(pattern),
            _ => None,
        })
    }
}

/// The forms with a key.
#[derive(Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
#[serde(deny_unknown_fields)]
struct Keyed {
    exact: Option<Templated<String>>,
    contains: Option<Templated<String>>,
    case: Option<bool>,
    regex: Option<Pattern>,
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
            Form::List(_) => Err(D::Error::custom(refuse(carteiro_world::phrase!("filter-list-in-list")))),
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
        let misfit = || A::Error::custom(refuse(carteiro_world::phrase!("filter-text-one-key")));
        Ok(Form::Keyed(match keyed {
            Keyed { exact: Some(text), contains: None, case: None, regex: None } => TextPattern::Exact(text),
            Keyed { exact: None, contains: Some(text), case, regex: None } => {
                TextPattern::Contains { text, case: case.unwrap_or(false) }
            }
            Keyed { exact: None, contains: None, case: None, regex: Some(pattern) } => {
                TextPattern::Regex(pattern)
            }
            _ => return Err(misfit()),
        }))
    }
}

impl JsonSchema for TextFilter {
    fn schema_name() -> Cow<'static, str> {
        "TextFilter".into()
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        let keyed = |fields: serde_json::Value, required: &str| {
            serde_json::json!({
                "type": "object", "properties": fields, "required": [required], "additionalProperties": false
            })
        };
        let text = serde_json::json!({ "type": "string" });
        let forms = serde_json::json!([
            text,
            keyed(serde_json::json!({ "exact": text }), "exact"),
            keyed(serde_json::json!({ "contains": text, "case": { "type": "boolean" } }), "contains"),
            keyed(serde_json::json!({ "regex": { "type": "string", "format": "regex" } }), "regex"),
        ]);
        let mut all = forms.as_array().cloned().unwrap_or_default();
        all.push(serde_json::json!({ "type": "array", "items": { "anyOf": forms } }));
        json_schema!({
            "description": "Text it contains in any case of letters, { exact }, { contains, case }, { regex }, or a list of these: any.",
            "anyOf": all
        })
    }
}
