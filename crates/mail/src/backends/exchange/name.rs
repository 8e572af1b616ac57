//! Names of folders.

use crate::{Error, FolderPath, Kind, Result};
use carteiro_world::phrase;

/// Refuses a name with control characters: Exchange makes another of it. `InvalidInput`.
pub(in crate::backends) fn legal(path: &FolderPath) -> Result<()> {
    match path.names().iter().find(|name| name.contains(char::is_control)) {
        Some(name) => Err(Error::new(Kind::InvalidInput, phrase!("folder-name-illegal", name = name))),
        None => Ok(()),
    }
}
