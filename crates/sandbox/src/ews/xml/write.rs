use super::{
    Piece, Pieces,
    characters::{is_allowed, next},
};

/// How replies are written.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) struct Style {
    /// Characters that XML forbids stand as they are, and not as references.
    pub raw_characters: bool,
    /// How many digits the fractions of seconds have.
    pub fraction_digits: usize,
}

/// A reply that is being written. What is opened by a call is closed by it.
///
/// The prefixes `t:` and `m:` are those of the envelope.
#[derive(Debug)]
pub(in super::super) struct Xml {
    text: Vec<u8>,
    pieces: Vec<Piece>,
    pub style: Style,
}

impl Xml {
    pub fn new(style: Style) -> Self {
        Self { text: Vec::new(), pieces: Vec::new(), style }
    }

    /// What has been written by now.
    pub fn finish(mut self) -> Pieces {
        self.close_piece();
        Pieces::new(self.pieces)
    }

    pub fn element(&mut self, name: &str, inside: impl FnOnce(&mut Self)) {
        self.element_with(name, &[], inside);
    }

    pub fn element_with(&mut self, name: &str, attributes: &[(&str, &str)], inside: impl FnOnce(&mut Self)) {
        self.begin(name, attributes);
        self.text.push(b'>');
        inside(self);
        self.text.extend_from_slice(b"</");
        self.text.extend_from_slice(name.as_bytes());
        self.text.push(b'>');
    }

    /// An element with nothing in it.
    pub fn empty(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.begin(name, attributes);
        self.text.extend_from_slice(b"/>");
    }

    /// An element with text in it, which is UTF-8 in which surrogates may stand alone.
    pub fn leaf(&mut self, name: &str, text: impl AsRef<[u8]>) {
        self.leaf_with(name, &[], text);
    }

    pub fn leaf_with(&mut self, name: &str, attributes: &[(&str, &str)], text: impl AsRef<[u8]>) {
        let text = text.as_ref();
        if text.is_empty() {
            self.empty(name, attributes);
        } else {
            self.element_with(name, attributes, |xml| xml.escape(text, false));
        }
    }

    pub fn truth(&mut self, name: &str, value: bool) {
        self.leaf(name, if value { "true" } else { "false" });
    }

    /// A point in time, in UTC.
    pub fn time(&mut self, name: &str, at: jiff::Timestamp) {
        self.leaf(name, self.style.time(at));
    }

    /// Bytes that go out in base64, which is made when they do.
    pub fn base64(&mut self, piece: Piece) {
        self.close_piece();
        self.pieces.push(piece);
    }

    /// What is written stands as it is given.
    pub fn raw(&mut self, text: &str) {
        self.text.extend_from_slice(text.as_bytes());
    }

    fn begin(&mut self, name: &str, attributes: &[(&str, &str)]) {
        self.text.push(b'<');
        self.text.extend_from_slice(name.as_bytes());
        for (name, value) in attributes {
            self.text.push(b' ');
            self.text.extend_from_slice(name.as_bytes());
            self.text.extend_from_slice(b"=\"");
            self.escape(value.as_bytes(), true);
            self.text.push(b'"');
        }
    }

    fn close_piece(&mut self) {
        if !self.text.is_empty() {
            self.pieces.push(Piece::Text(std::mem::take(&mut self.text)));
        }
    }

    fn escape(&mut self, mut bytes: &[u8], quoted: bool) {
        while let Some((length, c)) = next(bytes) {
            let (one, rest) = bytes.split_at(length);
            bytes = rest;
            match c {
                Some(0x26) => self.raw("&amp;"),
                Some(0x3c) => self.raw("&lt;"),
                Some(0x3e) => self.raw("&gt;"),
                Some(0x22) if quoted => self.raw("&quot;"),
                // XML 1.0 §2.11: a reader would make a line feed of it.
                Some(0xd) => self.raw("&#xD;"),
                Some(0x9 | 0xa) if quoted => {
                    self.raw(&format!("&#x{:X};", one.first().copied().unwrap_or(0xa)));
                }
                Some(c) if is_allowed(c) || self.style.raw_characters => self.text.extend_from_slice(one),
                Some(c) => self.raw(&format!("&#x{c:X};")),
                None => self.raw("\u{fffd}"),
            }
        }
    }
}

impl Style {
    /// XML Schema Part 2 §3.2.7, in UTC. Exchange writes whole seconds; servers made after it write fractions.
    pub fn time(self, at: jiff::Timestamp) -> String {
        let zoned = at.to_zoned(jiff::tz::TimeZone::UTC);
        let mut text = zoned.strftime("%Y-%m-%dT%H:%M:%S").to_string();
        if self.fraction_digits > 0 {
            let nanoseconds = format!("{:09}", zoned.subsec_nanosecond());
            text.push('.');
            text.push_str(nanoseconds.get(..self.fraction_digits.min(9)).unwrap_or_default());
        }
        text.push('Z');
        text
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn written(style: Style, text: &[u8]) -> Vec<u8> {
        let mut xml = Xml::new(style);
        xml.leaf_with("a", &[("b", "\"\n<")], text);
        xml.finish().flatten().flatten().collect()
    }

    #[test]
    fn forbidden_characters_are_references_or_stand_as_they_are() {
        let style = Style { raw_characters: false, fraction_digits: 0 };
        let text = b"<\x01\r\n\xed\xa0\x80\xef\xbf\xbf\xff";
        assert_eq!(
            String::from_utf8(written(style, text)).unwrap(),
            "<a b=\"&quot;&#xA;&lt;\">&lt;&#x1;&#xD;\n&#xD800;&#xFFFF;\u{fffd}</a>"
        );
        let raw = written(Style { raw_characters: true, ..style }, text);
        assert!(raw.windows(8).any(|piece| piece == b"\xed\xa0\x80\xef\xbf\xbf\xef\xbf"));
    }

    #[test]
    fn a_time_has_as_many_digits_as_it_is_told() {
        let at = "2026-01-05T09:30:00.123456789Z".parse().unwrap();
        let style = |fraction_digits| Style { raw_characters: false, fraction_digits };
        assert_eq!(style(0).time(at), "2026-01-05T09:30:00Z");
        assert_eq!(style(9).time(at), "2026-01-05T09:30:00.123456789Z");
    }
}
