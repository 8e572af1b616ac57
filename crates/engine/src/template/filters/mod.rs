//! Filters: `value | name(arguments)`. A family is a file, a filter is a line in it and a function.
//!
//! A filter pays for what it makes before it makes it; a new one is a line in the list of its family.

mod any;
mod call;
mod date;
mod file_name;
mod json;
mod list;
mod number;
mod order;
mod text;

pub(super) use call::{Applied, Call};

use super::evaluate::Maybe;
use std::fmt;

/// A filter.
pub(super) struct Filter {
    pub name: &'static str,
    /// Its arguments by name, in order; `?` ends the name of one that may be left out.
    pub arguments: &'static [&'static str],
    pub applies: Applies,
    /// Whether it has an answer for what is not there.
    pub takes_undefined: bool,
    run: fn(&mut Call<'_, '_>) -> Maybe,
}

/// To what a filter is applied.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Applies {
    /// To its input as a whole.
    Whole,
    /// To each of a list, by another filter whose name comes first.
    EachFilter,
    /// To each of a list, by a test whose name comes after the arguments of its own.
    EachTest,
}

const fn filter(
    name: &'static str,
    arguments: &'static [&'static str],
    run: fn(&mut Call<'_, '_>) -> Maybe,
) -> Filter {
    Filter { name, arguments, applies: Applies::Whole, takes_undefined: false, run }
}

const FAMILIES: [&[Filter]; 7] = [
    any::FILTERS,
    text::FILTERS,
    list::FILTERS,
    order::FILTERS,
    number::FILTERS,
    date::FILTERS,
    file_name::FILTERS,
];

/// All filters.
pub(super) fn all() -> impl Iterator<Item = &'static Filter> + Clone {
    FAMILIES.iter().copied().flatten()
}

impl Filter {
    /// As it is written, for people: `replace(old, new, count)`.
    pub(super) fn form(&self) -> String {
        let own = self.arguments.iter().map(|name| name.trim_end_matches('?'));
        let each = match self.applies {
            Applies::Whole => None,
            Applies::EachFilter => Some("'filter'"),
            Applies::EachTest => Some("'test'"),
        };
        let arguments: Vec<&str> = own.chain(each).collect();
        if arguments.is_empty() {
            return self.name.to_owned();
        }
        format!("{}({})", self.name, arguments.join(", "))
    }
}

impl fmt::Debug for Filter {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
