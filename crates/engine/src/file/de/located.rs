//! A value together with where it stands in its file.

use super::super::place::Place;
use super::{De, Error, Reading};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{DeserializeSeed, Error as _, IntoDeserializer, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize, Serializer};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;
use std::ops::{Deref, DerefMut};

/// By this name the deserialiser of files knows that a place is wanted. No type can be called so.
pub(super) const NAME: &str = "$carteiro::Located";

/// A value together with where it stands in its file. In the schema, and written out, it is the value alone.
///
/// - Read from anything but a file, or inside `#[serde(flatten)]` and `#[serde(untagged)]`, the place is the default.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Located<T> {
    /// The value.
    pub value: T,
    /// Where it stands.
    pub place: Place,
}

impl<T> Located<T> {
    /// A value that came from nowhere.
    pub fn nowhere(value: T) -> Self {
        Self { value, place: Place::default() }
    }
}

impl<T> Deref for Located<T> {
    type Target = T;

    fn deref(&self) -> &T {
        &self.value
    }
}

impl<T> DerefMut for Located<T> {
    fn deref_mut(&mut self) -> &mut T {
        &mut self.value
    }
}

impl<T: Serialize> Serialize for Located<T> {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        self.value.serialize(serializer)
    }
}

impl<T: JsonSchema> JsonSchema for Located<T> {
    fn inline_schema() -> bool {
        T::inline_schema()
    }

    fn schema_name() -> Cow<'static, str> {
        T::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        T::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        T::json_schema(generator)
    }
}

impl<'de, T: Deserialize<'de>> Deserialize<'de> for Located<T> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(NAME, InFile(PhantomData))
    }
}

struct InFile<T>(PhantomData<T>);

impl<'de, T: Deserialize<'de>> Visitor<'de> for InFile<T> {
    type Value = Located<T>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Located<T>, D::Error> {
        T::deserialize(deserializer).map(Located::nowhere)
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut parts: A) -> Result<Located<T>, A::Error> {
        let missing = || A::Error::custom("a place was asked for where there is none");
        Ok(Located {
            place: Place {
                line: parts.next_element()?.ok_or_else(missing)?,
                column: parts.next_element()?.ok_or_else(missing)?,
                path: parts.next_element()?.ok_or_else(missing)?,
            },
            value: parts.next_element()?.ok_or_else(missing)?,
        })
    }
}

/// Line, column, path, and then the value itself.
pub(super) struct Parts<'a> {
    de: De<'a>,
    place: Place,
    next: u8,
}

impl<'a> Parts<'a> {
    pub fn new(de: De<'a>) -> Self {
        let Reading { root, .. } = de.reading;
        Self { de, place: root.locate(de.node.id).1, next: 0 }
    }
}

impl<'a> SeqAccess<'a> for Parts<'a> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        self.next += 1;
        let value = match self.next {
            1 => seed.deserialize(self.place.line.into_deserializer())?,
            2 => seed.deserialize(self.place.column.into_deserializer())?,
            3 => seed.deserialize(std::mem::take(&mut self.place.path).into_deserializer())?,
            _ => seed.deserialize(self.de)?,
        };
        Ok(Some(value))
    }
}
