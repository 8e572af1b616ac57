//! What a file must look like: the JSON Schema of a type, held against a [`Node`].
//!
//! serde stops at the first thing wrong and cannot say what else would be accepted; a schema can. Understood is what
//! schemars writes (draft 2020-12): `$ref`, `type`, `enum`, `const`, `properties`, `required`,
//! `additionalProperties` and `unevaluatedProperties`, `patternProperties`, `items`, `prefixItems`, lengths, limits,
//! `pattern`, and `oneOf`, `anyOf` and `allOf` as alternatives and as flattened fields. The rest is left to serde.

mod choice;
mod expected;
mod fields;
mod forms;
mod list;
mod mapping;
mod scalar;
mod suggest;

use super::mistake::{MOST_MISTAKES, Mistake};
use super::node::{Node, Value as Content};
use super::place::Place;
use super::secret;
use carteiro_world::words::Phrase;
use fields::Fields;
use forms::{Forms, Schemas};
use regex::Regex;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet, HashMap};

/// What holding a file against a schema found.
#[derive(Debug, Default)]
pub struct Shape {
    /// Everything wrong.
    pub mistakes: Vec<Mistake>,
    /// The nodes that are wrong.
    pub flawed: BTreeSet<u32>,
    /// The scalars for which the schema wants text.
    pub texts: BTreeSet<u32>,
    /// The keys that are wrong, and what was meant by them.
    pub meant: BTreeMap<u32, String>,
    /// The values of keys that must be there.
    pub required: BTreeMap<u32, Required>,
    /// The keys that must be there and are not, by their mapping.
    pub absent: BTreeMap<u32, Vec<Required>>,
}

/// A key that must be there.
#[derive(Clone, Debug)]
pub struct Required {
    pub key: String,
    /// Whether its value is a list.
    pub is_list: bool,
}

/// Holds the file against the schema.
pub fn check(root: &Node, schema: &Value) -> Shape {
    let mut walk =
        Walk { root, schemas: Schemas::new(schema), patterns: HashMap::new(), shape: Shape::default() };
    walk.node(root, schema);
    walk.shape
}

struct Walk<'a> {
    root: &'a Node,
    schemas: Schemas<'a>,
    /// Compiled once; `None` for what this crate's regular expressions do not know.
    patterns: HashMap<&'a str, Option<Regex>>,
    shape: Shape,
}

impl<'a> Walk<'a> {
    fn node(&mut self, node: &'a Node, schema: &'a Value) {
        if self.is_full() {
            return;
        }
        let forms = self.schemas.forms(schema);
        match &node.value {
            Content::Scalar(scalar) => self.scalar(node, scalar, &forms),
            Content::Sequence(items) => match forms.lists.first() {
                Some(list) => self.list(node, items, list),
                None if forms.anything => {}
                None => self.wrong_type(node, &forms),
            },
            Content::Mapping(_) if forms.mappings.is_empty() && forms.anything => {}
            Content::Mapping(_) => match Fields::of_forms(&forms) {
                Some(fields) => self.mapping(node, &fields),
                None => self.wrong_type(node, &forms),
            },
        }
    }

    fn wrong_type(&mut self, node: &Node, forms: &Forms<'a>) {
        let phrase = expected::wrong_type(node, &self.name(node), forms);
        self.wrong(node, phrase);
    }

    fn is_full(&self) -> bool {
        self.shape.mistakes.len() >= MOST_MISTAKES
    }

    /// Notes a mistake at a node.
    fn wrong(&mut self, node: &Node, phrase: Phrase) {
        self.wrong_beside(node, phrase, None);
    }

    /// Notes a mistake at a node that has to do with another.
    fn wrong_beside(&mut self, node: &Node, phrase: Phrase, other: Option<&Node>) {
        self.shape.flawed.insert(node.id);
        if !self.is_full() {
            let mistake = Mistake::new(phrase, self.place(node));
            let related = other.map(|other| Box::new(self.place(other)));
            self.shape.mistakes.push(Mistake { related, ..mistake });
        }
    }

    fn place(&self, node: &Node) -> Place {
        self.root.locate(node.id).1
    }

    /// A scalar as it may be quoted in a sentence.
    fn name(&self, node: &Node) -> String {
        if self.root.hides(node.id) {
            return secret::STARS.to_owned();
        }
        // In quotes, or Fluent would write `0123` as 123.
        format!("\"{}\"", suggest::short(node.raw()))
    }

    /// A key as it may be quoted in a sentence.
    fn key_name(&self, key: &Node) -> String {
        if self.root.hides(key.id) {
            return secret::STARS.to_owned();
        }
        suggest::short(key.raw())
    }
}
