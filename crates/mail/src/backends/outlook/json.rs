//! Reading JSON that a server wrote: in bounded memory, and whatever characters are in it.

use super::fault;
use crate::Result;
use carteiro_world::Spool;
use serde::de::DeserializeOwned;
use std::io::{self, BufReader, Read};

/// Reads all of a spool as one value. What nobody asked for is passed over without being kept.
pub(super) async fn read<T: DeserializeOwned + Send + 'static>(spool: Spool) -> Result<T> {
    let in_memory = spool.in_memory().is_some();
    let work = move || {
        if spool.is_empty() {
            // An answer that says no more than that it was done.
            return serde_json::from_slice(b"{}");
        }
        serde_json::from_reader(BufReader::new(Whole::of(spool.reader(0..spool.len()))))
    };
    let read = if in_memory {
        work()
    } else {
        tokio::task::spawn_blocking(work).await.map_err(crate::Error::internal)?
    };
    read.map_err(fault::nonsense)
}

/// Half a character, written as `\ud83d`, becomes U+FFFD (RFC 8259 §8.2): Exchange cuts texts anywhere.
struct Whole<R> {
    inner: R,
    /// Read and still to be looked at.
    raw: Vec<u8>,
    /// Looked at, and how much of it was handed on.
    ready: Vec<u8>,
    at: usize,
    ended: bool,
}

/// Two escapes: a character beyond U+FFFF.
const PAIR: usize = 12;
const STEP: usize = 16 * 1024;

impl<R: Read> Whole<R> {
    fn of(inner: R) -> Self {
        Self { inner, raw: Vec::new(), ready: Vec::new(), at: 0, ended: false }
    }

    fn refill(&mut self) -> io::Result<()> {
        let before = self.raw.len();
        self.raw.resize(before + STEP, 0);
        let read = self.inner.read(self.raw.get_mut(before..).unwrap_or_default())?;
        self.raw.truncate(before + read);
        self.ended = read == 0;
        self.ready.clear();
        self.at = 0;
        let mut rest = self.raw.as_slice();
        while let Some(escape) = memchr::memchr(b'\\', rest) {
            let (plain, from) = rest.split_at(escape);
            if from.len() < PAIR && !self.ended {
                break;
            }
            self.ready.extend_from_slice(plain);
            let taken = match (half(from), half(from.get(6..).unwrap_or_default())) {
                (Some(0xd800..=0xdbff), Some(0xdc00..=0xdfff)) => {
                    self.ready.extend_from_slice(from.get(..PAIR).unwrap_or_default());
                    PAIR
                }
                (Some(_), _) => {
                    self.ready.extend_from_slice(br"\ufffd");
                    6
                }
                (None, _) => {
                    self.ready.extend_from_slice(from.get(..2).unwrap_or(from));
                    2
                }
            };
            rest = from.get(taken..).unwrap_or_default();
        }
        if memchr::memchr(b'\\', rest).is_none() {
            self.ready.extend_from_slice(rest);
            rest = &[];
        } else {
            let escape = memchr::memchr(b'\\', rest).unwrap_or_default();
            self.ready.extend_from_slice(rest.get(..escape).unwrap_or_default());
            rest = rest.get(escape..).unwrap_or_default();
        }
        let left = self.raw.len() - rest.len();
        self.raw.drain(..left);
        Ok(())
    }
}

/// The half of a character that is written at the beginning.
fn half(text: &[u8]) -> Option<u32> {
    let digits = std::str::from_utf8(text.strip_prefix(br"\u")?.get(..4)?).ok()?;
    u32::from_str_radix(digits, 16).ok().filter(|unit| (0xd800..=0xdfff).contains(unit))
}

impl<R: Read> Read for Whole<R> {
    fn read(&mut self, to: &mut [u8]) -> io::Result<usize> {
        while self.at >= self.ready.len() {
            if self.ended {
                return Ok(0);
            }
            self.refill()?;
        }
        let ready = self.ready.get(self.at..).unwrap_or_default();
        let some = ready.get(..ready.len().min(to.len())).unwrap_or_default();
        if let Some(to) = to.get_mut(..some.len()) {
            to.copy_from_slice(some);
        }
        self.at += some.len();
        Ok(some.len())
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn whole(text: &str) -> String {
        let mut read = String::new();
        Whole::of(text.as_bytes()).read_to_string(&mut read).unwrap();
        read
    }

    #[test]
    fn halves_of_characters_are_replaced_wherever_they_are_cut() {
        for filler in (0..40).chain(STEP - 40..STEP + 40) {
            let filler = "x".repeat(filler);
            for (written, kept) in [
                (r#""\ud83d\ude00""#, r#""\ud83d\ude00""#),
                (r#""\ud83d""#, r#""\ufffd""#),
                (r#""\ude00\ud83d\ud83d\ude00""#, r#""\ufffd\ufffd\ud83d\ude00""#),
                (r#""\\ud83d\n\"\u00e9\\""#, r#""\\ud83d\n\"\u00e9\\""#),
                (r"\", r"\"),
                (r"\ud83", r"\ud83"),
            ] {
                assert_eq!(whole(&format!("{filler}{written}")), format!("{filler}{kept}"));
            }
        }
    }

    #[tokio::test]
    async fn nothing_is_an_object_and_nonsense_is_an_error() {
        #[derive(serde::Deserialize)]
        struct Told {
            #[serde(default)]
            subject: Option<String>,
        }
        let read = |text: &str| read::<Told>(text.as_bytes().to_vec().into());
        assert!(read("").await.unwrap().subject.is_none());
        assert_eq!(read(r#"{"subject":"a\ud800"}"#).await.unwrap().subject.unwrap(), "a\u{fffd}");
        for wrong in ["<html>", "{", r#"{"subject":1}"#, "[]x", &"[".repeat(100_000)] {
            assert_eq!(read(wrong).await.err().unwrap().kind(), crate::Kind::Protocol, "{wrong}");
        }
    }
}
