//! What arrives over the wire at `carteiro serve` and is no plain request: one request is one request, and nobody hides another in it.

use crate::desk::Desk;
use crate::serving::Serving;
use carteiro_world::http::Method;
use serde_json::{Value, json};
use std::io::{Read as _, Write as _};
use std::net::{Shutdown, TcpStream};

/// All that is answered to these bytes, after which nothing more comes.
fn answered(room: &Serving, bytes: &[u8]) -> String {
    let mut stream = TcpStream::connect(room.url.trim_start_matches("http://")).unwrap();
    // Whoever refuses early does not read the rest.
    let _ = stream.write_all(bytes);
    let _ = stream.shutdown(Shutdown::Write);
    let mut answer = Vec::new();
    let _ = stream.read_to_end(&mut answer);
    String::from_utf8_lossy(&answer).into_owned()
}

/// The status of each answer.
fn statuses(answer: &str) -> Vec<u16> {
    let lines = answer.split("HTTP/1.1 ").skip(1);
    lines.map(|rest| rest.split(' ').next().unwrap().parse().unwrap()).collect()
}

#[test]
fn nobody_hides_a_request_in_another() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path().join("data")).unwrap();
    let room = Serving::start(&desk, &[]);
    let hidden = "POST /api/roles HTTP/1.1\r\nHost: room\r\n\r\n";
    let long = hidden.len();
    let post = "POST /api/session HTTP/1.1\r\nHost: room\r\nContent-Type: application/json\r\n";
    for (what, head, body) in [
        ("two lengths", format!("Content-Length: 0\r\nContent-Length: {long}\r\n\r\n"), hidden.to_owned()),
        ("a list of lengths", format!("Content-Length: 0, {long}\r\n\r\n"), hidden.to_owned()),
        ("a signed length", format!("Content-Length: +{long}\r\n\r\n"), hidden.to_owned()),
        ("a length in hexadecimal", format!("Content-Length: 0x{long:x}\r\n\r\n"), hidden.to_owned()),
        ("a length without end", format!("Content-Length: {}9\r\n\r\n", u64::MAX), hidden.to_owned()),
        ("an unknown coding", "Transfer-Encoding: xchunked\r\n\r\n".to_owned(), format!("0\r\n\r\n{hidden}")),
        (
            "chunked, and not last",
            "Transfer-Encoding: chunked, identity\r\n\r\n".to_owned(),
            format!("0\r\n\r\n{hidden}"),
        ),
        ("a space before the colon", format!("Content-Length : {long}\r\n\r\n"), hidden.to_owned()),
        ("a folded line", format!("X: y\r\n Content-Length: {long}\r\n\r\n"), hidden.to_owned()),
        ("a zero in a field", format!("X: a\0b\r\nContent-Length: {long}\r\n\r\n"), hidden.to_owned()),
        ("a bare carriage return", format!("X: a\rContent-Length: {long}\r\n\r\n"), hidden.to_owned()),
        (
            "a chunk of no size",
            "Transfer-Encoding: chunked\r\n\r\n".to_owned(),
            format!("zz\r\n{hidden}\r\n0\r\n\r\n"),
        ),
        (
            "a chunk of any size",
            "Transfer-Encoding: chunked\r\n\r\n".to_owned(),
            format!("FFFFFFFFFFFFFFFFF\r\n{hidden}"),
        ),
    ] {
        let answer = answered(&room, format!("{post}{head}{body}").as_bytes());
        let statuses = statuses(&answer);
        // Refused, and the connection with it.
        assert!(statuses.len() <= 1 && statuses.iter().all(|status| *status == 400), "{what}: {answer}");
    }
    // Both ways to say the length (RFC 9112 §6.3): the chunks count, and the connection ends with it.
    let both = format!("{post}Content-Length: 6\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n{hidden}");
    let answer = answered(&room, both.as_bytes());
    assert!(statuses(&answer).iter().all(|status| *status == 400), "{answer}");
    let roles = room.root(Method::GET, "/api/roles", &Value::Null).done().body;
    assert_eq!(roles.as_array().unwrap().len(), 1);
}

#[test]
fn what_is_too_long_is_refused_and_others_are_answered() {
    let desk = Desk::new();
    std::fs::create_dir(desk.path().join("data")).unwrap();
    let room = Serving::start(&desk, &[]);
    let many = "X: y\r\n".repeat(5000);
    let long = "x".repeat(1 << 20);
    for (what, request) in [
        ("many fields", format!("GET /healthz HTTP/1.1\r\nHost: room\r\n{many}\r\n")),
        ("a long field", format!("GET /healthz HTTP/1.1\r\nHost: room\r\nX: {long}\r\n\r\n")),
        ("a long address", format!("GET /{long} HTTP/1.1\r\nHost: room\r\n\r\n")),
        ("no HTTP", format!("{long}\r\n\r\n")),
    ] {
        let answer = answered(&room, request.as_bytes());
        assert!(
            statuses(&answer).iter().all(|status| [400, 414, 431].contains(status)),
            "{what}: {answer:.200}"
        );
    }
    // Of a body of 10 MB no more than what is read is waited for.
    let head = "POST /api/session HTTP/1.1\r\nHost: room\r\nContent-Type: application/json\r\nContent-Length: 10000000\r\n";
    let sent = format!("{head}\r\n{{\"name\": \"{}\"}}", "x".repeat(10_000_000 - 12));
    assert!(statuses(&answered(&room, sent.as_bytes())).iter().all(|status| *status == 400));
    // Paths go nowhere, however they are written.
    for path in [
        "/../etc/passwd",
        "/%2e%2e/%2e%2e/etc/passwd",
        "/api/..%2f..%2fetc/passwd",
        "/api\\..\\x",
        "http://evil.test/",
    ] {
        let request = format!("GET {path} HTTP/1.1\r\nHost: room\r\nConnection: close\r\n\r\n");
        let answer = answered(&room, request.as_bytes());
        // What is no address of the API is one of the pages: these are told apart in the browser.
        let is_page = answer.contains("<title>Carteiro</title>") && !answer.contains("root:");
        let is_refused = statuses(&answer).iter().all(|status| [400, 404].contains(status));
        assert!(is_refused || is_page && !path.starts_with("/api/"), "{path}: {answer}");
        assert!(answer.to_lowercase().matches("\r\ncontent-type:").count() <= 1, "{path}: {answer}");
    }
    let me = room.root(Method::GET, "/api/me", &Value::Null).done();
    assert_eq!(me.body["name"], json!("root"));
}
