//! Mappings: keys that are not known, keys that are missing, keys of which one must be given.

use super::fields::{Fields, Group, Rest};
use super::{Required, Walk, expected, suggest};
use crate::file::node::Node;
use carteiro_world::phrase;
use serde_json::Value;

/// The sets of fields a mapping turned out to have.
#[derive(Default)]
struct Active<'f, 'a> {
    sets: Vec<&'f Fields<'a>>,
    /// Fields of sets that were not chosen, and the key by which another was.
    passed_over: Vec<(&'f Fields<'a>, &'a str)>,
    /// Several of a group are given: only their values are looked at.
    crowded: Vec<&'f Fields<'a>>,
    /// Groups of which nothing is given.
    unmet: Vec<&'f Group<'a>>,
}

impl<'a> Walk<'a> {
    pub(super) fn mapping(&mut self, node: &'a Node, fields: &Fields<'a>) {
        let mut active = Active::default();
        self.activate(node, fields, &mut active);
        let mut meant = Vec::new();
        for (key, value) in node.entries() {
            if self.is_full() {
                return;
            }
            if let Some(schema) = self.schema_of(key, &active) {
                self.node(value, schema);
            } else {
                let name = self.unknown_key(key, fields, &active);
                let free = name.filter(|name| node.get(name).is_none() && !meant.contains(name));
                if let Some((name, schema)) = free.and_then(|name| Some((name, fields.find(name)?))) {
                    self.shape.meant.insert(key.id, name.to_owned());
                    self.node(value, schema);
                }
                meant.extend(name);
            }
        }
        for set in &active.sets {
            for name in &set.required {
                self.required(node, set, name, &meant);
            }
        }
        let given = node.entries().len() as u64;
        if let Some(least) = active.sets.iter().map(|set| set.least).find(|least| given < *least) {
            let allowed = allowed(&active).join(", ");
            self.wrong(node, phrase!("file-mapping-empty", limit = least, allowed = allowed));
        }
        for group in active.unmet.iter().filter(|group| !group.optional) {
            self.unmet(node, group, fields, &meant);
        }
    }

    fn required(&mut self, node: &'a Node, set: &Fields<'a>, name: &str, meant: &[&str]) {
        let is_list = set.name(name).is_some_and(|(_, schema)| !self.schemas.forms(schema).lists.is_empty());
        let required = Required { key: name.to_owned(), is_list };
        let is_it = |key: &Node| match self.shape.meant.get(&key.id) {
            Some(meant) => meant == name,
            None => set.name(key.raw()).is_some_and(|(known, _)| known == name),
        };
        if let Some((_, value)) = node.entries().iter().find(|(key, _)| is_it(key)) {
            self.shape.required.insert(value.id, required);
        } else if !meant.contains(&name) {
            self.wrong(node, phrase!("file-missing-key", key = name));
            self.shape.absent.entry(node.id).or_default().push(required);
        }
    }

    fn activate<'f>(&mut self, node: &'a Node, fields: &'f Fields<'a>, active: &mut Active<'f, 'a>) {
        active.sets.push(fields);
        for group in &fields.groups {
            let chosen = group.chosen(node);
            match chosen.as_slice() {
                [] => match group.without_required() {
                    Some(choice) => self.activate(node, choice, active),
                    None => active.unmet.push(group),
                },
                [choice] => {
                    self.activate(node, choice.fields, active);
                    let others = group.choices.iter().filter(|other| !std::ptr::eq(*other, choice.fields));
                    active.passed_over.extend(others.map(|other| (other, choice.key.raw())));
                }
                [first, second, ..] => {
                    let phrase = phrase!(
                        "file-choice-two",
                        first = self.key_name(first.key),
                        second = self.key_name(second.key),
                        allowed = group.telling_keys().join(", ")
                    );
                    self.wrong_beside(second.key, phrase, Some(first.key));
                    active.crowded.extend(chosen.iter().map(|choice| choice.fields));
                }
            }
        }
    }

