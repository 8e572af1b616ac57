//! Notices that wait to go out, and when they are tried again.

use super::{Notices, phrase};
use crate::db::Transaction;
use crate::{Result, values};
use carteiro_mail::Envelope;
use carteiro_world::{Language, Phrase};
use jiff::Timestamp;
use std::collections::BTreeSet;
use std::time::Duration;

/// After each try that fails; after the last of them it is given up.
const PAUSES: [Duration; 6] = [
    Duration::from_mins(1),
    Duration::from_mins(5),
    Duration::from_mins(30),
    Duration::from_hours(2),
    Duration::from_hours(6),
    Duration::from_hours(12),
];

/// When it is tried again that was tried so often before; `None`: no more.
pub(crate) fn next_try(tries: i64, now: Timestamp) -> Option<Timestamp> {
    let tries = usize::try_from(tries).unwrap_or(usize::MAX);
    PAUSES.get(tries).map(|pause| now + *pause)
}

/// A notice that waits to be written to somebody.
#[derive(Clone, Debug)]
pub(crate) struct Waiting {
    pub(crate) id: String,
    pub(crate) at: Timestamp,
    pub(crate) tries: i64,
    words: Phrase,
    because: Option<Phrase>,
}

type Row = (String, i64, i64, String, String, Option<String>);

impl Waiting {
    /// All that is due for a person, the oldest first.
    pub(crate) async fn due(change: &mut Transaction, person: &str, now: Timestamp) -> Result<Vec<Self>> {
        let sql = "SELECT id, at, tries, code, args, because FROM notice_delivery WHERE channel = 'mail' \
                   AND person_id = $1 AND done_at IS NULL AND run_id IS NULL AND due_at <= $2 ORDER BY id LIMIT 1000";
        let rows: Vec<Row> = change.all(sql, values![person, now]).await?;
        let waiting = |(id, at, tries, code, args, because): Row| Self {
            id,
            at: Timestamp::from_microsecond(at).unwrap_or_default(),
            tries,
            words: phrase(code, &args),
            because: because.and_then(|because| serde_json::from_str(&because).ok()),
        };
        Ok(rows.into_iter().map(waiting).collect())
    }

    /// What happened.
    pub(crate) fn what(&self, language: Language) -> String {
        language.say(&self.words)
    }

    /// The same, and why.
    pub(crate) fn said(&self, language: Language) -> String {
        let mut said = self.what(language);
        if let Some(because) = &self.because {
            said.extend([" ", &language.say(because)]);
        }
        said
    }
}

impl Notices {
    /// Where somebody gets mail: as they have said, or by the name that they sign in with, where that is an address.
    pub(crate) fn address(name: &str, email: Option<&str>) -> Option<String> {
        let address = email.unwrap_or(name);
        Envelope::new(address, [address]).is_ok().then(|| address.to_owned())
    }

    /// Those of these people who are written to.
    pub(super) async fn written_to(
        &self,
        change: &mut Transaction,
        people: &BTreeSet<String>,
    ) -> Result<Vec<String>> {
        let on: Option<(i64,)> = change.one("SELECT id FROM notice_automation", values![]).await?;
        let mut written_to = Vec::new();
        for person in people.iter().filter(|_| on.is_some()) {
            let sql = "SELECT name, email FROM person WHERE id = $1 AND disabled = 0";
            let row: Option<(String, Option<String>)> = change.one(sql, values![person]).await?;
            if row.is_some_and(|(name, email)| Self::address(&name, email.as_deref()).is_some()) {
                written_to.push(person.clone());
            }
        }
        Ok(written_to)
    }
}
