//! Properties in TNEF (MS-OXTNEF §2.1.3.4): each a tag, a name where the tag is made up, and values.

use super::source::Source;
use std::io::{self, Read};
use std::ops::Range;

/// Kept of a value; longer ones are found again by where they are.
const KEPT: usize = 16 * 1024;
/// A name is no longer than this, in octets.
const LONGEST_NAME: usize = 1024;

/// What a property is known by.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Tag {
    /// A number of the standard (MS-OXPROPS).
    Known(u16),
    /// A number in a set of somebody's.
    Named([u8; 16], u32),
    /// A name in a set of somebody's: none of those is read here.
    Other,
}

/// How a value is written (MS-OXCDATA §2.11.1).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Type {
    Number,
    Time,
    Text8,
    Text16,
    Binary,
    Object,
    Other,
}

/// A property, and of several values the first.
#[derive(Clone, Debug)]
pub(super) struct Property {
    pub(super) tag: Tag,
    pub(super) kind: Type,
    /// Where the value is.
    pub(super) range: Range<u64>,
    /// What it begins with.
    pub(super) value: Vec<u8>,
}

impl Property {
    /// How long the value is.
    pub(super) fn len(&self) -> u64 {
        self.range.end - self.range.start
    }

    /// The number of a [`Type::Number`].
    pub(super) fn number(&self) -> Option<u32> {
        let bytes = self.value.first_chunk().filter(|_| self.kind == Type::Number)?;
        Some(u32::from_le_bytes(*bytes))
    }
}

/// A list of properties being read.
pub(super) struct Properties {
    left: u32,
    end: u64,
    /// Whether it broke off: a length lied, or a type is none.
    pub(super) broken: bool,
}

impl Properties {
    /// The list that begins here, and ends at `end` at the latest.
    pub(super) fn begin<R: Read>(source: &mut Source<R>, end: u64) -> io::Result<Self> {
        let count = source.u32(end)?;
        Ok(Self { left: count.unwrap_or_default(), end, broken: count.is_none() })
    }

    /// The next property. Of an object the value is not passed yet: it may hold a message.
    pub(super) fn next<R: Read>(&mut self, source: &mut Source<R>) -> io::Result<Option<Property>> {
        if self.left == 0 || self.broken {
            return Ok(None);
        }
        self.left -= 1;
        let read = self.read(source)?;
        self.broken |= read.is_none();
        Ok(read)
    }

    fn read<R: Read>(&mut self, source: &mut Source<R>) -> io::Result<Option<Property>> {
        let end = self.end;
        let (Some(kind), Some(id)) = (source.u16(end)?, source.u16(end)?) else { return Ok(None) };
        let tag = if id < 0x8000 { Some(Tag::Known(id)) } else { self.name(source)? };
        let Some(tag) = tag else { return Ok(None) };
        let many = kind & 0x1000 != 0;
        let (kind, size) = match kind & 0x0fff {
            0x0002 | 0x000b => (Type::Number, Some(2)),
            0x0003 => (Type::Number, Some(4)),
            0x0004 | 0x000a => (Type::Other, Some(4)),
            0x0005..=0x0007 | 0x0014 => (Type::Other, Some(8)),
            0x0040 => (Type::Time, Some(8)),
            0x0048 => (Type::Other, Some(16)),
            0x000d => (Type::Object, None),
            0x001e => (Type::Text8, None),
            0x001f => (Type::Text16, None),
            0x0102 => (Type::Binary, None),
            _ => return Ok(None),
        };
        // What has a length of its own has a count, be it of one.
        let count = if many || size.is_none() { source.u32(end)? } else { Some(1) };
        let Some(count) = count else { return Ok(None) };
        let mut property = Property { tag, kind, range: source.at()..source.at(), value: Vec::new() };
        for at in 0..count {
            let len = match size {
                Some(size) => Some(size),
                None => source.u32(end)?.map(u64::from),
            };
            let Some(promised) = len else { return Ok(None) };
            let start = source.at();
            let len = promised.min(end.saturating_sub(start));
            self.broken |= len < promised;
            if kind == Type::Object && count == 1 {
                property.range = start..start + len;
                return Ok(Some(property));
            }
            let value = source.take(end, len, if at == 0 { KEPT } else { 0 })?;
            self.broken |= source.at() < start + len;
            if at == 0 {
                property.range = start..source.at();
                property.value = value;
            }
            if self.broken {
                break;
            }
            source.skip_to(start + padded(len))?;
        }
        // A number of two octets is padded, not extended.
        if size == Some(2) {
            property.value.resize(4, 0);
        }
        Ok(Some(property))
    }

    /// The set, and the number or the name in it.
    fn name<R: Read>(&self, source: &mut Source<R>) -> io::Result<Option<Tag>> {
        let end = self.end;
        let (Some(set), Some(kind)) = (source.bytes::<16>(end)?, source.u32(end)?) else { return Ok(None) };
        if kind == 0 {
            return Ok(source.u32(end)?.map(|number| Tag::Named(set, number)));
        }
        let Some(len) = source.u32(end)? else { return Ok(None) };
        if len as usize > LONGEST_NAME {
            return Ok(None);
        }
        let to = source.at() + padded(u64::from(len));
        Ok(source.skip_to(to)?.then_some(Tag::Other))
    }
}

/// Values begin at multiples of four.
pub(super) fn padded(len: u64) -> u64 {
    len.next_multiple_of(4)
}
