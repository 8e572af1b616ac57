//! By what a refusal is known.

use super::{Refusal, What};
use crate::providers::is_below;
use jiff::SignedDuration;

/// By what a refusal is known; all of it must be so.
pub(super) struct Sign {
    /// One of these numbers of Entra ID.
    codes: &'static [u32],
    /// At one of these hosts, or below.
    hosts: &'static [&'static str],
    /// When this was refused.
    what: Option<Refused>,
    /// The error has one of these names.
    names: &'static [&'static str],
    /// One of these texts, in small letters, is in what is said.
    texts: &'static [&'static str],
    /// So long after a person signed in, in hours: from, to.
    hours: Option<(i64, i64)>,
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Refused {
    Token,
    Password,
    Bearer,
}

impl Sign {
    const ANY: Self = Self { codes: &[], hosts: &[], what: None, names: &[], texts: &[], hours: None };

    pub(super) const fn of_codes(codes: &'static [u32]) -> Self {
        Self { codes, ..Self::ANY }
    }

    /// A provider's error of one of these names.
    pub(super) const fn error(names: &'static [&'static str]) -> Self {
        Self { names, what: Some(Refused::Token), ..Self::ANY }
    }

    /// No token is handed out.
    pub(super) const fn token() -> Self {
        Self { what: Some(Refused::Token), ..Self::ANY }
    }

    /// A password is not taken.
    pub(super) const fn password() -> Self {
        Self { what: Some(Refused::Password), ..Self::ANY }
    }

    /// A token is not taken.
    pub(super) const fn bearer() -> Self {
        Self { what: Some(Refused::Bearer), ..Self::ANY }
    }

    /// One of these texts is said.
    pub(super) const fn text(texts: &'static [&'static str]) -> Self {
        Self { texts, ..Self::ANY }
    }

    pub(super) const fn saying(self, texts: &'static [&'static str]) -> Self {
        Self { texts, ..self }
    }

    pub(super) const fn at(self, hosts: &'static [&'static str]) -> Self {
        Self { hosts, ..self }
    }

    pub(super) const fn after_hours(self, from: i64, to: i64) -> Self {
        Self { hours: Some((from, to)), ..self }
    }

    pub(super) fn fits(&self, refusal: &Refusal<'_>, host: &str, said: &str, code: Option<u32>) -> bool {
        let name = said.split(':').next().unwrap_or_default().trim();
        (self.codes.is_empty() || code.is_some_and(|code| self.codes.contains(&code)))
            && (self.hosts.is_empty() || is_below(host, self.hosts))
            && self.what.is_none_or(|what| what.is(refusal.what))
            && (self.names.is_empty() || self.names.contains(&name))
            && (self.texts.is_empty() || self.texts.iter().any(|text| said.contains(text)))
            && self.hours.is_none_or(|(from, to)| match refusal.what {
                What::Token(Some(age)) => {
                    (SignedDuration::from_hours(from)..SignedDuration::from_hours(to)).contains(&age)
                }
                _ => false,
            })
    }

    /// The numbers of Entra ID that it is known by.
    #[cfg(test)]
    pub(super) fn codes(&self) -> &'static [u32] {
        self.codes
    }
}

impl Refused {
    fn is(self, what: What) -> bool {
        match what {
            What::Token(_) => self == Self::Token,
            What::Password => self == Self::Password,
            What::Bearer => self == Self::Bearer,
            What::Mailbox => false,
        }
    }
}

/// The first number of Entra ID in a text of small letters.
pub(super) fn aadsts(said: &str) -> Option<u32> {
    let (_, rest) = said.split_once("aadsts")?;
    let digits = rest.split(|letter: char| !letter.is_ascii_digit()).next()?;
    digits.parse().ok()
}
