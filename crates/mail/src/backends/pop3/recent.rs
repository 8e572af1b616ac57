//! Messages that were retrieved a moment ago: whoever wants more of one finds it here.

use carteiro_world::Spool;
use std::collections::VecDeque;
use std::sync::Arc;

/// So many are kept whatever their size.
const FEW: usize = 2;
/// More are kept up to this number, since each may be a file, and up to so many bytes.
const MOST: usize = 64;
const OCTETS: u64 = 4 * 1024 * 1024;

/// The messages that were kept last.
#[derive(Default)]
pub(super) struct Recent {
    kept: VecDeque<(Arc<str>, Spool)>,
    octets: u64,
}

impl Recent {
    pub(super) fn find(&self, name: &str) -> Option<Spool> {
        self.kept.iter().find(|(known, _)| &**known == name).map(|(_, spool)| spool.clone())
    }

    /// Keeps a message for whoever comes next.
    pub(super) fn keep(&mut self, name: &Arc<str>, spool: &Spool) {
        self.octets += spool.len();
        self.kept.push_back((Arc::clone(name), spool.clone()));
        while self.kept.len() > FEW && (self.kept.len() > MOST || self.octets > OCTETS) {
            let Some((_, oldest)) = self.kept.pop_front() else { return };
            self.octets -= oldest.len();
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn kept(count: usize, size: usize) -> Vec<usize> {
        let mut recent = Recent::default();
        for n in 0..count {
            recent.keep(&n.to_string().into(), &vec![0; size].into());
        }
        (0..count).filter(|n| recent.find(&n.to_string()).is_some()).collect()
    }

    #[test]
    fn the_last_are_kept_within_bounds_and_two_always() {
        assert_eq!(kept(100, 10), (36..100).collect::<Vec<_>>());
        assert_eq!(kept(10, 1024 * 1024), [6, 7, 8, 9]);
        assert_eq!(kept(4, 5 * 1024 * 1024), [2, 3]);
    }
}
