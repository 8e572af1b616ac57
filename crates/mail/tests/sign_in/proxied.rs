//! Dovecot and the authorization server behind other people's proxies: tinyproxy (HTTP) and microsocks (SOCKS 5).

use crate::door::{Door, password};
use crate::lab::{fresh, port, read, server};
use crate::provider::Provider;
use carteiro_mail::reaching::Security;
use carteiro_mail::{Error, Kind};
use carteiro_world::dial::{Dialer, Proxy};
use carteiro_world::http::{Client, Limits, Request, address, form};
use carteiro_world::http::{HeaderValue, Method, header};
use carteiro_world::spool::Spools;
use carteiro_world::tls::{Tls, certificates};
use carteiro_world::{Clock, Secret, Transcript, egress};
use serde_json::Value;
use std::sync::Arc;
use std::time::Duration;

struct Proxies(Value);

impl Proxies {
    fn stand() -> Option<Self> {
        server("proxies").map(Self)
    }

    fn parse(&self, scheme: &str, of: &str) -> Proxy {
        Proxy::parse(&format!("{scheme}://127.0.0.1:{}", port(&self.0[of], "port"))).unwrap()
    }

    fn password(&self) -> &str {
        self.0["password"].as_str().unwrap()
    }

    fn signed_in(&self, scheme: &str, of: &str, password: &str) -> Proxy {
        let user = self.0["username"].as_str().unwrap().to_owned();
        self.parse(scheme, of).signing_in(user, Secret::new(password)).unwrap()
    }

    /// Every way through one of them, with the name of whose log tells of it.
    fn all(&self) -> Vec<(&'static str, Proxy)> {
        let mut all = vec![("http", self.parse("http", "http"))];
        all.push(("http_login", self.signed_in("http", "http_login", self.password())));
        for scheme in ["socks5", "socks5h"] {
            all.push(("socks5", self.parse(scheme, "socks5")));
            all.push(("socks5_login", self.signed_in(scheme, "socks5_login", self.password())));
        }
        all
    }

    /// How often it was asked for this port.
    fn led_to(&self, of: &str, port: u16) -> usize {
        let log = String::from_utf8_lossy(&read(self.0[of]["log_file"].as_str().unwrap())).into_owned();
        let is_asked = |line: &&str| line.contains("Request") || line.contains("connected to");
        let names = |line: &&str| line.contains(&format!(":{port}"));
        log.lines().filter(is_asked).filter(names).count()
    }
}

fn door(described: &Value, security: Security, proxy: Proxy) -> Door {
    let name = if security == Security::Tls { "imaps" } else { "imap" };
    let authority = certificates(&read(described["ca_file"].as_str().unwrap())).unwrap();
    let user = format!("{}@lab.test", fresh("test-"));
    let door = Door::at(port(described, name), password(&user, "pw-test"))
        .under(security, Tls::trusting(authority).unwrap());
    behind(door, proxy)
}

fn behind(mut door: Door, proxy: Proxy) -> Door {
    door.imap.world.dialer = door.imap.world.dialer.through(Some(Arc::new(proxy)));
    door
}

#[tokio::test]
async fn every_proxy_leads_to_the_mail_server_under_tls_and_under_starttls() {
    let (Some(dovecot), Some(proxies)) = (server("dovecot"), Proxies::stand()) else { return };
    for (of, proxy) in proxies.all() {
        for security in [Security::Tls, Security::Starttls] {
            let shown = proxy.to_string();
            let door = door(&dovecot, security, proxy.clone());
            let to = door.imap.config.port;
            let before = proxies.led_to(of, to);
            let entered = door.enter().await;
            assert!(entered.is_ok(), "{shown}: {entered:?}");
            assert!(proxies.led_to(of, to) > before, "{shown} was gone around");
            let transcript = door.transcript();
            assert!(transcript.contains(&format!("through the proxy {shown}")), "{transcript}");
            assert!(!transcript.contains(proxies.password()), "{transcript}");
        }
    }
}

