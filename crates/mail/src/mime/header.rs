//! The header of a message, typed.

use super::fields::Fields;
use super::line::one_line;
use super::parameters::Parameters;
use super::{Address, Class, Importance, address, date, importance, purpose, words};
use jiff::Timestamp;
use serde::Serialize;

/// The most identifiers kept of References; the first and the latest matter.
const LONGEST_THREAD: usize = 1000;

/// The header of a message. Every text in it is on one line.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Header {
    /// Its Message-ID, without the brackets.
    pub message_id: Option<String>,
    /// The messages it answers, without the brackets.
    pub in_reply_to: Vec<String>,
    /// The messages before it in its thread, oldest first, without the brackets.
    pub references: Vec<String>,
    /// What it is about; empty when the sender wrote nothing.
    pub subject: String,
    /// Who wrote it.
    pub from: Vec<Address>,
    /// To whom it is written.
    pub to: Vec<Address>,
    /// Who gets a copy.
    pub cc: Vec<Address>,
    /// Who gets a copy without the others knowing. Seldom there.
    pub bcc: Vec<Address>,
    /// Where answers shall go; empty: to [`Header::from`].
    pub reply_to: Vec<Address>,
    /// When its sender says it was sent.
    pub sent_at: Option<Timestamp>,
    /// How much its sender wants it noticed.
    pub importance: Importance,
    /// Type and subtype in small letters; `text/plain` when it does not say (RFC 2045 §5.2).
    pub content_type: String,
    /// What the header alone says it is for; `None` when only its parts can tell:
    /// [`Structure::class`](super::Structure::class).
    pub class: Option<Class>,
    /// Every field, decoded, in the order of the message.
    pub fields: Vec<(String, String)>,
    /// How many characters of the typed fields could not be read and became U+FFFD.
    pub replaced_characters: u32,
}

impl Header {
    /// Reads a header block, with or without the empty line after it. Any bytes make a header.
    pub fn parse(bytes: &[u8]) -> Self {
        let mut fields = Fields::parse(bytes);
        let subject = one_line(&fields.text("Subject").unwrap_or_default());
        let content_type = fields.structured("Content-Type").unwrap_or_default();
        let content_type = Parameters::parse(&content_type, &mut 0);
        let importance = importance::of(&mut fields);
        let references = identifiers(&fields.structured("References").unwrap_or_default());
        let in_reply_to = identifiers(&fields.structured("In-Reply-To").unwrap_or_default());
        let message_id = identifiers(&fields.structured("Message-ID").unwrap_or_default()).into_iter().next();
        let sent_at = fields.structured("Date").and_then(|date| date::parse(&date));
        let header = Self {
            from: addresses(&mut fields, "From"),
            to: addresses(&mut fields, "To"),
            cc: addresses(&mut fields, "Cc"),
            bcc: addresses(&mut fields, "Bcc"),
            reply_to: addresses(&mut fields, "Reply-To"),
            message_id,
            in_reply_to,
            references,
            subject,
            sent_at,
            importance,
            class: Class::of_header(&content_type),
            content_type: media_type(&content_type.value).unwrap_or("text/plain").to_owned(),
            fields: fields.all().map(|(name, value)| (name.to_owned(), one_line(&value))).collect(),
            replaced_characters: fields.replaced,
        };
        // Programs that know no reports are told by their header.
        let bare = content_type.value != "multipart/report" && purpose::is_bare_bounce(&header);
        Self { class: if bare { Some(Class::Bounce) } else { header.class }, ..header }
    }

    /// The fields of this name, in any case, in the order of the message.
    pub fn all<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a str> {
        let found = self.fields.iter().filter(move |(known, _)| known.eq_ignore_ascii_case(name));
        found.map(|(_, value)| value.as_str())
    }

    /// When the server that has it received it, as it wrote above everything else (RFC 5321 §4.4); else when it was sent.
    pub(crate) fn received_at(&self) -> Option<Timestamp> {
        let told = self.get("Received").and_then(|field| date::parse(field.rsplit_once(';')?.1));
        told.or(self.sent_at)
    }

    /// The first field of this name, in any case.
    pub fn get<'a>(&'a self, name: &'a str) -> Option<&'a str> {
        self.all(name).next()
    }
}

/// `value` when it is a type and a subtype.
pub(super) fn media_type(value: &str) -> Option<&str> {
    let (kind, subtype) = value.split_once('/')?;
    (!kind.is_empty() && !subtype.is_empty() && !subtype.contains('/')).then_some(value)
}

fn addresses(fields: &mut Fields, name: &str) -> Vec<Address> {
    // More than one To or Cc is against RFC 5322 §3.6, and every list is meant.
    let values = fields.all_structured(name);
    values.iter().flat_map(|value| address::parse(value, &mut fields.replaced)).collect()
}

/// What stands in brackets; without any, the words that look like identifiers (RFC 5322 §3.6.4, §4.5.4).
pub(crate) fn identifiers(value: &str) -> Vec<String> {
    let value = words::decode(value, &mut 0);
    let mut found: Vec<String> = Vec::new();
    let mut rest = value.as_str();
    while let Some((_, after)) = rest.split_once('<') {
        let (inner, after) = after.split_once('>').unwrap_or((after, ""));
        found.push(inner.split(char::is_whitespace).collect());
        rest = after;
    }
    if found.is_empty() {
        let words: Vec<&str> = value.split_whitespace().collect();
        let alone = words.len() == 1;
        found.extend(words.into_iter().filter(|word| alone || word.contains('@')).map(str::to_owned));
    }
    for id in &mut found {
        id.retain(|c| !c.is_control());
    }
    found.retain(|id| !id.is_empty());
    if found.len() > LONGEST_THREAD {
        found.drain(1..=found.len() - LONGEST_THREAD);
    }
    found
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn raw_characters_are_read_in_the_charset_of_the_text() {
        let header =
            Header::parse(b"Subject: a\xe7\xe3o\r\nContent-Type: text/plain; charset=iso-8859-1\r\n\r\n");
        assert_eq!(header.subject, "ação");
        let header = Header::parse(b"Subject: \xd1\xf7\xb8\xf2 \xed\xe0 \xee\xef\xeb\xe0\xf2\xf3 \xe4\xee\xe3\xee\xe2\xee\xf0\xe0\r\n");
        assert_eq!(header.subject, "Счёт на оплату договора");
    }

    #[test]
    fn identifiers_are_found_without_their_brackets() {
        for (written, meant) in [
            ("<a@b>", vec!["a@b"]),
            ("a@b", vec!["a@b"]),
            ("<a@b>\r\n <c@d><e@\r\n f>", vec!["a@b", "c@d", "e@f"]),
            ("Your message of Monday <a@b>", vec!["a@b"]),
            ("Your message a@b of Monday", vec!["a@b"]),
            ("=?utf-8?Q?=3Ca=40b=3E?=", vec!["a@b"]),
            ("<>", vec![]),
            ("", vec![]),
        ] {
            assert_eq!(identifiers(written), meant, "{written}");
        }
    }

    #[test]
    fn no_bytes_make_an_empty_header() {
        let header = Header::parse(b"");
        assert_eq!(
            header,
            Header { content_type: "text/plain".to_owned(), class: Some(Class::Mail), ..Header::default() }
        );
    }
}
