//! Which of several sets of fields a mapping is meant to be.

use super::fields::{Fields, Group};
use super::forms::text;
use crate::file::node::Node;

/// A chosen set of fields, and the key by which it was chosen.
pub struct Choice<'g, 'a> {
    pub fields: &'g Fields<'a>,
    pub key: &'a Node,
}

impl<'a> Group<'a> {
    /// The sets that the mapping has a telling key of, in the order of the file.
    pub fn chosen<'g>(&'g self, node: &'a Node) -> Vec<Choice<'g, 'a>> {
        let mut chosen: Vec<Choice<'g, 'a>> = self
            .choices
            .iter()
            .filter_map(|fields| {
                let key = self.telling_key(fields, node)?;
                Some(Choice { fields, key })
            })
            .collect();
        chosen.sort_by_key(|choice| choice.key.id);
        chosen
    }

    /// The keys of which one must be there.
    pub fn telling_keys(&self) -> Vec<&'a str> {
        let mut keys = Vec::new();
        for choice in &self.choices {
            for (name, _) in &choice.properties {
                if self.tells(choice, name) && !keys.contains(name) {
                    keys.push(*name);
                }
            }
        }
        keys
    }

    /// The field whose value names the choice, as `#[serde(tag)]` writes it, and the values it can have.
    pub fn tag(&self) -> Option<(&'a str, Vec<&'a str>)> {
        let name = self.choices.first()?.tag()?.0;
        let words = self
            .choices
            .iter()
            .map(|choice| choice.tag().filter(|(tag, _)| *tag == name).map(|(_, word)| word));
        Some((name, words.collect::<Option<_>>()?))
    }

    /// The set that needs no key at all.
    pub fn without_required(&self) -> Option<&Fields<'a>> {
        self.choices.iter().find(|choice| choice.required.is_empty() && choice.groups.is_empty())
    }

    fn telling_key(&self, choice: &Fields<'a>, node: &'a Node) -> Option<&'a Node> {
        let mut keys = node.entries().iter();
        if let Some((tag, word)) = choice.tag().filter(|_| self.tag().is_some()) {
            return keys.find(|(key, value)| key.raw() == tag && value.raw() == word).map(|(key, _)| key);
        }
        keys.map(|(key, _)| key)
            .find(|key| choice.name(key.raw()).is_some_and(|(name, _)| self.tells(choice, name)))
    }

    /// Whether the key is in this choice only: a required one, or any when the choice requires none of its own.
    fn tells(&self, choice: &Fields<'a>, name: &str) -> bool {
        let own = |name: &str| {
            !self.choices.iter().any(|other| !std::ptr::eq(other, choice) && other.name(name).is_some())
        };
        let requires_own = choice.required.iter().any(|name| own(name));
        own(name) && (!requires_own || choice.required.contains(&name))
    }
}

impl<'a> Fields<'a> {
    fn tag(&self) -> Option<(&'a str, &'a str)> {
        self.properties
            .iter()
            .filter(|(name, _)| self.required.contains(name))
            .find_map(|(name, schema)| Some((*name, text(schema.as_object()?, "const")?)))
    }
}
