//! What callers hold: a mailbox that stays signed in.

use crate::backend::{Cost, Open};
use crate::guard::operation::{self, Operation};
use crate::guard::{Guard, Limits, Notice, Notices, Permissions, Try};
use crate::moving::located;
use crate::{
    Capabilities, Error, FlagChange, Flags, Folder, FolderPath, Kind, MessageRef, Parts, Result, Role,
    Selection,
};
use carteiro_world::{Clock, Spool, phrase};
use futures_util::StreamExt;
use jiff::Timestamp;
use std::future::Future;
use std::sync::Arc;

/// A signed-in mailbox. Cheap to clone; all clones are one session.
///
/// - When the connection breaks it signs in again and goes on.
/// - A change that was sent is carried through even when its future is dropped.
/// - What it cannot do ([`Mailbox::capabilities`]) is `Unsupported` before anything is said to the server.
/// - What repeats harmlessly is repeated; what may have taken place and cannot be looked up is `OutcomeUnknown`.
#[derive(Clone)]
pub struct Mailbox(pub(crate) Arc<Guard>);

impl Mailbox {
    /// Connects and signs in.
    pub async fn open(
        open: Arc<dyn Open>,
        clock: Clock,
        limits: Limits,
        permissions: Permissions,
        notify: impl Fn(Notice) + Send + Sync + 'static,
    ) -> Result<Self> {
        let guard = Guard::open(open, clock, limits, permissions, Notices::to(notify)).await?;
        Ok(Self(Arc::new(guard)))
    }

    /// What it can do.
    pub async fn capabilities(&self) -> Capabilities {
        self.0.backend().await.capabilities()
    }

    /// All folders, parents before children.
    pub async fn folders(&self) -> Result<Vec<Folder>> {
        self.0.check(&operation::LIST_FOLDERS)?;
        self.0.run(&operation::LIST_FOLDERS, |backend| async move { backend.folders().await }).await
    }

    /// The folder that serves as `role`; `NotFound` when the server names none.
    pub async fn folder_for(&self, role: Role) -> Result<FolderPath> {
        let folders = self.folders().await?;
        folders.into_iter().find(|folder| folder.role == Some(role)).map(|folder| folder.path).ok_or_else(
            || {
                Error::new(Kind::NotFound, phrase!("folder-role-missing", role = format!("{role:?}")))
                    .during("list_folders")
            },
        )
    }

    /// How many messages a selection means, whatever its limit: of one folder, one command where the server decides all of
    /// the query; else each is looked at. `NotFound`: no such folder.
    pub async fn count(&self, selection: Selection) -> Result<u64> {
        self.0.check(&operation::COUNT)?;
        if !selection.recursive && selection.skip.is_none() {
            let told = self
                .0
                .run(&operation::COUNT, |backend| {
                    let (folder, query) = (selection.folder.clone(), selection.query.clone());
                    async move { backend.count(folder, query).await }
                })
                .await?;
            if let Some(told) = told {
                return Ok(told);
            }
        }
        let mut found =
            self.messages(Selection { limit: None, parts: Parts::default(), ..selection }).await?;
        let mut count = 0;
        while let Some(one) = found.next().await {
            one.map_err(|unreadable| unreadable.error)?;
            count += 1;
        }
        Ok(count)
    }

    /// Copies messages, and answers the copies' places.
    pub async fn copy_to(&self, messages: Vec<MessageRef>, to: FolderPath) -> Vec<Result<MessageRef>> {
        self.each(&operation::COPY, messages, move |backend, messages| {
            let to = to.clone();
            async move { backend.copy_to(messages, to).await }
        })
        .await
    }

    /// Changes flags, and categories where the mailbox has them ([`Capabilities::categories`]). `Unsupported`: it has none;
    /// `InvalidInput`: none of this name.
    pub async fn flag(&self, messages: Vec<MessageRef>, change: FlagChange) -> Vec<Result<()>> {
        self.each(&operation::MARK, messages, move |backend, messages| {
            let change = change.clone();
            async move {
                backend.capabilities().categories.possible(&change)?;
                backend.flag(messages, change).await
            }
        })
        .await
    }

    /// The address of whom the server's directory knows by this name; `None` where it knows nobody, or several, or where
    /// there is no directory.
    pub async fn resolve(&self, name: &str) -> Result<Option<String>> {
        self.0
            .run(&operation::RESOLVE, |backend| {
                let name = name.to_owned();
                async move { backend.resolve(name).await }
            })
            .await
    }

