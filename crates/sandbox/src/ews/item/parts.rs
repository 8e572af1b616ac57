use mail_parser::{MessageParser, MimeHeaders};

use super::text::text_of;
use crate::mime::{Content, Kind, Part};

/// A part that a person would save, and the way to it: its place on each level.
#[derive(Clone, Debug)]
pub(crate) struct Attached<'a> {
    pub part: &'a Part,
    pub way: Vec<u16>,
    in_related: bool,
}

/// The attachments of a message, in order.
pub(crate) fn attachments<'a>(message: &'a Part, raw: &[u8]) -> Vec<Attached<'a>> {
    let mut found = Vec::new();
    let bodies = Bodies::of(message, raw);
    collect(message, &mut Vec::new(), false, &bodies, &mut found);
    found
}

fn collect<'a>(
    part: &'a Part,
    way: &mut Vec<u16>,
    in_related: bool,
    bodies: &Bodies<'_>,
    found: &mut Vec<Attached<'a>>,
) {
    match &part.kind {
        Kind::Multipart(parts) => {
            let related = part.media.1.eq_ignore_ascii_case(b"related");
            for (part, at) in parts.iter().zip(0..) {
                way.push(at);
                collect(part, way, related, bodies, found);
                way.pop();
            }
        }
        Kind::Leaf | Kind::Message(_) if bodies.has(part) => {}
        Kind::Leaf | Kind::Message(_) => found.push(Attached { part, way: way.clone(), in_related }),
    }
}

/// The parts that are the text of a message.
#[derive(Default)]
pub(super) struct Bodies<'a> {
    plain: Vec<&'a Part>,
    html: Vec<&'a Part>,
    calendar: Option<&'a Part>,
}

impl<'a> Bodies<'a> {
    pub fn of(message: &'a Part, raw: &[u8]) -> Self {
        let mut bodies = Self::default();
        bodies.look(message, raw);
        bodies
    }

    fn look(&mut self, part: &'a Part, raw: &[u8]) {
        match &part.kind {
            Kind::Multipart(parts) => {
                for part in parts {
                    self.look(part, raw);
                }
            }
            Kind::Leaf if is_attached(part, raw) => {}
            Kind::Leaf if part.media.0.eq_ignore_ascii_case(b"text") => {
                let list = match part.media.1.to_ascii_lowercase().as_slice() {
                    b"plain" => &mut self.plain,
                    b"html" => &mut self.html,
                    b"calendar" => return self.calendar = self.calendar.or(Some(part)),
                    _ => return,
                };
                if list.is_empty() {
                    list.push(part);
                }
            }
            Kind::Leaf | Kind::Message(_) => {}
        }
    }

    fn has(&self, part: &Part) -> bool {
        self.plain.iter().chain(&self.html).chain(&self.calendar).any(|body| std::ptr::eq(*body, part))
    }

    pub fn plain(&self, raw: &[u8]) -> Option<Vec<u8>> {
        self.plain.first().map(|part| text_of(part, raw))
    }

    pub fn html(&self, raw: &[u8]) -> Option<Vec<u8>> {
        self.html.first().map(|part| text_of(part, raw))
    }

    pub fn calendar(&self, raw: &[u8]) -> Option<Vec<u8>> {
        self.calendar.map(|part| text_of(part, raw))
    }
}

/// RFC 2183 §2.2.
fn is_attached(part: &Part, raw: &[u8]) -> bool {
    let disposition = Content::read(part.header_of(raw), "Content-Disposition");
    disposition.is_some_and(|disposition| disposition.value.eq_ignore_ascii_case(b"attachment"))
}

impl Attached<'_> {
    /// Whether it is an item and no file.
    pub fn is_item(&self) -> bool {
        matches!(self.part.kind, Kind::Message(_))
    }

    /// Shown within the text, and so not counted by `HasAttachments`
    /// (learn.microsoft.com/exchange/client-developer/web-service-reference/hasattachments).
    pub fn is_inline(&self, raw: &[u8]) -> bool {
        self.content_id(raw).is_some() && (self.in_related || !is_attached(self.part, raw))
    }

    pub fn content_id(&self, raw: &[u8]) -> Option<Vec<u8>> {
        let id = self.part.field(raw, "Content-ID")?;
        let id = id.strip_prefix(b"<").unwrap_or(&id);
        Some(id.strip_suffix(b">").unwrap_or(id).to_vec())
    }

    /// Without its transfer encoding, as nearly as its length tells.
    pub fn size(&self, raw: &[u8]) -> usize {
        let length = self.part.body_of(raw).len();
        let encoding = self.part.field(raw, "Content-Transfer-Encoding").unwrap_or_default();
        if encoding.eq_ignore_ascii_case(b"base64") { length / 78 * 57 + length % 78 * 3 / 4 } else { length }
    }

    pub fn content_type(&self) -> Vec<u8> {
        [self.part.media.0.as_slice(), &self.part.media.1].join(&b'/').to_ascii_lowercase()
    }

    /// What it is called: of an item it is the subject.
    pub fn name(&self, raw: &[u8], at: usize) -> Vec<u8> {
        let header = [self.part.header_of(raw), b"\r\n"].concat();
        let parsed = MessageParser::new().parse_headers(&header);
        let given =
            parsed.as_ref().and_then(|part| part.attachment_name()).map(|name| name.as_bytes().to_vec());
        let subject = || match &self.part.kind {
            Kind::Message(inner) => inner.field(raw, "Subject").map(|subject| super::decode_field(&subject)),
            _ => None,
        };
        // Exchange has a name for what has none.
        given
            .or_else(subject)
            .filter(|name| !name.is_empty())
            .unwrap_or_else(|| format!("ATT{:05}", at + 1).into_bytes())
    }
}
