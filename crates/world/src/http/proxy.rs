//! Proxies, as whoever makes the client names them.

use super::address::Origin;
use super::{Client, Error};
use crate::dial::Stream;
use bytes::Bytes;
use http::{HeaderValue, Method, header};
use http_body_util::Empty;
use hyper::client::conn::http1;
use hyper_util::client::proxy::matcher::Matcher;
use hyper_util::rt::TokioIo;
use std::fmt;
use std::sync::Arc;

/// Which proxy leads where. By default none; this machine is always reached directly.
#[derive(Default)]
pub struct Proxies(Setting);

#[derive(Default)]
enum Setting {
    #[default]
    None,
    Some(Box<Matcher>),
    /// The variable of this name means no proxy that is understood here. Going without it would be going around it.
    Unreadable(&'static str),
}

pub(super) struct Proxy {
    host: String,
    port: u16,
    pub(super) authorization: Option<HeaderValue>,
}

impl Proxies {
    /// As the variables `HTTP_PROXY`, `HTTPS_PROXY` and `NO_PROXY` have it; empty ones mean nothing. One that is not of
    /// the form `http://HOST:PORT` is told when a request is made.
    pub fn new(http: &str, https: &str, no: &str) -> Self {
        for (name, setting) in [("HTTP_PROXY", http), ("HTTPS_PROXY", https)] {
            let whole =
                if setting.contains("://") { setting.to_owned() } else { format!("http://{setting}") };
            let url = url::Url::parse(&whole);
            let usable = url.is_ok_and(|url| url.scheme() == "http" && url.has_host());
            if !setting.is_empty() && !usable {
                return Self(Setting::Unreadable(name));
            }
        }
        if http.is_empty() && https.is_empty() {
            return Self::default();
        }
        let matcher = Matcher::builder().http(http.to_owned()).https(https.to_owned()).no(no.to_owned());
        Self(Setting::Some(Box::new(matcher.build())))
    }

    pub(super) fn of(&self, origin: &Origin) -> Result<Option<Proxy>, Error> {
        match &self.0 {
            Setting::Some(matcher) if !origin.is_loopback() => Ok(chosen(matcher, origin)),
            Setting::Unreadable(name) if !origin.is_loopback() => Err(Error::ProxySetting(name)),
            _ => Ok(None),
        }
    }
}

fn chosen(matcher: &Matcher, origin: &Origin) -> Option<Proxy> {
    let scheme = if origin.secure { "https" } else { "http" };
    let found = matcher.intercept(&format!("{scheme}://{}/", origin.authority()).parse().ok()?)?;
    let mut authorization = found.basic_auth().cloned();
    if let Some(value) = &mut authorization {
        value.set_sensitive(true);
    }
    let host = found.uri().host()?.to_owned();
    Some(Proxy { host, port: found.uri().port_u16().unwrap_or(80), authorization })
}

/// Without their passwords.
impl fmt::Debug for Proxies {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(match self.0 {
            Setting::None => "Proxies(none)",
            Setting::Some(_) => "Proxies(some)",
            Setting::Unreadable(_) => "Proxies(unreadable)",
        })
    }
}

impl Client {
    /// A way to `origin` through the proxy; for `https` a tunnel (RFC 9110 §9.3.6).
    pub(super) async fn through_proxy(&self, proxy: &Proxy, origin: &Origin) -> Result<Stream, Error> {
        // The proxy looks the name up; what it means here must be allowed all the same.
        let judged = self.dialer.judge(&origin.host, origin.port).await;
        judged.map_err(|error| Error::Dial(Arc::new(error)))?;
        let stream = self.dial(&proxy.host, proxy.port).await?;
        self.transcript.note(&format!("through the proxy {}:{}", proxy.host, proxy.port));
        if !origin.secure {
            return Ok(Box::new(stream));
        }
        let handshake = http1::handshake::<_, Empty<Bytes>>(TokioIo::new(stream)).await;
        let (mut sender, connection) = handshake.map_err(|error| Error::of(&error))?;
        tokio::spawn(async move { drop(connection.with_upgrades().await) });
        let host = if origin.host.contains(':') { format!("[{}]", origin.host) } else { origin.host.clone() };
        let target = format!("{host}:{}", origin.port);
        let mut request = http::Request::builder()
            .method(Method::CONNECT)
            .uri(&target)
            .header(header::HOST, &target)
            .body(Empty::new())
            .map_err(|_| Error::BadAddress)?;
        let authorization = proxy.authorization.clone();
        request.headers_mut().extend(authorization.map(|value| (header::PROXY_AUTHORIZATION, value)));
        let answer = sender.send_request(request).await.map_err(|error| Error::of(&error))?;
        if !answer.status().is_success() {
            return Err(Error::Proxy(answer.status()));
        }
        let tunnel = hyper::upgrade::on(answer).await.map_err(|error| Error::of(&error))?;
        Ok(Box::new(TokioIo::new(tunnel)))
    }
}
