//! Makes what a server writes well-formed, byte by byte, before a parser sees it.
//!
//! Exchange writes characters that XML forbids, as references or raw (learn.microsoft.com/exchange/client-developer/
//! exchange-web-services/…: they come out of subjects that somebody sent). Nothing of the kind is an error here:
//!
//! - What is a Unicode character is kept, whatever XML 1.0 §2.2 says of it.
//! - Two halves of a surrogate pair, each a reference or three raw bytes of its own, become the character they mean.
//! - What no Unicode text can hold (half a pair, bytes that are no UTF-8, numbers beyond U+10FFFF) becomes U+FFFD, and
//!   a mark behind it says so.
//! - An `&` that begins no reference is an `&`.
//! - Long texts are cut by marks, so that no piece of them is long.
//! - Comments and processing instructions of the server's own are dropped, and so is its XML declaration: what comes out
//!   is UTF-8.

use memchr::{memchr, memchr3};

/// What a mark that stands behind a replaced character is called.
pub(super) const REPLACED: &str = "replaced";
/// The mark itself, and the one that cuts a long text.
const MARK: &[u8] = b"<?replaced?>";
const CUT: &[u8] = b"<?cut?>";
/// A text is cut after so many bytes.
const LONGEST_TEXT: usize = 32 * 1024;
/// So many bytes are looked at together.
const AT_ONCE: usize = 4 * 1024;
/// A tag has at most so many.
const LONGEST_TAG: usize = 64 * 1024;
/// The longest reference: `&#x0010FFFF;` with room for more zeros.
const LONGEST_REFERENCE: usize = 32;

/// A tag that never ends.
#[derive(Debug, PartialEq, Eq)]
pub(super) struct TooLong;

/// Takes bytes as they arrive, and gives them out well-formed.
#[derive(Debug, Default)]
pub(super) struct Sanitizer {
    state: State,
    /// The beginning of something of which the end has not arrived.
    held: Vec<u8>,
    /// The first half of a surrogate pair, of which the second has not arrived.
    high: Option<u16>,
    /// Bytes of this text, or of this tag, so far.
    length: usize,
}

#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
enum State {
    #[default]
    Text,
    /// Within `<` and `>`, outside of quotes.
    Tag,
    /// Within the value of an attribute, until this quote.
    Value(u8),
    /// Within `<!-- -->`, `<? ?>`: nothing of it is given out.
    Dropped(&'static [u8]),
    Cdata,
}

/// What the bytes at the beginning of what is held are.
enum Piece {
    /// More bytes are needed to tell.
    Open,
    /// So many bytes are this character; `None`: half of a pair, or nothing that Unicode has.
    Character(usize, Option<char>),
    /// So many bytes are this half of a pair.
    Half(usize, u16),
    /// So many bytes go out as they are.
    Plain(usize),
}

impl Sanitizer {
    /// Takes the next bytes.
    pub(super) fn push(&mut self, bytes: &[u8], out: &mut Vec<u8>) -> Result<(), TooLong> {
        let joined;
        let mut rest = if self.held.is_empty() {
            bytes
        } else {
            self.held.extend_from_slice(bytes);
            joined = std::mem::take(&mut self.held);
            &joined
        };
        while !rest.is_empty() {
            let taken = self.step(rest, out, false)?;
            if taken == 0 {
                self.held = rest.to_vec();
                break;
            }
            rest = rest.get(taken..).unwrap_or_default();
        }
        Ok(())
    }

    /// No more bytes will come.
    pub(super) fn finish(&mut self, out: &mut Vec<u8>) -> Result<(), TooLong> {
        let held = std::mem::take(&mut self.held);
        let mut rest = held.as_slice();
        while !rest.is_empty() {
            let taken = self.step(rest, out, true)?.max(1);
            rest = rest.get(taken..).unwrap_or_default();
        }
        self.half(None, out);
        Ok(())
    }

    /// Takes some of `bytes`, and answers how many; 0: more are needed. `last`: there will be none.
    fn step(&mut self, bytes: &[u8], out: &mut Vec<u8>, last: bool) -> Result<usize, TooLong> {
        match self.state {
            State::Text => Ok(self.text(bytes, out, last)),
            State::Cdata => Ok(self.cdata(bytes, out, last)),
            State::Tag | State::Value(_) => self.tag(bytes, out, last),
            State::Dropped(end) => Ok(self.dropped(bytes, end, last)),
        }
    }

    fn text(&mut self, bytes: &[u8], out: &mut Vec<u8>, last: bool) -> usize {
        if bytes.first() == Some(&b'<') {
            return self.markup(bytes, out, last);
        }
        self.characters(bytes, out, last)
    }

