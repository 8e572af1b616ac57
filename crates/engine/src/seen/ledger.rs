//! Ledgers in a [`Store`]: one file for each automation.

use super::{Claim, Ended, Item, Ledger, Ledgers, Of};
use crate::digest::Digest;
use crate::failure::Failure;
use carteiro_mail::{Kind, MessageRef};
use carteiro_world::files::names;
use carteiro_world::store::Changes;
use carteiro_world::{Phrase, Store, phrase};
use futures_util::future::BoxFuture;
use sha2::{Digest as _, Sha256};
use std::collections::HashMap;
use std::fmt::Write as _;
use std::future::ready;
use std::io;
use std::path::{Path, PathBuf};
use std::sync::{Arc, Mutex, PoisonError};

/// Ledgers in a folder; it is made when the first one is opened.
#[derive(Debug)]
pub struct OnDisk {
    pub(super) folder: Result<PathBuf, Phrase>,
}

impl OnDisk {
    /// Ledgers in this folder; `Err` says why there is none, to whoever asks for a ledger.
    pub fn beneath(folder: Result<PathBuf, Phrase>) -> Self {
        Self { folder }
    }
}

/// Ledgers that last as long as the process.
#[derive(Debug, Default)]
pub struct InMemory(Mutex<HashMap<String, Store>>);

impl OnDisk {
    fn kept(
        &self,
        of: Of<'_>,
        open: impl Fn(&Path, &Path) -> io::Result<Store>,
    ) -> Result<Arc<dyn Ledger>, Failure> {
        let folder = self.folder.as_ref().map_err(|words| Failure::invalid(words.clone()))?;
        let path = folder.join(file_name(of.name()));
        let store = open(folder, &path).map_err(|error| refused(of.name(), &path, &error))?;
        Ok(Arc::new(Kept { store, path }))
    }
}

impl Ledgers for OnDisk {
    fn open<'a>(&'a self, of: Of<'a>) -> BoxFuture<'a, Result<Arc<dyn Ledger>, Failure>> {
        Box::pin(ready(self.kept(of, |folder, path| make(folder).and_then(|()| Store::open(path)))))
    }

    fn trying<'a>(&'a self, of: Of<'a>) -> BoxFuture<'a, Result<Arc<dyn Ledger>, Failure>> {
        Box::pin(ready(self.kept(of, |_, path| Store::trying(path))))
    }
}

impl Ledgers for InMemory {
    fn open<'a>(&'a self, of: Of<'a>) -> BoxFuture<'a, Result<Arc<dyn Ledger>, Failure>> {
        Box::pin(ready(self.store(of.name()).map(kept_nowhere)))
    }

    fn trying<'a>(&'a self, of: Of<'a>) -> BoxFuture<'a, Result<Arc<dyn Ledger>, Failure>> {
        let copy = self.store(of.name()).and_then(|store| Ok(store.copy()?));
        Box::pin(ready(copy.map(kept_nowhere)))
    }
}

fn kept_nowhere(store: Store) -> Arc<dyn Ledger> {
    Arc::new(Kept { store, path: PathBuf::new() })
}

impl InMemory {
    fn store(&self, automation: &str) -> Result<Store, Failure> {
        let mut stores = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        if let Some(store) = stores.get(automation) {
            return Ok(store.clone());
        }
        let store = Store::in_memory()?;
        stores.insert(automation.to_owned(), store.clone());
        Ok(store)
    }
}

pub(super) fn refused(automation: &str, path: &Path, error: &io::Error) -> Failure {
    let file = path.display();
    match error.kind() {
        io::ErrorKind::ResourceBusy => {
            Failure::new(Kind::Exists, phrase!("seen-in-use", automation = automation))
        }
        io::ErrorKind::InvalidData => {
            Failure::new(Kind::Content, phrase!("seen-damaged", file = file)).because(error)
        }
        _ => Failure::new(Kind::Denied, phrase!("seen-refused", file = file)).because(error),
    }
}

/// What a person recognises, and what no other automation has.
pub(super) fn file_name(automation: &str) -> String {
    let shown: String = automation.chars().take(40).collect();
    let mut name = names::legal(&shown.replace('.', "_"));
    let digest = Sha256::digest(automation.as_bytes());
    name.push('-');
    for byte in digest.iter().take(6) {
        let _ = write!(name, "{byte:02x}");
    }
    name + ".seen"
}

