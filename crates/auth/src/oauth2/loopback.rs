//! The browser comes back to this machine (RFC 8252 §7.3), with what it was sent for.

use super::authorize::Brought;
use carteiro_world::http::loopback::{Loopback, Visit};
use carteiro_world::http::{Method, StatusCode, Url};
use carteiro_world::words::Language;
use carteiro_world::{Phrase, phrase};

/// An address of this machine that a browser is sent back to.
#[derive(Clone, Debug, PartialEq, Eq)]
pub struct Redirect {
    /// As it is registered at the provider, byte for byte.
    pub uri: String,
    /// Where it is listened for.
    pub port: u16,
    path: String,
}

impl Redirect {
    /// Reads an address; `None`: it is none of this machine, or names no port.
    pub fn read(uri: &str) -> Option<Self> {
        let url = Url::parse(uri).ok()?;
        let is_here = matches!(url.host_str()?, "localhost" | "127.0.0.1" | "[::1]");
        let is_plain = url.scheme() == "http" && url.query().is_none() && url.fragment().is_none();
        let port = url.port().filter(|_| is_here && is_plain)?;
        Some(Self { uri: uri.to_owned(), port, path: url.path().to_owned() })
    }

    /// Any port that is free, at providers that take any (RFC 8252 §7.3).
    pub fn anywhere(port: u16) -> Self {
        Self { uri: format!("http://127.0.0.1:{port}/callback"), port, path: "/callback".to_owned() }
    }

    /// Waits until the browser comes back, and shows the person a page. Whatever else a browser asks for is not there.
    pub async fn wait(&self, loopback: &mut Loopback, language: Language) -> Brought {
        loop {
            let visit = loopback.next().await;
            if visit.path != self.path {
                visit.answer(StatusCode::NOT_FOUND, String::new());
                continue;
            }
            let brought = brought(&visit);
            if brought.is_answer() {
                let words = if brought.is_refusal() { phrase!("page-refused") } else { phrase!("page-done") };
                visit.answer(StatusCode::OK, page(&words, "", language));
                return brought;
            }
            // What stands behind "#" is shown to nobody but the page itself: it sends it on.
            let script = if visit.method == Method::GET { SEND_FRAGMENT } else { "" };
            visit.answer(StatusCode::OK, page(&phrase!("page-waiting"), script, language));
        }
    }
}

const SEND_FRAGMENT: &str = "<form method=post><input type=hidden name=_></form><script>\
if (location.hash.length > 1) { \
const form = document.forms[0]; form.textContent = ''; \
for (const [name, value] of new URLSearchParams(location.hash.slice(1))) { \
const field = document.createElement('input'); field.type = 'hidden'; field.name = name; field.value = value; form.append(field); } \
history.replaceState(null, '', location.pathname); form.submit(); }</script>";

fn brought(visit: &Visit) -> Brought {
    if visit.method == Method::POST {
        Brought::read(&String::from_utf8_lossy(&visit.body))
    } else {
        Brought::read(&visit.query)
    }
}

fn page(words: &Phrase, script: &str, language: Language) -> String {
    let tag = if language == Language::Portuguese { "pt-BR" } else { "en" };
    let text = language.say(words);
    // Words of ours, and nothing of what the browser has brought.
    format!(
        "<!doctype html><html lang={tag}><meta charset=utf-8><meta name=viewport content=\"width=device-width\">\
<title>Carteiro</title><style>:root{{color-scheme:light dark;font:1.1rem/1.5 system-ui,sans-serif}}\
body{{max-width:32rem;margin:20vh auto;padding:0 1.5rem}}</style><h1>Carteiro</h1><p id=told>{text}</p>{script}</html>"
    )
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_of_this_machine_is_kept_as_it_is_written() {
        for (uri, port, path) in [
            ("http://localhost:9999/callback", 9999, "/callback"),
            ("http://localhost:8888/Callback", 8888, "/Callback"),
            ("http://127.0.0.1:4000", 4000, "/"),
        ] {
            let read = Redirect::read(uri).unwrap();
            assert_eq!((read.uri.as_str(), read.port, read.path.as_str()), (uri, port, path));
        }
        for uri in [
            "https://outlook.office365.com",
            "http://localhost/x",
            "http://example.org:80/",
            "https://localhost:1/",
            "x",
        ] {
            assert_eq!(Redirect::read(uri), None, "{uri}");
        }
    }
}
