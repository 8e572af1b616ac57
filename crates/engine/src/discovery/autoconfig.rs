//! A domain's own autoconfig file (benbucksch.github.io/autoconfig-spec).
//!
//! It is asked for under TLS, at the domain and nowhere else: a redirect is not followed, so that the address in the
//! question goes to nobody else.

use super::{Address, Found, Source};
use crate::actions::Protocol;
use carteiro_auth::providers::Column;
use carteiro_mail::reaching::Security;
use carteiro_world::http::{Client, Limits, Method, Request, Url};
use quick_xml::Reader;
use quick_xml::events::{BytesStart, Event};
use std::time::Duration;

const LIMITS: Limits = Limits { total: Duration::from_secs(10), size: 64 << 10, redirects: 0 };
/// Of one value.
const LONGEST: usize = 255;

/// The server that the domain names in its file.
pub(super) async fn named(address: &Address, http: &Client) -> Option<Found> {
    for url in addresses(address) {
        let Some(text) = asked(http, &url).await else { continue };
        if let Some(found) = read(&text, address, &shown(&url)) {
            return Some(found);
        }
    }
    None
}

/// Where the file may lie.
fn addresses(address: &Address) -> Vec<Url> {
    let domain = address.domain();
    let asked = Url::parse_with_params(
        &format!("https://autoconfig.{domain}/mail/config-v1.1.xml"),
        [("emailaddress", address.to_string())],
    );
    let known = Url::parse(&format!("https://{domain}/.well-known/autoconfig/mail/config-v1.1.xml"));
    asked.into_iter().chain(known).collect()
}

fn shown(url: &Url) -> String {
    let mut url = url.clone();
    url.set_query(None);
    url.to_string()
}

async fn asked(http: &Client, url: &Url) -> Option<String> {
    let mut response = http.send(Request::new(Method::GET, url.clone(), LIMITS)).await.ok()?;
    if !response.status.is_success() {
        return None;
    }
    let mut bytes = Vec::new();
    while let Some(chunk) = response.chunk().await.ok()? {
        bytes.extend_from_slice(&chunk);
    }
    String::from_utf8(bytes).ok()
}

/// The file's first server that is reached under TLS: by IMAP, or by POP3 where there is none.
fn read(text: &str, address: &Address, source: &str) -> Option<Found> {
    let mut reader = Reader::from_str(text);
    let (mut server, mut field, mut value) = (None::<Server>, None::<Field>, String::new());
    // Taken where no server speaks IMAP.
    let mut by_pop3 = None;
    loop {
        match reader.read_event().ok()? {
            Event::Eof => return by_pop3,
            Event::Start(start) if start.name().as_ref() == "incomingServer" => {
                server = protocol(&start).map(|protocol| Server { protocol, ..Server::default() });
            }
            Event::Start(start) => {
                field = Field::of(start.name().as_ref());
                value.clear();
            }
            Event::Text(text) if field.is_some() => value.push_str(&text),
            Event::GeneralRef(reference) if field.is_some() => {
                let meant = match reference.resolve_char_ref().ok()? {
                    Some(letter) => letter.to_string(),
                    None => quick_xml::escape::resolve_predefined_entity(&reference)?.to_owned(),
                };
                value.push_str(&meant);
            }
            Event::End(end) if end.name().as_ref() == "incomingServer" => {
                let found = server.take().and_then(|server| server.found(address, source));
                match found {
                    Some(found) if found.protocol == Protocol::Imap => return Some(found),
                    found => by_pop3 = by_pop3.or(found),
                }
            }
            Event::End(_) => {
                if let (Some(server), Some(field)) = (&mut server, field.take()) {
                    server.take(field, value.trim());
                }
            }
            _ => {}
        }
        if value.len() > LONGEST {
            return None;
        }
    }
}

fn protocol(start: &BytesStart<'_>) -> Option<Protocol> {
    let kind = start.try_get_attribute("type").ok().flatten()?;
    match kind.value.as_ref() {
        "imap" => Some(Protocol::Imap),
        "pop3" => Some(Protocol::Pop3),
        _ => None,
    }
}

#[derive(Clone, Copy)]
enum Field {
    Host,
    Port,
    Security,
    User,
}

impl Field {
    fn of(name: &str) -> Option<Self> {
        match name {
            "hostname" => Some(Self::Host),
            "port" => Some(Self::Port),
            "socketType" => Some(Self::Security),
            "username" => Some(Self::User),
            _ => None,
        }
    }
}

#[derive(Default)]
struct Server {
    protocol: Protocol,
    host: Option<String>,
    port: Option<u16>,
    security: Option<Security>,
    user: Option<String>,
}

