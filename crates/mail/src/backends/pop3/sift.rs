//! What is known of a message before anything of it is retrieved: whether it was read.

use crate::Condition;

/// What a listing tells.
pub(super) struct Known {
    pub(super) seen: bool,
}

/// Whether the condition goes by that.
pub(super) fn asks_whether_seen(condition: &Condition) -> bool {
    match condition {
        Condition::All(of) | Condition::Any(of) => of.iter().any(asks_whether_seen),
        Condition::Not(one) => asks_whether_seen(one),
        Condition::Seen(_) => true,
        _ => false,
    }
}

/// Whether the condition does not hold for certain.
pub(super) fn rules_out(condition: &Condition, known: &Known) -> bool {
    holds(condition, known) == Some(false)
}

/// `None`: more of the message must tell.
fn holds(condition: &Condition, known: &Known) -> Option<bool> {
    match condition {
        Condition::All(of) => {
            let each: Vec<_> = of.iter().map(|one| holds(one, known)).collect();
            if each.contains(&Some(false)) { Some(false) } else { together(&each, true) }
        }
        Condition::Any(of) => {
            let each: Vec<_> = of.iter().map(|one| holds(one, known)).collect();
            if each.contains(&Some(true)) { Some(true) } else { together(&each, false) }
        }
        Condition::Not(one) => holds(one, known).map(|held| !held),
        Condition::Seen(wanted) => Some(known.seen == *wanted),
        Condition::Flagged(wanted) => Some(!wanted),
        // What is counted here when a message is read goes by what came; nearly the same is not the same.
        Condition::Size { .. }
        | Condition::Text(..)
        | Condition::Received { .. }
        | Condition::HasAttachments(_)
        | Condition::Class(_) => None,
    }
}

/// The answer when all are known to be `all`.
fn together(each: &[Option<bool>], all: bool) -> Option<bool> {
    each.iter().all(|one| *one == Some(all)).then_some(all)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn what_a_listing_tells_rules_out_and_what_it_does_not_tell_stays() {
        let known = Known { seen: true };
        let open = || Condition::HasAttachments(true);
        for (condition, is_out) in [
            (Condition::Seen(false), true),
            (Condition::Seen(true), false),
            (Condition::Flagged(true), true),
            (open(), false),
            (Condition::Not(Box::new(open())), false),
            (Condition::Not(Box::new(Condition::Seen(true))), true),
            (Condition::All(vec![open(), Condition::Seen(false)]), true),
            (Condition::Any(vec![open(), Condition::Seen(false)]), false),
            (Condition::Any(vec![Condition::Flagged(true), Condition::Seen(false)]), true),
        ] {
            assert_eq!(rules_out(&condition, &known), is_out, "{condition:?}");
        }
    }
}
