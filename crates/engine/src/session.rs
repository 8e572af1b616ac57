//! An open session: reading is free, changing needs the [`Permit`] that only an effect hands out.

mod pending;
mod writing;

use crate::failure::Failure;
use crate::journal::Token;
use crate::run::Permit;
use carteiro_mail::draft;
use carteiro_mail::mime::{Address, PartId, Structure};
use carteiro_mail::{
    Content, Cursor, Folder, FolderPath, Found, Keeps, Kind, Mailbox, Message, MessageRef, Outgoing, Parts,
    Selection, Unreadable,
};
use carteiro_world::phrase;
use futures_util::stream::BoxStream;
use std::collections::HashMap;
use std::fmt;
use std::sync::{Arc, Mutex, PoisonError};
use tokio::sync::OnceCell;
use writing::Writing;

/// A signed-in mailbox, under the name the author gave it.
pub struct Session {
    name: Arc<str>,
    /// What it is known by in the journal: who signs in where.
    identity: Arc<str>,
    /// Who signed in, when that is no secret.
    user: Option<Arc<str>>,
    mailbox: Mailbox,
    /// Sends its mail.
    outgoing: Option<Outgoing>,
    /// Folders that this run makes, and whether they are there: making one per message would cost a round trip each.
    making: Mutex<HashMap<FolderPath, Making>>,
    trash: OnceCell<FolderPath>,
    /// What was removed and is there until the session has ended well.
    pending: Mutex<Vec<Token>>,
    sent: OnceCell<FolderPath>,
    junk: OnceCell<FolderPath>,
    /// Whose address the name is that signed in, where it is none itself.
    address: OnceCell<Option<String>>,
}

/// Whether a folder is there.
type Making = Arc<tokio::sync::Mutex<bool>>;

impl Session {
    pub(crate) fn new(
        name: &str,
        identity: &str,
        user: Option<&str>,
        mailbox: Mailbox,
        outgoing: Option<Outgoing>,
    ) -> Self {
        Self {
            name: name.into(),
            identity: identity.into(),
            user: user.map(Into::into),
            mailbox,
            outgoing,
            making: Mutex::default(),
            trash: OnceCell::new(),
            pending: Mutex::default(),
            sent: OnceCell::new(),
            junk: OnceCell::new(),
            address: OnceCell::new(),
        }
    }

    /// The name the author gave it.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Who signed in where.
    pub fn identity(&self) -> &str {
        &self.identity
    }

    /// Who signed in, when that is no secret.
    pub fn user(&self) -> Option<&str> {
        self.user.as_deref()
    }

    /// The address of who signed in, when that is no secret. A name that is none, such as `EXAMPLE\ana`, is looked up in the
    /// server's directory, where there is one: asked once, and not before somebody needs it.
    pub async fn address(&self) -> Result<Option<Address>, Failure> {
        let Some(user) = self.user() else { return Ok(None) };
        if let Ok(address) = draft::address(user) {
            return Ok(Some(address));
        }
        let asked = self.address.get_or_try_init(|| self.mailbox.resolve(user)).await;
        Ok(self.own(asked.cloned())?.and_then(|found| draft::address(&found).ok()))
    }

    /// All folders.
    pub async fn folders(&self) -> Result<Vec<Folder>, Failure> {
        self.own(self.mailbox.folders().await)
    }

    /// What came of something done in this session: a failure is one of it.
    pub(crate) fn own<T>(&self, done: carteiro_mail::Result<T>) -> Result<T, Failure> {
        done.map_err(|error| self.failure(error))
    }

    /// A failure of this session.
    pub(crate) fn failure(&self, error: carteiro_mail::Error) -> Failure {
        Failure { session: Some(Arc::clone(&self.identity)), ..error.into() }
    }

    /// Whether the failure is one of this mailbox, whichever session of it met it.
    pub(crate) fn failed(&self, failure: &Failure) -> bool {
        failure.session.as_ref() == Some(&self.identity)
    }

    /// Where deleted mail goes: asked once.
    pub async fn trash(&self) -> Result<FolderPath, Failure> {
        let asked = self.trash.get_or_try_init(|| self.mailbox.folder_for(carteiro_mail::Role::Trash)).await;
        self.own(asked.cloned())
    }

