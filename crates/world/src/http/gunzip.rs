//! Answers that come compressed (RFC 1952), unpacked a little at a time.

use super::Error;
use bytes::Bytes;
use flate2::write::MultiGzDecoder;
use std::io::Write;

/// What is unpacked at once: 1 becomes 1032 at most, so this is what a bomb can take beyond the cap.
const STEP: usize = 512;

pub(super) struct Gunzip(MultiGzDecoder<Vec<u8>>);

impl Gunzip {
    pub(super) fn new() -> Self {
        Self(MultiGzDecoder::new(Vec::new()))
    }

    /// Unpacks from the front of `packed`, which must not be empty.
    pub(super) fn step(&mut self, packed: &mut Bytes) -> Result<Bytes, Error> {
        let piece = packed.split_to(packed.len().min(STEP));
        self.0.write_all(&piece).map_err(damaged)?;
        Ok(std::mem::take(self.0.get_mut()).into())
    }

    /// The end; it must be that of the compressed data too.
    pub(super) fn finish(&mut self) -> Result<Bytes, Error> {
        self.0.try_finish().map_err(damaged)?;
        Ok(std::mem::take(self.0.get_mut()).into())
    }
}

#[expect(clippy::needless_pass_by_value, reason = "the form map_err wants")]
fn damaged(error: std::io::Error) -> Error {
    Error::Coding(format!("gzip: {error}"))
}
