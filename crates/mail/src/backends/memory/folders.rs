//! Listing, making, renaming and removing folders.

use super::knobs::Verb;
use super::session::Session;
use super::state::State;
use crate::folder::missing;
use crate::{Error, Folder, FolderPath, Kind, Result};
use carteiro_world::phrase;

pub(super) fn list(session: &Session) -> Result<Vec<Folder>> {
    session.serve(Verb::Folders, |state| Ok(listed(state)))
}

pub(super) fn listed(state: &State) -> Vec<Folder> {
    let folder = |(path, folder): (&FolderPath, &super::state::Folder)| Folder {
        path: path.clone(),
        role: folder.role,
        selectable: true,
    };
    let mut folders: Vec<Folder> = state.folders.iter().map(folder).collect();
    folders.sort_by_key(|folder| !folder.path.is_inbox());
    folders
}

pub(super) fn create(session: &Session, path: &FolderPath) -> Result<()> {
    session.serve(Verb::CreateFolder, |state| state.create(path, None))
}

pub(super) fn rename(session: &Session, from: &FolderPath, to: &FolderPath) -> Result<()> {
    session.serve(Verb::RenameFolder, |state| {
        state.folder(from)?;
        if from.is_inbox() {
            return Err(refused());
        }
        state.create(to, None)?;
        let moved: Vec<FolderPath> =
            state.folders.keys().filter(|path| path.names().starts_with(from.names())).cloned().collect();
        for old in moved {
            let below = old.names().iter().skip(from.names().len());
            let new = FolderPath::from_names(to.names().iter().chain(below));
            if let (Some(new), Some(folder)) = (new, state.folders.remove(&old)) {
                state.folders.insert(new, folder);
            }
        }
        Ok(())
    })
}

pub(super) fn delete(session: &Session, path: &FolderPath) -> Result<()> {
    session.serve(Verb::DeleteFolder, |state| {
        if path.is_inbox() {
            return Err(refused());
        }
        state.folders.remove(path).map(drop).ok_or_else(|| missing(path))
    })
}

fn refused() -> Error {
    Error::new(Kind::Rejected, phrase!("server-refused"))
}
