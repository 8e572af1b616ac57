use std::fmt;

/// Why a folder verb was refused.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
pub enum StoreError {
    /// There is no folder of that name.
    NoFolder,
    /// There is one already.
    FolderExists,
    /// It exists only as the parent of other folders.
    HasChildren,
    /// INBOX cannot be deleted.
    Inbox,
    /// The name cannot be a folder's.
    BadName,
}

impl fmt::Display for StoreError {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::NoFolder => "no such folder",
            Self::FolderExists => "there is a folder of that name already",
            Self::HasChildren => "the name only holds other folders",
            Self::Inbox => "INBOX cannot be deleted",
            Self::BadName => "not a name for a folder",
        })
    }
}

impl std::error::Error for StoreError {}
