//! What FETCH tells of a message (RFC 9051 §7.5.2).

use super::super::token::{Cursor, Token};
use super::data::text;
use bytes::Bytes;
use carteiro_world::Spool;

/// Items of a message.
#[derive(Debug, Default)]
pub(crate) struct Fetched {
    pub(crate) uid: Option<u32>,
    pub(crate) flags: Option<Vec<String>>,
    pub(crate) internal_date: Option<Bytes>,
    pub(crate) size: Option<u64>,
    pub(crate) structure: Option<Token>,
    pub(crate) sections: Vec<Section>,
}

impl Fetched {
    /// Whether it has more than the flags that a server may tell unasked.
    pub(crate) fn is_answer(&self) -> bool {
        self.size.is_some() || self.structure.is_some() || !self.sections.is_empty()
    }
}

/// `BODY[section] content`.
#[derive(Debug)]
pub(crate) struct Section {
    /// What stands between the brackets, in upper case.
    pub(crate) name: String,
    /// `None` when the server says NIL.
    pub(crate) content: Option<Spool>,
}

/// Reads the items; `None` when the response has lost its way.
///
/// What follows a literal shows whether it was as long as was said: else all that follows is read askew, and another
/// message's answer was taken for this one's content. A structure that is written askew is no reason for doubt.
pub(super) fn read(cursor: &mut Cursor<'_>) -> Option<Fetched> {
    let mut fetched = Fetched::default();
    let Some(Token::List(items)) = cursor.token() else { return Some(fetched) };
    let mut odd = false;
    let mut unknown = false;
    let mut items = items.into_iter();
    while let Some(item) = items.next() {
        let Some(name) = item.atom().map(<[u8]>::to_ascii_uppercase) else {
            odd = true;
            continue;
        };
        let Some(value) = items.next() else {
            odd = true;
            break;
        };
        match name.as_slice() {
            b"UID" => fetched.uid = value.number().and_then(|uid| uid.try_into().ok()),
            b"FLAGS" => fetched.flags = Some(value.list().iter().filter_map(text).collect()),
            b"INTERNALDATE" => fetched.internal_date = value.bytes(),
            b"RFC822.SIZE" => odd |= std::mem::replace(&mut fetched.size, value.number()).is_some(),
            b"BODYSTRUCTURE" => fetched.structure = Some(value),
            name => match section(name) {
                Some(name) => fetched.sections.push(Section { name, content: content(value) }),
                None => unknown = true,
            },
        }
    }
    odd |= fetched.says_twice() || unknown && fetched.miscounts() || !cursor.came_out_even();
    let doubtful = odd && !fetched.sections.is_empty() && fetched.structure.is_none();
    (!doubtful).then_some(fetched)
}

impl Fetched {
    /// Whether a section came more than once.
    fn says_twice(&self) -> bool {
        let mut names: Vec<&str> = self.sections.iter().map(|section| section.name.as_str()).collect();
        names.sort_unstable();
        !names.is_sorted_by(|one, next| one < next)
    }

    /// Whether the whole message is not as large as the server says. By itself that is common.
    fn miscounts(&self) -> bool {
        let whole = self.sections.iter().find(|section| section.name.is_empty());
        let len = whole.and_then(|section| section.content.as_ref()).map(Spool::len);
        len.is_some_and(|len| self.size.is_some_and(|size| size != len))
    }
}

/// `HEADER.FIELDS (FROM)` of `BODY[HEADER.FIELDS (FROM)]<0>`.
fn section(name: &[u8]) -> Option<String> {
    let rest = name.strip_prefix(b"BODY[")?;
    let end = memchr::memrchr(b']', rest)?;
    Some(String::from_utf8_lossy(rest.get(..end)?).into_owned())
}

fn content(value: Token) -> Option<Spool> {
    match value {
        Token::Literal(spool) => Some(spool),
        Token::Quoted(bytes) | Token::Atom(bytes) => Some(bytes.into()),
        Token::Nil | Token::List(_) => None,
    }
}
