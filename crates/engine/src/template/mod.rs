//! Expressions: `{{ … }}` in the fields of an automation.
//!
//! - A field is evaluated once, becomes what the field wants, and is never parsed again.
//! - Templates reach no file, no network and no secret.
//! - They are evaluated here, and pay for everything before it is done: their time and memory are bounded.
//! - `"{{ files }}"` alone keeps the kind of the variable where a field takes any value.

mod any;
mod budget;
mod context;
mod evaluate;
mod filters;
mod is;
mod letter;
mod program;
mod several;
mod source;
mod target;

pub use any::Anything;
pub use context::Context;
pub use letter::{Attachable, Attachables, CategoryNames, FilePaths, Html, OneLine, People};
pub use program::Reference;
pub use several::Several;
pub use source::Source;
pub(crate) use source::is_template;
pub use target::{FileName, Line, Target, WebAddress};

use crate::failure::Failure;
use crate::file::{Located, Place, refuse};
use crate::vars::Scope;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::{Deserialize, Deserializer, de::Error};
use std::borrow::Cow;
use std::marker::PhantomData;

/// A field that may hold `{{ … }}`, and becomes a `T` when it is evaluated.
#[derive(Clone, Debug)]
pub struct Templated<T> {
    source: Source,
    target: PhantomData<fn() -> T>,
}

impl<T: Target> Templated<T> {
    /// Reads `text`, which stands at `place`; a text without expressions must make a `T` already.
    pub fn parse(text: String, place: Place) -> Result<Self, carteiro_world::Phrase> {
        T::written(&text)?;
        let source = Source::parse(text, place, T::CONTEXT)?;
        if let Some(literal) = source.literal() {
            T::of_text(literal.to_owned())?;
        }
        Ok(Self { source, target: PhantomData })
    }

    /// A text of ours, without expressions: the default of a field.
    pub fn known(text: &str) -> Self {
        Self { source: Source::known(text), target: PhantomData }
    }

    /// What is written, and where.
    pub fn source(&self) -> &Source {
        &self.source
    }

    /// Its value with the variables of `scope`.
    pub fn evaluate(&self, scope: &Scope) -> Result<T, Failure> {
        let made = if T::TYPED && self.source.is_expression() {
            T::of_value(self.source.value(scope)?)
        } else {
            T::of_text(self.source.text(scope)?)
        };
        made.map_err(|words| Failure::invalid(words).at(self.source.place()))
    }

    /// Its value when it holds no expression.
    pub fn literal(&self) -> Option<T> {
        T::of_text(self.source.literal()?.to_owned()).ok()
    }
}

impl<'de, T: Target> Deserialize<'de> for Templated<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let Located { value, place } = Located::<String>::deserialize(deserializer)?;
        Self::parse(value, place).map_err(|phrase| D::Error::custom(refuse(phrase)))
    }
}

/// As it is written: the default of a field is shown so.
impl<T> serde::Serialize for Templated<T> {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_str(self.source.written())
    }
}

impl<T: Target> JsonSchema for Templated<T> {
    fn schema_name() -> Cow<'static, str> {
        format!("Templated{}", T::NAME).into()
    }

    fn inline_schema() -> bool {
        true
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        match T::schema(generator) {
            None => json_schema!({ "type": "string", "x-carteiro": { "widget": T::WIDGET } }),
            Some(literal) => json_schema!({
                "anyOf": [literal, { "type": "string", "pattern": "\\{[{%]", "x-carteiro": { "expected": T::FORM } }],
                "x-carteiro": { "widget": T::WIDGET }
            }),
        }
    }
}

#[cfg(test)]
mod tests;
