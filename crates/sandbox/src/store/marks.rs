use std::collections::BTreeMap;

use jiff::Timestamp;

/// What is noted on a message beyond its flags. No protocol has all of it.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub(crate) struct Marks {
    /// The subject it was given in place of the one in its bytes.
    pub subject: Option<String>,
    pub categories: Vec<String>,
    /// 0 is low, 1 normal, 2 high; `None` is what the message itself says.
    pub importance: Option<u8>,
    /// When the follow-up was done. One that is still to be done is the flag `\Flagged`.
    pub completed_at: Option<Timestamp>,
    pub follow_up: FollowUp,
    /// Whatever else somebody kept with it: by name, one value or several.
    pub properties: BTreeMap<String, Vec<String>>,
}

/// Between when and when something is to be done.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct FollowUp {
    pub starts_at: Option<Timestamp>,
    pub due_at: Option<Timestamp>,
}

/// How a message came into its folder.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) enum Origin {
    #[default]
    Delivered,
    /// By somebody's own hand.
    Saved,
    /// From the folder with this UIDVALIDITY, where it had and has this UID.
    Copied(u32, u32),
    /// The same, where it is no longer.
    Moved(u32, u32),
}

/// The places in the folder's list of changes where a message last changed.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub(crate) struct Revision {
    /// In any way.
    pub last: usize,
    /// In more than whether it was read.
    pub beyond_reading: usize,
}

impl Revision {
    pub fn note(&mut self, now: usize, beyond_reading: bool) {
        self.last = now;
        if beyond_reading {
            self.beyond_reading = now;
        }
    }
}
