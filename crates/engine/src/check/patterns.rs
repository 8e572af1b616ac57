//! Regular expressions: what their named groups catch becomes `mail.match`, so each name is there once, whichever
//! fields it stands in.

use super::walk::Walk;
use crate::file::Place;
use crate::filter::Filter;
use carteiro_world::phrase;
use std::collections::{BTreeMap, BTreeSet};

impl Walk<'_> {
    /// The names of the groups in a filter that can catch something.
    pub(super) fn captures(&mut self, filter: &Filter) -> BTreeSet<String> {
        let mut seen: BTreeMap<&str, &Place> = BTreeMap::new();
        for pattern in filter.patterns() {
            for name in pattern.captures() {
                match seen.get(name) {
                    Some(first) => {
                        self.mistake_beside(phrase!("regex-group-twice", name = name), &pattern.place, first);
                    }
                    None => drop(seen.insert(name, &pattern.place)),
                }
            }
        }
        filter.groups().into_iter().map(str::to_owned).collect()
    }
}
