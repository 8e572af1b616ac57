use std::borrow::Cow;

use super::{date, reply::Reply, sequence_set::SequenceSet, utf7};
use crate::Flag;

pub(super) type Parsed<T> = Result<T, Reply>;

/// The rest of a command, read from the left (RFC 9051 §9).
pub(super) struct Args<'a> {
    rest: &'a [u8],
}

impl<'a> Args<'a> {
    pub fn new(command: &'a [u8]) -> Self {
        Self { rest: command }
    }

    pub fn peek(&self) -> Option<u8> {
        self.rest.first().copied()
    }

    /// Passes over a token, in any letter case, if it comes next.
    pub fn skip(&mut self, token: &[u8]) -> bool {
        match self.rest.split_at_checked(token.len()) {
            Some((head, rest)) if head.eq_ignore_ascii_case(token) => {
                self.rest = rest;
                true
            }
            _ => false,
        }
    }

    pub fn expect(&mut self, token: &'static str) -> Parsed<()> {
        if self.skip(token.as_bytes()) { Ok(()) } else { Err(Reply::bad(format!("Expected `{token}`"))) }
    }

    pub fn space(&mut self) -> Parsed<()> {
        if self.skip(b" ") { Ok(()) } else { Err(Reply::bad("Expected a space and more arguments")) }
    }

    pub fn end(&self) -> Parsed<()> {
        if self.rest.is_empty() { Ok(()) } else { Err(Reply::bad("Too many arguments")) }
    }

