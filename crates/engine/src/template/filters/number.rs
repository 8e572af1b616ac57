//! Filters of numbers.

use super::{Call, Filter, filter};
use crate::template::evaluate::{Maybe, Stop, float as as_float};
use crate::vars::{Number, Value};
use carteiro_world::phrase;

/// Decimal places beyond these change nothing.
const PLACES: usize = 400;

pub(super) const FILTERS: &[Filter] = &[
    filter("int", &["default?"], int),
    filter("float", &["default?"], float),
    filter("round", &["precision?", "method?"], round),
    filter("abs", &[], abs),
];

/// `'42' | int`: a whole number; what is none becomes the default, when there is one.
fn int(call: &mut Call<'_, '_>) -> Maybe {
    let number = match call.value() {
        Value::Number(Number::Float(float)) => Some(whole(float)?),
        value => match read(call, &value)? {
            Some(Number::Float(float)) => Some(whole(float)?),
            other => other,
        },
    };
    or_default(call, number, Number::Integer(0))
}

fn float(call: &mut Call<'_, '_>) -> Maybe {
    let value = call.value();
    let number = read(call, &value)?.map(|number| Number::Float(as_float(number)));
    or_default(call, number, Number::Float(0.0))
}

fn or_default(call: &Call<'_, '_>, number: Option<Number>, of_nothing: Number) -> Maybe {
    match (number, call.argument(0), call.value()) {
        (Some(number), _, _) => Ok(Some(Value::Number(number))),
        (None, Some(default), _) => Ok(Some(default.clone())),
        (None, None, Value::Nothing) => Ok(Some(Value::Number(of_nothing))),
        (None, None, _) => Err(Stop::Wrong(phrase!("template-number-form", found = call.text()?))),
    }
}

fn read(call: &Call<'_, '_>, value: &Value) -> Result<Option<Number>, Stop> {
    Ok(match value {
        Value::Nothing => None,
        Value::Boolean(value) => Some(Number::Integer((*value).into())),
        Value::Number(number) => Some(*number),
        Value::Text(text) => {
            let text = text.trim();
            let fraction = || text.parse().ok().filter(|float: &f64| float.is_finite()).map(Number::Float);
            text.parse().ok().map(Number::Integer).or_else(fraction)
        }
        other => return Err(call.misfit(other)),
    })
}

#[expect(clippy::cast_possible_truncation, reason = "what is beyond the range is refused before")]
fn whole(float: f64) -> Result<Number, Stop> {
    const BEYOND: f64 = 9_223_372_036_854_775_808.0;
    if (-BEYOND..BEYOND).contains(&float) {
        return Ok(Number::Integer(float.trunc() as i64));
    }
    Err(Stop::Wrong(phrase!("template-overflow", operator = "int")))
}

/// `size | round(2)`: half goes to the even neighbour; `'ceil'` and `'floor'` round up and down.
fn round(call: &mut Call<'_, '_>) -> Maybe {
    let number = call.number()?;
    let places = call.count_argument(0)?.unwrap_or(0);
    let method = call.text_argument(1)?;
    let Number::Float(float) = number else { return Ok(Some(Value::Number(number))) };
    let directed = |direct: fn(f64) -> f64| {
        let factor = 10_f64.powf(as_float(Number::Integer(i64::try_from(places).unwrap_or(i64::MAX))));
        let scaled = float * factor;
        if scaled.is_finite() { direct(scaled) / factor } else { float }
    };
    let rounded = match method.as_deref() {
        None | Some("common") if places > PLACES => float,
        None | Some("common") => format!("{float:.places$}").parse().unwrap_or(float),
        Some("ceil") => directed(f64::ceil),
        Some("floor") => directed(f64::floor),
        Some(other) => {
            let allowed = "common, ceil, floor";
            return Err(Stop::Wrong(phrase!("template-round-method", found = other, allowed = allowed)));
        }
    };
    Ok(Some(Value::Number(Number::Float(rounded))))
}

fn abs(call: &mut Call<'_, '_>) -> Maybe {
    let overflow = || Stop::Wrong(phrase!("template-overflow", operator = "abs"));
    Ok(Some(Value::Number(match call.number()? {
        Number::Integer(whole) => Number::Integer(whole.checked_abs().ok_or_else(overflow)?),
        Number::Float(float) => Number::Float(float.abs()),
    })))
}
