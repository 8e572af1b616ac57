mod bounds;
mod connections;
mod proxies;
mod redirects;
mod server;

use super::*;
use crate::Secret;
use crate::clock::Manual;
use crate::dial;
use crate::egress::Policy;
use jiff::Timestamp;
use server::{Asked, Server};
use std::sync::Mutex;
use std::time::Duration;

const LIMITS: Limits = Limits {
    total: Duration::from_secs(30),
    silence: Duration::from_secs(30),
    size: 1_000_000,
    redirects: 5,
};

fn client_on(clock: Clock, transcript: Transcript) -> Client {
    Client::new(Dialer::new(Policy::OPEN, clock), Spools::default(), transcript)
}

fn client() -> Client {
    client_on(Clock::system(), Transcript::default())
}

fn request(method: Method, url: &str) -> Request {
    Request::new(method, address(url).unwrap(), LIMITS)
}

fn get(url: &str) -> Request {
    request(Method::GET, url)
}

fn post(url: &str, body: &str) -> Request {
    Request { body: Some(body.as_bytes().to_vec().into()), ..request(Method::POST, url) }
}

/// The status and the whole body.
async fn read(client: &Client, request: Request) -> Result<(u16, Vec<u8>), Failed> {
    let response = client.send(request).await?;
    let status = response.status.as_u16();
    let spool = response.spool().await?;
    Ok((status, spool.read(0..u64::MAX, usize::MAX).unwrap().to_vec()))
}

async fn text(client: &Client, request: Request) -> String {
    let (status, body) = read(client, request).await.unwrap();
    format!("{status} {}", String::from_utf8_lossy(&body))
}

/// Everything that can happen without the clock happens.
async fn settle() {
    for _ in 0..200 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_body_goes_there_and_an_answer_comes_back() {
    let server = Server::echoing().await;
    let client = client();
    assert_eq!(text(&client, get(&server.url("/a?b=c"))).await, "200 GET /a?b=c ");
    assert_eq!(text(&client, post(&server.url("/x"), "hello")).await, "200 POST /x hello");
    let asked = server.asked();
    let Asked { headers, .. } = &asked[1];
    assert_eq!(headers["host"], server.url("").trim_start_matches("http://"));
    assert_eq!(headers["content-length"], "5");
    assert!(headers["user-agent"].to_str().unwrap().starts_with("Carteiro/"));
    assert_eq!(text(&client, request(Method::POST, &server.url("/none"))).await, "200 POST /none ");
    assert_eq!(server.asked()[2].headers["content-length"], "0");
}

#[tokio::test]
async fn a_file_is_sent_as_long_as_it_was_and_one_that_shrinks_meanwhile_fails() {
    let server = Server::echoing().await;
    let folder = tempfile::tempdir().unwrap();
    let path = folder.path().join("big");
    let bytes = "0123456789".repeat(50_000);
    #[expect(clippy::disallowed_methods, reason = "a file for the test")]
    std::fs::write(&path, &bytes).unwrap();
    let files = crate::Files::beneath(folder.path()).unwrap();
    let body = files.open("big".as_ref()).unwrap();
    let sent = Request { body: Some(body.clone()), ..request(Method::PUT, &server.url("/f")) };
    let (_, echoed) = read(&client(), sent.clone()).await.unwrap();
    assert!(echoed == format!("PUT /f {bytes}").into_bytes());
    std::fs::OpenOptions::new().write(true).open(&path).unwrap().set_len(10).unwrap();
    let failed = read(&client(), sent).await.unwrap_err();
    assert!(failed.sent && matches!(failed.error, Error::Broken(_)), "{failed:?}");
}

#[tokio::test]
async fn cookies_are_not_kept() {
    let server = Server::start(|_| server::answer(200, &[("set-cookie", "a=b")], "x")).await;
    let client = client();
    for _ in 0..2 {
        read(&client, get(&server.url("/"))).await.unwrap();
    }
    assert!(server.asked().iter().all(|asked| !asked.headers.contains_key("cookie")));
}

#[tokio::test]
async fn the_transcript_shows_no_secret_of_either_side() {
    let fields = [("set-cookie", "canary=1"), ("x-token", "canary")];
    let server = Server::start(move |_| server::answer(200, &fields, "canary")).await;
    let lines: Arc<Mutex<String>> = Arc::default();
    let written = Arc::clone(&lines);
    let transcript = Transcript::new(move |line| {
        let mut all = written.lock().unwrap();
        all.push_str(line);
        all.push('\n');
    });
    let client = client_on(Clock::system(), transcript);
    let mut request = post(&server.url("/canary?canary=canary"), "password=canary");
    request.headers.insert(header::AUTHORIZATION, bearer(&Secret::new("canary")).unwrap());
    request.headers.insert(header::COOKIE, HeaderValue::from_static("canary"));
    request.headers.insert("x-api-key", HeaderValue::from_static("canary"));
    assert!(!format!("{request:?}").contains("Bearer"), "{request:?}");
    read(&client, request).await.unwrap();
    let lines = lines.lock().unwrap();
    assert!(lines.contains("C: POST http://127.0.0.1") && lines.contains("S: HTTP/1.1 200"), "{lines}");
    assert!(lines.contains("C: authorization: ***") && !lines.contains("canary"), "{lines}");
}

#[test]
fn credentials_become_header_fields() {
    let value = basic("Aladdin", &Secret::new("open sesame")).unwrap();
    assert!(value.is_sensitive());
    assert_eq!(value.as_bytes(), b"Basic QWxhZGRpbjpvcGVuIHNlc2FtZQ==", "RFC 7617 §2");
    assert_eq!(basic("a:b", &Secret::new("x")), None);
    assert_eq!(bearer(&Secret::new("a\r\nb")), None);
}
