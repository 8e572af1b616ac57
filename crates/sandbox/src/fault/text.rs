use std::{fmt, str::FromStr};

use super::Fault;

/// A fault as a person chooses it.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Entry {
    /// Its name as text.
    pub name: &'static str,
    /// What stands behind `=`, where something does.
    pub value: Option<&'static str>,
    /// What happens.
    pub about: &'static str,
}

impl fmt::Display for Entry {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)?;
        self.value.map_or(Ok(()), |value| write!(f, "={value}"))
    }
}

impl FromStr for Fault {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, value) = match text.split_once('=') {
            Some((name, value)) => (name, Some(value)),
            None => (text, None),
        };
        Self::read(name, value).unwrap_or_else(|| {
            let known: Vec<_> = Self::LIST.iter().map(ToString::to_string).collect();
            Err(format!("`{name}` is no fault of the sandbox; it knows {}", known.join(", ")))
        })
    }
}

/// Reads what stands behind `=`.
pub(super) fn value<T: FromStr<Err: fmt::Display>>(
    name: &str,
    what: &str,
    value: Option<&str>,
) -> Result<T, String> {
    let value = value.ok_or_else(|| format!("`{name}` needs a value: {name}={what}"))?;
    value.parse().map_err(|error| format!("`{value}` is no {what} of `{name}`: {error}"))
}

/// Refuses what stands behind `=` where nothing may.
pub(super) fn no_value(name: &str, value: Option<&str>) -> Result<(), String> {
    value.map_or(Ok(()), |_| Err(format!("`{name}` takes no value")))
}

/// The addresses a fault is about: one, or `*` for all.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Whom(String);

impl Whom {
    /// Everybody.
    pub fn anybody() -> Self {
        Self("*".to_owned())
    }

    /// Whether an address is meant. The case of letters makes no difference.
    pub fn is(&self, address: &str) -> bool {
        self.0 == "*" || self.0.eq_ignore_ascii_case(address)
    }
}

impl From<&str> for Whom {
    fn from(address: &str) -> Self {
        Self(address.to_owned())
    }
}

impl FromStr for Whom {
    type Err = &'static str;

    fn from_str(address: &str) -> Result<Self, Self::Err> {
        if address.is_empty() { Err("give an address, or * for all") } else { Ok(Self(address.to_owned())) }
    }
}

impl fmt::Display for Whom {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(&self.0)
    }
}
