//! What a person reads.

use super::decode::{self, Decoder};
use super::{Flow, Part, Structure, charset, flowed, html};
use carteiro_world::Spool;
use serde::Serialize;
use std::borrow::Cow;
use std::io::{self, Read};

/// The text of a message. Line ends are LF.
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize)]
pub struct Text {
    /// The plain text; made from the HTML when the sender sent only that.
    pub plain: String,
    /// The HTML, as the sender wrote it: not safe to show.
    pub html: Option<String>,
    /// How many characters could not be read and became U+FFFD.
    pub replaced_characters: u32,
    /// Whether there was more than was asked for.
    pub truncated: bool,
}

/// The text of one part.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Decoded {
    /// The text. Line ends are LF.
    pub text: String,
    /// How many characters could not be read and became U+FFFD.
    pub replaced_characters: u32,
    /// Whether there was more.
    pub truncated: bool,
}

/// The text of the message in `spool`, up to `cap` decoded octets of each of its two forms.
///
/// - The charset is the one of the label, be it misspelt; a byte order mark knows better; without either, what the bytes
///   look like. `us-ascii` is taken as no label. What cannot be read is replaced and counted.
/// - `format=flowed` is undone (RFC 3676), so that a sentence is in one line.
/// - The errors are those of reading the spool.
pub fn text(spool: &Spool, structure: &Structure, cap: usize) -> io::Result<Text> {
    let (plain, html) = structure.text_parts();
    let read =
        |part: Option<&Part>| part.map(|part| Decoded::of(part, decode::open(spool, part), cap)).transpose();
    Ok(Text::new(read(plain)?, read(html)?))
}

impl Text {
    /// The text of a message whose text parts were read one by one.
    pub fn new(plain: Option<Decoded>, html: Option<Decoded>) -> Self {
        let count = |form: &Option<Decoded>| form.as_ref().map_or(0, |form| form.replaced_characters);
        let cut = |form: &Option<Decoded>| form.as_ref().is_some_and(|form| form.truncated);
        Self {
            replaced_characters: count(&plain).saturating_add(count(&html)),
            truncated: cut(&plain) || cut(&html),
            plain: match (plain, &html) {
                (Some(plain), _) => plain.text,
                (None, Some(html)) => html::to_plain(&html.text),
                (None, None) => String::new(),
            },
            html: html.map(|html| html.text),
        }
    }

    /// What a person reads: the plain text, and what the HTML shows. They need not say the same.
    pub fn forms(&self) -> impl Iterator<Item = Cow<'_, str>> {
        let html = self.html.iter().map(|html| Cow::from(html::to_plain(html)));
        std::iter::once(Cow::from(&self.plain)).chain(html)
    }
}

impl Decoded {
    /// Reads the text of `part` from its encoded body, up to `cap` decoded octets.
    pub fn read(part: &Part, encoded: impl Read, cap: usize) -> io::Result<Self> {
        Self::of(part, Decoder::new(part.encoding, encoded), cap)
    }

    /// Reads the text of `part` from its decoded octets, up to `cap` of them.
    pub(super) fn of(part: &Part, content: impl Read, cap: usize) -> io::Result<Self> {
        let mut bytes = Vec::new();
        let limit = u64::try_from(cap).unwrap_or(u64::MAX).saturating_add(1);
        content.take(limit).read_to_end(&mut bytes)?;
        let truncated = bytes.len() > cap;
        bytes.truncate(cap);
        let label = part
            .charset
            .clone()
            .or_else(|| html::charset(&bytes).filter(|_| part.content_type == "text/html"));
        let mut read = charset::decode(label.as_deref(), &bytes);
        // A character cut in two by the cap is not the sender's fault.
        if truncated && read.replaced > 0 && read.text.ends_with(char::REPLACEMENT_CHARACTER) {
            read.text.pop();
            read.replaced -= 1;
        }
        if part.is_packed_text() {
            // Outlook writes the zero that ends a text in memory.
            read.text.truncate(read.text.trim_end_matches('\0').len());
        }
        let text = if read.text.contains('\r') { read.text.replace("\r\n", "\n") } else { read.text };
        let text = match part.flow {
            Flow::Flowed if part.content_type == "text/plain" => flowed::unflow(&text, false),
            Flow::FlowedDelSp if part.content_type == "text/plain" => flowed::unflow(&text, true),
            _ => text,
        };
        Ok(Self { text, replaced_characters: read.replaced, truncated })
    }
}
