//! What is read of messages, in the order in which it is read: the cheapest first, of fewer and fewer.

use crate::query::HeaderName;
use crate::{Condition, Parts};

/// What is read of the messages that a server names.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Reads {
    /// Of all of them, with their headers.
    pub first: Parts,
    /// Header fields that the condition asks about.
    pub headers: Vec<HeaderName>,
    /// Of those that their headers leave open; nothing when headers always settle it.
    pub told: Option<Parts>,
    /// Of those that are open still, whose bytes must tell; nothing when that is settled before.
    pub open: Option<Parts>,
    /// Of those that are meant, unless it was read before.
    pub wanted: Parts,
    /// Whether nothing is read of all of them: their headers would decide nothing.
    pub blind: bool,
}

impl Reads {
    /// What is read to find those of which `condition` holds, with the `wanted` parts of these.
    pub fn of(condition: Option<&Condition>, wanted: Parts) -> Self {
        let needs = condition.map(Condition::reads).unwrap_or_default();
        let light = if wanted.is_heavy() { Parts::default() } else { wanted };
        let structure = Parts { structure: true, ..Parts::default() };
        Self {
            first: if condition.is_some() { Parts::default() } else { light },
            headers: condition.map(Condition::headers).unwrap_or_default(),
            told: needs.structure.then(|| structure.and(light)),
            // Whoever is read for the text anyway brings the rest along, but not the attachments.
            open: needs.is_heavy().then(|| needs.and(Parts { content: false, ..wanted })),
            wanted,
            blind: false,
        }
    }
}

impl Reads {
    /// The same where nothing of a message but its header comes without the rest: it comes once, with all that somebody
    /// may want of it, and without a look at its header before where that would decide nothing; or, where not even the
    /// header comes without the rest, where anybody may want more than it.
    #[must_use]
    pub fn at_once(self, condition: Option<&Condition>, headers_alone: bool) -> Self {
        let more = [self.told, self.open].into_iter().flatten().reduce(Parts::and);
        let is_whole = self.wanted.structure || self.wanted.is_heavy();
        let blind = if headers_alone {
            is_whole && !condition.is_some_and(Condition::asks_header)
        } else {
            is_whole || more.is_some()
        };
        let open = more.map(|more| more.and(self.wanted)).or(blind.then_some(self.wanted));
        // A header comes as a whole.
        let first = Parts { all_headers: self.first.all_headers || self.wanted.all_headers, ..self.first };
        Self { first, told: None, open, blind, ..self }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::mime::Class;
    use crate::query::{Field, Pattern, Text};

    #[test]
    fn the_cheapest_is_read_first_and_the_rest_of_fewer() {
        let none = Parts::default();
        let (structure, text) = (Parts { structure: true, ..none }, Parts { text: true, ..none });
        let whole = Parts { content: true, ..none };
        let body = || Condition::Text(Field::Body, Text(vec![Pattern::Exact("x".into())]));
        let mail = || Condition::Class(vec![Class::Mail]);
        for (condition, wanted, first, told, open) in [
            (None, structure, structure, None, None),
            (None, whole, none, None, None),
            (Some(Condition::Seen(true)), structure, none, None, None),
            (Some(mail()), whole, none, Some(structure), None),
            (
                Some(mail()),
                Parts { all_headers: true, ..none },
                none,
                Some(Parts { all_headers: true, ..structure }),
                None,
            ),
            (Some(body()), whole, none, None, Some(text)),
            (
                Some(Condition::All(vec![body(), mail()])),
                none,
                none,
                Some(structure),
                Some(text.and(structure)),
            ),
            (Some(Condition::Class(Class::ALL.to_vec())), none, none, None, None),
        ] {
            let reads = Reads::of(condition.as_ref(), wanted);
            assert_eq!((reads.first, reads.told, reads.open), (first, told, open), "{condition:?}");
        }
    }

    #[test]
    fn where_a_header_comes_as_a_whole_nobody_asks_for_it_again() {
        let wanted = Parts { all_headers: true, ..Parts::default() };
        let seen = Condition::Seen(false);
        let reads = Reads::of(Some(&seen), wanted).at_once(Some(&seen), true);
        assert!(reads.first.covers(reads.wanted) && reads.open.is_none(), "{reads:?}");
    }

    #[test]
    fn where_all_of_a_message_comes_together_it_comes_once() {
        let none = Parts::default();
        let whole = Parts { content: true, ..none };
        let mail = Condition::Class(vec![Class::Mail]);
        let subject = Condition::Text(Field::Subject, Text(vec![Pattern::Exact("x".into())]));
        let structure = Parts { structure: true, ..none };
        for (condition, wanted, blind, open) in [
            (None, whole, true, Some(whole)),
            (None, none, false, None),
            (Some(mail.clone()), whole, true, Some(whole.and(structure))),
            (Some(mail.clone()), none, false, Some(structure)),
            (Some(subject.clone()), whole, false, None),
            (Some(Condition::All(vec![mail, subject])), whole, false, Some(whole.and(structure))),
        ] {
            let reads = Reads::of(condition.as_ref(), wanted).at_once(condition.as_ref(), true);
            assert_eq!(
                (reads.blind, reads.told, reads.open),
                (blind, None, open),
                "{condition:?} {wanted:?}"
            );
            // Without headers alone, whatever takes more than them takes all at once.
            let reads = Reads::of(condition.as_ref(), wanted).at_once(condition.as_ref(), false);
            let all = open.or((wanted != none).then_some(wanted));
            assert_eq!((reads.blind, reads.open), (all.is_some(), all), "{condition:?} {wanted:?}");
        }
    }
}
