//! One part of a message.

use serde::{Deserialize, Serialize};
use std::fmt;
use std::ops::Range;

/// The section number of a part (RFC 9051 §6.4.5): `1`, `2.1`.
///
/// The multipart that is a whole message has no number of its own; it is `TEXT`, and `3.TEXT` inside the message that
/// is part 3, which is what IMAP calls the same bytes.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(transparent)]
pub struct PartId(String);

impl PartId {
    /// The part with this section number, as IMAP writes it.
    pub fn new(section: impl Into<String>) -> Self {
        Self(section.into())
    }

    /// The section number, as IMAP writes it.
    pub fn as_str(&self) -> &str {
        &self.0
    }
}

impl fmt::Display for PartId {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}

/// How the sender wants a part shown (RFC 2183).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Disposition {
    /// In the text.
    Inline,
    /// On its own.
    Attachment,
}

impl Disposition {
    /// Reads the type of a Content-Disposition. What is not known counts as attachment (RFC 2183 §2.8).
    pub fn named(kind: &str) -> Option<Self> {
        match kind.trim() {
            "" => None,
            kind if kind.eq_ignore_ascii_case("inline") => Some(Self::Inline),
            _ => Some(Self::Attachment),
        }
    }
}

/// How the bytes of a part are written (RFC 2045 §6).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Encoding {
    /// As they are: 7bit, 8bit, binary, and whatever is not known.
    #[default]
    Identity,
    /// Base64.
    Base64,
    /// Quoted-printable.
    QuotedPrintable,
    /// `begin 644 name` … `end`, from before MIME.
    Uuencode,
}

impl Encoding {
    /// Reads a Content-Transfer-Encoding. What follows the first word is noise.
    pub fn named(name: &str) -> Self {
        let name = name.trim_start_matches(|c: char| c == '"' || c.is_whitespace());
        let end = name.find(|c: char| !(c.is_ascii_alphanumeric() || c == '-'));
        let word = end.and_then(|end| name.get(..end)).unwrap_or(name);
        match word.to_ascii_lowercase().as_str() {
            "base64" | "base-64" | "b64" => Self::Base64,
            "quoted-printable" | "quotedprintable" | "qp" => Self::QuotedPrintable,
            "uuencode" | "x-uuencode" | "uue" | "x-uue" => Self::Uuencode,
            _ => Self::Identity,
        }
    }

    /// About how many octets so many encoded ones will be: exact for [`Encoding::Identity`], for base64 in lines of
    /// 76 within the padding, for the others an upper bound.
    pub fn decoded_estimate(self, octets: u64) -> u64 {
        match self {
            Self::Identity | Self::QuotedPrintable => octets,
            // 57 octets become 76 and a line end of two.
            Self::Base64 if octets > 78 => (octets / 78) * 57 + (octets % 78) / 4 * 3,
            Self::Base64 => octets / 4 * 3,
            Self::Uuencode => octets / 63 * 45 + (octets % 63) / 4 * 3,
        }
    }
}

/// Whether line ends inside a paragraph are the sender's or the mail program's (RFC 3676).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Flow {
    /// Every line end is meant.
    #[default]
    Fixed,
    /// `format=flowed`: a line that ends in a blank goes on in the next.
    Flowed,
    /// `format=flowed; delsp=yes`: and that blank is no part of the text.
    FlowedDelSp,
}

/// Where a part is that was packed into another: `winmail.dat`.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Packed {
    /// Where it is in what [`Part::body`], the body of the part around it, decodes to.
    pub range: Range<u64>,
    /// What is there.
    pub form: Form,
}

/// What is packed into another part.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Form {
    /// A file.
    File,
    /// The text of the message.
    Text,
    /// The text of the message in HTML, wrapped in compressed RTF.
    RtfHtml,
    /// The text of the message in compressed RTF.
    RtfText,
    /// A message, in the same format as the one around it.
    Message,
}

