//! The sessions that an automation opens.

use crate::actions::{Connect, Server};
use carteiro_auth::Value;
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
    /// The kind of server.
    pub kind: &'static str,
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
}

impl Opened {
    /// `None` for kinds of servers that no code can reach yet: their automations do not run.
    pub(super) fn of(connect: &Connect, line: usize) -> Option<Self> {
        let Server::MailServer(server) = connect.server() else { return None };
        let settings = connect.settings();
        let port = server.port.as_ref().map(|port| port.source().written().to_owned());
        Some(Self {
            session: settings.session.to_string(),
            line,
            kind: "imap",
            host: server.host.source().written().to_owned(),
            port: port.unwrap_or_else(|| server.usual_port().to_string()),
            security: match server.security {
                Security::Tls => "tls",
                Security::Starttls => "starttls",
                Security::None => "none",
            },
            sign_in: server.auth.name(),
            user: connect.values().into_iter().find_map(|(way, value)| {
                let is_user = way == format!("mail_server.auth.{}.username", server.auth.name());
                is_user.then(|| user(value)).flatten()
            }),
            allow: settings.allow.as_ref().map(|allow| allow.iter().map(|one| one.value).collect()),
            read_only: settings.reads_only(),
        })
    }
}

/// A name from the vault is a secret like the others there.
fn user(name: &Value) -> Option<String> {
    match name {
        Value::Text(name) => Some(name.expose().to_owned()),
        Value::Variable(name) => Some(format!("{{{{ {name} }}}}")),
        Value::Credential(_) => None,
    }
}
