//! Which messages a loop means: the `where` of an automation.
//!
//! To add a field: a line in [`Filter`] with its label and help, a condition in `carteiro_mail::query`, and what leads
//! from one to the other: for a text a line in [`Filter::texts`], else one in `conditions.rs`.

mod conditions;
mod convert;
mod header;
mod meaning;
mod pattern;
mod text;

pub use convert::{Listed, converted};
pub use header::{HeaderCondition, HeaderFilter};
pub(crate) use meaning::{Meaning, Written};
pub use pattern::Pattern;
pub use text::{TextFilter, TextPattern};

use crate::template::{Source, Templated};
use crate::values::{Date, Day, Size};
use carteiro_mail::mime::Class;
use carteiro_mail::query::Field;
use schemars::JsonSchema;
use serde::Deserialize;

/// Which messages. All conditions that are given must hold.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
#[schemars(extend("minProperties" = 1))]
pub struct Filter {
    /// Status. Read or unread messages; left out: all.
    pub status: Option<Status>,
    /// Subject. Part of it in any case of letters; `exact`, `contains` or `regex` say it more precisely; a list means any.
    pub subject: Option<TextFilter>,
    /// From. Part of the sender's name or address; written as the subject is.
    pub from: Option<TextFilter>,
    /// To. Part of the name or address of one of those it is written to; written as the subject is.
    pub to: Option<TextFilter>,
    /// Cc. Part of the name or address of one of those who get a copy; written as the subject is.
    pub cc: Option<TextFilter>,
    /// Body. Part of the text, plain or as the HTML shows it; written as the subject is.
    pub body: Option<TextFilter>,
    /// Attachment name. Part of the name of an attachment; images shown in the text do not count; written as the subject is.
    pub attachment_name: Option<TextFilter>,
    /// Header. Any other header field; a list means any.
    pub header: Option<HeaderFilter>,
    /// Flagged. Whether the message is marked for attention.
    pub flagged: Option<bool>,
    /// Received. When the server received it, in the automation's time zone.
    pub received: Option<Received>,
    /// Size. With everything in it: `over: 5MB`, `under: 800`.
    pub size: Option<SizeRange>,
    /// Has attachments. Images shown in the text do not count.
    pub has_attachments: Option<bool>,
    /// Class. Left out: mail only, without invitations, receipts and bounces.
    #[schemars(length(min = 1))]
    pub class: Option<Vec<Class>>,
    /// All of. Every one of these must hold.
    #[schemars(length(min = 1))]
    pub all: Option<Vec<Filter>>,
    /// Any of. At least one of these must hold.
    #[schemars(length(min = 1))]
    pub any: Option<Vec<Filter>>,
    /// Not. This must not hold.
    pub not: Option<Box<Filter>>,
}

/// Whether a message was read.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Status {
    /// All.
    All,
    /// Read.
    Read,
    /// Unread.
    Unread,
}

/// When a message was received. `on` is a whole day; `after` begins when its day is over, `before` ends where its day begins.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("minProperties" = 1))]
pub struct Received {
    /// On. A day, such as 2026-11-22.
    pub on: Option<Templated<Day>>,
    /// After. A day, or a day and time.
    pub after: Option<Templated<Date>>,
    /// Before. A day, or a day and time.
    pub before: Option<Templated<Date>>,
}

/// How large a message is, limits excluded.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("minProperties" = 1))]
pub struct SizeRange {
    /// Over. Such as 5MB or 2MiB.
    pub over: Option<Templated<Size>>,
    /// Under.
    pub under: Option<Templated<Size>>,
}

impl Filter {
    /// The conditions on texts by their keys, beside those on header fields.
    fn texts(&self) -> impl Iterator<Item = (&'static str, Field, &TextFilter)> {
        let texts = [
            ("subject", Field::Subject, &self.subject),
            ("from", Field::From, &self.from),
            ("to", Field::To, &self.to),
            ("cc", Field::Cc, &self.cc),
            ("body", Field::Body, &self.body),
            ("attachment_name", Field::AttachmentName, &self.attachment_name),
        ];
        texts.into_iter().filter_map(|(key, field, text)| Some((key, field, text.as_ref()?)))
    }

    /// What is asked of texts and header fields.
    fn text_patterns(&self) -> impl Iterator<Item = &TextPattern> {
        let texts = self.texts().flat_map(|(_, _, text)| &text.0);
        let headers = self.header.iter().flat_map(|header| &header.0).filter_map(HeaderCondition::pattern);
        texts.chain(headers)
    }

    /// The filters in it, itself first.
    pub fn all_filters(&self) -> Vec<&Filter> {
        let mut found = vec![self];
        let inner = self.all.iter().flatten().chain(self.any.iter().flatten()).chain(self.not.as_deref());
        found.extend(inner.flat_map(Filter::all_filters));
        found
    }

    /// The expressions in it.
    pub fn sources(&self) -> Vec<&Source> {
        let mut found = Vec::new();
        for filter in self.all_filters() {
            found.extend(filter.text_patterns().filter_map(TextPattern::source));
            if let Some(received) = &filter.received {
                found.extend(received.on.iter().map(Templated::source));
                found.extend(received.after.iter().chain(&received.before).map(Templated::source));
            }
            if let Some(size) = &filter.size {
                found.extend(size.over.iter().chain(&size.under).map(Templated::source));
            }
        }
        found
    }

    /// The regular expressions in it.
    pub fn patterns(&self) -> Vec<&Pattern> {
        self.all_filters()
            .into_iter()
            .flat_map(Filter::text_patterns)
            .filter_map(TextPattern::regex)
            .collect()
    }

    /// The names of the groups that can catch something: what must not hold catches nothing.
    pub fn groups(&self) -> Vec<&str> {
        let own = self.text_patterns().filter_map(TextPattern::regex).flat_map(Pattern::captures);
        let inner = self.all.iter().chain(&self.any).flatten().flat_map(Filter::groups);
        own.chain(inner).collect()
    }
}

#[cfg(test)]
mod tests;
