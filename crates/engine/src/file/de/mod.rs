//! Reading a type out of a [`Node`]: a serde deserialiser driven by what is asked for.
//!
//! - Text asked for is the text as written: `0123`, `no`, `1e3` and `~` survive byte for byte.
//! - `Option` is `None` for nothing, `~` and `null`; types are inferred only where a type takes anything.
//! - Enums are externally tagged: a mapping with one key, or a scalar for a variant without content.
//! - serde reads `#[serde(flatten)]` and `#[serde(untagged)]` into a buffer first. The text of scalars for which the
//!   schema wants text survives that too; the places of [`Located`] values inside do not.

mod access;
mod beside;
mod error;
mod located;
mod stand_in;

pub use beside::Beside;
pub use error::{Error, Refused, phrase_in, refuse};
pub use located::Located;
pub use stand_in::StandIns;

use super::core::{self, Typed};
use super::node::{Node, Value};
use access::{Entries, Items, Variant};
use carteiro_world::phrase;
use serde::Deserializer;
use serde::de::{Error as _, Unexpected, Visitor};
use std::collections::BTreeSet;

/// What the reading of one file knows.
pub struct Reading<'a> {
    /// The whole tree, to find places in.
    pub root: &'a Node,
    /// The scalars for which the schema wants text.
    pub texts: &'a BTreeSet<u32>,
    /// The nodes known to be wrong, which are left out so that what stands beside them is still read.
    pub skip: &'a BTreeSet<u32>,
    /// What is read in place of what is missing or wrong.
    pub stand_ins: &'a StandIns,
}

/// The deserialiser of one node.
#[derive(Clone, Copy)]
pub struct De<'a> {
    pub node: &'a Node,
    pub reading: &'a Reading<'a>,
    /// Another type reads the same mapping: each sees its own keys only.
    pub shared: bool,
}

impl<'a> De<'a> {
    pub fn new(node: &'a Node, reading: &'a Reading<'a>) -> Self {
        Self { node: reading.stand_ins.instead_of(node), reading, shared: false }
    }

    /// The entries to be read by who knows these keys.
    fn entries(self, known: &'static [&'static str]) -> Entries<'a> {
        Entries::new(self.node, self.reading, self.shared.then_some(known))
    }

    fn unexpected(self) -> Unexpected<'a> {
        match &self.node.value {
            Value::Sequence(_) => Unexpected::Seq,
            Value::Mapping(_) => Unexpected::Map,
            Value::Scalar(scalar) => match core::infer(scalar) {
                Typed::Null => Unexpected::Unit,
                Typed::Boolean(value) => Unexpected::Bool(value),
                Typed::Integer(_) => Unexpected::Other("integer"),
                Typed::Float(value) => Unexpected::Float(value),
                Typed::Text(raw) => Unexpected::Str(raw),
            },
        }
    }

    fn wrong(self, visitor: &impl Visitor<'a>) -> Error {
        Error::invalid_type(self.unexpected(), visitor).at(self.node)
    }

    fn integer<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        let Some(value) = self.node.scalar().and_then(core::integer) else {
            return Err(self.wrong(&visitor));
        };
        if let Ok(value) = u64::try_from(value) {
            visitor.visit_u64(value)
        } else if let Ok(value) = i64::try_from(value) {
            visitor.visit_i64(value)
        } else {
            visitor.visit_i128(value)
        }
    }

    fn float<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.node.scalar().and_then(core::number) {
            Some(value) => visitor.visit_f64(value),
            None => Err(self.wrong(&visitor)),
        }
    }

    fn scalar_of_any_type<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        let Some(scalar) = self.node.scalar() else {
            return Err(self.wrong(&visitor));
        };
        if self.reading.texts.contains(&self.node.id) {
            return visitor.visit_borrowed_str(&scalar.raw);
        }
        match core::infer(scalar) {
            Typed::Null => visitor.visit_unit(),
            Typed::Boolean(value) => visitor.visit_bool(value),
            Typed::Integer(value) if i64::try_from(value).is_ok() || u64::try_from(value).is_ok() => {
                self.integer(visitor)
            }
            Typed::Float(value) => visitor.visit_f64(value),
            // More digits than a number keeps are an identifier.
            Typed::Integer(_) | Typed::Text(_) => visitor.visit_borrowed_str(&scalar.raw),
        }
    }
}

