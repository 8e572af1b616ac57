//! What a filter means, with the way to what says so.

use crate::failure::Failure;
use crate::template::{Target, Templated};
use crate::values::{Date, Day, Size};
use crate::vars::Scope;
use carteiro_mail::Condition;

/// A condition and where in the filter it is written.
#[derive(Clone, Debug)]
pub(crate) enum Meaning {
    /// One that holds no others, and the way to it, such as `any[0].received.on`. An empty way: nobody has written it.
    One(String, Condition),
    /// All of them.
    All(Vec<Meaning>),
    /// At least one.
    Any(Vec<Meaning>),
    /// The opposite.
    Not(Box<Meaning>),
}

impl Meaning {
    /// What must hold; laid out as this is.
    pub(crate) fn condition(self) -> Condition {
        let each = |of: Vec<Self>| of.into_iter().map(Self::condition).collect();
        match self {
            Self::One(_, condition) => condition,
            Self::All(of) => Condition::All(each(of)),
            Self::Any(of) => Condition::Any(each(of)),
            Self::Not(one) => Condition::Not(Box::new(one.condition())),
        }
    }

    pub(super) fn all(mut of: Vec<Self>) -> Self {
        if of.len() == 1 { of.remove(0) } else { Self::All(of) }
    }

    pub(super) fn any(mut of: Vec<Self>) -> Self {
        if of.len() == 1 { of.remove(0) } else { Self::Any(of) }
    }
}

/// Where the values of a filter come from.
pub(crate) trait Values {
    /// The value of a field.
    fn of<T: Target + StandIn>(&self, field: &Templated<T>) -> Result<T, Failure>;
}

impl Values for Scope {
    fn of<T: Target + StandIn>(&self, field: &Templated<T>) -> Result<T, Failure> {
        field.evaluate(self)
    }
}

/// Values as they are written. What an expression makes shows in a run: something takes its place.
pub(crate) struct Written;

impl Values for Written {
    fn of<T: Target + StandIn>(&self, field: &Templated<T>) -> Result<T, Failure> {
        Ok(field.literal().unwrap_or_else(T::stand_in))
    }
}

/// What can take the place of a value that is not known.
pub(crate) trait StandIn {
    /// One like any other.
    fn stand_in() -> Self;
}

impl StandIn for String {
    fn stand_in() -> Self {
        "?".to_owned()
    }
}

impl StandIn for Size {
    fn stand_in() -> Self {
        Self(1)
    }
}

impl StandIn for Day {
    fn stand_in() -> Self {
        Self(jiff::civil::date(2000, 1, 1))
    }
}

impl StandIn for Date {
    fn stand_in() -> Self {
        Self::Moment(jiff::Timestamp::UNIX_EPOCH)
    }
}
