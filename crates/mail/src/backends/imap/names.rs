//! Folder paths ⇄ names on the wire: the server's separator, its personal namespace, modified UTF-7.

use super::wire::{decode_name, encode_name};
use crate::{Error, FolderPath, Kind, Result};
use carteiro_world::phrase;

/// Where this user's folders live (RFC 2342).
#[derive(Debug, Clone)]
pub(super) struct Namespace {
    prefix: String,
    separator: Option<char>,
}

impl Namespace {
    pub(super) fn new(prefix: String, separator: Option<char>) -> Self {
        Self { prefix, separator }
    }

    /// A path as it goes on the wire, not yet quoted.
    pub(super) fn wire(&self, path: &FolderPath) -> Result<String> {
        if path.is_inbox() {
            return Ok("INBOX".to_owned());
        }
        let names = path.names();
        // Where everything lies below INBOX, `INBOX/Sales` and `Sales` are one folder.
        let below = match names {
            [first, rest @ ..] if !rest.is_empty() && self.is_prefix(first) => rest,
            names => names,
        };
        let illegal = |name: &String| name.chars().any(|c| Some(c) == self.separator || c.is_control());
        if let Some(name) = below.iter().find(|name| illegal(name)) {
            return Err(Error::new(Kind::InvalidInput, phrase!("folder-name-illegal", name = name)));
        }
        match self.separator {
            Some(separator) => Ok(format!("{}{}", self.prefix, below.join(&separator.to_string()))),
            None => match below {
                [one] => Ok(format!("{}{one}", self.prefix)),
                _ => Err(Error::new(Kind::Unsupported, phrase!("folder-flat", folder = path))),
            },
        }
        .map(|name| encode_name(&name))
    }

    /// A name from the wire as a path; `None` for names that no path can have.
    pub(super) fn path(&self, wire: &[u8]) -> Option<FolderPath> {
        let name = decode_name(wire);
        let name = name.strip_prefix(&self.prefix).filter(|rest| !rest.is_empty()).unwrap_or(&name);
        match self.separator {
            Some(separator) => FolderPath::from_names(name.split(separator)),
            None => FolderPath::from_names([name]),
        }
    }

    /// Whether every folder lies below INBOX.
    pub(super) fn is_below_inbox(&self) -> bool {
        self.is_prefix("INBOX")
    }

    fn is_prefix(&self, name: &str) -> bool {
        self.separator.is_some_and(|separator| self.prefix.strip_suffix(separator) == Some(name))
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> FolderPath {
        FolderPath::parse(text).unwrap()
    }

    #[test]
    fn paths_go_to_the_wire_and_come_back() {
        let dovecot = Namespace::new(String::new(), Some('/'));
        let cyrus = Namespace::new("INBOX.".to_owned(), Some('.'));
        for (namespace, text, wire) in [
            (&dovecot, "INBOX", "INBOX"),
            (&dovecot, "Clients/Ação & co", "Clients/A&AOcA4w-o &- co"),
            (&cyrus, "INBOX", "INBOX"),
            (&cyrus, "Clients/Acme", "INBOX.Clients.Acme"),
            (&cyrus, r"a\/b", "INBOX.a/b"),
        ] {
            assert_eq!(namespace.wire(&path(text)).unwrap(), wire);
            assert_eq!(namespace.path(wire.as_bytes()).unwrap(), path(text));
        }
        assert_eq!(cyrus.wire(&path("inbox/Sales")).unwrap(), "INBOX.Sales");
    }

    #[test]
    fn a_name_with_the_separator_or_control_characters_is_refused() {
        let cyrus = Namespace::new("INBOX.".to_owned(), Some('.'));
        for name in ["v1.2", "a\r\nb"] {
            assert_eq!(cyrus.wire(&path(name)).unwrap_err().kind(), Kind::InvalidInput);
        }
        let flat = Namespace::new(String::new(), None);
        assert_eq!(flat.wire(&path("a/b")).unwrap_err().kind(), Kind::Unsupported);
    }
}
