//! What there is to read: ids, as they are now.

use super::{Selection, WINDOWS};
use crate::folder::missing;
use crate::guard::{Try, operation};
use crate::{Folder, FolderPath, Kind, Mailbox, MessageRef, Query, Result, Role};
use futures_util::future::BoxFuture;
use futures_util::stream::{StreamExt, iter};
use std::fmt;
use std::future::ready;
use std::sync::Arc;

/// Which messages to pass over, told by their names alone: nothing of them is read.
#[derive(Clone, Default)]
pub struct Skip(Option<Arc<Skips>>);

/// The messages that are not passed over.
type Skips = dyn Fn(Vec<MessageRef>) -> BoxFuture<'static, Vec<MessageRef>> + Send + Sync;

impl Skip {
    /// Those for which `skips` says so.
    pub fn new(skips: impl Fn(&MessageRef) -> bool + Send + Sync + 'static) -> Self {
        Self::but(move |mut messages| {
            messages.retain(|message| !skips(message));
            Box::pin(ready(messages))
        })
    }

    /// All but those that `left` answers, asked about all messages of a folder at once.
    pub fn but(
        left: impl Fn(Vec<MessageRef>) -> BoxFuture<'static, Vec<MessageRef>> + Send + Sync + 'static,
    ) -> Self {
        Self(Some(Arc::new(left)))
    }

    /// Whether it passes none over.
    pub(crate) fn is_none(&self) -> bool {
        self.0.is_none()
    }

    async fn left(&self, messages: Vec<MessageRef>) -> Vec<MessageRef> {
        match &self.0 {
            Some(left) => left(messages).await,
            None => messages,
        }
    }
}

impl fmt::Debug for Skip {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(if self.0.is_some() { "Skip(some)" } else { "Skip(none)" })
    }
}

/// What is left out below a folder that is read with everything below it.
const LEFT_OUT: [Role; 6] = [Role::Drafts, Role::Sent, Role::Trash, Role::Junk, Role::All, Role::Flagged];

impl Mailbox {
    /// The messages of each folder of the selection, oldest arrival first; a superset of what is meant.
    pub(super) async fn snapshot(&self, selection: &Selection) -> Result<Vec<Vec<MessageRef>>> {
        let Selection { folder, recursive, query, skip, .. } = selection;
        let folders = if *recursive { self.beneath(folder).await? } else { vec![folder.clone()] };
        let mut searching = iter(folders).map(|folder| self.present(folder, query.clone())).buffered(WINDOWS);
        let mut snapshot = Vec::new();
        while let Some(found) = searching.next().await {
            match found {
                Ok(messages) => snapshot.push(skip.left(messages).await),
                // It was there when the folders were listed.
                Err(error) if *recursive && error.kind() == Kind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(snapshot)
    }

    async fn present(&self, folder: FolderPath, query: Query) -> Result<Vec<MessageRef>> {
        let search = |backend: Try| {
            let (folder, query) = (folder.clone(), query.clone());
            async move { backend.search(folder, query).await }
        };
        self.0.run(&operation::SEARCH, search).await
    }

    /// The folder and those below it that hold messages, in the order of the listing.
    async fn beneath(&self, folder: &FolderPath) -> Result<Vec<FolderPath>> {
        let folders = self.folders().await?;
        let all_below_inbox = self.0.backend().await.keeps_all_below_inbox();
        beneath(folder, &folders, all_below_inbox).ok_or_else(|| missing(folder).during("search"))
    }
}

/// `None`: neither it nor anything below it is there.
fn beneath(folder: &FolderPath, folders: &[Folder], all_below_inbox: bool) -> Option<Vec<FolderPath>> {
    let top: &[String] = match folder.names() {
        // `INBOX/Sales` and `Sales` are one folder there.
        [inbox, rest @ ..] if all_below_inbox && inbox == "INBOX" => rest,
        names => names,
    };
    let is_it = |path: &FolderPath| path == folder || path.names() == top;
    let is_below = |path: &FolderPath| path.names().starts_with(top) && !is_it(path);
    let below: Vec<&Folder> = folders.iter().filter(|one| is_below(&one.path)).collect();
    let left_out: Vec<&FolderPath> = below
        .iter()
        .filter(|one| one.role.is_some_and(|role| LEFT_OUT.contains(&role)))
        .map(|one| &one.path)
        .collect();
    let is_left_out = |path: &FolderPath| left_out.iter().any(|out| path.names().starts_with(out.names()));
    let itself = folders.iter().find(|one| is_it(&one.path));
    if itself.is_none() && below.is_empty() {
        return None;
    }
    let read = itself.into_iter().chain(below).filter(|one| one.selectable && !is_left_out(&one.path));
    Some(read.map(|one| one.path.clone()).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    fn listed(folders: &[(&str, Option<Role>)]) -> Vec<Folder> {
        let folder = |(path, role): &(&str, Option<Role>)| Folder {
            path: FolderPath::parse(path).unwrap(),
            role: *role,
            selectable: *path != "Shelf",
        };
        folders.iter().map(folder).collect()
    }

    fn read(folder: &str, folders: &[Folder], all_below_inbox: bool) -> Option<Vec<String>> {
        let found = beneath(&FolderPath::parse(folder).unwrap(), folders, all_below_inbox)?;
        Some(found.iter().map(ToString::to_string).collect())
    }

    #[test]
    fn a_folder_is_read_with_those_below_it_and_no_others() {
        let folders = listed(&[
            ("INBOX", Some(Role::Inbox)),
            ("INBOX/Sales", None),
            ("INBOX/Sales/2026", None),
            ("INBOX/Bin", Some(Role::Trash)),
            ("INBOX/Bin/Old", None),
            ("Inboxes", None),
            ("Shelf", None),
            ("Shelf/A", None),
        ]);
        for (folder, found) in [
            ("INBOX", Some(vec!["INBOX", "INBOX/Sales", "INBOX/Sales/2026"])),
            ("INBOX/Sales", Some(vec!["INBOX/Sales", "INBOX/Sales/2026"])),
            ("INBOX/Bin", Some(vec!["INBOX/Bin", "INBOX/Bin/Old"])),
            ("Shelf", Some(vec!["Shelf/A"])),
            ("Nowhere", None),
        ] {
            let found = found.map(|found| found.into_iter().map(str::to_owned).collect());
            assert_eq!(read(folder, &folders, false), found, "{folder}");
        }
    }

    #[test]
    fn where_everything_lies_below_the_inbox_it_is_read_with_the_inbox() {
        let folders = listed(&[
            ("INBOX", Some(Role::Inbox)),
            ("Junk", Some(Role::Junk)),
            ("Sales", None),
            ("Sales/2026", None),
        ]);
        let owned = |found: &[&str]| Some(found.iter().map(|one| (*one).to_owned()).collect::<Vec<_>>());
        assert_eq!(read("INBOX", &folders, true), owned(&["INBOX", "Sales", "Sales/2026"]));
        assert_eq!(read("INBOX/Sales", &folders, true), owned(&["Sales", "Sales/2026"]));
        assert_eq!(read("INBOX", &folders, false), owned(&["INBOX"]));
    }
}
