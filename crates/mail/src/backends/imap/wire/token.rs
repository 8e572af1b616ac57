//! Responses into tokens (RFC 9051 §9), tolerantly: what cannot be a token is one all the same, and nothing panics.

use super::framing::{Raw, Segment};
use bytes::Bytes;
use carteiro_world::Spool;

/// Deeper lists end the reading: BODYSTRUCTURE of real mail nests a few dozen.
const MAX_DEPTH: usize = 200;

/// A value in a response.
#[derive(Debug, Clone)]
pub(crate) enum Token {
    /// A bare word, `BODY[HEADER.FIELDS (FROM)]` included.
    Atom(Bytes),
    /// A quoted string, its escapes undone.
    Quoted(Bytes),
    /// A literal.
    Literal(Spool),
    /// The atom NIL.
    Nil,
    /// A parenthesised list.
    List(Vec<Token>),
}

impl Token {
    /// A bare word.
    pub(crate) fn atom(&self) -> Option<&[u8]> {
        match self {
            Self::Atom(atom) => Some(atom),
            _ => None,
        }
    }

    /// Any string: atom, quoted, or a literal that is small enough to be one.
    pub(crate) fn bytes(&self) -> Option<Bytes> {
        match self {
            Self::Atom(bytes) | Self::Quoted(bytes) => Some(bytes.clone()),
            Self::Literal(spool) => spool.in_memory().cloned(),
            Self::Nil | Self::List(_) => None,
        }
    }

    /// A number; some servers quote it, or send -1.
    pub(crate) fn number(&self) -> Option<u64> {
        std::str::from_utf8(&self.bytes()?).ok()?.parse().ok()
    }

    /// A list's members; nothing for anything else.
    pub(crate) fn list(&self) -> &[Self] {
        match self {
            Self::List(members) => members,
            _ => &[],
        }
    }
}

/// Reads a response from left to right.
#[derive(Debug)]
pub(crate) struct Cursor<'a> {
    raw: &'a Raw,
    segment: usize,
    at: usize,
    /// Whether a list was not closed.
    unclosed: bool,
}

impl<'a> Cursor<'a> {
    pub(crate) fn new(raw: &'a Raw) -> Self {
        Self { raw, segment: 0, at: 0, unclosed: false }
    }

    /// Whether every list was closed, and nothing follows.
    pub(crate) fn came_out_even(&mut self) -> bool {
        !self.unclosed && self.value(0).is_none()
    }