/// A part: a leaf, a multipart, or a message within the message.
///
/// Made by [`split`](super::split()) from bytes, or with [`Part::new`] and [`Structure::add`](super::Structure::add) from
/// what a server says about them; both give the same attachments with the same names.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Part {
    /// Where it is, as IMAP counts.
    pub id: PartId,
    /// Type and subtype in small letters.
    pub content_type: String,
    /// The charset its text says it is in.
    pub charset: Option<String>,
    /// The file name its sender gave it: Content-Disposition's, else Content-Type's.
    pub name: Option<String>,
    /// How its sender wants it shown.
    pub disposition: Option<Disposition>,
    /// What HTML refers to it by (`cid:`), without the brackets.
    pub content_id: Option<String>,
    /// Of `text/calendar`: what the invitation asks for, in capitals (RFC 5546 §1.4).
    pub method: Option<String>,
    /// Of `multipart/report`: what is reported, in small letters (RFC 6522 §3).
    pub report_type: Option<String>,
    /// Of a message within the message: its subject.
    pub subject: Option<String>,
    /// Of `text/plain`: how its lines are meant.
    pub flow: Flow,
    /// How its bytes are written.
    pub encoding: Encoding,
    /// Where its header block is in the spool, empty line included; empty when there are no bytes.
    pub header: Range<u64>,
    /// Where its body is in the spool; empty when there are no bytes.
    pub body: Range<u64>,
    /// Octets of the body as the server counts them, for parts without bytes.
    pub octets: u64,
    /// Where it is, when it was packed into another part; [`Part::encoding`] and [`Part::body`] are then that part's.
    pub packed: Option<Packed>,
    /// The index in [`Structure::parts`](super::Structure::parts) of the multipart or message it is in.
    pub parent: Option<usize>,
    /// How many parts it is in.
    pub depth: usize,
    /// Whether it holds no other parts. A message within the message that was not looked into is a leaf.
    pub is_leaf: bool,
}

impl Part {
    /// A part of this type and nothing else known. Its id and parent come from
    /// [`Structure::add`](super::Structure::add).
    pub fn new(content_type: &str) -> Self {
        Self {
            id: PartId::new(String::new()),
            content_type: content_type.trim().to_ascii_lowercase(),
            charset: None,
            name: None,
            disposition: None,
            content_id: None,
            method: None,
            report_type: None,
            subject: None,
            flow: Flow::Fixed,
            encoding: Encoding::Identity,
            header: 0..0,
            body: 0..0,
            octets: 0,
            packed: None,
            parent: None,
            depth: 0,
            is_leaf: true,
        }
    }

    /// Whether it is a container of parts.
    pub fn is_multipart(&self) -> bool {
        self.content_type.starts_with("multipart/")
    }

    /// Whether it is a message within the message (RFC 2046 §5.2.1, RFC 6532 §3.7, MS-OXTNEF §2.1.3.3.15).
    pub fn is_message(&self) -> bool {
        if let Some(packed) = &self.packed {
            return packed.form == Form::Message;
        }
        matches!(self.content_type.as_str(), "message/rfc822" | "message/global" | "message/news")
    }

    /// Whether it is a part that others are packed into, or a message packed so.
    pub fn is_tnef(&self) -> bool {
        matches!(self.content_type.as_str(), "application/ms-tnef" | "application/vnd.ms-tnef")
    }

    /// Whether it is worth a look. Programs on the way call what they do not know a stream of octets.
    pub(crate) fn may_be_tnef(&self) -> bool {
        let named =
            |name: &str| name.eq_ignore_ascii_case("winmail.dat") || name.eq_ignore_ascii_case("win.dat");
        self.packed.is_none() && (self.is_tnef() || self.name.as_deref().is_some_and(named))
    }

    /// Whether it is the text of a message, and no file, whatever else is there.
    pub(super) fn is_packed_text(&self) -> bool {
        let form = self.packed.as_ref().map(|packed| packed.form);
        matches!(form, Some(Form::Text | Form::RtfHtml | Form::RtfText))
    }

    /// Whether it says what became of a message at its reader (RFC 8098, RFC 6533 §5).
    pub(super) fn is_disposition(&self) -> bool {
        let types = ["message/disposition-notification", "message/global-disposition-notification"];
        types.contains(&self.content_type.as_str())
    }

    /// Whether it says what became of a delivery (RFC 3464, RFC 6533 §4).
    pub(super) fn is_delivery_status(&self) -> bool {
        matches!(self.content_type.as_str(), "message/delivery-status" | "message/global-delivery-status")
    }

    /// Whether it is text of a kind that can be the body of a message.
    pub fn is_text(&self) -> bool {
        matches!(self.content_type.as_str(), "text/plain" | "text/html")
    }
}
