//! Writing a file so that it is there whole or not at all, under a name nobody else has.

use super::{Folder, given::Given, names};
use cap_std::fs::{Dir, File, OpenOptions};
use std::io::{self, Write};
use std::path::PathBuf;
use std::sync::{Arc, MutexGuard, PoisonError};

/// What to do when a file of the wanted name is already there.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Collision {
    /// Take the next free name: `invoice (2).pdf`.
    Rename,
    /// Leave the file that is there and write nothing.
    Skip,
    /// Put the new file in its place.
    Overwrite,
}

/// A name set aside for one file; nobody else of this run gets it.
#[derive(Debug)]
pub struct Reserved {
    folder: Folder,
    wanted: String,
    name: String,
    collision: Collision,
}

/// A file being written, under a temporary name. Dropped unfinished, it leaves nothing behind.
#[derive(Debug)]
pub struct Writing {
    reserved: Reserved,
    temporary: Temporary,
    file: File,
}

/// Where a file ended.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Saved {
    /// Beneath the root.
    pub path: PathBuf,
}

#[derive(Debug)]
struct Temporary {
    dir: Arc<Dir>,
    name: String,
}

impl Drop for Temporary {
    fn drop(&mut self) {
        // Gone already when the file was renamed into place.
        let _ = self.dir.remove_file(&self.name);
    }
}

impl Folder {
    /// Sets aside a legal name close to `wanted`; `None` when `collision` says to skip it.
    ///
    /// Names are given out in the order of the calls, so that the same run gives the same names.
    pub fn reserve(&self, wanted: &str, collision: Collision) -> io::Result<Option<Reserved>> {
        let wanted = names::legal(wanted);
        let mut given = self.given();
        let name = match collision {
            Collision::Overwrite => {
                given.give(&wanted);
                wanted.clone()
            }
            Collision::Skip if given.is_taken(&wanted, |name| self.has(name))? => return Ok(None),
            Collision::Skip | Collision::Rename => given.next_free(&wanted, |name| self.has(name))?,
        };
        drop(given);
        Ok(Some(Reserved { folder: self.clone(), wanted, name, collision }))
    }

    fn next_free(&self, wanted: &str) -> io::Result<String> {
        self.given().next_free(wanted, |name| self.has(name))
    }

    /// Held from the look to the taking: two that ask at once must not get one name.
    fn given(&self) -> MutexGuard<'_, Given> {
        self.given.lock().unwrap_or_else(PoisonError::into_inner)
    }

    pub(super) fn has(&self, name: &str) -> io::Result<bool> {
        for dir in std::iter::once(&self.dir).chain(&self.real) {
            match dir.symlink_metadata(name) {
                Ok(_) => return Ok(true),
                Err(error) if error.kind() == io::ErrorKind::NotFound => {}
                Err(error) => return Err(error),
            }
        }
        Ok(false)
    }
}

impl Reserved {
    /// The name set aside.
    pub fn name(&self) -> &str {
        &self.name
    }

    /// Starts writing.
    pub fn create(self) -> io::Result<Writing> {
        let dir = Arc::clone(&self.folder.dir);
        // Of two runs that write to one folder, the second takes the next number.
        for n in 0..1000 {
            let name = format!(".{}.{n}.part", self.name);
            match dir.open_with(&name, OpenOptions::new().write(true).create_new(true)) {
                Ok(file) => {
                    return Ok(Writing { reserved: self, temporary: Temporary { dir, name }, file });
                }
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => {}
                Err(error) => return Err(error),
            }
        }
        Err(io::ErrorKind::AlreadyExists.into())
    }
}

impl Write for Writing {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.file.write(bytes)
    }

    fn flush(&mut self) -> io::Result<()> {
        self.file.flush()
    }
}

impl Writing {
    /// Gives the file its name; `None` when `collision` says skip and another took the name meanwhile.
    pub fn finish(self) -> io::Result<Option<Saved>> {
        let Self { mut reserved, temporary, file } = self;
        drop(file);
        let dir = &reserved.folder.dir;
        loop {
            match settle(dir, &temporary.name, &reserved.name, reserved.collision) {
                Ok(()) => break,
                Err(error) if error.kind() == io::ErrorKind::AlreadyExists => match reserved.collision {
                    Collision::Skip => return Ok(None),
                    _ => reserved.name = reserved.folder.next_free(&reserved.wanted)?,
                },
                Err(error) => return Err(error),
            }
        }
        Ok(Some(Saved { path: reserved.folder.path.join(&reserved.name) }))
    }
}

/// Renames, and never onto an existing file unless told to: a hard link fails where a rename would replace.
fn settle(dir: &Dir, temporary: &str, name: &str, collision: Collision) -> io::Result<()> {
    if collision == Collision::Overwrite {
        return dir.rename(temporary, dir, name);
    }
    match dir.hard_link(temporary, dir, name) {
        Err(error) if error.kind() == io::ErrorKind::AlreadyExists => Err(error),
        // File systems without hard links (FAT, some network shares).
        Err(_) if !dir.try_exists(name)? => dir.rename(temporary, dir, name),
        other => other,
    }
}
