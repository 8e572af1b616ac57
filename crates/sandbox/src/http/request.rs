use bytes::Bytes;
use hyper::{HeaderMap, Method};
use url::form_urlencoded;

use super::Form;
use crate::ntlm;

/// A request that has been read to its end.
#[derive(Debug)]
pub(crate) struct Request {
    pub method: Method,
    /// As it was sent: still percent-encoded.
    pub path: String,
    pub query: Form,
    pub headers: HeaderMap,
    pub body: Bytes,
    /// The connection it came over, as far as somebody signs in by NTLM there.
    pub ntlm: ntlm::Connection,
}

impl Request {
    /// The pieces of the path, decoded.
    pub fn segments(&self) -> Vec<String> {
        self.path.split('/').skip(1).map(decoded).collect()
    }

    /// A header that is text.
    pub fn header(&self, name: &str) -> Option<&str> {
        self.headers.get(name)?.to_str().ok()
    }

    /// The credentials behind a scheme of the Authorization field, whose case is free (RFC 9110 §11.1).
    pub fn authorization(&self, scheme: &str) -> Option<&str> {
        let (given, rest) = self.header("authorization")?.split_once(' ')?;
        given.eq_ignore_ascii_case(scheme).then(|| rest.trim())
    }

    /// The body, if it says that it is a form.
    pub fn form(&self) -> Option<Form> {
        let kind = self.header("content-type")?.split(';').next()?.trim();
        kind.eq_ignore_ascii_case("application/x-www-form-urlencoded").then(|| Form::parse(&self.body))
    }
}

/// A query is decoded like a path but for `+`, and ends where a path does not.
fn decoded(segment: &str) -> String {
    let query = segment.replace('+', "%2B").replace('&', "%26").replace('=', "%3D");
    form_urlencoded::parse(query.as_bytes()).next().map(|(name, _)| name.into_owned()).unwrap_or_default()
}

#[cfg(test)]
mod tests {
    #[test]
    fn a_piece_of_a_path_is_decoded_once_and_keeps_its_plus() {
        assert_eq!(super::decoded("token-lifetime=5"), "token-lifetime=5");
        assert_eq!(super::decoded("ana%2Bx+y%40sandbox.test%2541&z"), "ana+x+y@sandbox.test%41&z");
    }
}
