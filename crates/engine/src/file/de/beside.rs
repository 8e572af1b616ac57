//! Two types in one mapping, each reading its own keys.

use super::{De, Error};
use schemars::{JsonSchema, Schema, SchemaGenerator};
use serde::de::{DeserializeSeed, Error as _, SeqAccess, Visitor};
use serde::{Deserialize, Deserializer, Serialize};
use std::borrow::Cow;
use std::fmt;
use std::marker::PhantomData;

/// By this name the deserialiser of files knows that a mapping is to be shared. No type can be called so.
pub(super) const NAME: &str = "$carteiro::Beside";

/// The fields of `A` and, among them, what `B` reads: one mapping, without a key around either.
///
/// `#[serde(flatten)]` by another road, for an externally tagged enum beside other fields. serde reads flattened fields
/// into a buffer and forgets where they stood; this keeps the exact place of every mistake and of every
/// [`super::Located`] below. `A` is a struct, `B` an externally tagged enum or a struct; other keys are refused.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Beside<A, B> {
    /// The fields.
    #[serde(flatten)]
    pub fields: A,
    /// What stands among them.
    #[serde(flatten)]
    pub choice: B,
}

/// What serde and schemars derive for the two.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
struct Flat<A, B> {
    #[serde(flatten)]
    fields: A,
    #[serde(flatten)]
    choice: B,
}

impl<A: JsonSchema, B: JsonSchema> JsonSchema for Beside<A, B> {
    fn inline_schema() -> bool {
        true
    }

    fn schema_name() -> Cow<'static, str> {
        Flat::<A, B>::schema_name()
    }

    fn schema_id() -> Cow<'static, str> {
        Flat::<A, B>::schema_id()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let mut schema = Flat::<A, B>::json_schema(generator);
        // Of the two the struct is the one that says what the whole is.
        let fields = A::json_schema(generator);
        match fields.get("description") {
            Some(description) => drop(schema.insert("description".to_owned(), description.clone())),
            None => drop(schema.remove("description")),
        }
        schema
    }
}

impl<'de, A: Deserialize<'de>, B: Deserialize<'de>> Deserialize<'de> for Beside<A, B> {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_newtype_struct(NAME, Both(PhantomData))
    }
}

struct Both<A, B>(PhantomData<(A, B)>);

impl<'de, A: Deserialize<'de>, B: Deserialize<'de>> Visitor<'de> for Both<A, B> {
    type Value = Beside<A, B>;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a mapping")
    }

    fn visit_newtype_struct<D: Deserializer<'de>>(self, deserializer: D) -> Result<Beside<A, B>, D::Error> {
        let Flat { fields, choice } = Flat::deserialize(deserializer)?;
        Ok(Beside { fields, choice })
    }

    fn visit_seq<S: SeqAccess<'de>>(self, mut parts: S) -> Result<Beside<A, B>, S::Error> {
        let missing = || S::Error::custom("a mapping was to be shared where there is none");
        Ok(Beside {
            fields: parts.next_element()?.ok_or_else(missing)?,
            choice: parts.next_element()?.ok_or_else(missing)?,
        })
    }
}

/// The same node as often as somebody wants a part of it.
pub(super) struct Shared<'a>(pub De<'a>);

impl<'a> SeqAccess<'a> for Shared<'a> {
    type Error = Error;

    fn next_element_seed<S: DeserializeSeed<'a>>(&mut self, seed: S) -> Result<Option<S::Value>, Error> {
        let de = De { shared: true, ..self.0 };
        seed.deserialize(de).map(Some)
    }
}
