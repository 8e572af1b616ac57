//! Whether a process of this machine is alive: it holds a lock on a file, which the system takes from it when it ends,
//! however it does.

use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::path::{Path, PathBuf};

/// That this process is alive.
pub(super) struct Alive {
    path: PathBuf,
    // Locked as long as it is open.
    _file: File,
}

impl Alive {
    /// Tells it in this folder, by this name.
    pub(super) fn tell(folder: &Path, name: &str) -> io::Result<Self> {
        std::fs::create_dir_all(folder)?;
        let path = folder.join(name);
        let file = OpenOptions::new().write(true).create(true).truncate(false).open(&path)?;
        file.try_lock().map_err(io::Error::from)?;
        Ok(Self { path, _file: file })
    }
}

impl Drop for Alive {
    fn drop(&mut self) {
        // What is left of a process that was killed goes with the next look.
        let _ = std::fs::remove_file(&self.path);
    }
}

/// Whether the process of this name has ended for certain: it was one of this machine, and holds its lock no more.
pub(super) fn has_ended(folder: &Path, name: &str) -> bool {
    let path = folder.join(name);
    let Ok(file) = OpenOptions::new().write(true).open(&path) else { return false };
    let has_ended = match file.try_lock() {
        Ok(()) => true,
        Err(TryLockError::WouldBlock | TryLockError::Error(_)) => false,
    };
    if has_ended {
        let _ = std::fs::remove_file(&path);
    }
    has_ended
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_process_is_taken_for_ended_when_its_lock_is_gone_and_only_then() {
        let folder = tempfile::tempdir().unwrap();
        let alive = Alive::tell(folder.path(), "a").unwrap();
        assert!(!has_ended(folder.path(), "a"));
        assert!(!has_ended(folder.path(), "elsewhere"));
        let left = folder.path().join("b");
        drop(File::options().write(true).create_new(true).open(&left).unwrap());
        assert!(has_ended(folder.path(), "b") && !left.exists());
        drop(alive);
        assert!(!folder.path().join("a").exists());
    }
}
