//! Servers that speak IMAP or POP3.

use super::super::trust;
use super::outgoing::Outgoing;
use super::proxy::reads_along;
use super::sign_in::{SignIn, Target};
use super::{Proxy, Settings};
use crate::failure::Failure;
use crate::host;
use crate::login::Wanted;
use crate::run::Cx;
use crate::template::{Source, Templated};
use carteiro_auth::Mode;
use carteiro_auth::providers::{Cloud, Service};
use carteiro_mail::backends::imap::Config;
use carteiro_mail::reaching::Security;
use carteiro_mail::Stages;
use carteiro_world::{dial, phrase};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;
use std::time::Duration;

/// Mail server: any server that speaks IMAP or POP3.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct MailServer {
    /// Protocol. IMAP unless the server has only POP3.
    #[serde(default)]
    pub protocol: Protocol,
    /// Host. The name or address of the server.
    #[schemars(extend("minLength" = 1))]
    pub host: Templated<String>,
    /// Port. Left out: 993 with TLS, 143 otherwise; of POP3 995 and 110.
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
    /// Proxy. Leads to the server, and to whoever gives out its tokens. The proxies of the environment are for web requests only.
    pub proxy: Option<Proxy>,
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

impl Protocol {
    /// Where its servers are reached when nobody says so.
    pub fn usual_port(self, security: Security) -> u16 {
        match (self, security) {
            (Self::Imap, Security::Tls) => 993,
            (Self::Imap, _) => 143,
            (Self::Pop3, Security::Tls) => 995,
            (Self::Pop3, _) => 110,
        }
    }

    /// What a token is asked for.
    pub(crate) fn service(self) -> Service {
        match self {
            Self::Imap => Service::Imap,
            Self::Pop3 => Service::Pop3,
        }
    }
}

/// How long a server may be silent while it owes an answer.
pub(super) const PATIENCE: Duration = Duration::from_mins(5);
/// Between two looks at a folder that is watched, on servers that do not tell by themselves.
pub(super) const POLL: Duration = Duration::from_mins(1);
const CONNECTIONS: usize = 3;

impl MailServer {
    /// Where it is reached when nobody says so.
    pub(crate) fn usual_port(&self) -> u16 {
        self.protocol.usual_port(self.security)
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

    async fn proxy(&self, cx: &Cx) -> Result<Option<Arc<dial::Proxy>>, Failure> {
        match &self.proxy {
            Some(proxy) => proxy.resolve(self.ca_file.as_deref(), cx).await.map(Some),
            None => Ok(None),
        }
    }

    fn target<'a>(
        &'a self,
        host: &'a str,
        proxy: Option<&'a Arc<dial::Proxy>>,
        cx: &Cx,
    ) -> Result<Target<'a>, Failure> {
        let http = trust::asking(self.ca_file.as_deref(), cx)?;
        Ok(Target {
            service: self.protocol.service(),
            cloud: Cloud::of_mail_server(host),
            host,
            is_there: true,
            mailbox: self.mailbox.as_deref(),
            http: proxy.map_or_else(|| http.clone(), |proxy| http.tunnelled(Arc::clone(proxy))),
            reads_along: reads_along(proxy, self.is_vouched_for(self.security)),
        })
    }

    /// Whether nobody on the way can read along, unless authorities of the platform help them.
    pub(super) fn is_vouched_for(&self, security: Security) -> bool {
        security != Security::None && self.ca_file.is_none() && self.fingerprint.is_none()
    }

    pub(super) async fn wanted(&self, connect: &Settings, cx: &Cx) -> Result<Option<Wanted>, Failure> {
        let host = self.host(cx)?;
        let proxy = self.proxy(cx).await?;
        self.target(&host, proxy.as_ref(), cx)?.wanted(connect.session.as_str(), &self.auth, cx).await
    }

    pub(super) async fn resolve(&self, connect: &Settings, cx: &Cx) -> Result<host::Server, Failure> {
        let host = self.host(cx)?;
        let port = match &self.port {
            Some(port) => cx.evaluate(port)?,
            None => self.usual_port(),
        };
        let tls = trust::tls(self.fingerprint.as_deref(), self.ca_file.as_deref(), cx)?;
        let proxy = self.proxy(cx).await?;
        let target = self.target(&host, proxy.as_ref(), cx)?;
        let sign_in = Box::pin(target.sign_in(&self.auth, cx)).await?;
        let identity = identity(self.protocol, &sign_in.user, &host, port);
        let outgoing = self.way_out(&host, &sign_in, proxy.as_ref(), connect, cx).await?;
        let SignIn { credentials, shown, .. } = sign_in;
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
            way: host::Way::MailServer(self.protocol, config),
            proxy,
            tls,
            identity,
            user: shown,
            credentials,
            stages: Stages::default(),
            outgoing,
            marks: None,
        })
    }
}

/// The same in every run, wherever the user name came from and however the host is written.
fn identity(protocol: Protocol, user: &str, host: &str, port: u16) -> String {
    let (who, host) = (digest(user), host.to_ascii_lowercase());
    match (protocol, port) {
        (Protocol::Imap, 993 | 143) => format!("imap://{who}@{host}"),
        (Protocol::Imap, port) => format!("imap://{who}@{host}:{port}"),
        (Protocol::Pop3, 995 | 110) => format!("pop3://{who}@{host}"),
        (Protocol::Pop3, port) => format!("pop3://{who}@{host}:{port}"),
    }
}

/// Tells users apart without telling who they are.
pub(super) fn digest(user: &str) -> String {
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
        let one = identity(Protocol::Imap, "ana@example.org", "IMAP.Example.org", 993);
        assert_eq!(one, identity(Protocol::Imap, "ana@example.org", "imap.example.org", 143));
        assert!(one.ends_with("@imap.example.org") && !one.contains("ana"), "{one}");
    }
}
