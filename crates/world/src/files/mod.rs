//! Files, inside one folder: nothing below can name, read or write a file outside it.
//!
//! The confinement is `cap-std`'s: every name is resolved beneath an open folder, so `..`, absolute paths and
//! symbolic links that lead out fail at the system call.

mod appending;
mod folders;
mod given;
pub mod names;
mod saving;
mod trying;

pub use appending::Appending;
pub use saving::{Collision, Reserved, Saved, Writing};

use crate::Spool;
use cap_std::{ambient_authority, fs::Dir};
use folders::Folders;
use given::Given;
use std::io::{self, Read};
use std::path::{Component, Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The files a run may touch. Cheap to clone; clones share what they know about names in use.
#[derive(Clone, Debug)]
pub struct Files(Arc<Root>);

#[derive(Debug)]
struct Root {
    path: PathBuf,
    dir: Dir,
    instead: Option<trying::Instead>,
    folders: Mutex<Folders>,
    ends: appending::Ends,
}

/// An open folder beneath the root.
#[derive(Clone, Debug)]
pub struct Folder {
    dir: Arc<Dir>,
    // What is there when it is written elsewhere.
    real: Option<Arc<Dir>>,
    path: Arc<Path>,
    given: Arc<Mutex<Given>>,
}

impl Files {
    /// The files beneath `root`, which must exist.
    pub fn beneath(root: &Path) -> io::Result<Self> {
        let dir = Dir::open_ambient_dir(root, ambient_authority())?;
        Ok(Self(Arc::new(Root {
            path: root.to_owned(),
            dir,
            instead: None,
            folders: Mutex::default(),
            ends: Arc::default(),
        })))
    }

    /// The root itself, to show to a person.
    pub fn root(&self) -> &Path {
        &self.0.path
    }

    /// A whole file of at most `cap` bytes; a longer one is [`io::ErrorKind::FileTooLarge`].
    pub fn read(&self, path: &Path, cap: u64) -> io::Result<Vec<u8>> {
        let mut bytes = Vec::new();
        self.0.reading(path).open(path)?.take(cap + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > cap { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(bytes) }
    }

    /// A file to be read piece by piece.
    ///
    /// - [`io::ErrorKind::InvalidInput`]: it is no file, but a folder, a pipe or a device.
    pub fn open(&self, path: &Path) -> io::Result<Spool> {
        let dir = self.0.reading(path);
        // Opening a pipe would wait for whoever writes to it.
        if !dir.metadata(path)?.is_file() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        Spool::of(dir.open(path)?.into_std())
    }

    /// Opens the folder `path`, making what is missing of it.
    ///
    /// - [`io::ErrorKind::InvalidInput`]: `path` is absolute or has `..` in it.
    /// - [`io::ErrorKind::PermissionDenied`]: a symbolic link on the way leads out, or the system refuses.
    pub fn folder(&self, path: &Path) -> io::Result<Folder> {
        let mut inside = PathBuf::new();
        for part in path.components() {
            match part {
                Component::Normal(part) => inside.push(part),
                Component::CurDir => {}
                _ => return Err(io::ErrorKind::InvalidInput.into()),
            }
        }
        self.0.folders.lock().unwrap_or_else(PoisonError::into_inner).folder(&self.0, inside)
    }
}

#[cfg(test)]
mod tests;
