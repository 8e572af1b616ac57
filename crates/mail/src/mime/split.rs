//! Finds the parts of a message (RFC 2046 §5.1) in one pass, in constant memory.

use super::fields::name_length;
use super::reading::describe;
use super::scan::{Line, Scanner};
use super::structure::{Damage, Structure};
use super::{Encoding, PartId, tnef};
use carteiro_world::Spool;
use std::io::{self, Read};
use std::ops::Range;

/// More of one header block is not read.
const LONGEST_HEADER: usize = 256 * 1024;
/// More parts of one message are not looked for.
const MOST_PARTS: usize = 10_000;
/// Deeper than this nothing is looked into.
const DEEPEST: usize = 50;

/// Finds the parts of the message in `spool`.
///
/// Any bytes are a message. The errors are those of reading the spool.
pub fn split(spool: &Spool) -> io::Result<Structure> {
    let mut structure = parts(spool.reader(0..spool.len()), spool.len())?;
    tnef::unpack(spool, &mut structure)?;
    Ok(structure)
}

/// The parts of the message of `len` bytes that `source` reads, as they are written.
pub(super) fn parts(source: impl Read, len: u64) -> io::Result<Structure> {
    let scanner = Scanner::new(source, len);
    Splitter { scanner, structure: Structure::default(), open: Vec::new(), len }.run()
}

struct Splitter<R> {
    scanner: Scanner<R>,
    structure: Structure,
    /// The containers that the scanner is in, the innermost last.
    open: Vec<Open>,
    len: u64,
}

/// A container being read.
struct Open {
    index: usize,
    /// What separates its parts; empty for a message.
    boundary: Vec<u8>,
    /// Whether its last delimiter was the closing one.
    closed: bool,
    /// Whether any delimiter came.
    found: bool,
}

/// A header block that was read.
struct Block {
    bytes: Vec<u8>,
    range: Range<u64>,
    /// Where, in the spool and in `bytes`, lines began that are no fields, and no field came after.
    stray: Option<(u64, usize)>,
    too_long: bool,
}

/// What a line in a header block can be.
enum Begins {
    Field,
    Fold,
    /// The line of an mbox before the header, as some programs leave it.
    Mbox,
    Hyphens,
    Other,
}

fn begins(text: &[u8]) -> Begins {
    match text {
        [b' ' | b'\t', ..] => Begins::Fold,
        text if name_length(text).is_some() => Begins::Field,
        text if text.starts_with(b"From ") || text.starts_with(b">From ") => Begins::Mbox,
        [b'-', b'-', ..] => Begins::Hyphens,
        _ => Begins::Other,
    }
}

/// A delimiter line: which of the open containers it belongs to, and where what it ends ends.
struct Delimiter {
    level: usize,
    closing: bool,
    end: u64,
}

impl<R: Read> Splitter<R> {
    fn run(mut self) -> io::Result<Structure> {
        let mut parent = None;
        loop {
            let leaf = match self.part(parent)? {
                Began::Message(index) => {
                    parent = Some(index);
                    continue;
                }
                Began::Leaf(index) => Some(index),
                Began::Multipart => None,
            };
            match self.next_part(leaf)? {
                Some(index) if self.structure.parts.len() < MOST_PARTS => parent = Some(index),
                Some(_) => {
                    self.damaged(self.structure.parts.len() - 1, Damage::TooManyParts);
                    let end = self.scanner.position();
                    self.close(0, end);
                    return Ok(self.structure);
                }
                None => return Ok(self.structure),
            }
        }
    }

    /// Reads the header block of a part and opens what it describes.
    fn part(&mut self, parent: Option<usize>) -> io::Result<Began> {
        let mut block = self.block()?;
        let holder = parent.and_then(|at| self.structure.parts.get(at));
        let default = match holder {
            Some(holder) if holder.content_type == "multipart/digest" => "message/rfc822",
            _ => "text/plain",
        };
        let starts_message = holder.is_none_or(super::Part::is_message);
        let stray = block.stray.take();
        block.bytes.truncate(stray.map_or(usize::MAX, |(_, len)| len));
        let mut described = describe(&block.bytes, default);
        let is_message = described.part.is_message() && described.part.encoding == Encoding::Identity;
        // The empty line was forgotten: the text began where the fields ended.
        if let Some((at, _)) = stray.filter(|_| !is_message && !described.part.is_multipart()) {
            block.range.end = at;
        }
        let body = block.range.end;
        described.part.header = block.range.clone();
        described.part.body = body..body;
        let index = self.structure.add(parent, described.part);
        if parent.is_none() {
            self.structure.header = block.range;
        }
        if block.too_long {
            self.damaged(index, Damage::HeaderTooLong);
        }
        if starts_message && let Some(message) = parent.and_then(|at| self.structure.parts.get_mut(at)) {
            message.subject = described.subject;
        }
        let Some(part) = self.structure.parts.get_mut(index) else {
            return Ok(Began::Leaf(index));
        };
        if !is_message && !part.is_multipart() {
            return Ok(Began::Leaf(index));
        }
        if part.depth >= DEEPEST {
            part.is_leaf = true;
            self.damaged(index, Damage::TooDeep);
            return Ok(Began::Leaf(index));
        }
        if is_message {
            self.open.push(Open { index, boundary: Vec::new(), closed: true, found: true });
            return Ok(Began::Message(index));
        }
        let Some(boundary) = described.boundary else {
            self.structure.demote(index);
            self.damaged(index, Damage::NoBoundary);
            return Ok(Began::Leaf(index));
        };
        self.open.push(Open { index, boundary, closed: false, found: false });
        Ok(Began::Multipart)
    }

