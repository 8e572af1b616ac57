//! Which folders a run has used: all their names given out, and the last few of them open.

use super::{Folder, Root, given::Given};
use cap_std::fs::Dir;
use std::collections::HashMap;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex};

/// A folder for each sender must not use up the files a process may have open (often 1024).
const OPEN: usize = 32;

#[derive(Debug, Default)]
pub(super) struct Folders {
    // Kept when a folder is closed: its names stay given out until the run ends.
    given: HashMap<PathBuf, Arc<Mutex<Given>>>,
    // The last used at the end.
    open: Vec<Folder>,
}

impl Folders {
    /// The folder `path` of `root`, made and opened when it is not among the last used.
    pub(super) fn folder(&mut self, root: &Root, path: PathBuf) -> io::Result<Folder> {
        let folder = match self.open.iter().position(|folder| *folder.path == *path) {
            Some(at) => self.open.remove(at),
            None => Folder {
                real: root.beside(&path)?,
                dir: Arc::new(open(root.writing(), &path)?),
                path: path.as_path().into(),
                given: Arc::clone(self.given.entry(path).or_default()),
            },
        };
        if self.open.len() == OPEN {
            // Whoever is still at work in it has it open until then.
            self.open.remove(0);
        }
        self.open.push(folder.clone());
        Ok(folder)
    }
}

fn open(root: &Dir, path: &Path) -> io::Result<Dir> {
    if path.as_os_str().is_empty() {
        return root.try_clone();
    }
    root.create_dir_all(path)?;
    root.open_dir(path)
}