    fn schema_of(&mut self, key: &Node, active: &Active<'_, 'a>) -> Option<&'a Value> {
        let sets = || active.sets.iter().chain(&active.crowded);
        if let Some((_, schema)) = sets().find_map(|set| set.name(key.raw())) {
            return Some(schema);
        }
        for (pattern, schema) in sets().flat_map(|set| &set.patterns) {
            if self.matches(pattern, key.raw()) {
                return Some(schema);
            }
        }
        sets().find_map(|set| match set.rest {
            Rest::Like(schema) => Some(schema),
            _ => None,
        })
    }

    /// Says so when the key may not be there, and returns what was meant.
    fn unknown_key(&mut self, key: &Node, fields: &Fields<'a>, active: &Active<'_, 'a>) -> Option<&'a str> {
        let closed = |fields: &&Fields<'a>| matches!(fields.rest, Rest::Closed);
        let unmet = active.unmet.iter().flat_map(|group| &group.choices);
        if !active.sets.iter().chain(&active.crowded).copied().chain(unmet).any(|fields| closed(&fields)) {
            return None;
        }
        let name = self.key_name(key);
        let passed_over = active.passed_over.iter().find(|(choice, _)| choice.name(key.raw()).is_some());
        if let Some((_, beside)) = passed_over {
            self.wrong(key, phrase!("file-key-not-beside", key = name, beside = beside));
            return None;
        }
        // Which keys may be there is not known before the tag is.
        let untold = active.unmet.iter().any(|group| group.tag().is_some());
        if untold && fields.keys().contains(&key.raw()) {
            return None;
        }
        let mut allowed = allowed(active);
        if allowed.is_empty() {
            allowed = fields.keys();
        }
        let meant = suggest::meant(key.raw(), fields.keys());
        let phrase = match meant.filter(|_| !self.root.hides(key.id)) {
            _ if allowed.is_empty() && active.sets.iter().any(|set| !set.patterns.is_empty()) => {
                phrase!("file-key-form", key = name)
            }
            _ if allowed.is_empty() => phrase!("file-no-keys-allowed", key = name),
            Some(meant) => {
                phrase!("file-unknown-key-meant", key = name, meant = meant, allowed = allowed.join(", "))
            }
            None => phrase!("file-unknown-key", key = name, allowed = allowed.join(", ")),
        };
        self.wrong(key, phrase);
        meant
    }

    fn unmet(&mut self, node: &'a Node, group: &Group<'a>, fields: &Fields<'a>, meant: &[&str]) {
        if let Some((tag, words)) = group.tag() {
            match node.get(tag) {
                Some(value) => {
                    let meant = suggest::meant(value.raw(), words.iter().copied());
                    let phrase = expected::unknown_word(&self.name(value), meant, &words);
                    self.wrong(value, phrase);
                }
                None => self.wrong(node, phrase!("file-missing-key", key = tag)),
            }
            return;
        }
        let keys = group.telling_keys();
        // With no other fields around, the unknown key has said what could be there.
        let said = fields.properties.is_empty() && !node.entries().is_empty() && self.any_flawed_key(node);
        if !said && !meant.iter().any(|name| keys.contains(name)) {
            self.wrong(node, phrase!("file-choice-none", allowed = keys.join(", ")));
        }
    }

    fn any_flawed_key(&self, node: &Node) -> bool {
        node.entries().iter().any(|(key, _)| self.shape.flawed.contains(&key.id))
    }
}

/// The keys that may be there, given what already is.
fn allowed<'a>(active: &Active<'_, 'a>) -> Vec<&'a str> {
    let mut keys = Vec::new();
    let sets = active.sets.iter().chain(&active.crowded);
    let own = sets.flat_map(|set| set.properties.iter().map(|(name, _)| *name));
    let open = active.unmet.iter().flat_map(|group| group.telling_keys());
    for key in own.chain(open) {
        if !keys.contains(&key) {
            keys.push(key);
        }
    }
    keys
}
