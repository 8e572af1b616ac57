//! Values by name.

use super::{Mail, Value};
use carteiro_mail::mime::Attachment;
use indexmap::IndexMap;
use std::sync::Arc;

/// Values by name, in order.
#[derive(Clone, Debug, Default)]
pub struct Record {
    fields: IndexMap<Arc<str>, Value>,
    shown: Option<Arc<str>>,
    any_case: bool,
    attached: Option<Arc<Attached>>,
}

/// The file that a record tells of: one of a message.
#[derive(Debug)]
pub struct Attached {
    /// The message.
    pub mail: Arc<Mail>,
    /// Which of its files.
    pub file: Attachment,
}

impl Record {
    /// A record of these fields. Of a name given twice the first counts.
    pub fn new<'a>(fields: impl IntoIterator<Item = (&'a str, Value)>) -> Self {
        let mut record = Self::default();
        for (name, value) in fields {
            record.fields.entry(name.into()).or_insert(value);
        }
        record
    }

    /// A record whose names are found in any case: the header of a message.
    pub fn in_any_case<'a>(fields: impl IntoIterator<Item = (&'a str, Value)>) -> Self {
        let mut record = Self { any_case: true, ..Self::default() };
        for (name, value) in fields {
            record.fields.entry(name.to_ascii_lowercase().into()).or_insert(value);
        }
        record
    }

    /// The same, which shows as `text` where text is wanted: a file by its path, a person by the address.
    #[must_use]
    pub fn shown_as(mut self, text: impl AsRef<str>) -> Self {
        self.shown = Some(text.as_ref().into());
        self
    }

    /// The same, of a file of a message.
    #[must_use]
    pub fn of_file(mut self, mail: &Arc<Mail>, file: Attachment) -> Self {
        self.attached = Some(Arc::new(Attached { mail: Arc::clone(mail), file }));
        self
    }

    /// The file of a message that it tells of.
    pub fn attached(&self) -> Option<&Arc<Attached>> {
        self.attached.as_ref()
    }

    /// The field of this name.
    pub fn get(&self, name: &str) -> Option<&Value> {
        if self.any_case {
            self.fields.get(name.to_ascii_lowercase().as_str())
        } else {
            self.fields.get(name)
        }
    }

    /// All fields.
    pub fn fields(&self) -> impl Iterator<Item = (&str, &Value)> {
        self.fields.iter().map(|(name, value)| (name.as_ref(), value))
    }

    /// What it shows as where text is wanted.
    pub fn shown(&self) -> Option<&str> {
        self.shown.as_deref()
    }
}
