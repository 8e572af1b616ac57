//! The versions of the service (`RequestServerVersion`).

/// A version of Exchange that a client can ask to be spoken to as, oldest first.
///
/// Source: learn.microsoft.com/exchange/client-developer/web-service-reference/requestserverversion.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub enum Version {
    /// Exchange 2007 SP1.
    Exchange2007Sp1,
    /// Exchange 2010.
    Exchange2010,
    /// Exchange 2010 SP1.
    Exchange2010Sp1,
    /// Exchange 2010 SP2.
    Exchange2010Sp2,
    /// Exchange 2013.
    Exchange2013,
    /// Exchange 2013 SP1: the newest that brings anything for mail, and that Exchange Online knows.
    Exchange2013Sp1,
    /// Exchange 2016.
    Exchange2016,
}

impl Version {
    /// What a session begins with where nobody has chosen: newer ones bring nothing for mail.
    pub const BEST: Self = Self::Exchange2013Sp1;

    /// As the schema writes it.
    pub fn as_str(self) -> &'static str {
        match self {
            Self::Exchange2007Sp1 => "Exchange2007_SP1",
            Self::Exchange2010 => "Exchange2010",
            Self::Exchange2010Sp1 => "Exchange2010_SP1",
            Self::Exchange2010Sp2 => "Exchange2010_SP2",
            Self::Exchange2013 => "Exchange2013",
            Self::Exchange2013Sp1 => "Exchange2013_SP1",
            Self::Exchange2016 => "Exchange2016",
        }
    }

    /// The next older one.
    pub(super) fn older(self) -> Option<Self> {
        Some(match self {
            Self::Exchange2007Sp1 => return None,
            Self::Exchange2010 => Self::Exchange2007Sp1,
            Self::Exchange2010Sp1 => Self::Exchange2010,
            Self::Exchange2010Sp2 => Self::Exchange2010Sp1,
            Self::Exchange2013 => Self::Exchange2010Sp2,
            Self::Exchange2013Sp1 => Self::Exchange2013,
            Self::Exchange2016 => Self::Exchange2013Sp1,
        })
    }

    /// The newest that a server of this number knows: 8 is Exchange 2007, 14 is 2010, 15.0 is 2013, 15.1 is 2016.
    ///
    /// Source: learn.microsoft.com/exchange/client-developer/web-service-reference/serverversioninfo.
    pub(super) fn of_server(major: u32, minor: u32) -> Self {
        match (major, minor) {
            (..=13, _) => Self::Exchange2007Sp1,
            (14, 0) => Self::Exchange2010,
            (14, 1) => Self::Exchange2010Sp1,
            (14, _) => Self::Exchange2010Sp2,
            (15, 0) => Self::Exchange2013,
            _ => Self::Exchange2013Sp1,
        }
    }
}
