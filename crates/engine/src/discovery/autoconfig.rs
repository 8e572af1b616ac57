//! A domain's own autoconfig file (benbucksch.github.io/autoconfig-spec).
//!
//! It is asked for under TLS, at the domain and nowhere else: a redirect is not followed, so that the address in the
//! question goes to nobody else.

use super::{Address, Found, Sender, Source};
use crate::actions::Protocol;
use carteiro_auth::providers::{Column, hosts};
use carteiro_mail::reaching::Security;
use carteiro_world::http::{Client, Limits, Method, Request, Url};
use quick_xml::Reader;
use quick_xml::events::{BytesRef, BytesStart, Event};
use std::time::Duration;

const LIMITS: Limits =
    Limits { total: Duration::from_secs(10), silence: Duration::from_secs(10), size: 64 << 10, redirects: 0 };
/// Of one value.
const LONGEST: usize = 255;
/// Servers of one file.
const MOST: usize = 32;

/// The server that the domain names in its file.
pub(super) async fn named(address: &Address, http: &Client, wanted: Option<Protocol>) -> Option<Found> {
    for url in addresses(address) {
        let Some(text) = asked(http, &url).await else { continue };
        if let Some(found) = read(&text, address, wanted, &shown(&url)) {
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

/// The file's first server that is reached under TLS: the wanted one, or by IMAP, or by POP3 where there is none; with the
/// first that sends for the same user.
fn read(text: &str, address: &Address, wanted: Option<Protocol>, source: &str) -> Option<Found> {
    let named = servers(text);
    let found = |protocol| {
        let mut found = named.iter().filter(|server| server.kind == Some(Kind::Reads(protocol)));
        found.find_map(|server| server.found(protocol, address, source))
    };
    let mut found = match wanted {
        Some(protocol) => found(protocol)?,
        None => found(Protocol::Imap).or_else(|| found(Protocol::Pop3))?,
    };
    if hosts::of_reading(&found.host).is_none() {
        let mut sending = named.iter().filter(|server| server.kind == Some(Kind::Sends));
        found.outgoing = sending.find_map(|server| server.sender(address, &found.user));
    }
    Some(found)
}

/// All servers of the file, up to where it is none.
fn servers(text: &str) -> Vec<Server> {
    let mut reader = Reader::from_str(text);
    let (mut named, mut server, mut field, mut value) = (Vec::new(), None::<Server>, None, String::new());
    while value.len() <= LONGEST && named.len() < MOST {
        match reader.read_event() {
            Err(_) | Ok(Event::Eof) => break,
            Ok(Event::Start(start)) => {
                if let Some(kind) = Kind::of(&start) {
                    server = Some(Server { kind: Some(kind), ..Server::default() });
                } else {
                    field = Field::of(start.name().as_ref());
                    value.clear();
                }
            }
            Ok(Event::Text(text)) if field.is_some() => value.push_str(&text),
            Ok(Event::GeneralRef(reference)) if field.is_some() => match meant(&reference) {
                Some(meant) => value.push_str(&meant),
                None => break,
            },
            Ok(Event::End(end)) if matches!(end.name().as_ref(), "incomingServer" | "outgoingServer") => {
                named.extend(server.take());
            }
            Ok(Event::End(_)) => {
                if let (Some(server), Some(field)) = (&mut server, field.take()) {
                    server.take(field, value.trim());
                }
            }
            Ok(_) => {}
        }
    }
    named
}

fn meant(reference: &BytesRef<'_>) -> Option<String> {
    match reference.resolve_char_ref().ok()? {
        Some(letter) => Some(letter.to_string()),
        None => Some(quick_xml::escape::resolve_predefined_entity(reference)?.to_owned()),
    }
}

/// What a server is for.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Kind {
    Reads(Protocol),
    Sends,
}

impl Kind {
    fn of(start: &BytesStart<'_>) -> Option<Self> {
        let kind = start.try_get_attribute("type").ok().flatten();
        let kind = kind.as_ref().map(|kind| kind.value.as_ref());
        match (start.name().as_ref(), kind) {
            ("incomingServer", Some("imap")) => Some(Self::Reads(Protocol::Imap)),
            ("incomingServer", Some("pop3")) => Some(Self::Reads(Protocol::Pop3)),
            ("outgoingServer", Some("smtp")) => Some(Self::Sends),
            _ => None,
        }
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
    kind: Option<Kind>,
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

    fn found(&self, protocol: Protocol, address: &Address, source: &str) -> Option<Found> {
        let host = self.host.clone().filter(|host| is_host(host))?;
        Some(Found {
            protocol: protocol.into(),
            column: Column::of_host(&host),
            host,
            port: self.port.filter(|port| *port > 0)?,
            security: self.security?,
            user: self.user(address)?,
            outgoing: None,
            source: Source::Autoconfig(source.to_owned()),
        })
    }

    /// `None`: nobody else's credential is at hand to be shown there.
    fn sender(&self, address: &Address, user: &str) -> Option<Sender> {
        self.user(address).filter(|own| own == user)?;
        Some(Sender {
            host: self.host.clone().filter(|host| is_host(host))?,
            port: self.port.filter(|port| *port > 0)?,
            security: self.security?,
        })
    }

    fn user(&self, address: &Address) -> Option<String> {
        let user = self.user.as_deref().unwrap_or("%EMAILADDRESS%");
        let user = user
            .replace("%EMAILADDRESS%", &address.to_string())
            .replace("%EMAILLOCALPART%", address.local())
            .replace("%EMAILDOMAIN%", address.domain());
        (!user.is_empty() && !user.chars().any(char::is_control)).then_some(user)
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
    use crate::explain::Speaks;

    fn found(text: &str) -> Option<(String, u16, Security, String)> {
        let address = Address::parse("ana@example.org").unwrap();
        read(text, &address, None, "https://x/")
            .map(|found| (found.host, found.port, found.security, found.user))
    }

    fn sender(kind: &str, security: &str, user: &str) -> String {
        format!(
            "<outgoingServer type=\"{kind}\"><hostname>Out.example.org</hostname><port>465</port><socketType>{security}</socketType><username>{user}</username></outgoingServer>"
        )
    }

    #[test]
    fn a_domain_with_pop3_alone_names_it_and_where_its_mail_goes_out() {
        let address = Address::parse("ana@example.org").unwrap();
        let pop3 = server("pop3", "SSL", "pop.example.org", "%EMAILADDRESS%").replace("993", "995");
        let out = Sender { host: "out.example.org".to_owned(), port: 465, security: Security::Tls };
        for (senders, expected) in [
            (sender("smtp", "SSL", "%EMAILADDRESS%"), Some(out.clone())),
            (sender("smtp", "plain", "%EMAILADDRESS%") + &sender("smtp", "SSL", "%EMAILADDRESS%"), Some(out)),
            (sender("smtp", "SSL", "somebody"), None),
            (sender("exchange", "SSL", "%EMAILADDRESS%"), None),
            (sender("smtp", "SSL", "&xxe;"), None),
            (String::new(), None),
        ] {
            let text = file(&(pop3.clone() + &senders));
            let found = read(&text, &address, None, "https://x/").unwrap();
            assert_eq!((found.protocol, found.port), (Speaks::Pop3, 995));
            assert_eq!(found.outgoing, expected, "{senders}");
            assert_eq!(read(&text, &address, Some(Protocol::Imap), "https://x/"), None);
        }
        let known = file(&(server("imap", "SSL", "imap.gmail.com", "x") + &sender("smtp", "SSL", "x")));
        assert_eq!(read(&known, &address, None, "https://x/").unwrap().outgoing, None, "the table says it");
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
