//! Exchange Web Services.

use super::super::trust;
use super::mail_server::{PATIENCE, POLL, digest};
use super::proxy::reads_along;
use super::sign_in::{SignIn, Target};
use super::{Proxy, Settings, username};
use crate::failure::Failure;
use crate::host::{self, Way, WayOut};
use crate::login::Wanted;
use crate::run::{Bounds, Cx};
use carteiro_auth::providers::exchange::{self, Place, ews_endpoint, is_magic};
use carteiro_auth::providers::{Cloud, Service, are_of, is_here};
use carteiro_auth::{Mode, Renew, Value};
use carteiro_mail::backends::ews::autodiscover::{Autodiscover, Found};
use carteiro_mail::backends::ews::{Config, Version};
use carteiro_mail::{Kind, Permission, Stages};
use carteiro_world::http::{self, Url};
use carteiro_world::{Phrase, dial, phrase};
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::sync::Arc;

/// EWS: Exchange Web Services.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(extend("x-carteiro" = { "warning": exchange::ends(None, None) }))]
pub struct Ews {
    /// Endpoint. The address of the service, such as `https://mail.example.org/EWS/Exchange.asmx`; left out: found from the domain.
    pub endpoint: Option<String>,
    /// Domain name. Where the organisation's Exchange is; `smtp.office365.com` means Exchange in the cloud. Left out: that of the user name.
    pub domain: Option<String>,
    /// Exchange version. Left out: what the server says.
    #[serde(default)]
    pub version: EwsVersion,
    /// Azure cloud. Left out: global.
    pub cloud: Option<Cloud>,
    /// Mailbox. The address of a shared mailbox; left out: that of who signs in.
    pub mailbox: Option<String>,
    /// Impersonate. Act as the mailbox, not as who signs in. An application that signs in for itself always does.
    #[serde(default)]
    pub impersonate: bool,
    /// Authentication mode. How to sign in.
    pub auth: Mode,
    /// CA file. Certificates (PEM) of an authority of your own, beneath the folder of files.
    pub ca_file: Option<String>,
    /// Fingerprint. The SHA-256 of the one certificate that is accepted.
    pub fingerprint: Option<String>,
    /// Proxy. Leads to the server, and to whoever gives out its tokens. The proxies of the environment are for web requests only.
    pub proxy: Option<Proxy>,
}

/// Exchange version.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum EwsVersion {
    /// What the server says.
    #[default]
    Negotiate,
    /// Exchange 2007 SP1.
    #[serde(rename = "exchange2007_sp1")]
    Exchange2007Sp1,
    /// Exchange 2010.
    Exchange2010,
    /// Exchange 2010 SP1.
    #[serde(rename = "exchange2010_sp1")]
    Exchange2010Sp1,
    /// Exchange 2010 SP2.
    #[serde(rename = "exchange2010_sp2")]
    Exchange2010Sp2,
    /// Exchange 2013.
    Exchange2013,
    /// Exchange 2013 SP1.
    #[serde(rename = "exchange2013_sp1")]
    Exchange2013Sp1,
    /// Exchange 2016.
    Exchange2016,
}

impl From<EwsVersion> for Option<Version> {
    fn from(version: EwsVersion) -> Self {
        Some(match version {
            EwsVersion::Negotiate => return None,
            EwsVersion::Exchange2007Sp1 => Version::Exchange2007Sp1,
            EwsVersion::Exchange2010 => Version::Exchange2010,
            EwsVersion::Exchange2010Sp1 => Version::Exchange2010Sp1,
            EwsVersion::Exchange2010Sp2 => Version::Exchange2010Sp2,
            EwsVersion::Exchange2013 => Version::Exchange2013,
            EwsVersion::Exchange2013Sp1 => Version::Exchange2013Sp1,
            EwsVersion::Exchange2016 => Version::Exchange2016,
        })
    }
}

impl Ews {
    /// The address that is written; `Err`: it is none to which a credential may go.
    pub(crate) fn written_endpoint(&self) -> Result<Option<Url>, Phrase> {
        let Some(text) = self.endpoint.as_deref().map(str::trim) else { return Ok(None) };
        let url = http::address(text).map_err(|_| phrase!("ews-endpoint-form", found = text))?;
        let host = url.host_str().unwrap_or_default();
        if is_magic(host) {
            return Err(phrase!("ews-endpoint-magic"));
        }
        if url.scheme() != "https" && !is_here(host) {
            return Err(phrase!("ews-endpoint-open", found = text));
        }
        Ok(Some(url))
    }

