//! Ways to make the server misbehave, and what it counts.

use crate::{Capabilities, Categories, Error, FolderPath, Kind, Result, Retry};
use carteiro_auth::Renew;
use carteiro_world::phrase;
use std::collections::{BTreeMap, BTreeSet};

/// What a session asks of the server.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Verb {
    /// Connecting and signing in.
    SignIn,
    /// Listing the folders.
    Folders,
    /// Searching a folder.
    Search,
    /// Looking for one message by what it can be recognised by.
    Locate,
    /// Fetching messages. It fails message by message.
    Fetch,
    /// Opening parts of a message.
    Part,
    /// Moving messages.
    Move,
    /// Copying messages.
    Copy,
    /// Changing flags.
    Flag,
    /// Removing messages for good.
    Delete,
    /// Storing a message.
    Append,
    /// Making a folder.
    CreateFolder,
    /// Giving a folder another place.
    RenameFolder,
    /// Removing a folder.
    DeleteFolder,
    /// Telling where a folder is now.
    Cursor,
    /// Watching a folder: once for each connection that does.
    Watch,
    /// Ending the session.
    Close,
}

/// Whether the server accepts the credential.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub enum SignIn {
    /// Any.
    #[default]
    Accepted,
    /// Only a renewed one, as when a token has ended.
    OnceRenewed,
    /// None.
    Refused,
}

pub(super) struct Knobs {
    pub(super) capabilities: Capabilities,
    pub(super) sign_in: SignIn,
    /// How many times all connections were broken.
    pub(super) breaks: u64,
    pub(super) unreadable: BTreeSet<(FolderPath, u32)>,
    pub(super) calls: BTreeMap<Verb, u64>,
    /// Failures to come of each verb, whether the work is done all the same, and how often.
    pub(super) failures: Vec<(Verb, Done, usize, Error)>,
}

/// A server that can do everything, and does.
impl Default for Knobs {
    fn default() -> Self {
        Self {
            capabilities: Capabilities {
                folders: true,
                edit_folders: true,
                move_messages: true,
                reports_new_ids: true,
                flags: true,
                marks_read: true,
                categories: Categories::Names,
                heeds_junk: false,
                append: true,
                expunge_one: true,
                removes_at_once: true,
                fetch_parts: true,
                watch: true,
            },
            sign_in: SignIn::default(),
            breaks: 0,
            unreadable: BTreeSet::new(),
            calls: BTreeMap::new(),
            failures: Vec::new(),
        }
    }
}

/// Whether a failing operation takes place.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Done {
    /// It does not.
    No,
    /// It does: only the answer is lost.
    Yes,
}

impl Knobs {
    /// Counts a call; fails when it is to fail before anything is done.
    pub(super) fn enter(&mut self, verb: Verb) -> Result<()> {
        *self.calls.entry(verb).or_default() += 1;
        self.fail(verb, Done::No)
    }

    /// Fails when the answer is to be lost.
    pub(super) fn leave(&mut self, verb: Verb) -> Result<()> {
        self.fail(verb, Done::Yes)
    }

    fn fail(&mut self, verb: Verb, done: Done) -> Result<()> {
        let due = |failure: &&mut (Verb, Done, usize, Error)| {
            let (of, when, left, _) = failure;
            *of == verb && *when == done && *left > 0
        };
        match self.failures.iter_mut().find(due) {
            Some((_, _, left, error)) => {
                *left -= 1;
                Err(error.clone())
            }
            None => Ok(()),
        }
    }

    pub(super) fn admit(&self, renew: Renew) -> Result<()> {
        let accepted = match self.sign_in {
            SignIn::Accepted => true,
            SignIn::OnceRenewed => renew == Renew::Now,
            SignIn::Refused => false,
        };
        if accepted {
            return Ok(());
        }
        Err(Error::new(Kind::SignInFailed, phrase!("sign-in-refused")).retrying(Retry::Renew))
    }
}
