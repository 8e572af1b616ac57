//! What happens in a run: the terminal, the database, the live page and the tests read nothing else.

mod effect;
mod summary;

pub use effect::{Beside, Effect};
pub use summary::{Status, Summary};

use crate::failure::{Ends, Failure};
use carteiro_mail::MessageRef;
use carteiro_mail::mime::Header;
use carteiro_world::Phrase;
use futures_util::future::BoxFuture;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::borrow::Cow;

/// Hears events.
pub trait Events: Send + Sync {
    /// Something happened.
    fn report(&self, report: Report);

    /// Resolves when there is room for more: a run waits for it before each step.
    fn room(&self) -> BoxFuture<'_, ()> {
        Box::pin(std::future::ready(()))
    }
}

impl<F: Fn(Report) + Send + Sync> Events for F {
    fn report(&self, report: Report) {
        self(report);
    }
}

/// An event, when, and in which step.
///
/// The events of one item of a loop stand together, in the order of the items, however many are worked on at once.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct Report {
    /// When.
    pub at: Timestamp,
    /// The step, by its way through the automation: the steps of one that it runs stand below the step that runs it.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub step: Option<String>,
    /// The items of the loops around the step, outermost first, counted from 1.
    #[serde(default, skip_serializing_if = "Vec::is_empty")]
    pub items: Vec<u64>,
    /// What happened.
    #[serde(flatten)]
    pub event: Event,
}

