//! RTF as a stream, and what is wanted of it as another.

use super::group::{self, Destination, Group};
use crate::mime::charset::Charset;
use crate::mime::decode::hex;
use encoding_rs::WINDOWS_1252;
use std::collections::HashMap;
use std::io::{self, Read};

/// Braces deeper than this all mean what the innermost of these mean.
const DEEPEST: usize = 500;
const MOST_FONTS: usize = 4096;
/// Letters of a word, and digits after it.
const LONGEST_WORD: usize = 32;
const LONGEST_NUMBER: usize = 10;
/// Bytes in one charset are read together, up to about so many.
const LONGEST_RUN: usize = 64 * 1024;
const STEP: usize = 8 * 1024;

/// What is wanted of RTF.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::mime) enum Want {
    /// The HTML wrapped in it.
    Html,
    /// Its text. Line ends are LF.
    Text,
}

/// Reads RTF and gives what is wanted of it, in UTF-8.
#[derive(Debug)]
pub(in crate::mime) struct Reader<R> {
    source: R,
    want: Want,
    token: Token,
    groups: Vec<Group>,
    too_deep: usize,
    fonts: HashMap<i64, Charset>,
    /// The font being described.
    font: Option<i64>,
    default_font: Option<i64>,
    page: Charset,
    /// Bytes of one charset that are not read yet.
    run: Vec<u8>,
    /// Half of a character of two.
    surrogate: Option<u16>,
    /// So many characters stand in for one that was read.
    stand_ins: usize,
    /// So many bytes are no RTF.
    binary: u64,
    output: Vec<u8>,
    read: usize,
    ended: bool,
}

/// How far a word is.
#[derive(Debug)]
enum Token {
    Text,
    Backslash,
    Word(String, String),
    Hex(Option<u8>),
}

impl<R: Read> Reader<R> {
    pub(in crate::mime) fn new(source: R, want: Want) -> Self {
        Self {
            source,
            want,
            token: Token::Text,
            groups: vec![Group::default()],
            too_deep: 0,
            fonts: HashMap::new(),
            font: None,
            default_font: None,
            page: Charset::Standard(WINDOWS_1252),
            run: Vec::new(),
            surrogate: None,
            stand_ins: 0,
            binary: 0,
            output: Vec::new(),
            read: 0,
            ended: false,
        }
    }

    fn group(&self) -> Group {
        self.groups.last().copied().unwrap_or_default()
    }

    fn change(&mut self, change: impl FnOnce(&mut Group)) {
        if let Some(group) = self.groups.last_mut() {
            change(group);
        }
    }

    fn byte(&mut self, byte: u8) {
        if self.binary > 0 {
            self.binary -= 1;
            return;
        }
        match std::mem::replace(&mut self.token, Token::Text) {
            Token::Text => match byte {
                b'{' => self.open(),
                b'}' => self.close(),
                b'\\' => self.token = Token::Backslash,
                b'\r' | b'\n' | 0 => {}
                byte => self.text(byte),
            },
            Token::Backslash => match byte {
                b'a'..=b'z' | b'A'..=b'Z' => {
                    self.token = Token::Word(char::from(byte).to_string(), String::new());
                }
                b'\'' => self.token = Token::Hex(None),
                b'*' => self.change(|group| group.star = true),
                b'\\' | b'{' | b'}' => self.text(byte),
                b'\r' | b'\n' => self.character('\n'),
                b'~' => self.character('\u{a0}'),
                b'_' => self.character('\u{2011}'),
                _ => {}
            },
            Token::Hex(None) => self.token = Token::Hex(Some(byte)),
            Token::Hex(Some(high)) => {
                if let Some(byte) = hex(high, byte) {
                    self.text(byte);
                }
            }
            Token::Word(mut word, mut number) => match byte {
                b'a'..=b'z' | b'A'..=b'Z' if number.is_empty() => {
                    if word.len() < LONGEST_WORD {
                        word.push(char::from(byte));
                    }
                    self.token = Token::Word(word, number);
                }
                b'0'..=b'9' | b'-' if byte != b'-' || number.is_empty() => {
                    if number.len() < LONGEST_NUMBER {
                        number.push(char::from(byte));
                    }
                    self.token = Token::Word(word, number);
                }
                _ => {
                    self.word(&word, number.parse().ok());
                    // One blank belongs to the word.
                    if byte != b' ' {
                        self.byte(byte);
                    }
                }
            },
        }
    }

    fn open(&mut self) {
        self.flush();
        self.stand_ins = 0;
        if self.groups.len() < DEEPEST {
            self.groups.push(Group { star: false, ..self.group() });
        } else {
            self.too_deep += 1;
        }
    }

    fn close(&mut self) {
        self.flush();
        self.stand_ins = 0;
        if self.too_deep > 0 {
            self.too_deep -= 1;
        } else if self.groups.len() > 1 {
            self.groups.pop();
        }
    }

