//! What must hold of whatever a sender wrote.
#![expect(
    clippy::unwrap_used,
    clippy::indexing_slicing,
    clippy::missing_panics_doc,
    reason = "what does not hold is to be heard of"
)]

use super::decode::Decoder;
use super::rtf::{Compressed, Reader, Want};
use super::split::parts;
use super::{Class, Form, Header, Part, Structure, open, purpose, size, split, text};
use base64::Engine;
use base64::engine::general_purpose::STANDARD;
use carteiro_world::Spool;
use std::io::{self, Read};
use std::ops::Range;

/// Two octets of compressed RTF become seventeen, and each of these a character of three at most.
const RTF_GROWS: u64 = 26;
/// What a decoder may add at the end, whatever came.
const LAST: u64 = 64;

/// Any bytes are a message: reading it ends, stays inside of it, makes no more of it than it holds, and says the same
/// however the bytes arrive.
pub fn message(bytes: &[u8]) {
    let spool = Spool::from(bytes.to_vec());
    let structure = split(&spool).unwrap();
    let header = Header::parse(&spool.read(structure.header.clone(), usize::MAX).unwrap());
    for line in [&header.subject].into_iter().chain(header.fields.iter().map(|(_, value)| value)) {
        assert!(!line.contains(['\r', '\n', '\0']));
    }
    let step = bytes.last().map_or(1, |last| usize::from(*last) + 1);
    let whole = parts(bytes, spool.len()).unwrap();
    assert_eq!(whole, parts(Drip(bytes, step), spool.len()).unwrap());
    has_its_parts(&spool, &structure);
    for file in structure.counted_files(&spool).unwrap() {
        assert!(!file.name.is_empty() && !file.name.contains(['\r', '\n', '\0']));
    }
    assert!(!text(&spool, &structure, usize::MAX).unwrap().truncated);
    text(&spool, &structure, 7).unwrap();
    agrees(&spool, &header, &structure);
}

/// Any bytes are a `winmail.dat`: what comes out of it lies in it, each octet in one part of one message.
pub fn tnef(stream: &[u8]) {
    let plain = [b"Content-Type: application/ms-tnef\r\n\r\n", stream].concat();
    message(&plain);
    let coded = STANDARD.encode(stream);
    let coded = format!(
        "Content-Type: application/ms-tnef\r\nContent-Transfer-Encoding: base64\r\n\r\n{}",
        coded.as_bytes().chunks(76).map(String::from_utf8_lossy).collect::<Vec<_>>().join("\r\n")
    );
    message(coded.as_bytes());
    let unpacked = |bytes: &[u8]| {
        let spool = Spool::from(bytes.to_vec());
        let parts = split(&spool).unwrap().parts.into_iter().skip(1);
        let parts = parts.map(|part| (part.id.clone(), part.packed.clone(), read(open(&spool, &part))));
        parts.collect::<Vec<_>>()
    };
    assert_eq!(unpacked(&plain), unpacked(coded.as_bytes()));
}

/// Any bytes are RTF, compressed or not: it ends, is no longer than it can be, and is the same however it is read.
pub fn rtf(bytes: &[u8]) {
    let step = bytes.last().map_or(1, |last| usize::from(*last) + 1);
    let same = |whole: Vec<u8>, pieces: Vec<u8>, most: u64| {
        assert_eq!(whole, pieces);
        assert!(whole.len() as u64 <= most + LAST, "{} of {}", whole.len(), bytes.len());
    };
    let len = bytes.len() as u64;
    let packed = [b"\0\0\0\0\0\0\0\0LZFu\0\0\0\0", bytes].concat();
    same(
        read(Compressed::new(&packed[..])),
        read_by(Compressed::new(Drip(&packed, step)), step),
        len * 17 / 2,
    );
    for want in [Want::Html, Want::Text] {
        same(read(Reader::new(bytes, want)), read_by(Reader::new(Drip(bytes, step), want), step), len * 3);
        let unpacked = || Reader::new(Compressed::new(&packed[..]), want);
        same(read(unpacked()), read_by(unpacked(), step), len * RTF_GROWS);
    }
}

/// Each part lies in the one around it, and decodes to no more than it may.
fn has_its_parts(spool: &Spool, structure: &Structure) {
    assert!(!structure.parts.is_empty() && structure.header.end <= spool.len());
    let mut ids: Vec<_> = structure.parts.iter().map(|part| &part.id).collect();
    ids.sort();
    ids.dedup();
    assert_eq!(ids.len(), structure.parts.len());
    let mut packed = vec![0; structure.parts.len()];
    for part in &structure.parts {
        assert!(part.header.start <= part.header.end && part.header.end <= part.body.start);
        assert!(part.body.start <= part.body.end && part.body.end <= spool.len());
        assert_eq!(part.octets, part.packed.as_ref().map_or(len(&part.body), |packed| len(&packed.range)));
        if let Some(at) = part.parent {
            let parent = &structure.parts[at];
            // An empty body begins after the line end that belongs to the delimiter after it.
            assert!(parent.body.start <= part.header.start && part.body.end <= parent.body.end + 2);
            packed[at] += part.packed.as_ref().map_or(0, |packed| len(&packed.range));
        }
        let content = read(open(spool, part));
        assert_eq!(size(spool, part).unwrap(), content.len() as u64);
        assert!(content.len() as u64 <= most(part) + LAST, "{} of {part:?}", content.len());
        if part.packed.is_none() {
            let body = spool.read(part.body.clone(), usize::MAX).unwrap();
            let step = usize::from(body.last().copied().unwrap_or_default()) + 1;
            assert_eq!(content, read_by(Decoder::new(part.encoding, Drip(&body, step)), step));
        }
    }
    for (holder, packed) in structure.parts.iter().zip(packed) {
        let holds = holder.packed.as_ref().map_or(len(&holder.body), |packed| len(&packed.range));
        assert!(packed <= holds + LAST, "{packed} in {holder:?}");
    }
}

/// The most that a part can decode to.
fn most(part: &Part) -> u64 {
    match part.packed.as_ref().map(|packed| packed.form) {
        Some(Form::RtfHtml | Form::RtfText) => part.octets * RTF_GROWS,
        _ => part.octets,
    }
}

/// What the header or the parts say of a message is what it turns out to be for.
fn agrees(spool: &Spool, header: &Header, structure: &Structure) {
    let class = purpose(spool, header, structure).unwrap().class();
    match header.class.or_else(|| structure.class()) {
        Some(said) => assert_eq!(class, said),
        None => assert!(matches!(class, Class::Bounce | Class::Receipt)),
    }
}

fn len(range: &Range<u64>) -> u64 {
    range.end - range.start
}

fn read(mut source: impl Read) -> Vec<u8> {
    let mut bytes = Vec::new();
    source.read_to_end(&mut bytes).unwrap();
    bytes
}

/// The same, so many bytes at a time.
fn read_by(mut source: impl Read, step: usize) -> Vec<u8> {
    let (mut bytes, mut buffer) = (Vec::new(), vec![0; step]);
    loop {
        match source.read(&mut buffer).unwrap() {
            0 => return bytes,
            count => bytes.extend_from_slice(&buffer[..count]),
        }
    }
}

/// Arrives so many bytes at a time.
struct Drip<'a>(&'a [u8], usize);

impl Read for Drip<'_> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        let count = self.1.min(buf.len()).min(self.0.len());
        buf[..count].copy_from_slice(&self.0[..count]);
        self.0 = &self.0[count..];
        Ok(count)
    }
}

#[cfg(test)]
mod tests;
