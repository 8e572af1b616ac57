//! From a proxy to a connection through it.

use super::super::{Connection, Dialer, Error, Stream, is_this_machine};
use super::{Blocked, Fault, Proxy, Scheme, authority, connect, socks5};
use std::net::SocketAddr;
use std::time::Duration;
use tokio_socks::TargetAddr;

/// So many addresses of a server are tried where names are looked up here: a proxy may have no IPv6.
const MOST: usize = 4;

/// What a proxy is asked for.
enum Target {
    Name(String),
    Address(SocketAddr),
}

impl Dialer {
    /// A connection to `host` through `proxy`; `resolved` hears the addresses of the proxy.
    pub(in super::super) async fn tunnel(
        &self,
        proxy: &Proxy,
        host: &str,
        port: u16,
        allowed: Duration,
        resolved: impl Fn(&[SocketAddr]),
    ) -> Result<Connection, Error> {
        // Who waits as long as is allowed could no longer say that it was the proxy.
        let allowed = allowed.saturating_sub(allowed / 10);
        let bare = host.trim_start_matches('[').trim_end_matches(']');
        let blocked = |fault| {
            let target = authority(bare, port);
            Error::Proxy(Box::new(Blocked { proxy: proxy.to_string(), target, fault }))
        };
        let tunnelling = async {
            let mut targets = self.targets(proxy, bare, port).await?.into_iter().peekable();
            loop {
                let reached = self.to_proxy(proxy, allowed, &resolved).await;
                let (stream, address) = reached.map_err(blocked)?;
                let Some(target) = targets.next() else {
                    return Err(Error::Resolve { source: std::io::ErrorKind::NotFound.into() });
                };
                match proxy.ask(stream, &target, port).await {
                    Ok(stream) => {
                        let stays_here = address.ip().to_canonical().is_loopback() && is_this_machine(bare);
                        return Ok(Connection { stream, address, stays_here });
                    }
                    Err(Fault::NoWay(_)) if targets.peek().is_some() => {}
                    Err(fault) => return Err(blocked(fault)),
                }
            }
        };
        let silent = || Err(blocked(Fault::Reach(Box::new(Error::Timeout { after: allowed }))));
        self.clock.within(allowed, tunnelling).await.unwrap_or_else(|_| silent())
    }

    /// A connection to the proxy itself, under TLS where it is spoken to so.
    pub(crate) async fn to_proxy(
        &self,
        proxy: &Proxy,
        allowed: Duration,
        resolved: impl Fn(&[SocketAddr]),
    ) -> Result<(Stream, SocketAddr), Fault> {
        let opened = self.open_telling(&proxy.host, proxy.port, allowed, resolved).await;
        let (stream, address) = opened.map_err(|error| Fault::Reach(Box::new(error)))?;
        if !proxy.is_secure() {
            return Ok((Box::new(stream), address));
        }
        let tls = proxy.tls().map_err(|error| Fault::Setup(error.to_string()))?;
        let secured = tls.upgrade(stream, &proxy.host).await;
        secured.map(|secured| (secured.stream, address)).map_err(|failure| Fault::Tls(Box::new(failure)))
    }

    /// What the proxy is asked for, judged by the policy: who looks a name up there must not lead around it.
    async fn targets(&self, proxy: &Proxy, host: &str, port: u16) -> Result<Vec<Target>, Error> {
        if proxy.scheme == Scheme::Socks5 {
            let found = self.permitted(self.look_up(host, port).await)?;
            return Ok(found.into_iter().take(MOST).map(Target::Address).collect());
        }
        self.judge(host, port).await?;
        Ok(vec![Target::Name(host.to_owned())])
    }
}

impl Proxy {
    async fn ask(&self, stream: Stream, target: &Target, port: u16) -> Result<Stream, Fault> {
        let login = self.login.as_ref();
        match (self.scheme, target) {
            (Scheme::Http | Scheme::Https, Target::Name(host)) => {
                connect::connect(stream, &authority(host, port), login).await
            }
            (Scheme::Http | Scheme::Https, Target::Address(address)) => {
                connect::connect(stream, &address.to_string(), login).await
            }
            (_, Target::Address(address)) => socks5::connect(stream, TargetAddr::Ip(*address), login).await,
            (_, Target::Name(host)) => {
                let target = match host.parse() {
                    Ok(address) => TargetAddr::Ip(SocketAddr::new(address, port)),
                    // A length is one byte (RFC 1928 §5).
                    Err(_) if host.len() > 255 => {
                        return Err(Fault::NoWay("the name is too long".to_owned()));
                    }
                    Err(_) => TargetAddr::Domain(host.into(), port),
                };
                socks5::connect(stream, target, login).await
            }
        }
    }
}
