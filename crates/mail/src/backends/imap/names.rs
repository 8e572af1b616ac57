//! Folder paths ⇄ names on the wire: separators, namespaces, modified UTF-7.
//!
//! - Of a name in one's own namespace the prefix is left out: `INBOX.Sales` is `Sales`.
//! - A name in a namespace of others begins with that namespace: `user.bia.Sales` is `user/bia/Sales`. One without a
//!   prefix is called `shared`.
//! - One's own folder that would read like one of theirs is written with its prefix: `INBOX/user/bia`.
//!
//! So what a path means never depends on which folders there are.

use super::wire::response::Prefix;
use super::wire::{decode_name, encode_name};
use crate::{Error, FolderPath, Kind, Result};
use carteiro_world::phrase;

/// What the namespace of others is called that has no prefix.
const SHARED: &str = "shared";

/// Where folders live (RFC 2342).
#[derive(Debug)]
pub(super) struct Namespaces {
    own: Namespace,
    others: Vec<Namespace>,
}

/// One of them.
#[derive(Debug)]
struct Namespace {
    prefix: String,
    separator: Option<char>,
    /// What stands for the prefix in a path.
    names: Vec<String>,
}

impl Namespaces {
    /// From one's own and those of others, in the server's order.
    pub(super) fn new(own: Prefix, others: impl IntoIterator<Item = Prefix>) -> Self {
        let own = Namespace::new(own);
        let mut others: Vec<Namespace> = others.into_iter().map(Namespace::new).collect();
        if own.prefix.is_empty() {
            // Names are told apart by the server already, as long as it is one separator that divides them.
            others.retain(|other| other.separator != own.separator && !other.prefix.is_empty());
            for other in &mut others {
                other.names = vec![other.prefix.clone()];
            }
        } else if others.iter().all(|other| !other.prefix.is_empty()) {
            others.push(Namespace::new((String::new(), own.separator)));
        }
        let taken: Vec<Vec<String>> = others.iter().map(|other| other.names.clone()).collect();
        for other in others.iter_mut().filter(|other| other.names.is_empty()) {
            let candidates = (2..).map(|n| format!("{SHARED} {n}"));
            let mut free = std::iter::once(SHARED.to_owned())
                .chain(candidates)
                .map(|name| vec![name])
                .filter(|names| !taken.contains(names));
            other.names = free.next().unwrap_or_default();
        }
        Self { own, others }
    }

    /// A path as it goes on the wire, not yet quoted.
    pub(super) fn wire(&self, path: &FolderPath) -> Result<String> {
        if path.is_inbox() {
            return Ok("INBOX".to_owned());
        }
        let (namespace, names) = self.resolve(path.names());
        let illegal = |name: &String| name.chars().any(|c| Some(c) == namespace.separator || c.is_control());
        if let Some(name) = names.iter().find(|name| illegal(name)) {
            return Err(Error::new(Kind::InvalidInput, phrase!("folder-name-illegal", name = name)));
        }
        let name = match (names, namespace.separator) {
            ([], _) if namespace.prefix.is_empty() => {
                return Err(Error::new(Kind::InvalidInput, phrase!("folder-namespace", folder = path)));
            }
            ([], _) => namespace.root().to_owned(),
            ([one], _) => format!("{}{one}", namespace.prefix),
            (names, Some(separator)) => format!("{}{}", namespace.prefix, names.join(&separator.to_string())),
            (_, None) => return Err(Error::new(Kind::Unsupported, phrase!("folder-flat", folder = path))),
        };
        Ok(encode_name(&name))
    }

    /// A name from the wire as a path; `None` for names that no path can have.
    pub(super) fn path(&self, wire: &[u8]) -> Option<FolderPath> {
        let name = decode_name(wire);
        if name.eq_ignore_ascii_case("INBOX") {
            return Some(FolderPath::inbox());
        }
        let (others, names) = self.place(&name)?;
        if let Some(others) = others {
            return FolderPath::from_names(others.names.iter().map(String::as_str).chain(names));
        }
        let path = FolderPath::from_names(names.iter().copied())?;
        if self.wire(&path).is_ok_and(|there| decode_name(there.as_bytes()) == name) {
            return Some(path);
        }
        FolderPath::from_names(self.own.names.iter().map(String::as_str).chain(names))
    }

    /// Whether every folder lies below INBOX.
    pub(super) fn is_below_inbox(&self) -> bool {
        self.own.names == ["INBOX"]
    }

    /// Whether a name from the wire is one's own folder.
    pub(super) fn is_own(&self, wire: &[u8]) -> bool {
        let name = decode_name(wire);
        self.place(&name).is_none_or(|(others, _)| others.is_none())
    }

    /// Where a path leads: a namespace, and the names in it. The longest beginning counts.
    fn resolve<'a>(&self, names: &'a [String]) -> (&Namespace, &'a [String]) {
        // Where everything lies below INBOX, `INBOX/Sales` and `Sales` are one folder.
        let own = std::iter::once(&self.own).filter(|own| names.len() > own.names.len());
        own.chain(&self.others)
            .filter_map(|namespace| Some((namespace, names.strip_prefix(namespace.names.as_slice())?)))
            .min_by_key(|(_, rest)| rest.len())
            .unwrap_or((&self.own, names))
    }

    /// Where a name on the wire belongs: the namespace of the longest prefix, `None` for one's own, and the names in it.
    fn place<'a>(&self, name: &'a str) -> Option<(Option<&Namespace>, Vec<&'a str>)> {
        let namespaces = std::iter::once(None).chain(self.others.iter().map(Some));
        let within = namespaces.filter_map(|others| {
            let namespace = others.unwrap_or(&self.own);
            let rest = match name.strip_prefix(namespace.prefix.as_str()) {
                Some(rest) => rest,
                None => (name == namespace.root()).then_some("")?,
            };
            Some((others, namespace, rest))
        });
        let (others, namespace, rest) = within.max_by_key(|(_, namespace, _)| namespace.prefix.len())?;
        let names = match namespace.separator {
            _ if rest.is_empty() => Vec::new(),
            Some(separator) => rest.split(separator).collect(),
            None => vec![rest],
        };
        Some((others, names))
    }
}