    pub fn take_while(&mut self, good: impl Fn(u8) -> bool) -> &'a [u8] {
        let end = self.rest.iter().position(|byte| !good(*byte)).unwrap_or(self.rest.len());
        let (taken, rest) = self.rest.split_at(end);
        self.rest = rest;
        taken
    }

    pub fn atom(&mut self) -> Parsed<&'a str> {
        let atom = std::str::from_utf8(self.take_while(is_atom)).unwrap_or_default();
        if atom.is_empty() { Err(Reply::bad("Expected an atom")) } else { Ok(atom) }
    }

    /// An atom whose case does not matter, in capitals.
    pub fn word(&mut self) -> Parsed<String> {
        self.atom().map(str::to_ascii_uppercase)
    }

    pub fn tag(&mut self) -> Option<&'a str> {
        let tag = self.take_while(|byte| (is_atom(byte) || byte == b']') && byte != b'+');
        std::str::from_utf8(tag).ok().filter(|tag| !tag.is_empty())
    }

    pub fn astring(&mut self) -> Parsed<Cow<'a, [u8]>> {
        match self.peek() {
            Some(b'"' | b'{') => self.string(),
            _ => match self.take_while(|byte| is_atom(byte) || byte == b']') {
                [] => Err(Reply::bad("Expected a string")),
                atom => Ok(atom.into()),
            },
        }
    }

    pub fn string(&mut self) -> Parsed<Cow<'a, [u8]>> {
        if self.skip(b"{") { self.literal().map(Cow::from) } else { self.quoted().map(Cow::from) }
    }

    /// Strictly as RFC 3501 has it: no 8-bit byte in quotes, since nobody asked for UTF8=ACCEPT here.
    fn quoted(&mut self) -> Parsed<Vec<u8>> {
        self.expect("\"")?;
        let mut out = Vec::new();
        loop {
            out.extend_from_slice(
                self.take_while(|byte| byte.is_ascii() && !matches!(byte, b'"' | b'\\' | 0)),
            );
            match self.rest {
                [b'"', rest @ ..] => {
                    self.rest = rest;
                    return Ok(out);
                }
                [b'\\', byte @ (b'"' | b'\\'), rest @ ..] => {
                    out.push(*byte);
                    self.rest = rest;
                }
                _ => return Err(Reply::bad("Bad quoted string")),
            }
        }
    }

    pub fn literal(&mut self) -> Parsed<&'a [u8]> {
        let size = self.take_while(|byte| byte.is_ascii_digit());
        let size = std::str::from_utf8(size).ok().and_then(|size| size.parse::<usize>().ok());
        self.skip(b"+");
        self.expect("}")?;
        self.expect("\r\n")?;
        let (literal, rest) =
            size.and_then(|size| self.rest.split_at_checked(size)).ok_or(Reply::bad("Bad literal"))?;
        self.rest = rest;
        Ok(literal)
    }

    pub fn number(&mut self) -> Parsed<u32> {
        let digits = std::str::from_utf8(self.take_while(|byte| byte.is_ascii_digit())).unwrap_or_default();
        digits.parse().map_err(|_| Reply::bad("Expected a number"))
    }

    /// `(` items with a space between them `)`
    pub fn list<T>(&mut self, mut item: impl FnMut(&mut Self) -> Parsed<T>) -> Parsed<Vec<T>> {
        self.expect("(")?;
        let mut all = Vec::new();
        while !self.skip(b")") {
            if !all.is_empty() {
                self.space()?;
            }
            all.push(item(self)?);
        }
        Ok(all)
    }

    pub fn mailbox(&mut self) -> Parsed<String> {
        let name = self.astring()?;
        utf7::decode(&name).ok_or_else(|| Reply::bad("A mailbox name is not modified UTF-7"))
    }

    pub fn flag(&mut self) -> Parsed<Flag> {
        if !self.skip(b"\\") {
            return Ok(Flag::Keyword(self.atom()?.to_owned()));
        }
        match self.word()?.as_str() {
            "SEEN" => Ok(Flag::Seen),
            "ANSWERED" => Ok(Flag::Answered),
            "FLAGGED" => Ok(Flag::Flagged),
            "DELETED" => Ok(Flag::Deleted),
            "DRAFT" => Ok(Flag::Draft),
            other => Err(Reply::bad(format!("Flag \\{other} cannot be set"))),
        }
    }

    pub fn date(&mut self) -> Parsed<jiff::civil::Date> {
        let text = if self.peek() == Some(b'"') { self.quoted()? } else { self.atom()?.as_bytes().to_vec() };
        let day = std::str::from_utf8(&text).ok().and_then(date::read_day);
        day.ok_or_else(|| Reply::bad("Expected a date such as 1-Feb-2026"))
    }

    pub fn date_time(&mut self) -> Parsed<jiff::Timestamp> {
        let text = self.quoted()?;
        let at = std::str::from_utf8(&text).ok().and_then(date::read);
        at.ok_or_else(|| Reply::bad("Expected a date-time such as \"01-Feb-2026 10:00:00 -0300\""))
    }

    pub fn sequence_set(&mut self) -> Parsed<SequenceSet> {
        let mut ranges = Vec::new();
        loop {
            let from = self.sequence_number()?;
            let to = if self.skip(b":") { self.sequence_number()? } else { from };
            ranges.push((from, to));
            if !self.skip(b",") {
                return Ok(SequenceSet(ranges));
            }
        }
    }

    fn sequence_number(&mut self) -> Parsed<Option<u32>> {
        if self.skip(b"*") {
            return Ok(None);
        }
        match self.number()? {
            0 => Err(Reply::bad("Messages are counted from 1")),
            number => Ok(Some(number)),
        }
    }
}

fn is_atom(byte: u8) -> bool {
    byte.is_ascii_graphic() && !matches!(byte, b'(' | b')' | b'{' | b'%' | b'*' | b'"' | b'\\' | b']')
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn strings_come_as_atoms_quoted_and_as_literals() {
        let mut args = Args::new(b"a] \"b \\\" c\" {3}\r\nd)e (x y) 1:*,3");
        assert_eq!(args.astring().unwrap(), &b"a]"[..]);
        args.space().unwrap();
        assert_eq!(args.astring().unwrap(), &b"b \" c"[..]);
        args.space().unwrap();
        assert_eq!(args.astring().unwrap(), &b"d)e"[..]);
        args.space().unwrap();
        assert_eq!(args.list(Args::atom).unwrap(), ["x", "y"]);
        args.space().unwrap();
        assert_eq!(args.sequence_set().unwrap().0, [(Some(1), None), (Some(3), Some(3))]);
        args.end().unwrap();
    }

    #[test]
    fn eight_bits_in_quotes_and_message_zero_are_refused() {
        assert!(Args::new("\"é\"".as_bytes()).astring().is_err());
        assert!(Args::new(b"0:3").sequence_set().is_err());
        assert!(Args::new(b"\\Recent").flag().is_err());
    }
}
