//! The sessions that an automation opens.

use super::Speaks;
use super::way_out::WayOut;
use crate::actions::{Connect, Ews, Outlook, Server, host_of, username};
use carteiro_auth::providers::exchange::{self, Place};
use carteiro_auth::{Mode, Value};
use carteiro_mail::Permission;
use carteiro_mail::reaching::Security;
use carteiro_world::Phrase;
use carteiro_world::http::Url;
use jiff::Timestamp;
use serde::Serialize;

/// A session, as far as it is known before a run.
#[derive(Clone, Debug, Serialize)]
pub struct Opened {
    /// Its name.
    pub session: String,
    /// The line of the step that opens it.
    pub line: usize,
    /// What the server speaks: `imap`, `pop3`, `ews` or `outlook`.
    pub kind: Speaks,
    /// The server, as it is written.
    pub host: String,
    /// The port, as it is written or as it is without.
    pub port: String,
    /// How the connection is protected: `tls`, `starttls` or `none`.
    pub security: &'static str,
    /// The mode of signing in; `login`: as the account that is signed in.
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
    /// Whether the run asks the host's domain where the server is (Autodiscover).
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub looked_up: bool,
    /// That what it speaks ends there, and when.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub ends: Option<Phrase>,
}

impl Opened {
    /// `sends`: some step sends by it; `now`: for what ends on some day.
    pub(super) fn of(connect: &Connect, line: usize, sends: bool, now: Option<Timestamp>) -> Self {
        let settings = connect.settings();
        let opened = match connect.server() {
            Server::MailServer(server) => {
                let port = server.port.as_ref().map(|port| port.source().written().to_owned());
                Self {
                    kind: server.protocol.into(),
                    host: server.host.source().written().to_owned(),
                    port: port.unwrap_or_else(|| server.usual_port().to_string()),
                    security: security(server.security),
                    sign_in: server.auth.name(),
                    user: user(connect, "mail_server.auth", &server.auth),
                    outgoing: sends.then(|| WayOut::of(connect, server)),
                    ..Self::named(connect, line)
                }
            }
            Server::Ews(ews) => Self {
                kind: Speaks::Ews,
                sign_in: ews.auth.name(),
                user: user(connect, "ews.auth", &ews.auth),
                outgoing: sends.then_some(WayOut::Itself),
                ..Self::exchange(ews, now, Self::named(connect, line))
            },
            Server::Outlook(outlook) => Self {
                kind: Speaks::Outlook,
                sign_in: outlook.auth.as_ref().map_or("login", Mode::name),
                user: outlook.auth.as_ref().and_then(|auth| user(connect, "outlook.auth", auth)),
                outgoing: sends.then_some(WayOut::Itself),
                ..Self::graph(outlook, Self::named(connect, line))
            },
        };
        let is_opened_so = !matches!(opened.kind, Speaks::Ews | Speaks::Outlook);
        Self { read_only: settings.reads_only() && is_opened_so, ..opened }
    }

    fn named(connect: &Connect, line: usize) -> Self {
        let settings = connect.settings();
        Self {
            session: settings.session.to_string(),
            line,
            kind: Speaks::default(),
            host: String::new(),
            port: String::new(),
            security: "tls",
            sign_in: "",
            user: None,
            allow: settings.allow.as_ref().map(|allow| allow.iter().map(|one| one.value).collect()),
            read_only: false,
            outgoing: None,
            looked_up: false,
            ends: None,
        }
    }

    /// Where Microsoft Graph is.
    fn graph(outlook: &Outlook, opened: Self) -> Self {
        let endpoint = outlook.endpoint().ok();
        let text = |url: &Url| url.host_str().unwrap_or_default().to_owned();
        let is_open = endpoint.as_ref().is_some_and(|endpoint| endpoint.scheme() == "http");
        Self {
            host: endpoint.as_ref().map(text).unwrap_or_default(),
            port: endpoint.as_ref().and_then(Url::port_or_known_default).unwrap_or(443).to_string(),
            security: if is_open { "none" } else { "tls" },
            ..opened
        }
    }

    /// Where Exchange is, as far as that is written.
    fn exchange(ews: &Ews, now: Option<Timestamp>, opened: Self) -> Self {
        let endpoint = ews.written_endpoint().ok().flatten();
        let written = match username(&ews.auth) {
            Some(Value::Text(name)) => Some(name.expose()),
            _ => None,
        };
        let place = ews.place(written).unwrap_or(Place::Nowhere);
        let looked_up =
            endpoint.is_none() && matches!(place, Place::Own { is_written: false, .. } | Place::Nowhere);
        let host = match &place {
            Place::Own { domain, .. } => domain.clone(),
            place => host_of(place),
        };
        let port = endpoint.as_ref().and_then(Url::port_or_known_default).unwrap_or(443);
        let is_open = endpoint.is_some_and(|endpoint| endpoint.scheme() == "http");
        Self {
            host,
            port: port.to_string(),
            security: if is_open { "none" } else { "tls" },
            looked_up,
            ends: matches!(place, Place::Cloud { .. }).then(|| exchange::ends(now, ews.application())),
            ..opened
        }
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
