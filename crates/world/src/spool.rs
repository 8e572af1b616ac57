//! Bytes of unknown size: kept in memory while they are few, in a temporary file once they are many.
//!
//! A message of 150 MB costs as much memory as one of 64 KiB.

use bytes::Bytes;
use std::fmt;
use std::fs::File;
use std::io::{self, Read, Write};
use std::ops::Range;
use std::path::PathBuf;
use std::sync::Arc;

/// Up to this many bytes stay in memory.
pub const IN_MEMORY: usize = 64 * 1024;
const WRITE_STEP: usize = 256 * 1024;

/// Finished bytes. Cheap to clone; the temporary file has no name and ends with the last clone.
#[derive(Clone)]
pub struct Spool(Held);

#[derive(Clone)]
enum Held {
    Memory(Bytes),
    File { file: Arc<File>, len: u64 },
}

impl Spool {
    /// The bytes of a file, as many as it has now. It is read when they are asked for.
    pub fn of(file: File) -> io::Result<Self> {
        let len = file.metadata()?.len();
        Ok(Self(Held::File { file: Arc::new(file), len }))
    }

    /// How many bytes it holds.
    pub fn len(&self) -> u64 {
        match &self.0 {
            Held::Memory(bytes) => bytes.len() as u64,
            Held::File { len, .. } => *len,
        }
    }

    /// Whether it holds nothing.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// The bytes, when they are in memory.
    pub fn in_memory(&self) -> Option<&Bytes> {
        match &self.0 {
            Held::Memory(bytes) => Some(bytes),
            Held::File { .. } => None,
        }
    }

    /// Reads `range`, cut to what there is. Any number of readers may be at work at once.
    ///
    /// Reading from the file blocks: outside a blocking task only for spools that are [`Spool::in_memory`].
    pub fn reader(&self, range: Range<u64>) -> Reader {
        let end = range.end.min(self.len());
        Reader { spool: self.clone(), at: range.start.min(end), end }
    }

    /// At most `cap` bytes of `range`, whole.
    pub fn read(&self, range: Range<u64>, cap: usize) -> io::Result<Bytes> {
        let end = range.end.min(self.len()).min(range.start.saturating_add(cap as u64));
        let start = range.start.min(end);
        if let Held::Memory(bytes) = &self.0 {
            let (start, end) = (start.try_into().unwrap_or(0), end.try_into().unwrap_or(0));
            return Ok(bytes.slice(start..end));
        }
        let mut bytes = Vec::new();
        self.reader(start..end).read_to_end(&mut bytes)?;
        Ok(bytes.into())
    }
}

/// The size only: contents are private.
impl fmt::Debug for Spool {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "Spool({} bytes)", self.len())
    }
}

impl From<Bytes> for Spool {
    fn from(bytes: Bytes) -> Self {
        Self(Held::Memory(bytes))
    }
}

impl From<Vec<u8>> for Spool {
    fn from(bytes: Vec<u8>) -> Self {
        Bytes::from(bytes).into()
    }
}

/// Reads a range of a [`Spool`].
#[derive(Debug)]
pub struct Reader {
    spool: Spool,
    at: u64,
    end: u64,
}

impl Read for Reader {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let left = usize::try_from(self.end - self.at).unwrap_or(usize::MAX);
        let wanted = left.min(buf.len());
        let Some(buf) = buf.get_mut(..wanted) else {
            return Ok(0);
        };
        let read = match &self.spool.0 {
            Held::Memory(bytes) => {
                let at = usize::try_from(self.at).unwrap_or(usize::MAX);
                match bytes.get(at..at + wanted) {
                    Some(from) => buf.copy_from_slice(from),
                    None => return Ok(0),
                }
                wanted
            }
            Held::File { file, .. } => read_at(file, buf, self.at)?,
        };
        self.at += read as u64;
        Ok(read)
    }
}

#[cfg(unix)]
fn read_at(file: &File, buf: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::unix::fs::FileExt::read_at(file, buf, at)
}

#[cfg(windows)]
fn read_at(file: &File, buf: &mut [u8], at: u64) -> io::Result<usize> {
    std::os::windows::fs::FileExt::seek_read(file, buf, at)
}

/// Makes spools, all in one temporary folder.
#[derive(Clone, Debug, Default)]
pub struct Spools {
    folder: Option<PathBuf>,
}