/// Something that happened.
#[derive(Clone, Debug, Serialize, Deserialize)]
#[serde(tag = "event", rename_all = "snake_case")]
pub enum Event {
    /// The run began.
    RunStarted {
        /// The run.
        run: String,
        /// The automation.
        automation: String,
        /// Nothing of what is told happens: it is what would.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        dry_run: bool,
    },
    /// A step outside of loops over mail began.
    StepStarted {
        /// Its action.
        action: Cow<'static, str>,
    },
    /// A step outside of loops over mail ended well.
    StepFinished {
        /// Its action.
        action: Cow<'static, str>,
    },
    /// A session is open.
    Connected {
        /// The session.
        session: String,
        /// Where.
        host: String,
        /// Who signed in.
        #[serde(skip_serializing_if = "Option::is_none")]
        user: Option<String>,
        /// What the mailbox can do.
        capabilities: carteiro_mail::Capabilities,
    },
    /// A session ended.
    Disconnected {
        /// The session.
        session: String,
    },
    /// Something is tried again after a pause.
    Retrying {
        /// The session.
        session: String,
        /// Why.
        failure: Failure,
        /// How long it waits.
        pause_ms: u64,
    },
    /// Steps failed and are tried again after a pause.
    TryingAgain {
        /// The how-manieth time it is, from 1.
        attempt: u32,
        /// How many there are at most.
        times: u32,
        /// Why.
        failure: Failure,
        /// How long it waits.
        pause_ms: u64,
    },
    /// Steps failed, and the automation deals with it.
    Caught {
        /// Why.
        failure: Failure,
    },
    /// What is done at the end failed after something else had: the run tells of that.
    FinallyFailed {
        /// Why.
        failure: Failure,
    },
    /// The run waits.
    Waiting {
        /// Until when at the latest.
        until: Timestamp,
        /// For mail.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        for_mail: bool,
    },
    /// The automation ends the run.
    Stopped {
        /// How.
        how: Ends,
        /// Why, in the author's own words.
        #[serde(skip_serializing_if = "Option::is_none")]
        reason: Option<String>,
    },
    /// Another automation runs as a step of this one.
    AutomationStarted {
        /// Its name.
        automation: String,
        /// Its file.
        file: String,
    },
    /// It ended well.
    AutomationFinished {
        /// Its name.
        automation: String,
    },
    /// A session signed in anew.
    Reconnected {
        /// The session.
        session: String,
    },
    /// The server wants a person to read something.
    Alert {
        /// The session.
        session: String,
        /// In the server's words.
        text: String,
    },
    /// A further connection did not come about; the session goes on with those it has.
    FewerConnections {
        /// The session.
        session: String,
        /// As many there are.
        left: usize,
        /// Why there are no more.
        failure: Failure,
    },
    /// A loop began.
    LoopStarted {
        /// The session.
        session: String,
        /// The folder.
        folder: String,
    },
    /// A loop ended.
    LoopFinished {
        /// Items that were done.
        done: u64,
        /// Items that failed.
        failed: u64,
        /// Messages that were passed over because they were done before.
        #[serde(default, skip_serializing_if = "is_zero")]
        skipped: u64,
    },
    /// Work on a message began.
    ItemStarted {
        /// Its number in the loop, from 1.
        n: u64,
        /// Its subject.
        subject: String,
        /// Its sender.
        from: String,
        /// How it is found again, and what it is recognised by.
        key: MessageRef,
    },
    /// Work on a message is done.
    ItemDone {
        /// Its number in the loop.
        n: u64,
    },
    /// A message was not worked on.
    ItemSkipped {
        /// Its number in the loop.
        n: u64,
        /// Its subject.
        subject: String,
        /// Its sender.
        from: String,
        /// How it is found again, and what it is recognised by.
        key: MessageRef,
        /// Why.
        reason: Phrase,
    },
    /// Work on a message failed; the loop goes on.
    ItemFailed {
        /// Its number in the loop.
        n: u64,
        /// Why.
        failure: Failure,
    },
    /// One of the messages that a step works on failed; the step goes on with the others.
    MessageFailed {
        /// Its subject; empty when it could not be read.
        subject: String,
        /// Its sender.
        from: String,
        /// How it is found again, and what it is recognised by, as far as that is known.
        #[serde(default, skip_serializing_if = "Option::is_none")]
        key: Option<MessageRef>,
        /// Why.
        failure: Failure,
    },
    /// Some of the messages that a step works on were changed.
    MessagesChanged {
        /// What was done to each.
        #[serde(flatten)]
        effect: Effect,
        /// Which.
        messages: Vec<About>,
    },
    /// How far a step is that works on many messages.
    Progress {
        /// Messages of this step that were done so far.
        done: u64,
        /// Messages of this step that failed so far.
        failed: u64,
    },
    /// A step is through with the messages of a folder that it was to work on, or ended before the last of them.
    MessagesDone {
        /// What was done to them.
        #[serde(flatten)]
        effect: Effect,
        /// Messages that were done, without those that an earlier try of the same run had done.
        done: u64,
        /// Messages that failed.
        failed: u64,
    },
    /// A message went out, and something that belongs to that was not done. It is not sent again.
    SentWithout {
        /// What was not done.
        what: Beside,
        /// Why.
        failure: Failure,
    },
    /// Something outside was changed.
    Effect {
        /// What.
        #[serde(flatten)]
        effect: Effect,
        /// It had been done by an earlier try of the same run, and was not done again.
        #[serde(default, skip_serializing_if = "std::ops::Not::not")]
        repeated: bool,
    },
    /// A file is there.
    FileSaved {
        /// Beneath the folder of files.
        path: String,
        /// In bytes.
        size: u64,
        /// Of its content, in hexadecimal.
        sha256: String,
    },
    /// An attachment was not saved.
    FileSkipped {
        /// Its name.
        name: String,
        /// Why.
        reason: Phrase,
    },
    /// An author's own words.
    Log {
        /// The words.
        text: String,
    },
    /// Something that should be seen to.
    Warning {
        /// What.
        #[serde(flatten)]
        words: Phrase,
    },
    /// The run ended.
    RunFinished(Summary),
}

/// A message, as people and servers know it.
#[derive(Clone, Debug, Serialize, Deserialize)]
pub struct About {
    /// Its subject.
    pub subject: String,
    /// Its sender.
    pub from: String,
    /// How it is found again, and what it is recognised by.
    pub key: MessageRef,
}

impl About {
    pub(crate) fn new(header: &Header, key: &MessageRef) -> Self {
        let from = header.from.first().map(|from| from.address.clone()).unwrap_or_default();
        Self { subject: header.subject.clone(), from, key: key.clone() }
    }
}

#[expect(clippy::trivially_copy_pass_by_ref, reason = "serde hands out references")]
fn is_zero(number: &u64) -> bool {
    *number == 0
}
