//! What somebody might send who means no good.

use axum::body::{Body, Bytes};
use futures_util::stream;
use serde_json::{Value, json};
use std::convert::Infallible;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// What no route takes for its body.
pub(super) fn no_bodies() -> Vec<Vec<u8>> {
    let mut bodies: Vec<Vec<u8>> =
        ["", "{", "null", "7", "\"x\"", "[]", "[{}]", "{}{}", "{'a': 1}", "\u{feff}{}", "\0", "NaN"]
            .map(|text| text.as_bytes().to_vec())
            .into();
    bodies.push(b"{\"name\": \"\xff\xfe\"}".to_vec());
    bodies.push(b"{\"name\": \"\\ud800\"}".to_vec());
    bodies.push(b"{\"name\": 1e999}".to_vec());
    bodies.push("[".repeat(100_000).into_bytes());
    bodies.push("{\"a\":".repeat(100_000).into_bytes());
    bodies.push(format!("{{\"name\": {}1{}}}", "[".repeat(100_000), "]".repeat(100_000)).into_bytes());
    bodies.push(format!("{{\"name\": \"{}\"}}", "x".repeat(10 << 20)).into_bytes());
    bodies
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum What {
    /// Something that nothing takes.
    Unknown,
    /// A text with a zero in it.
    Nul,
    /// Something that some take.
    Else,
}

/// A good body, with something else for each of what it may have.
pub(super) fn mutated(good: &Value, names: &[String]) -> Vec<(What, Value)> {
    let with = |name: &str, value: Value| {
        let mut body = good.clone();
        body[name] = value;
        body
    };
    let mut all =
        vec![(What::Unknown, with("unknown", json!(1))), (What::Unknown, with("__proto__", json!({})))];
    for name in names {
        all.extend(others().map(|value| (What::Else, with(name, value))));
        if good[name].is_string() {
            all.push((What::Nul, with(name, json!("a\0b"))));
        }
    }
    all
}

fn others() -> impl Iterator<Item = Value> {
    [
        json!(null),
        json!(true),
        json!(-1),
        json!(1e308),
        json!(u64::MAX),
        json!(i64::MIN),
        json!([]),
        json!([null]),
        json!(["a\0b"]),
        json!([[[["x"]]]]),
        json!(vec!["x"; 5000]),
        json!({}),
        json!({ "a\0": "b\0" }),
        json!({ "x": { "x": { "x": [] } } }),
        json!("\0"),
        json!(""),
        json!(" "),
        json!("x".repeat(100_000)),
        json!("../../../etc/passwd"),
        json!("..\\..\\x.yaml"),
        json!("/etc/x.yaml"),
        json!("a/../../x.yaml"),
        json!("%2e%2e%2fx.yaml"),
        json!("\u{202e}\u{feff}x"),
        json!("a\r\nSet-Cookie: x=y"),
        json!("'; DROP TABLE person; --"),
        json!("{{ 1 | nothing }}"),
        json!("a: &a [*a, *a]"),
        json!("javascript:alert(1)"),
        json!("https://[::1"),
        json!("https://user:pw@127.0.0.1:1/"),
        json!("-262144-01-01T00:00:00Z"),
        json!("9999-12-31T23:59:59.999999999Z"),
    ]
    .into_iter()
}

/// Percent-encoded as it has to be to get there at all.
pub(super) fn in_an_address() -> [&'static str; 27] {
    [
        ".",
        "..",
        "%2e%2e",
        "..%2f..%2fetc%2fpasswd",
        "%2e%2e%2f%2e%2e%2f",
        "%252e%252e%252f",
        "..%5c..%5cx",
        "%00",
        "a%00b",
        "%ff%fe",
        "%c0%af",
        "%",
        "%zz",
        "%0d%0aSet-Cookie:x=y",
        "%E2%80%AE",
        "-1",
        "0x10",
        "9223372036854775808",
        "99999999999999999999",
        "1e9",
        "NaN",
        "%27%3B%20DROP%20TABLE%20person",
        "%7B%7B%201%20%7D%7D",
        LONG,
        "-262144-01-01T00%3A00%3A00Z",
        CURSOR_NUL,
        CURSOR_DEEP,
    ]
}

/// `["a\0", …]` as a place in a list: one key, and two.
const CURSOR_NUL: &str = "WyJhXHUwMDAwYiJd";
const CURSOR_DEEP: &str = "WyJhXHUwMDAwYiIsImNcdTAwMDBkIl0";
const LONG: &str = {
    static TEXT: [u8; 20_000] = [b'x'; 20_000];
    match str::from_utf8(&TEXT) {
        Ok(text) => text,
        Err(_) => "",
    }
};

pub(super) fn headers() -> Vec<(&'static str, Vec<u8>)> {
    vec![
        ("user-agent", vec![0xff; 5000]),
        ("accept-language", b"\xff;q=9".to_vec()),
        ("accept-language", "x,".repeat(5000).into()),
        ("cookie", b"carteiro_sso=\xff; carteiro_session".to_vec()),
        ("last-event-id", b"-1".to_vec()),
        ("last-event-id", b"99999999999999999999".to_vec()),
        ("last-event-id", b"\xff".to_vec()),
        ("x-forwarded-for", b"\xff, 999.1.1.1".to_vec()),
        ("if-none-match", b"\"".to_vec()),
        ("range", b"bytes=99999999999999999999-".to_vec()),
        ("host", b"evil.test".to_vec()),
        ("content-encoding", b"gzip".to_vec()),
        ("accept", b"text/html".to_vec()),
        ("x-http-method-override", b"DELETE".to_vec()),
    ]
}

/// A body that goes on as long as somebody reads it, up to 64 MiB, and how much was read of it.
pub(super) fn endless() -> (Body, impl Fn() -> usize) {
    let count = Arc::new(AtomicUsize::new(0));
    let counting = count.clone();
    let pieces = stream::iter((0..1024).map(move |number| {
        let piece = Bytes::from(vec![if number == 0 { b'[' } else { b' ' }; 1 << 16]);
        counting.fetch_add(piece.len(), Ordering::Relaxed);
        Ok::<_, Infallible>(piece)
    }));
    (Body::from_stream(pieces), move || count.load(Ordering::Relaxed))
}
