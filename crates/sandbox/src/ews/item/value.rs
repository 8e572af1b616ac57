use std::cmp::Ordering;

use jiff::Timestamp;

/// What a property holds, to be compared and sorted by.
#[derive(Clone, Debug, PartialEq)]
pub(in super::super) enum Value {
    /// UTF-8 in which surrogates may stand alone.
    Text(Vec<u8>),
    Number(i64),
    Truth(bool),
    Time(Timestamp),
    Several(Vec<Value>),
}

impl Value {
    pub fn text(text: &str) -> Self {
        Self::Text(text.as_bytes().to_vec())
    }

    /// A constant of a request, read as what it is compared with.
    pub fn like(&self, constant: &str) -> Option<Self> {
        match self {
            Self::Text(_) => Some(Self::text(constant)),
            Self::Number(_) => constant.trim().parse().ok().map(Self::Number),
            Self::Truth(_) => match constant.trim() {
                "true" | "1" => Some(Self::Truth(true)),
                "false" | "0" => Some(Self::Truth(false)),
                _ => None,
            },
            Self::Time(_) => time(constant).map(Self::Time),
            Self::Several(all) => {
                all.first().map_or_else(|| Some(Self::text(constant)), |one| one.like(constant))
            }
        }
    }

    /// How two values of a kind stand to each other. Text is compared without regard to case, as Exchange sorts it.
    pub fn compare(&self, other: &Self) -> Option<Ordering> {
        match (self, other) {
            (Self::Text(one), Self::Text(other)) => Some(folded(one).cmp(&folded(other))),
            (Self::Number(one), Self::Number(other)) => Some(one.cmp(other)),
            (Self::Truth(one), Self::Truth(other)) => Some(one.cmp(other)),
            (Self::Time(one), Self::Time(other)) => Some(one.cmp(other)),
            _ => None,
        }
    }

    /// As `Value` of an extended property shows it.
    pub fn shown(&self, style: super::super::xml::Style) -> Vec<u8> {
        match self {
            Self::Text(text) => text.clone(),
            Self::Number(number) => number.to_string().into_bytes(),
            Self::Truth(truth) => truth.to_string().into_bytes(),
            Self::Time(at) => style.time(*at).into_bytes(),
            Self::Several(_) => Vec::new(),
        }
    }
}

pub(super) fn folded(text: &[u8]) -> String {
    String::from_utf8_lossy(text).to_lowercase()
}

/// A point in time of a request: without an offset it is in UTC
/// (learn.microsoft.com/exchange/client-developer/exchange-web-services/time-zones-and-ews-in-exchange).
pub(in super::super) fn time(text: &str) -> Option<Timestamp> {
    let text = text.trim();
    text.parse().ok().or_else(|| {
        let civil: jiff::civil::DateTime = text.parse().ok()?;
        civil.to_zoned(jiff::tz::TimeZone::UTC).ok().map(|zoned| zoned.timestamp())
    })
}
