//! What a field becomes once its expressions are evaluated: one implementation each.

use super::context::{Context, one_name};
use crate::values::{Date, Day, Size, Span};
use crate::vars::Value;
use carteiro_mail::FolderPath;
use carteiro_world::http::{Unusable, Url, address};
use carteiro_world::{Phrase, phrase};
use schemars::{Schema, SchemaGenerator, json_schema};
use std::path::PathBuf;

/// Something a field can become.
pub trait Target: Sized {
    /// Its name in schemas.
    const NAME: &'static str;
    /// Where the text goes.
    const CONTEXT: Context = Context::Text;
    /// Whether `{{ … }}` alone is taken as a value, not as text.
    const TYPED: bool = false;
    /// What a form shows.
    const WIDGET: &'static str = "template";

    /// The words for what is neither its literal nor an expression.
    const FORM: &'static str = "file-pattern";

    /// Looks at what is written, expressions included.
    fn written(_: &str) -> Result<(), Phrase> {
        Ok(())
    }

    /// Made of text.
    fn of_text(text: String) -> Result<Self, Phrase>;

    /// Made of a value.
    fn of_value(value: Value) -> Result<Self, Phrase> {
        match value {
            Value::Text(text) => Self::of_text(text.to_string()),
            Value::Number(number) => Self::of_text(number.to_string()),
            Value::Boolean(value) => Self::of_text(value.to_string()),
            other => Err(phrase!("value-misfit", found = other.kind_name(), expected = Self::NAME)),
        }
    }

    /// The schema of what is written without expressions, when it is not any text.
    fn schema(_: &mut SchemaGenerator) -> Option<Schema> {
        None
    }
}

/// The name of a file, without a folder.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct FileName(pub String);

/// Where a request goes.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct WebAddress(pub Url);

/// A text without line ends.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Line(pub String);

impl Target for String {
    const NAME: &'static str = "text";

    fn of_text(text: String) -> Result<Self, Phrase> {
        Ok(text)
    }
}

impl Target for FolderPath {
    const NAME: &'static str = "folder";
    const CONTEXT: Context = Context::Folder;
    const WIDGET: &'static str = "folder";

    fn of_text(text: String) -> Result<Self, Phrase> {
        Self::parse(&text).ok_or_else(|| phrase!("folder-form", found = text))
    }
}

impl Target for PathBuf {
    const NAME: &'static str = "path";
    const CONTEXT: Context = Context::Path;
    const WIDGET: &'static str = "file";

    /// Slashes on every system; names that a system refuses are made legal; never out of the folder of files.
    fn of_text(text: String) -> Result<Self, Phrase> {
        let is_drive = |text: &str| {
            let mut letters = text.chars();
            letters.next().is_some_and(|first| first.is_ascii_alphabetic()) && letters.next() == Some(':')
        };
        let leads_up = text.split(['/', '\\']).any(|name| name == "..");
        if text.starts_with(['/', '\\']) || is_drive(&text) || leads_up {
            return Err(phrase!("path-leads-out", found = text));
        }
        let names = text.split(['/', '\\']).filter(|name| !matches!(*name, "" | "."));
        Ok(names.map(carteiro_world::files::names::legal).collect())
    }
}

impl Target for FileName {
    const NAME: &'static str = "file_name";
    const CONTEXT: Context = Context::Path;

    fn of_text(text: String) -> Result<Self, Phrase> {
        Ok(Self(one_name(&text)))
    }
}

impl Target for WebAddress {
    const NAME: &'static str = "url";
    const CONTEXT: Context = Context::Url;

    /// Who is spoken to is written by the author alone: no variable, which may hold what a sender wrote, changes it.
    fn written(text: &str) -> Result<(), Phrase> {
        let fixed = ["{{", "{%", "{#"].iter().filter_map(|opening| text.find(opening)).min();
        let Some(fixed) = fixed.and_then(|end| text.get(..end)) else { return Ok(()) };
        let after_scheme = fixed.split_once("://").map_or("", |(_, rest)| rest);
        match after_scheme.find(['/', '?', '#']) {
            Some(end) if end > 0 => Ok(()),
            _ => Err(phrase!("url-host-fixed", found = text)),
        }
    }

