use std::{fmt, mem::discriminant, str::FromStr};

/// A way in which the authorization server behaves on purpose. Its text is its name, and `=` with the seconds if it has
/// some: `token-lifetime=5`, `mfa-required`.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
#[non_exhaustive]
#[expect(missing_docs, reason = "the sentence of each is in the table")]
pub enum Knob {
    TokenLifetime(u32),
    RefreshRotation,
    MfaRequired,
    ConsentMissing,
    SecretExpired,
    AccountLocked,
    ConditionalAccess,
    RefreshTokenRevoked,
    ServerDown,
    ServerError,
    Slow(u32),
}

/// A knob, as it is told to a person.
#[derive(Clone, Copy, Debug)]
pub struct KnobRow {
    /// Its name in text.
    pub name: &'static str,
    /// What it does.
    pub sentence: &'static str,
    make: Make,
}

#[derive(Clone, Copy, Debug)]
enum Make {
    Plain(Knob),
    Seconds(fn(u32) -> Knob),
}

impl KnobRow {
    /// Whether seconds belong to it.
    pub fn takes_seconds(&self) -> bool {
        matches!(self.make, Make::Seconds(_))
    }

    const fn plain(name: &'static str, knob: Knob, sentence: &'static str) -> Self {
        Self { name, sentence, make: Make::Plain(knob) }
    }

    const fn seconds(name: &'static str, make: fn(u32) -> Knob, sentence: &'static str) -> Self {
        Self { name, sentence, make: Make::Seconds(make) }
    }
}

impl Knob {
    /// All of them.
    pub const TABLE: [KnobRow; 11] = [
        KnobRow::seconds(
            "token-lifetime",
            Self::TokenLifetime,
            "Access tokens are valid for so many seconds.",
        ),
        KnobRow::plain(
            "refresh-rotation",
            Self::RefreshRotation,
            "A refresh token works once; used again, it ends all that came of it (RFC 9700 §4.14.2).",
        ),
        KnobRow::plain(
            "mfa-required",
            Self::MfaRequired,
            "Passwords and refresh tokens do not do without a second factor (AADSTS50076); the page asks for 000000.",
        ),
        KnobRow::plain(
            "consent-missing",
            Self::ConsentMissing,
            "Nobody has consented to what passwords and refresh tokens ask for (AADSTS65001).",
        ),
        KnobRow::plain(
            "secret-expired",
            Self::SecretExpired,
            "The secrets of all apps have expired (AADSTS7000222).",
        ),
        KnobRow::plain("account-locked", Self::AccountLocked, "Every user is locked out (AADSTS50053)."),
        KnobRow::plain(
            "conditional-access",
            Self::ConditionalAccess,
            "A policy of the organisation refuses tokens for users (AADSTS53003).",
        ),
        KnobRow::plain(
            "refresh-token-revoked",
            Self::RefreshTokenRevoked,
            "Refresh tokens have been revoked (AADSTS50173).",
        ),
        KnobRow::plain("server-down", Self::ServerDown, "Every request is answered with 503."),
        KnobRow::plain(
            "server-error",
            Self::ServerError,
            "Every request is answered with 500 and a page of HTML.",
        ),
        KnobRow::seconds("slow", Self::Slow, "Every answer comes after so many seconds."),
    ];

    /// Whether both are the same knob, in whatever position.
    pub fn same(self, other: Self) -> bool {
        discriminant(&self) == discriminant(&other)
    }
}

impl fmt::Display for Knob {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let made = |row: &&KnobRow| match row.make {
            Make::Plain(knob) => knob.same(*self),
            Make::Seconds(make) => make(0).same(*self),
        };
        f.write_str(Self::TABLE.iter().find(made).map_or("", |row| row.name))?;
        match self {
            Self::TokenLifetime(seconds) | Self::Slow(seconds) => write!(f, "={seconds}"),
            _ => Ok(()),
        }
    }
}

impl FromStr for Knob {
    type Err = String;

    fn from_str(text: &str) -> Result<Self, String> {
        let (name, value) = text.split_once('=').map_or((text, None), |(name, value)| (name, Some(value)));
        let Some(row) = Self::TABLE.iter().find(|row| row.name == name) else {
            let known: Vec<_> = Self::TABLE.iter().map(|row| row.name).collect();
            return Err(format!(
                "`{name}` is no knob of the authorization server; it has {}",
                known.join(", ")
            ));
        };
        match (row.make, value) {
            (Make::Plain(knob), None) => Ok(knob),
            (Make::Plain(_), Some(_)) => Err(format!("`{name}` takes no value")),
            (Make::Seconds(make), value) => {
                let seconds = value.and_then(|value| value.parse().ok());
                seconds.map(make).ok_or_else(|| format!("`{name}` takes whole seconds, such as `{name}=5`"))
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn every_knob_is_read_from_its_own_text() {
        for row in Knob::TABLE {
            let text = if row.takes_seconds() { format!("{}=5", row.name) } else { row.name.to_owned() };
            assert_eq!(text.parse::<Knob>().map(|knob| knob.to_string()), Ok(text));
        }
    }

    #[test]
    fn a_text_that_is_no_knob_is_told_why() {
        assert!("mfa".parse::<Knob>().unwrap_err().contains("mfa-required"));
        assert_eq!("mfa-required=1".parse::<Knob>().unwrap_err(), "`mfa-required` takes no value");
        for text in ["slow", "slow=", "slow=-1", "slow=4294967296"] {
            assert_eq!(text.parse::<Knob>().unwrap_err(), "`slow` takes whole seconds, such as `slow=5`");
        }
    }
}
