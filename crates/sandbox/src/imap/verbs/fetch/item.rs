use std::fmt::Write;

use super::{
    super::super::{
        args::{Args, Parsed},
        reply::Reply,
    },
    section::Section,
};

/// One thing to tell about a message (RFC 9051 §9, fetch-att).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) enum Item {
    Uid,
    Flags,
    InternalDate,
    Size,
    Envelope,
    Structure {
        extended: bool,
    },
    Body {
        /// How the answer names it.
        name: String,
        section: Section,
        partial: Option<(u32, u32)>,
        peek: bool,
    },
}

impl Item {
    pub fn marks_read(&self) -> bool {
        matches!(self, Self::Body { peek: false, .. })
    }
}

pub(super) fn read(args: &mut Args<'_>) -> Parsed<Vec<Item>> {
    if args.peek() == Some(b'(') {
        let items = args.list(|args| word(args).and_then(|word| item(args, &word)))?;
        return if items.is_empty() { Err(Reply::bad("Nothing to fetch")) } else { Ok(items) };
    }
    let fast = [Item::Flags, Item::InternalDate, Item::Size];
    Ok(match word(args)?.as_str() {
        "FAST" => fast.into(),
        "ALL" => fast.into_iter().chain([Item::Envelope]).collect(),
        "FULL" => fast.into_iter().chain([Item::Envelope, Item::Structure { extended: false }]).collect(),
        other => vec![item(args, other)?],
    })
}

fn word(args: &mut Args<'_>) -> Parsed<String> {
    let word = args.take_while(|byte| byte.is_ascii_alphanumeric() || byte == b'.');
    String::from_utf8(word.to_ascii_uppercase()).map_err(|_| Reply::bad("Expected something to fetch"))
}

fn item(args: &mut Args<'_>, word: &str) -> Parsed<Item> {
    Ok(match word {
        "UID" => Item::Uid,
        "FLAGS" => Item::Flags,
        "INTERNALDATE" => Item::InternalDate,
        "RFC822.SIZE" => Item::Size,
        "ENVELOPE" => Item::Envelope,
        "BODYSTRUCTURE" => Item::Structure { extended: true },
        "RFC822" => whole(word, Section::ALL, false),
        "RFC822.HEADER" => whole(word, Section::HEADER, true),
        "RFC822.TEXT" => whole(word, Section::TEXT, false),
        "BODY" if args.peek() != Some(b'[') => Item::Structure { extended: false },
        "BODY" => section(args, false)?,
        "BODY.PEEK" => section(args, true)?,
        _ => return Err(Reply::bad("Unknown thing to fetch")),
    })
}

fn whole(name: &str, section: Section, peek: bool) -> Item {
    Item::Body { name: name.to_owned(), section, partial: None, peek }
}

fn section(args: &mut Args<'_>, peek: bool) -> Parsed<Item> {
    args.expect("[")?;
    let section = Section::read(args)?;
    args.expect("]")?;
    let mut name = format!("BODY[{section}]");
    let mut partial = None;
    if args.skip(b"<") {
        let start = args.number()?;
        args.expect(".")?;
        let length = args.number()?;
        args.expect(">")?;
        if length == 0 {
            return Err(Reply::bad("A partial fetch of nothing"));
        }
        let _ = write!(name, "<{start}>");
        partial = Some((start, length));
    }
    Ok(Item::Body { name, section, partial, peek })
}

/// What lies beyond the end is left out (RFC 9051 §6.4.5).
pub(super) fn cut(bytes: &[u8], partial: Option<(u32, u32)>) -> &[u8] {
    let Some((start, length)) = partial else {
        return bytes;
    };
    let rest = bytes.get(start as usize..).unwrap_or_default();
    rest.get(..length as usize).unwrap_or(rest)
}