    /// Reads up to and with the empty line after a header, or up to what cannot be one.
    fn block(&mut self) -> io::Result<Block> {
        let start = self.scanner.position();
        let mut block = Block { bytes: Vec::new(), range: start..start, stray: None, too_long: false };
        while let Some(line) = self.scanner.peek()? {
            let text = line.text();
            if delimiter(&self.open, &line).is_some() {
                break;
            }
            if line.is_start && !text.is_empty() {
                match (begins(text), line.start == start) {
                    (Begins::Field, _) => block.stray = None,
                    (Begins::Fold | Begins::Mbox, _) => {}
                    // No header at all, or the delimiter of this very header's boundary.
                    (Begins::Hyphens | Begins::Other, true) | (Begins::Hyphens, false) => break,
                    (Begins::Other, false) => {
                        block.stray.get_or_insert((line.start, block.bytes.len()));
                    }
                }
            }
            if block.bytes.len() + line.bytes.len() <= LONGEST_HEADER {
                block.bytes.extend_from_slice(line.bytes);
            } else {
                block.too_long = true;
            }
            let ends = text.is_empty() && line.is_start;
            block.range.end = line.end;
            let len = line.bytes.len();
            self.scanner.pass(len);
            if ends {
                break;
            }
        }
        Ok(block)
    }

    /// Reads on to the next part, ends what ends before it, and gives the container it stands in.
    fn next_part(&mut self, mut leaf: Option<usize>) -> io::Result<Option<usize>> {
        loop {
            // Outside of every multipart no line can end anything.
            let inside = self.open.iter().any(|open| !open.boundary.is_empty());
            let delimiter = if inside { self.delimiter()? } else { None };
            let Some(Delimiter { level, closing, end }) = delimiter else {
                self.end_body(leaf, self.len);
                self.close(0, self.len);
                return Ok(None);
            };
            self.end_body(leaf.take(), end);
            self.close(level + 1, end);
            let Some(open) = self.open.last_mut() else {
                return Ok(None);
            };
            // Closed before it began: what stood before is all there is.
            let start = self.structure.parts.get(open.index).map_or(0, |part| part.body.start);
            open.found |= !closing || end <= start + 2;
            open.closed = closing;
            if !closing {
                return Ok(Some(open.index));
            }
        }
    }

    /// Passes the next delimiter line of an open container.
    fn delimiter(&mut self) -> io::Result<Option<Delimiter>> {
        while self.scanner.skip_to_hyphens()? {
            let Some(line) = self.scanner.peek()? else {
                break;
            };
            let found = delimiter(&self.open, &line);
            let len = line.bytes.len();
            self.scanner.pass(len);
            if found.is_some() {
                return Ok(found);
            }
        }
        Ok(None)
    }

    /// Ends the containers from `level` on, the innermost first.
    fn close(&mut self, level: usize, end: u64) {
        while self.open.len() > level {
            let Some(open) = self.open.pop() else {
                return;
            };
            self.end_body(Some(open.index), end);
            let empty = self.structure.parts.get(open.index).is_none_or(|part| part.octets == 0);
            if !open.found {
                self.structure.demote(open.index);
                if !empty {
                    self.damaged(open.index, Damage::BoundaryNotFound);
                }
            } else if !open.closed {
                self.damaged(open.index, Damage::NotClosed);
            }
        }
    }

    fn end_body(&mut self, index: Option<usize>, end: u64) {
        if let Some(part) = index.and_then(|at| self.structure.parts.get_mut(at)) {
            part.body.end = end.max(part.body.start);
            part.octets = part.body.end - part.body.start;
        }
    }

    fn damaged(&mut self, index: usize, what: fn(PartId) -> Damage) {
        if let Some(part) = self.structure.parts.get(index) {
            let id = part.id.clone();
            self.structure.damaged.push(what(id));
        }
    }
}

/// What a header block began.
enum Began {
    Leaf(usize),
    Multipart,
    Message(usize),
}

/// Whether `line` is a delimiter of one of the `open` containers.
///
/// The whole line has to match, so that a boundary may begin with another's (RFC 2046 §5.1.1). The innermost is asked
/// first, and one that is closed last, so that a multipart may hold another with the same boundary. The line end before
/// a delimiter belongs to it.
fn delimiter(open: &[Open], line: &Line<'_>) -> Option<Delimiter> {
    let text = line.text().strip_prefix(b"--").filter(|_| line.is_start)?.trim_ascii_end();
    let ended = |container: &Open| {
        let rest = text.strip_prefix(container.boundary.as_slice())?;
        let closing = rest == b"--";
        (!container.boundary.is_empty() && (closing || rest.is_empty())).then_some(closing)
    };
    let find = |closed: bool| {
        let mut containers =
            open.iter().enumerate().rev().filter(|(_, container)| container.closed == closed);
        containers.find_map(|(level, container)| Some((level, ended(container)?)))
    };
    let (level, closing) = find(false).or_else(|| find(true))?;
    Some(Delimiter { level, closing, end: line.start - line.before })
}
