//! The bytes of a TNEF stream as they come out of their encoding, and where in them one is.

use std::io::{self, BufReader, Read};

/// Reads forward, and knows how far it is.
pub(super) struct Source<R> {
    inner: BufReader<R>,
    at: u64,
}

impl<R: Read> Source<R> {
    pub(super) fn new(source: R) -> Self {
        Self { inner: BufReader::new(source), at: 0 }
    }

    /// Where the next byte is.
    pub(super) fn at(&self) -> u64 {
        self.at
    }

    /// The next bytes; `None` when `end` or the stream ends before.
    pub(super) fn bytes<const N: usize>(&mut self, end: u64) -> io::Result<Option<[u8; N]>> {
        let read = self.take(end, N as u64, N)?;
        Ok(read.as_slice().try_into().ok())
    }

    pub(super) fn u16(&mut self, end: u64) -> io::Result<Option<u16>> {
        Ok(self.bytes(end)?.map(u16::from_le_bytes))
    }

    pub(super) fn u32(&mut self, end: u64) -> io::Result<Option<u32>> {
        Ok(self.bytes(end)?.map(u32::from_le_bytes))
    }

    /// Passes `len` bytes, or as many as there are before `end`; answers up to `cap` of them.
    pub(super) fn take(&mut self, end: u64, len: u64, cap: usize) -> io::Result<Vec<u8>> {
        let len = len.min(end.saturating_sub(self.at));
        let mut kept = Vec::new();
        let kept_len = self.inner.by_ref().take(len.min(cap as u64)).read_to_end(&mut kept)? as u64;
        self.at += kept_len;
        self.pass(len - kept_len)?;
        Ok(kept)
    }

    /// Passes everything before `to`; answers whether there was so much.
    pub(super) fn skip_to(&mut self, to: u64) -> io::Result<bool> {
        self.pass(to.saturating_sub(self.at))?;
        Ok(self.at >= to)
    }

    fn pass(&mut self, len: u64) -> io::Result<()> {
        self.at += io::copy(&mut self.inner.by_ref().take(len), &mut io::sink())?;
        Ok(())
    }
}
