use std::{borrow::Cow, fmt};

use super::super::super::{
    args::{Args, Parsed},
    reply::Reply,
    write,
};
use crate::mime::{Kind, Part, fields};

/// What `BODY[…]` names (RFC 9051 §6.4.5.1).
#[derive(Clone, Debug, PartialEq, Eq)]
pub(super) struct Section {
    path: Vec<u32>,
    which: Which,
}

#[derive(Clone, Debug, PartialEq, Eq)]
enum Which {
    All,
    Header,
    Fields { names: Vec<Vec<u8>>, not: bool },
    Text,
    Mime,
}

impl Section {
    pub const ALL: Self = Self { path: Vec::new(), which: Which::All };
    pub const HEADER: Self = Self { path: Vec::new(), which: Which::Header };
    pub const TEXT: Self = Self { path: Vec::new(), which: Which::Text };

    pub fn read(args: &mut Args<'_>) -> Parsed<Self> {
        let mut path = Vec::new();
        while args.peek().is_some_and(|byte| byte.is_ascii_digit()) {
            let number = args.number()?;
            if number == 0 {
                return Err(Reply::bad("Parts are counted from 1"));
            }
            path.push(number);
            if !args.skip(b".") {
                return Ok(Self { path, which: Which::All });
            }
        }
        if path.is_empty() && args.peek() == Some(b']') {
            return Ok(Self::ALL);
        }
        let word = args.take_while(|byte| byte.is_ascii_alphabetic() || byte == b'.').to_ascii_uppercase();
        let which = match word.as_slice() {
            b"HEADER" => Which::Header,
            b"HEADER.FIELDS" => Which::Fields { names: names(args)?, not: false },
            b"HEADER.FIELDS.NOT" => Which::Fields { names: names(args)?, not: true },
            b"TEXT" => Which::Text,
            b"MIME" if !path.is_empty() => Which::Mime,
            _ => return Err(Reply::bad("Unknown section")),
        };
        Ok(Self { path, which })
    }

    /// The bytes; `None` where the message has no such part.
    pub fn find<'a>(&self, raw: &'a [u8], message: &Part) -> Option<Cow<'a, [u8]>> {
        if self.path.is_empty() && self.which == Which::All {
            return Some(raw.into());
        }
        let part = self.part(message)?;
        // HEADER and TEXT are those of a message, MIME those of any part (RFC 9051 §6.4.5.1).
        let holder = match (&part.kind, self.path.is_empty()) {
            (_, true) => Some(part),
            (Kind::Message(inner), false) => Some(&**inner),
            _ => None,
        };
        Some(match &self.which {
            Which::All => part.body_of(raw).into(),
            Which::Mime => part.header_of(raw).into(),
            Which::Header => holder?.header_of(raw).into(),
            Which::Text => holder?.body_of(raw).into(),
            Which::Fields { names, not } => subset(holder?.header_of(raw), names, *not).into(),
        })
    }

    /// Parts are counted within a multipart; what is not one has only a part 1; the parts of a message/rfc822 are
    /// those of the message inside.
    fn part<'a>(&self, message: &'a Part) -> Option<&'a Part> {
        let (mut part, mut at_message) = (message, true);
        for number in &self.path {
            if let (Kind::Message(inner), false) = (&part.kind, at_message) {
                part = inner;
                at_message = true;
            }
            match &part.kind {
                Kind::Multipart(parts) => part = parts.get(usize::try_from(number - 1).ok()?)?,
                _ if at_message && *number == 1 => {}
                _ => return None,
            }
            at_message = false;
        }
        Some(part)
    }
}

fn names(args: &mut Args<'_>) -> Parsed<Vec<Vec<u8>>> {
    args.space()?;
    let names = args.list(|args| args.astring().map(Cow::into_owned))?;
    if names.is_empty() { Err(Reply::bad("Name at least one field")) } else { Ok(names) }
}

/// The empty line at the end is always there (RFC 9051 §6.4.5.1).
fn subset(header: &[u8], names: &[Vec<u8>], not: bool) -> Vec<u8> {
    let is_named = |name: &[u8]| names.iter().any(|own| own.eq_ignore_ascii_case(name));
    let mut out: Vec<u8> = fields(header)
        .filter(|field| is_named(field.name) != not)
        .flat_map(|field| field.whole)
        .copied()
        .collect();
    out.extend_from_slice(b"\r\n");
    out
}

impl fmt::Display for Section {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let path: Vec<String> = self.path.iter().map(u32::to_string).collect();
        f.write_str(&path.join("."))?;
        if !path.is_empty() && self.which != Which::All {
            f.write_str(".")?;
        }
        f.write_str(match &self.which {
            Which::All => "",
            Which::Header => "HEADER",
            Which::Text => "TEXT",
            Which::Mime => "MIME",
            Which::Fields { not: false, .. } => "HEADER.FIELDS (",
            Which::Fields { not: true, .. } => "HEADER.FIELDS.NOT (",
        })?;
        let Which::Fields { names, .. } = &self.which else {
            return Ok(());
        };
        let mut list = Vec::new();
        for (index, name) in names.iter().enumerate() {
            if index > 0 {
                list.push(b' ');
            }
            if name.iter().all(|byte| byte.is_ascii_alphanumeric() || matches!(byte, b'-' | b'_'))
                && !name.is_empty()
            {
                list.extend_from_slice(name);
            } else {
                write::string(&mut list, name);
            }
        }
        write!(f, "{})", String::from_utf8_lossy(&list))
    }
}
