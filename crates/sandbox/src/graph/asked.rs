use bytes::Bytes;
use hyper::{HeaderMap, Method};
use serde_json::Value;

use super::{
    failure::{Failure, Outcome},
    odata::Query,
};

/// One request, whole or of a batch.
#[derive(Debug)]
pub(super) struct Asked {
    pub method: Method,
    /// Below `/v1.0`, as it was sent: with the query, and without.
    pub address: String,
    pub path: String,
    /// Its pieces, decoded; a key in parentheses is a piece of its own.
    pub segments: Vec<String>,
    pub query: Query,
    pub headers: HeaderMap,
    pub body: Bytes,
}

impl Asked {
    /// Of an address below `/v1.0`.
    pub fn new(method: Method, address: &str, headers: HeaderMap, body: Bytes) -> Self {
        let (path, query) = address.split_once('?').unwrap_or((address, ""));
        let path = path.trim_start_matches('/').to_owned();
        let segments = path.split('/').filter(|piece| !piece.is_empty()).flat_map(split).collect();
        let address = address.trim_start_matches('/').to_owned();
        Self { method, address, segments, query: Query::read(query), path, headers, body }
    }

    /// A header that is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// Whether the body is of this media type.
    pub fn is(&self, kind: &str) -> bool {
        let given = self.header("content-type").and_then(|given| given.split(';').next());
        given.is_some_and(|given| given.trim().eq_ignore_ascii_case(kind))
    }

    /// The object in the body; nothing counts as an empty one.
    pub fn json(&self) -> Outcome<Value> {
        if self.body.is_empty() {
            return Ok(Value::Object(serde_json::Map::new()));
        }
        let value: Value = serde_json::from_slice(&self.body)
            .map_err(|_| Failure::bad_request("Unable to read JSON request payload. Please ensure Content-Type header is set and payload is of valid JSON format."))?;
        if value.is_object() {
            Ok(value)
        } else {
            Err(Failure::bad_request("Unable to read JSON request payload: an object is expected."))
        }
    }
}

/// `mailFolders('inbox')` is `mailFolders/inbox` (OData Version 4.01 Part 2 §4.3); `delta()` is `delta`.
fn split(piece: &str) -> Vec<String> {
    let piece = decoded(piece);
    let Some((name, rest)) = piece.split_once('(').filter(|(name, _)| !name.is_empty()) else {
        return vec![piece];
    };
    let Some(inside) = rest.strip_suffix(')') else { return vec![piece] };
    match inside.trim_matches('\'') {
        "" => vec![name.to_owned()],
        key => vec![name.to_owned(), key.to_owned()],
    }
}

/// A piece of a path without its percent-encoding (RFC 3986 §2.1).
fn decoded(piece: &str) -> String {
    let mut out = Vec::with_capacity(piece.len());
    let mut rest = piece.as_bytes();
    while let Some((first, behind)) = rest.split_first() {
        let hex = behind.get(..2).and_then(|two| std::str::from_utf8(two).ok());
        let byte = hex.filter(|_| *first == b'%').and_then(|hex| u8::from_str_radix(hex, 16).ok());
        out.push(byte.unwrap_or(*first));
        rest = if byte.is_some() { behind.get(2..).unwrap_or_default() } else { behind };
    }
    String::from_utf8_lossy(&out).into_owned()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_key_in_parentheses_is_a_piece_of_the_path() {
        let pieces =
            |address: &str| Asked::new(Method::GET, address, HeaderMap::new(), Bytes::new()).segments;
        assert_eq!(
            pieces("/me/mailFolders('inbox')/messages?$top=1"),
            ["me", "mailFolders", "inbox", "messages"]
        );
        assert_eq!(
            pieces("users/a%2Bb%40x.test/messages/delta()"),
            ["users", "a+b@x.test", "messages", "delta"]
        );
    }
}
