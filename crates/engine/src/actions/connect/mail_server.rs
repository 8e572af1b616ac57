//! Servers that speak IMAP or POP3.

use super::super::trust;
use super::outgoing::Outgoing;
use super::Settings;
use super::sign_in::{SignIn, Target};
use crate::failure::Failure;
use crate::host;
use crate::login::Wanted;
use crate::run::Cx;
use crate::template::{Source, Templated};
use carteiro_auth::Mode;
use carteiro_auth::providers::{Cloud, Service};
use carteiro_mail::backends::imap::{Config, Security};
use carteiro_mail::Stages;
use carteiro_world::phrase;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Mail server: any server that speaks IMAP.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MailServer {
    /// Protocol. IMAP unless the server has only POP3.
    #[serde(default)]
    pub protocol: Protocol,
    /// Host. The name or address of the server.
    #[schemars(extend("minLength" = 1))]
    pub host: Templated<String>,
    /// Port. Left out: 993 with TLS, 143 otherwise.
    pub port: Option<Templated<u16>>,
    /// Use secure connection. `tls` from the start, `starttls` before anything is said, or `none`: everybody on the way reads along.
    #[serde(default)]
    #[schemars(extend("default" = "tls"))]
    pub security: Security,
    /// Mailbox. The address of a shared mailbox; left out: that of who signs in.
    pub mailbox: Option<String>,
    /// CA file. Certificates (PEM) of an authority of your own, beneath the folder of files.
    pub ca_file: Option<String>,
    /// Fingerprint. The SHA-256 of the one certificate that is accepted.
    pub fingerprint: Option<String>,
    /// Proxy. Through which the server is reached.
    pub proxy: Option<String>,
    /// Authentication mode. How to sign in.
    pub auth: Mode,
    /// Outgoing server. Sends the mail of this session.
    pub outgoing: Option<Outgoing>,
}

/// Protocol of a mail server.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "lowercase")]
pub enum Protocol {
    /// IMAP.
    #[default]
    Imap,
    /// POP3.
    Pop3,
}

/// How long a server may be silent while it owes an answer.
pub(super) const PATIENCE: Duration = Duration::from_mins(5);
/// Between two looks at a folder that is watched, on servers that do not tell by themselves.
const POLL: Duration = Duration::from_mins(1);
const CONNECTIONS: usize = 3;

impl MailServer {
    /// Where it is reached when nobody says so.
    pub(crate) fn usual_port(&self) -> u16 {
        if self.security == Security::Tls { 993 } else { 143 }
    }

    pub(super) fn sources(&self) -> Vec<&Source> {
        let port = self.port.iter().map(Templated::source);
        [self.host.source()].into_iter().chain(port).collect()
    }

    fn host(&self, cx: &Cx) -> Result<String, Failure> {
        let host = cx.evaluate(&self.host)?.trim().to_owned();
        if host.is_empty() {
            return Err(Failure::invalid(phrase!("host-empty")).at(self.host.source().place()));
        }
        Ok(host)
    }

    fn target<'a>(&'a self, host: &'a str, cx: &Cx) -> Result<Target<'a>, Failure> {
        Ok(Target {
            service: Service::Imap,
            cloud: Cloud::of_mail_server(host),
            host,
            mailbox: self.mailbox.as_deref(),
            http: trust::asking(self.ca_file.as_deref(), cx)?,
        })
    }

    pub(super) async fn wanted(&self, connect: &Settings, cx: &Cx) -> Result<Option<Wanted>, Failure> {
        let host = self.host(cx)?;
        self.target(&host, cx)?.wanted(connect.session.as_str(), &self.auth, cx).await
    }

    pub(super) async fn resolve(&self, connect: &Settings, cx: &Cx) -> Result<host::Server, Failure> {
        let host = self.host(cx)?;
        let port = match &self.port {
            Some(port) => cx.evaluate(port)?,
            None => self.usual_port(),
        };
        let tls = trust::tls(self.fingerprint.as_deref(), self.ca_file.as_deref(), cx)?;
        let SignIn { credentials, user, shown } = self.target(&host, cx)?.sign_in(&self.auth, cx).await?;
        let identity = identity(&user, &host, port);
        let outgoing = self.way_out(&host, &credentials, connect, cx).await?;
        let config = Config {
            host,
            port,
            security: self.security,
            timeout: connect.timeout.0,
            patience: PATIENCE,
            connections: CONNECTIONS,
            poll: POLL,
            read_only: connect.reads_only(),
        };
        Ok(host::Server {
            session: connect.session.as_str().to_owned(),
            config,
            tls,
            identity,
            user: shown,
            credentials,
            stages: Stages::default(),
            outgoing,
        })
    }
}

/// The same in every run, wherever the user name came from and however the host is written.
fn identity(user: &str, host: &str, port: u16) -> String {
    let (who, host) = (digest(user), host.to_ascii_lowercase());
    match port {
        993 | 143 => format!("imap://{who}@{host}"),
        port => format!("imap://{who}@{host}:{port}"),
    }
}

/// Tells users apart without telling who they are.
fn digest(user: &str) -> String {
    use sha2::Digest;
    let hash = sha2::Sha256::digest(user.as_bytes());
    hash.iter().take(8).fold(String::new(), |mut text, byte| {
        let _ = std::fmt::Write::write_fmt(&mut text, format_args!("{byte:02x}"));
        text
    })
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_is_the_same_however_its_host_is_written_and_its_user_is_not_told() {
        let one = identity("ana@example.org", "IMAP.Example.org", 993);
        assert_eq!(one, identity("ana@example.org", "imap.example.org", 143));
        assert!(one.ends_with("@imap.example.org") && !one.contains("ana"), "{one}");
    }
}
