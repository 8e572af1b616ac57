//! Filters of lists.

use super::{Applies, Call, Filter, filter};
use crate::template::evaluate::{Maybe, Stop, is_true, operate, text};
use crate::template::program::Arithmetic;
use crate::vars::{Number, Value};
use std::sync::Arc;

pub(super) const FILTERS: &[Filter] = &[
    filter("list", &[], list),
    filter("items", &[], items),
    filter("join", &["separator?", "attribute?"], join),
    filter("first", &[], |call| end(call, false)),
    filter("last", &[], |call| end(call, true)),
    filter("reverse", &[], reverse),
    filter("sum", &["attribute?", "start?"], sum),
    Filter { applies: Applies::EachFilter, ..filter("map", &["attribute?", "default?"], map) },
    Filter { applies: Applies::EachTest, ..filter("select", &[], |call| choose(call, true)) },
    Filter { applies: Applies::EachTest, ..filter("reject", &[], |call| choose(call, false)) },
    Filter { applies: Applies::EachTest, ..filter("selectattr", &["attribute"], |call| choose(call, true)) },
    Filter { applies: Applies::EachTest, ..filter("rejectattr", &["attribute"], |call| choose(call, false)) },
];

/// A list of what there is: the letters of a text, the names of a record.
fn list(call: &mut Call<'_, '_>) -> Maybe {
    match call.value() {
        Value::Text(text) => {
            call.budget().make(text.len())?;
            call.budget().steps(text.chars().count())?;
            Ok(Some(Value::list(text.chars().map(|letter| Value::text(letter.encode_utf8(&mut [0; 4]))))))
        }
        _ => Ok(Some(Value::List(call.list()?))),
    }
}

/// `record | items`: a list of names with their values.
fn items(call: &mut Call<'_, '_>) -> Maybe {
    let Value::Record(record) = call.value() else { return Err(call.misfit(&call.value())) };
    call.budget().steps(record.fields().count().saturating_mul(3))?;
    let pairs = record.fields().map(|(name, value)| Value::list([Value::text(name), value.clone()]));
    let pairs: Vec<Value> = pairs.collect();
    call.budget().composed(&pairs)?;
    Ok(Some(Value::list(pairs)))
}

fn join(call: &mut Call<'_, '_>) -> Maybe {
    // The letters of a text are joined as those of a list.
    let items = match call.value() {
        Value::Text(_) => match list(call)? {
            Some(Value::List(letters)) => letters,
            _ => Arc::from([]),
        },
        _ => call.list()?,
    };
    let separator = call.text_argument(0)?.unwrap_or_default();
    let mut made = String::new();
    for (index, item) in items.iter().enumerate() {
        call.budget().steps(1)?;
        if index > 0 {
            call.budget().push(&mut made, &separator)?;
        }
        let item = certain(call, item, 1)?;
        call.budget().push(&mut made, &text(&item)?)?;
    }
    Ok(Some(Value::text(made)))
}

fn end(call: &mut Call<'_, '_>, last: bool) -> Maybe {
    if let Value::Text(text) = call.value() {
        let mut letters = text.chars();
        let letter = if last { letters.next_back() } else { letters.next() };
        return Ok(letter.map(|letter| Value::text(letter.encode_utf8(&mut [0; 4]))));
    }
    let items = call.list()?;
    Ok(if last { items.last().cloned() } else { items.first().cloned() })
}

fn reverse(call: &mut Call<'_, '_>) -> Maybe {
    if let Value::Text(text) = call.value() {
        call.budget().make(text.len())?;
        return Ok(Some(Value::text(text.chars().rev().collect::<String>())));
    }
    let items = call.list()?;
    call.budget().steps(items.len())?;
    Ok(Some(Value::List(items.iter().rev().cloned().collect())))
}

fn sum(call: &mut Call<'_, '_>) -> Maybe {
    let items = call.list()?;
    let mut sum = call.argument(1).cloned().unwrap_or(Value::Number(Number::Integer(0)));
    for item in items.iter() {
        call.budget().steps(1)?;
        if let Some(value) = call.attribute(item, 0)? {
            sum = operate(Arithmetic::Add, &sum, &value, call.budget())?;
        }
    }
    Ok(Some(sum))
}

/// `list | map('upper')`, `list | map(attribute='name')`.
fn map(call: &mut Call<'_, '_>) -> Maybe {
    let items = call.list()?;
    call.budget().steps(items.len())?;
    let mut made = Vec::with_capacity(items.len());
    for item in items.iter() {
        let value = if call.each.is_some() {
            call.apply(Some(item.clone()))?
        } else {
            call.attribute(item, 0)?.or_else(|| call.argument(1).cloned())
        };
        made.push(value.ok_or_else(|| Stop::Undefined(attribute_name(call, 0)))?);
    }
    Ok(Some(Value::list(made)))
}

/// `list | select('defined')`, `list | selectattr('size', 'gt', 1000)`.
fn choose(call: &mut Call<'_, '_>, wanted: bool) -> Maybe {
    let items = call.list()?;
    let mut chosen = Vec::new();
    for item in items.iter() {
        let asked = call.attribute(item, 0)?;
        let holds = call.apply(asked)?.is_some_and(|holds| is_true(&holds));
        if holds == wanted {
            chosen.push(item.clone());
        }
    }
    Ok(Some(Value::list(chosen)))
}

/// The item, or the field of it that the argument names, which must be there.
pub(super) fn certain(call: &mut Call<'_, '_>, item: &Value, attribute: usize) -> Result<Value, Stop> {
    let value = call.attribute(item, attribute)?;
    value.ok_or_else(|| Stop::Undefined(attribute_name(call, attribute)))
}

fn attribute_name(call: &Call<'_, '_>, position: usize) -> String {
    let name = call.text_argument(position).ok().flatten();
    name.as_deref().unwrap_or(call.filter.name).to_owned()
}
