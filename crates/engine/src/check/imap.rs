//! What a server that speaks IMAP cannot do, whichever it is: better said now than by every message.

use super::walk::Walk;
use crate::actions::{AnyAction, Change};
use crate::file::Place;
use carteiro_mail::Category;
use carteiro_world::{Phrase, phrase};

/// What of a step no session of IMAP can do: a category is a keyword there, which is one word.
pub(super) fn beyond_imap(action: &dyn AnyAction) -> Vec<(Phrase, Place)> {
    let mut found = Vec::new();
    for change in action.changes() {
        let Change::Mark { add, remove, .. } = change else { continue };
        for name in add.into_iter().chain(remove) {
            let written = name.written();
            // What is put together of variables is known by the run only.
            if !written.contains("{{") && Category::new(written).is_ok_and(|category| !category.is_word()) {
                found.push((phrase!("category-no-word", name = written), name.place().clone()));
            }
        }
    }
    found
}

impl Walk<'_> {
    /// The step works in a session of IMAP.
    pub(super) fn imap(&mut self) {
        for (words, place) in std::mem::take(&mut self.not_by_imap) {
            self.mistake(words, &place);
        }
    }
}
