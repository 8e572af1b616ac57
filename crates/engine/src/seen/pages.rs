//! All that a ledger on the disk holds, for whoever keeps it elsewhere from now on.

use super::ledger::{file_name, refused};
use super::{Ended, Of, OnDisk};
use crate::digest::Digest;
use crate::failure::Failure;
use carteiro_mail::MessageRef;
use carteiro_world::Store;
use std::path::PathBuf;

/// Entries in a page.
const ENTRIES: usize = 1000;

/// Something that a ledger holds.
#[derive(Clone, Debug)]
pub enum Entry {
    /// What became of an item.
    Item {
        /// What it is known by.
        name: Digest,
        /// How it ended; `None`: it was begun.
        ended: Option<Ended>,
        /// The first run that worked on it, as long as it may come by again.
        run: Option<String>,
    },
    /// Where a message of some content was when last heard of.
    Content {
        /// What it is known by.
        content: Digest,
        /// Where.
        place: MessageRef,
    },
}

/// What a ledger holds, page by page.
pub struct Pages {
    /// Where there is none, there is nothing in it.
    store: Option<Store>,
    path: PathBuf,
    name: String,
    after: Vec<u8>,
}

impl OnDisk {
    /// What a ledger holds. `Exists`: another process goes by it now.
    pub fn pages(&self, of: Of<'_>) -> Result<Pages, Failure> {
        let folder = self.folder.as_ref().map_err(|words| Failure::invalid(words.clone()))?;
        let (path, name) = (folder.join(file_name(of.name())), of.name().to_owned());
        let store = if path.exists() {
            Some(Store::open(&path).map_err(|error| refused(&name, &path, &error))?)
        } else {
            None
        };
        Ok(Pages { store, path, name, after: Vec::new() })
    }
}

impl Pages {
    /// The next page; `None`: there is no more.
    pub fn next_page(&mut self) -> Result<Option<Vec<Entry>>, Failure> {
        let Some(store) = &self.store else { return Ok(None) };
        let page =
            store.page(&self.after, ENTRIES).map_err(|error| refused(&self.name, &self.path, &error))?;
        let Some((last, _)) = page.last() else { return Ok(None) };
        self.after.clone_from(last);
        Ok(Some(page.iter().filter_map(|(key, value)| entry(key, value)).collect()))
    }
}

fn entry(key: &[u8], value: &[u8]) -> Option<Entry> {
    let (kind, digest) = key.split_first()?;
    let digest = Digest::from(<[u8; 16]>::try_from(digest).ok()?);
    match kind {
        b'n' => {
            let (state, run) = value.split_first()?;
            let run = (!run.is_empty()).then(|| String::from_utf8_lossy(run).into_owned());
            Some(Entry::Item { name: digest, ended: Ended::of(*state), run })
        }
        b'c' => Some(Entry::Content { content: digest, place: serde_json::from_slice(value).ok()? }),
        _ => None,
    }
}
