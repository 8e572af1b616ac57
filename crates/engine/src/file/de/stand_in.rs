//! What stands where something required is missing or wrong, so that what is around it can still be read.

use super::super::node::{Node, Position, Scalar, Value};
use super::super::shape::Required;
use std::collections::BTreeMap;

/// Tried in turn, until one is taken: a name, an expression, a number.
const SCALARS: [&str; 3] = ["missing", "{{ missing }}", "1"];

/// The stand-ins of one file.
#[derive(Default)]
pub struct StandIns {
    /// Of keys that are not there, by the number of their mapping.
    absent: BTreeMap<u32, Absent>,
    /// Of values that are wrong, by their number.
    wrong: BTreeMap<u32, (usize, Node)>,
}

struct Absent {
    tries: usize,
    keys: Vec<Required>,
    entries: Vec<(Node, Node)>,
}

impl StandIns {
    /// For keys that are not there, given with the number of their mapping.
    pub fn for_absent(absent: BTreeMap<u32, Vec<Required>>) -> Self {
        let absent = absent.into_iter().map(|(mapping, keys)| {
            let entries = keys.iter().filter_map(|key| entry(mapping, key, 0)).collect();
            (mapping, Absent { tries: 0, keys, entries })
        });
        Self { absent: absent.collect(), wrong: BTreeMap::new() }
    }

    /// What is read instead of a node.
    pub fn instead_of<'a>(&'a self, node: &'a Node) -> &'a Node {
        self.wrong.get(&node.id).map_or(node, |(_, stand_in)| stand_in)
    }

    /// The entries that a mapping lacks.
    pub fn beside(&self, mapping: &Node) -> &[(Node, Node)] {
        self.absent.get(&mapping.id).map_or(&[], |absent| &absent.entries)
    }

    /// Puts something, or something else, in the place of a value, or of what a mapping lacks. False when nothing is
    /// left to try.
    pub fn replace(&mut self, node: &Node, required: Option<&Required>) -> bool {
        if let Some(absent) = self.absent.get_mut(&node.id) {
            absent.tries += 1;
            absent.entries = absent.keys.iter().filter_map(|key| entry(node.id, key, absent.tries)).collect();
            return !absent.entries.is_empty();
        }
        let tries = self.wrong.get(&node.id).map_or(0, |(tries, _)| tries + 1);
        let Some(value) = required.and_then(|required| value(required, tries)) else {
            return false;
        };
        self.wrong.insert(node.id, (tries, numbered(node.id, value)));
        true
    }
}

fn entry(mapping: u32, required: &Required, tries: usize) -> Option<(Node, Node)> {
    let key = Value::Scalar(Scalar { raw: required.key.clone(), quoted: false });
    // A list may stand beside something that takes more tries.
    let tries = if required.is_list { 0 } else { tries };
    Some((numbered(mapping, key), numbered(mapping, value(required, tries)?)))
}

fn value(required: &Required, tries: usize) -> Option<Value> {
    if required.is_list {
        return (tries == 0).then(|| Value::Sequence(Vec::new()));
    }
    let raw = (*SCALARS.get(tries)?).to_owned();
    Some(Value::Scalar(Scalar { raw, quoted: false }))
}

/// It has the place of what it stands for, or stands in.
fn numbered(id: u32, value: Value) -> Node {
    Node { id, end: id + 1, ..Node::new(value, Position::default(), Position::default()) }
}