macro_rules! forward {
    ($as:ident: $($method:ident)*) => {$(
        fn $method<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
            self.$as(visitor)
        }
    )*};
}

impl<'a> Deserializer<'a> for De<'a> {
    type Error = Error;

    fn deserialize_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.value {
            Value::Scalar(_) => self.scalar_of_any_type(visitor),
            Value::Sequence(items) => visitor.visit_seq(Items::new(items, self.reading)),
            Value::Mapping(_) => visitor.visit_map(Entries::new(self.node, self.reading, None)),
        }
    }

    forward!(integer: deserialize_i8 deserialize_i16 deserialize_i32 deserialize_i64 deserialize_i128);
    forward!(integer: deserialize_u8 deserialize_u16 deserialize_u32 deserialize_u64 deserialize_u128);
    forward!(float: deserialize_f32 deserialize_f64);
    forward!(deserialize_str: deserialize_string deserialize_char deserialize_identifier);
    forward!(deserialize_str: deserialize_bytes deserialize_byte_buf);

    fn deserialize_bool<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.node.scalar().and_then(core::boolean) {
            Some(value) => visitor.visit_bool(value),
            None => Err(self.wrong(&visitor)),
        }
    }

    fn deserialize_str<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        match self.node.scalar() {
            Some(scalar) => visitor.visit_borrowed_str(&scalar.raw),
            None => Err(self.wrong(&visitor)),
        }
    }

    fn deserialize_option<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.node.is_null() { visitor.visit_none() } else { visitor.visit_some(self) }
    }

    fn deserialize_unit<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        if self.node.is_null() { visitor.visit_unit() } else { Err(self.wrong(&visitor)) }
    }

    fn deserialize_unit_struct<V: Visitor<'a>>(self, _: &'static str, visitor: V) -> Result<V::Value, Error> {
        self.deserialize_unit(visitor)
    }

    fn deserialize_newtype_struct<V: Visitor<'a>>(
        self,
        name: &'static str,
        visitor: V,
    ) -> Result<V::Value, Error> {
        match name {
            located::NAME => visitor.visit_seq(located::Parts::new(self)),
            beside::NAME => visitor.visit_seq(beside::Shared(self)),
            _ => visitor.visit_newtype_struct(self),
        }
    }

    fn deserialize_seq<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.value {
            Value::Sequence(items) => visitor.visit_seq(Items::new(items, self.reading)),
            _ => Err(self.wrong(&visitor)),
        }
    }

    fn deserialize_tuple<V: Visitor<'a>>(self, _: usize, visitor: V) -> Result<V::Value, Error> {
        let Value::Sequence(items) = &self.node.value else {
            return Err(self.wrong(&visitor));
        };
        // In a tuple the place of an item is its meaning: without one of them there is none.
        if items.iter().any(|item| self.reading.skip.contains(&item.id)) {
            return Err(self.wrong(&visitor));
        }
        self.deserialize_seq(visitor)
    }

    fn deserialize_tuple_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        length: usize,
        visitor: V,
    ) -> Result<V::Value, Error> {
        self.deserialize_tuple(length, visitor)
    }

    fn deserialize_map<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        match &self.node.value {
            Value::Mapping(_) => visitor.visit_map(Entries::new(self.node, self.reading, None)),
            _ => Err(self.wrong(&visitor)),
        }
    }

    fn deserialize_struct<V: Visitor<'a>>(
        self,
        _: &'static str,
        fields: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        match &self.node.value {
            Value::Mapping(_) => visitor.visit_map(self.entries(fields)),
            _ => Err(self.wrong(&visitor)),
        }
    }

    fn deserialize_enum<V: Visitor<'a>>(
        self,
        _: &'static str,
        variants: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        if self.node.scalar().is_some() {
            return visitor.visit_enum(Variant::new(self, None));
        }
        let mut entries = self.entries(variants);
        match (entries.next(), entries.next()) {
            (Some((key, value)), None) => visitor
                .visit_enum(Variant::new(De::new(key, self.reading), Some(De::new(value, self.reading)))),
            _ => Err(Error::of(phrase!("file-one-key")).at(self.node)),
        }
    }

    fn deserialize_ignored_any<V: Visitor<'a>>(self, visitor: V) -> Result<V::Value, Error> {
        visitor.visit_unit()
    }
}
