//! What a YAML file holds, with the place of everything.

use super::core;
use super::place::{Place, Segment, join};
use super::secret;
use std::collections::BTreeMap;

/// A value in a file.
///
/// - `id` numbers the nodes in the order of the file, and the nodes inside this one are `id + 1 .. end`.
/// - A node reached through an alias is a copy with its own `id` and the position of the original.
#[derive(Clone, Debug, PartialEq)]
pub struct Node {
    /// What it is.
    pub value: Value,
    /// Line and column, both from 1.
    pub start: Position,
    /// Just after its last character; for block collections the start of what follows.
    pub stop: Position,
    pub(super) id: u32,
    pub(super) end: u32,
}

/// A line and a column, both from 1, the column in characters.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, PartialOrd, Ord)]
pub struct Position {
    /// The line.
    pub line: usize,
    /// The column.
    pub column: usize,
}

/// The three kinds of YAML.
#[derive(Clone, Debug, PartialEq)]
pub enum Value {
    /// One value. Nothing is inferred until somebody asks for a type.
    Scalar(Scalar),
    /// A list.
    Sequence(Vec<Node>),
    /// Keys and values in the order of the file; keys are scalars, each once.
    Mapping(Vec<(Node, Node)>),
}

/// One value as it is written.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Scalar {
    /// The text after quotes and escapes were taken off, and before any type is inferred.
    pub raw: String,
    /// Written in quotes or as a block (`|`, `>`), so that it can only be text.
    pub quoted: bool,
}

impl Node {
    /// A node whose numbers [`Node::number`] still has to fill in.
    pub(super) fn new(value: Value, start: Position, stop: Position) -> Self {
        Self { value, start, stop, id: 0, end: 0 }
    }

    /// The scalar, when it is one.
    pub fn scalar(&self) -> Option<&Scalar> {
        match &self.value {
            Value::Scalar(scalar) => Some(scalar),
            _ => None,
        }
    }

    /// The text of a scalar as it is written; empty for a list and a mapping.
    pub fn raw(&self) -> &str {
        self.scalar().map_or("", |scalar| &scalar.raw)
    }

    /// The entries, when it is a mapping.
    pub fn entries(&self) -> &[(Node, Node)] {
        match &self.value {
            Value::Mapping(entries) => entries,
            _ => &[],
        }
    }

    /// The value of a key, when it is a mapping that has it.
    pub fn get(&self, key: &str) -> Option<&Node> {
        self.entries().iter().find(|(found, _)| found.raw() == key).map(|(_, value)| value)
    }

    /// Nothing, `~` or `null`, without quotes.
    pub fn is_null(&self) -> bool {
        self.scalar().is_some_and(core::is_null)
    }

    /// Nothing at all after the colon or the dash.
    pub fn is_blank(&self) -> bool {
        self.scalar().is_some_and(|scalar| !scalar.quoted && scalar.raw.is_empty())
    }

    /// How many nodes and bytes of text there are in it, itself included.
    pub(super) fn weigh(&self) -> (usize, usize) {
        let add = |(nodes, bytes): (usize, usize), node: &Node| {
            let (more_nodes, more_bytes) = node.weigh();
            (nodes + more_nodes, bytes + more_bytes)
        };
        match &self.value {
            Value::Scalar(scalar) => (1, scalar.raw.len()),
            Value::Sequence(items) => items.iter().fold((1, 0), add),
            Value::Mapping(entries) => {
                entries.iter().fold((1, 0), |sum, (key, value)| add(add(sum, key), value))
            }
        }
    }

    /// How many levels there are in it, itself included.
    pub(super) fn height(&self) -> usize {
        1 + match &self.value {
            Value::Scalar(_) => 0,
            Value::Sequence(items) => items.iter().map(Node::height).max().unwrap_or(0),
            Value::Mapping(entries) => entries.iter().map(|(_, value)| value.height()).max().unwrap_or(0),
        }
    }

    /// Numbers this node and everything in it, from `next`; returns the first unused number.
    pub(super) fn number(&mut self, next: u32) -> u32 {
        self.id = next;
        let mut next = next + 1;
        match &mut self.value {
            Value::Scalar(_) => {}
            Value::Sequence(items) => {
                for item in items {
                    next = item.number(next);
                }
            }
            Value::Mapping(entries) => {
                for (key, value) in entries {
                    next = key.number(next);
                    next = value.number(next);
                }
            }
        }
        self.end = next;
        next
    }

    /// Writes other keys in place of those with these numbers.
    pub(super) fn rename(&mut self, keys: &BTreeMap<u32, String>) {
        if keys.range(self.ids()).next().is_none() {
            return;
        }
        match &mut self.value {
            Value::Scalar(scalar) => {
                if let Some(name) = keys.get(&self.id) {
                    scalar.raw.clone_from(name);
                }
            }
            Value::Sequence(items) => items.iter_mut().for_each(|item| item.rename(keys)),
            Value::Mapping(entries) => {
                for (key, value) in entries {
                    key.rename(keys);
                    value.rename(keys);
                }
            }
        }
    }

    /// The numbers of this node and of all in it.
    pub(super) fn ids(&self) -> std::ops::Range<u32> {
        self.id..self.end
    }

    /// The node with this number and its place, looking below this one.
    pub(super) fn locate(&self, id: u32) -> (&Node, Place) {
        let (node, segments, _) = self.descend(id);
        let Position { line, column } = node.start;
        let path = join(&segments);
        (node, Place { line, column, path })
    }

    /// Whether the node with this number is, or stands in, the value of a secret key; or a URL with who signs in.
    pub(super) fn hides(&self, id: u32) -> bool {
        let (node, _, hidden) = self.descend(id);
        hidden || secret::logins(node.raw()).next().is_some()
    }

    /// The texts below it that are the values of secret keys.
    #[cfg(any(test, fuzzing))]
    pub(crate) fn secrets(&self) -> Vec<&str> {
        let hidden = self.ids().map(|id| self.descend(id)).filter(|(_, _, hidden)| *hidden);
        hidden.map(|(node, ..)| node.raw()).collect()
    }

    fn descend(&self, id: u32) -> (&Node, Vec<Segment>, bool) {
        let mut segments = Vec::new();
        let (mut within, mut hidden) = (secret::Within::default(), false);
        let mut node = self;
        while node.id != id {
            let (segment, inner) = match &node.value {
                Value::Scalar(_) => break,
                Value::Sequence(items) => {
                    let index = items.partition_point(|item| item.end <= id);
                    (Segment::Index(index), items.get(index))
                }
                Value::Mapping(entries) => {
                    let entry = entries.get(entries.partition_point(|(_, value)| value.end <= id));
                    let Some((key, value)) = entry else { break };
                    let conceals = within.below(key.raw());
                    let name = secret::shown(hidden && conceals.hides(), key.raw()).to_owned();
                    let inner = if key.id == id { key } else { value };
                    // The name of a secret is none, unless it stands where the secret should.
                    hidden = conceals.hides() && (hidden || inner.id != key.id);
                    within = conceals;
                    (Segment::Key(name), Some(inner))
                }
            };
            let Some(inner) = inner else { break };
            segments.push(segment);
            node = inner;
        }
        (node, segments, hidden)
    }
}
