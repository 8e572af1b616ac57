use std::cmp::Ordering;

use super::{Condition, How, Operand, Properties, words::contains};
use crate::ews::item::Value;

impl Condition {
    /// Whether something is as the condition says. What lacks a property is nothing the property is compared with.
    pub fn accepts(&self, of: &dyn Properties) -> bool {
        match self {
            Self::And(all) => all.iter().all(|one| one.accepts(of)),
            Self::Or(all) => all.iter().any(|one| one.accepts(of)),
            Self::Not(one) => !one.accepts(of),
            Self::Exists(path) => of.value(path).is_some(),
            Self::Excludes(path, bits) => match of.value(path) {
                Some(Value::Number(number)) => number & bits == 0,
                _ => true,
            },
            Self::Contains { path, text, mode, folding } => match of.value(path) {
                Some(Value::Text(whole)) => contains(&whole, text, *mode, *folding),
                Some(Value::Several(all)) => all
                    .iter()
                    .any(|one| matches!(one, Value::Text(whole) if contains(whole, text, *mode, *folding))),
                _ => false,
            },
            Self::Compare { path, with, how } => {
                let Some(value) = of.value(path) else { return false };
                let other = match with {
                    Operand::Constant(text) => value.like(text),
                    Operand::Property(path) => of.value(path),
                };
                other.is_some_and(|other| stand(&value, &other, *how))
            }
        }
    }
}

fn stand(value: &Value, other: &Value, how: How) -> bool {
    if let Value::Several(all) = value {
        return all.iter().any(|one| stand(one, other, how));
    }
    let Some(order) = value.compare(other) else { return false };
    match how {
        How::Equal => order == Ordering::Equal,
        How::NotEqual => order != Ordering::Equal,
        How::Greater => order == Ordering::Greater,
        How::GreaterOrEqual => order != Ordering::Less,
        How::Less => order == Ordering::Less,
        How::LessOrEqual => order != Ordering::Greater,
    }
}
