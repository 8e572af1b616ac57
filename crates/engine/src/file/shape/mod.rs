//! What a file must look like: the JSON Schema of a type, held against a [`Node`].

use super::mistake::Mistake;
use super::node::Node;
use std::collections::BTreeSet;

/// What holding a file against a schema found.
#[derive(Debug, Default)]
pub struct Shape {
    /// Everything wrong.
    pub mistakes: Vec<Mistake>,
    /// The nodes that are wrong.
    pub flawed: BTreeSet<u32>,
    /// The scalars for which the schema wants text.
    pub texts: BTreeSet<u32>,
}

/// Holds the file against the schema.
pub fn check(_root: &Node, _schema: &serde_json::Value) -> Shape {
    Shape::default()
}