    fn word(&mut self, word: &str, number: Option<i64>) {
        let group = self.group();
        let star = group.star;
        self.change(|group| group.star = false);
        match word {
            "htmltag" if star && self.want == Want::Html => self.change(|group| {
                group.destination = Destination::HtmlTag;
                group.rtf_only = false;
            }),
            _ if star => self.change(|group| group.destination = Destination::Ignored),
            "fonttbl" => self.change(|group| group.destination = Destination::Fonts),
            word if group::is_ignored(word) => self.change(|group| group.destination = Destination::Ignored),
            "bin" => self.binary = number.and_then(|count| count.try_into().ok()).unwrap_or_default(),
            "htmlrtf" => {
                self.flush();
                self.change(|group| group.rtf_only = number != Some(0));
            }
            "ansicpg" => {
                let page = number.and_then(|number| Charset::labelled(&format!("cp{number}")));
                self.page = page.unwrap_or(self.page);
            }
            "deff" => self.default_font = number,
            "f" if group.destination == Destination::Fonts => self.font = number,
            "fcharset" | "cpg" if group.destination == Destination::Fonts => self.describe(word, number),
            "f" | "plain" => {
                self.flush();
                let font = if word == "f" { number } else { None };
                self.change(|group| group.font = font);
            }
            "uc" => {
                let count = number.and_then(|count| count.try_into().ok()).unwrap_or(1);
                self.change(|group| group.stand_in = count);
            }
            "u" => self.unicode(number, group.stand_in),
            word => {
                if let Some(c) = group::character(word) {
                    self.character(c);
                }
            }
        }
    }

    /// The charset of a font: `\fcharset` is Windows' number for it (MS-OXRTFEX §2.1.3.1.4 speaks of the same).
    fn describe(&mut self, word: &str, number: Option<i64>) {
        let (Some(font), Some(number)) = (self.font, number) else { return };
        // Default, symbols: as the document.
        let says = word == "cpg" || !matches!(number, 1 | 2);
        let label = if word == "cpg" { format!("cp{number}") } else { number.to_string() };
        if let Some(charset) = Charset::labelled(&label).filter(|_| says && self.fonts.len() < MOST_FONTS) {
            self.fonts.insert(font, charset);
        }
    }

    fn unicode(&mut self, number: Option<i64>, stand_in: usize) {
        // Numbers beyond 32767 are written as negative ones; some write them as they are.
        let unit = number.and_then(|number| {
            u16::try_from(number).ok().or_else(|| i16::try_from(number).ok().map(i16::cast_unsigned))
        });
        let high = self.surrogate.take();
        if let Some(unit) = unit {
            let units = [high.unwrap_or(unit), unit];
            let units = if high.is_some() { &units[..] } else { units.get(1..).unwrap_or_default() };
            match char::decode_utf16(units.iter().copied()).next() {
                Some(Ok(c)) => self.character(c),
                _ if (0xd800..0xdc00).contains(&unit) => self.surrogate = Some(unit),
                _ => self.character(char::REPLACEMENT_CHARACTER),
            }
        }
        self.stand_ins = stand_in;
    }

    fn is_wanted(&self) -> bool {
        let group = self.group();
        match group.destination {
            Destination::HtmlTag => true,
            Destination::Text => self.want == Want::Text || !group.rtf_only,
            Destination::Fonts | Destination::Ignored => false,
        }
    }

    fn text(&mut self, byte: u8) {
        if self.stand_ins > 0 {
            self.stand_ins -= 1;
        } else if self.is_wanted() {
            self.run.push(byte);
            let full = self.run.len() >= LONGEST_RUN;
            // Not between the bytes of one character, as far as that can be seen.
            if full && (byte.is_ascii() || self.run.len() >= 2 * LONGEST_RUN) {
                self.flush();
            }
        }
    }

    fn character(&mut self, c: char) {
        if !self.is_wanted() {
            return;
        }
        self.flush();
        if c == '\n' && self.want == Want::Html {
            self.output.push(b'\r');
        }
        self.output.extend_from_slice(c.encode_utf8(&mut [0; 4]).as_bytes());
    }

    /// Reads the bytes that came in one charset.
    fn flush(&mut self) {
        if self.run.is_empty() {
            return;
        }
        let run = std::mem::take(&mut self.run);
        if run.is_ascii() {
            self.output.extend_from_slice(&run);
            return;
        }
        let font = self.group().font.or(self.default_font);
        let charset = font.and_then(|font| self.fonts.get(&font)).copied().unwrap_or(self.page);
        self.output.extend_from_slice(charset.decode(&run).text.as_bytes());
    }
}

impl<R: Read> Read for Reader<R> {
    fn read(&mut self, buf: &mut [u8]) -> io::Result<usize> {
        while self.read == self.output.len() {
            if self.ended || buf.is_empty() {
                return Ok(0);
            }
            self.output.clear();
            self.read = 0;
            let mut input = Vec::new();
            self.source.by_ref().take(STEP as u64).read_to_end(&mut input)?;
            for byte in &input {
                self.byte(*byte);
            }
            if input.is_empty() {
                self.ended = true;
                self.flush();
            }
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
