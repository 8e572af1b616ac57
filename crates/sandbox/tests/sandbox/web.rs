use std::net::SocketAddr;

use serde_json::Value;
use tokio::{
    io::{AsyncReadExt, AsyncWriteExt},
    net::TcpStream,
};
use url::form_urlencoded::Serializer;

/// What a server answered.
#[derive(Debug)]
pub struct Answer {
    pub status: u16,
    /// The status line and the fields, as they came.
    pub head: String,
    pub body: String,
}

impl Answer {
    pub fn json(&self) -> Value {
        serde_json::from_str(&self.body).unwrap_or_else(|error| panic!("{error}: {self:?}"))
    }

    pub fn header(&self, name: &str) -> Option<&str> {
        let fields = self.head.lines().filter_map(|line| line.split_once(": "));
        fields.into_iter().find(|(other, _)| other.eq_ignore_ascii_case(name)).map(|(_, value)| value)
    }

    pub fn error(&self) -> (u16, String) {
        (self.status, self.json()["error"].as_str().unwrap_or_default().to_owned())
    }

    /// Microsoft's number.
    pub fn aadsts(&self) -> u64 {
        let body = self.json();
        let number = body["error_codes"][0].as_u64().unwrap_or_else(|| panic!("{body}"));
        let words = body["error_description"].as_str().unwrap();
        assert!(words.starts_with(&format!("AADSTS{number}: ")), "{words}");
        number
    }
}

/// Sends a request and reads what comes back. It knows neither redirects nor cookies.
#[expect(clippy::disallowed_methods, reason = "the test dials the server it started on loopback")]
pub async fn send(
    address: SocketAddr,
    method: &str,
    path: &str,
    fields: &[(&str, &str)],
    body: &[u8],
) -> Answer {
    let mut stream = TcpStream::connect(address).await.unwrap();
    let length = body.len().to_string();
    let host = address.to_string();
    let mut all = vec![("connection", "close"), ("content-length", length.as_str())];
    if !fields.iter().any(|(name, _)| *name == "host") {
        all.push(("host", &host));
    }
    all.extend(fields);
    let lines: Vec<_> = all.iter().map(|(name, value)| format!("{name}: {value}\r\n")).collect();
    let request = format!("{method} {path} HTTP/1.1\r\n{}\r\n", lines.concat());
    // A server that refuses a body may close before it has all of it.
    let _ = stream.write_all(request.as_bytes()).await;
    let _ = stream.write_all(body).await;
    let mut bytes = Vec::new();
    let _ = stream.read_to_end(&mut bytes).await;
    let text = String::from_utf8_lossy(&bytes).into_owned();
    let (head, body) = text.split_once("\r\n\r\n").unwrap_or_else(|| panic!("no answer: {text:?}"));
    let status = head.split(' ').nth(1).and_then(|status| status.parse().ok()).unwrap();
    Answer { status, head: head.to_owned(), body: body.to_owned() }
}

pub async fn get(address: SocketAddr, path: &str) -> Answer {
    send(address, "GET", path, &[], b"").await
}

pub async fn post(address: SocketAddr, path: &str, form: &[(&str, &str)]) -> Answer {
    let fields = [("content-type", "application/x-www-form-urlencoded")];
    send(address, "POST", path, &fields, query(form).as_bytes()).await
}

pub fn query(form: &[(&str, &str)]) -> String {
    Serializer::new(String::new()).extend_pairs(form).finish()
}
