//! Tests: what stands after `is`. Each is a line and a function.

use super::evaluate::{Evaluation, Key, Stop, float, same_kind, text};
use crate::vars::{Number, Value};
use std::cmp::Ordering;
use std::fmt;

/// A test.
pub(super) struct Test {
    pub name: &'static str,
    /// How many arguments it takes.
    pub arguments: usize,
    /// What it says of what is not there, if that is no mistake.
    of_nothing: Option<bool>,
    holds: fn(&Value, &Value, &mut Evaluation<'_>) -> Result<bool, Stop>,
}

type Asked = fn(&Value) -> bool;

macro_rules! tests {
    ($($name:literal: $holds:expr),* $(,)?) => {
        &[$(Test {
            name: $name,
            arguments: 0,
            of_nothing: Some(false),
            holds: |value, _, _| { let holds: Asked = $holds; Ok(holds(value)) },
        }),*]
    };
}

const OF_KINDS: &[Test] = tests! {
    "none": |value| matches!(value, Value::Nothing),
    "boolean": |value| matches!(value, Value::Boolean(_)),
    "true": |value| matches!(value, Value::Boolean(true)),
    "false": |value| matches!(value, Value::Boolean(false)),
    "number": |value| matches!(value, Value::Number(_)),
    "integer": |value| matches!(value, Value::Number(Number::Integer(_))),
    "float": |value| matches!(value, Value::Number(Number::Float(_))),
    "string": |value| matches!(value, Value::Text(_)),
    "sequence": |value| matches!(value, Value::List(_)),
    "mapping": |value| matches!(value, Value::Record(_)),
    "iterable": |value| matches!(value, Value::List(_) | Value::Record(_)),
    "odd": |value| is_even(value) == Some(false),
    "even": |value| is_even(value) == Some(true),
};

const fn test(
    name: &'static str,
    arguments: usize,
    of_nothing: Option<bool>,
    holds: fn(&Value, &Value, &mut Evaluation<'_>) -> Result<bool, Stop>,
) -> Test {
    Test { name, arguments, of_nothing, holds }
}

const OTHERS: &[Test] = &[
    test("defined", 0, Some(false), |_, _, _| Ok(true)),
    test("undefined", 0, Some(true), |_, _, _| Ok(false)),
    test("lower", 0, Some(false), |value, _, at| cased(value, at, char::is_lowercase, char::is_uppercase)),
    test("upper", 0, Some(false), |value, _, at| cased(value, at, char::is_uppercase, char::is_lowercase)),
    test("divisibleby", 1, Some(false), |value, other, _| Ok(divisible(value, other))),
    test("in", 1, Some(false), |value, other, at| at.contains(other, value)),
    test("startingwith", 1, None, |value, other, at| {
        parts(value, other, at, |whole, part| whole.starts_with(part))
    }),
    test("endingwith", 1, None, |value, other, at| {
        parts(value, other, at, |whole, part| whole.ends_with(part))
    }),
    test("eq", 1, Some(false), equal),
    test("equalto", 1, Some(false), equal),
    test("ne", 1, Some(true), |value, other, at| Ok(!equal(value, other, at)?)),
    test("lt", 1, Some(false), |value, other, at| Ok(order(value, other, at)?.is_lt())),
    test("lessthan", 1, Some(false), |value, other, at| Ok(order(value, other, at)?.is_lt())),
    test("le", 1, Some(false), |value, other, at| Ok(order(value, other, at)?.is_le())),
    test("gt", 1, Some(false), |value, other, at| Ok(order(value, other, at)?.is_gt())),
    test("greaterthan", 1, Some(false), |value, other, at| Ok(order(value, other, at)?.is_gt())),
    test("ge", 1, Some(false), |value, other, at| Ok(order(value, other, at)?.is_ge())),
];

/// All tests.
pub(super) fn all() -> impl Iterator<Item = &'static Test> + Clone {
    OF_KINDS.iter().chain(OTHERS)
}

impl Test {
    /// Whether it holds of `value`, which may not be there.
    pub(super) fn holds(
        &self,
        value: Option<&Value>,
        arguments: &[Value],
        evaluation: &mut Evaluation<'_>,
    ) -> Result<bool, Stop> {
        let Some(value) = value else {
            return self.of_nothing.ok_or_else(|| Stop::Undefined(String::new()));
        };
        (self.holds)(value, arguments.first().unwrap_or(&Value::Nothing), evaluation)
    }
}

fn is_even(value: &Value) -> Option<bool> {
    match value {
        Value::Number(Number::Integer(whole)) => Some(whole % 2 == 0),
        Value::Number(Number::Float(float)) if float.fract() == 0.0 => Some(float % 2.0 == 0.0),
        _ => None,
    }
}

fn divisible(value: &Value, other: &Value) -> bool {
    match (value, other) {
        (Value::Number(Number::Integer(value)), Value::Number(Number::Integer(other))) => {
            *other != 0 && value.checked_rem(*other).unwrap_or(0) == 0
        }
        // Nothing is divisible by zero: the remainder is no number then.
        (Value::Number(value), Value::Number(other)) => float(*value) % float(*other) == 0.0,
        _ => false,
    }
}

fn cased(
    value: &Value,
    evaluation: &mut Evaluation<'_>,
    wanted: fn(char) -> bool,
    unwanted: fn(char) -> bool,
) -> Result<bool, Stop> {
    let Value::Text(text) = value else { return Ok(false) };
    evaluation.budget.read(text.len())?;
    Ok(text.chars().any(wanted) && !text.chars().any(unwanted))
}

fn parts(
    value: &Value,
    other: &Value,
    evaluation: &mut Evaluation<'_>,
    holds: fn(&str, &str) -> bool,
) -> Result<bool, Stop> {
    let (whole, part) = (text(value)?, text(other)?);
    evaluation.budget.read(part.len())?;
    Ok(holds(&whole, &part))
}

fn equal(value: &Value, other: &Value, evaluation: &mut Evaluation<'_>) -> Result<bool, Stop> {
    Ok(Key::of(value, evaluation.budget)? == Key::of(other, evaluation.budget)?)
}

fn order(value: &Value, other: &Value, evaluation: &mut Evaluation<'_>) -> Result<Ordering, Stop> {
    let (a, b) = (Key::of(value, evaluation.budget)?, Key::of(other, evaluation.budget)?);
    same_kind([(&a, value), (&b, other)], "<")?;
    Ok(a.cmp(&b))
}

impl fmt::Debug for Test {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name)
    }
}
