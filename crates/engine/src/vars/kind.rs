//! What is known about a variable before the automation runs.

use super::fields::{ADDRESS, ATTACHMENT, DATE_TIME, FAILURE, FILE, LEGACY, MAIL, RUN};
use carteiro_mail::Parts;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::BTreeSet;
use std::sync::Arc;

/// The kind of a variable, as an author declares it.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Declared {
    /// Text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// A moment.
    DateTime,
    /// Values in order.
    List,
    /// Rows: a list of records.
    Table,
    /// Values by name.
    Record,
    /// A file that a step saved.
    File,
    /// Where a secret is kept: LOCKER/NAME.ATTRIBUTE.
    Credential,
}

/// The kind of a value.
#[derive(Clone, Debug, PartialEq, Eq)]
pub enum Kind {
    /// Nothing is known: mistakes show when the automation runs.
    Any,
    /// Text.
    Text,
    /// A number.
    Number,
    /// True or false.
    Boolean,
    /// A moment.
    DateTime,
    /// Values in order, all of one kind.
    List(&'static Kind),
    /// A record with exactly these fields.
    Record(&'static [Field]),
    /// A record whose fields are not known.
    OpenRecord,
    /// A message.
    Message(MailKind),
    /// Messages in order.
    Messages(MailKind),
    /// A credential.
    Credential,
}

/// What is known about a message in a variable.
#[derive(Clone, Debug, Default, PartialEq, Eq)]
pub struct MailKind {
    /// Which steps the message may come from: loops, and those that find messages.
    pub from: Arc<BTreeSet<usize>>,
    /// What the named groups of their regular expressions catch.
    pub captures: Arc<BTreeSet<String>>,
    /// Their sessions.
    pub sessions: Arc<BTreeSet<Arc<str>>>,
}

impl MailKind {
    /// A message that comes from one step.
    pub fn new(from: usize, captures: BTreeSet<String>, session: Arc<str>) -> Self {
        Self {
            from: Arc::new(BTreeSet::from([from])),
            captures: Arc::new(captures),
            sessions: Arc::new(BTreeSet::from([session])),
        }
    }

    /// A message that is one or the other.
    fn or(&self, other: &Self) -> Self {
        Self {
            from: Arc::new(&*self.from | &*other.from),
            captures: Arc::new(&*self.captures | &*other.captures),
            sessions: Arc::new(&*self.sessions | &*other.sessions),
        }
    }
}

/// A field of a record.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Field {
    /// Its name.
    pub name: &'static str,
    /// Its kind.
    pub kind: Kind,
}

/// What a path such as `received_at.year` leads to.
pub enum Led {
    /// There is such a field.
    To(Kind),
    /// There is none. The names that there are; empty for what has no fields at all.
    Nowhere {
        /// The part of the path that is not there.
        missing: String,
        /// What is there.
        there: Vec<String>,
    },
}

impl Kind {
    /// The address of somebody.
    pub const ADDRESS: Self = Self::Record(ADDRESS);
    /// An attachment of a message.
    pub const ATTACHMENT: Self = Self::Record(ATTACHMENT);
    /// A saved file.
    pub const FILE: Self = Self::Record(FILE);
    /// The run.
    pub const RUN: Self = Self::Record(RUN);
    /// A failure that was caught.
    pub const FAILURE: Self = Self::Record(FAILURE);
    /// What the incumbent calls the fields of a message.
    pub const LEGACY: Self = Self::Record(LEGACY);

    /// The kind of what is one or the other.
    #[must_use]
    pub fn or(&self, other: &Self) -> Self {
        match (self, other) {
            (same, other) if same == other => same.clone(),
            (Self::Message(one), Self::Message(other)) => Self::Message(one.or(other)),
            (Self::Messages(one), Self::Messages(other)) => Self::Messages(one.or(other)),
            _ => Self::Any,
        }
    }

    /// Follows field names, and adds to `reads` what a message must have for it.
    pub fn follow(&self, path: &[&str], reads: &mut Parts) -> Led {
        let Some((name, rest)) = path.split_first() else { return Led::To(self.clone()) };
        let nowhere = |there: Vec<String>| Led::Nowhere { missing: (*name).to_owned(), there };
        let known = |fields: &'static [Field], reads: &mut Parts| match fields
            .iter()
            .find(|field| field.name == *name)
        {
            Some(field) => field.kind.follow(rest, reads),
            None => nowhere(fields.iter().map(|field| field.name.to_owned()).collect()),
        };
        match self {
            Self::Any | Self::OpenRecord => Led::To(Self::Any),
            Self::DateTime => known(DATE_TIME, reads),
            Self::Record(fields) => known(fields, reads),
            Self::Message(message) => {
                if *name == "match" {
                    return match rest.first() {
                        None => Led::To(Self::OpenRecord),
                        Some(group) if message.captures.contains(*group) => Led::To(Self::Text),
                        Some(group) => Led::Nowhere {
                            missing: (*group).to_owned(),
                            there: message.captures.iter().cloned().collect(),
                        },
                    };
                }
                match MAIL.iter().find(|field| field.name == *name) {
                    Some(field) => {
                        *reads = reads.and(field.reads);
                        field.kind.follow(rest, reads)
                    }
                    None => nowhere(MAIL.iter().map(|field| field.name.to_owned()).collect()),
                }
            }
            Self::Text
            | Self::Number
            | Self::Boolean
            | Self::List(_)
            | Self::Messages(_)
            | Self::Credential => nowhere(Vec::new()),
        }
    }
}

impl Declared {
    /// What is known about a variable declared so.
    pub fn kind(self) -> Kind {
        match self {
            Self::Text => Kind::Text,
            Self::Number => Kind::Number,
            Self::Boolean => Kind::Boolean,
            Self::DateTime => Kind::DateTime,
            Self::List => Kind::List(&Kind::Any),
            Self::Table => Kind::List(&Kind::OpenRecord),
            Self::Record => Kind::OpenRecord,
            Self::File => Kind::FILE,
            Self::Credential => Kind::Credential,
        }
    }
}
