//! Data responses (RFC 9051 §7.2–7.5).

use super::super::token::{Cursor, Token};
use super::fetched::{self, Fetched};
use bytes::Bytes;

/// More UIDs than this in one answer are not believed.
const MAX_UIDS: usize = 2_000_000;

/// A data response.
#[derive(Debug)]
pub(crate) enum Data {
    /// What the server can do.
    Capability(Vec<String>),
    /// A folder.
    List(Listed),
    /// Namespaces (RFC 2342): one's own, other users', shared ones.
    Namespace([Vec<Prefix>; 3]),
    /// Messages that were searched for, by UID or number as asked.
    Search(Vec<u32>),
    /// The same, with the command it answers (RFC 4731).
    ESearch {
        /// Of which command.
        tag: Option<Bytes>,
        /// What was found.
        all: Vec<u32>,
        /// How many there are, when that was asked.
        count: Option<u32>,
    },
    /// How a folder stands: under which UIDVALIDITY, and which UID comes next (RFC 9051 §7.3.4).
    Status {
        /// Its UIDVALIDITY.
        validity: Option<u32>,
        /// The UID of what comes in next.
        next: Option<u32>,
    },
    /// The folder has another number of messages now: more of them, for those that go are told one by one.
    Exists,
    /// Items of a message.
    Fetch(Fetched),
    /// The answer to FETCH has lost its way: a literal was not as long as was said.
    Astray,
    /// One that nobody here asks about, or that could not be read.
    Other,
}

/// What the names in a namespace begin with, and what divides them.
pub(crate) type Prefix = (String, Option<char>);

/// A folder as LIST tells it.
#[derive(Debug)]
pub(crate) struct Listed {
    pub(crate) attributes: Vec<String>,
    pub(crate) separator: Option<char>,
    /// As on the wire.
    pub(crate) name: Bytes,
}

pub(super) fn read(cursor: &mut Cursor<'_>) -> Data {
    let mut name = cursor.word();
    let number: Option<u32> = std::str::from_utf8(name).ok().and_then(|text| text.parse().ok());
    if number.is_some() {
        name = cursor.word();
    }
    match (name.to_ascii_uppercase().as_slice(), number) {
        (b"FETCH", Some(_)) => fetched::read(cursor).map_or(Data::Astray, Data::Fetch),
        (b"EXISTS", Some(_)) => Data::Exists,
        (b"CAPABILITY", None) => Data::Capability(words(cursor)),
        (b"LIST", None) => listed(cursor).map_or(Data::Other, Data::List),
        (b"NAMESPACE", None) => Data::Namespace(std::array::from_fn(|_| prefixes(cursor))),
        (b"SEARCH", None) => {
            Data::Search(words(cursor).iter().filter_map(|word| word.parse().ok()).collect())
        }
        (b"ESEARCH", None) => esearch(cursor),
        (b"STATUS", None) => status(cursor),
        _ => Data::Other,
    }
}

fn words(cursor: &mut Cursor<'_>) -> Vec<String> {
    std::iter::from_fn(|| cursor.token()).filter_map(|token| text(&token)).collect()
}

pub(super) fn text(token: &Token) -> Option<String> {
    token.bytes().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}

/// `(attributes) separator name`. Some servers leave names with blanks unquoted: then the rest of the line is the name.
fn listed(cursor: &mut Cursor<'_>) -> Option<Listed> {
    let attributes = cursor.token()?.list().iter().filter_map(text).collect();
    let separator = match cursor.token()? {
        Token::Nil => None,
        token => text(&token)?.chars().next(),
    };
    cursor.skip_blanks();
    let rest = cursor.rest();
    let name = match rest.first() {
        Some(b'"') | None => cursor.token()?.bytes()?,
        Some(_) => Bytes::copy_from_slice(rest.trim_ascii_end()),
    };
    Some(Listed { attributes, separator, name })
}

/// The namespaces of `(("prefix" "separator" …) …)` or NIL.
fn prefixes(cursor: &mut Cursor<'_>) -> Vec<Prefix> {
    let token = cursor.token();
    let namespaces = token.as_ref().map(Token::list).unwrap_or_default().iter();
    let prefixes = namespaces.filter_map(|namespace| {
        let [prefix, separator, ..] = namespace.list() else {
            return None;
        };
        let separator = text(separator).and_then(|separator| separator.chars().next());
        Some((super::super::decode_name(&prefix.bytes()?), separator))
    });
    prefixes.collect()
}

/// `name (ITEM number …)`. The name may have blanks in it, unquoted.
fn status(cursor: &mut Cursor<'_>) -> Data {
    let lists = std::iter::from_fn(|| cursor.token()).filter(|token| matches!(token, Token::List(_)));
    let last = lists.last();
    let items = last.as_ref().map(Token::list).unwrap_or_default();
    // 0 is no UID, and no UIDVALIDITY.
    let told = |name: &[u8]| {
        let at =
            items.iter().position(|item| item.atom().is_some_and(|atom| atom.eq_ignore_ascii_case(name)))?;
        u32::try_from(items.get(at + 1)?.number()?).ok().filter(|number| *number > 0)
    };
    Data::Status { validity: told(b"UIDVALIDITY"), next: told(b"UIDNEXT") }
}

/// A set that cannot be read is no "nothing found".
fn esearch(cursor: &mut Cursor<'_>) -> Data {
    let mut tag = None;
    let (mut all, mut count) = (Vec::new(), None);
    while let Some(token) = cursor.token() {
        match &token {
            Token::List(members) => {
                if let [name, value] = &members[..]
                    && name.atom().is_some_and(|name| name.eq_ignore_ascii_case(b"TAG"))
                {
                    tag = value.bytes();
                }
            }
            token if token.atom().is_some_and(|atom| atom.eq_ignore_ascii_case(b"ALL")) => {
                let Some(found) = cursor.token().and_then(|set| numbers(&set.bytes()?)) else {
                    return Data::Astray;
                };
                all = found;
            }
            token if token.atom().is_some_and(|atom| atom.eq_ignore_ascii_case(b"COUNT")) => {
                let Some(found) = cursor.token().and_then(|number| text(&number)?.parse().ok()) else {
                    return Data::Astray;
                };
                count = Some(found);
            }
            _ => {}
        }
    }
    Data::ESearch { tag, all, count }
}

/// A sequence set as numbers; `None` when it is none, or says more than a folder can hold.
pub(super) fn numbers(set: &[u8]) -> Option<Vec<u32>> {
    let mut all = Vec::new();
    for range in std::str::from_utf8(set).ok()?.split(',') {
        let (first, last) = range.split_once(':').unwrap_or((range, range));
        let (first, last): (u32, u32) = (first.parse().ok()?, last.parse().ok()?);
        let (first, last) = (first.min(last), first.max(last));
        if (last - first) as usize >= MAX_UIDS - all.len().min(MAX_UIDS) {
            return None;
        }
        all.extend(first..=last);
    }
    Some(all)
}