    /// The domain that is written; `Err`: it is no name of one.
    pub(crate) fn written_domain(&self) -> Result<Option<&str>, Phrase> {
        let Some(domain) = self.domain.as_deref().map(str::trim).filter(|domain| !domain.is_empty()) else {
            return Ok(None);
        };
        let is_name = |b: u8| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-');
        if domain.is_ascii() && domain.bytes().all(is_name) && !domain.starts_with(['.', '-']) {
            return Ok(Some(domain));
        }
        Err(phrase!("ews-domain-form", found = domain))
    }

    /// Where it is, as far as that is known without asking anybody; `user`: who signs in, where that is known.
    pub(crate) fn place(&self, user: Option<&str>) -> Result<Place, Phrase> {
        let cloud = self.cloud.as_ref();
        if let Some(endpoint) = self.written_endpoint()? {
            return Ok(Place::at(&endpoint, cloud));
        }
        let of = |user: Option<&str>| Ok(ews_endpoint(self.written_domain()?, user, cloud, &self.auth));
        match of(user)? {
            // `CONTOSO\ana` tells nothing where the mailbox that is opened does.
            Place::Nowhere => of(self.mailbox.as_deref()),
            place => Ok(place),
        }
    }

    /// The ID of the application that signs in, when that is written in the file.
    pub(crate) fn application(&self) -> Option<&str> {
        let id = match &self.auth {
            Mode::AuthorizationCode(mode) => &mode.client_id,
            Mode::ClientCredentials(mode) => &mode.client_id,
            Mode::DeviceCode(mode) => &mode.client_id,
            Mode::Ropc(mode) => &mode.client_id,
            Mode::Implicit(mode) => &mode.client_id,
            Mode::Basic(_) | Mode::Ntlm(_) | Mode::ServiceAccount(_) | Mode::Managed(_) => return None,
        };
        match id {
            Value::Text(id) => Some(id.expose().trim()),
            Value::Variable(_) | Value::Credential(_) => None,
        }
    }

    async fn proxy(&self, cx: &Cx) -> Result<Option<Arc<dial::Proxy>>, Failure> {
        match &self.proxy {
            Some(proxy) => proxy.resolve(self.ca_file.as_deref(), cx).await.map(Some),
            None => Ok(None),
        }
    }

    /// Who signs in, where somebody says so.
    async fn user(&self, cx: &Cx) -> Result<(Option<String>, Bounds), Failure> {
        let Some(user) = username(&self.auth) else { return Ok((None, Bounds::default())) };
        let (user, bounds) = cx.resolve(user).await?.apart();
        Ok((Some(user.expose().to_owned()), bounds))
    }

