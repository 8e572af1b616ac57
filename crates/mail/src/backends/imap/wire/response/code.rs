//! Response codes: the machine-readable half of a status (RFC 9051 §7.1, RFC 5530).

use super::super::framing::{Raw, Segment};
use super::super::token::{Cursor, Token};
use super::data::numbers;
use bytes::Bytes;

/// A response code that somebody here asks about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub(crate) enum Code {
    Alert,
    AlreadyExists,
    AppendUid {
        validity: u32,
        uids: Vec<u32>,
    },
    AuthenticationFailed,
    AuthorizationFailed,
    Cannot,
    Capability(Vec<String>),
    ContactAdmin,
    CopyUid {
        validity: u32,
        from: Vec<u32>,
        to: Vec<u32>,
    },
    Expired,
    ExpungeIssued,
    InUse,
    Limit,
    NonExistent,
    NoPermission,
    OverQuota,
    /// The flags that a folder keeps; `\*`: and keywords that are new to it.
    PermanentFlags(Vec<String>),
    PrivacyRequired,
    ReadOnly,
    TryCreate,
    UidNext(u32),
    UidValidity(u32),
    Unavailable,
    /// One that nobody here asks about.
    Other(String),
}

impl Code {
    /// The code in front of a text, and the text.
    pub(super) fn split(rest: &[u8]) -> (Option<Self>, &[u8]) {
        let Some(inner) = rest.strip_prefix(b"[") else {
            return (None, rest);
        };
        // Without a closing bracket all of it is the code's.
        let end = memchr::memchr(b']', inner).unwrap_or(inner.len());
        let (code, text) = inner.split_at(end);
        (Some(Self::read(code)), text.get(1..).unwrap_or_default())
    }

    fn read(code: &[u8]) -> Self {
        let raw = Raw(vec![Segment::Text(Bytes::copy_from_slice(code))]);
        let mut cursor = Cursor::new(&raw);
        let name = String::from_utf8_lossy(cursor.word()).to_ascii_uppercase();
        let mut rest = std::iter::from_fn(|| cursor.token());
        match name.as_str() {
            "ALERT" => Self::Alert,
            "ALREADYEXISTS" => Self::AlreadyExists,
            "APPENDUID" => match (number(rest.next()), set(rest.next())) {
                (Some(validity), Some(uids)) => Self::AppendUid { validity, uids },
                _ => Self::Other(name),
            },
            "AUTHENTICATIONFAILED" => Self::AuthenticationFailed,
            "AUTHORIZATIONFAILED" => Self::AuthorizationFailed,
            "CANNOT" => Self::Cannot,
            "CAPABILITY" => Self::Capability(rest.filter_map(|token| word(&token)).collect()),
            "CONTACTADMIN" => Self::ContactAdmin,
            "COPYUID" => match (number(rest.next()), set(rest.next()), set(rest.next())) {
                (Some(validity), Some(from), Some(to)) if from.len() == to.len() => {
                    Self::CopyUid { validity, from, to }
                }
                _ => Self::Other(name),
            },
            "EXPIRED" => Self::Expired,
            "EXPUNGEISSUED" => Self::ExpungeIssued,
            "INUSE" => Self::InUse,
            "LIMIT" => Self::Limit,
            "NONEXISTENT" => Self::NonExistent,
            "NOPERM" => Self::NoPermission,
            "OVERQUOTA" => Self::OverQuota,
            "PERMANENTFLAGS" => {
                let flags = rest.next();
                let flags = flags.as_ref().map(Token::list).unwrap_or_default();
                Self::PermanentFlags(flags.iter().filter_map(word).collect())
            }
            "PRIVACYREQUIRED" => Self::PrivacyRequired,
            "READ-ONLY" => Self::ReadOnly,
            "TRYCREATE" => Self::TryCreate,
            "UIDNEXT" => number(rest.next()).map_or(Self::Other(name), Self::UidNext),
            "UIDVALIDITY" => number(rest.next()).map_or(Self::Other(name), Self::UidValidity),
            "UNAVAILABLE" => Self::Unavailable,
            _ => Self::Other(name),
        }
    }
}

/// A 32-bit number. A larger UIDVALIDITY exists in the wild and is only ever compared: its low bits do.
#[expect(clippy::cast_possible_truncation, reason = "see above")]
fn number(token: Option<Token>) -> Option<u32> {
    token?.number().map(|number| number as u32)
}

fn set(token: Option<Token>) -> Option<Vec<u32>> {
    numbers(&token?.bytes()?)
}

fn word(token: &Token) -> Option<String> {
    token.bytes().map(|bytes| String::from_utf8_lossy(&bytes).into_owned())
}
