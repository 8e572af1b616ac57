use serde_json::{Value, json};

use super::{Answer, object};
use crate::oauth::Server;

/// Lets time pass for codes and tokens.
pub(super) fn advance(server: &Server, body: &[u8]) -> Answer {
    let seconds = object(body)?.get("advance_seconds").and_then(Value::as_u64);
    let seconds = seconds.and_then(|seconds| u32::try_from(seconds).ok());
    let seconds =
        seconds.ok_or_else(|| (400, "`advance_seconds` is a whole number below 4294967296".to_owned()))?;
    server.advance(seconds);
    Ok(json!({ "advanced_seconds": seconds }))
}