    fn target<'a>(
        &'a self,
        place: &Place,
        host: &'a str,
        proxy: Option<&'a Arc<dial::Proxy>>,
        cx: &Cx,
    ) -> Result<Target<'a>, Failure> {
        Ok(Target {
            service: Service::Ews,
            cloud: match place {
                Place::Cloud { cloud, .. } => cloud.clone(),
                Place::Own { .. } | Place::Nowhere => self.cloud.clone().unwrap_or_default(),
            },
            host,
            is_there: self.endpoint.is_some() || is_known(place),
            mailbox: self.mailbox.as_deref(),
            reads_along: reads_along(proxy, self.ca_file.is_none() && self.fingerprint.is_none()),
            http: self.asking(proxy, cx)?,
        })
    }

    fn asking(&self, proxy: Option<&Arc<dial::Proxy>>, cx: &Cx) -> Result<http::Client, Failure> {
        let http = trust::asking(self.ca_file.as_deref(), cx)?;
        Ok(proxy.map_or_else(|| http.clone(), |proxy| http.tunnelled(Arc::clone(proxy))))
    }

    /// Signs in where the service is. A connection whose tokens are for the cloud is for the cloud, where nothing is
    /// written: no mode of the automation says who gives them out.
    async fn signed_in(
        &self,
        place: Place,
        proxy: Option<&Arc<dial::Proxy>>,
        cx: &Cx,
    ) -> Result<(Place, SignIn), Failure> {
        let is_open = matches!(place, Place::Own { is_written: false, .. } | Place::Nowhere);
        if is_open && matches!(self.auth, Mode::Managed(_)) {
            let cloud = self.cloud.clone().unwrap_or_default();
            let online = Place::Cloud { cloud, is_written: false };
            let host = host_of(&online);
            match self.target(&online, &host, proxy, cx)?.sign_in(&self.auth, cx).await {
                Err(failure) if failure.kind == Kind::Denied && place != Place::Nowhere => {}
                answer => return answer.map(|sign_in| (online, sign_in)),
            }
        }
        if place == Place::Nowhere {
            return Err(Failure::invalid(phrase!("ews-nowhere")));
        }
        let host = host_of(&place);
        let sign_in = self.target(&place, &host, proxy, cx)?.sign_in(&self.auth, cx).await?;
        Ok((place, sign_in))
    }

    pub(super) async fn wanted(&self, connect: &Settings, cx: &Cx) -> Result<Option<Wanted>, Failure> {
        let (user, _) = self.user(cx).await?;
        let place = self.place(user.as_deref()).map_err(Failure::invalid)?;
        let proxy = self.proxy(cx).await?;
        let host = host_of(&place);
        let target = self.target(&place, &host, proxy.as_ref(), cx)?;
        target.wanted(connect.session.as_str(), &self.auth, cx).await
    }

    pub(super) async fn resolve(&self, connect: &Settings, cx: &Cx) -> Result<host::Server, Failure> {
        let (user, named) = self.user(cx).await?;
        let written = self.place(user.as_deref()).map_err(Failure::invalid)?;
        let tls = trust::tls(self.fingerprint.as_deref(), self.ca_file.as_deref(), cx)?;
        let proxy = self.proxy(cx).await?;
        let (place, mut sign_in) = Box::pin(self.signed_in(written, proxy.as_ref(), cx)).await?;
        sign_in.bounds.add(named);
        let host = host_of(&place);
        let target = self.target(&place, &host, proxy.as_ref(), cx)?;
        target.hold_proxy(&sign_in.bounds)?;
        let endpoint = if let Some(endpoint) = self.written_endpoint().map_err(Failure::invalid)? {
            endpoint
        } else {
            let asked = self.endpoint(&place, user.as_deref(), &sign_in, &target.http, connect, cx);
            Box::pin(asked).await?
        };
        target.hold(&sign_in.bounds, [&endpoint])?;
        // An application has no mailbox of its own (learn.microsoft.com/exchange/client-developer/
        // exchange-web-services/how-to-authenticate-an-ews-application-by-using-oauth).
        let is_application = sign_in.is_application;
        let mailbox = self.mailbox.clone().or_else(|| is_application.then(|| sign_in.user.clone()));
        let impersonate = mailbox.is_some() && (self.impersonate || is_application);
        let SignIn { credentials, user, shown, .. } = sign_in;
        let identity = identity(&place, &endpoint, self.mailbox.as_deref().unwrap_or(&user));
        let config = Config {
            endpoint,
            version: self.version.into(),
            mailbox,
            impersonate,
            timeout: connect.timeout.0,
            patience: PATIENCE,
            poll: POLL,
        };
        let sends = connect.permissions().allow(Permission::Send);
        let outgoing = sends.then(|| host::Outgoing {
            way: WayOut::Ews(config.clone()),
            proxy: proxy.clone(),
            tls: tls.clone(),
            credentials: Arc::clone(&credentials),
            stages: Stages::default(),
        });
        Ok(host::Server {
            session: connect.session.as_str().to_owned(),
            way: Way::Ews(config),
            proxy,
            tls,
            identity,
            user: self.mailbox.clone().or(shown),
            credentials,
            stages: Stages::default(),
            outgoing,
            marks: None,
        })
    }

    /// The address of the service: known, or found by Autodiscover where nobody has written a domain, and there at the
    /// domain where Autodiscover knows nothing.
    async fn endpoint(
        &self,
        place: &Place,
        user: Option<&str>,
        sign_in: &SignIn,
        http: &http::Client,
        connect: &Settings,
        cx: &Cx,
    ) -> Result<Url, Failure> {
        let at = |place: &Place| {
            let url = place.endpoint().and_then(|endpoint| Url::parse(&endpoint).ok());
            url.ok_or_else(|| Failure::invalid(phrase!("ews-nowhere")))
        };
        let address = user.filter(|user| user.contains('@')).or(self.mailbox.as_deref());
        // The tokens of a connection go to hosts that are known, and to nobody who is found.
        let is_known = is_known(place) || matches!(self.auth, Mode::Managed(_));
        let Some(address) = address.filter(|_| !is_known) else { return at(place) };
        let credential = sign_in.credentials.credential(Renew::WhenExpired).await?;
        let host = cx.host();
        let autodiscover = Autodiscover {
            http: http.clone(),
            dns: host.dns.clone(),
            spools: host.spools.clone(),
            clock: host.clock.clone(),
            random: host.random.clone(),
            hosts: sign_in.bounds.hosts(),
        };
        let asked = autodiscover.find(address, Some(&credential));
        match host.clock.within(connect.timeout.0, Box::pin(asked)).await {
            Ok(Ok(Found::Endpoint(url))) => Ok(url),
            // It takes no password, and no token of another issuer.
            Ok(Ok(Found::Cloud { host })) => Err(Failure::invalid(phrase!("autodiscover-cloud", host = host))),
            Ok(Err(unfound)) => {
                let is_open = !unfound.is_refused() && unfound.elsewhere().is_none();
                if let Some(host) = unfound.withheld() {
                    sign_in.bounds.hold(host)?;
                }
                // Where no web server is, no other is either.
                if is_open && unfound.answered(&host_of(place)) {
                    return at(place);
                }
                Err(unfound.error(address).into())
            }
            Err(_) => {
                let seconds = connect.timeout.0.as_secs();
                let words = phrase!("connect-timeout", host = host_of(place), seconds = seconds);
                Err(Failure::new(Kind::Timeout, words))
            }
        }
    }
}

