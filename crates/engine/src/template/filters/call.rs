//! A filter at work: its input, its arguments, and what it pays with.

use super::Filter;
use crate::template::budget::Budget;
use crate::template::evaluate::{Evaluation, Maybe, Stop, is_true, text};
use crate::template::is::Test;
use crate::vars::{Number, Value};
use carteiro_world::phrase;
use std::sync::Arc;

/// A filter at work.
pub(in crate::template) struct Call<'c, 'a> {
    pub evaluation: &'c mut Evaluation<'a>,
    pub filter: &'static Filter,
    pub input: Option<Value>,
    pub arguments: Vec<Option<Value>>,
    pub each: Option<Applied>,
}

/// What is done to, or asked of, each of a list.
pub(in crate::template) enum Applied {
    Filter(&'static Filter, Vec<Option<Value>>),
    Test(&'static Test, Vec<Value>),
}

impl Call<'_, '_> {
    pub(in crate::template) fn run(mut self) -> Maybe {
        (self.filter.run)(&mut self)
    }

    pub(super) fn budget(&mut self) -> &mut Budget {
        self.evaluation.budget
    }

    /// The input; filters that take what is not there ask [`Self::input`] instead.
    pub(super) fn value(&self) -> Value {
        self.input.clone().unwrap_or(Value::Nothing)
    }

    /// The input as text.
    pub(super) fn text(&self) -> Result<Arc<str>, Stop> {
        as_text(&self.value())
    }

    /// The input as a list.
    pub(super) fn list(&mut self) -> Result<Arc<[Value]>, Stop> {
        let value = self.value();
        self.evaluation.items(value, self.filter.name)
    }

    /// The input as a number.
    pub(super) fn number(&self) -> Result<Number, Stop> {
        match self.value() {
            Value::Number(number) => Ok(number),
            other => Err(self.misfit(&other)),
        }
    }

    pub(super) fn argument(&self, position: usize) -> Option<&Value> {
        self.arguments.get(position)?.as_ref()
    }

    pub(super) fn text_argument(&self, position: usize) -> Result<Option<Arc<str>>, Stop> {
        match self.argument(position) {
            None | Some(Value::Nothing) => Ok(None),
            Some(value) => as_text(value).map(Some),
        }
    }

    pub(super) fn count_argument(&self, position: usize) -> Result<Option<usize>, Stop> {
        match self.argument(position) {
            None | Some(Value::Nothing) => Ok(None),
            Some(Value::Number(Number::Integer(count))) if *count >= 0 => {
                Ok(Some(usize::try_from(*count).unwrap_or(usize::MAX)))
            }
            Some(other) => {
                let argument = self.filter.arguments.get(position).unwrap_or(&"").trim_end_matches('?');
                Err(Stop::Wrong(phrase!(
                    "template-argument",
                    name = self.filter.name,
                    argument = argument,
                    found = other.kind_name()
                )))
            }
        }
    }

    pub(super) fn flag(&self, position: usize) -> bool {
        self.argument(position).is_some_and(is_true)
    }

    /// The filter has no meaning for such an input.
    pub(super) fn misfit(&self, found: &Value) -> Stop {
        Stop::Wrong(phrase!("template-input", name = self.filter.name, found = found.kind_name()))
    }

    /// The field of `item` at the path that the argument names; the item itself without the argument.
    pub(super) fn attribute(&mut self, item: &Value, position: usize) -> Maybe {
        match self.text_argument(position)? {
            Some(path) => self.evaluation.path(item, &path),
            None => Ok(Some(item.clone())),
        }
    }

    /// What the filter or test for each of the list says of `item`.
    pub(super) fn apply(&mut self, item: Option<Value>) -> Maybe {
        self.budget().steps(1)?;
        match &self.each {
            Some(Applied::Filter(filter, arguments)) => {
                let (filter, arguments) = (*filter, arguments.clone());
                if item.is_none() && !filter.takes_undefined {
                    return Ok(None);
                }
                let evaluation = &mut *self.evaluation;
                Call { evaluation, filter, input: item, arguments, each: None }.run()
            }
            Some(Applied::Test(test, arguments)) => {
                let holds = test.holds(item.as_ref(), arguments, self.evaluation)?;
                Ok(Some(holds.into()))
            }
            None => Ok(Some(item.as_ref().is_some_and(is_true).into())),
        }
    }
}

fn as_text(value: &Value) -> Result<Arc<str>, Stop> {
    match value {
        Value::Text(text) => Ok(Arc::clone(text)),
        other => Ok(text(other)?.as_ref().into()),
    }
}
