//! What depends on the server, and on what it speaks, in words.

use super::Page;
use carteiro_engine::actions::Takes;
use carteiro_engine::explain::Speaks;
use carteiro_engine::explain::{Changed, Effect, Explanation, Looked};
use carteiro_world::phrase;

/// What servers do differently, as far as it matters here.
pub(super) fn varies(page: &mut Page, told: &Explanation) {
    let imap = By { told, protocol: Speaks::Imap };
    let pop3 = By { told, protocol: Speaks::Pop3 };
    let removes = |effect: &Effect| matches!(effect, Effect::Delete { permanently: true });
    let arrives = |look: &Looked| matches!(look.takes, Takes::Arriving { .. });
    let moves =
        imap.changes(|effect| matches!(effect, Effect::Move { .. } | Effect::Delete { permanently: false }));
    let of_roles = imap.changes(|effect| {
        matches!(
            effect,
            Effect::Draft { folder: None }
                | Effect::Send { .. }
                | Effect::Junk { .. }
                | Effect::Delete { permanently: false }
        )
    });
    let marks = pop3.looks(|look| look.conditions.iter().any(super::goes_by_marks))
        || pop3.changes(|effect| matches!(effect, Effect::Mark { .. }));
    let notes = [
        (moves, phrase!("explain-varies-move")),
        (imap.changes(removes), phrase!("explain-varies-remove")),
        (of_roles, phrase!("explain-varies-roles")),
        (imap.looks(|look| look.recursive), phrase!("explain-varies-recursive")),
        (imap.looks(|look| look.counted_there), phrase!("explain-varies-count")),
        (imap.looks(arrives), phrase!("explain-varies-watch")),
        (pop3.changes(removes), phrase!("explain-pop3-removes")),
        (marks, phrase!("explain-pop3-marks")),
        (pop3.changes(|effect| matches!(effect, Effect::Send { .. })), phrase!("explain-pop3-sends")),
        (pop3.looks(|_| true), phrase!("explain-pop3-names")),
        (pop3.looks(|_| true), phrase!("explain-pop3-headers")),
        (pop3.looks(arrives), phrase!("explain-pop3-waits")),
    ];
    let mut notes = notes.into_iter().filter_map(|(matters, note)| matters.then_some(note)).peekable();
    if notes.peek().is_none() {
        return;
    }
    page.gap();
    page.line(0, &phrase!("explain-varies"));
    for note in notes {
        page.line(1, &note);
    }
}

/// What is done in the sessions of one protocol.
struct By<'a> {
    told: &'a Explanation,
    protocol: Speaks,
}

impl By<'_> {
    fn all(&self) -> impl Iterator<Item = &Explanation> {
        std::iter::once(self.told).chain(&self.told.runs)
    }

    fn looks(&self, is: impl Fn(&Looked) -> bool) -> bool {
        let mut looks = self.all().flat_map(|one| &one.looks);
        looks.any(|look| look.protocol == self.protocol && is(look))
    }

    fn changes(&self, is: impl Fn(&Effect) -> bool) -> bool {
        self.all().any(|one| one.changes.iter().any(|change| is(&change.effect) && self.is_in(one, change)))
    }

    /// Whether the change may be made in such a session.
    fn is_in(&self, told: &Explanation, change: &Changed) -> bool {
        let may_be = |name: &String| change.sessions.is_empty() || change.sessions.contains(name);
        told.sessions.iter().any(|one| one.kind == self.protocol && may_be(&one.session))
    }
}
