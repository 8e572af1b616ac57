//! Which messages a loop means: the `where` of an automation.
//!
//! To add a field: a line in [`Filter`] with its label and help, a line in `conditions.rs`, a condition in
//! `carteiro_mail::query`.

mod conditions;
mod pattern;
mod text;

pub use pattern::Pattern;
pub use text::{TextFilter, TextPattern};

use crate::template::{Source, Templated};
use crate::values::{Date, Size};
use carteiro_mail::mime::Class;
use schemars::JsonSchema;
use serde::Deserialize;

/// Which messages. All conditions that are given must hold.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields, rename_all = "snake_case")]
pub struct Filter {
    /// Status. Read or unread messages; left out: all.
    pub status: Option<Status>,
    /// Subject. Part of it in any case of letters; `exact`, `contains` or `regex` say it more precisely; a list means any.
    pub subject: Option<TextFilter>,
    /// From. Part of the sender's name or address; written as the subject is.
    pub from: Option<TextFilter>,
    /// Flagged. Whether the message is marked for attention.
    pub flagged: Option<bool>,
    /// Received. When the server received it, in the automation's time zone.
    pub received: Option<Received>,
    /// Size. With everything in it: `over: 5MB`, `under: 800`.
    pub size: Option<SizeRange>,
    /// Has attachments. Images shown in the text do not count.
    pub has_attachments: Option<bool>,
    /// Class. Left out: mail only, without invitations, receipts and bounces.
    pub class: Option<Vec<Class>>,
    /// All of. Every one of these must hold.
    pub all: Option<Vec<Filter>>,
    /// Any of. At least one of these must hold.
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
pub struct Received {
    /// On. A day, such as 2026-11-22.
    pub on: Option<Templated<Date>>,
    /// After. A day, or a day and time.
    pub after: Option<Templated<Date>>,
    /// Before. A day, or a day and time.
    pub before: Option<Templated<Date>>,
}

/// How large a message is, limits excluded.
#[derive(Clone, Debug, Default, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct SizeRange {
    /// Over. Such as 5MB or 2MiB.
    pub over: Option<Templated<Size>>,
    /// Under.
    pub under: Option<Templated<Size>>,
}

impl Filter {
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
            found.extend(filter.subject.iter().chain(&filter.from).flat_map(TextFilter::sources));
            if let Some(received) = &filter.received {
                let dates = [&received.on, &received.after, &received.before];
                found.extend(dates.into_iter().flatten().map(Templated::source));
            }
            if let Some(size) = &filter.size {
                found.extend([&size.over, &size.under].into_iter().flatten().map(Templated::source));
            }
        }
        found
    }

    /// The regular expressions in it.
    pub fn patterns(&self) -> Vec<&Pattern> {
        let texts =
            self.all_filters().into_iter().flat_map(|filter| filter.subject.iter().chain(&filter.from));
        texts.flat_map(TextFilter::patterns).collect()
    }
}

#[cfg(test)]
mod tests;
