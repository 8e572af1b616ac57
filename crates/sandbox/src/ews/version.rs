use std::{fmt, str::FromStr};

/// A version of the schema (`RequestServerVersion`,
/// learn.microsoft.com/exchange/client-developer/exchange-web-services/ews-schema-versions-in-exchange), as it stands in
/// `ExchangeVersionType`.
#[expect(missing_docs, reason = "their names say all")]
#[non_exhaustive]
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    Exchange2007,
    Exchange2007Sp1,
    Exchange2010,
    Exchange2010Sp1,
    Exchange2010Sp2,
    Exchange2013,
    Exchange2013Sp1,
    Exchange2015,
    Exchange2016,
}

impl Version {
    pub(super) const LATEST: Self = Self::Exchange2016;
    const ALL: [Self; 9] = [
        Self::Exchange2007,
        Self::Exchange2007Sp1,
        Self::Exchange2010,
        Self::Exchange2010Sp1,
        Self::Exchange2010Sp2,
        Self::Exchange2013,
        Self::Exchange2013Sp1,
        Self::Exchange2015,
        Self::Exchange2016,
    ];

    /// As it stands in the schema (`ExchangeVersionType`).
    pub const fn name(self) -> &'static str {
        match self {
            Self::Exchange2007 => "Exchange2007",
            Self::Exchange2007Sp1 => "Exchange2007_SP1",
            Self::Exchange2010 => "Exchange2010",
            Self::Exchange2010Sp1 => "Exchange2010_SP1",
            Self::Exchange2010Sp2 => "Exchange2010_SP2",
            Self::Exchange2013 => "Exchange2013",
            Self::Exchange2013Sp1 => "Exchange2013_SP1",
            Self::Exchange2015 => "Exchange2015",
            Self::Exchange2016 => "Exchange2016",
        }
    }

    pub(super) fn read(name: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|version| version.name() == name)
    }

    /// The numbers of a server whose latest version this is
    /// (learn.microsoft.com/exchange/new-features/build-numbers-and-release-dates).
    pub(super) const fn build(self) -> [&'static str; 4] {
        match self {
            Self::Exchange2007 => ["8", "0", "685", "24"],
            Self::Exchange2007Sp1 => ["8", "1", "240", "6"],
            Self::Exchange2010 => ["14", "0", "639", "21"],
            Self::Exchange2010Sp1 => ["14", "1", "218", "15"],
            Self::Exchange2010Sp2 => ["14", "2", "247", "5"],
            Self::Exchange2013 => ["15", "0", "516", "32"],
            Self::Exchange2013Sp1 => ["15", "0", "847", "32"],
            Self::Exchange2015 | Self::Exchange2016 => ["15", "1", "2507", "6"],
        }
    }
}

impl fmt::Display for Version {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Version {
    type Err = &'static str;

    fn from_str(name: &str) -> Result<Self, Self::Err> {
        Self::read(name).ok_or("give one such as Exchange2010_SP2 or Exchange2013_SP1")
    }
}
