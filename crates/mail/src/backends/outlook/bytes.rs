//! Bytes of a message among the answers of a batch: base64 in a text (learn.microsoft.com/graph/json-batching).

use super::batch::Told;
use super::fault::Said;
use base64::Engine;
use base64::engine::general_purpose::{STANDARD, URL_SAFE};
use serde::de::{Deserialize, Deserializer, Error, IgnoredAny, MapAccess, Visitor};
use std::fmt;

/// What is told of a message.
#[derive(Clone, Debug, Default)]
pub(super) struct Mime {
    /// `None`: it was told in a form that nobody knows.
    pub(super) bytes: Option<Vec<u8>>,
    error: Option<Said>,
}

impl Told for Mime {
    fn error(&self) -> Option<&Said> {
        self.error.as_ref()
    }
}

impl<'de> Deserialize<'de> for Mime {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Either)
    }
}

struct Either;

impl<'de> Visitor<'de> for Either {
    type Value = Mime;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("bytes as base64, or an error")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Mime, E> {
        let text = text.trim();
        let bytes = STANDARD.decode(text).or_else(|_| URL_SAFE.decode(text)).ok();
        // There is no message without bytes.
        let bytes = bytes.filter(|bytes| !bytes.is_empty());
        Ok(Mime { bytes, error: None })
    }

    fn visit_map<A: MapAccess<'de>>(self, mut map: A) -> Result<Mime, A::Error> {
        let mut mime = Mime::default();
        while let Some(name) = map.next_key::<String>()? {
            if name == "error" {
                mime.error = map.next_value()?;
            } else {
                map.next_value::<IgnoredAny>()?;
            }
        }
        Ok(mime)
    }
}
