//! The filters, each as it is written, with what it means in terms of a letter's facts.

mod fields;
mod marks;
mod texts;
mod together;

pub use fields::fields;
pub use marks::marks;
pub use texts::texts;
pub use together::together;

use crate::letter::Letter;
use carteiro_engine::file;
use carteiro_engine::filter::Filter;
use carteiro_engine::vars::Scope;
use carteiro_mail::mime::Class;
use carteiro_mail::{FolderPath, Order, Selection};
use jiff::tz::TimeZone;
use std::fmt;

/// A filter with what stands beside it.
pub struct Row {
    text: String,
    zone: &'static str,
    pub folder: &'static str,
    pub recursive: bool,
    pub newest_first: bool,
    pub limit: Option<usize>,
    /// Whether no letter is meant.
    pub nothing: bool,
    pub meant: Box<dyn Fn(&Letter) -> bool>,
}

/// All of them.
pub fn all() -> Vec<Row> {
    [texts(), fields(), marks(), together()].into_iter().flatten().collect()
}

impl Row {
    /// A filter that says nothing of classes, in the inbox.
    pub fn new(text: impl Into<String>, meant: impl Fn(&Letter) -> bool + 'static) -> Self {
        Self::of_classes(text, move |letter| letter.class == Class::Mail && meant(letter))
    }

    /// One that does.
    pub fn of_classes(text: impl Into<String>, meant: impl Fn(&Letter) -> bool + 'static) -> Self {
        Self {
            text: text.into(),
            zone: "UTC",
            folder: "INBOX",
            recursive: false,
            newest_first: false,
            limit: None,
            nothing: false,
            meant: Box::new(meant),
        }
    }

    /// One by which nothing is found.
    pub fn nothing(text: impl Into<String>) -> Self {
        Self { nothing: true, ..Self::new(text, |_| false) }
    }

    pub fn zone(self, zone: &'static str) -> Self {
        Self { zone, ..self }
    }

    pub fn folder(self, folder: &'static str) -> Self {
        Self { folder, ..self }
    }

    pub fn below(self, folder: &'static str) -> Self {
        Self { folder, recursive: true, ..self }
    }

    pub fn newest(self) -> Self {
        Self { newest_first: true, ..self }
    }

    pub fn first(self, limit: usize) -> Self {
        Self { limit: Some(limit), ..self }
    }

    /// What the mailbox is asked, as a step of an automation asks it.
    pub fn selection(&self) -> Selection {
        let filter: Filter = file::load("filter.yaml", self.text.as_bytes()).unwrap_or_else(|mistakes| {
            panic!("{self}: {:?}", mistakes.iter().map(file::Mistake::code).collect::<Vec<_>>())
        });
        let query = filter.query(&Scope::default(), &TimeZone::get(self.zone).unwrap()).unwrap();
        Selection {
            recursive: self.recursive,
            query,
            order: if self.newest_first { Order::NewestFirst } else { Order::OldestFirst },
            limit: self.limit,
            ..Selection::of(FolderPath::parse(self.folder).unwrap())
        }
    }
}

/// As somebody would write it.
impl fmt::Display for Row {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "where: {} in {} ({})", self.text, self.folder, self.zone)?;
        let beside = [(self.recursive, "recursive"), (self.newest_first, "newest_first")];
        beside.into_iter().filter(|(is_so, _)| *is_so).try_for_each(|(_, word)| write!(f, ", {word}"))?;
        self.limit.map_or(Ok(()), |limit| write!(f, ", limit {limit}"))
    }
}
