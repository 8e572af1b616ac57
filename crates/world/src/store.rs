//! What must outlive the process: a file of keys and values.
//!
//! - What was changed is on the disk when [`Store::change`] answers. Changes that wait together are written together.
//! - A process that is killed, or a machine that loses its power, leaves every change whole or not at all.
//! - One process has the file at a time.
//! - Memory does not grow with the file.

use redb::backends::{FileBackend, InMemoryBackend};
use redb::{Builder, Database, DatabaseError, ReadableDatabase as _, Table, TableDefinition, TableError};
use std::fmt;
use std::fs::{File, OpenOptions, TryLockError};
use std::io;
use std::ops::Bound;
use std::path::Path;
use std::sync::mpsc::{Receiver, Sender, channel};
use std::sync::{Arc, Mutex, PoisonError};
use std::thread::JoinHandle;
use tokio::sync::oneshot;

/// All entries.
const ENTRIES: TableDefinition<'static, &[u8], &[u8]> = TableDefinition::new("entries");
/// Memory for what was read last.
const CACHE: usize = 4 * 1024 * 1024;
/// Changes written together.
const TOGETHER: usize = 1024;

/// A file of keys and values. Cheap to clone.
#[derive(Clone)]
pub struct Store {
    // Goes first: when the last one does, nothing is being written any more.
    writer: Arc<Writer>,
    database: Arc<Database>,
}

/// The thread that writes.
struct Writer {
    jobs: Mutex<Option<Sender<Job>>>,
    thread: Option<JoinHandle<()>>,
}

impl Drop for Writer {
    fn drop(&mut self) {
        drop(self.jobs.get_mut().unwrap_or_else(PoisonError::into_inner).take());
        // It ends when nobody can ask any more; had it panicked, it would have ended too.
        drop(self.thread.take().map(JoinHandle::join));
    }
}

/// What a change sees and does.
pub struct Changes<'t>(Table<'t, &'static [u8], &'static [u8]>);

