//! Outlook, by Microsoft Graph.

use super::super::trust;
use super::ews::online;
use super::mail_server::{PATIENCE, POLL};
use super::proxy::reads_along;
use super::sign_in::{SignIn, Target};
use super::{Proxy, Settings};
use crate::failure::Failure;
use crate::host::{self, Way, WayOut};
use crate::login::Wanted;
use crate::run::{Bounds, Cx};
use carteiro_auth::providers::{Cloud, Service, is_here};
use carteiro_auth::{Mode, Value};
use carteiro_mail::backends::outlook::Config;
use carteiro_mail::{Permission, Stages};
use carteiro_world::http::{self, Url};
use carteiro_world::{Phrase, dial, phrase};
use schemars::JsonSchema;
use serde::Deserialize;
use std::sync::Arc;

/// Outlook: Microsoft 365 and Outlook.com, by Microsoft Graph.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Outlook {
    /// Mailbox. The address of a shared mailbox; left out: that of who signs in.
    pub mailbox: Option<Value>,
    /// Azure cloud. Left out: global.
    pub cloud: Option<Cloud>,
    /// Authentication mode. Left out: the Microsoft account that is signed in.
    pub auth: Option<Mode>,
    /// CA file. Certificates (PEM) of an authority of your own, beneath the folder of files.
    pub ca_file: Option<String>,
    /// Fingerprint. The SHA-256 of the one certificate that is accepted.
    pub fingerprint: Option<String>,
    /// Proxy. Leads to the server, and to whoever gives out its tokens. The proxies of the environment are for web requests only.
    pub proxy: Option<Proxy>,
}

impl Outlook {
    /// Where Microsoft Graph is; `Err`: a token must not go there.
    pub(crate) fn endpoint(&self) -> Result<Url, Phrase> {
        let text = self.cloud().graph();
        let url = http::address(text).map_err(|_| phrase!("outlook-graph-form", found = text))?;
        if url.scheme() != "https" && !url.host_str().is_some_and(is_here) {
            return Err(phrase!("outlook-graph-open", found = text));
        }
        http::address(&format!("{text}/v1.0")).map_err(|_| phrase!("outlook-graph-form", found = text))
    }

    /// The cloud, as it is written or as it is without.
    pub(crate) fn cloud(&self) -> &Cloud {
        self.cloud.as_ref().unwrap_or(&Cloud::Global)
    }

    async fn mailbox(&self, cx: &Cx) -> Result<(Option<String>, Bounds), Failure> {
        let Some(mailbox) = &self.mailbox else { return Ok((None, Bounds::default())) };
        let (mailbox, bounds) = cx.resolve(mailbox).await?.apart();
        Ok((Some(mailbox.expose().trim().to_owned()), bounds))
    }

    async fn proxy(&self, cx: &Cx) -> Result<Option<Arc<dial::Proxy>>, Failure> {
        match &self.proxy {
            Some(proxy) => proxy.resolve(self.ca_file.as_deref(), cx).await.map(Some),
            None => Ok(None),
        }
    }

    fn target<'a>(
        &self,
        host: &'a str,
        mailbox: Option<&'a str>,
        proxy: Option<&'a Arc<dial::Proxy>>,
        cx: &Cx,
    ) -> Result<Target<'a>, Failure> {
        let http = trust::asking(self.ca_file.as_deref(), cx)?;
        Ok(Target {
            service: Service::Graph,
            cloud: self.cloud().clone(),
            host,
            is_there: true,
            mailbox,
            reads_along: reads_along(proxy, self.ca_file.is_none() && self.fingerprint.is_none()),
            http: proxy.map_or_else(|| http.clone(), |proxy| http.tunnelled(Arc::clone(proxy))),
        })
    }

    pub(super) async fn wanted(&self, connect: &Settings, cx: &Cx) -> Result<Option<Wanted>, Failure> {
        let endpoint = self.endpoint().map_err(Failure::invalid)?;
        let ((mailbox, bounds), proxy) = (self.mailbox(cx).await?, self.proxy(cx).await?);
        let host = endpoint.host_str().unwrap_or_default();
        let target = self.target(host, mailbox.as_deref(), proxy.as_ref(), cx)?;
        target.hold(&bounds, [&endpoint])?;
        match &self.auth {
            Some(mode) => target.wanted(connect.session.as_str(), mode, cx).await,
            None => target.wanted_again(connect.session.as_str(), cx).await.map(Some),
        }
    }

    pub(super) async fn resolve(&self, connect: &Settings, cx: &Cx) -> Result<host::Server, Failure> {
        let endpoint = self.endpoint().map_err(Failure::invalid)?;
        let tls = trust::tls(self.fingerprint.as_deref(), self.ca_file.as_deref(), cx)?;
        let ((mailbox, bounds), proxy) = (self.mailbox(cx).await?, self.proxy(cx).await?);
        let host = endpoint.host_str().unwrap_or_default();
        let target = self.target(host, mailbox.as_deref(), proxy.as_ref(), cx)?;
        target.hold(&bounds, [&endpoint])?;
        let SignIn { credentials, user, shown, is_application, .. } = match &self.auth {
            Some(mode) => Box::pin(target.sign_in(mode, cx)).await?,
            None => target.usual(cx).await?,
        };
        // An application has no mailbox of its own (learn.microsoft.com/graph/api/user-list-messages).
        let mailbox = mailbox.or_else(|| is_application.then(|| user.clone()));
        let identity = online(self.cloud(), &user);
        let config = Config { endpoint, mailbox, timeout: connect.timeout.0, patience: PATIENCE, poll: POLL };
        let sends = connect.permissions().allow(Permission::Send);
        let outgoing = sends.then(|| host::Outgoing {
            way: WayOut::Outlook(config.clone()),
            proxy: proxy.clone(),
            tls: tls.clone(),
            credentials: Arc::clone(&credentials),
            stages: Stages::default(),
        });
        Ok(host::Server {
            session: connect.session.as_str().to_owned(),
            way: Way::Outlook(config),
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
