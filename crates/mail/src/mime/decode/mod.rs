//! The bytes of a part as its sender had them, decoded as they are read.

pub(super) mod base64;
pub(crate) use base64::State as Base64;
mod quoted_printable;
mod uuencode;

use super::rtf::{self, Compressed, Want};
use super::{Encoding, Form, Part};
use carteiro_world::Spool;
use carteiro_world::spool::Reader;
use std::io::{self, Read};
use std::ops::Range;

/// How much is decoded at once.
const STEP: usize = 64 * 1024;
const FIRST_STEP: usize = 8 * 1024;

/// Reads the body of `part`, decoded; of a message within the message: its bytes.
///
/// Nothing a sender wrote is an error: what is not part of the encoding is skipped. Memory: 256 KiB at most.
pub fn open(spool: &Spool, part: &Part) -> Content {
    let whole = Decoder::new(part.encoding, spool.reader(part.body.clone()));
    let Some(packed) = &part.packed else { return Content(Source::Whole(whole)) };
    let inside = match part.encoding {
        Encoding::Identity => {
            let start = part.body.start.saturating_add(packed.range.start);
            let end = part.body.start.saturating_add(packed.range.end).min(part.body.end);
            let reader = spool.reader(start..end);
            Inside { source: Decoder::new(Encoding::Identity, reader), skip: 0, left: u64::MAX }
        }
        _ => Inside { source: whole, skip: packed.range.start, left: length(&packed.range) },
    };
    Content(match packed.form {
        Form::File | Form::Text | Form::Message => Source::Inside(inside),
        Form::RtfHtml => Source::Rtf(Box::new(rtf::Reader::new(Compressed::new(inside), Want::Html))),
        Form::RtfText => Source::Rtf(Box::new(rtf::Reader::new(Compressed::new(inside), Want::Text))),
    })
}

/// How many octets [`open`] will read, without decoding where counting is enough.
pub fn size(spool: &Spool, part: &Part) -> io::Result<u64> {
    match &part.packed {
        Some(packed) if matches!(packed.form, Form::RtfHtml | Form::RtfText) => {
            return io::copy(&mut open(spool, part), &mut io::sink());
        }
        Some(packed) => return Ok(length(&packed.range)),
        None => {}
    }
    match part.encoding {
        Encoding::Identity => Ok(length(&part.body)),
        Encoding::Base64 => match base64::count(spool.reader(part.body.clone()))? {
            Some(octets) => Ok(octets),
            None => io::copy(&mut open(spool, part), &mut io::sink()),
        },
        Encoding::QuotedPrintable | Encoding::Uuencode => io::copy(&mut open(spool, part), &mut io::sink()),
    }
}

fn length(range: &Range<u64>) -> u64 {
    range.end.saturating_sub(range.start)
}

/// The decoded octets of a part, as a stream.
#[derive(Debug)]
pub struct Content(Source);

#[derive(Debug)]
enum Source {
    Whole(Decoder<Reader>),
    Inside(Inside),
    Rtf(Box<rtf::Reader<Compressed<Inside>>>),
}

/// A piece of what a body decodes to.
#[derive(Debug)]
struct Inside {
    source: Decoder<Reader>,
    skip: u64,
    left: u64,
}

impl Read for Content {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        match &mut self.0 {
            Source::Whole(source) => source.read(buf),
            Source::Inside(source) => source.read(buf),
            Source::Rtf(source) => source.read(buf),
        }
    }
}

impl Read for Inside {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if self.skip > 0 {
            io::copy(&mut self.source.by_ref().take(self.skip), &mut io::sink())?;
            self.skip = 0;
        }
        let read = self.source.by_ref().take(self.left).read(buf)?;
        self.left -= read as u64;
        Ok(read)
    }
}

/// Decodes bytes as they arrive, in pieces of any size.
#[derive(Debug)]
pub struct Codec(State);

#[derive(Debug)]
enum State {
    Identity,
    Base64(base64::State),
    QuotedPrintable(quoted_printable::State),
    Uuencode(uuencode::State),
}

impl Codec {
    /// A decoder at the start of a body.
    pub fn new(encoding: Encoding) -> Self {
        Self(match encoding {
            Encoding::Identity => State::Identity,
            Encoding::Base64 => State::Base64(base64::State::default()),
            Encoding::QuotedPrintable => State::QuotedPrintable(quoted_printable::State::default()),
            Encoding::Uuencode => State::Uuencode(uuencode::State::default()),
        })
    }

    /// Decodes `bytes` onto the end of `out`. Adds at most as many bytes as came in, and a line.
    pub fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) {
        match &mut self.0 {
            State::Identity => out.extend_from_slice(bytes),
            State::Base64(state) => state.push(bytes, out),
            State::QuotedPrintable(state) => state.push(bytes, out),
            State::Uuencode(state) => state.push(bytes, out),
        }
    }

    /// Decodes what was held back, at the end of the body.
    pub fn finish(&mut self, out: &mut Vec<u8>) {
        match &mut self.0 {
            State::Identity => {}
            State::Base64(state) => state.finish(out),
            State::QuotedPrintable(state) => state.finish(out),
            State::Uuencode(state) => state.finish(out),
        }
    }
}

/// A body being decoded.
#[derive(Debug)]
pub struct Decoder<R> {
    source: R,
    codec: Codec,
    input: Vec<u8>,
    output: Vec<u8>,
    at: usize,
    ended: bool,
}

impl<R: Read> Decoder<R> {
    /// Decodes what `source` reads.
    pub fn new(encoding: Encoding, source: R) -> Self {
        Self {
            source,
            codec: Codec::new(encoding),
            input: Vec::new(),
            output: Vec::new(),
            at: 0,
            ended: false,
        }
    }

    fn fill(&mut self) -> io::Result<()> {
        self.output.clear();
        self.at = 0;
        // Most bodies are short and never pay for a whole step.
        let step = if self.input.is_empty() { FIRST_STEP } else { STEP };
        self.input.resize(step, 0);
        let read = loop {
            match self.source.read(&mut self.input) {
                Err(error) if error.kind() == io::ErrorKind::Interrupted => {}
                read => break read?,
            }
        };
        if read == 0 {
            self.ended = true;
            self.codec.finish(&mut self.output);
        } else {
            self.codec.push(self.input.get(..read).unwrap_or_default(), &mut self.output);
        }
        Ok(())
    }
}

impl<R: Read> Read for Decoder<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        if matches!(self.codec.0, State::Identity) {
            return self.source.read(buf);
        }
        while self.at == self.output.len() {
            if self.ended || buf.is_empty() {
                return Ok(0);
            }
            self.fill()?;
        }
        let ready = self.output.get(self.at..).unwrap_or_default();
        let count = ready.len().min(buf.len());
        if let (Some(to), Some(from)) = (buf.get_mut(..count), ready.get(..count)) {
            to.copy_from_slice(from);
        }
        self.at += count;
        Ok(count)
    }
}

/// The byte that two hexadecimal digits stand for.
pub(super) fn hex(high: u8, low: u8) -> Option<u8> {
    let digit = |byte: u8| match byte {
        b'0'..=b'9' => Some(byte - b'0'),
        b'a'..=b'f' => Some(byte - b'a' + 10),
        b'A'..=b'F' => Some(byte - b'A' + 10),
        _ => None,
    };
    Some(digit(high)? << 4 | digit(low)?)
}
