//! A message: how it is found again, and what has been read of it.

use crate::category::{is_atom, is_mark};
use crate::mime::{Bounce, Class, Header, Invitation, Purpose, Receipt, Structure, Text};
use crate::query::HeaderName;
use crate::{Categories, Category, Content, FolderPath};
use carteiro_world::Spool;
use jiff::Timestamp;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// How a message is found again, in this session or another. Serialisable.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct MessageRef {
    /// The folder it was last seen in.
    pub folder: FolderPath,
    /// The server's name for it; `None` when the server did not say it (after a move without UIDPLUS).
    pub id: Option<ServerId>,
    /// What it can be recognised by when the server's name is stale.
    pub key: ContentKey,
}

impl MessageRef {
    /// Its UID, where the server has UIDs.
    pub(crate) fn uid(&self) -> Option<u32> {
        match self.id {
            Some(ServerId::Uid { uid, .. }) => Some(uid),
            _ => None,
        }
    }
}

/// The server's name for a message.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum ServerId {
    /// IMAP: a UID, and the UIDVALIDITY it is true under (RFC 9051 §2.3.1.1).
    Uid {
        /// The folder's UIDVALIDITY.
        validity: u32,
        /// The message's UID.
        uid: u32,
    },
    /// A name that stays when the message moves.
    Immutable(String),
    /// A name that is true for as long as the message stays where it is (Exchange Web Services).
    Item(String),
}

/// What a message is recognised by across servers and moves. Empty parts are not known.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ContentKey {
    /// Its Message-ID, without the brackets.
    pub message_id: Option<String>,
    /// When the server received it.
    pub received_at: Option<Timestamp>,
    /// Its size in bytes.
    pub size: u64,
}

/// The flags of a message (RFC 9051 §2.3.2).
#[derive(Clone, Debug, Default, PartialEq, Eq, Serialize, Deserialize)]
#[expect(clippy::struct_excessive_bools, reason = "each is an independent flag with a name of its own")]
pub struct Flags {
    /// Read.
    pub seen: bool,
    /// Marked for attention.
    pub flagged: bool,
    /// Answered.
    pub answered: bool,
    /// Being written.
    pub draft: bool,
    /// Marked for removal.
    pub deleted: bool,
    /// The others, as the server spells them.
    pub keywords: Vec<String>,
}

impl Flags {
    /// The keywords that a server can keep: atoms (RFC 9051 §9).
    pub(crate) fn words(&self) -> impl Iterator<Item = &str> {
        self.keywords.iter().map(String::as_str).filter(|word| is_atom(word))
    }

    /// What a mailbox that takes such categories keeps of the keywords.
    pub(crate) fn kept(&self, categories: Categories) -> Vec<String> {
        let names = categories == Categories::Names;
        let is_kept = |word: &&String| is_atom(word) || names && Category::new(word).is_ok();
        self.keywords.iter().filter(is_kept).cloned().collect()
    }

    /// Its categories: the keywords but those that mail programs use among themselves, such as `$Forwarded` and `Junk`.
    pub fn categories(&self) -> impl Iterator<Item = &str> {
        self.keywords.iter().map(String::as_str).filter(|word| !is_mark(word))
    }
}

/// A change of flags: `Some(true)` sets, `Some(false)` clears, `None` leaves.
#[derive(Clone, Debug, Default, PartialEq, Eq, Hash)]
pub struct FlagChange {
    /// Read.
    pub seen: Option<bool>,
    /// Marked for attention.
    pub flagged: Option<bool>,
    /// Answered.
    pub answered: Option<bool>,
    /// Keywords that are set or cleared. Not every server keeps them.
    pub keywords: Vec<(Keyword, bool)>,
    /// Categories that are given or taken away. Not every server keeps them, nor all names
    /// ([`Capabilities::categories`](crate::Capabilities::categories)).
    pub categories: Vec<(Category, bool)>,
}

/// A keyword that mail programs agree on (the registry of RFC 5788).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash)]
pub enum Keyword {
    /// It was passed on.
    Forwarded,
    /// It is unwanted.
    Junk,
    /// It is wanted, whatever a filter takes it for.
    NotJunk,
}

impl Keyword {
    /// As servers write it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Forwarded => "$Forwarded",
            Self::Junk => "$Junk",
            Self::NotJunk => "$NotJunk",
        }
    }
}

impl FlagChange {
    /// The keywords that filters listen to.
    pub fn junk(is_junk: bool) -> Self {
        let keywords = vec![(Keyword::Junk, is_junk), (Keyword::NotJunk, !is_junk)];
        Self { keywords, ..Self::default() }
    }

    /// What is left when it is done.
    pub fn apply(&self, flags: &mut Flags) {
        flags.seen = self.seen.unwrap_or(flags.seen);
        flags.flagged = self.flagged.unwrap_or(flags.flagged);
        flags.answered = self.answered.unwrap_or(flags.answered);
        for (keyword, is_set) in &self.keywords {
            flags.keywords.retain(|known| !known.eq_ignore_ascii_case(keyword.as_str()));
            if *is_set {
                flags.keywords.push(keyword.as_str().to_owned());
            }
        }
        self.categorize(&mut flags.keywords);
    }

