//! Filters of values of any kind.

use super::json::json;
use super::{Call, Filter, filter};
use crate::template::evaluate::{Maybe, is_true};
use crate::vars::Value;

pub(super) const FILTERS: &[Filter] = &[
    Filter { takes_undefined: true, ..filter("default", &["value?", "boolean?"], |call| Ok(default(call))) },
    Filter { takes_undefined: true, ..filter("d", &["value?", "boolean?"], |call| Ok(default(call))) },
    filter("length", &[], length),
    filter("count", &[], length),
    filter("string", &[], string),
    filter("bool", &[], |call| Ok(Some(is_true(&call.value()).into()))),
    filter("tojson", &["indent?"], to_json),
];

/// `mail.headers['X-A'] | default('none')`: another value for what is not there; with `true` also for what is empty.
fn default(call: &mut Call<'_, '_>) -> Option<Value> {
    let lax = call.flag(1);
    let there = call.input.take().filter(|value| !lax || is_true(value));
    there.or_else(|| Some(call.argument(0).cloned().unwrap_or_else(|| Value::text(""))))
}

/// `mail.attachments | length`: how many values, fields or letters there are.
fn length(call: &mut Call<'_, '_>) -> Maybe {
    let count = match call.value() {
        Value::Text(text) => {
            call.budget().read(text.len())?;
            text.chars().count()
        }
        Value::List(values) => values.len(),
        Value::Record(record) => record.fields().count(),
        other => return Err(call.misfit(&other)),
    };
    Ok(Some(Value::count(count as u64)))
}

fn string(call: &mut Call<'_, '_>) -> Maybe {
    Ok(Some(Value::Text(call.text()?)))
}

fn to_json(call: &mut Call<'_, '_>) -> Maybe {
    let indent = match call.argument(0) {
        Some(Value::Boolean(indent)) => indent.then_some(2),
        _ => call.count_argument(0)?,
    };
    let value = call.value();
    json(&value, indent, call.budget()).map(|text| Some(Value::text(text)))
}
