//! Files of a run that only tries things out: what is there can be read, what is written lies elsewhere and is gone at
//! the end.

use super::{Files, Folder, Root};
use cap_std::fs::{Dir, OpenOptions};
use cap_std::{ambient_authority, fs};
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};
use tempfile::TempDir;

/// Where what is written lies instead.
#[derive(Debug)]
pub(super) struct Instead {
    dir: Dir,
    // Removed with everything in it.
    _folder: TempDir,
}

impl Files {
    /// The same files, in which everything can be tried and nothing happens: what is written is read again by whoever
    /// has these, or a clone of them, and by nobody else. Names in use are the same.
    pub fn trying(&self) -> io::Result<Self> {
        if self.0.instead.is_some() {
            return Ok(self.clone());
        }
        Ok(Self::instead_of(&self.0.path, self.0.dir.try_clone()?, Instead::new()?))
    }

    /// The files beneath a `root` that is not there: none yet, and everything can be tried.
    pub fn absent(root: &Path) -> io::Result<Self> {
        let instead = Instead::new()?;
        Ok(Self::instead_of(root, instead.dir.try_clone()?, instead))
    }

    fn instead_of(path: &Path, dir: Dir, instead: Instead) -> Self {
        let (path, instead) = (path.to_owned(), Some(instead));
        Self(Arc::new(Root { path, dir, instead, folders: Mutex::default(), ends: Arc::default() }))
    }
}

impl Instead {
    fn new() -> io::Result<Self> {
        let folder = tempfile::tempdir()?;
        let dir = Dir::open_ambient_dir(folder.path(), ambient_authority())?;
        Ok(Self { dir, _folder: folder })
    }
}

impl Root {
    /// Where it is written.
    pub(super) fn writing(&self) -> &Dir {
        self.instead.as_ref().map_or(&self.dir, |instead| &instead.dir)
    }

    /// Where a file is read: where it was written last.
    pub(super) fn reading(&self, path: &Path) -> &Dir {
        let written = self.instead.as_ref().filter(|instead| instead.dir.symlink_metadata(path).is_ok());
        written.map_or(&self.dir, |instead| &instead.dir)
    }

    /// What is really there beneath `path`, when it is written elsewhere; `None`, too, when there is nothing.
    ///
    /// What a real run could not make there fails here as well.
    pub(super) fn beside(&self, path: &Path) -> io::Result<Option<Arc<Dir>>> {
        if self.instead.is_none() {
            return Ok(None);
        }
        let mut there = PathBuf::new();
        for part in path.components() {
            there.push(part);
            match self.dir.metadata(&there) {
                Ok(found) if found.is_dir() => {}
                Ok(_) => return Err(io::ErrorKind::NotADirectory.into()),
                Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
                Err(error) => return Err(error),
            }
        }
        let opened = if path.as_os_str().is_empty() { self.dir.try_clone() } else { self.dir.open_dir(path) };
        opened.map(|dir| Some(Arc::new(dir)))
    }
}

impl Folder {
    /// Brings a file that is really there to where it is written, unless it is there already.
    pub(super) fn bring(&self, name: &str) -> io::Result<()> {
        let Some(real) = &self.real else { return Ok(()) };
        if self.dir.symlink_metadata(name).is_ok() {
            return Ok(());
        }
        let mut from = match real.open(name) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(()),
            Err(error) => return Err(error),
        };
        if !from.metadata()?.is_file() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        let mut to: fs::File = self.dir.open_with(name, OpenOptions::new().write(true).create_new(true))?;
        io::copy(&mut from, &mut to).map(drop)
    }
}
