//! What a part's header block says about it.

use super::fields::Fields;
use super::header::media_type;
use super::line::one_line;
use super::parameters::Parameters;
use super::{Disposition, Encoding, Flow, Part};

/// A part as its header block describes it.
pub(super) struct Described {
    pub(super) part: Part,
    /// Of a multipart: what separates its parts.
    pub(super) boundary: Option<Vec<u8>>,
    /// What the message is about that this is the header of.
    pub(super) subject: Option<String>,
}

/// Reads the header block of a part. `default` is its type when it does not say (RFC 2046 §5.1, §5.1.5).
pub(super) fn describe(block: &[u8], default: &str) -> Described {
    let mut fields = Fields::parse(block);
    let written = fields.structured("Content-Type").unwrap_or_default();
    let content_type = Parameters::parse(&written, &mut 0);
    let disposition = fields.structured("Content-Disposition").unwrap_or_default();
    let disposition = Parameters::parse(&disposition, &mut 0);
    let encoding = fields.structured("Content-Transfer-Encoding").unwrap_or_default();
    // RFC 2045 §5.2: a type that cannot be read is text.
    let default = if written.trim().is_empty() { default } else { "text/plain" };
    let mut part = Part::new(media_type(&content_type.value).unwrap_or(default));
    part.encoding = Encoding::named(&encoding);
    part.charset = content_type.word("charset").map(str::to_owned);
    let names = [disposition.get("filename"), content_type.get("name"), disposition.get("name")];
    part.name = names.into_iter().flatten().find(|name| !name.is_empty()).map(str::to_owned);
    part.disposition = Disposition::named(&disposition.value);
    part.content_id = fields.structured("Content-ID").as_deref().and_then(content_id);
    part.method = content_type
        .word("method")
        .map(str::to_ascii_uppercase)
        .filter(|_| part.content_type == "text/calendar");
    part.report_type = content_type
        .word("report-type")
        .map(str::to_ascii_lowercase)
        .filter(|_| part.content_type == "multipart/report");
    part.flow = flow(&content_type);
    let boundary = content_type.get("boundary").map(|boundary| boundary.trim_end().as_bytes().to_vec());
    Described {
        boundary: boundary.filter(|boundary| part.is_multipart() && !boundary.is_empty()),
        part,
        subject: fields.text("Subject").map(|subject| one_line(&subject)),
    }
}

fn content_id(written: &str) -> Option<String> {
    let id = written.trim();
    let id = id.split_once('<').map_or(id, |(_, id)| id.split_once('>').map_or(id, |(id, _)| id));
    let id = one_line(id);
    (!id.is_empty()).then_some(id)
}

fn flow(content_type: &Parameters) -> Flow {
    let says = |name: &str, value: &str| {
        content_type.word(name).is_some_and(|word| word.eq_ignore_ascii_case(value))
    };
    match (says("format", "flowed"), says("delsp", "yes")) {
        (true, true) => Flow::FlowedDelSp,
        (true, false) => Flow::Flowed,
        _ => Flow::Fixed,
    }
}

impl Part {
    /// A leaf as the fields of a header block describe it: for what a server tells of a part without its bytes.
    pub(crate) fn described(block: &[u8]) -> Self {
        describe(block, "text/plain").part
    }
}
