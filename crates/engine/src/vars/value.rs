//! One value.

use super::{Mail, Record};
use crate::digest::Digest;
use carteiro_auth::value::CredentialPath;
use jiff::Zoned;
use std::fmt;
use std::sync::Arc;

/// What a variable holds. Cheap to clone.
#[derive(Clone, Debug)]
pub enum Value {
    /// Nothing: a message without a Reply-To has no `reply_to`.
    Nothing,
    /// True or false.
    Boolean(bool),
    /// A number.
    Number(Number),
    /// Text.
    Text(Arc<str>),
    /// A moment, in the automation's time zone.
    DateTime(Arc<Zoned>),
    /// Values in order. A table is a list of records, a row each.
    List(Arc<[Value]>),
    /// Values by name. A saved file, an attachment and an address are records too.
    Record(Arc<Record>),
    /// A message, with the session it was read in.
    Message(Arc<Mail>),
    /// Where a secret is kept: the secret itself is never in a variable. Neither shown nor usable in `{{ … }}`.
    Credential(CredentialPath),
}

/// A number: whole as long as it can be.
#[derive(Clone, Copy, Debug, PartialEq)]
pub enum Number {
    /// Whole.
    Integer(i64),
    /// Any other.
    Float(f64),
}

impl Value {
    /// Text.
    pub fn text(text: impl AsRef<str>) -> Self {
        Self::Text(text.as_ref().into())
    }

    /// Text, or nothing.
    pub fn maybe(text: Option<impl AsRef<str>>) -> Self {
        text.map_or(Self::Nothing, Self::text)
    }

    /// A whole number.
    pub fn count(number: u64) -> Self {
        Self::Number(i64::try_from(number).map_or(Number::Integer(i64::MAX), Number::Integer))
    }

    /// Values in order.
    pub fn list(values: impl IntoIterator<Item = Value>) -> Self {
        Self::List(values.into_iter().collect())
    }

    /// What it is, as a key of `value-kind` in the words.
    pub fn kind_name(&self) -> &'static str {
        match self {
            Self::Nothing => "nothing",
            Self::Boolean(_) => "boolean",
            Self::Number(_) => "number",
            Self::Text(_) => "text",
            Self::DateTime(_) => "date_time",
            Self::List(_) => "list",
            Self::Record(_) => "record",
            Self::Message(_) => "message",
            Self::Credential(_) => "credential",
        }
    }

    /// As JSON, to be kept in a journal or shown; `None` when it is, or holds, a message or a credential.
    pub fn to_json(&self) -> Option<serde_json::Value> {
        Some(match self {
            Self::Nothing => serde_json::Value::Null,
            Self::Boolean(value) => (*value).into(),
            Self::Number(Number::Integer(value)) => (*value).into(),
            Self::Number(Number::Float(value)) => (*value).into(),
            Self::Text(text) => text.as_ref().into(),
            Self::DateTime(at) => at.to_string().into(),
            Self::List(values) => values.iter().map(Self::to_json).collect::<Option<Vec<_>>>()?.into(),
            Self::Record(record) => {
                let fields = record.fields().map(|(name, value)| Some((name.to_owned(), value.to_json()?)));
                serde_json::Value::Object(fields.collect::<Option<_>>()?)
            }
            Self::Message(_) | Self::Credential(_) => return None,
        })
    }

    /// What it is: equal values have the same. A message is known by where it was found.
    pub(crate) fn digest(&self) -> Digest {
        let kind = self.kind_name();
        match self {
            Self::Nothing => Digest::of([kind]),
            Self::Boolean(value) => Digest::of([kind, if *value { "true" } else { "false" }]),
            Self::Number(number) => Digest::of([kind, &number.to_string()]),
            Self::Text(text) => Digest::of([kind, text]),
            Self::DateTime(at) => Digest::of([kind, &at.to_string()]),
            Self::List(values) => Digest::of([kind]).with(values.iter().map(Self::digest)),
            Self::Record(record) => {
                let fields = record.fields().map(|(name, value)| value.digest().with([name]));
                Digest::of([kind]).with(fields)
            }
            Self::Message(mail) => {
                Digest::of([kind.as_bytes(), &serde_json::to_vec(mail.origin()).unwrap_or_default()])
            }
            Self::Credential(path) => Digest::of([kind, &path.to_string()]),
        }
    }

    /// From JSON. An object becomes a record.
    pub fn from_json(json: &serde_json::Value) -> Self {
        match json {
            serde_json::Value::Null => Self::Nothing,
            serde_json::Value::Bool(value) => Self::Boolean(*value),
            serde_json::Value::Number(number) => Self::Number(match number.as_i64() {
                Some(whole) => Number::Integer(whole),
                None => Number::Float(number.as_f64().unwrap_or_default()),
            }),
            serde_json::Value::String(text) => Self::text(text),
            serde_json::Value::Array(values) => Self::list(values.iter().map(Self::from_json)),
            serde_json::Value::Object(fields) => {
                let fields = fields.iter().map(|(name, value)| (name.as_str(), Self::from_json(value)));
                Self::Record(Arc::new(Record::new(fields)))
            }
        }
    }
}

impl fmt::Display for Number {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        match self {
            Self::Integer(value) => write!(f, "{value}"),
            Self::Float(value) => write!(f, "{value}"),
        }
    }
}

impl From<bool> for Value {
    fn from(value: bool) -> Self {
        Self::Boolean(value)
    }
}

impl From<Record> for Value {
    fn from(record: Record) -> Self {
        Self::Record(Arc::new(record))
    }
}
