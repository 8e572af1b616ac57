use mail_parser::{Message, MessageParser, PartType, parsers::MessageStream};

use super::{
    header,
    part::{Kind, Part},
};

/// A message as SEARCH sees it: decoded, in one letter case.
#[derive(Debug)]
pub(crate) struct SearchText {
    fields: Vec<(String, String)>,
    body: String,
    sent_on: Option<jiff::civil::Date>,
}

impl SearchText {
    pub fn read(raw: &[u8]) -> Self {
        let part = Part::of_message(raw);
        let decoded = |field: header::Field<'_>| {
            (String::from_utf8_lossy(field.name).to_ascii_lowercase(), fold(&decode(field.value)))
        };
        let message = MessageParser::new().parse(raw);
        let mut body = String::new();
        if let Some(message) = &message {
            texts(message, &mut body);
        }
        inner_headers(raw, &part, &mut body);
        Self {
            fields: header::fields(part.header_of(raw)).map(decoded).collect(),
            body: fold(&body),
            sent_on: message.as_ref().and_then(sent_on),
        }
    }

    /// Whether a field of this name has in it what is looked for. All is folded.
    pub fn field_has(&self, name: &str, sees: &dyn Fn(&str) -> bool) -> bool {
        self.fields.iter().any(|(own, value)| own == name && sees(value))
    }

    pub fn body_has(&self, sees: &dyn Fn(&str) -> bool) -> bool {
        sees(&self.body)
    }

    pub fn header_has(&self, sees: &dyn Fn(&str) -> bool) -> bool {
        self.fields.iter().any(|(name, value)| sees(value) || sees(name))
    }

    /// The day in the `Date` field, whatever the time and zone (RFC 9051 §6.4.4).
    pub fn sent_on(&self) -> Option<jiff::civil::Date> {
        self.sent_on
    }
}

/// Letter case does not matter in a search (RFC 9051 §6.4.4).
pub(crate) fn fold(text: &str) -> String {
    text.to_lowercase()
}

fn decode(value: &[u8]) -> String {
    let mut line = header::unfold(value);
    line.push(b'\n');
    let decoded = MessageStream::new(&line).parse_unstructured().into_text();
    decoded.map(std::borrow::Cow::into_owned).unwrap_or_default()
}

fn texts(message: &Message<'_>, out: &mut String) {
    for part in &message.parts {
        match &part.body {
            PartType::Text(text) | PartType::Html(text) => {
                out.push_str(text);
                out.push('\n');
            }
            PartType::Message(inner) => texts(inner, out),
            _ => {}
        }
    }
}

/// To the message around it, the header of a message inside is body.
fn inner_headers(raw: &[u8], part: &Part, out: &mut String) {
    match &part.kind {
        Kind::Leaf => {}
        Kind::Multipart(parts) => parts.iter().for_each(|part| inner_headers(raw, part, out)),
        Kind::Message(inner) => {
            for field in header::fields(inner.header_of(raw)) {
                out.push_str(&decode(field.value));
                out.push('\n');
            }
            inner_headers(raw, inner, out);
        }
    }
}

fn sent_on(message: &Message<'_>) -> Option<jiff::civil::Date> {
    let date = message.date()?;
    let (year, month, day) =
        (date.year.try_into().ok()?, date.month.try_into().ok()?, date.day.try_into().ok()?);
    jiff::civil::Date::new(year, month, day).ok()
}
