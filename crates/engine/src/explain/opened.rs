//! The sessions that an automation opens.

use super::way_out::WayOut;
use crate::actions::{Connect, Protocol, Server};
use carteiro_auth::{Mode, Value};
use carteiro_mail::Permission;
use carteiro_mail::reaching::Security;
use serde::Serialize;

/// A session, as far as it is known before a run.
#[derive(Clone, Debug, Serialize)]
pub struct Opened {
    /// Its name.
    pub session: String,
    /// The line of the step that opens it.
    pub line: usize,
    /// The kind of server: `imap` or `pop3`.
    pub kind: Protocol,
    /// The server, as it is written.
    pub host: String,
    /// The port, as it is written or as it is without.
    pub port: String,
    /// How the connection is protected: `tls`, `starttls` or `none`.
    pub security: &'static str,
    /// The mode of signing in.
    pub sign_in: &'static str,
    /// Who signs in, when that is written in the file.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub user: Option<String>,
    /// What it may do; left out: everything.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub allow: Option<Vec<Permission>>,
    /// Whether folders are opened for reading only.
    pub read_only: bool,
    /// Where its mail goes out; left out: it sends nothing.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub outgoing: Option<WayOut>,
}

impl Opened {
    /// `sends`: some step sends by it. `None` for kinds of servers that no code can reach yet: their automations do not run.
    pub(super) fn of(connect: &Connect, line: usize, sends: bool) -> Option<Self> {
        let Server::MailServer(server) = connect.server() else { return None };
        let settings = connect.settings();
        let port = server.port.as_ref().map(|port| port.source().written().to_owned());
        Some(Self {
            session: settings.session.to_string(),
            line,
            kind: server.protocol,
            host: server.host.source().written().to_owned(),
            port: port.unwrap_or_else(|| server.usual_port().to_string()),
            security: security(server.security),
            sign_in: server.auth.name(),
            user: user(connect, "mail_server.auth", &server.auth),
            allow: settings.allow.as_ref().map(|allow| allow.iter().map(|one| one.value).collect()),
            read_only: settings.reads_only(),
            outgoing: sends.then(|| WayOut::of(connect, server)),
        })
    }
}

pub(super) fn security(security: Security) -> &'static str {
    match security {
        Security::Tls => "tls",
        Security::Starttls => "starttls",
        Security::None => "none",
    }
}

/// Who signs in by the mode at this way. A name from the vault is a secret like the others there.
pub(super) fn user(connect: &Connect, way: &str, mode: &Mode) -> Option<String> {
    let way = format!("{way}.{}.username", mode.name());
    match connect.values().into_iter().find_map(|(at, value)| (at == way).then_some(value))? {
        Value::Text(name) => Some(name.expose().to_owned()),
        Value::Variable(name) => Some(format!("{{{{ {name} }}}}")),
        Value::Credential(_) => None,
    }
}