/// A change, which answers what to tell once it is on the disk.
type Job = Box<dyn FnOnce(&mut Changes<'_>) -> Told + Send>;
/// Told whether it is.
type Told = Box<dyn FnOnce(Option<&io::Error>) + Send>;

impl Store {
    /// Opens the file, or makes it, readable by nobody else.
    ///
    /// [`io::ErrorKind::ResourceBusy`]: another process has it. [`io::ErrorKind::InvalidData`]: it is damaged, or no such
    /// file.
    pub fn open(path: &Path) -> io::Result<Self> {
        Self::of(create(path)?)
    }

    /// A copy of the file as it is now, whose changes go nowhere; an empty one when there is no file.
    ///
    /// [`io::ErrorKind::ResourceBusy`] and [`io::ErrorKind::InvalidData`] as [`Self::open`] has them.
    pub fn trying(path: &Path) -> io::Result<Self> {
        let mut from = match OpenOptions::new().read(true).write(true).open(path) {
            Ok(file) => file,
            Err(error) if error.kind() == io::ErrorKind::NotFound => return Self::in_memory(),
            Err(error) => return Err(error),
        };
        match from.try_lock() {
            Ok(()) => {}
            Err(TryLockError::WouldBlock) => return Err(io::ErrorKind::ResourceBusy.into()),
            Err(TryLockError::Error(error)) => return Err(error),
        }
        let mut file = tempfile::tempfile()?;
        io::copy(&mut from, &mut file)?;
        drop(from);
        Self::of(file)
    }

    /// A copy in memory as it is now, whose changes go nowhere.
    pub fn copy(&self) -> io::Result<Self> {
        let copy = Builder::new().create_with_backend(InMemoryBackend::new()).map_err(of_database)?;
        let reading = self.database.begin_read().map_err(io::Error::other)?;
        if let Ok(from) = reading.open_table(ENTRIES) {
            let writing = copy.begin_write().map_err(io::Error::other)?;
            let mut to = writing.open_table(ENTRIES).map_err(io::Error::other)?;
            for entry in redb::ReadableTable::iter(&from).map_err(io::Error::other)? {
                let (key, value) = entry.map_err(io::Error::other)?;
                to.insert(key.value(), value.value()).map_err(io::Error::other)?;
            }
            drop(to);
            writing.commit().map_err(io::Error::other)?;
        }
        Self::over(copy)
    }

    fn of(file: File) -> io::Result<Self> {
        let file = FileBackend::new(file).map_err(of_database)?;
        Self::over(Builder::new().set_cache_size(CACHE).create_with_backend(file).map_err(of_database)?)
    }

    /// One that is gone with the last clone.
    pub fn in_memory() -> io::Result<Self> {
        Self::over(Builder::new().create_with_backend(InMemoryBackend::new()).map_err(of_database)?)
    }

    fn over(database: Database) -> io::Result<Self> {
        let database = Arc::new(database);
        let (jobs, waiting) = channel();
        let shared = Arc::clone(&database);
        let thread = std::thread::Builder::new().name("store".to_owned());
        let thread = thread.spawn(move || write_all(&shared, &waiting))?;
        let writer = Writer { jobs: Mutex::new(Some(jobs)), thread: Some(thread) };
        Ok(Self { writer: Arc::new(writer), database })
    }

    /// The value of a key.
    pub fn get(&self, key: &[u8]) -> io::Result<Option<Vec<u8>>> {
        let reading = self.database.begin_read().map_err(io::Error::other)?;
        let table = match reading.open_table(ENTRIES) {
            Err(TableError::TableDoesNotExist(_)) => return Ok(None),
            other => other.map_err(io::Error::other)?,
        };
        let found = redb::ReadableTable::get(&table, key).map_err(io::Error::other)?;
        Ok(found.map(|value| value.value().to_vec()))
    }

    /// The first of the entries after a key, in the order of their keys.
    pub fn page(&self, after: &[u8], count: usize) -> io::Result<Vec<(Vec<u8>, Vec<u8>)>> {
        let reading = self.database.begin_read().map_err(io::Error::other)?;
        let table = match reading.open_table(ENTRIES) {
            Err(TableError::TableDoesNotExist(_)) => return Ok(Vec::new()),
            other => other.map_err(io::Error::other)?,
        };
        let range = (Bound::Excluded(after), Bound::Unbounded);
        let entries = redb::ReadableTable::range::<&[u8]>(&table, range).map_err(io::Error::other)?;
        let entry = |entry: Result<(_, _), redb::StorageError>| {
            let (key, value): (redb::AccessGuard<'_, &[u8]>, redb::AccessGuard<'_, &[u8]>) =
                entry.map_err(io::Error::other)?;
            Ok((key.value().to_vec(), value.value().to_vec()))
        };
        entries.take(count).map(entry).collect()
    }

    /// Does `work` while nobody else changes anything, and answers what it made once it is on the disk.
    pub async fn change<T: Send + 'static>(
        &self,
        work: impl FnOnce(&mut Changes<'_>) -> io::Result<T> + Send + 'static,
    ) -> io::Result<T> {
        let (answer, answered) = oneshot::channel();
        let job: Job = Box::new(move |changes| {
            let done = work(changes);
            Box::new(move |failure| {
                let done = match failure {
                    Some(failure) => Err(io::Error::new(failure.kind(), failure.to_string())),
                    None => done,
                };
                // Whoever asked may have gone.
                let _ = answer.send(done);
            })
        });
        if let Some(jobs) = &*self.writer.jobs.lock().unwrap_or_else(PoisonError::into_inner) {
            // A thread that is gone answers nothing.
            let _ = jobs.send(job);
        }
        answered.await.map_err(|_| io::Error::from(io::ErrorKind::BrokenPipe))?
    }
}

impl Changes<'_> {
    /// The value of a key.
    pub fn get(&self, key: &[u8]) -> io::Result<Option<Vec<u8>>> {
        let found = redb::ReadableTable::get(&self.0, key).map_err(io::Error::other)?;
        Ok(found.map(|value| value.value().to_vec()))
    }

    /// Gives a key this value.
    pub fn put(&mut self, key: &[u8], value: &[u8]) -> io::Result<()> {
        self.0.insert(key, value).map(drop).map_err(io::Error::other)
    }

    /// Takes a key away.
    pub fn remove(&mut self, key: &[u8]) -> io::Result<()> {
        self.0.remove(key).map(drop).map_err(io::Error::other)
    }
}

/// Writes what waits, together, until nobody is left who could ask.
fn write_all(database: &Database, waiting: &Receiver<Job>) {
    while let Ok(first) = waiting.recv() {
        let mut told = Vec::new();
        let jobs = std::iter::once(first).chain(waiting.try_iter()).take(TOGETHER);
        let written = write(database, jobs, &mut told);
        for tell in told {
            tell(written.as_ref().err());
        }
    }
}

/// On failure jobs that were not begun are dropped, and whoever waits for them learns it by that.
fn write(database: &Database, jobs: impl Iterator<Item = Job>, told: &mut Vec<Told>) -> io::Result<()> {
    let writing = database.begin_write().map_err(io::Error::other)?;
    {
        let mut changes = Changes(writing.open_table(ENTRIES).map_err(io::Error::other)?);
        told.extend(jobs.map(|job| job(&mut changes)));
    }
    writing.commit().map_err(io::Error::other)
}

