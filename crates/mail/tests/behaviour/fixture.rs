//! A fresh mailbox, and short words for what tests do with it.

use crate::letter::letter;
use crate::place::{Place, Standing};
use carteiro_mail::{
    Capabilities, Condition, Flags, FolderPath, Found, Limits, Mailbox, Message, MessageRef, Open, Parts,
    Permissions, Query, Selection, Unreadable,
};
use carteiro_world::spool::Spools;
use carteiro_world::{Clock, Spool, Transcript};
use futures_util::StreamExt;
use jiff::Timestamp;
use std::sync::{Arc, Mutex};
use std::time::Duration;

/// When messages are received unless a test cares.
pub const MARCH: Timestamp = Timestamp::constant(1_772_445_600, 0);

/// One fresh mailbox on one server.
pub struct Fixture {
    /// The session under test.
    pub mailbox: Mailbox,
    /// What fills it, where that is another.
    fill: Option<Mailbox>,
    /// Where it is.
    pub standing: Standing,
    said: Said,
}

#[derive(Clone, Default)]
struct Said(Arc<Mutex<Vec<String>>>);

/// Runs `test` on a fresh mailbox of `place`, if its capabilities are what the test is about.
pub async fn run(place: Place, applies: fn(Capabilities) -> bool, test: impl AsyncFnOnce(&Fixture)) {
    let said = Said::default();
    let listener = said.clone();
    let transcript = Transcript::new(move |line| listener.0.lock().unwrap().push(line.to_owned()));
    let Some(standing) = place.stand(transcript).await else {
        return;
    };
    let fill = match &standing.fill {
        Some(fill) => Some(open(&fill.open).await),
        None => None,
    };
    let fixture = Fixture { mailbox: open(&standing.open).await, fill, standing, said };
    let can = fixture.mailbox.capabilities().await;
    // Mail that is stored in a rehearsal arrives nowhere.
    let watch = can.watch && !matches!(place, Place::Rehearsal);
    if applies(Capabilities { watch, ..can }) {
        test(&fixture).await;
    }
    fixture.mailbox.close().await.unwrap();
    if let Some(fill) = &fixture.fill {
        fill.close().await.unwrap();
    }
}

async fn open(open: &Arc<dyn Open>) -> Mailbox {
    // A real server needs a moment to notice that those who were cut off are gone, and lets only so many in.
    let limits = Limits { pause: Duration::from_millis(20), ..Limits::default() };
    Mailbox::open(Arc::clone(open), Clock::system(), limits, Permissions::default(), |_| {}).await.unwrap()
}

/// A failed test shows the end of what was said.
impl Drop for Fixture {
    fn drop(&mut self) {
        if std::thread::panicking() {
            let said = self.said.0.lock().unwrap();
            for line in said.iter().skip(said.len().saturating_sub(60)) {
                eprintln!("{}", line.chars().take(300).collect::<String>());
            }
        }
    }
}

/// A folder path.
pub fn path(text: &str) -> FolderPath {
    FolderPath::parse(text).unwrap()
}

/// The inbox.
pub fn inbox() -> FolderPath {
    FolderPath::inbox()
}

impl Fixture {
    /// Another session of the same mailbox.
    pub async fn another(&self) -> Mailbox {
        open(&self.standing.open).await
    }

    /// Stores letters with these subjects, one after the other.
    pub async fn put(&self, folder: &FolderPath, subjects: &[&str]) {
        for subject in subjects {
            self.put_raw(folder, letter(subject)).await;
        }
    }

    /// Stores a message.
    pub async fn put_raw(&self, folder: &FolderPath, raw: Vec<u8>) -> MessageRef {
        self.put_with(folder, raw, Flags::default(), MARCH).await
    }

    /// Stores a message with flags and date.
    pub async fn put_with(
        &self,
        folder: &FolderPath,
        raw: Vec<u8>,
        flags: Flags,
        at: Timestamp,
    ) -> MessageRef {
        let Some(fill) = &self.fill else {
            return self.append(folder, raw, flags, at).await;
        };
        let content = spool(&raw).await;
        let put = fill.append(folder.clone(), content, flags, Some(at)).await.unwrap();
        if !self.mailbox.capabilities().await.folders {
            // A maildrop is as it was when it was entered: whoever has looked at it enters it anew to look again.
            self.mailbox.cursor(inbox()).await.unwrap();
        }
        put
    }

    /// The same by the session under test, whoever fills the mailbox.
    pub async fn append(&self, folder: &FolderPath, raw: Vec<u8>, flags: Flags, at: Timestamp) -> MessageRef {
        self.mailbox.append(folder.clone(), spool(&raw).await, flags, Some(at)).await.unwrap()
    }

    /// Stores a letter though the connections have just broken: by a session that never had one of them.
    pub async fn put_after_cut(&self, subject: &str) {
        if self.fill.is_some() {
            self.put(&inbox(), &[subject]).await;
            return;
        }
        let fresh = self.another().await;
        fresh.append(inbox(), letter(subject).into(), Flags::default(), Some(MARCH)).await.unwrap();
        fresh.close().await.unwrap();
    }

    /// Makes a folder.
    pub async fn folder(&self, name: &str) -> FolderPath {
        let path = path(name);
        self.mailbox.create_folder(path.clone()).await.unwrap();
        path
    }

    /// What a folder holds, oldest first, without bodies.
    pub async fn messages(&self, folder: &FolderPath) -> Vec<Message> {
        self.messages_with(folder, Parts::default()).await
    }

    /// What a folder holds, oldest first.
    pub async fn messages_with(&self, folder: &FolderPath, parts: Parts) -> Vec<Message> {
        let found = self.select(Selection { parts, ..all_of(folder) }).await;
        found.into_iter().map(|one| one.unwrap().message).collect()
    }

    /// What a selection finds.
    pub async fn select(&self, selection: Selection) -> Vec<Result<Found, Unreadable>> {
        self.mailbox.messages(selection).await.unwrap().collect().await
    }

    /// The subjects of what a condition means in the inbox.
    pub async fn matching(&self, condition: Condition) -> Vec<String> {
        let query = Query { condition: Some(condition) };
        let found = self.select(Selection { query, ..all_of(&inbox()) }).await;
        found.into_iter().map(|one| one.unwrap().message.header.subject.clone()).collect()
    }

    /// References to what a folder holds, oldest first.
    pub async fn references(&self, folder: &FolderPath) -> Vec<MessageRef> {
        self.messages(folder).await.into_iter().map(|message| message.reference).collect()
    }

    /// The subjects in a folder, oldest first.
    pub async fn subjects(&self, folder: &FolderPath) -> Vec<String> {
        self.messages(folder).await.iter().map(|message| message.header.subject.clone()).collect()
    }
}

/// Everything in a folder, oldest first, headers only.
pub fn all_of(folder: &FolderPath) -> Selection {
    Selection::of(folder.clone())
}

/// As large content comes: in a file.
pub async fn spool(raw: &[u8]) -> Spool {
    let mut writer = Spools::default().writer();
    writer.push(raw).await.unwrap();
    writer.finish().await.unwrap()
}
