//! A piece of an answer that was read whole: small, but for the bytes of messages, which lie in spools.

use carteiro_world::Spool;

/// An element, without its namespace.
#[derive(Clone, Debug, Default)]
pub(in crate::backends::ews) struct Element {
    /// Its local name.
    pub(in crate::backends::ews) name: String,
    attributes: Vec<(String, String)>,
    /// The text that stands in it, not within the elements in it.
    pub(in crate::backends::ews) text: String,
    /// The elements in it.
    pub(in crate::backends::ews) children: Vec<Element>,
    /// What its text means, where that is the bytes of a message or of an attachment.
    pub(in crate::backends::ews) content: Option<Spool>,
    /// How many of its characters could not be read and became U+FFFD.
    pub(in crate::backends::ews) replaced: u32,
}

impl Element {
    pub(super) fn new(name: String, attributes: Vec<(String, String)>) -> Self {
        Self { name, attributes, ..Self::default() }
    }

    /// What it takes in memory without what is in it.
    pub(super) fn size(&self) -> usize {
        let attributes = self.attributes.iter().map(|(name, value)| 48 + name.len() + value.len());
        128 + self.name.len() + attributes.sum::<usize>()
    }

    /// The first element of this name in it.
    pub(in crate::backends::ews) fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// The first element of this name in it, however deep.
    pub(in crate::backends::ews) fn find(&self, name: &str) -> Option<&Self> {
        if self.name == name {
            return Some(self);
        }
        self.children.iter().find_map(|child| child.find(name))
    }

    /// The text of the first element of this name.
    pub(in crate::backends::ews) fn text(&self, name: &str) -> Option<&str> {
        self.child(name).map(|child| child.text.as_str())
    }

    /// Whether the first element of this name says so (XML Schema Part 2 §3.2.2.1).
    pub(in crate::backends::ews) fn is(&self, name: &str) -> bool {
        matches!(self.text(name).map(str::trim), Some("true" | "1"))
    }

    /// The value of an attribute.
    pub(in crate::backends::ews) fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(known, _)| known == name).map(|(_, value)| value.as_str())
    }

    /// How many bytes the values of its attributes have.
    #[cfg(any(test, fuzzing))]
    pub(in crate::backends::ews) fn values(&self) -> usize {
        self.attributes.iter().map(|(_, value)| value.len()).sum()
    }

    /// How many characters in it, and in what is in it, became U+FFFD.
    pub(in crate::backends::ews) fn all_replaced(&self) -> u32 {
        self.children.iter().fold(self.replaced, |sum, child| sum.saturating_add(child.all_replaced()))
    }
}
