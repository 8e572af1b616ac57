//! Where the automations lie that others run.

use crate::file::LARGEST;
use carteiro_world::Files;
use jiff::Timestamp;
use std::collections::BTreeMap;
use std::fmt;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Automations that others may run, by their paths, and the texts of those that were read.
pub struct Library {
    /// The automation that is asked about, as the others would name it.
    own: PathBuf,
    read: Box<Read>,
    now: Option<Timestamp>,
    texts: Mutex<BTreeMap<String, Arc<[u8]>>>,
}

type Read = dyn Fn(&Path) -> io::Result<Vec<u8>> + Send + Sync;

impl Library {
    /// What `read` answers for a path, to be run by the automation at `own`. Paths are made of names alone, with `/`.
    pub fn new(own: &Path, read: impl Fn(&Path) -> io::Result<Vec<u8>> + Send + Sync + 'static) -> Self {
        Self { own: own.to_owned(), read: Box::new(read), now: None, texts: Mutex::default() }
    }

    /// No automations.
    pub fn none() -> Self {
        Self::new(Path::new(""), |_| Err(io::ErrorKind::NotFound.into()))
    }

    /// The files beside the automation in `file`, and in folders below: nothing else on the machine is read.
    pub fn beside(file: &Path) -> Self {
        let folder = match file.parent() {
            Some(folder) if !folder.as_os_str().is_empty() => folder,
            _ => Path::new("."),
        };
        let files = Files::beneath(folder);
        let read = move |path: &Path| match &files {
            Ok(files) => files.read(path, LARGEST as u64),
            Err(error) => Err(error.kind().into()),
        };
        Self::new(file.file_name().map_or(file, Path::new), read)
    }

    /// The same, looked at at this moment: of what ends on some day it is told how many days are left.
    #[must_use]
    pub fn at(self, now: Timestamp) -> Self {
        Self { now: Some(now), ..self }
    }

    /// The text of every file that was read, by its name for people.
    pub fn texts(&self) -> BTreeMap<String, Arc<[u8]>> {
        self.texts.lock().unwrap_or_else(PoisonError::into_inner).clone()
    }

    pub(crate) fn now(&self) -> Option<Timestamp> {
        self.now
    }

    pub(super) fn own(&self) -> &Path {
        &self.own
    }

    pub(super) fn read(&self, path: &Path, name: &str) -> io::Result<Arc<[u8]>> {
        let text: Arc<[u8]> = (self.read)(path)?.into();
        let mut texts = self.texts.lock().unwrap_or_else(PoisonError::into_inner);
        texts.insert(name.to_owned(), Arc::clone(&text));
        Ok(text)
    }
}

impl fmt::Debug for Library {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_struct("Library").field("own", &self.own).finish_non_exhaustive()
    }
}
