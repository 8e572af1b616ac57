//! Adding to the end of a file, so that what is added is there whole or not at all.

use super::{Files, Folder, names};
use cap_std::fs::OpenOptions;
use std::collections::HashMap;
use std::fs::{File, TryLockError};
use std::io::{self, Seek, SeekFrom, Write};
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// The files to which this run has added.
pub(super) type Ends = Arc<Mutex<HashMap<PathBuf, Left>>>;

/// How a file was left.
#[derive(Debug, Default)]
pub(super) struct Left {
    len: u64,
    /// In which forms something was added since somebody else did.
    forms: Vec<Vec<u8>>,
}

/// A file that nobody else adds to meanwhile.
#[derive(Debug)]
pub struct Appending {
    folder: Folder,
    path: PathBuf,
    file: File,
    len: u64,
    ends: Ends,
}

impl Files {
    /// Opens a file to add to it, making it when it is missing. Blocks, but waits for nobody.
    ///
    /// - [`io::ErrorKind::WouldBlock`]: somebody else is adding to it right now.
    /// - [`io::ErrorKind::ResourceBusy`]: an office program has it open.
    /// - [`io::ErrorKind::InvalidInput`]: it is no file, or its path is absolute or has `..` in it.
    pub fn append(&self, path: &Path) -> io::Result<Appending> {
        let name = path.file_name().ok_or(io::ErrorKind::InvalidInput)?;
        let name = names::legal(&name.to_string_lossy());
        let folder = self.folder(path.parent().unwrap_or(Path::new("")))?;
        // LibreOffice locks no file; it puts one beside it.
        if folder.has(&format!(".~lock.{name}#"))? {
            return Err(io::ErrorKind::ResourceBusy.into());
        }
        folder.bring(&name)?;
        let mut options = OpenOptions::new();
        let opened = folder.dir.open_with(&name, options.read(true).write(true).create(true));
        let file = opened.map_err(in_use)?.into_std();
        if !file.metadata()?.is_file() {
            return Err(io::ErrorKind::InvalidInput.into());
        }
        match file.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(io::ErrorKind::WouldBlock.into()),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        let len = file.metadata()?.len();
        let path = folder.path.join(&name);
        Ok(Appending { folder, path, file, len, ends: Arc::clone(&self.0.ends) })
    }
}

/// Excel denies others to open what it has open: `ERROR_SHARING_VIOLATION`, `ERROR_LOCK_VIOLATION`.
fn in_use(error: io::Error) -> io::Error {
    let is_shared = cfg!(windows) && matches!(error.raw_os_error(), Some(32 | 33));
    if is_shared { io::ErrorKind::ResourceBusy.into() } else { error }
}

impl Appending {
    /// Beneath the root.
    pub fn path(&self) -> &Path {
        &self.path
    }

    /// Its size in bytes.
    pub fn len(&self) -> u64 {
        self.len
    }

    /// Whether there is nothing in it yet.
    pub fn is_empty(&self) -> bool {
        self.len == 0
    }

    /// Whether it ends where this run has ended it, so that nobody else has added to it since, and this run has added
    /// to it in this form: what the caller knows of it, to which the file must fit.
    pub fn is_as_we_left_it(&self, form: &[u8]) -> bool {
        let ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
        ends.get(&self.path)
            .is_some_and(|left| left.len == self.len && left.forms.iter().any(|known| known == form))
    }

    /// Reads it from its beginning.
    pub fn reader(&self) -> io::Result<&File> {
        let mut file = &self.file;
        file.seek(SeekFrom::Start(0))?;
        Ok(file)
    }

    /// Adds `bytes` in this form and answers the new size, once they are on the disk. When that fails, nothing is added.
    pub fn push(self, bytes: &[u8], form: &[u8]) -> io::Result<u64> {
        let mut file = &self.file;
        file.seek(SeekFrom::Start(self.len))?;
        let written = file.write_all(bytes).and_then(|()| file.sync_data());
        if let Err(error) = written {
            // A disk that is full has taken the beginning.
            file.set_len(self.len)?;
            return Err(error);
        }
        if self.is_empty() {
            self.folder.settle();
        }
        let end = self.len + bytes.len() as u64;
        let mut ends = self.ends.lock().unwrap_or_else(PoisonError::into_inner);
        let left = ends.entry(self.path).or_default();
        if left.len != self.len {
            left.forms.clear();
        }
        if left.forms.iter().all(|known| known != form) {
            left.forms.push(form.to_owned());
        }
        left.len = end;
        Ok(end)
    }
}

impl Folder {
    /// Puts the names in it on the disk, where the system can do that for a folder.
    fn settle(&self) {
        let opened = self.dir.open(".");
        let _ = opened.and_then(|folder| folder.sync_all());
    }
}
