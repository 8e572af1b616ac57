//! Folders as they would be.

use super::Session;
use super::state::Place;
use crate::folder::missing;
use crate::{Error, Folder, FolderPath, Kind, Result};
use carteiro_world::phrase;

pub(super) async fn list(session: &Session) -> Result<Vec<Folder>> {
    know(session).await?;
    let mut all: Vec<Folder> = session.state().folders.values().map(|place| place.folder.clone()).collect();
    all.sort_by_key(|folder| !folder.path.is_inbox());
    Ok(all)
}

/// Looks at the real folders, once.
pub(super) async fn know(session: &Session) -> Result<()> {
    if !session.state().folders.is_empty() {
        return Ok(());
    }
    let real = session.real.folders().await?;
    let mut state = session.state();
    if state.folders.is_empty() {
        let place = |folder: Folder| {
            let real = Some(folder.path.clone());
            (folder.path.clone(), Place { folder, real })
        };
        state.folders = real.into_iter().map(place).collect();
    }
    Ok(())
}

pub(super) async fn create(session: &Session, path: FolderPath) -> Result<()> {
    know(session).await?;
    if let Some(name) = path.names().iter().find(|name| name.contains(char::is_control)) {
        return Err(Error::new(Kind::InvalidInput, phrase!("folder-name-illegal", name = name)));
    }
    let mut state = session.state();
    if state.folders.contains_key(&path) {
        return Err(Error::new(Kind::Exists, phrase!("folder-exists", folder = path)));
    }
    for depth in 1..=path.names().len() {
        if let Some(above) = FolderPath::from_names(path.names().iter().take(depth)) {
            let folder = Folder { path: above.clone(), role: None, selectable: true };
            state.folders.entry(above).or_insert(Place { folder, real: None });
        }
    }
    Ok(())
}

pub(super) async fn rename(session: &Session, from: FolderPath, to: FolderPath) -> Result<()> {
    know(session).await?;
    let mut state = session.state();
    if !state.folders.contains_key(&from) {
        return Err(missing(&from));
    }
    if from.is_inbox() {
        return Err(Error::new(Kind::Rejected, phrase!("server-refused")));
    }
    if state.folders.contains_key(&to) {
        return Err(Error::new(Kind::Exists, phrase!("folder-exists", folder = to)));
    }
    let below: Vec<FolderPath> =
        state.folders.keys().filter(|path| path.names().starts_with(from.names())).cloned().collect();
    for path in below {
        let rest = path.names().iter().skip(from.names().len());
        state.replace(&path, FolderPath::from_names(to.names().iter().chain(rest)).as_ref());
    }
    Ok(())
}

pub(super) async fn delete(session: &Session, path: FolderPath) -> Result<()> {
    know(session).await?;
    let mut state = session.state();
    if !state.folders.contains_key(&path) {
        return Err(missing(&path));
    }
    if path.is_inbox() {
        return Err(Error::new(Kind::Rejected, phrase!("server-refused")));
    }
    state.replace(&path, None);
    Ok(())
}
