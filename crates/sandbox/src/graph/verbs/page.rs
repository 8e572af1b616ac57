use serde_json::{Map, Value, json};

use crate::graph::{answer::Answer, call::Call};

/// A collection as OData has it, with the address of what follows.
pub(super) fn collection(
    call: &Call<'_>,
    context: &str,
    value: Vec<Value>,
    next: Option<String>,
    count: Option<usize>,
) -> Answer {
    let mut out = Map::new();
    out.insert("@odata.context".to_owned(), call.context(context));
    if let Some(count) = count {
        out.insert("@odata.count".to_owned(), json!(count));
    }
    if let Some(next) = next {
        out.insert("@odata.nextLink".to_owned(), json!(next));
    }
    out.insert("value".to_owned(), Value::Array(value));
    Answer::json(200, Value::Object(out))
}

/// One thing as OData has it.
pub(super) fn entity(call: &Call<'_>, status: u16, context: &str, mut value: Value) -> Answer {
    if let Some(object) = value.as_object_mut() {
        object.shift_insert(0, "@odata.context".to_owned(), call.context(&format!("{context}/$entity")));
    }
    Answer::json(status, value)
}

/// A number as OData has it.
pub(super) fn number(count: usize) -> Answer {
    Answer::bytes("text/plain", bytes::Bytes::from(count.to_string()))
}
