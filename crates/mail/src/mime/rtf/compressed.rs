//! RTF as Outlook packs it (MS-OXRTFCP §2.2).

use std::io::{self, Read};

/// What the window holds before anything was written (§2.2.2.1).
const START: &[u8] =
    b"{\\rtf1\\ansi\\mac\\deff0\\deftab720{\\fonttbl;}{\\f0\\fnil \\froman \\fswiss \\fmodern \\fscript \
    \\fdecor MS Sans SerifSymbolArialTimes New RomanCourier{\\colortbl\\red0\\green0\\blue0\r\n\\par \
    \\pard\\plain\\f0\\fs20\\b\\i\\u\\tab\\tx";
/// The window: a power of two.
const WINDOW: usize = 4096;
const STEP: usize = 8 * 1024;

/// Unpacks what `R` reads. Bytes that make no sense end it early.
#[derive(Debug)]
pub(in crate::mime) struct Compressed<R> {
    source: R,
    input: Vec<u8>,
    at: usize,
    window: Vec<u8>,
    /// Where in the window the next byte goes.
    write: usize,
    output: Vec<u8>,
    read: usize,
    state: State,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum State {
    Header,
    Plain,
    Packed,
    Ended,
}

impl<R: Read> Compressed<R> {
    pub(in crate::mime) fn new(source: R) -> Self {
        let mut window = START.to_vec();
        window.resize(WINDOW, 0);
        Self {
            source,
            input: Vec::new(),
            at: 0,
            window,
            write: START.len(),
            output: Vec::new(),
            read: 0,
            state: State::Header,
        }
    }

    fn byte(&mut self) -> io::Result<Option<u8>> {
        if self.at == self.input.len() {
            self.input.clear();
            self.at = 0;
            self.source.by_ref().take(STEP as u64).read_to_end(&mut self.input)?;
        }
        let byte = self.input.get(self.at).copied();
        self.at += 1;
        if byte.is_none() {
            self.at = self.input.len();
        }
        Ok(byte)
    }

    fn word(&mut self) -> io::Result<Option<[u8; 4]>> {
        let mut word = [0; 4];
        for place in &mut word {
            match self.byte()? {
                Some(byte) => *place = byte,
                None => return Ok(None),
            }
        }
        Ok(Some(word))
    }

    /// Sizes, which lie, then the kind, then a checksum.
    fn header(&mut self) -> io::Result<State> {
        let (_, _, kind, _) = (self.word()?, self.word()?, self.word()?, self.word()?);
        Ok(match kind.as_ref() {
            Some(b"LZFu") => State::Packed,
            Some(b"MELA") => State::Plain,
            _ => State::Ended,
        })
    }

    fn put(&mut self, byte: u8) {
        if let Some(place) = self.window.get_mut(self.write) {
            *place = byte;
        }
        self.write = (self.write + 1) % WINDOW;
        self.output.push(byte);
    }

    /// A control byte and what its eight bits speak of (§3.1.1.3).
    fn run(&mut self) -> io::Result<State> {
        let Some(control) = self.byte()? else { return Ok(State::Ended) };
        for bit in 0..8 {
            let Some(first) = self.byte()? else { return Ok(State::Ended) };
            if control >> bit & 1 == 0 {
                self.put(first);
                continue;
            }
            let Some(second) = self.byte()? else { return Ok(State::Ended) };
            let reference = usize::from(u16::from_be_bytes([first, second]));
            let (offset, length) = (reference >> 4, (reference & 15) + 2);
            if offset == self.write {
                return Ok(State::Ended);
            }
            for step in 0..length {
                let byte = self.window.get((offset + step) % WINDOW).copied().unwrap_or_default();
                self.put(byte);
            }
        }
        Ok(State::Packed)
    }
}

impl<R: Read> Read for Compressed<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        while self.read == self.output.len() {
            self.output.clear();
            self.read = 0;
            self.state = match self.state {
                _ if buf.is_empty() => return Ok(0),
                State::Ended => return Ok(0),
                State::Header => self.header()?,
                State::Packed => self.run()?,
                State::Plain => {
                    let Some(byte) = self.byte()? else { return Ok(0) };
                    self.output.push(byte);
                    State::Plain
                }
            };
        }
        let ready = self.output.get(self.read..).unwrap_or_default();
        let count = ready.len().min(buf.len());
        if let (Some(to), Some(from)) = (buf.get_mut(..count), ready.get(..count)) {
            to.copy_from_slice(from);
        }
        self.read += count;
        Ok(count)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn unpacked(bytes: &[u8]) -> Vec<u8> {
        let mut out = Vec::new();
        Compressed::new(bytes).read_to_end(&mut out).unwrap();
        out
    }

    #[test]
    fn the_examples_of_the_specification_are_unpacked() {
        // MS-OXRTFCP §4.1.1 and §4.2.
        let simple = b"\x2d\x00\x00\x00\x2b\x00\x00\x00\x4c\x5a\x46\x75\xf1\xc5\xc7\xa7\x03\x00\x0a\x00\x72\x63\x70\x67\
            \x31\x32\x35\x42\x32\x0a\xf3\x20\x68\x65\x6c\x09\x00\x20\x62\x77\x05\xb0\x6c\x64\x7d\x0a\x80\x0f\xa0";
        assert_eq!(unpacked(simple), b"{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
        let crossing = b"\x1a\x00\x00\x00\x1c\x00\x00\x00\x4c\x5a\x46\x75\xe2\xd4\x4b\x51\x41\x00\x04\x20\x57\x58\x59\x5a\
            \x0d\x6e\x7d\x01\x0e\xb0";
        assert_eq!(unpacked(crossing), b"{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
        assert_eq!(unpacked(b"\x10\0\0\0\x04\0\0\0MELA\0\0\0\0{\\rt"), b"{\\rt");
    }

    #[test]
    fn what_is_cut_off_or_no_rtf_ends_early() {
        assert_eq!(START.len(), 207);
        for bytes in [&b""[..], b"LZFu", b"\0\0\0\0\0\0\0\0LZFu", b"\0\0\0\0\0\0\0\0nope\0\0\0\0abc"] {
            assert_eq!(unpacked(bytes), b"");
        }
        assert_eq!(unpacked(b"\0\0\0\0\0\0\0\0LZFu\0\0\0\0\0ab"), b"ab");
    }
}
