//! How many look at once: each look is a connection to somebody's server. What is counted is in memory, as requests are.

use crate::{Problem, Result};
use carteiro_mail::Kind;
use carteiro_world::phrase;
use jiff::SignedDuration;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Looks of one person.
const EACH: usize = 3;
/// Looks of all.
const ALL: usize = 30;
/// Who is one too many comes back after a while.
const PAUSE: SignedDuration = SignedDuration::from_secs(5);

#[derive(Debug, Default)]
pub(super) struct Bounds(Mutex<HashMap<String, usize>>);

/// One look that is under way, until it is dropped.
pub(super) struct Place {
    bounds: Arc<Bounds>,
    person: String,
}

impl Bounds {
    /// `Throttled`: too many of this person's are under way, or of all.
    pub(super) fn take(self: &Arc<Self>, person: &str) -> Result<Place> {
        let mut under_way = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let mine = under_way.get(person).copied().unwrap_or_default();
        let words = if mine >= EACH {
            Some(phrase!("look-too-many", most = EACH))
        } else {
            (under_way.values().sum::<usize>() >= ALL).then(|| phrase!("look-too-many-here"))
        };
        if let Some(words) = words {
            return Err(Problem::new(Kind::Throttled, words).after(PAUSE));
        }
        under_way.insert(person.to_owned(), mine + 1);
        Ok(Place { bounds: Arc::clone(self), person: person.to_owned() })
    }
}

impl Drop for Place {
    fn drop(&mut self) {
        let mut under_way = self.bounds.0.lock().unwrap_or_else(PoisonError::into_inner);
        match under_way.get_mut(&self.person) {
            Some(more @ 2..) => *more -= 1,
            _ => drop(under_way.remove(&self.person)),
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_person_looks_so_often_at_once_and_all_together_so_often() {
        let bounds = Arc::new(Bounds::default());
        let take = |person: &str| bounds.take(person);
        let mine: Vec<Place> = (0..EACH).map(|_| take("ana").unwrap()).collect();
        let refused = take("ana").err().unwrap();
        assert_eq!((refused.kind(), refused.wait()), (Kind::Throttled, Some(PAUSE)));
        assert_eq!(refused.words().code, "look-too-many");
        let others: Vec<Place> = (EACH..ALL).map(|who| take(&who.to_string()).unwrap()).collect();
        assert_eq!(take("bia").err().unwrap().words().code, "look-too-many-here");
        drop(mine);
        let again = take("ana").unwrap();
        drop((others, again));
        assert!(bounds.0.lock().unwrap().is_empty());
    }
}