impl Spools {
    /// Temporary files go to `folder`, or where the machine keeps them.
    pub fn new(folder: Option<PathBuf>) -> Self {
        Self { folder }
    }

    /// Starts a spool.
    pub fn writer(&self) -> Writer {
        Writer { folder: self.folder.clone(), buffer: Vec::new(), file: None, written: 0 }
    }
}

/// A spool being filled.
#[derive(Debug)]
pub struct Writer {
    folder: Option<PathBuf>,
    buffer: Vec<u8>,
    file: Option<Arc<File>>,
    written: u64,
}

impl Writer {
    /// Adds bytes.
    pub async fn push(&mut self, bytes: &[u8]) -> io::Result<()> {
        self.buffer.extend_from_slice(bytes);
        let limit = if self.file.is_some() { WRITE_STEP } else { IN_MEMORY };
        if self.buffer.len() > limit { self.flush().await } else { Ok(()) }
    }

    /// How many bytes were added.
    pub fn len(&self) -> u64 {
        self.written + self.buffer.len() as u64
    }

    /// Whether nothing was added yet.
    pub fn is_empty(&self) -> bool {
        self.len() == 0
    }

    /// Ends the spool.
    pub async fn finish(mut self) -> io::Result<Spool> {
        if self.file.is_some() {
            self.flush().await?;
        }
        self.finish_here()
    }

    async fn flush(&mut self) -> io::Result<()> {
        let folder = self.folder.clone();
        let flushing = std::mem::replace(self, Self { folder, buffer: Vec::new(), file: None, written: 0 });
        let flushed = tokio::task::spawn_blocking(move || {
            let mut flushing = flushing;
            flushing.flush_here().map(|()| flushing)
        });
        *self = flushed.await.map_err(io::Error::other)??;
        Ok(())
    }

    fn flush_here(&mut self) -> io::Result<()> {
        let file = match (self.file.take(), &self.folder) {
            (Some(file), _) => file,
            (None, Some(folder)) => Arc::new(tempfile::tempfile_in(folder)?),
            (None, None) => Arc::new(tempfile::tempfile()?),
        };
        (&*file).write_all(&self.buffer)?;
        self.written += self.buffer.len() as u64;
        self.buffer.clear();
        self.file = Some(file);
        Ok(())
    }

    /// Ends the spool. Blocks: for whoever wrote to it where that may be.
    pub fn finish_here(mut self) -> io::Result<Spool> {
        if self.file.is_some() {
            self.flush_here()?;
        }
        Ok(Spool(match self.file {
            Some(file) => Held::File { file, len: self.written },
            None => Held::Memory(self.buffer.into()),
        }))
    }
}

/// Blocks: for whoever may.
impl Write for Writer {
    fn write(&mut self, bytes: &[u8]) -> io::Result<usize> {
        self.buffer.extend_from_slice(bytes);
        let limit = if self.file.is_some() { WRITE_STEP } else { IN_MEMORY };
        if self.buffer.len() > limit {
            self.flush_here()?;
        }
        Ok(bytes.len())
    }

    /// What is in memory may stay there.
    fn flush(&mut self) -> io::Result<()> {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[tokio::test]
    async fn few_bytes_stay_in_memory_and_many_go_to_a_file() {
        for size in [0, 1, IN_MEMORY, IN_MEMORY + 1, 1_000_003] {
            let mut writer = Spools::default().writer();
            let bytes: Vec<u8> = (0..size).map(|n| u8::try_from(n % 251).unwrap()).collect();
            for piece in bytes.chunks(4099) {
                writer.push(piece).await.unwrap();
            }
            assert_eq!(writer.len(), size as u64);
            let mut here = Spools::default().writer();
            for piece in bytes.chunks(4099) {
                here.write_all(piece).unwrap();
            }
            let here = here.finish_here().unwrap();
            assert_eq!(here.in_memory().is_some(), size <= IN_MEMORY);
            assert_eq!(here.read(0..u64::MAX, usize::MAX).unwrap(), bytes);
            let spool = writer.finish().await.unwrap();
            assert_eq!(spool.in_memory().is_some(), size <= IN_MEMORY);
            assert_eq!(spool.len(), size as u64);
            let mut read = Vec::new();
            spool.reader(0..u64::MAX).read_to_end(&mut read).unwrap();
            assert_eq!(read, bytes);
            assert_eq!(spool.read(10..20, 5).unwrap(), &bytes[10.min(size)..15.min(size)]);
        }
    }
}
