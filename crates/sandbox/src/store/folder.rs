use std::{collections::BTreeMap, sync::Arc};

use jiff::Timestamp;

use super::{Flag, Flags, Marks, Message, Origin, Revision, Role, message::Content};

/// Something that happened in a folder, told by UID.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum Change {
    /// A message came in.
    Added(u32),
    /// A message's flags changed.
    Flagged(u32),
    /// A message is gone.
    Removed(u32),
}

/// A folder with its messages and everything that ever happened to them.
#[derive(Debug)]
pub struct Folder {
    pub(super) uid_validity: u32,
    pub(super) role: Option<Role>,
    uid_next: u32,
    first_recent: u32,
    messages: BTreeMap<u32, Message>,
    changes: Vec<Change>,
    /// Of those that are gone: what they were known by, where it was something else than their place here.
    gone: BTreeMap<u32, (u32, u32)>,
}

impl Folder {
    pub(super) fn new(uid_validity: u32, role: Option<Role>) -> Self {
        Self {
            uid_validity,
            role,
            uid_next: 1,
            first_recent: 1,
            messages: BTreeMap::new(),
            changes: Vec::new(),
            gone: BTreeMap::new(),
        }
    }

    /// Changes when the UIDs of the folder are no longer what they were. No two folders of a mailbox share one.
    pub fn uid_validity(&self) -> u32 {
        self.uid_validity
    }

    /// The UID the next message will have.
    pub fn uid_next(&self) -> u32 {
        self.uid_next
    }

    /// What the folder is for.
    pub fn role(&self) -> Option<Role> {
        self.role
    }

    /// The messages in order of UID.
    pub fn messages(&self) -> impl ExactSizeIterator<Item = &Message> {
        self.messages.values()
    }

    /// The message with this UID.
    pub fn message(&self, uid: u32) -> Option<&Message> {
        self.messages.get(&uid)
    }

    /// What has happened, oldest first. The length of an earlier answer is the place to read on from.
    pub fn changes(&self) -> &[Change] {
        &self.changes
    }

    /// How many messages lack `\Seen`.
    pub fn unread(&self) -> usize {
        self.messages().filter(|message| !message.flags.has(&Flag::Seen)).count()
    }

    /// Adds a message and answers its UID.
    pub fn append(&mut self, raw: Arc<[u8]>, flags: Flags, received_at: Timestamp) -> u32 {
        self.put(raw, flags, received_at, Arc::default(), Origin::Delivered)
    }

    /// The same for a message with marks of which is known where it comes from.
    pub(crate) fn put(
        &mut self,
        raw: Arc<[u8]>,
        flags: Flags,
        received_at: Timestamp,
        marks: Arc<Marks>,
        origin: Origin,
    ) -> u32 {
        let content = Arc::new(Content::new(raw));
        let revision = Revision::default();
        self.add(Message { uid: 0, flags, received_at, marks, origin, revision, birth: None, content })
    }

    /// Takes in a message of another mailbox.
    pub(crate) fn adopt(&mut self, message: Message) -> u32 {
        self.add(Message { origin: Origin::Saved, birth: None, ..message })
    }

    pub(super) fn add(&mut self, message: Message) -> u32 {
        let uid = self.uid_next;
        self.uid_next += 1;
        let now = self.changes.len();
        let revision = Revision { last: now, beyond_reading: now };
        let birth = message.birth.or(Some((self.uid_validity, uid)));
        self.messages.insert(uid, Message { uid, revision, birth, ..message });
        self.changes.push(Change::Added(uid));
        uid
    }

    /// Changes the marks of a message, and its bytes where others are given. `None` if it is not there.
    pub(crate) fn remark(
        &mut self,
        uid: u32,
        raw: Option<Arc<[u8]>>,
        change: impl FnOnce(&mut Marks, &mut Flags),
    ) -> Option<()> {
        let message = self.messages.get_mut(&uid)?;
        let (marks, flags) = (message.marks.clone(), message.flags.clone());
        change(Arc::make_mut(&mut message.marks), &mut message.flags);
        let rewritten = raw.is_some();
        if let Some(raw) = raw {
            message.content = Arc::new(Content::new(raw));
        }
        let noted = rewritten || message.marks != marks;
        if noted || message.flags != flags {
            let beyond = noted || differ_beyond_reading(&flags, &message.flags);
            message.revision.note(self.changes.len(), beyond);
            self.changes.push(Change::Flagged(uid));
        }
        Some(())
    }

    /// Changes the flags of a message. `None` if it is not there, else whether anything changed.
    pub fn set_flags(&mut self, uid: u32, change: impl FnOnce(&mut Flags)) -> Option<bool> {
        let message = self.messages.get_mut(&uid)?;
        let before = message.flags.clone();
        change(&mut message.flags);
        let changed = message.flags != before;
        if changed {
            let beyond = differ_beyond_reading(&before, &message.flags);
            message.revision.note(self.changes.len(), beyond);
            self.changes.push(Change::Flagged(uid));
        }
        Some(changed)
    }

    /// Removes a message.
    pub fn remove(&mut self, uid: u32) -> Option<Message> {
        let message = self.messages.remove(&uid)?;
        if let Some(birth) = message.birth.filter(|birth| *birth != (self.uid_validity, uid)) {
            self.gone.insert(uid, birth);
        }
        self.changes.push(Change::Removed(uid));
        Some(message)
    }

    /// What a message that is gone was known by, wherever it was moved.
    pub(crate) fn birth_of_gone(&self, uid: u32) -> (u32, u32) {
        self.gone.get(&uid).copied().unwrap_or((self.uid_validity, uid))
    }

    /// The UIDs that no session has been told of yet (RFC 3501 §2.3.2, `\Recent`).
    pub(crate) fn recent(&self) -> std::ops::Range<u32> {
        self.first_recent..self.uid_next
    }

    /// The same, and from now on they have been told.
    pub(crate) fn claim_recent(&mut self) -> std::ops::Range<u32> {
        let recent = self.recent();
        self.first_recent = self.uid_next;
        recent
    }

    /// The same messages in a folder where none has the UID it had here.
    pub(super) fn renumbered(mut self, uid_validity: u32) -> Self {
        let mut fresh = Self::new(uid_validity, self.role);
        fresh.uid_next = self.uid_next + 1000;
        fresh.first_recent = fresh.uid_next;
        while let Some((_, message)) = self.messages.pop_first() {
            fresh.add(message);
        }
        fresh
    }
}

fn differ_beyond_reading(before: &Flags, after: &Flags) -> bool {
    let others =
        |flags: &Flags| -> Flags { flags.iter().filter(|flag| **flag != Flag::Seen).cloned().collect() };
    others(before) != others(after)
}