    /// What is left of `names` when categories are given and taken away; others stay as they are.
    pub(crate) fn categorize(&self, names: &mut Vec<String>) {
        for (category, is_given) in &self.categories {
            if !is_given {
                names.retain(|known| !category.is(known));
            } else if !names.iter().any(|known| category.is(known)) {
                names.push(category.as_str().to_owned());
            }
        }
    }

    /// The one and then the other.
    #[must_use]
    pub(crate) fn then(&self, other: &Self) -> Self {
        let again = |keyword: &Keyword| other.keywords.iter().any(|(known, _)| known == keyword);
        let before = self.keywords.iter().filter(|(keyword, _)| !again(keyword));
        let anew = |category: &Category| other.categories.iter().any(|(known, _)| known == category);
        let given = self.categories.iter().filter(|(category, _)| !anew(category));
        Self {
            seen: other.seen.or(self.seen),
            flagged: other.flagged.or(self.flagged),
            answered: other.answered.or(self.answered),
            keywords: before.chain(&other.keywords).copied().collect(),
            categories: given.chain(&other.categories).cloned().collect(),
        }
    }
}

/// How much of a message to fetch. The header, flags, size and date always come along.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
#[expect(clippy::struct_excessive_bools, reason = "any of them may be wanted without the others")]
pub struct Parts {
    /// Every header field, not only those of [`Header`]'s own fields.
    pub all_headers: bool,
    /// Which parts there are: their names, types and sizes.
    pub structure: bool,
    /// The text a person reads.
    pub text: bool,
    /// What it is for: the invitation, the receipt or the bounce in it.
    pub purpose: bool,
    /// Everything: attachments can be opened.
    pub content: bool,
}

impl Parts {
    /// What both want together.
    #[must_use]
    pub fn and(self, other: Self) -> Self {
        Self {
            all_headers: self.all_headers || other.all_headers,
            structure: self.structure || other.structure,
            text: self.text || other.text,
            purpose: self.purpose || other.purpose,
            content: self.content || other.content,
        }
    }

    /// Whether it takes the bytes of the message, and not only what the server tells about them.
    pub fn is_heavy(self) -> bool {
        self.text || self.purpose || self.content
    }

    /// Whether whoever has `self` has all of `other`.
    pub fn covers(self, other: Self) -> bool {
        self.and(other) == self
    }
}

/// What to fetch: how much of a message, and header fields beside those of [`Header`]'s own.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct Wanted {
    /// How much.
    pub parts: Parts,
    /// The further header fields, each once.
    pub headers: Arc<[HeaderName]>,
}

impl From<Parts> for Wanted {
    fn from(parts: Parts) -> Self {
        Self { parts, headers: Arc::default() }
    }
}

/// A message, as far as it was fetched. Cheap to clone.
#[derive(Clone, Debug)]
pub struct Message {
    /// How to find it again.
    pub reference: MessageRef,
    /// Its flags when it was fetched.
    pub flags: Flags,
    /// When the server received it.
    pub received_at: Option<Timestamp>,
    /// Its size in bytes.
    pub size: u64,
    /// The typed header.
    pub header: Arc<Header>,
    /// Its parts, when [`Parts::structure`] or more was asked for.
    pub structure: Option<Arc<Structure>>,
    /// The text, when [`Parts::text`] was asked for.
    pub text: Option<Arc<Text>>,
    /// What it is for, when [`Parts::purpose`] was asked for.
    pub purpose: Option<Arc<Purpose>>,
    /// All bytes, when [`Parts::content`] was asked for.
    pub content: Option<Spool>,
    /// Of a large message of which a [`Pick`](crate::Pick) left something out: the parts it chose, and no other bytes.
    pub picked: Option<Vec<Content>>,
}

impl Message {
    /// Whether it has attachments; what is shown inside its text does not count. `None`: its parts are not known.
    pub fn has_attachments(&self) -> Option<bool> {
        let structure = self.structure.as_ref()?;
        Some(structure.attachments().any(|part| !structure.file(part, 0).inline))
    }

    /// What it is for. `None`: its header leaves that to its parts or to what is in them, and they are not known.
    pub fn class(&self) -> Option<Class> {
        let told = || self.header.class.or_else(|| self.structure.as_ref()?.class());
        self.purpose.as_ref().map(|purpose| purpose.class()).or_else(told)
    }

    /// The invitation in it; `None` when there is none, or [`Parts::purpose`] was not asked for.
    pub fn invitation(&self) -> Option<&Invitation> {
        match self.purpose.as_deref()? {
            Purpose::Invitation(invitation) => Some(invitation),
            _ => None,
        }
    }

    /// The receipt that it is; `None` when it is none, or [`Parts::purpose`] was not asked for.
    pub fn receipt(&self) -> Option<&Receipt> {
        match self.purpose.as_deref()? {
            Purpose::Receipt(receipt) => Some(receipt),
            _ => None,
        }
    }

    /// The bounce that it is; `None` when it is none, or [`Parts::purpose`] was not asked for.
    pub fn bounce(&self) -> Option<&Bounce> {
        match self.purpose.as_deref()? {
            Purpose::Bounce(bounce) => Some(bounce),
            _ => None,
        }
    }
}

/// A message that could not be fetched, and why. One of them never stops the others.
#[derive(Clone, Debug)]
pub struct Unreadable {
    /// Which message.
    pub reference: MessageRef,
    /// Why.
    pub error: crate::Error,
}
