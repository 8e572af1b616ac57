//! One, or a list of them.

use super::{Source, Target, Templated};
use crate::failure::Failure;
use crate::file::{Located, refuse};
use crate::vars::Scope;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// A field that takes one text, or a list of them; each is evaluated by itself.
#[derive(Clone, Debug)]
pub struct Several<T>(Vec<Templated<T>>);

impl<T> Default for Several<T> {
    fn default() -> Self {
        Self(Vec::new())
    }
}

impl<T: Target> Several<T> {
    /// What is written.
    pub fn sources(&self) -> impl Iterator<Item = &Source> {
        self.0.iter().map(Templated::source)
    }

    /// Whether there is none.
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// The values with the variables of `scope`.
    pub fn evaluate(&self, scope: &Scope) -> Result<Vec<T>, Failure> {
        self.0.iter().map(|one| one.evaluate(scope)).collect()
    }
}

/// As it is read, before its place is known.
enum Form<T> {
    Text(String),
    List(Vec<Templated<T>>),
}

impl<'de, T: Target> Deserialize<'de> for Several<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Located { value, place } = Located::<Form<T>>::deserialize(deserializer)?;
        match value {
            Form::List(list) => Ok(Self(list)),
            Form::Text(text) => {
                let one = Templated::parse(text, place);
                one.map(|one| Self(vec![one])).map_err(|phrase| D::Error::custom(refuse(phrase)))
            }
        }
    }
}

impl<'de, T: Target> Deserialize<'de> for Form<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Forms(PhantomData))
    }
}

struct Forms<T>(PhantomData<T>);

impl<'de, T: Target> Visitor<'de> for Forms<T> {
    type Value = Form<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("text, or a list of texts")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Form<T>, E> {
        Ok(Form::Text(text.to_owned()))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Form<T>, A::Error> {
        let mut list = Vec::new();
        while let Some(one) = items.next_element()? {
            list.push(one);
        }
        Ok(Form::List(list))
    }
}

impl<T: Target> JsonSchema for Several<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Several{}", T::NAME).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let one = Templated::<T>::json_schema(generator);
        json_schema!({ "anyOf": [one, { "type": "array", "items": one }] })
    }
}
