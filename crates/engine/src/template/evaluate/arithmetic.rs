//! What `+`, `~` and their like make of two values.

use super::{Stop, text};
use crate::template::budget::Budget;
use crate::template::program::Arithmetic;
use crate::vars::{Number, Value};
use carteiro_world::phrase;

/// `left operator right`.
pub(in crate::template) fn operate(
    operator: Arithmetic,
    left: &Value,
    right: &Value,
    budget: &mut Budget,
) -> Result<Value, Stop> {
    match (operator, left, right) {
        (Arithmetic::Join, _, _) => join(&text(left)?, &text(right)?, budget),
        (Arithmetic::Add, Value::Text(left), Value::Text(right)) => join(left, right, budget),
        (Arithmetic::Add, Value::List(left), Value::List(right)) => {
            budget.steps(left.len().saturating_add(right.len()))?;
            Ok(Value::List(left.iter().chain(right.iter()).cloned().collect()))
        }
        (_, Value::Number(left), Value::Number(right)) => numbers(operator, *left, *right).map(Value::Number),
        (Arithmetic::Multiply, Value::Text(_) | Value::List(_), Value::Number(_))
        | (Arithmetic::Multiply, Value::Number(_), Value::Text(_) | Value::List(_)) => {
            Err(Stop::Wrong(phrase!("template-no-repeating")))
        }
        _ => Err(Stop::Wrong(phrase!(
            "template-operands",
            operator = operator.sign(),
            left = left.kind_name(),
            right = right.kind_name()
        ))),
    }
}

/// `-value`.
pub(super) fn negative(value: &Value) -> Result<Value, Stop> {
    match value {
        Value::Number(Number::Integer(whole)) => {
            let negative = whole.checked_neg().ok_or_else(|| overflow(Arithmetic::Subtract))?;
            Ok(Value::Number(Number::Integer(negative)))
        }
        Value::Number(Number::Float(float)) => Ok(Value::Number(Number::Float(-float))),
        other => Err(Stop::Wrong(phrase!("template-input", name = "-", found = other.kind_name()))),
    }
}

fn join(left: &str, right: &str, budget: &mut Budget) -> Result<Value, Stop> {
    budget.make(left.len().saturating_add(right.len()))?;
    Ok(Value::text([left, right].concat()))
}

fn numbers(operator: Arithmetic, left: Number, right: Number) -> Result<Number, Stop> {
    let divides = matches!(operator, Arithmetic::Divide | Arithmetic::DivideWhole | Arithmetic::Remainder);
    if divides && float(right) == 0.0 {
        return Err(Stop::Wrong(phrase!("template-divided-by-zero")));
    }
    match (left, right) {
        (Number::Integer(left), Number::Integer(right)) if operator != Arithmetic::Divide => {
            whole(operator, left, right)
        }
        _ => finite(operator, fraction(operator, float(left), float(right))),
    }
}

fn whole(operator: Arithmetic, left: i64, right: i64) -> Result<Number, Stop> {
    let made = match operator {
        Arithmetic::Add => left.checked_add(right),
        Arithmetic::Subtract => left.checked_sub(right),
        Arithmetic::Multiply => left.checked_mul(right),
        Arithmetic::DivideWhole => floored(left, right).map(|(quotient, _)| quotient),
        Arithmetic::Remainder if right == -1 => Some(0),
        Arithmetic::Remainder => floored(left, right).map(|(_, remainder)| remainder),
        Arithmetic::Power if right < 0 => {
            let (left, right) = (float(Number::Integer(left)), float(Number::Integer(right)));
            return finite(operator, left.powf(right));
        }
        Arithmetic::Power => match u32::try_from(right) {
            Ok(power) => left.checked_pow(power),
            // Nothing else stays small.
            Err(_) => match left {
                0 | 1 => Some(left),
                -1 => Some(if right % 2 == 0 { 1 } else { -1 }),
                _ => None,
            },
        },
        Arithmetic::Divide | Arithmetic::Join => None,
    };
    made.map(Number::Integer).ok_or_else(|| overflow(operator))
}

/// The quotient rounded down, and what remains: with the sign of the divisor, as in Python.
fn floored(left: i64, right: i64) -> Option<(i64, i64)> {
    let (quotient, remainder) = (left.checked_div(right)?, left.checked_rem(right)?);
    if remainder != 0 && (remainder < 0) != (right < 0) {
        return Some((quotient - 1, remainder + right));
    }
    Some((quotient, remainder))
}

fn fraction(operator: Arithmetic, left: f64, right: f64) -> f64 {
    match operator {
        Arithmetic::Add => left + right,
        Arithmetic::Subtract => left - right,
        Arithmetic::Multiply => left * right,
        Arithmetic::Divide => left / right,
        Arithmetic::DivideWhole => {
            let quotient = (left - remainder(left, right)) / right;
            // What is left of rounding is less than a half.
            if quotient == 0.0 { 0_f64.copysign(left / right) } else { quotient.round() }
        }
        Arithmetic::Remainder => remainder(left, right),
        Arithmetic::Power => left.powf(right),
        Arithmetic::Join => f64::NAN,
    }
}

/// With the sign of the divisor, as in Python.
fn remainder(left: f64, right: f64) -> f64 {
    let remainder = left % right;
    match remainder {
        0.0 => 0_f64.copysign(right),
        _ if (remainder < 0.0) != (right < 0.0) => remainder + right,
        _ => remainder,
    }
}

fn finite(operator: Arithmetic, float: f64) -> Result<Number, Stop> {
    if float.is_finite() { Ok(Number::Float(float)) } else { Err(overflow(operator)) }
}

fn overflow(operator: Arithmetic) -> Stop {
    Stop::Wrong(phrase!("template-overflow", operator = operator.sign()))
}

#[expect(clippy::cast_precision_loss, reason = "a number beyond 2^53 is rounded where it meets a fraction")]
pub(in crate::template) fn float(number: Number) -> f64 {
    match number {
        Number::Integer(whole) => whole as f64,
        Number::Float(float) => float,
    }
}
