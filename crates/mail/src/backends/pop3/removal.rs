//! What was removed, and is there until the session has ended well (RFC 1939 §6).

use super::maildrop::Connection;
use std::collections::BTreeSet;

/// The names of messages that were removed and may still be there.
#[derive(Clone, Debug, Default)]
pub(super) struct Removals(BTreeSet<String>);

impl Removals {
    pub(super) fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    pub(super) fn has(&self, name: &str) -> bool {
        self.0.contains(name)
    }

    pub(super) fn add(&mut self, name: &str) {
        self.0.insert(name.to_owned());
    }

    pub(super) fn names(&self) -> Vec<String> {
        self.0.iter().cloned().collect()
    }

    /// Nothing more is to be done for these.
    pub(super) fn settled(&mut self, names: &[String]) {
        for name in names {
            self.0.remove(name);
        }
    }

    /// The session of this connection ended well: what was marked in it is gone.
    pub(super) fn confirmed(&mut self, connection: &Connection) {
        let Some(listing) = connection.listed() else { return };
        let is_gone =
            |name: &String| listing.find(name).is_some_and(|entry| connection.marked.contains(&entry.number));
        self.0.retain(|name| !is_gone(name));
    }
}