impl Namespace {
    fn new((prefix, separator): Prefix) -> Self {
        let mut namespace = Self { prefix, separator, names: Vec::new() };
        let root = namespace.root();
        namespace.names = match separator {
            _ if root.is_empty() => Vec::new(),
            Some(separator) => root.split(separator).map(str::to_owned).collect(),
            None => vec![root.to_owned()],
        };
        namespace
    }

    /// The prefix as the name of a folder.
    fn root(&self) -> &str {
        self.separator.and_then(|separator| self.prefix.strip_suffix(separator)).unwrap_or(&self.prefix)
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn path(text: &str) -> FolderPath {
        FolderPath::parse(text).unwrap()
    }

    fn namespaces(own: (&str, char), others: &[(&str, char)]) -> Namespaces {
        let prefix = |(prefix, separator): &(&str, char)| (prefix.to_string(), Some(*separator));
        Namespaces::new(prefix(&own), others.iter().map(prefix))
    }

    fn cyrus() -> Namespaces {
        namespaces(("INBOX.", '.'), &[("user.", '.'), ("", '.')])
    }

    #[test]
    fn paths_go_to_the_wire_and_come_back() {
        let dovecot = namespaces(("", '/'), &[("shared/", '/')]);
        let courier = namespaces(("INBOX.", '.'), &[("#shared.", '.'), ("shared.", '.')]);
        let news = namespaces(("", '/'), &[("#news.", '.')]);
        let home = namespaces(("mail/", '/'), &[("~", '/')]);
        for (namespaces, text, wire) in [
            (&dovecot, "INBOX", "INBOX"),
            (&dovecot, "Clients/Ação & co", "Clients/A&AOcA4w-o &- co"),
            (&dovecot, "shared/bia@lab.test/Sales", "shared/bia@lab.test/Sales"),
            (&cyrus(), "INBOX", "INBOX"),
            (&cyrus(), "Clients/Acme", "INBOX.Clients.Acme"),
            (&cyrus(), r"a\/b", "INBOX.a/b"),
            (&cyrus(), "user/bia/Ação", "user.bia.A&AOcA4w-o"),
            (&cyrus(), "user", "user"),
            (&cyrus(), "shared/Sales/2026", "Sales.2026"),
            (&cyrus(), "shared/shared", "shared"),
            (&cyrus(), "shared/users", "users"),
            (&courier, "#shared/Sales", "#shared.Sales"),
            (&courier, "shared/Sales", "shared.Sales"),
            (&courier, "shared 2/Sales", "Sales"),
            (&news, "#news./comp/mail", "#news.comp.mail"),
            (&news, "#news/comp", "#news/comp"),
            (&home, "Sales", "mail/Sales"),
            (&home, "~/bia/Sales", "~bia/Sales"),
        ] {
            assert_eq!(namespaces.wire(&path(text)).unwrap(), wire);
            assert_eq!(namespaces.path(wire.as_bytes()).unwrap(), path(text), "{wire}");
        }
        assert_eq!(cyrus().wire(&path("inbox/Sales")).unwrap(), "INBOX.Sales");
    }

    #[test]
    fn a_folder_that_reads_like_anothers_is_written_with_its_prefix() {
        for (text, wire) in [
            ("INBOX/user", "INBOX.user"),
            ("INBOX/user/bia", "INBOX.user.bia"),
            ("INBOX/shared/Sales", "INBOX.shared.Sales"),
            ("INBOX/INBOX", "INBOX.INBOX"),
            ("INBOX/inbox/Sales", "INBOX.inbox.Sales"),
            ("User/bia", "INBOX.User.bia"),
        ] {
            assert_eq!(cyrus().wire(&path(text)).unwrap(), wire);
            assert_eq!(cyrus().path(wire.as_bytes()).unwrap(), path(text), "{wire}");
        }
    }

    #[test]
    fn what_stands_for_a_namespace_without_a_name_is_no_folder() {
        assert_eq!(cyrus().wire(&path("shared")).unwrap_err().kind(), Kind::InvalidInput);
    }

    #[test]
    fn only_folders_of_ones_own_namespace_are_own() {
        for (wire, own) in [("INBOX", true), ("INBOX.Sales", true), ("user.bia", false), ("Sales", false)] {
            assert_eq!(cyrus().is_own(wire.as_bytes()), own, "{wire}");
        }
    }

    #[test]
    fn a_name_with_the_separator_or_control_characters_is_refused() {
        for name in ["v1.2", "a\r\nb", "user/v1.2"] {
            assert_eq!(cyrus().wire(&path(name)).unwrap_err().kind(), Kind::InvalidInput);
        }
        let flat = Namespaces::new((String::new(), None), []);
        assert_eq!(flat.wire(&path("a/b")).unwrap_err().kind(), Kind::Unsupported);
    }
}
