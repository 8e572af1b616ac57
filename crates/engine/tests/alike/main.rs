//! The same filters mean the same messages by every protocol: 500 messages in one mailbox of the simulator, looked at by
//! each backend, and what is found held against what the corpus is made of.
//!
//! To add a backend: a line in [`backends::BACKENDS`]. To add a filter: a row in `filters/`, with what it means in terms of
//! [`letter::Letter`].

#![cfg(test)]

mod awkward;
mod backends;
mod corpus;
mod filters;
mod found;
mod letter;
#[path = "../../../mail/tests/token/mod.rs"]
mod token;
mod written;

use backends::{BACKENDS, Backend};
use carteiro_mail::{FolderPath, Mailbox, Parts, Selection};
use carteiro_sandbox::oauth::Settings;
use carteiro_sandbox::{Options, Sandbox};
use filters::Row;
use found::{Told, find};
use letter::Letter;
use std::sync::Arc;
use token::graph_token;

const CONTENT: Parts =
    Parts { all_headers: false, structure: false, text: false, purpose: false, content: true };

/// All bytes of what is found are read for one of so many rows, and in between one is counted: what is not said to depend
/// on the filter.
const SOME: usize = 8;

/// A mailbox with the corpus in it.
struct Place {
    _sandbox: Sandbox,
    letters: Vec<Letter>,
    sessions: Vec<(&'static str, Mailbox)>,
}

impl Place {
    async fn new() -> Self {
        let oauth = Some(Settings::default());
        let sandbox = Sandbox::start(Options { oauth, ..Options::default() }).await.unwrap();
        let user = &Options::default().users[0];
        let token = graph_token(&sandbox, &user.name, &user.password).await;
        let (letters, odd) = (corpus::letters(), awkward::messages());
        assert_eq!(letters.len() + odd.len(), corpus::COUNT);
        let account = sandbox.account();
        for folder in corpus::FOLDERS.iter().chain(&[awkward::FOLDER]).filter(|folder| **folder != "INBOX") {
            account.create(folder).unwrap();
        }
        for letter in &letters {
            let raw: Arc<[u8]> = letter.raw.clone().into();
            account.append(letter.folder, raw, letter.flags(), letter.received_at).unwrap();
        }
        for (raw, flags, received_at) in odd {
            account.append(awkward::FOLDER, Arc::<[u8]>::from(raw), flags, received_at).unwrap();
        }
        let mut sessions = Vec::new();
        for Backend { name, open } in BACKENDS {
            sessions.push((*name, backends::session(open(&sandbox, &token)).await));
        }
        Self { _sandbox: sandbox, letters, sessions }
    }

    async fn close(self) {
        for (_, session) in self.sessions {
            session.close().await.unwrap();
        }
    }

    /// What a row means, by the facts alone.
    fn meant(&self, row: &Row) -> Vec<&Letter> {
        let beneath = format!("{}/", row.folder);
        let here = |letter: &&Letter| {
            letter.folder == row.folder || row.recursive && letter.folder.starts_with(&beneath)
        };
        let mut meant: Vec<&Letter> =
            self.letters.iter().filter(here).filter(|letter| (row.meant)(letter)).collect();
        if row.newest_first {
            meant.reverse();
        }
        meant.truncate(row.limit.unwrap_or(usize::MAX));
        meant
    }
}

/// Looks by one filter through every backend, with `parts` of what is found. What the first found, and how others differ.
async fn looked(place: &Place, selection: &Selection, parts: Parts) -> (Vec<Told>, Vec<String>) {
    let mut first: Option<(&str, Vec<Told>)> = None;
    let mut differ = Vec::new();
    for (name, session) in &place.sessions {
        let told = find(session, Selection { parts, ..selection.clone() }).await;
        match &first {
            None => first = Some((name, told)),
            Some((other, expected)) => {
                differ.extend(found::difference(expected, other, &told, name));
            }
        }
    }
    (first.map(|(_, told)| told).unwrap_or_default(), differ)
}

async fn rows_mean_the_same(rows: Vec<Row>) {
    let place = Place::new().await;
    let mut wrong = Vec::new();
    for (number, row) in rows.iter().enumerate() {
        let selection = row.selection();
        let meant = place.meant(row);
        assert_eq!(meant.is_empty(), row.nothing, "{row}: {} are meant", meant.len());
        let mut all_parts = vec![Parts::default()];
        all_parts.extend((number % SOME == 0).then_some(CONTENT));
        for parts in all_parts {
            let (told, differ) = looked(&place, &selection, parts).await;
            wrong.extend(
                differ
                    .into_iter()
                    .chain(found::otherwise(&meant, &told))
                    .map(|what| format!("{row}\n{what}")),
            );
        }
        for (name, session) in
            place.sessions.iter().filter(|_| number % SOME == SOME / 2 && row.limit.is_none())
        {
            let counted = session.count(selection.clone()).await.unwrap();
            if counted != meant.len() as u64 {
                wrong.push(format!("{row}\n  {name} counts {counted}, and {} are meant", meant.len()));
            }
        }
    }
    place.close().await;
    assert!(wrong.is_empty(), "{} of {} rows:\n{}", wrong.len(), rows.len(), wrong.join("\n"));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn texts_mean_the_same_everywhere() {
    rows_mean_the_same(filters::texts()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn people_files_and_header_fields_mean_the_same_everywhere() {
    rows_mean_the_same(filters::fields()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn marks_times_and_sizes_mean_the_same_everywhere() {
    rows_mean_the_same(filters::marks()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn conditions_together_orders_and_limits_mean_the_same_everywhere() {
    rows_mean_the_same(filters::together()).await;
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn awkward_messages_are_found_alike() {
    let place = Place::new().await;
    let folder = FolderPath::parse(awkward::FOLDER).unwrap();
    let rows = awkward::rows().into_iter().chain(filters::all().into_iter().step_by(SOME));
    let mut wrong = Vec::new();
    for row in rows {
        let selection = Selection { folder: folder.clone(), ..row.selection() };
        for parts in [Parts::default(), CONTENT] {
            let (_, differ) = looked(&place, &selection, parts).await;
            wrong.extend(differ.into_iter().map(|what| format!("{row}\n{what}")));
        }
    }
    place.close().await;
    assert!(wrong.is_empty(), "{}", wrong.join("\n"));
}
