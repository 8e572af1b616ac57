//! What stands in the file, on one line.

use crate::file::{Document, Node, Scalar, Value};

/// A field as it is written.
pub(super) fn field(document: &Document, path: &str) -> Option<String> {
    document.node(path).map(flow)
}

/// In the flow style of YAML.
fn flow(node: &Node) -> String {
    match &node.value {
        Value::Scalar(scalar) => one(scalar),
        Value::Sequence(items) => {
            let items: Vec<String> = items.iter().map(flow).collect();
            format!("[{}]", items.join(", "))
        }
        Value::Mapping(entries) => {
            let entry = |(key, value): &(Node, Node)| format!("{}: {}", flow(key), flow(value));
            let entries: Vec<String> = entries.iter().map(entry).collect();
            format!("{{ {} }}", entries.join(", "))
        }
    }
}

fn one(scalar: &Scalar) -> String {
    match &scalar.raw {
        raw if raw.chars().any(char::is_control) => format!("{raw:?}"),
        raw if scalar.quoted => format!("'{}'", raw.replace('\'', "''")),
        raw => raw.clone(),
    }
}
