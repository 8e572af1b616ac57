//! Regular expressions: what their named groups catch becomes `mail.match`, so each name is there once.

use super::walk::Walk;
use crate::filter::Filter;
use carteiro_world::phrase;
use std::collections::{BTreeMap, BTreeSet};

impl Walk<'_> {
    /// The names of all groups in a filter.
    pub(super) fn captures(&mut self, filter: &Filter) -> BTreeSet<String> {
        let mut seen = BTreeMap::new();
        for pattern in filter.patterns() {
            for name in pattern.captures() {
                match seen.get(name) {
                    Some(first) => {
                        self.mistake_beside(phrase!("regex-group-twice", name = name), &pattern.place, first);
                    }
                    None => drop(seen.insert(name.to_owned(), pattern.place.clone())),
                }
            }
        }
        seen.into_keys().collect()
    }
}
