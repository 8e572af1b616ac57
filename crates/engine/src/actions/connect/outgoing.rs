//! Where a session's mail goes out.

use super::super::trust;
use super::mail_server::{MailServer, PATIENCE};
use super::proxy::reads_along;
use super::sign_in::{SignIn, Target, may_be_shown};
use super::Settings;
use crate::failure::Failure;
use crate::host;
use crate::run::Cx;
use carteiro_auth::providers::{Cloud, Column, Service, hosts};
use carteiro_auth::{CredentialSource, Mode};
use carteiro_mail::reaching::Security;
use carteiro_mail::transports::smtp;
use carteiro_mail::{Keeps, Permission, Stages};
use carteiro_world::dial;
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// Outgoing server: sends the mail of a session.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outgoing {
    /// Host. The name or address of the server.
    #[schemars(extend("minLength" = 1))]
    pub host: String,
    /// Port. Left out: 465 with TLS, 587 otherwise.
    pub port: Option<u16>,
    /// Use secure connection. As for reading.
    #[serde(default)]
    #[schemars(extend("default" = "tls"))]
    pub security: Security,
    /// Authentication mode. Left out: as for reading.
    pub auth: Option<Mode>,
}

/// Where it is.
pub(crate) struct At {
    pub(crate) host: String,
    pub(crate) port: u16,
    pub(crate) security: Security,
}

impl Outgoing {
    /// Where it is reached when nobody says so (RFC 8314 §3.3).
    pub(crate) fn usual_port(&self) -> u16 {
        if self.security == Security::Tls { 465 } else { 587 }
    }
}

impl MailServer {
    /// Where mail goes out when the author says it, or when it is known of the provider at which mail is read.
    pub(crate) fn goes_out_at(&self, host: &str) -> Option<At> {
        if let Some(outgoing) = &self.outgoing {
            let port = outgoing.port.unwrap_or_else(|| outgoing.usual_port());
            return Some(At { host: outgoing.host.trim().to_owned(), port, security: outgoing.security });
        }
        let smtp = hosts::of_reading(host)?.smtp;
        let security = match smtp.security {
            hosts::Security::Tls => Security::Tls,
            hosts::Security::Starttls => Security::Starttls,
        };
        Some(At { host: smtp.host.to_owned(), port: smtp.port, security })
    }

    /// Whether somebody knows where mail goes out, when it is read at `host`; `None`: nobody knows that yet.
    pub(crate) fn sends(&self, host: Option<&str>) -> Option<bool> {
        match host {
            _ if self.outgoing.is_some() => Some(true),
            Some(host) => Some(self.goes_out_at(host).is_some()),
            None => None,
        }
    }

    /// The server that sends, with what is shown to the one that is read from unless another thing is said.
    pub(super) async fn way_out(
        &self,
        reading: &str,
        sign_in: &SignIn,
        proxy: Option<&Arc<dial::Proxy>>,
        connect: &Settings,
        cx: &Cx,
    ) -> Result<Option<host::Outgoing>, Failure> {
        if !connect.permissions().allow(Permission::Send) {
            return Ok(None);
        }
        let Some(At { host, port, security }) = self.goes_out_at(reading) else { return Ok(None) };
        let own = self.outgoing.as_ref().and_then(|outgoing| outgoing.auth.as_ref());
        let reads_along = reads_along(proxy, self.is_vouched_for(security));
        // Who keeps a connection says itself whether its tokens may be shown there.
        let again = Some(&self.auth).filter(|auth| matches!(auth, Mode::Managed(_)));
        let credentials: Arc<dyn CredentialSource> = if let Some(auth) = own.or(again) {
                let http = trust::asking(self.ca_file.as_deref(), cx)?;
                let http = proxy.map_or_else(|| http.clone(), |proxy| http.tunnelled(Arc::clone(proxy)));
                let (mailbox, cloud) = (self.mailbox.as_deref(), Cloud::of_mail_server(&host));
                let service = Service::Smtp;
                let target =
                    Target { service, cloud, host: &host, is_there: true, mailbox, http, reads_along };
                let SignIn { credentials, .. } = Box::pin(target.sign_in(auth, cx)).await?;
                credentials
        } else {
                may_be_shown(&self.auth, &host)?;
                sign_in.bounds.hold(&host)?;
                reads_along.map_or(Ok(()), |proxy| sign_in.bounds.hold_proxy(proxy))?;
                Arc::clone(&sign_in.credentials)
        };
        // A fingerprint is that of one server.
        let pinned = self.fingerprint.as_deref().filter(|_| host.eq_ignore_ascii_case(reading));
        let tls = trust::tls(pinned, self.ca_file.as_deref(), cx)?;
        let keeps = if Column::of_host(&host).keeps_sent() { Keeps::Copy } else { Keeps::Nothing };
        let timeout = connect.timeout.0;
        let config = smtp::Config { host, port, security, timeout, patience: PATIENCE, keeps };
        let way = host::WayOut::Smtp(config);
        Ok(Some(host::Outgoing { way, proxy: proxy.cloned(), tls, credentials, stages: Stages::default() }))
    }
}
