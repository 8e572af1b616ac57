//! What an item is known by.

use crate::digest::Digest;
use carteiro_mail::{Message, MessageRef, ServerId};

/// A loop over a mailbox, as it is known beyond a run.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Loop(Digest);

/// A message of a loop.
#[derive(Clone, Debug, PartialEq, Eq, Hash)]
pub struct Item {
    /// By the server's name for it.
    pub(super) name: Digest,
    /// By what it is; `None` where that tells too little.
    pub(super) content: Option<Digest>,
}

impl Item {
    /// What it is known by: the server's name for it.
    pub fn name(&self) -> &Digest {
        &self.name
    }

    /// What it is known by when its message was stored anew; `None` where that tells too little.
    pub fn content(&self) -> Option<&Digest> {
        self.content.as_ref()
    }
}

impl Loop {
    /// The loop of this id over the mailbox of this identity.
    pub fn new(id: &str, mailbox: &str) -> Self {
        Self(Digest::of(["loop", id, mailbox]))
    }

    /// The message of this name; `None` when its server has no name for it that lasts.
    pub fn named(&self, message: &MessageRef) -> Option<Item> {
        let name = match message.id.as_ref()? {
            // A server that tells no UIDVALIDITY keeps no promise about UIDs (RFC 3501 §6.3.1).
            ServerId::Uid { validity: 0, .. } => return None,
            ServerId::Uid { validity, uid } => {
                self.digest(&["uid", &message.folder.to_string(), &validity.to_string(), &uid.to_string()])
            }
            ServerId::Immutable(id) | ServerId::Item(id) => self.digest(&["id", id]),
        };
        Some(Item { name, content: None })
    }

    /// This message, by its name and by what it is.
    ///
    /// - What it is: Message-ID, the date it was sent, its size, and the header fields that people see. Without a
    ///   Message-ID two messages of a program may be alike in all of these, so it is known by its name only.
    /// - Without a lasting name it is known by what it is.
    pub fn item(&self, message: &Message) -> Item {
        let header = &message.header;
        let sent_at = header.sent_at.map(|at| at.to_string()).unwrap_or_default();
        let people = [&header.from, &header.to, &header.cc]
            .map(|people| people.iter().map(ToString::to_string).collect::<Vec<_>>().join(","));
        let [from, to, cc] = &people;
        let id = header.message_id.as_deref().unwrap_or_default();
        let size = message.reference.key.size.to_string();
        let content = self.digest(&["content", id, &sent_at, &size, &header.subject, from, to, cc]);
        let name = self.named(&message.reference).map_or(content, |item| item.name);
        Item { name, content: header.message_id.as_ref().map(|_| content) }
    }

    fn digest(&self, pieces: &[&str]) -> Digest {
        self.0.with(pieces)
    }
}
