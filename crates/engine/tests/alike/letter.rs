//! A message of the corpus: what is true of it, and its bytes, which are made of nothing else.

use carteiro_mail::mime::Class;
use carteiro_sandbox::{Flag, Flags};
use jiff::Timestamp;

/// A name, which may be empty, and an address.
pub type Person = (&'static str, &'static str);

/// How a name of a file or a text is written: the same text has many forms.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Form {
    Quoted,
    Base64,
    Legacy,
}

/// What is true of a message.
#[derive(Clone, Debug)]
#[expect(clippy::struct_excessive_bools, reason = "each is a fact of its own")]
pub struct Letter {
    /// Its Message-ID, without the brackets.
    pub id: String,
    pub folder: &'static str,
    /// `None`: no such field.
    pub subject: Option<&'static str>,
    pub from: Person,
    pub to: &'static [Person],
    pub cc: &'static [Person],
    pub text: &'static str,
    /// What is shown where there is HTML too.
    pub page: Option<&'static str>,
    /// The names of the attachments.
    pub files: &'static [&'static str],
    /// Whether a picture is shown in the text.
    pub picture: bool,
    pub headers: &'static [(&'static str, &'static str)],
    pub class: Class,
    pub seen: bool,
    pub flagged: bool,
    pub answered: bool,
    pub received_at: Timestamp,
    pub form: Form,
    /// As it was received.
    pub raw: Vec<u8>,
}

impl Letter {
    pub fn flags(&self) -> Flags {
        let mut flags = Flags::default();
        for (flag, is_set) in
            [(Flag::Seen, self.seen), (Flag::Flagged, self.flagged), (Flag::Answered, self.answered)]
        {
            if is_set {
                flags.insert(flag);
            }
        }
        flags
    }

    pub fn size(&self) -> u64 {
        self.raw.len() as u64
    }

    /// Part of the subject, in any case of letters.
    pub fn about(&self, part: &str) -> bool {
        has(self.subject.unwrap_or_default(), part)
    }

    /// One of the subjects of the corpus.
    pub fn is_about(&self, all: &[&str]) -> bool {
        self.subject.is_some_and(|subject| all.contains(&subject))
    }

    /// Part of a text that is shown.
    pub fn says(&self, part: &str) -> bool {
        has(self.text, part) || self.page.is_some_and(|page| has(page, part))
    }

    /// The values of the header fields of a name.
    pub fn header(&self, name: &str) -> Vec<&'static str> {
        self.headers
            .iter()
            .filter(|(one, _)| one.eq_ignore_ascii_case(name))
            .map(|(_, value)| *value)
            .collect()
    }
}

/// Part of a text, in any case of letters.
pub fn has(text: &str, part: &str) -> bool {
    text.to_lowercase().contains(&part.to_lowercase())
}

/// Whether one of these people has this in name or address, or in both as they are written.
pub fn among(people: &[Person], part: &str) -> bool {
    let written = |(name, address): &Person| {
        if name.is_empty() { (*address).to_owned() } else { format!("{name} <{address}>") }
    };
    people.iter().any(|one| has(&written(one), part))
}
