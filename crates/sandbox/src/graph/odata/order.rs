use std::cmp::Ordering;

use serde_json::Value;

use super::{
    super::failure::{Failure, Outcome},
    Kind, Property,
    kind::{compare, inner},
};

/// `$orderby`: paths, each with whether the largest comes first.
#[derive(Clone, Debug, PartialEq, Eq)]
pub(in super::super) struct Order(Vec<(String, Kind, bool)>);

impl Order {
    pub fn read(text: &str, of: &str, property: Property) -> Outcome<Self> {
        let mut all = Vec::new();
        for item in text.split(',').map(str::trim) {
            let (path, direction) = item.split_once(' ').unwrap_or((item, "asc"));
            let descending = match direction.trim() {
                "asc" => false,
                "desc" => true,
                _ => return Err(Failure::bad_request(format!("Syntax error in '{text}' of $orderby."))),
            };
            let (first, rest) =
                path.split_once('/').map_or((path, None), |(first, rest)| (first, Some(rest)));
            let kind = property(first).ok_or_else(|| Failure::no_property(first, of))?;
            let kind = rest.map_or(kind, inner);
            if matches!(kind, Kind::Complex | Kind::Collection) {
                return Err(Failure::bad_request(format!(
                    "The property '{path}' cannot be used in $orderby."
                )));
            }
            all.push((path.to_owned(), kind, descending));
        }
        Ok(Self(all))
    }

    /// The paths, in order.
    pub fn paths(&self) -> impl Iterator<Item = &str> {
        self.0.iter().map(|(path, _, _)| path.as_str())
    }

    pub fn sort<T>(&self, all: &mut Vec<T>, property: &dyn Fn(&T, &str) -> Value) {
        let keyed = |item: &T| -> Vec<Value> {
            self.0
                .iter()
                .map(|(path, _, _)| super::filter::walk(path, &|name| property(item, name)))
                .collect()
        };
        let mut keys: Vec<(Vec<Value>, T)> =
            std::mem::take(all).into_iter().map(|item| (keyed(&item), item)).collect();
        keys.sort_by(|(one, _), (other, _)| self.compare(one, other));
        all.extend(keys.into_iter().map(|(_, item)| item));
    }

    fn compare(&self, one: &[Value], other: &[Value]) -> Ordering {
        let pairs = self.0.iter().zip(one.iter().zip(other));
        for ((_, kind, descending), (one, other)) in pairs {
            let order = compare(one, other, *kind).unwrap_or_else(|| other.is_null().cmp(&one.is_null()));
            if order != Ordering::Equal {
                return if *descending { order.reverse() } else { order };
            }
        }
        Ordering::Equal
    }
}
