//! Values as text, and as conditions.

use super::Stop;
use crate::vars::{Number, Value};
use carteiro_world::phrase;
use std::borrow::Cow;

/// The text of a value that stands in a text, as it is written in an automation.
pub(in crate::template) fn text(value: &Value) -> Result<Cow<'_, str>, Stop> {
    Ok(match value {
        Value::Nothing => Cow::Borrowed(""),
        Value::Boolean(value) => Cow::Borrowed(if *value { "true" } else { "false" }),
        Value::Number(Number::Integer(value)) => Cow::Owned(value.to_string()),
        Value::Number(Number::Float(value)) => {
            let text = value.to_string();
            Cow::Owned(if text.contains('.') { text } else { text + ".0" })
        }
        Value::Text(text) => Cow::Borrowed(text),
        Value::DateTime(at) => Cow::Owned(at.strftime("%Y-%m-%dT%H:%M:%S%:z").to_string()),
        Value::Record(record) => match record.shown() {
            Some(text) => Cow::Borrowed(text),
            None => return Err(unshown(value)),
        },
        Value::List(_) | Value::Message(_) => return Err(unshown(value)),
        Value::Credential(_) => return Err(Stop::Undefined(String::new())),
    })
}

fn unshown(value: &Value) -> Stop {
    Stop::Wrong(phrase!("template-not-text", found = value.kind_name()))
}

/// Whether a value holds as a condition: nothing, zero and what is empty does not.
pub(in crate::template) fn is_true(value: &Value) -> bool {
    match value {
        Value::Nothing => false,
        Value::Boolean(value) => *value,
        Value::Number(Number::Integer(value)) => *value != 0,
        Value::Number(Number::Float(value)) => *value != 0.0,
        Value::Text(text) => !text.is_empty(),
        Value::List(values) => !values.is_empty(),
        Value::Record(record) => record.fields().next().is_some(),
        Value::DateTime(_) | Value::Message(_) | Value::Credential(_) => true,
    }
}
