use std::str::FromStr;

/// A part of the IMAP server that [`Options::without`](crate::Options::without) can switch off.
///
/// What is off is neither advertised nor understood.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord)]
#[non_exhaustive]
pub enum Capability {
    /// CHILDREN (RFC 3348): `\HasChildren` in LIST answers.
    Children,
    /// ENABLE (RFC 5161).
    Enable,
    /// ESEARCH (RFC 4731).
    Esearch,
    /// ID (RFC 2971).
    Id,
    /// IDLE (RFC 2177).
    Idle,
    /// LIST-EXTENDED (RFC 5258).
    ListExtended,
    /// LITERAL+ (RFC 7888).
    LiteralPlus,
    /// MOVE (RFC 6851).
    Move,
    /// NAMESPACE (RFC 2342).
    Namespace,
    /// SASL-IR (RFC 4959).
    SaslIr,
    /// SPECIAL-USE (RFC 6154).
    SpecialUse,
    /// UIDPLUS (RFC 4315).
    UidPlus,
    /// UNSELECT (RFC 3691).
    Unselect,
}

impl Capability {
    /// All of them, in the order in which they are advertised.
    pub const ALL: [Self; 13] = [
        Self::LiteralPlus,
        Self::SaslIr,
        Self::Id,
        Self::Enable,
        Self::Idle,
        Self::Namespace,
        Self::Children,
        Self::Unselect,
        Self::UidPlus,
        Self::Move,
        Self::ListExtended,
        Self::SpecialUse,
        Self::Esearch,
    ];

    /// The name as advertised.
    pub const fn name(self) -> &'static str {
        match self {
            Self::Children => "CHILDREN",
            Self::Enable => "ENABLE",
            Self::Esearch => "ESEARCH",
            Self::Id => "ID",
            Self::Idle => "IDLE",
            Self::ListExtended => "LIST-EXTENDED",
            Self::LiteralPlus => "LITERAL+",
            Self::Move => "MOVE",
            Self::Namespace => "NAMESPACE",
            Self::SaslIr => "SASL-IR",
            Self::SpecialUse => "SPECIAL-USE",
            Self::UidPlus => "UIDPLUS",
            Self::Unselect => "UNSELECT",
        }
    }

    /// Whether it is told to someone who has not signed in yet, as Dovecot does.
    pub(crate) const fn before_sign_in(self) -> bool {
        matches!(self, Self::LiteralPlus | Self::SaslIr | Self::Id | Self::Enable | Self::Idle)
    }
}

impl FromStr for Capability {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = Self::ALL.into_iter().find(|capability| capability.name().eq_ignore_ascii_case(name));
        found.ok_or_else(|| {
            let known: Vec<_> = Self::ALL.iter().map(|capability| capability.name()).collect();
            format!("`{name}` is no capability of the sandbox; it knows {}", known.join(", "))
        })
    }
}
