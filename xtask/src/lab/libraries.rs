//! Libraries of servers that were downloaded and not installed.

use std::ffi::OsString;
use std::path::{Path, PathBuf};

use crate::failure::{Doing as _, Result};

/// Where libraries lie, those of the packages first: Debian has a folder for each kind of processor.
pub fn libraries(root: &Path, below: &str) -> Result<OsString> {
    let mut folders: Vec<PathBuf> = Vec::new();
    for above in [root.join("usr/lib"), root.join("lib"), PathBuf::from("/usr/lib")] {
        let Ok(entries) = std::fs::read_dir(above) else { continue };
        let kinds = entries.flatten().map(|entry| entry.path());
        folders.extend(kinds.filter(|kind| kind.to_string_lossy().contains("-linux-gnu")));
    }
    std::env::join_paths(folders.iter().map(|folder| folder.join(below)).filter(|folder| folder.is_dir()))
        .doing(|| "list the libraries of a server".to_owned())
}