    /// Removes messages for good. To keep them in the trash, move them to the folder for [`Role::Trash`].
    pub async fn delete(&self, messages: Vec<MessageRef>) -> Vec<Result<()>> {
        self.each(
            &operation::DELETE,
            messages,
            |backend, messages| async move { backend.delete(messages).await },
        )
        .await
    }

    /// Makes what was removed gone for good, where that takes more than [`Mailbox::delete`]
    /// ([`Capabilities::removes_at_once`]). `OutcomeUnknown`: nothing tells what became of some of it.
    pub async fn settle(&self) -> Result<()> {
        if self.capabilities().await.removes_at_once {
            return Ok(());
        }
        self.carried(&operation::SETTLE, |backend| async move { backend.settle().await }).await
    }

    /// Stores a message.
    pub async fn append(
        &self,
        folder: FolderPath,
        content: Spool,
        flags: Flags,
        received_at: Option<Timestamp>,
    ) -> Result<MessageRef> {
        self.carried(&operation::APPEND, move |backend| {
            let (folder, content, flags) = (folder.clone(), content.clone(), flags.clone());
            async move { backend.append(folder, content, flags, received_at).await }
        })
        .await
    }

    /// Makes a folder, and the folders above it. `Exists`: it is there already.
    pub async fn create_folder(&self, path: FolderPath) -> Result<()> {
        self.carried(&operation::CREATE_FOLDER, move |backend| {
            let path = path.clone();
            async move { backend.create_folder(path).await }
        })
        .await
    }

    /// Gives a folder another place. `InvalidInput`: that is inside it.
    pub async fn rename_folder(&self, from: FolderPath, to: FolderPath) -> Result<()> {
        // Not every server refuses that, and the folder would be lost.
        if to.names().starts_with(from.names()) && to != from {
            let words = phrase!("folder-into-itself", folder = from, into = to);
            return Err(Error::new(Kind::InvalidInput, words));
        }
        self.carried(&operation::RENAME_FOLDER, move |backend| {
            let (from, to) = (from.clone(), to.clone());
            async move { backend.rename_folder(from, to).await }
        })
        .await
    }

    /// Removes a folder with its messages.
    pub async fn delete_folder(&self, path: FolderPath) -> Result<()> {
        self.carried(&operation::DELETE_FOLDER, move |backend| {
            let path = path.clone();
            async move { backend.delete_folder(path).await }
        })
        .await
    }

    /// What the session cost so far.
    pub async fn cost(&self) -> Cost {
        self.0.cost().await
    }

    /// Ends the session, settled. May be called again.
    pub async fn close(&self) -> Result<()> {
        // Where nothing may be removed there is nothing to settle.
        let settling =
            async { if self.0.check(&operation::SETTLE).is_ok() { self.settle().await } else { Ok(()) } };
        let settled = match settling.await {
            // It was closed before.
            Err(error) if error.kind() == Kind::Cancelled => Ok(()),
            settled => settled,
        };
        self.0.close().await.and(settled)
    }

    /// A change of messages.
    pub(crate) async fn each<T, F>(
        &self,
        operation: &'static Operation,
        messages: Vec<MessageRef>,
        work: impl Fn(Try, Vec<MessageRef>) -> F + Send + Sync + 'static,
    ) -> Vec<Result<T>>
    where
        T: Send + 'static,
        F: Future<Output = Result<Vec<Result<T>>>> + Send + 'static,
    {
        let count = messages.len();
        let work = Arc::new(work);
        let done = self
            .carried(operation, move |backend| {
                let (work, messages) = (Arc::clone(&work), messages.clone());
                async move {
                    let messages = located(&*backend, messages).await?;
                    work(backend, messages).await
                }
            })
            .await;
        match done {
            Ok(results) => {
                results.into_iter().map(|one| one.map_err(|error| error.during(operation.name))).collect()
            }
            Err(error) => (0..count).map(|_| Err(error.clone())).collect(),
        }
    }

    /// Runs an effect in a task of its own: dropping the caller's future abandons nothing that was sent.
    async fn carried<T, F>(
        &self,
        operation: &'static Operation,
        work: impl Fn(Try) -> F + Send + Sync + 'static,
    ) -> Result<T>
    where
        T: Send + 'static,
        F: Future<Output = Result<T>> + Send + 'static,
    {
        self.0.check(operation)?;
        let guard = Arc::clone(&self.0);
        tokio::spawn(async move { guard.run(operation, work).await })
            .await
            .unwrap_or_else(|error| Err(Error::internal(error).during(operation.name)))
    }
}
