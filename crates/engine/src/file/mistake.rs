//! What is wrong in a file, in words and at a place.

use super::node::Position;
use super::place::Place;
use carteiro_world::words::Phrase;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// More are not told: nobody reads them, and a hostile file must not make a report larger than itself.
pub const MOST_MISTAKES: usize = 100;

/// Something wrong in a file.
#[derive(Clone, Debug, PartialEq, Eq, Serialize, Deserialize)]
pub struct Mistake {
    /// What is wrong: a code and values, said in the person's language when shown.
    #[serde(flatten)]
    pub phrase: Phrase,
    /// In which file, when it is not the one that was asked about.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub file: Option<Arc<str>>,
    /// Where. `None` when it is about the file as a whole.
    pub place: Option<Place>,
    /// Another place that matters, such as where a duplicate key was given first.
    #[serde(skip_serializing_if = "Option::is_none", default)]
    pub related: Option<Box<Place>>,
    /// Whether the file can be used in spite of it.
    pub severity: Severity,
}

/// Whether a file with the mistake can be used.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Severity {
    /// It cannot.
    Error,
    /// It can, but does probably not mean what was intended.
    Warning,
}

impl Mistake {
    /// An error at a place.
    pub fn new(phrase: Phrase, place: Place) -> Self {
        Self { place: Some(place), ..Self::of_the_file(phrase) }
    }

    /// An error of the file as a whole.
    pub fn of_the_file(phrase: Phrase) -> Self {
        Self { phrase, file: None, place: None, related: None, severity: Severity::Error }
    }

    /// The same mistake as a warning.
    #[must_use]
    pub fn as_warning(mut self) -> Self {
        self.severity = Severity::Warning;
        self
    }

    /// The same mistake, pointing at a second place.
    #[must_use]
    pub fn beside(mut self, related: Place) -> Self {
        self.related = Some(Box::new(related));
        self
    }

    /// The same mistake, in another file than the one that was asked about.
    #[must_use]
    pub fn in_file(mut self, file: &Arc<str>) -> Self {
        self.file = Some(Arc::clone(file));
        self
    }

    pub(super) fn position(&self) -> Option<Position> {
        let Place { line, column, .. } = *self.place.as_ref()?;
        Some(Position { line, column })
    }

    /// The key of the sentence: stable, for programs and tests.
    pub fn code(&self) -> &str {
        &self.phrase.code
    }
}

/// In the order of the file; what is about the whole file comes first.
pub fn sort(mistakes: &mut Vec<Mistake>) {
    mistakes.sort_by(|a, b| (&a.place, a.code()).cmp(&(&b.place, b.code())));
    mistakes.dedup();
}
