/// What a folder is for (RFC 6154 §2).
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum Role {
    /// Archived mail.
    Archive,
    /// Unfinished mail.
    Drafts,
    /// Unwanted mail.
    Junk,
    /// Mail that was sent.
    Sent,
    /// Mail that was thrown away.
    Trash,
}

impl Role {
    /// The roles a new mailbox has folders for.
    pub const ALL: [Self; 5] = [Self::Drafts, Self::Sent, Self::Trash, Self::Junk, Self::Archive];

    /// The word, which is also the name of the folder in a new mailbox.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Archive => "Archive",
            Self::Drafts => "Drafts",
            Self::Junk => "Junk",
            Self::Sent => "Sent",
            Self::Trash => "Trash",
        }
    }
}