fn make(folder: &Path) -> io::Result<()> {
    let mut making = std::fs::DirBuilder::new();
    making.recursive(true);
    #[cfg(unix)]
    std::os::unix::fs::DirBuilderExt::mode(&mut making, 0o700);
    making.create(folder)
}

/// One ledger.
struct Kept {
    store: Store,
    path: PathBuf,
}

/// The first byte of what is kept of an item; after it the run that began it, as long as it may come by again.
const BEGUN: u8 = b'b';

impl Ended {
    fn byte(self) -> u8 {
        match self {
            Self::Done => b'd',
            Self::Failed => b'f',
            Self::Unknown => b'u',
        }
    }

    pub(super) fn of(byte: u8) -> Option<Self> {
        [Self::Done, Self::Failed, Self::Unknown].into_iter().find(|ended| ended.byte() == byte)
    }
}

fn key(kind: u8, digest: &Digest) -> Vec<u8> {
    [&[kind][..], digest.as_ref()].concat()
}

fn by_name(item: &Item) -> Vec<u8> {
    key(b'n', &item.name)
}

fn by_content(item: &Item) -> Option<Vec<u8>> {
    item.content.as_ref().map(|content| key(b'c', content))
}

impl Kept {
    fn failed(&self, error: &io::Error) -> Failure {
        Failure::new(Kind::Denied, phrase!("seen-refused", file = self.path.display())).because(error)
    }
}

impl Ledger for Kept {
    fn known<'a>(&'a self, items: &'a [Item]) -> BoxFuture<'a, Result<Vec<Option<Ended>>, Failure>> {
        let known = items.iter().map(|item| {
            let found = self.store.get(&by_name(item)).map_err(|error| self.failed(&error))?;
            Ok(found.and_then(|value| Ended::of(*value.first()?)))
        });
        Box::pin(ready(known.collect()))
    }

    fn claim<'a>(
        &'a self,
        item: &'a Item,
        run: &'a str,
        apart: bool,
    ) -> BoxFuture<'a, Result<Claim, Failure>> {
        let (name, content, run) = (by_name(item), by_content(item), run.to_owned());
        Box::pin(async move {
            let claimed =
                self.store.change(move |changes| claim(changes, &name, content.as_deref(), &run, apart));
            claimed.await.map_err(|error| self.failed(&error))
        })
    }

    fn settle<'a>(
        &'a self,
        item: &'a Item,
        ended: Ended,
        place: Option<MessageRef>,
    ) -> BoxFuture<'a, Result<(), Failure>> {
        let (name, content) = (by_name(item), by_content(item));
        Box::pin(async move {
            let place = place.filter(|_| ended == Ended::Done).map(|place| serde_json::to_vec(&place));
            let place = place.transpose().map_err(carteiro_mail::Error::internal)?;
            let settled = self.store.change(move |changes| {
                let begun = changes.get(&name)?.filter(|_| ended == Ended::Failed).unwrap_or_default();
                let run = begun.get(1..).unwrap_or_default();
                changes.put(&name, &[&[ended.byte()], run].concat())?;
                match (content, place) {
                    (Some(content), Some(place)) => changes.put(&content, &place),
                    _ => Ok(()),
                }
            });
            settled.await.map_err(|error| self.failed(&error))
        })
    }
}

fn claim(
    changes: &mut Changes<'_>,
    name: &[u8],
    content: Option<&[u8]>,
    run: &str,
    apart: bool,
) -> io::Result<Claim> {
    let known = changes.get(name)?.unwrap_or_default();
    let again = |before: &[u8], failed| match before {
        // Earlier versions did not keep it.
        [] => Claim::Go,
        run => Claim::Again { run: String::from_utf8_lossy(run).into_owned(), failed },
    };
    let claim = match known.split_first() {
        Some((&BEGUN, before)) => again(before, false),
        Some((byte, before)) => match Ended::of(*byte) {
            Some(ended @ (Ended::Done | Ended::Unknown)) => return Ok(Claim::Ended(ended)),
            Some(Ended::Failed) | None => again(before, true),
        },
        None => {
            let same = content.filter(|_| !apart).map(|content| changes.get(content)).transpose()?.flatten();
            // What cannot be read any more says nothing.
            if let Some(place) = same.and_then(|place| serde_json::from_slice(&place).ok()) {
                return Ok(Claim::SameContent(place));
            }
            Claim::Go
        }
    };
    let run = match &claim {
        Claim::Again { run, .. } => run,
        _ => run,
    };
    changes.put(name, &[&[BEGUN][..], run.as_bytes()].concat())?;
    Ok(claim)
}
