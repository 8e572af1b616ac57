use bytes::Bytes;
use serde_json::Value;

/// What is answered to one request, whole or of a batch.
#[derive(Debug)]
pub(super) struct Answer {
    pub status: u16,
    pub headers: Vec<(&'static str, String)>,
    pub content: Content,
}

#[derive(Debug)]
pub(super) enum Content {
    Empty,
    Json(Value),
    /// Bytes of this media type.
    Bytes(String, Bytes),
}

impl Answer {
    pub fn json(status: u16, value: Value) -> Self {
        Self { status, headers: Vec::new(), content: Content::Json(value) }
    }

    pub fn empty(status: u16) -> Self {
        Self { status, headers: Vec::new(), content: Content::Empty }
    }

    pub fn bytes(kind: impl Into<String>, bytes: Bytes) -> Self {
        Self { status: 200, headers: Vec::new(), content: Content::Bytes(kind.into(), bytes) }
    }

    /// Adds something to an object before its `value`.
    pub fn insert(&mut self, name: &str, value: Value) {
        if let Content::Json(Value::Object(object)) = &mut self.content {
            let at = object.len().saturating_sub(1);
            object.shift_insert(at, name.to_owned(), value);
        }
    }

    pub fn with(mut self, name: &'static str, value: impl Into<String>) -> Self {
        self.headers.push((name, value.into()));
        self
    }
}
