//! A field that takes any value, with expressions anywhere in it.

use super::budget::Budget;
use super::{Context, Source};
use crate::failure::Failure;
use crate::file::{Located, Place, refuse};
use crate::vars::{Number, Record, Scope, Value};
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, MapAccess, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;

/// Any value: text with expressions, a number, true or false, a list, a record.
#[derive(Clone, Debug)]
pub enum Anything {
    /// What holds no expression.
    Value(Value),
    /// Text that may hold expressions.
    Template(Source),
    /// A list.
    List(Vec<Anything>),
    /// Values by name.
    Record(Vec<(String, Anything)>),
}

impl Anything {
    /// Its value with the variables of `scope`.
    pub fn evaluate(&self, scope: &Scope) -> Result<Value, Failure> {
        self.within(scope, &mut Budget::full())
    }

    fn within(&self, scope: &Scope, budget: &mut Budget) -> Result<Value, Failure> {
        match self {
            Self::Value(value) => Ok(value.clone()),
            Self::Template(source) => source.value_within(scope, budget),
            Self::List(values) => {
                let values = values.iter().map(|value| value.within(scope, budget));
                Ok(Value::List(values.collect::<Result<_, _>>()?))
            }
            Self::Record(fields) => {
                let mut values = Vec::with_capacity(fields.len());
                for (name, value) in fields {
                    values.push((name.as_str(), value.within(scope, budget)?));
                }
                Ok(Record::new(values).into())
            }
        }
    }

    /// The templates in it.
    pub fn sources(&self) -> Vec<&Source> {
        match self {
            Self::Value(_) => Vec::new(),
            Self::Template(source) => vec![source],
            Self::List(values) => values.iter().flat_map(Self::sources).collect(),
            Self::Record(fields) => fields.iter().flat_map(|(_, value)| value.sources()).collect(),
        }
    }
}

impl<'de> Deserialize<'de> for Anything {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Located { value, place } = Located::<Form>::deserialize(deserializer)?;
        value.placed(place).map_err(|phrase| D::Error::custom(refuse(phrase)))
    }
}

/// As it is read, before its place is known.
enum Form {
    Text(String),
    Other(Anything),
}

impl Form {
    fn placed(self, place: Place) -> Result<Anything, carteiro_world::Phrase> {
        match self {
            Self::Text(text) => Source::parse(text, place, Context::Text).map(Anything::Template),
            Self::Other(other) => Ok(other),
        }
    }
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
        f.write_str("a value")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Form, E> {
        Ok(Form::Text(text.to_owned()))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Form, E> {
        Ok(Form::Other(Anything::Value(value.into())))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Form, E> {
        Ok(Form::Other(Anything::Value(Value::Number(Number::Integer(value)))))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Form, E> {
        Ok(Form::Other(Anything::Value(Value::count(value))))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Form, E> {
        Ok(Form::Other(Anything::Value(Value::Number(Number::Float(value)))))
    }

    fn visit_unit<E: Error>(self) -> Result<Form, E> {
        Ok(Form::Other(Anything::Value(Value::Nothing)))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Form, A::Error> {
        let mut list = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        Ok(Form::Other(Anything::List(list)))
    }

    fn visit_map<A: MapAccess<'de>>(self, mut entries: A) -> Result<Form, A::Error> {
        let mut fields = Vec::new();
        while let Some(entry) = entries.next_entry()? {
            fields.push(entry);
        }
        Ok(Form::Other(Anything::Record(fields)))
    }
}

impl JsonSchema for Anything {
    fn schema_name() -> Cow<'static, str> {
        "Anything".into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(_: &mut SchemaGenerator) -> Schema {
        json_schema!({ "x-carteiro": { "widget": "template" } })
    }
}
