//! What a message is for, in detail: the invitation, the receipt or the bounce in it.

mod bare;
mod bounce;
mod original;
mod receipt;
mod status;

pub(super) use bare::is_bounce as is_bare_bounce;
pub use bounce::{Action, Bounce, Recipient};
pub use receipt::{Receipt, ReceiptKind};

use super::calendar::Invitation;
use super::decode;
use super::structure::Structure;
use super::{Class, Header, Part, tnef};
use carteiro_world::Spool;
use original::Original;
use std::io::{self, Read};

/// The most that is read of one of the parts that programs write for programs.
const LONGEST: usize = 1024 * 1024;
/// The most that is read of the message that came back: its header.
const LONGEST_ORIGINAL: usize = 64 * 1024;

/// What a message is for, with what a program would want to know of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub enum Purpose {
    /// Mail from somebody.
    #[default]
    Mail,
    /// An invitation to a meeting, an answer to one, or its cancellation.
    Invitation(Box<Invitation>),
    /// A program says what became of a message: it was read, deleted, delivered.
    Receipt(Receipt),
    /// A server says that a message could not be delivered, or not yet.
    Bounce(Bounce),
}

/// What the message in `spool` is for. The errors are those of reading the spool.
pub fn purpose(spool: &Spool, header: &Header, structure: &Structure) -> io::Result<Purpose> {
    Purpose::read(header, structure, |part, cap| {
        let mut content = Vec::new();
        decode::open(spool, part).take(cap as u64).read_to_end(&mut content)?;
        Ok(content)
    })
}

impl Purpose {
    /// Which of the four it is.
    pub fn class(&self) -> Class {
        match self {
            Self::Mail => Class::Mail,
            Self::Invitation(_) => Class::Invitation,
            Self::Receipt(_) => Class::Receipt,
            Self::Bounce(_) => Class::Bounce,
        }
    }

    /// The parts that it is read from, and how many of their decoded octets at most.
    pub fn parts<'a>(header: &Header, structure: &'a Structure) -> Vec<(&'a Part, usize)> {
        let sources = Sources::of(header, structure);
        let original = sources.original.map(|part| (part, LONGEST_ORIGINAL));
        sources.said.into_iter().map(|part| (part, LONGEST)).chain(original).collect()
    }

    /// Reads it. `content` answers the octets of a part, decoded and cut; its errors are the only ones.
    pub fn read(
        header: &Header,
        structure: &Structure,
        mut content: impl FnMut(&Part, usize) -> io::Result<Vec<u8>>,
    ) -> io::Result<Self> {
        let sources = Sources::of(header, structure);
        if sources.class == Some(Class::Mail) {
            return Ok(Self::Mail);
        }
        let said = match sources.said {
            Some(part) => Some((part, content(part, LONGEST)?)),
            None => None,
        };
        if sources.class == Some(Class::Invitation) {
            let invitation = match &said {
                Some((part, content)) if part.is_tnef() => tnef::invitation(header, content)?,
                Some((part, content)) => Invitation::parse(part, content),
                None => Invitation::default(),
            };
            return Ok(Self::Invitation(Box::new(invitation)));
        }
        let original = match sources.original {
            Some(part) => Original::parse(&content(part, LONGEST_ORIGINAL)?),
            None => Original::default(),
        };
        Ok(match (sources.class, said) {
            (Some(Class::Receipt), said) => {
                let said = said.map(|(_, said)| said).unwrap_or_default();
                Self::Receipt(Receipt::of_disposition(&said, header, &original))
            }
            (Some(_), said) => {
                let text = Part::new("text/plain");
                let (part, said) = said.unwrap_or((&text, Vec::new()));
                Self::Bounce(bare::read(part, &said, header, original))
            }
            (None, said) => {
                let report = said.map(|(_, said)| status::Report::parse(&said)).unwrap_or_default();
                if report.says_success() {
                    Self::Receipt(Receipt::of_delivery(&report, header, &original))
                } else {
                    Self::Bounce(Bounce::of_report(report, header, &original))
                }
            }
        })
    }
}

/// Where it is written.
struct Sources<'a> {
    /// `None`: a report on a delivery, which may have succeeded or failed.
    class: Option<Class>,
    /// The part that says it.
    said: Option<&'a Part>,
    /// The message that is spoken of, or its header.
    original: Option<&'a Part>,
}

impl<'a> Sources<'a> {
    fn of(header: &Header, structure: &'a Structure) -> Self {
        let class = header.class.or_else(|| structure.class());
        let outer = || structure.outer().map(|(_, part)| part);
        let find = |wanted: fn(&Part) -> bool| outer().find(|part| wanted(part));
        let said = match class {
            Some(Class::Mail) => return Self { class, said: None, original: None },
            Some(Class::Invitation) => return Self { class, said: structure.calendar(), original: None },
            Some(Class::Receipt) => find(Part::is_disposition),
            Some(Class::Bounce) => structure.text_parts().0.or(structure.text_parts().1),
            None => find(Part::is_delivery_status),
        };
        let original = find(|part| part.is_message() || part.content_type == "text/rfc822-headers");
        Self { class, said, original }
    }
}