async fn refused(door: &Door) -> (Kind, String) {
    let error: Error = door.enter().await.unwrap_err();
    let password = "pw-proxy";
    assert!(!format!("{error:?} {error} {}", door.transcript()).contains(password), "{error:?}");
    (error.kind(), error.words().code.clone().into_owned())
}

#[tokio::test]
async fn a_proxy_with_a_password_lets_nobody_through_without_it() {
    let (Some(dovecot), Some(proxies)) = (server("dovecot"), Proxies::stand()) else { return };
    for (scheme, of) in [("http", "http_login"), ("socks5", "socks5_login"), ("socks5h", "socks5_login")] {
        let open = door(&dovecot, Security::Tls, proxies.parse(scheme, of));
        assert_eq!(refused(&open).await, (Kind::Denied, "proxy-login-wanted".to_owned()), "{scheme}");
        let wrong = door(&dovecot, Security::Tls, proxies.signed_in(scheme, of, "pw-proxy-no"));
        let (kind, code) = refused(&wrong).await;
        assert_eq!((kind, code.as_str()), (Kind::Denied, "proxy-login-refused"), "{scheme}");
    }
}

#[tokio::test]
async fn where_a_proxy_leads_nobody_is_told_by_its_name() {
    let (Some(dovecot), Some(proxies)) = (server("dovecot"), Proxies::stand()) else { return };
    let mut forbidden = door(&dovecot, Security::Tls, proxies.parse("http", "http"));
    forbidden.imap.config.host = proxies.0["forbidden"].as_str().unwrap().to_owned();
    assert_eq!(refused(&forbidden).await, (Kind::Denied, "proxy-forbids".to_owned()));
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    for (of, proxy) in proxies.all() {
        let mut door = door(&dovecot, Security::Tls, proxy);
        door.imap.config.port = closed.port();
        assert_eq!(refused(&door).await, (Kind::Unreachable, "proxy-no-way".to_owned()), "{of}");
    }
    let http = door(&dovecot, Security::Tls, proxies.parse("http", "socks5"));
    assert!(matches!(refused(&http).await.1.as_str(), "proxy-closed" | "proxy-nonsense"));
}

#[tokio::test]
async fn every_proxy_leads_to_the_authorization_server() {
    let (Some(provider), Some(proxies)) = (Provider::stand(), Proxies::stand()) else { return };
    let url = address(provider.url("token_url")).unwrap();
    let to = url.port().unwrap();
    for (of, proxy) in proxies.all() {
        let dialer = Dialer::new(egress::Policy::OPEN, Clock::system());
        let client = Client::new(dialer, Spools::default(), Transcript::default()).tunnelled(Arc::new(proxy));
        let limits = Limits {
            total: Duration::from_secs(30),
            silence: Duration::from_secs(30),
            size: 1_000_000,
            redirects: 0,
        };
        let mut request = Request::new(Method::POST, url.clone(), limits);
        let kind = HeaderValue::from_static("application/x-www-form-urlencoded");
        request.headers.insert(header::CONTENT_TYPE, kind);
        let asked = [
            ("grant_type", "client_credentials"),
            ("client_id", "daemon"),
            ("client_secret", "daemon-secret"),
            ("scope", "https://outlook.office365.com/.default"),
        ];
        request.body = Some(form(asked).into_bytes().into());
        let before = proxies.led_to(of, to);
        let response = client.send(request).await.unwrap();
        assert_eq!(response.status, 200, "{of}");
        let body = response.spool().await.unwrap().read(0..u64::MAX, usize::MAX).unwrap();
        let answered: Value = serde_json::from_slice(&body).unwrap();
        assert!(answered["access_token"].is_string(), "{answered}");
        assert!(proxies.led_to(of, to) > before, "{of} was gone around");
    }
}