    /// The rest of the current text.
    pub(crate) fn rest(&self) -> &'a [u8] {
        match self.raw.0.get(self.segment) {
            Some(Segment::Text(text)) => text.get(self.at..).unwrap_or_default(),
            _ => b"",
        }
    }

    pub(crate) fn skip_blanks(&mut self) {
        self.at += self.rest().iter().take_while(|byte| matches!(byte, b' ' | b'\t')).count();
    }

    /// A bare word up to the next blank.
    pub(crate) fn word(&mut self) -> &'a [u8] {
        self.skip_blanks();
        let rest = self.rest();
        let end = memchr::memchr(b' ', rest).unwrap_or(rest.len());
        self.at += end;
        rest.get(..end).unwrap_or_default()
    }

    /// The next token; `None` at the end. A parenthesis too many is passed over.
    pub(crate) fn token(&mut self) -> Option<Token> {
        loop {
            match self.value(0)? {
                Value::Token(token) => return Some(token),
                Value::Close => {}
            }
        }
    }

    fn value(&mut self, depth: usize) -> Option<Value> {
        self.skip_blanks();
        let rest = self.rest();
        let Some(first) = rest.first() else {
            return self.literal();
        };
        Some(Value::Token(match first {
            b')' => {
                self.at += 1;
                return Some(Value::Close);
            }
            b'(' => {
                self.at += 1;
                self.list(depth + 1)
            }
            b'"' => self.quoted(rest),
            _ => self.atom(rest),
        }))
    }

    /// At the end of a text: the literal behind it, if any.
    fn literal(&mut self) -> Option<Value> {
        let Segment::Literal(spool) = self.raw.0.get(self.segment + 1)? else {
            return None;
        };
        self.segment += 2;
        self.at = 0;
        Some(Value::Token(Token::Literal(spool.clone())))
    }

    fn list(&mut self, depth: usize) -> Token {
        let mut members = Vec::new();
        if depth > MAX_DEPTH {
            // No answer nests like this: the rest of it is passed over.
            self.segment = self.raw.0.len();
            self.at = 0;
        }
        loop {
            match self.value(depth) {
                Some(Value::Token(token)) => members.push(token),
                Some(Value::Close) => return Token::List(members),
                None => {
                    self.unclosed = true;
                    return Token::List(members);
                }
            }
        }
    }

    fn quoted(&mut self, rest: &'a [u8]) -> Token {
        let mut text = Vec::new();
        let mut bytes = rest.iter().enumerate().skip(1);
        while let Some((at, byte)) = bytes.next() {
            match byte {
                b'"' => {
                    self.at += at + 1;
                    return Token::Quoted(text.into());
                }
                b'\\' => text.extend(bytes.next().map(|(_, escaped)| *escaped)),
                byte => text.push(*byte),
            }
        }
        // No closing quote: the string is what is left.
        self.at += rest.len();
        Token::Quoted(text.into())
    }

    fn atom(&mut self, rest: &'a [u8]) -> Token {
        let mut brackets = 0_usize;
        let end = rest
            .iter()
            .position(|byte| {
                match byte {
                    b'[' => brackets += 1,
                    b']' => brackets = brackets.saturating_sub(1),
                    b' ' | b'(' | b')' if brackets == 0 => return true,
                    _ => {}
                }
                false
            })
            .unwrap_or(rest.len());
        self.at += end;
        let atom = rest.get(..end).unwrap_or_default();
        if atom.eq_ignore_ascii_case(b"NIL") { Token::Nil } else { Token::Atom(Bytes::copy_from_slice(atom)) }
    }
}

enum Value {
    Token(Token),
    Close,
}

#[cfg(test)]
mod tests {
    use super::*;

    fn tokens(line: &'static str) -> String {
        let raw = Raw(vec![Segment::Text(Bytes::from_static(line.as_bytes()))]);
        let mut cursor = Cursor::new(&raw);
        std::iter::from_fn(|| cursor.token()).map(|token| show(&token)).collect::<Vec<_>>().join(" ")
    }

    fn show(token: &Token) -> String {
        match token {
            Token::Atom(atom) => atom.escape_ascii().to_string(),
            Token::Quoted(text) => format!("«{}»", String::from_utf8_lossy(text)),
            Token::Literal(spool) => format!("<{}>", spool.len()),
            Token::Nil => "nil".into(),
            Token::List(members) => format!("({})", members.iter().map(show).collect::<Vec<_>>().join(" ")),
        }
    }

    #[test]
    fn tokens_are_read_as_they_are_meant() {
        for (line, read) in [
            (r"UID 4 FLAGS (\Seen $Junk)", r"UID 4 FLAGS (\\Seen $Junk)"),
            ("BODY[HEADER.FIELDS (FROM TO)] NIL", "BODY[HEADER.FIELDS (FROM TO)] nil"),
            (r#"("a\"b" "" "#, r#"(«a"b» «»)"#),
            ("(a))b", "(a) b"),
            ("(a(b)c)", "(a (b) c)"),
            ("\"open", "«open»"),
            ("", ""),
        ] {
            assert_eq!(tokens(line), read, "{line}");
        }
    }

    #[test]
    fn a_hundred_thousand_brackets_are_no_stack_overflow() {
        let line: &'static str = "(".repeat(100_000).leak();
        tokens(line);
    }
}