    /// Where messages are that somebody goes on with.
    pub async fn drafts(&self) -> Result<FolderPath, Failure> {
        self.own(self.mailbox.folder_for(carteiro_mail::Role::Drafts).await)
    }

    /// Where copies of what was sent are: asked once.
    pub async fn sent(&self) -> Result<FolderPath, Failure> {
        let asked = self.sent.get_or_try_init(|| self.mailbox.folder_for(carteiro_mail::Role::Sent)).await;
        self.own(asked.cloned())
    }

    /// Where unwanted mail goes: asked once.
    pub async fn junk(&self) -> Result<FolderPath, Failure> {
        let asked = self.junk.get_or_try_init(|| self.mailbox.folder_for(carteiro_mail::Role::Junk)).await;
        self.own(asked.cloned())
    }

    /// Who keeps a copy of what is sent. `InvalidInput`: nobody said where mail goes out.
    pub fn keeps(&self) -> Result<Keeps, Failure> {
        Ok(self.outgoing()?.keeps())
    }

    fn outgoing(&self) -> Result<&Outgoing, Failure> {
        self.outgoing.as_ref().ok_or_else(|| {
            let words = phrase!("session-without-outgoing", session = self.name());
            self.failure(carteiro_mail::Error::new(Kind::InvalidInput, words).during("send"))
        })
    }

    /// The messages that are meant.
    pub async fn messages(
        &self,
        selection: Selection,
    ) -> Result<BoxStream<'static, Result<Found, Unreadable>>, Failure> {
        self.own(self.mailbox.messages(selection).await)
    }

    /// Where a folder is now.
    pub async fn cursor(&self, folder: FolderPath) -> Result<Cursor, Failure> {
        self.own(self.mailbox.cursor(folder).await)
    }

    /// What comes into a folder since then, or from when the watch stands.
    pub fn watch(&self, folder: FolderPath, since: Option<Cursor>) -> carteiro_mail::Changes {
        self.mailbox.watch(folder, since)
    }

    /// How many messages are meant.
    pub async fn count(&self, selection: Selection) -> Result<u64, Failure> {
        self.own(self.mailbox.count(selection).await)
    }

    /// One message, with more of it than the loop read.
    pub async fn fetch(&self, message: MessageRef, parts: Parts) -> Result<Message, Failure> {
        let lost = message.clone();
        match self.mailbox.fetch(vec![message], parts).await.pop() {
            Some(Ok(message)) => Ok(message),
            Some(Err(unreadable)) => Err(self.failure(unreadable.error)),
            None => {
                let words = phrase!("message-gone", folder = lost.folder);
                Err(self
                    .failure(carteiro_mail::Error::new(carteiro_mail::Kind::NotFound, words).during("fetch")))
            }
        }
    }

    /// Single parts of a message whose structure is known.
    pub async fn contents(
        &self,
        message: &MessageRef,
        parts: Vec<PartId>,
        known: Option<Arc<Structure>>,
    ) -> Result<Vec<Result<Content, Failure>>, Failure> {
        let contents = self.own(self.mailbox.contents(message, parts, known).await)?;
        Ok(contents.into_iter().map(|content| self.own(content)).collect())
    }

    /// The mailbox, to change it.
    pub(crate) fn write(&self, _permit: &Permit) -> Writing<'_> {
        Writing(self)
    }

    /// Whether this run has made the folder, or found it there. Whoever holds the lock is about to.
    pub(crate) fn making(&self, folder: &FolderPath) -> Making {
        let mut making = self.making.lock().unwrap_or_else(PoisonError::into_inner);
        Arc::clone(making.entry(folder.clone()).or_default())
    }

    /// A folder that was there may be gone: whoever needs it makes it again.
    pub(crate) fn folders_changed(&self) {
        self.making.lock().unwrap_or_else(PoisonError::into_inner).clear();
    }

    pub(crate) async fn capabilities(&self) -> carteiro_mail::Capabilities {
        self.mailbox.capabilities().await
    }

    pub(crate) async fn cost(&self) -> carteiro_mail::Cost {
        let mut cost = self.mailbox.cost().await;
        if let Some(outgoing) = &self.outgoing {
            cost += outgoing.cost().await;
        }
        cost
    }
}

impl fmt::Debug for Session {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Session").field(&self.name).finish()
    }
}
