use std::cmp::Ordering;

use serde_json::{Value, json};

use super::{
    super::{
        Kind, Property,
        kind::{compare, inner},
    },
    Comparison, Expr, Function, Term,
};

/// What the names in a condition mean.
pub(super) struct Scope<'a> {
    pub value: &'a dyn Fn(&str) -> Value,
    pub bound: Vec<(&'a str, Value)>,
    pub property: Property,
}

pub(super) fn meets(expr: &Expr, scope: &Scope<'_>) -> bool {
    match expr {
        Expr::And(all) => all.iter().all(|one| meets(one, scope)),
        Expr::Or(all) => all.iter().any(|one| meets(one, scope)),
        Expr::Not(one) => !meets(one, scope),
        Expr::Is(term) => term_value(term, scope).0 == Value::Bool(true),
        Expr::Compare(one, comparison, other) => {
            let ((one, kind), (other, _)) = (term_value(one, scope), term_value(other, scope));
            holds(compare(&one, &other, kind), *comparison)
        }
        Expr::Any(path, inside) => {
            let items = items(path, scope);
            let Some((variable, inside)) = inside else { return !items.is_empty() };
            items.into_iter().any(|item| meets(inside, &within(scope, variable, item)))
        }
        Expr::All(path, variable, inside) => {
            items(path, scope).into_iter().all(|item| meets(inside, &within(scope, variable, item)))
        }
    }
}

fn items(path: &str, scope: &Scope<'_>) -> Vec<Value> {
    match walk(path, scope.value) {
        Value::Array(items) => items,
        _ => Vec::new(),
    }
}

fn within<'a>(scope: &Scope<'a>, variable: &'a str, item: Value) -> Scope<'a> {
    let mut bound = scope.bound.clone();
    bound.push((variable, item));
    Scope { bound, ..*scope }
}

fn holds(order: Option<Ordering>, comparison: Comparison) -> bool {
    match comparison {
        Comparison::Equal => order == Some(Ordering::Equal),
        Comparison::NotEqual => order != Some(Ordering::Equal),
        Comparison::Greater => order == Some(Ordering::Greater),
        Comparison::GreaterOrEqual => matches!(order, Some(Ordering::Greater | Ordering::Equal)),
        Comparison::Less => order == Some(Ordering::Less),
        Comparison::LessOrEqual => matches!(order, Some(Ordering::Less | Ordering::Equal)),
    }
}

fn term_value(term: &Term, scope: &Scope<'_>) -> (Value, Kind) {
    match term {
        Term::Null => (Value::Null, Kind::Text),
        Term::Text(text) => (json!(text), Kind::Text),
        Term::Truth(truth) => (json!(truth), Kind::Truth),
        Term::Time(text) => (json!(text), Kind::Time),
        Term::Number(number) => (json!(number), Kind::Number),
        Term::Path(path) => in_scope(path, scope),
        Term::Call(function, arguments) => {
            let text = |at: usize| {
                let value = arguments.get(at).map(|argument| term_value(argument, scope).0);
                value.as_ref().and_then(Value::as_str).unwrap_or_default().to_lowercase()
            };
            match function {
                Function::StartsWith => (json!(text(0).starts_with(&text(1))), Kind::Truth),
                Function::EndsWith => (json!(text(0).ends_with(&text(1))), Kind::Truth),
                Function::Contains => (json!(text(0).contains(&text(1))), Kind::Truth),
                // Text is compared without regard to case anyway.
                Function::ToLower | Function::ToUpper => (json!(text(0)), Kind::Text),
            }
        }
    }
}

fn in_scope(path: &str, scope: &Scope<'_>) -> (Value, Kind) {
    let (first, rest) = path.split_once('/').map_or((path, None), |(first, rest)| (first, Some(rest)));
    if let Some((_, item)) = scope.bound.iter().rev().find(|(name, _)| *name == first) {
        let value = rest.map_or_else(|| item.clone(), |rest| below(item, rest));
        return (value, rest.map_or(Kind::Text, inner));
    }
    let kind = rest.map_or_else(|| (scope.property)(first).unwrap_or(Kind::Text), inner);
    (walk(path, scope.value), kind)
}

/// What a path leads to.
pub(in super::super) fn walk(path: &str, value: &dyn Fn(&str) -> Value) -> Value {
    match path.split_once('/') {
        None => value(path),
        Some((first, rest)) => below(&value(first), rest),
    }
}

fn below(value: &Value, path: &str) -> Value {
    value.pointer(&format!("/{path}")).cloned().unwrap_or_default()
}
