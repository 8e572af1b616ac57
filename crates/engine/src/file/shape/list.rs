//! Lists.

use super::Walk;
use super::forms::Object;
use crate::file::node::Node;
use carteiro_world::phrase;
use serde_json::Value;

impl<'a> Walk<'a> {
    pub(super) fn list(&mut self, node: &'a Node, items: &'a [Node], list: &'a Object) {
        let limit =
            |key: &str| list.get(key).and_then(Value::as_u64).and_then(|limit| usize::try_from(limit).ok());
        if let Some(limit) = limit("minItems").filter(|limit| items.len() < *limit) {
            self.wrong(node, phrase!("file-list-too-short", limit = limit));
        }
        if let Some(limit) = limit("maxItems").filter(|limit| items.len() > *limit) {
            self.wrong(node, phrase!("file-list-too-long", limit = limit));
        }
        let first = list.get("prefixItems").and_then(Value::as_array).map_or(&[][..], Vec::as_slice);
        let schemas = first.iter().chain(std::iter::repeat(list.get("items").unwrap_or(&Value::Bool(true))));
        for (item, schema) in items.iter().zip(schemas) {
            self.node(item, schema);
        }
    }
}
