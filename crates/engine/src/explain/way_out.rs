//! Where the mail of a session goes out, as far as it is known before a run.

use super::opened::{security, user};
use crate::actions::{Connect, MailServer};
use carteiro_auth::Mode;
use serde::Serialize;

/// Who says where the mail of a session goes out.
#[derive(Clone, Debug, Serialize)]
#[serde(tag = "named", rename_all = "snake_case")]
pub enum WayOut {
    /// The file.
    Written(Sender),
    /// The provider at which the mail is read is known, and so is its server that sends.
    Provider(Sender),
    /// The mailbox itself sends.
    Itself,
    /// Nobody: sending fails.
    Nobody,
    /// Where mail is read shows in a run only: the server is that of a known provider, or there is none.
    Later,
}

/// A server that sends.
#[derive(Clone, Debug, Serialize)]
pub struct Sender {
    /// Its name or address.
    pub host: String,
    /// Its port.
    pub port: u16,
    /// How the connection is protected: `tls`, `starttls` or `none`.
    pub security: &'static str,
    /// The mode of signing in; left out: as for reading.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub sign_in: Option<&'static str>,
    /// Who signs in there in a mode of its own, when that is written in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
}

impl WayOut {
    pub(super) fn of(connect: &Connect, server: &MailServer) -> Self {
        let own = server.outgoing.as_ref().and_then(|outgoing| outgoing.auth.as_ref());
        let host = server.host.literal();
        // What is written holds wherever mail is read.
        let read_at = match (&server.outgoing, &host) {
            (Some(_), _) => "",
            (None, Some(host)) => host.trim(),
            (None, None) => return Self::Later,
        };
        let Some(at) = server.goes_out_at(read_at) else { return Self::Nobody };
        let sender = Sender {
            host: at.host,
            port: at.port,
            security: security(at.security),
            sign_in: own.map(Mode::name),
            user: own.and_then(|mode| user(connect, "mail_server.outgoing.auth", mode)),
        };
        if server.outgoing.is_some() { Self::Written(sender) } else { Self::Provider(sender) }
    }
}
