//! A request: what is asked of which address, alone or among others.

use super::address::{asking, below};
use carteiro_world::Spool;
use carteiro_world::http::{HeaderName, HeaderValue, Method, Url, header};
use serde_json::{Map, Value, json};
use std::fmt;

/// With every request: names stay when a message moves (learn.microsoft.com/graph/outlook-immutable-id).
const IMMUTABLE: &str = "IdType=\"ImmutableId\"";

/// What is asked.
#[derive(Clone)]
pub(super) struct Request {
    pub(super) method: Method,
    pub(super) url: Url,
    pub(super) body: Body,
    /// How the answer is preferred, beside names that stay (RFC 7240).
    prefer: Option<String>,
    headers: Vec<(HeaderName, HeaderValue)>,
    /// Whether the token goes along: an address of an upload is a secret of its own.
    pub(super) signed: bool,
    /// Whether the answer is the bytes of a message.
    pub(super) is_for_bytes: bool,
    /// Whether doing it twice makes two of it.
    pub(super) once: bool,
    /// Which it is of those that belong together.
    pub(super) step: Step,
}

/// Which request it is of those that belong together.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(super) enum Step {
    First,
    /// It goes on with what an earlier one began: who begins anew leaves that behind.
    Next,
}

/// What goes along.
#[derive(Clone)]
pub(super) enum Body {
    Nothing,
    Json(Value),
    /// Bytes, and what they are.
    Bytes(&'static str, Spool),
}

impl Request {
    pub(super) fn new(method: Method, url: Url) -> Self {
        Self {
            method,
            url,
            body: Body::Nothing,
            prefer: None,
            headers: Vec::new(),
            signed: true,
            is_for_bytes: false,
            once: false,
            step: Step::First,
        }
    }

    /// Reads what is there.
    pub(super) fn get(root: &Url, segments: &[&str], options: &[(&str, &str)]) -> Self {
        Self::new(Method::GET, asking(below(root, segments), options))
    }

    /// Reads all bytes of a message (learn.microsoft.com/graph/outlook-get-mime-message).
    pub(super) fn bytes(root: &Url, id: &str) -> Self {
        Self { is_for_bytes: true, ..Self::get(root, &["messages", id, "$value"], &[]) }
    }

    /// Does something to what is there.
    pub(super) fn post(root: &Url, segments: &[&str], body: Value) -> Self {
        Self { body: Body::Json(body), ..Self::new(Method::POST, below(root, segments)) }
    }

    /// Changes what is there.
    pub(super) fn patch(root: &Url, segments: &[&str], body: Value) -> Self {
        Self { body: Body::Json(body), ..Self::new(Method::PATCH, below(root, segments)) }
    }

    /// The same with these bytes.
    pub(super) fn carrying(self, kind: &'static str, bytes: Spool) -> Self {
        Self { body: Body::Bytes(kind, bytes), ..self }
    }

    /// The same, with the answer in pages of this size.
    pub(super) fn in_pages_of(self, size: usize) -> Self {
        Self { prefer: Some(format!("odata.maxpagesize={size}")), ..self }
    }

    /// The same with a header field.
    pub(super) fn with(mut self, name: HeaderName, value: HeaderValue) -> Self {
        self.headers.push((name, value));
        self
    }

    /// The same, of what must not happen twice.
    pub(super) fn once(self) -> Self {
        Self { once: true, ..self }
    }

    /// The same, going on with what was begun: where the token ends in between, a fresh one is shown.
    pub(super) fn going_on(self) -> Self {
        Self { step: Step::Next, ..self }
    }

    /// The same, shown to whoever is asked without a token.
    pub(super) fn unsigned(self) -> Self {
        Self { signed: false, ..self }
    }

    /// The header fields that are no secret.
    pub(super) fn headers(&self) -> Vec<(HeaderName, HeaderValue)> {
        let mut headers = self.headers.clone();
        if self.signed
            && let Ok(prefer) = HeaderValue::from_str(&self.preferred())
        {
            headers.push((HeaderName::from_static("prefer"), prefer));
        }
        let kind = match &self.body {
            Body::Nothing => None,
            Body::Json(_) => Some("application/json"),
            Body::Bytes(kind, _) => Some(*kind),
        };
        headers.extend(kind.map(|kind| (header::CONTENT_TYPE, HeaderValue::from_static(kind))));
        headers
    }

    /// As it stands in a batch, below `endpoint` (learn.microsoft.com/graph/json-batching).
    pub(super) fn in_batch(&self, id: usize, endpoint: &Url) -> Value {
        let path = self.url.path().strip_prefix(endpoint.path().trim_end_matches('/'));
        let mut url = path.unwrap_or_else(|| self.url.path()).to_owned();
        if let Some(query) = self.url.query() {
            url = format!("{url}?{query}");
        }
        let mut headers = Map::from_iter([("Prefer".to_owned(), json!(self.preferred()))]);
        let mut one = json!({ "id": id.to_string(), "method": self.method.as_str(), "url": url });
        for (name, value) in &self.headers {
            headers.insert(name.to_string(), json!(String::from_utf8_lossy(value.as_bytes())));
        }
        if let (Body::Json(body), Some(one)) = (&self.body, one.as_object_mut()) {
            headers.insert("Content-Type".to_owned(), json!("application/json"));
            one.insert("body".to_owned(), body.clone());
        }
        if let Some(one) = one.as_object_mut() {
            one.insert("headers".to_owned(), Value::Object(headers));
        }
        one
    }

    fn preferred(&self) -> String {
        match &self.prefer {
            Some(prefer) => format!("{IMMUTABLE}, {prefer}"),
            None => IMMUTABLE.to_owned(),
        }
    }
}

/// Without the address, which lets anybody in where it is that of an upload, and without what goes along.
impl fmt::Debug for Request {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        let origin = self.url.origin().ascii_serialization();
        f.debug_struct("Request")
            .field("method", &self.method)
            .field("origin", &origin)
            .finish_non_exhaustive()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn neither_the_address_of_an_upload_nor_what_goes_along_can_be_printed() {
        let url = Url::parse("https://ana:canary@upload.example/me/canary?authtoken=canary").unwrap();
        let request =
            Request { body: Body::Json(json!("canary")), ..Request::new(Method::PUT, url).unsigned() };
        assert_eq!(
            format!("{request:?}"),
            r#"Request { method: PUT, origin: "https://upload.example", .. }"#
        );
    }
}
