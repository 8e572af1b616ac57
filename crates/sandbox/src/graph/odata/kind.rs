use std::cmp::Ordering;

use jiff::Timestamp;
use serde_json::Value;

/// What a property holds, and so what it can be compared with.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in super::super) enum Kind {
    Text,
    /// Text that tells capital letters from small ones.
    Id,
    Truth,
    Time,
    Number,
    /// It has properties of its own.
    Complex,
    Collection,
}

/// The properties of a type: what the one of a name holds, if there is one.
pub(in super::super) type Property = fn(&str) -> Option<Kind>;

/// A property within another, such as `emailAddress/address` of `from`.
pub(super) fn inner(path: &str) -> Kind {
    match path.rsplit('/').next().unwrap_or(path) {
        "dateTime" => Kind::Time,
        "emailAddress" => Kind::Complex,
        _ => Kind::Text,
    }
}

/// How two values of a kind stand to each other. Text is compared without regard to case, as Exchange does.
pub(super) fn compare(one: &Value, other: &Value, kind: Kind) -> Option<Ordering> {
    match (one, other) {
        (Value::Null, Value::Null) => Some(Ordering::Equal),
        (Value::Bool(one), Value::Bool(other)) => Some(one.cmp(other)),
        (Value::Number(one), Value::Number(other)) => one.as_f64()?.partial_cmp(&other.as_f64()?),
        (Value::String(one), Value::String(other)) => match kind {
            Kind::Time => Some(time(one)?.cmp(&time(other)?)),
            Kind::Id => Some(one.cmp(other)),
            _ => Some(one.to_lowercase().cmp(&other.to_lowercase())),
        },
        _ => None,
    }
}

/// A time as it may stand in a query; a day begins at midnight in UTC.
pub(in super::super) fn time(text: &str) -> Option<Timestamp> {
    if let Ok(time) = text.parse() {
        return Some(time);
    }
    let day: jiff::civil::Date = text.parse().ok()?;
    day.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|midnight| midnight.timestamp())
}
