//! Folders: their paths, written one way whatever the server's separator, and what they are for.

use crate::{Error, Kind};
use carteiro_world::phrase;
use serde::{Deserialize, Serialize};
use std::fmt;
use std::sync::Arc;

/// A folder's place: its names from the top, such as `Clients/Acme`.
///
/// - Written with `/`; a `/` inside a name is written `\/`, a `\` is `\\`.
/// - `INBOX` is the same in any case (RFC 9051 §5.1).
/// - Cheap to clone.
/// - Folders of others begin with the namespace the server keeps them in, without a prefix of one's own: `user/bia/Sales`,
///   `shared/Sales`. Where such a name could also be one's own folder, that one is written `INBOX/shared/Sales`.
/// - Unicode, as people see it. Modified UTF-7 and the server's separator exist on the wire only.
#[derive(Clone, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct FolderPath(Arc<[String]>);

impl FolderPath {
    /// From its names, top first; none of them empty.
    pub fn from_names(names: impl IntoIterator<Item = impl Into<String>>) -> Option<Self> {
        let mut names: Vec<String> = names.into_iter().map(Into::into).collect();
        if names.is_empty() || names.iter().any(String::is_empty) {
            return None;
        }
        if let Some(first) = names.first_mut().filter(|first| first.eq_ignore_ascii_case("INBOX")) {
            "INBOX".clone_into(first);
        }
        Some(Self(names.into()))
    }

    /// As [`FolderPath::from_names`], of some names of another path.
    pub(crate) fn from_slice(names: &[String]) -> Option<Self> {
        Self::from_names(names)
    }

    /// Reads `Clients/Acme`; `None` when a name is empty.
    pub fn parse(text: &str) -> Option<Self> {
        let mut names = vec![String::new()];
        let mut chars = text.chars();
        while let Some(c) = chars.next() {
            let last = names.last_mut()?;
            match c {
                '/' => names.push(String::new()),
                '\\' => last.push(chars.next().unwrap_or('\\')),
                c => last.push(c),
            }
        }
        Self::from_names(names)
    }

    /// The inbox.
    pub fn inbox() -> Self {
        Self(Arc::from(["INBOX".to_owned()]))
    }

    /// Whether it is the inbox itself.
    pub fn is_inbox(&self) -> bool {
        matches!(&*self.0, [one] if one == "INBOX")
    }

    /// Its names, top first.
    pub fn names(&self) -> &[String] {
        &self.0
    }
}

impl fmt::Display for FolderPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (depth, name) in self.0.iter().enumerate() {
            let slash = if depth == 0 { "" } else { "/" };
            write!(f, "{slash}{}", name.replace('\\', "\\\\").replace('/', "\\/"))?;
        }
        Ok(())
    }
}

impl fmt::Debug for FolderPath {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{:?}", self.to_string())
    }
}

impl Serialize for FolderPath {
    fn serialize<S: serde::Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.collect_str(self)
    }
}

impl<'de> Deserialize<'de> for FolderPath {
    fn deserialize<D: serde::Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        let text = String::deserialize(deserializer)?;
        Self::parse(&text).ok_or_else(|| serde::de::Error::custom("a folder name is empty"))
    }
}

/// A folder of a mailbox.
#[derive(Clone, Debug, PartialEq, Eq, Serialize)]
pub struct Folder {
    /// Where it is.
    pub path: FolderPath,
    /// What it is for, when the server says so (RFC 6154).
    pub role: Option<Role>,
    /// Whether messages can be in it; some folders only hold other folders.
    pub selectable: bool,
}

/// What a folder is for (RFC 6154).
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Role {
    /// Where mail arrives.
    Inbox,
    /// Mail being written.
    Drafts,
    /// Mail that was sent.
    Sent,
    /// Mail that was deleted.
    Trash,
    /// Unwanted mail.
    Junk,
    /// Mail put away.
    Archive,
    /// A view of all mail.
    All,
    /// A view of flagged mail.
    Flagged,
}

/// There is no folder of this name.
pub(crate) fn missing(path: &FolderPath) -> Error {
    Error::new(Kind::NotFound, phrase!("folder-missing", folder = path))
}

/// Whether the error says that.
pub(crate) fn is_missing(error: &Error) -> bool {
    error.kind() == Kind::NotFound && error.words().code == "folder-missing"
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_path_reads_what_it_prints() {
        for text in ["INBOX", "Clients/Acme", r"A\/B/C", r"back\\slash", "日本/ção & co"] {
            assert_eq!(FolderPath::parse(text).unwrap().to_string(), text);
        }
        assert_eq!(FolderPath::parse(r"A\/B/C").unwrap().names(), ["A/B", "C"]);
    }

    #[test]
    fn the_inbox_is_the_inbox_in_any_case_and_only_at_the_top() {
        assert_eq!(FolderPath::parse("inbox/Sales").unwrap().to_string(), "INBOX/Sales");
        assert_eq!(FolderPath::parse("Old/inbox").unwrap().to_string(), "Old/inbox");
        assert!(FolderPath::parse("InBox").unwrap().is_inbox());
    }

    #[test]
    fn empty_names_are_no_path() {
        for text in ["", "/", "a//b", "/a", "a/"] {
            assert_eq!(FolderPath::parse(text), None, "{text:?}");
        }
    }
}