    /// What `<` begins.
    fn markup(&mut self, bytes: &[u8], out: &mut Vec<u8>, last: bool) -> usize {
        const DROPPED: [(&[u8], &[u8]); 2] = [(b"<!--", b"-->"), (b"<?", b"?>")];
        const CDATA: &[u8] = b"<![CDATA[";
        for (begin, end) in DROPPED {
            if bytes.starts_with(begin) {
                self.state = State::Dropped(end);
                return begin.len();
            }
        }
        if bytes.starts_with(CDATA) {
            self.state = State::Cdata;
            return CDATA.len();
        }
        let may_be = |whole: &[u8]| bytes.len() < whole.len() && whole.starts_with(bytes);
        if !last && (may_be(b"<!--") || may_be(CDATA) || may_be(b"<?")) {
            return 0;
        }
        self.half(None, out);
        out.push(b'<');
        (self.state, self.length) = (State::Tag, 0);
        1
    }

    fn tag(&mut self, bytes: &[u8], out: &mut Vec<u8>, last: bool) -> Result<usize, TooLong> {
        let Some(first) = bytes.first().copied() else { return Ok(0) };
        self.length += 1;
        if self.length > LONGEST_TAG {
            return Err(TooLong);
        }
        let next = match (self.state, first) {
            (State::Tag, b'"' | b'\'') => State::Value(first),
            (State::Tag, b'>') => State::Text,
            (State::Value(quote), byte) if byte == quote => State::Tag,
            (State::Value(_), b'<') => {
                self.half(None, out);
                out.extend_from_slice(b"&lt;");
                return Ok(1);
            }
            (State::Tag, byte) if byte.is_ascii() => State::Tag,
            _ => return Ok(self.characters(bytes, out, last)),
        };
        self.half(None, out);
        out.push(first);
        self.state = next;
        if next == State::Text {
            self.length = 0;
        }
        Ok(1)
    }

    fn dropped(&mut self, bytes: &[u8], end: &'static [u8], last: bool) -> usize {
        match memchr::memmem::find(bytes, end) {
            Some(at) => {
                self.state = State::Text;
                at + end.len()
            }
            None if last => bytes.len(),
            None => bytes.len().saturating_sub(end.len() - 1),
        }
    }

    fn cdata(&mut self, bytes: &[u8], out: &mut Vec<u8>, last: bool) -> usize {
        const END: &[u8] = b"]]>";
        if bytes.starts_with(END) {
            self.state = State::Text;
            return END.len();
        }
        if !last && bytes.len() < END.len() && END.starts_with(bytes) {
            return 0;
        }
        let escaped: &[u8] = match bytes.first() {
            Some(b'&') => b"&amp;",
            Some(b'<') => b"&lt;",
            _ => return self.characters(bytes, out, last),
        };
        self.half(None, out);
        out.extend_from_slice(escaped);
        self.length += 1;
        1
    }

    /// Characters of a text or a value, at the beginning of `bytes`.
    fn characters(&mut self, bytes: &[u8], out: &mut Vec<u8>, last: bool) -> usize {
        let plain = self.plain(bytes);
        let taken = match if plain > 0 { Piece::Plain(plain) } else { self.piece(bytes, last) } {
            Piece::Open => return 0,
            Piece::Plain(length) => {
                self.half(None, out);
                out.extend_from_slice(bytes.get(..length).unwrap_or_default());
                length
            }
            Piece::Half(length, half) => {
                self.half(Some(half), out);
                length
            }
            Piece::Character(length, character) => {
                self.half(None, out);
                match character {
                    Some(character) => escaped(character, out),
                    None => self.replaced(out),
                }
                length
            }
        };
        self.length += taken;
        if self.length >= LONGEST_TEXT
            && matches!(self.state, State::Text | State::Cdata)
            && self.high.is_none()
        {
            self.length = 0;
            out.extend_from_slice(CUT);
        }
        taken
    }

    /// How many bytes from the beginning on are ASCII that means itself.
    fn plain(&self, bytes: &[u8]) -> usize {
        let end = match self.state {
            State::Value(quote) => quote,
            State::Cdata => b']',
            _ => b'<',
        };
        let until = |bytes: &[u8], end: Option<usize>| end.unwrap_or(bytes.len());
        let bytes = bytes.get(..bytes.len().min(AT_ONCE)).unwrap_or_default();
        if bytes.first().is_none_or(|first| !first.is_ascii()) {
            return 0;
        }
        let bytes = bytes.get(..until(bytes, memchr3(b'<', b'&', b'\r', bytes))).unwrap_or_default();
        let bytes = bytes.get(..until(bytes, memchr(end, bytes))).unwrap_or_default();
        if bytes.is_ascii() {
            bytes.len()
        } else {
            until(bytes, bytes.iter().position(|byte| !byte.is_ascii()))
        }
    }

    /// What stands at the beginning of `bytes`, which is no plain character.
    fn piece(&self, bytes: &[u8], last: bool) -> Piece {
        match bytes.first() {
            Some(b'&') if self.state != State::Cdata => reference(bytes, last),
            Some(byte) if byte.is_ascii() => Piece::Character(1, Some(char::from(*byte))),
            _ => raw(bytes, last),
        }
    }

    /// Ends a pair that was begun, or begins one.
    fn half(&mut self, half: Option<u16>, out: &mut Vec<u8>) {
        let Some(high) = self.high.take() else {
            match half {
                Some(half @ 0xd800..=0xdbff) => self.high = Some(half),
                Some(_) => self.replaced(out),
                None => {}
            }
            return;
        };
        let pair = half.and_then(|low| char::decode_utf16([high, low]).next()?.ok());
        if let Some(pair) = pair.filter(|pair| u32::from(*pair) > 0xffff) {
            escaped(pair, out);
            return;
        }
        self.replaced(out);
        self.half(half, out);
    }

