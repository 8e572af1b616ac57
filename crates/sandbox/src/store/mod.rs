//! Mail kept in memory, for every protocol the sandbox speaks.

mod account;
mod error;
mod flag;
mod folder;
mod mailbox;
mod marks;
mod message;
mod name;
mod role;

use std::{collections::BTreeMap, sync::Arc};

pub use account::{Account, FolderSummary};
pub use error::StoreError;
pub use flag::{Flag, Flags};
pub use folder::{Change, Folder};
pub use mailbox::{Copied, Mailbox};
pub(crate) use marks::{FollowUp, Marks, Origin, Revision};
pub use message::Message;
pub use role::Role;

use crate::User;

/// The mailboxes of all users. Clones share the same mail.
#[derive(Clone, Debug)]
pub struct Store {
    accounts: Arc<BTreeMap<String, (String, Account)>>,
}

impl Store {
    /// An empty mailbox with the usual folders for each user.
    pub fn new(users: &[User]) -> Self {
        Self::below(users, "")
    }

    /// The same, where the names of the folders begin with a prefix (RFC 2342).
    pub fn below(users: &[User], prefix: &str) -> Self {
        let furnish =
            |user: &User| (user.name.clone(), (user.password.clone(), Account::new(&user.name, prefix)));
        Self { accounts: Arc::new(users.iter().map(furnish).collect()) }
    }

    /// The mailbox of this user.
    pub fn account(&self, user: &str) -> Option<Account> {
        self.accounts.get(user).map(|(_, account)| account.clone())
    }

    /// The mailbox of whoever has this address. The case of letters makes no difference.
    pub(crate) fn addressed(&self, address: &str) -> Option<Account> {
        let found = self.accounts.iter().find(|(user, _)| user.eq_ignore_ascii_case(address));
        found.map(|(_, (_, account))| account.clone())
    }

    pub(crate) fn password(&self, user: &str) -> Option<&str> {
        self.accounts.get(user).map(|(password, _)| password.as_str())
    }

    /// The mailboxes in order of user.
    pub fn accounts(&self) -> impl Iterator<Item = &Account> {
        self.accounts.values().map(|(_, account)| account)
    }

    /// The mailbox, if the password is right.
    pub fn sign_in(&self, user: &str, password: &str) -> Option<Account> {
        let (expected, account) = self.accounts.get(user)?;
        (expected == password).then(|| account.clone())
    }
}
