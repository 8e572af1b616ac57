//! Messages of ours: from what an author wrote to the bytes of a message (RFC 5322, RFC 2045).
//!
//! Attachments are streamed: a draft of 100 MB takes as much memory as one of 100 kB. Whatever stands in a field, it
//! begins no other.

mod address;
mod answer;
mod body;
mod bytes;
mod field;
mod html;
mod media;
mod own;
mod parameters;
mod parts;
mod quote;
mod rewritten;
mod thread;

pub use address::one as address;
pub use answer::{Automatic, forwarded, replied};
pub use bytes::{Bytes, Carried};
pub use html::{of_text as html_of_text, refers_to, to_show as html_to_show, to_text as text_of_html};
pub use media::of_name as content_type;
pub use own::check as check_field;
pub use quote::{Original, Quoted};
pub use rewritten::Rewritten;
pub use thread::thread;

use crate::mime::{Address, Importance};
use crate::{Error, Kind, Result};
use carteiro_world::phrase;
use field::{Fields, date};
use jiff::Zoned;
use std::io::{self, Write};

/// A message to be written.
#[derive(Clone, Debug)]
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
    /// How much it wants to be noticed.
    pub importance: Importance,
    /// Further fields, as [`check_field`] allows them.
    pub fields: Vec<(String, String)>,
    /// What a person reads.
    pub text: Option<String>,
    /// The same in HTML.
    pub html: Option<String>,
    /// The files.
    pub attachments: Vec<Attached>,
}

/// A file of a draft.
#[derive(Clone, Debug)]
pub struct Attached {
    /// What it is called.
    pub name: String,
    /// Such as `application/pdf`.
    pub content_type: String,
    /// By which name the HTML shows it, without the brackets; `None` for a file beside the text.
    pub content_id: Option<String>,
    /// How its bytes travel.
    pub carried: Carried,
    /// Its bytes.
    pub content: Bytes,
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
    /// `InvalidInput`: a line end or another control character in what stands on one line, an address that is none, a field
    /// that is not the author's to write.
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
        self.fields
            .iter()
            .try_for_each(|(name, value)| own::check(name).and_then(|()| own::check_value(name, value)))
    }

    /// Makes the text of the HTML, or the HTML of the text, where the author has given one of them.
    #[must_use]
    pub fn completed(mut self) -> Self {
        match (&self.text, &self.html) {
            (None, Some(html)) => self.text = Some(html::to_text(html)),
            (Some(text), None) => self.html = Some(html::of_text(text)),
            _ => {}
        }
        self
    }

    /// Adds what stands below what is said: a signature, in either form.
    pub fn sign(&mut self, text: &str, html: &str) {
        let own = self.text.as_deref().unwrap_or_default().trim_end();
        let gap = if own.is_empty() { "" } else { "\n\n" };
        self.text = Some(format!("{own}{gap}{text}"));
        let own = self.html.as_deref().unwrap_or_default();
        self.html = Some(quote::at_end(own, &format!("<br>{html}")));
    }

    /// Puts the original below what is said.
    pub fn quote(&mut self, original: &Original) {
        self.text = Some(original.below_text(self.text.as_deref().unwrap_or_default()));
        self.html = Some(original.below_html(self.html.as_deref().unwrap_or_default()));
    }

    /// Shows the files that the HTML refers to, by their names or by what they are known by, where it does.
    pub fn show(&mut self) {
        let Some(html) = &self.html else { return };
        let shown = html::refers_to(html);
        let mut renamed: Vec<(String, String)> = Vec::new();
        for (number, file) in self.attachments.iter_mut().enumerate() {
            let is_meant = |id: &String| shown.contains(id);
            let known = file.content_id.clone().filter(is_meant);
            let by_name = Some(file.name.clone()).filter(is_meant);
            file.content_id = match (known, by_name) {
                (Some(known), _) => Some(known),
                (None, Some(name)) => {
                    let id = format!("{number}.{}", self.message_id);
                    renamed.push((name, id.clone()));
                    Some(id)
                }
                (None, None) => None,
            };
        }
        self.html = Some(html::renamed(html, |name| {
            renamed.iter().find(|(known, _)| known == name).map(|(_, id)| id.clone())
        }));
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
        match self.importance {
            Importance::Normal => {}
            Importance::Low => fields.lines(&[("Importance", "low"), ("X-Priority", "5")])?,
            Importance::High => fields.lines(&[("Importance", "high"), ("X-Priority", "1")])?,
        }
        for (name, value) in &self.fields {
            fields.text(name, value)?;
        }
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
