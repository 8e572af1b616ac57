//! Conditions on header fields, as they are written.

use super::text::Keyed;
use super::{Pattern, TextPattern};
use crate::file::refuse;
use crate::template::Templated;
use crate::values::HeaderName;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;

/// Any of these conditions.
#[derive(Clone, Debug)]
pub struct HeaderFilter(pub Vec<HeaderCondition>);

/// A condition on the header fields of one name.
#[derive(Clone, Debug)]
pub struct HeaderCondition {
    /// The name.
    pub name: HeaderName,
    /// What is asked of one of them; `None`: that it is there.
    pattern: Option<TextPattern>,
    /// Whether it is written by itself, and not in a list.
    pub(super) is_alone: bool,
}

impl HeaderCondition {
    /// What is asked of one of the fields; `None`: that it is there.
    pub fn pattern(&self) -> Option<&TextPattern> {
        self.pattern.as_ref()
    }
}

/// A header field. With its name alone: it is there, whatever it says.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "HeaderCondition")]
struct Written {
    /// Name. Such as List-Id or X-Ticket, in any case of letters.
    name: HeaderName,
    /// Exact. All of it, and upper and lower case differ.
    exact: Option<Templated<String>>,
    /// Contains. Part of it.
    #[schemars(length(min = 1))]
    contains: Option<Templated<String>>,
    /// Case. Whether upper and lower case differ in what it contains; left out: they do not.
    case: Option<bool>,
    /// Regular expression. It matches somewhere in it.
    regex: Option<Pattern>,
}

impl<'de> Deserialize<'de> for HeaderCondition {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Written { name, exact, contains, case, regex } = Written::deserialize(deserializer)?;
        let pattern = Keyed { exact, contains, case, regex }.pattern();
        let pattern = pattern.map_err(|words| D::Error::custom(refuse(words)))?;
        Ok(Self { name, pattern, is_alone: false })
    }
}

impl<'de> Deserialize<'de> for HeaderFilter {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Forms)
    }
}

struct Forms;

impl<'de> Visitor<'de> for Forms {
    type Value = HeaderFilter;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("{ name: …, … }, or a list of these")
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<HeaderFilter, A::Error> {
        let condition = HeaderCondition::deserialize(MapAccessDeserializer::new(map))?;
        Ok(HeaderFilter(vec![HeaderCondition { is_alone: true, ..condition }]))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<HeaderFilter, A::Error> {
        let mut conditions = Vec::new();
        while let Some(condition) = items.next_element()? {
            conditions.push(condition);
        }
        Ok(HeaderFilter(conditions))
    }
}

impl JsonSchema for HeaderFilter {
    fn schema_name() -> Cow<'static, str> {
        "HeaderFilter".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = generator.subschema_for::<Written>();
        json_schema!({ "anyOf": [one, { "type": "array", "minItems": 1, "items": one }] })
    }
}
