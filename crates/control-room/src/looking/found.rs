//! The folders of a session, and the messages that a step would find.

use super::shown::name;
use super::{Looks, Subject};
use crate::access::Caller;
use crate::audit::Entry;
use crate::{Problem, Result};
use carteiro_engine::Failure;
use carteiro_engine::preview;
use carteiro_mail::{Folder, Kind, Message};
use carteiro_world::{Phrase, phrase};
use jiff::Timestamp;
use serde::Serialize;
use std::future::Future;
use utoipa::ToSchema;

/// A preview shows no more.
pub(super) const MOST: usize = 100;

/// A folder of a mailbox.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct FolderFound {
    /// As automations write it.
    path: String,
    /// What it is for, where the server says so: `inbox`, `sent`.
    #[schema(value_type = Option<String>)]
    role: Option<carteiro_mail::Role>,
    /// Whether messages can be in it.
    selectable: bool,
}

/// What a step would find now.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Preview {
    /// The first messages, in the order of the step.
    pub messages: Vec<Previewed>,
    /// Whether there are more.
    pub is_more: bool,
    /// How many of those that were looked at cannot be read.
    pub unreadable: usize,
}

/// A message that a step would find.
#[derive(Clone, Debug, Serialize, ToSchema)]
pub struct Previewed {
    /// Names it to whoever wants to read it, as long as it stays where it is.
    pub id: String,
    /// The folder that it is in.
    pub folder: String,
    /// Its subject.
    pub subject: String,
    /// Its senders.
    pub from: Vec<String>,
    /// When its server received it.
    #[schema(value_type = Option<String>, format = DateTime)]
    pub received_at: Option<Timestamp>,
    /// Bytes.
    pub size: u64,
    /// Whether it was read.
    pub seen: bool,
    /// Whether it is marked for attention.
    pub flagged: bool,
    /// Whether it was answered.
    pub answered: bool,
    /// Other marks, as the server spells them.
    pub keywords: Vec<String>,
    /// Whether it has attachments; none: it would take all of the message to know.
    pub has_attachments: Option<bool>,
}

impl Looks {
    /// The folders of a session. `NotFound`, `Throttled` as [`Looks::connection`] has them; else what kept it from being
    /// opened, as a run would tell it.
    pub async fn folders(
        &self,
        caller: &Caller,
        subject: Subject,
        session: &str,
    ) -> Result<Vec<FolderFound>> {
        subject.opens(session)?;
        let words = phrase!("audit-look-folders", session = session, name = subject.name);
        let host = self.host(caller, &subject).await?;
        let folders = preview::folders(subject.checked.clone(), &subject.variables, host, session);
        let folders = self.look(caller, &subject, words, folders).await?;
        Ok(folders.into_iter().map(FolderFound::from).collect())
    }

    /// At most `most` of the messages that the step at this place would find now.
    ///
    /// - `InvalidInput`: `most` is none.
    /// - `NotFound`: no step there looks for messages. `Throttled`; else as [`Looks::folders`] has it.
    pub async fn messages(
        &self,
        caller: &Caller,
        subject: Subject,
        step: &str,
        most: usize,
    ) -> Result<Preview> {
        if !(1..=MOST).contains(&most) {
            return Err(Problem::new(Kind::InvalidInput, phrase!("look-most", most = MOST)));
        }
        let words = phrase!("audit-look-messages", step = step, name = subject.name);
        let host = self.host(caller, &subject).await?;
        let found = preview::messages(subject.checked.clone(), &subject.variables, host, step, most);
        let preview::Found { messages, is_more, unreadable } =
            self.look(caller, &subject, words, found).await?;
        Ok(Preview { messages: messages.into_iter().map(Previewed::from).collect(), is_more, unreadable })
    }

    pub(super) async fn look<T>(
        &self,
        caller: &Caller,
        subject: &Subject,
        words: Phrase,
        looking: impl Future<Output = Result<T, Failure>>,
    ) -> Result<T> {
        let _place = self.under_way.take(&caller.person.id)?;
        self.ground.note(&caller.actor(), Entry::about("look", &subject.id, words)).await?;
        self.within(looking).await?.map_err(|failure| refused(&failure))
    }
}

/// What a server refuses is no refusal of ours: whoever asks is signed in here, and nothing was denied to them.
fn refused(failure: &Failure) -> Problem {
    let kind = match failure.kind {
        Kind::SignInFailed | Kind::SignInNeeded => Kind::Rejected,
        kind => kind,
    };
    Problem::new(kind, failure.words.clone())
}

impl From<Folder> for FolderFound {
    fn from(folder: Folder) -> Self {
        Self { path: folder.path.to_string(), role: folder.role, selectable: folder.selectable }
    }
}

impl From<Message> for Previewed {
    fn from(message: Message) -> Self {
        Self {
            id: name(&message.reference),
            folder: message.reference.folder.to_string(),
            subject: message.header.subject.clone(),
            from: message.header.from.iter().map(ToString::to_string).collect(),
            received_at: message.received_at,
            size: message.size,
            has_attachments: message.has_attachments(),
            seen: message.flags.seen,
            flagged: message.flags.flagged,
            answered: message.flags.answered,
            keywords: message.flags.keywords,
        }
    }
}
