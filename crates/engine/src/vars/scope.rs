//! Where variables are visible: an item of a loop sees its own and those around it.

use super::Value;
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Variables, and those around them. Cheap to clone; clones are the same scope.
#[derive(Clone, Debug, Default)]
pub struct Scope(Arc<Inner>);

#[derive(Debug, Default)]
struct Inner {
    outer: Option<Scope>,
    names: Mutex<HashMap<String, Value>>,
}

impl Scope {
    /// A scope inside this one: what it declares is not seen outside.
    #[must_use]
    pub fn inner(&self) -> Self {
        Self(Arc::new(Inner { outer: Some(self.clone()), names: Mutex::default() }))
    }

    /// The value of the nearest variable of this name.
    pub fn get(&self, name: &str) -> Option<Value> {
        let own = self.0.names.lock().unwrap_or_else(PoisonError::into_inner).get(name).cloned();
        own.or_else(|| self.0.outer.as_ref()?.get(name))
    }

    /// Makes a variable in this scope, whatever there is around it.
    pub fn declare(&self, name: &str, value: Value) {
        self.0.names.lock().unwrap_or_else(PoisonError::into_inner).insert(name.to_owned(), value);
    }

    /// Changes the nearest variable of this name, or makes one in this scope.
    pub fn set(&self, name: &str, value: Value) {
        let mut scope = Some(self);
        while let Some(at) = scope {
            let mut names = at.0.names.lock().unwrap_or_else(PoisonError::into_inner);
            if let Some(known) = names.get_mut(name) {
                *known = value;
                return;
            }
            drop(names);
            scope = at.0.outer.as_ref();
        }
        self.declare(name, value);
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(scope: &Scope, name: &str) -> Option<String> {
        match scope.get(name) {
            Some(Value::Text(text)) => Some(text.to_string()),
            _ => None,
        }
    }

    #[test]
    fn setting_changes_the_nearest_variable_and_declaring_shadows_it() {
        let run = Scope::default();
        run.declare("a", Value::text("outer"));
        let item = run.inner();
        item.set("a", Value::text("changed"));
        item.set("b", Value::text("mine"));
        assert_eq!(text(&run, "a").as_deref(), Some("changed"));
        assert_eq!(text(&run, "b"), None);
        item.declare("a", Value::text("shadow"));
        assert_eq!(text(&item, "a").as_deref(), Some("shadow"));
        assert_eq!(text(&run, "a").as_deref(), Some("changed"));
    }
}
