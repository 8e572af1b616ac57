//! What `FindItem` and `FindFolder` look for (`RestrictionType`).

mod judge;
mod read;
mod words;

pub(super) use read::read;

use super::item::{Path, Value};

/// A condition
/// (learn.microsoft.com/exchange/client-developer/exchange-web-services/how-to-use-search-filters-with-ews-in-exchange).
#[derive(Clone, Debug)]
pub(super) enum Condition {
    And(Vec<Condition>),
    Or(Vec<Condition>),
    Not(Box<Condition>),
    Exists(Path),
    /// None of these bits is set.
    Excludes(Path, i64),
    Contains {
        path: Path,
        text: String,
        mode: Mode,
        folding: Folding,
    },
    Compare {
        path: Path,
        with: Operand,
        how: How,
    },
}

/// What a property is compared with.
#[derive(Clone, Debug)]
pub(super) enum Operand {
    Constant(String),
    Property(Path),
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum How {
    Equal,
    NotEqual,
    Greater,
    GreaterOrEqual,
    Less,
    LessOrEqual,
}

/// `ContainmentModeType`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Mode {
    FullString,
    Prefixed,
    Substring,
    PrefixOnWords,
    ExactPhrase,
}

/// `ContainmentComparisonType`: which differences make none. `Loose` is as if they both made none.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) struct Folding {
    pub case: bool,
    pub marks: bool,
}

/// What has the properties that are looked at.
pub(super) trait Properties {
    fn value(&self, path: &Path) -> Option<Value>;
}
