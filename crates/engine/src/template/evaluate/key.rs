//! Values as they are compared, sorted and told apart.

use super::Stop;
use crate::template::budget::Budget;
use crate::vars::{Number, Value};
use carteiro_world::phrase;
use jiff::Timestamp;
use std::cmp::Ordering;
use std::collections::BTreeMap;
use std::mem::discriminant;
use std::sync::Arc;

/// A value as it is compared. Those of one kind are in order; those of different kinds are different.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub(in crate::template) enum Key {
    Nothing,
    Boolean(bool),
    Number(Exact),
    Text(Arc<str>),
    Moment(Timestamp),
    List(Vec<Key>),
    /// A record that shows as a text is the same as another that does: a file by its path, a person by the address.
    Shown(Arc<str>),
    Record(BTreeMap<String, Key>),
    /// Messages are the same when they are one.
    Message(usize),
}

impl Key {
    pub(in crate::template) fn of(value: &Value, budget: &mut Budget) -> Result<Self, Stop> {
        budget.steps(1)?;
        Ok(match value {
            Value::Nothing => Self::Nothing,
            Value::Boolean(value) => Self::Boolean(*value),
            Value::Number(number) => Self::Number(Exact(*number)),
            Value::Text(text) => {
                budget.read(text.len())?;
                Self::Text(Arc::clone(text))
            }
            Value::DateTime(at) => Self::Moment(at.timestamp()),
            Value::List(values) => {
                Self::List(values.iter().map(|value| Self::of(value, budget)).collect::<Result<_, _>>()?)
            }
            Value::Record(record) => {
                if let Some(text) = record.shown() {
                    return Ok(Self::Shown(text.into()));
                }
                let field = |(name, value): (&str, &Value)| Ok((name.to_owned(), Self::of(value, budget)?));
                Self::Record(record.fields().map(field).collect::<Result<_, Stop>>()?)
            }
            Value::Message(mail) => Self::Message(Arc::as_ptr(mail).addr()),
            Value::Credential(_) => return Err(Stop::Undefined(String::new())),
        })
    }

    /// The same, with no difference between capital and small letters.
    pub(in crate::template) fn folded(self, budget: &mut Budget) -> Result<Self, Stop> {
        match self {
            Self::Text(text) => {
                // A small letter takes at most three times the bytes.
                budget.make(text.len().saturating_mul(3))?;
                Ok(Self::Text(text.to_lowercase().into()))
            }
            other => Ok(other),
        }
    }

    fn is_ordered(&self) -> bool {
        !matches!(self, Self::Nothing | Self::Record(_) | Self::Message(_))
    }

    /// How many bytes a comparison may look at.
    pub(in crate::template) fn bytes(&self) -> usize {
        match self {
            Self::Text(text) | Self::Shown(text) => text.len(),
            Self::List(keys) => keys.iter().map(Self::bytes).sum::<usize>() + keys.len() * size_of::<Self>(),
            _ => size_of::<Self>(),
        }
    }
}

/// Whether one comes before another is asked of the same kind only.
pub(in crate::template) fn same_kind<'a>(
    keys: impl IntoIterator<Item = (&'a Key, &'a Value)>,
    operator: &str,
) -> Result<(), Stop> {
    let mut first: Option<(&Key, &Value)> = None;
    for (key, value) in keys {
        let (other, beside) = *first.get_or_insert((key, value));
        if !key.is_ordered() || discriminant(key) != discriminant(other) {
            let (left, right) = (beside.kind_name(), value.kind_name());
            return Err(Stop::Wrong(phrase!(
                "template-operands",
                operator = operator,
                left = left,
                right = right
            )));
        }
    }
    Ok(())
}

/// A number that is compared as exactly as it is written, whole or not.
#[derive(Clone, Copy, Debug)]
pub(in crate::template) struct Exact(Number);

impl Ord for Exact {
    fn cmp(&self, other: &Self) -> Ordering {
        match (self.0, other.0) {
            (Number::Integer(a), Number::Integer(b)) => a.cmp(&b),
            // Zero is zero, with either sign.
            (Number::Float(a), Number::Float(b)) => (a + 0.0).total_cmp(&(b + 0.0)),
            (Number::Integer(a), Number::Float(b)) => against(a, b),
            (Number::Float(a), Number::Integer(b)) => against(b, a).reverse(),
        }
    }
}

#[expect(clippy::cast_possible_truncation, reason = "the number is within the range of i64 there")]
fn against(whole: i64, float: f64) -> Ordering {
    const BEYOND: f64 = 9_223_372_036_854_775_808.0;
    if float.is_nan() || float >= BEYOND {
        return Ordering::Less;
    }
    if float < -BEYOND {
        return Ordering::Greater;
    }
    let rest = float.fract();
    whole.cmp(&(float.trunc() as i64)).then(0.0.partial_cmp(&rest).unwrap_or(Ordering::Equal))
}

impl PartialOrd for Exact {
    fn partial_cmp(&self, other: &Self) -> Option<Ordering> {
        Some(self.cmp(other))
    }
}

impl PartialEq for Exact {
    fn eq(&self, other: &Self) -> bool {
        self.cmp(other) == Ordering::Equal
    }
}

impl Eq for Exact {}