fn of_database(error: DatabaseError) -> io::Error {
    match error {
        DatabaseError::DatabaseAlreadyOpen => io::Error::new(io::ErrorKind::ResourceBusy, error.to_string()),
        DatabaseError::Storage(redb::StorageError::Io(error)) => error,
        other => io::Error::new(io::ErrorKind::InvalidData, other.to_string()),
    }
}

fn create(path: &Path) -> io::Result<File> {
    let mut options = OpenOptions::new();
    options.read(true).write(true).create(true).truncate(false);
    #[cfg(unix)]
    std::os::unix::fs::OpenOptionsExt::mode(&mut options, 0o600);
    options.open(path)
}

impl fmt::Debug for Store {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("Store")
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn what_was_changed_is_there_when_it_is_opened_again() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.store");
        let store = Store::open(&path).unwrap();
        assert_eq!(store.get(b"a").unwrap(), None);
        store.change(|changes| changes.put(b"a", b"1")).await.unwrap();
        let before = store.change(|changes| {
            let before = changes.get(b"a")?;
            changes.put(b"a", b"2")?;
            changes.put(b"b", b"3")?;
            changes.remove(b"b")?;
            Ok(before)
        });
        assert_eq!(before.await.unwrap(), Some(b"1".to_vec()));
        drop(store);
        let store = Store::open(&path).unwrap();
        assert_eq!(store.get(b"a").unwrap(), Some(b"2".to_vec()));
        assert_eq!(store.get(b"b").unwrap(), None);
    }

    #[tokio::test]
    async fn all_entries_are_read_page_by_page() {
        let store = Store::in_memory().unwrap();
        assert!(store.page(b"", 2).unwrap().is_empty());
        let put = |changes: &mut Changes<'_>| (0..5).try_for_each(|key| changes.put(&[key], &[key]));
        store.change(put).await.unwrap();
        let (mut after, mut read) = (Vec::new(), Vec::new());
        while let page = store.page(&after, 2).unwrap()
            && let Some((last, _)) = page.last()
        {
            after.clone_from(last);
            read.extend(page.into_iter().flat_map(|(_, value)| value));
        }
        assert_eq!(read, [0, 1, 2, 3, 4]);
    }

    #[tokio::test]
    async fn changes_that_wait_together_all_take_place() {
        let store = Store::in_memory().unwrap();
        let count = |changes: &mut Changes<'_>| {
            let count = changes.get(b"n")?.map_or(0, |value| u64::from(value[0]));
            changes.put(b"n", &[u8::try_from(count + 1).unwrap()])
        };
        let all = futures_util::future::join_all((0..200).map(|_| store.change(count))).await;
        assert!(all.iter().all(Result::is_ok));
        assert_eq!(store.get(b"n").unwrap(), Some(vec![200]));
    }

    #[tokio::test]
    async fn what_is_only_tried_is_kept_nowhere() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.store");
        let none = Store::trying(&path).unwrap();
        none.change(|changes| changes.put(b"a", b"0")).await.unwrap();
        assert!(!path.exists());
        let store = Store::open(&path).unwrap();
        store.change(|changes| changes.put(b"a", b"1")).await.unwrap();
        assert_eq!(Store::trying(&path).err().unwrap().kind(), io::ErrorKind::ResourceBusy);
        drop(store);
        let trying = Store::trying(&path).unwrap();
        assert_eq!(trying.get(b"a").unwrap(), Some(b"1".to_vec()));
        trying.change(|changes| changes.put(b"a", b"2")).await.unwrap();
        assert_eq!(trying.get(b"a").unwrap(), Some(b"2".to_vec()));
        assert_eq!(Store::open(&path).unwrap().get(b"a").unwrap(), Some(b"1".to_vec()));
    }

    #[test]
    fn one_has_it_at_a_time() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.store");
        let store = Store::open(&path).unwrap();
        assert_eq!(Store::open(&path).err().unwrap().kind(), io::ErrorKind::ResourceBusy);
        drop(store);
        assert!(Store::open(&path).is_ok());
    }

    #[test]
    #[expect(clippy::disallowed_methods, reason = "the test damages a file")]
    fn what_is_damaged_is_refused() {
        let folder = tempfile::tempdir().unwrap();
        let path = folder.path().join("a.store");
        std::fs::write(&path, "no store".repeat(1000)).unwrap();
        assert_eq!(Store::open(&path).err().unwrap().kind(), io::ErrorKind::InvalidData);
    }
}
