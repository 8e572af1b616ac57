//! What a server that speaks POP3 cannot do: better said now than by every message.

use super::walk::Walk;
use crate::actions::{AnyAction, Change};
use crate::file::Place;
use carteiro_world::{Phrase, phrase};

impl Walk<'_> {
    /// What of a step no session of POP3 can do.
    pub(super) fn beyond_pop3(&self, action: &dyn AnyAction) -> Vec<(Phrase, Option<Place>)> {
        let changed = action.changes().into_iter().filter_map(|change| beyond(&change));
        let mut found: Vec<(Phrase, Option<Place>)> = changed.map(|words| (words, None)).collect();
        if let Some(look) = action.looks() {
            let folder = look.folder.evaluate(&self.defaults()).ok();
            if folder.is_some_and(|folder| !folder.is_inbox()) {
                found.push((phrase!("pop3-no-folder"), Some(look.folder.source().place().clone())));
            }
            if look.filter.is_some_and(|filter| filter.asks_flagged()) {
                found.push((phrase!("mailbox-cannot-flag"), None));
            }
        }
        found
    }

    /// The step works in a session of POP3.
    pub(super) fn pop3(&mut self) {
        for (words, place) in std::mem::take(&mut self.not_by_pop3) {
            let place = place.unwrap_or_else(|| self.step.clone());
            self.mistake(words, &place);
        }
    }
}

fn beyond(change: &Change<'_>) -> Option<Phrase> {
    Some(match change {
        Change::Move { .. } | Change::Copy { .. } | Change::Junk { .. } => phrase!("mailbox-cannot-move"),
        Change::Delete { permanently: false } => phrase!("pop3-no-trash"),
        Change::Mark { add, remove, .. } if !add.is_empty() || !remove.is_empty() => {
            phrase!("mailbox-cannot-categorize")
        }
        Change::Mark { marks, .. } if marks.iter().any(|mark| mark.ends_with("flagged")) => {
            phrase!("mailbox-cannot-flag")
        }
        Change::Append { folder: Some(_) } | Change::Draft { .. } => phrase!("mailbox-cannot-append"),
        Change::CreateFolder { .. } | Change::RenameFolder { .. } | Change::DeleteFolder { .. } => {
            phrase!("mailbox-cannot-edit-folders")
        }
        // The copy of what is sent is left out: there is no place for it.
        Change::Append { folder: None }
        | Change::Send { .. }
        | Change::Delete { .. }
        | Change::Mark { .. }
        | Change::HttpRequest { .. }
        | Change::AppendCsv { .. }
        | Change::SaveFiles { .. }
        | Change::RunAutomation { .. } => return None,
    })
}
