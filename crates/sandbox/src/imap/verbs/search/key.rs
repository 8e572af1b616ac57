use jiff::civil::Date;

use super::super::super::{
    args::{Args, Parsed},
    reply::Reply,
    sequence_set::SequenceSet,
};
use crate::{Flag, mime::fold};

/// Keys in keys in keys are nobody's question.
const DEEPEST: usize = 100;

/// A question about a message (RFC 3501 §9, search-key). Texts are folded.
#[derive(Clone, Debug)]
pub(super) enum Key {
    All,
    And(Vec<Key>),
    Or(Box<Key>, Box<Key>),
    Not(Box<Key>),
    Has(Flag),
    Recent,
    Body(String),
    Text(String),
    Field(String, String),
    Before(Date),
    On(Date),
    Since(Date),
    SentBefore(Date),
    SentOn(Date),
    SentSince(Date),
    Larger(u32),
    Smaller(u32),
    Numbers(SequenceSet),
    Uids(SequenceSet),
}

impl Key {
    /// Keys that follow each other must all hold.
    pub fn all(args: &mut Args<'_>) -> Parsed<Self> {
        let mut keys = vec![Self::read(args, 0)?];
        while args.skip(b" ") {
            keys.push(Self::read(args, 0)?);
        }
        Ok(Self::And(keys))
    }

    fn read(args: &mut Args<'_>, depth: usize) -> Parsed<Self> {
        if depth > DEEPEST {
            return Err(Reply::bad("Too deep"));
        }
        match args.peek() {
            Some(b'(') => {
                let keys = args.list(|args| Self::read(args, depth + 1))?;
                return if keys.is_empty() { Err(Reply::bad("An empty list")) } else { Ok(Self::And(keys)) };
            }
            Some(b'*' | b'0'..=b'9') => return Ok(Self::Numbers(args.sequence_set()?)),
            _ => {}
        }
        let word = args.word()?;
        let negated = word.strip_prefix("UN").filter(|rest| flag(rest).is_some() || *rest == "KEYWORD");
        if let Some(rest) = negated {
            return Ok(Self::named(rest, args, depth)?.not());
        }
        Self::named(&word, args, depth)
    }

    fn named(word: &str, args: &mut Args<'_>, depth: usize) -> Parsed<Self> {
        if let Some(flag) = flag(word) {
            return Ok(Self::Has(flag));
        }
        match word {
            "ALL" => return Ok(Self::All),
            "RECENT" => return Ok(Self::Recent),
            "OLD" => return Ok(Self::Recent.not()),
            "NEW" => return Ok(Self::And(vec![Self::Recent, Self::Has(Flag::Seen).not()])),
            _ => args.space()?,
        }
        Ok(match word {
            "NOT" => Self::read(args, depth + 1)?.not(),
            "OR" => {
                let first = Self::read(args, depth + 1)?;
                args.space()?;
                Self::Or(Box::new(first), Box::new(Self::read(args, depth + 1)?))
            }
            "KEYWORD" => Self::Has(Flag::Keyword(args.atom()?.to_owned())),
            "BCC" | "CC" | "FROM" | "SUBJECT" | "TO" => Self::Field(word.to_ascii_lowercase(), text(args)?),
            "HEADER" => {
                let name = text(args)?;
                args.space()?;
                Self::Field(name, text(args)?)
            }
            "BODY" => Self::Body(text(args)?),
            "TEXT" => Self::Text(text(args)?),
            "BEFORE" => Self::Before(args.date()?),
            "ON" => Self::On(args.date()?),
            "SINCE" => Self::Since(args.date()?),
            "SENTBEFORE" => Self::SentBefore(args.date()?),
            "SENTON" => Self::SentOn(args.date()?),
            "SENTSINCE" => Self::SentSince(args.date()?),
            "LARGER" => Self::Larger(args.number()?),
            "SMALLER" => Self::Smaller(args.number()?),
            "UID" => Self::Uids(args.sequence_set()?),
            _ => return Err(Reply::bad("Unknown search key")),
        })
    }

    fn not(self) -> Self {
        Self::Not(Box::new(self))
    }
}

fn flag(word: &str) -> Option<Flag> {
    Some(match word {
        "ANSWERED" => Flag::Answered,
        "DELETED" => Flag::Deleted,
        "DRAFT" => Flag::Draft,
        "FLAGGED" => Flag::Flagged,
        "SEEN" => Flag::Seen,
        _ => return None,
    })
}

fn text(args: &mut Args<'_>) -> Parsed<String> {
    let text = args.astring()?;
    std::str::from_utf8(&text).map(fold).map_err(|_| Reply::bad("Not UTF-8"))
}
