use std::ops::Range;

use super::{Address, Content, address::addresses, header};

/// Deeper nesting than this is taken as text: nobody means it.
const DEEPEST: usize = 50;

/// A message or a part of one: where it is in the bytes, and what is in it.
#[derive(Debug)]
pub(crate) struct Part {
    /// The header, with the empty line at its end.
    pub header: Range<usize>,
    pub body: Range<usize>,
    pub media: (Vec<u8>, Vec<u8>),
    pub parameters: Vec<super::Parameter>,
    pub kind: Kind,
}

#[derive(Debug)]
pub(crate) enum Kind {
    Leaf,
    Multipart(Vec<Part>),
    Message(Box<Part>),
}

impl Part {
    pub fn of_message(raw: &[u8]) -> Self {
        Self::read(raw, 0..raw.len(), false, 0)
    }

    pub fn header_of<'a>(&self, raw: &'a [u8]) -> &'a [u8] {
        raw.get(self.header.clone()).unwrap_or_default()
    }

    pub fn body_of<'a>(&self, raw: &'a [u8]) -> &'a [u8] {
        raw.get(self.body.clone()).unwrap_or_default()
    }

    /// The unfolded value of the first header field of this name.
    pub fn field(&self, raw: &[u8], name: &str) -> Option<Vec<u8>> {
        header::value(self.header_of(raw), name)
    }

    /// The addresses in all header fields of this name.
    pub fn addresses(&self, raw: &[u8], name: &str) -> Vec<Address> {
        addresses(&header::list(self.header_of(raw), name))
    }

    fn read(raw: &[u8], range: Range<usize>, in_digest: bool, depth: usize) -> Self {
        let bytes = raw.get(range.clone()).unwrap_or_default();
        let body = range.start + header::end_of_header(bytes)..range.end;
        let header = range.start..body.start;
        let content = Content::read(raw.get(header.clone()).unwrap_or_default(), "Content-Type");
        let boundary = content.as_ref().and_then(|content| content.parameter("boundary")).map(<[u8]>::to_vec);
        let (media, parameters) = match content {
            Some(Content { value, parameters }) => match split_media(&value) {
                Some(media) => (media, parameters),
                None => (default_media(false), Vec::new()),
            },
            None => (default_media(in_digest), Vec::new()),
        };
        let mut part = Self { header, body, media, parameters, kind: Kind::Leaf };
        if part.media.0.eq_ignore_ascii_case(b"multipart") {
            if let Some(boundary) = boundary.filter(|_| depth < DEEPEST) {
                part.kind = Kind::Multipart(part.split(raw, &boundary, depth));
            } else {
                // RFC 2045 §5.2: what cannot be read as its type says is plain text.
                (part.media, part.parameters) = (default_media(false), Vec::new());
            }
        } else if part.is_message() && depth < DEEPEST {
            part.kind = Kind::Message(Box::new(Self::read(raw, part.body.clone(), false, depth + 1)));
        } else if part.is_message() {
            part.media = default_media(false);
        }
        part
    }

    fn is_message(&self) -> bool {
        self.media.0.eq_ignore_ascii_case(b"message") && self.media.1.eq_ignore_ascii_case(b"rfc822")
    }

    /// The line end before a delimiter belongs to the delimiter (RFC 2046 §5.1.1).
    fn split(&self, raw: &[u8], boundary: &[u8], depth: usize) -> Vec<Self> {
        let in_digest = self.media.1.eq_ignore_ascii_case(b"digest");
        let (mut parts, mut open, mut at, mut before) = (Vec::new(), None, self.body.start, self.body.start);
        for line in self.body_of(raw).split_inclusive(|byte| *byte == b'\n') {
            let next = at + line.len();
            if let Some(last) = delimiter(line, boundary) {
                if let Some(start) = open.replace(next) {
                    parts.push(Self::read(raw, start..before.max(start), in_digest, depth + 1));
                }
                if last {
                    open = None;
                    break;
                }
            }
            before = next - line_end(line);
            at = next;
        }
        if let Some(start) = open {
            parts.push(Self::read(raw, start..self.body.end, in_digest, depth + 1));
        }
        if parts.is_empty() {
            // The grammar of BODYSTRUCTURE knows no multipart without a part (RFC 9051 §9, body-type-mpart).
            parts.push(Self::read(raw, self.body.end..self.body.end, false, depth + 1));
        }
        parts
    }
}

fn default_media(in_digest: bool) -> (Vec<u8>, Vec<u8>) {
    // RFC 2046 §5.1.5.
    let (kind, sub) = if in_digest { ("message", "rfc822") } else { ("text", "plain") };
    (kind.into(), sub.into())
}

fn split_media(value: &[u8]) -> Option<(Vec<u8>, Vec<u8>)> {
    let slash = value.iter().position(|byte| *byte == b'/')?;
    let (kind, sub) = value.split_at(slash);
    let (kind, sub) = (kind.trim_ascii(), sub.get(1..)?.trim_ascii());
    (!kind.is_empty() && !sub.is_empty()).then(|| (kind.to_vec(), sub.to_vec()))
}

/// `Some(true)` for the delimiter that closes the multipart.
fn delimiter(line: &[u8], boundary: &[u8]) -> Option<bool> {
    let rest = line.strip_prefix(b"--")?.strip_prefix(boundary)?;
    let (rest, last) = rest.strip_prefix(b"--").map_or((rest, false), |rest| (rest, true));
    rest.trim_ascii().is_empty().then_some(last)
}

fn line_end(line: &[u8]) -> usize {
    if line.ends_with(b"\r\n") { 2 } else { usize::from(line.ends_with(b"\n")) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn the_line_end_before_a_delimiter_is_not_in_the_part() {
        let raw = b"Content-Type: multipart/mixed; boundary=x\r\n\r\npre\r\n--x\r\n\r\none\r\n--x\r\nA: b\r\n\r\n\r\n--x--\r\n";
        let part = Part::of_message(raw);
        let Kind::Multipart(parts) = &part.kind else { panic!("not a multipart") };
        let bodies: Vec<_> = parts.iter().map(|part| part.body_of(raw)).collect();
        assert_eq!(bodies, [&b"one"[..], b""]);
        assert_eq!(parts[1].header_of(raw), b"A: b\r\n\r\n");
    }

    #[test]
    fn a_part_of_a_digest_is_a_message() {
        let raw = b"Content-Type: multipart/digest; boundary=x\r\n\r\n--x\r\n\r\nSubject: in\r\n\r\nhi\r\n--x--\r\n";
        let part = Part::of_message(raw);
        let Kind::Multipart(parts) = &part.kind else { panic!("not a multipart") };
        assert!(matches!(&parts[0].kind, Kind::Message(inner) if inner.body_of(raw) == b"hi"));
    }
}