impl Server {
    fn take(&mut self, field: Field, value: &str) {
        match field {
            Field::Host => self.host = Some(value.to_ascii_lowercase()),
            Field::Port => self.port = value.parse().ok(),
            Field::Security => {
                self.security = match value {
                    "SSL" => Some(Security::Tls),
                    "STARTTLS" => Some(Security::Starttls),
                    // In the clear nobody signs in because a file says so.
                    _ => None,
                };
            }
            Field::User => self.user = Some(value.to_owned()),
        }
    }

    fn found(self, address: &Address, source: &str) -> Option<Found> {
        let host = self.host.filter(|host| is_host(host))?;
        let whole = address.to_string();
        let user = self.user.unwrap_or_else(|| "%EMAILADDRESS%".to_owned());
        let user = user
            .replace("%EMAILADDRESS%", &whole)
            .replace("%EMAILLOCALPART%", address.local())
            .replace("%EMAILDOMAIN%", address.domain());
        if user.is_empty() || user.chars().any(char::is_control) {
            return None;
        }
        Some(Found {
            protocol: self.protocol,
            column: Column::of_host(&host),
            host,
            port: self.port.filter(|port| *port > 0)?,
            security: self.security?,
            user,
            source: Source::Autoconfig(source.to_owned()),
        })
    }
}

/// A name or an address of a host, and nothing else.
fn is_host(text: &str) -> bool {
    !text.is_empty()
        && text.len() <= LONGEST
        && text.bytes().all(|b| b.is_ascii_alphanumeric() || matches!(b, b'.' | b'-' | b':'))
}

#[cfg(test)]
mod tests {
    use super::*;

    fn found(text: &str) -> Option<(String, u16, Security, String)> {
        let address = Address::parse("ana@example.org").unwrap();
        read(text, &address, "https://x/").map(|found| (found.host, found.port, found.security, found.user))
    }

    fn server(kind: &str, socket: &str, host: &str, user: &str) -> String {
        format!(
            "<incomingServer type=\"{kind}\"><hostname>{host}</hostname><port>993</port><socketType>{socket}</socketType><username>{user}</username><authentication>password-cleartext</authentication></incomingServer>"
        )
    }

    fn file(servers: &str) -> String {
        format!(
            "<?xml version=\"1.0\"?>\n<clientConfig version=\"1.1\"><emailProvider id=\"x\"><domain>example.org</domain>{servers}<outgoingServer type=\"smtp\"><hostname>smtp.example.org</hostname></outgoingServer></emailProvider></clientConfig>"
        )
    }

    #[test]
    fn the_first_imap_server_under_tls_is_taken_with_its_user_name() {
        let servers = [
            server("pop3", "SSL", "pop.example.org", "%EMAILADDRESS%"),
            server("imap", "plain", "open.example.org", "%EMAILADDRESS%"),
            server("imap", "SSL", " IMAP.Example.org ", "%EMAILLOCALPART%.%EMAILDOMAIN%"),
            server("imap", "STARTTLS", "second.example.org", "x"),
        ];
        let expected = ("imap.example.org".to_owned(), 993, Security::Tls, "ana.example.org".to_owned());
        assert_eq!(found(&file(&servers.concat())), Some(expected));
    }

    #[test]
    fn entities_are_read_and_none_is_looked_up() {
        let user = server("imap", "STARTTLS", "imap.example.org", "a&amp;b&#64;c");
        assert_eq!(found(&file(&user)).unwrap().3, "a&b@c");
        let outside = server("imap", "SSL", "imap.example.org", "&xxe;");
        let text = format!("<!DOCTYPE c [<!ENTITY xxe SYSTEM \"file:///etc/passwd\">]>{}", file(&outside));
        assert_eq!(found(&text), None);
    }

    #[test]
    fn what_is_no_such_file_names_no_server() {
        for text in [
            String::new(),
            "<html><body>Not found</body></html>".to_owned(),
            "<clientConfig><incomingServer type=\"imap\"><hostname>a".to_owned(),
            file(&server("imap", "SSL", "evil.example/path", "u")),
            file(&server("imap", "SSL", "", "u")),
            file(&server("imap", "SSL", "a b", "u")),
            file(&server("imap", "SSL", &"a".repeat(300), "u")),
            file(&server("imap", "SSL", "imap.example.org", "a&#10;b")),
            file(&server("imap", "SSL", "imap.example.org", "u").replace("993", "99300")),
            file(&server("imap", "SSL", "imap.example.org", "u").replace("993", "0")),
            "<a>".repeat(10_000),
        ] {
            assert_eq!(found(&text), None, "{text:.80}");
        }
    }
}
