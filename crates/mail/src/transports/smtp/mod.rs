//! SMTP (RFC 5321), as it is spoken to a server that takes mail from those who sign in (RFC 6409).

use crate::backends::imap::Security;
use crate::transport::Keeps;
use std::time::Duration;

/// Where mail goes out, and how to get there.
#[derive(Clone, Debug)]
pub struct Config {
    /// Name or address.
    pub host: String,
    /// Port.
    pub port: u16,
    /// How the connection is protected.
    pub security: Security,
    /// To connect and sign in.
    pub timeout: Duration,
    /// How long the server may take for one answer.
    pub patience: Duration,
    /// Whether the server keeps a copy of what it sends.
    pub keeps: Keeps,
}
