//! What happened lately, by names in short: as much of it as is kept.

use std::collections::{HashSet, VecDeque};

/// Names, of which the oldest are forgotten.
#[derive(Debug)]
pub(in crate::backends) struct Recent {
    known: HashSet<u64>,
    order: VecDeque<u64>,
    most: usize,
}

impl Recent {
    /// Keeps so many.
    pub(in crate::backends) fn keeping(most: usize) -> Self {
        Self { known: HashSet::new(), order: VecDeque::new(), most }
    }

    /// Keeps one; whether it is new.
    pub(in crate::backends) fn insert(&mut self, name: u64) -> bool {
        if !self.known.insert(name) {
            return false;
        }
        self.order.push_back(name);
        if self.order.len() > self.most
            && let Some(oldest) = self.order.pop_front()
        {
            self.known.remove(&oldest);
        }
        true
    }

    pub(in crate::backends) fn contains(&self, name: u64) -> bool {
        self.known.contains(&name)
    }
}

#[cfg(test)]
mod tests {
    use super::Recent;

    #[test]
    fn the_oldest_is_forgotten() {
        let mut recent = Recent::keeping(3);
        assert!([1, 2, 3].iter().all(|name| recent.insert(*name)) && !recent.insert(1));
        assert!(recent.insert(4) && !recent.contains(1) && recent.contains(2));
        assert!(recent.insert(1) && !recent.contains(2));
    }
}
