/// The loopback ports. 0, which is the default of each, takes a free one.
///
/// Those with an `s` speak TLS from the first byte and are opened only with [`Options::tls`](crate::Options::tls).
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq)]
pub struct Ports {
    /// HTTP, for the authorization server, Exchange Web Services, Graph and `/control`.
    pub http: u16,
    /// The same over TLS.
    pub https: u16,
    /// IMAP, with STARTTLS where there is TLS.
    pub imap: u16,
    /// IMAP over TLS.
    pub imaps: u16,
    /// POP3, with STLS where there is TLS.
    pub pop3: u16,
    /// POP3 over TLS.
    pub pop3s: u16,
    /// SMTP, with STARTTLS where there is TLS.
    pub smtp: u16,
    /// SMTP over TLS.
    pub smtps: u16,
}
