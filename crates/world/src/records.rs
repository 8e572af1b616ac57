//! Small files that several processes change: each is there whole or not at all, and one process has it at a time.

use std::fs::{DirBuilder, File, OpenOptions, TryLockError};
use std::io::{self, Read, Write};
use std::path::{Path, PathBuf};
use std::sync::Arc;
use tempfile::NamedTempFile;

/// A folder of records, readable by nobody else. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Records(Arc<Path>);

/// A record that nobody else has.
#[derive(Debug)]
pub struct Locked {
    folder: Records,
    name: String,
    // Given back when it is dropped, and when the process ends however it ends.
    _lock: File,
}

/// A longer one is none of ours.
const LONGEST: u64 = 1024 * 1024;
const LOCK: &str = ".lock";

impl Records {
    /// Records in this folder, which is made when the first one is locked.
    pub fn beneath(folder: &Path) -> Self {
        Self(folder.into())
    }

    /// The folder, to show to a person.
    pub fn folder(&self) -> &Path {
        &self.0
    }

    /// Takes a record, there or not, once nobody else has it. Blocks.
    pub fn lock(&self, name: &str) -> io::Result<Locked> {
        let lock = self.lock_file(name)?;
        lock.lock()?;
        Ok(Locked { folder: self.clone(), name: name.to_owned(), _lock: lock })
    }

    /// As [`Self::lock`], but waits for nobody: [`io::ErrorKind::WouldBlock`].
    pub fn try_lock(&self, name: &str) -> io::Result<Locked> {
        let lock = self.lock_file(name)?;
        match lock.try_lock() {
            Ok(()) => Ok(Locked { folder: self.clone(), name: name.to_owned(), _lock: lock }),
            Err(TryLockError::WouldBlock) => Err(io::ErrorKind::WouldBlock.into()),
            Err(TryLockError::Error(error)) => Err(error),
        }
    }

    /// The names of all records that are there, in order.
    pub fn names(&self) -> io::Result<Vec<String>> {
        let entries = match std::fs::read_dir(&self.0) {
            Ok(entries) => entries,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(Vec::new()),
            Err(error) => return Err(error),
        };
        let mut names = Vec::new();
        for entry in entries {
            let name = entry?.file_name().to_string_lossy().into_owned();
            if !name.starts_with('.') && !name.ends_with(LOCK) {
                names.push(name);
            }
        }
        names.sort_unstable();
        Ok(names)
    }

    /// Reads a record; `None`: there is none. One that is being replaced is read as it was.
    pub fn read(&self, name: &str) -> io::Result<Option<Vec<u8>>> {
        let file = match OpenOptions::new().read(true).open(self.0.join(name)) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Ok(None),
            Err(error) => return Err(error),
        };
        let mut bytes = Vec::new();
        file.take(LONGEST + 1).read_to_end(&mut bytes)?;
        if bytes.len() as u64 > LONGEST { Err(io::ErrorKind::FileTooLarge.into()) } else { Ok(Some(bytes)) }
    }

    fn lock_file(&self, name: &str) -> io::Result<File> {
        let mut making = DirBuilder::new();
        making.recursive(true);
        #[cfg(unix)]
        std::os::unix::fs::DirBuilderExt::mode(&mut making, 0o700);
        making.create(&self.0)?;
        let mut options = OpenOptions::new();
        options.read(true).write(true).create(true).truncate(false);
        #[cfg(unix)]
        std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
        options.open(self.0.join(format!("{name}{LOCK}")))
    }
}

impl Locked {
    /// Reads it; `None`: there is none.
    pub fn read(&self) -> io::Result<Option<Vec<u8>>> {
        self.folder.read(&self.name)
    }

    /// Puts `bytes` in its place. They are on the disk when this answers.
    pub fn write(&self, bytes: &[u8]) -> io::Result<()> {
        // Readable by the owner only, as all temporary files are.
        let mut file = NamedTempFile::with_prefix_in(".", &self.folder.0)?;
        file.write_all(bytes)?;
        file.as_file().sync_all()?;
        file.persist(self.path()).map_err(|error| error.error)?;
        self.settle();
        Ok(())
    }

    /// Removes it; whether it was there.
    pub fn remove(&self) -> io::Result<bool> {
        match std::fs::remove_file(self.path()) {
            Ok(()) => {
                self.settle();
                Ok(true)
            }
            Err(error) if error.kind() == io::ErrorKind::NotFound => Ok(false),
            Err(error) => Err(error),
        }
    }

    fn path(&self) -> PathBuf {
        self.folder.0.join(&self.name)
    }

    /// Puts the name on the disk, where the system can do that for a folder.
    fn settle(&self) {
        let opened = OpenOptions::new().read(true).open(&self.folder.0);
        let _ = opened.and_then(|folder| folder.sync_all());
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_record_is_read_as_it_was_written_by_whoever_has_it() {
        let folder = tempfile::tempdir().unwrap();
        let records = Records::beneath(&folder.path().join("a/b"));
        assert_eq!((records.names().unwrap().len(), records.read("x").unwrap()), (0, None));
        let locked = records.lock("x").unwrap();
        assert_eq!(locked.read().unwrap(), None);
        locked.write(b"1").unwrap();
        locked.write(b"2").unwrap();
        assert_eq!(records.try_lock("x").unwrap_err().kind(), io::ErrorKind::WouldBlock);
        assert_eq!(records.names().unwrap(), ["x"]);
        drop(locked);
        let locked = records.try_lock("x").unwrap();
        assert_eq!(locked.read().unwrap(), Some(b"2".to_vec()));
        assert!(locked.remove().unwrap() && !locked.remove().unwrap());
        assert!(records.names().unwrap().is_empty());
    }

    #[cfg(unix)]
    #[test]
    fn nobody_else_can_read_it() {
        use std::os::unix::fs::PermissionsExt;
        let folder = tempfile::tempdir().unwrap();
        let records = Records::beneath(&folder.path().join("logins"));
        records.lock("x").unwrap().write(b"1").unwrap();
        let mode = |path: &Path| path.metadata().unwrap().permissions().mode() & 0o777;
        assert_eq!((mode(records.folder()), mode(&records.folder().join("x"))), (0o700, 0o600));
    }
}
