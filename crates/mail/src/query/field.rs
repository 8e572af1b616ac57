//! The texts of a message that can be asked about.
//!
//! To add one: a line in [`Field`], what must be fetched for it, and where its texts are.

use super::HeaderName;
use crate::mime::Address;
use crate::{Message, Parts};
use std::borrow::Cow;
use std::iter::once;

/// A text of a message, or several of a kind.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Field {
    /// What it is about.
    Subject,
    /// Who wrote it: address, name, and both as they are written.
    From,
    /// To whom it is written, as [`Field::From`].
    To,
    /// Who gets a copy, as [`Field::From`].
    Cc,
    /// What a person reads, of as much as is read of a text: plain, and what the HTML shows.
    Body,
    /// The names of its attachments; those that are shown inside the text do not count.
    AttachmentName,
    /// The header fields of this name.
    Header(HeaderName),
}

/// The texts of one field.
pub(super) type Texts<'a> = Box<dyn Iterator<Item = Cow<'a, str>> + 'a>;

impl Field {
    /// What must be fetched for it, beside the header.
    pub fn reads(&self) -> Parts {
        match self {
            Self::Subject | Self::From | Self::To | Self::Cc | Self::Header(_) => Parts::default(),
            Self::AttachmentName => Parts { structure: true, ..Parts::default() },
            Self::Body => Parts { text: true, ..Parts::default() },
        }
    }

    /// Its texts in `message`; `None`: they were not fetched.
    pub(super) fn texts<'a>(&'a self, message: &'a Message) -> Option<Texts<'a>> {
        let header = &message.header;
        Some(match self {
            Self::Subject => Box::new(once(Cow::from(&header.subject))),
            Self::From => people(&header.from),
            Self::To => people(&header.to),
            Self::Cc => people(&header.cc),
            Self::Header(name) => Box::new(header.all(name.as_str()).map(Cow::from)),
            Self::Body => Box::new(message.text.as_ref()?.forms()),
            Self::AttachmentName => {
                let structure = message.structure.as_ref()?;
                let files = structure.files().into_iter().filter(|file| !file.inline);
                Box::new(files.map(|file| Cow::from(file.name)))
            }
        })
    }
}

fn people(people: &[Address]) -> Texts<'_> {
    let addresses = people.iter().map(|one| Cow::from(&one.address));
    let names = people.iter().filter_map(|one| one.name.as_deref()).map(Cow::from);
    let shown = people.iter().map(|one| Cow::from(one.to_string()));
    Box::new(addresses.chain(names).chain(shown))
}