    fn of_text(text: String) -> Result<Self, Phrase> {
        address(&text).map(Self).map_err(|why| match why {
            Unusable::Form => phrase!("url-form", found = text),
            Unusable::Scheme => phrase!("url-scheme", found = text),
            // What stands there is a secret as a rule.
            Unusable::UserInfo => phrase!("url-user"),
        })
    }
}

impl Target for Line {
    const NAME: &'static str = "line";
    const CONTEXT: Context = Context::Header;

    fn of_text(text: String) -> Result<Self, Phrase> {
        // Tabs and anything beyond ASCII may stand in a field (RFC 9110 §5.5), other control characters may not.
        let refused = |c: char| c.is_ascii_control() && c != '\t';
        if text.contains(refused) { Err(phrase!("line-control")) } else { Ok(Self(text)) }
    }
}

impl Target for u16 {
    const NAME: &'static str = "port";
    const TYPED: bool = true;
    const FORM: &'static str = "port-form";

    fn of_text(text: String) -> Result<Self, Phrase> {
        let port = text.trim().parse().ok().filter(|port| *port > 0);
        port.ok_or_else(|| phrase!("port-form", found = text))
    }

    fn schema(_: &mut SchemaGenerator) -> Option<Schema> {
        Some(json_schema!({ "type": "integer", "minimum": 1, "maximum": 65535 }))
    }
}

impl Target for usize {
    const NAME: &'static str = "count";
    const TYPED: bool = true;
    const FORM: &'static str = "count-form";

    fn of_text(text: String) -> Result<Self, Phrase> {
        text.trim().parse().map_err(|_| phrase!("count-form", found = text))
    }

    fn schema(_: &mut SchemaGenerator) -> Option<Schema> {
        Some(json_schema!({ "type": "integer", "minimum": 1 }))
    }
}

impl Target for bool {
    const NAME: &'static str = "boolean";
    const TYPED: bool = true;
    const FORM: &'static str = "condition-form";

    fn of_text(text: String) -> Result<Self, Phrase> {
        match text.trim() {
            "true" => Ok(true),
            "false" => Ok(false),
            _ => Err(phrase!("condition-form", found = text)),
        }
    }

    fn schema(_: &mut SchemaGenerator) -> Option<Schema> {
        Some(json_schema!({ "type": "boolean" }))
    }
}

macro_rules! parsed {
    ($type:ty, $name:literal) => {
        impl Target for $type {
            const NAME: &'static str = $name;

            fn of_text(text: String) -> Result<Self, Phrase> {
                Self::parse(&text)
            }
        }
    };
}

parsed!(Size, "size");
parsed!(Span, "length_of_time");

impl Target for Date {
    const NAME: &'static str = "date";
    const TYPED: bool = true;

    fn of_text(text: String) -> Result<Self, Phrase> {
        Self::parse(&text)
    }

    fn of_value(value: Value) -> Result<Self, Phrase> {
        match value {
            Value::DateTime(at) => Ok(Self::Moment(at.timestamp())),
            Value::Text(text) => Self::parse(&text),
            other => Err(phrase!("value-misfit", found = other.kind_name(), expected = Self::NAME)),
        }
    }
}

impl Target for Day {
    const NAME: &'static str = "day";
    const TYPED: bool = true;

    fn of_text(text: String) -> Result<Self, Phrase> {
        Self::parse(&text)
    }

    fn of_value(value: Value) -> Result<Self, Phrase> {
        match value {
            Value::DateTime(at) => Ok(Self(at.date())),
            Value::Text(text) => Self::parse(&text),
            other => Err(phrase!("value-misfit", found = other.kind_name(), expected = Self::NAME)),
        }
    }
}