    fn replaced(&mut self, out: &mut Vec<u8>) {
        escaped(char::REPLACEMENT_CHARACTER, out);
        // Within a tag there is no place for a mark.
        if matches!(self.state, State::Text | State::Cdata) {
            out.extend_from_slice(MARK);
        }
    }
}

/// A character as it may stand in any text and any value.
fn escaped(character: char, out: &mut Vec<u8>) {
    match character {
        '<' => out.extend_from_slice(b"&lt;"),
        '>' => out.extend_from_slice(b"&gt;"),
        '&' => out.extend_from_slice(b"&amp;"),
        '"' => out.extend_from_slice(b"&quot;"),
        '\'' => out.extend_from_slice(b"&apos;"),
        // A raw line end would be read as another (XML 1.0 §2.11).
        '\r' => out.extend_from_slice(b"&#13;"),
        other => out.extend_from_slice(other.encode_utf8(&mut [0; 4]).as_bytes()),
    }
}

/// What `&` begins (XML 1.0 §4.1).
fn reference(bytes: &[u8], last: bool) -> Piece {
    let searched = bytes.get(1..bytes.len().min(LONGEST_REFERENCE)).unwrap_or_default();
    let ends = |byte: &u8| !(byte.is_ascii_alphanumeric() || *byte == b'#');
    let Some(length) = searched.iter().position(ends) else {
        if !last && bytes.len() < LONGEST_REFERENCE {
            return Piece::Open;
        }
        return Piece::Character(1, Some('&'));
    };
    let name = searched.get(..length).and_then(|name| std::str::from_utf8(name).ok()).unwrap_or_default();
    if searched.get(length) != Some(&b';') {
        return Piece::Character(1, Some('&'));
    }
    let whole = length + 2;
    let number = if let Some(digits) = name.strip_prefix('#') {
        match digits.strip_prefix(['x', 'X']) {
            Some(hex) => u32::from_str_radix(hex, 16),
            None => digits.parse(),
        }
    } else {
        let named = matches!(name, "lt" | "gt" | "amp" | "quot" | "apos");
        return if named { Piece::Plain(whole) } else { Piece::Character(1, Some('&')) };
    };
    match number {
        Ok(number) => match u16::try_from(number) {
            Ok(half @ 0xd800..=0xdfff) => Piece::Half(whole, half),
            _ => Piece::Character(whole, char::from_u32(number)),
        },
        // Too large a number is no character; what has no digits is no reference.
        Err(error) if *error.kind() == std::num::IntErrorKind::PosOverflow => Piece::Character(whole, None),
        Err(_) => Piece::Character(1, Some('&')),
    }
}

/// A character beyond ASCII in UTF-8, half of a pair in three bytes of its own (CESU-8), or neither.
fn raw(bytes: &[u8], last: bool) -> Piece {
    if let Some([0xed, second @ 0xa0..=0xbf, third @ 0x80..=0xbf]) = bytes.get(..3) {
        let half = 0xd000 | (u16::from(second & 0x3f) << 6) | u16::from(third & 0x3f);
        return Piece::Half(3, half);
    }
    let text = bytes.get(..bytes.len().min(4)).unwrap_or_default();
    // Half of a pair may be on its way: as UTF-8 its beginning is wrong already.
    if !last && matches!(text, [0xed] | [0xed, 0xa0..=0xbf]) {
        return Piece::Open;
    }
    let valid = match std::str::from_utf8(text) {
        Ok(valid) => valid,
        Err(error) if error.valid_up_to() > 0 => text
            .get(..error.valid_up_to())
            .and_then(|text| std::str::from_utf8(text).ok())
            .unwrap_or_default(),
        Err(error) => match error.error_len() {
            Some(wrong) => return Piece::Character(wrong, None),
            None if last => return Piece::Character(text.len(), None),
            None => return Piece::Open,
        },
    };
    match valid.chars().next() {
        Some(character) => Piece::Character(character.len_utf8(), Some(character)),
        None => Piece::Open,
    }
}

/// What comes out of these pieces, without the marks at which long texts are cut. `None`: a tag does not end.
#[cfg(any(test, fuzzing))]
pub(in crate::backends::ews) fn sanitized(pieces: &[&[u8]]) -> Option<Vec<u8>> {
    let (mut sanitizer, mut out) = (Sanitizer::default(), Vec::new());
    for piece in pieces {
        sanitizer.push(piece, &mut out).ok()?;
    }
    sanitizer.finish(&mut out).ok()?;
    let mut rest = out.as_slice();
    let mut whole = Vec::new();
    while let Some(at) = memchr::memmem::find(rest, CUT) {
        whole.extend_from_slice(rest.get(..at)?);
        rest = rest.get(at + CUT.len()..)?;
    }
    Some([whole.as_slice(), rest].concat())
}

#[cfg(test)]
mod tests;
