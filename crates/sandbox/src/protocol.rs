use std::fmt;

/// What a port of the sandbox speaks.
#[derive(Clone, Copy, Debug, PartialEq, Eq, PartialOrd, Ord, Hash)]
#[non_exhaustive]
pub enum Protocol {
    /// `IMAP4rev1` (RFC 3501).
    Imap,
    /// POP3 (RFC 1939).
    Pop3,
    /// SMTP (RFC 5321), as for submission (RFC 6409).
    Smtp,
    /// Exchange Web Services, over HTTP.
    Ews,
    /// Microsoft Graph, over HTTP.
    Graph,
}

impl fmt::Display for Protocol {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self {
            Self::Imap => "IMAP",
            Self::Pop3 => "POP3",
            Self::Smtp => "SMTP",
            Self::Ews => "EWS",
            Self::Graph => "Graph",
        })
    }
}
