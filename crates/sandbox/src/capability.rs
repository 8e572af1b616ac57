use std::{fmt, str::FromStr};

/// A part of the server that [`Options::without`](crate::Options::without) can switch off, in every protocol that
/// has it.
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
    /// SASL-IR (RFC 4959), and in POP3 the initial response of AUTH (RFC 5034 §4).
    SaslIr,
    /// SPECIAL-USE (RFC 6154).
    SpecialUse,
    /// UIDPLUS (RFC 4315).
    UidPlus,
    /// UNSELECT (RFC 3691).
    Unselect,
    /// STARTTLS of IMAP and SMTP (RFC 9051 §6.2.1, RFC 3207), STLS of POP3 (RFC 2595 §4).
    StartTls,
    /// The SASL mechanism PLAIN (RFC 4616).
    AuthPlain,
    /// The SASL mechanism LOGIN.
    AuthLogin,
    /// The SASL mechanism CRAM-MD5 (RFC 2195), which only SMTP has.
    AuthCramMd5,
    /// The SASL mechanism XOAUTH2.
    AuthXOauth2,
    /// The SASL mechanism OAUTHBEARER (RFC 7628).
    AuthOauthBearer,
    /// CAPA of POP3 (RFC 2449).
    Capa,
    /// USER and PASS of POP3 (RFC 1939 §7).
    User,
    /// UIDL of POP3 (RFC 1939 §7).
    Uidl,
    /// TOP of POP3 (RFC 1939 §7).
    Top,
    /// RESP-CODES and AUTH-RESP-CODE of POP3 (RFC 2449 §6.4, RFC 3206 §6).
    RespCodes,
    /// UTF8 of POP3 (RFC 6856 §2).
    Utf8,
    /// PIPELINING of POP3 and SMTP (RFC 2449 §6.6, RFC 2920).
    Pipelining,
    /// SIZE of SMTP (RFC 1870).
    Size,
    /// 8BITMIME of SMTP (RFC 6152).
    EightBitMime,
    /// SMTPUTF8 (RFC 6531).
    SmtpUtf8,
    /// DSN of SMTP (RFC 3461).
    Dsn,
    /// ENHANCEDSTATUSCODES of SMTP (RFC 2034).
    EnhancedStatusCodes,
    /// CHUNKING of SMTP (RFC 3030): BDAT.
    Chunking,
}

impl Capability {
    /// What only IMAP has, in the order in which it is advertised.
    pub const IMAP: [Self; 13] = [
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

    /// What other protocols have too, or alone.
    pub const SHARED: [Self; 19] = [
        Self::StartTls,
        Self::AuthPlain,
        Self::AuthLogin,
        Self::AuthCramMd5,
        Self::AuthXOauth2,
        Self::AuthOauthBearer,
        Self::Capa,
        Self::User,
        Self::Uidl,
        Self::Top,
        Self::RespCodes,
        Self::Utf8,
        Self::Pipelining,
        Self::Size,
        Self::EightBitMime,
        Self::SmtpUtf8,
        Self::Dsn,
        Self::EnhancedStatusCodes,
        Self::Chunking,
    ];

    /// The name, as advertised by the protocol that has it.
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
            Self::StartTls => "STARTTLS",
            Self::AuthPlain => "AUTH=PLAIN",
            Self::AuthLogin => "AUTH=LOGIN",
            Self::AuthCramMd5 => "AUTH=CRAM-MD5",
            Self::AuthXOauth2 => "AUTH=XOAUTH2",
            Self::AuthOauthBearer => "AUTH=OAUTHBEARER",
            Self::Capa => "CAPA",
            Self::User => "USER",
            Self::Uidl => "UIDL",
            Self::Top => "TOP",
            Self::RespCodes => "RESP-CODES",
            Self::Utf8 => "UTF8",
            Self::Pipelining => "PIPELINING",
            Self::Size => "SIZE",
            Self::EightBitMime => "8BITMIME",
            Self::SmtpUtf8 => "SMTPUTF8",
            Self::Dsn => "DSN",
            Self::EnhancedStatusCodes => "ENHANCEDSTATUSCODES",
            Self::Chunking => "CHUNKING",
        }
    }

    /// Each.
    pub fn all() -> impl Iterator<Item = Self> {
        Self::IMAP.into_iter().chain(Self::SHARED)
    }

    /// Whether it is told to someone who has not signed in yet, as Dovecot does.
    pub(crate) const fn before_sign_in(self) -> bool {
        matches!(self, Self::LiteralPlus | Self::SaslIr | Self::Id | Self::Enable | Self::Idle)
    }
}

impl fmt::Display for Capability {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Capability {
    type Err = String;

    fn from_str(name: &str) -> Result<Self, String> {
        let found = Self::all().find(|capability| capability.name().eq_ignore_ascii_case(name));
        found.ok_or_else(|| {
            let known: Vec<_> = Self::all().map(Self::name).collect();
            format!("`{name}` is no capability of the sandbox; it knows {}", known.join(", "))
        })
    }
}
