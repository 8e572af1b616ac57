//! Messages of ours: from what an author wrote to the bytes of a message (RFC 5322, RFC 2045).
//!
//! Attachments are streamed: a draft of 100 MB takes as much memory as one of 100 kB. Whatever stands in a field, it
//! begins no other.

mod address;
mod body;
mod field;
mod media;
mod parameters;
mod parts;

pub use address::one as address;
pub use media::of_name as content_type;

use crate::mime::Address;
use crate::{Error, Kind, Result};
use carteiro_world::phrase;
use field::{Fields, date};
use jiff::Zoned;
use std::io::{self, Read, Write};

/// A message to be written.
pub struct Draft {
    /// Who writes it.
    pub from: Address,
    /// To whom.
    pub to: Vec<Address>,
    /// To whom as well.
    pub cc: Vec<Address>,
    /// To whom without the others seeing it: written only where [`Draft::write`] is told to.
    pub bcc: Vec<Address>,
    /// Where answers go, when not to the writer.
    pub reply_to: Vec<Address>,
    /// What it is about, on one line.
    pub subject: String,
    /// When it is written.
    pub date: Zoned,
    /// Its Message-ID, without the brackets.
    pub message_id: String,
    /// The message it answers.
    pub in_reply_to: Option<String>,
    /// The conversation it belongs to, oldest message first.
    pub references: Vec<String>,
    /// What a person reads.
    pub text: Option<String>,
    /// The same in HTML.
    pub html: Option<String>,
    /// The files.
    pub attachments: Vec<Attached>,
}

/// A file of a draft.
pub struct Attached {
    /// What it is called.
    pub name: String,
    /// Such as `application/pdf`.
    pub content_type: String,
    /// By which name the HTML shows it, without the brackets; `None` for a file beside the text.
    pub content_id: Option<String>,
    /// Its bytes.
    pub content: Box<dyn Read + Send>,
}

/// Whether those who get a message without the others seeing it are named in it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Bcc {
    /// In a draft, which somebody goes on with.
    Kept,
    /// In what goes to others.
    LeftOut,
}

impl Draft {
    /// Refuses what cannot stand in a message, before anything is written.
    ///
    /// `InvalidInput`: a line end or another control character in what stands on one line, an address that is none.
    pub fn check(&self) -> Result<()> {
        let people = [&self.to, &self.cc, &self.bcc, &self.reply_to].into_iter().flatten();
        for person in std::iter::once(&self.from).chain(people) {
            address::check(person)?;
        }
        let ids = self.in_reply_to.iter().chain(&self.references).chain([&self.message_id]);
        let ids = ids.map(|id| ("Message-ID", id));
        let named = self.attachments.iter().flat_map(|file| {
            let id = file.content_id.as_ref().map(|id| ("Content-ID", id));
            [("filename", &file.name), ("Content-Type", &file.content_type)].into_iter().chain(id)
        });
        for (field, value) in ids.chain(named).chain([("Subject", &self.subject)]) {
            one_line(field, value)?;
        }
        Ok(())
    }

    /// Writes it; call [`Draft::check`] first. Blocks.
    pub fn write(self, bcc: Bcc, out: &mut dyn Write) -> io::Result<()> {
        let mut fields = Fields::new(out);
        fields.line("Date", &date(&self.date))?;
        fields.people("From", std::slice::from_ref(&self.from))?;
        fields.people("To", &self.to)?;
        fields.people("Cc", &self.cc)?;
        if bcc == Bcc::Kept {
            fields.people("Bcc", &self.bcc)?;
        }
        fields.people("Reply-To", &self.reply_to)?;
        fields.text("Subject", &self.subject)?;
        fields.ids("Message-ID", std::slice::from_ref(&self.message_id))?;
        fields.ids("In-Reply-To", self.in_reply_to.as_slice())?;
        fields.ids("References", &self.references)?;
        fields.line("MIME-Version", "1.0")?;
        parts::write(&self.message_id, self.text, self.html, self.attachments, out)
    }
}

/// Refuses what would end its line.
fn one_line(field: &'static str, value: &str) -> Result<()> {
    if value.chars().any(char::is_control) {
        return Err(Error::new(Kind::InvalidInput, phrase!("draft-control", field = field)));
    }
    Ok(())
}