/// Whether it is known without asking anybody.
fn is_known(place: &Place) -> bool {
    matches!(place, Place::Cloud { .. } | Place::Own { is_written: true, .. })
}

/// To whom a token would be shown.
pub(crate) fn host_of(place: &Place) -> String {
    let url = place.endpoint().and_then(|endpoint| Url::parse(&endpoint).ok());
    url.and_then(|url| url.host_str().map(str::to_owned)).unwrap_or_default()
}

/// Whether the tokens that a mode asks for are issued for this host and nobody else: as those of Microsoft are for an
/// Exchange of one's own in hybrid modern authentication.
pub(crate) fn issued_for(mode: &Mode, host: &str) -> bool {
    scopes(mode).is_some_and(|scopes| are_of(scopes, host))
}

/// Whether a mode says what its tokens are for.
pub(crate) fn names_scopes(mode: &Mode) -> bool {
    scopes(mode).is_some()
}

fn scopes(mode: &Mode) -> Option<&Vec<String>> {
    match mode {
        Mode::AuthorizationCode(mode) => mode.scopes.as_ref(),
        Mode::ClientCredentials(mode) => mode.scopes.as_ref(),
        Mode::DeviceCode(mode) => mode.scopes.as_ref(),
        Mode::Ropc(mode) => mode.scopes.as_ref(),
        Mode::Implicit(mode) => mode.scopes.as_ref(),
        Mode::Basic(_) | Mode::Ntlm(_) | Mode::ServiceAccount(_) | Mode::Managed(_) => None,
    }
}

/// A mailbox in the cloud is the same one by Exchange Web Services and by Microsoft Graph: what was processed once by
/// the one is not processed again by the other.
pub(super) fn online(cloud: &Cloud, user: &str) -> String {
    let host = host_of(&Place::Cloud { cloud: cloud.clone(), is_written: true });
    format!("exchange-online://{}@{host}", digest(user))
}

/// The same in every run, wherever the user name came from, and whatever Autodiscover has answered.
fn identity(place: &Place, endpoint: &Url, user: &str) -> String {
    let who = digest(user);
    let port = endpoint.port().map(|port| format!(":{port}")).unwrap_or_default();
    match place {
        Place::Cloud { cloud, .. } => online(cloud, user),
        Place::Own { domain, .. } => format!("ews://{who}@{domain}{port}"),
        Place::Nowhere => format!("ews://{who}@{}{port}", endpoint.host_str().unwrap_or_default()),
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_mailbox_is_the_same_whatever_autodiscover_answers_and_its_user_is_not_told() {
        let own = Place::Own { domain: "contoso.example".to_owned(), is_written: false };
        let at = |url: &str| identity(&own, &Url::parse(url).unwrap(), "ana@contoso.example");
        let one = at("https://mail1.contoso.example/EWS/Exchange.asmx");
        assert_eq!(one, at("https://mail2.contoso.example/ews/exchange.asmx"));
        assert!(one.ends_with("@contoso.example") && !one.contains("ana"), "{one}");
        let cloud = Place::Cloud { cloud: Cloud::Global, is_written: true };
        let url = Url::parse("https://outlook.office365.com/EWS/Exchange.asmx").unwrap();
        assert!(identity(&cloud, &url, "ana@contoso.example").ends_with("@outlook.office365.com"));
    }
}
