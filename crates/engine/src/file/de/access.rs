//! The inside of lists, mappings and enums.

use super::super::node::Node;
use super::{De, Error, Reading};
use serde::Deserializer as _;
use serde::de::{
    DeserializeSeed, EnumAccess, Error as _, MapAccess, SeqAccess, Unexpected, VariantAccess, Visitor,
};
use std::slice::Iter;

/// Reads one node and remembers the innermost that fails.
fn read<'a, T: DeserializeSeed<'a>>(
    seed: T,
    node: &'a Node,
    reading: &'a Reading<'a>,
) -> Result<T::Value, Error> {
    seed.deserialize(De::new(node, reading)).map_err(|error| error.at(node))
}

pub struct Items<'a> {
    items: Iter<'a, Node>,
    reading: &'a Reading<'a>,
}

impl<'a> Items<'a> {
    pub fn new(items: &'a [Node], reading: &'a Reading<'a>) -> Self {
        Self { items: items.iter(), reading }
    }
}

impl<'a> SeqAccess<'a> for Items<'a> {
    type Error = Error;

    fn next_element_seed<T: DeserializeSeed<'a>>(&mut self, seed: T) -> Result<Option<T::Value>, Error> {
        let skip = self.reading.skip;
        match self.items.find(|item| !skip.contains(&item.id)) {
            Some(item) => read(seed, item, self.reading).map(Some),
            None => Ok(None),
        }
    }

    fn size_hint(&self) -> Option<usize> {
        Some(self.items.len())
    }
}

pub struct Entries<'a> {
    rest: Iter<'a, (Node, Node)>,
    /// What stands for required entries that are not there.
    absent: Iter<'a, (Node, Node)>,
    known: Option<&'static [&'static str]>,
    value: Option<&'a Node>,
    reading: &'a Reading<'a>,
}

impl<'a> Entries<'a> {
    /// With `known`, only the entries of these keys.
    pub fn new(mapping: &'a Node, reading: &'a Reading<'a>, known: Option<&'static [&'static str]>) -> Self {
        let absent = reading.stand_ins.beside(mapping).iter();
        Self { rest: mapping.entries().iter(), absent, known, value: None, reading }
    }
}

impl<'a> Iterator for Entries<'a> {
    type Item = &'a (Node, Node);

    fn next(&mut self) -> Option<Self::Item> {
        let skip = self.reading.skip;
        let known = self.known;
        let is_known = |key: &Node| known.is_none_or(|known| known.contains(&key.raw()));
        self.rest
            .find(|(key, value)| !skip.contains(&key.id) && !skip.contains(&value.id) && is_known(key))
            .or_else(|| self.absent.find(|(key, _)| is_known(key)))
    }
}

impl<'a> MapAccess<'a> for Entries<'a> {
    type Error = Error;

    fn next_key_seed<K: DeserializeSeed<'a>>(&mut self, seed: K) -> Result<Option<K::Value>, Error> {
        let Some((key, value)) = self.next() else {
            return Ok(None);
        };
        self.value = Some(value);
        read(seed, key, self.reading).map(Some)
    }

    fn next_value_seed<V: DeserializeSeed<'a>>(&mut self, seed: V) -> Result<V::Value, Error> {
        match self.value.take() {
            Some(value) => read(seed, value, self.reading),
            None => Err(Error::custom("a value was asked for before its key")),
        }
    }
}

/// The chosen variant, and what it holds.
pub struct Variant<'a> {
    name: De<'a>,
    content: Option<De<'a>>,
}

impl<'a> Variant<'a> {
    pub fn new(name: De<'a>, content: Option<De<'a>>) -> Self {
        Self { name, content }
    }

    fn content(self, expected: &str) -> Result<De<'a>, Error> {
        self.content.ok_or_else(|| Error::invalid_type(Unexpected::UnitVariant, &expected).at(self.name.node))
    }
}

impl<'a> EnumAccess<'a> for Variant<'a> {
    type Error = Error;
    type Variant = Self;

    fn variant_seed<V: DeserializeSeed<'a>>(self, seed: V) -> Result<(V::Value, Self), Error> {
        let name = read(seed, self.name.node, self.name.reading)?;
        Ok((name, self))
    }
}

impl<'a> VariantAccess<'a> for Variant<'a> {
    type Error = Error;

    fn unit_variant(self) -> Result<(), Error> {
        match self.content {
            Some(content) => read(std::marker::PhantomData, content.node, content.reading),
            None => Ok(()),
        }
    }

    fn newtype_variant_seed<T: DeserializeSeed<'a>>(self, seed: T) -> Result<T::Value, Error> {
        let content = self.content("a value")?;
        read(seed, content.node, content.reading)
    }

    fn tuple_variant<V: Visitor<'a>>(self, length: usize, visitor: V) -> Result<V::Value, Error> {
        let content = self.content("a list")?;
        content.deserialize_tuple(length, visitor).map_err(|error| error.at(content.node))
    }

    fn struct_variant<V: Visitor<'a>>(
        self,
        _: &'static [&'static str],
        visitor: V,
    ) -> Result<V::Value, Error> {
        let content = self.content("a mapping")?;
        content.deserialize_map(visitor).map_err(|error| error.at(content.node))
    }
}
