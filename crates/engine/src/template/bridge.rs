//! Values of ours in the template language, and back.

use super::budget::Budget;
use crate::vars::{Mail, Number, Record, Scope, Value as Ours};
use carteiro_world::{Phrase, phrase};
use jiff::Zoned;
use minijinja::value::{DynObject, Enumerator, Object, ObjectRepr, ValueKind};
use minijinja::{Error, ErrorKind, Value};
use std::cmp::Ordering;
use std::fmt;
use std::sync::Arc;

/// A moment, in templates.
#[derive(Debug)]
pub(super) struct Moment(pub(super) Arc<Zoned>);

#[derive(Debug)]
struct Fields(Arc<Record>);

/// A list is handed over as it is: a template may mention a long one very often.
#[derive(Debug)]
struct Items(Arc<[Ours]>);

#[derive(Debug)]
struct Letter(Arc<Mail>);

#[derive(Debug)]
struct Variables(Scope);

/// What a template sees: the variables of `scope`, looked up as they are mentioned.
pub(super) fn context(scope: &Scope) -> Value {
    Value::from_object(Variables(scope.clone()))
}

pub(super) fn to_template(value: &Ours) -> Option<Value> {
    Some(match value {
        Ours::Nothing => Value::from(()),
        Ours::Boolean(value) => Value::from(*value),
        Ours::Number(Number::Integer(value)) => Value::from(*value),
        Ours::Number(Number::Float(value)) => Value::from(*value),
        Ours::Text(text) => Value::from(Arc::clone(text)),
        Ours::DateTime(at) => Value::from_object(Moment(Arc::clone(at))),
        Ours::List(values) => Value::from_object(Items(Arc::clone(values))),
        Ours::Record(record) => Value::from_object(Fields(Arc::clone(record))),
        Ours::Message(mail) => Value::from_object(Letter(Arc::clone(mail))),
        // To a template a credential is not there.
        Ours::Credential(_) => return None,
    })
}

pub(super) fn from_template(value: &Value, budget: &mut Budget) -> Result<Ours, Phrase> {
    if let Some(known) = as_it_was(value) {
        return budget.whole(&known).map(|()| known);
    }
    let unusable = |_| phrase!("template-value-unusable");
    budget.pay(value.as_str().unwrap_or_default())?;
    Ok(match value.kind() {
        ValueKind::Undefined | ValueKind::None => Ours::Nothing,
        ValueKind::Bool => Ours::Boolean(value.is_true()),
        ValueKind::Number => match value.as_i64().filter(|_| value.is_integer()) {
            Some(whole) => Ours::Number(Number::Integer(whole)),
            None => Ours::Number(Number::Float(f64::try_from(value.clone()).map_err(unusable)?)),
        },
        ValueKind::String => Ours::text(value.as_str().unwrap_or_default()),
        ValueKind::Seq | ValueKind::Iterable => {
            let mut items = value.try_iter().map_err(unusable)?;
            let list: Vec<Ours> =
                budget.inside(|budget| items.by_ref().map(|item| from_template(&item, budget)).collect())?;
            Ours::List(list.into())
        }
        ValueKind::Map => {
            let mut names = value.try_iter().map_err(unusable)?;
            let fields: Vec<(String, Ours)> = budget.inside(|budget| {
                let field = |name: Value| {
                    let field = value.get_item(&name).map_err(unusable)?;
                    let name = name.to_string();
                    budget.pay(&name)?;
                    Ok((name, from_template(&field, budget)?))
                };
                names.by_ref().map(field).collect()
            })?;
            Record::new(fields.iter().map(|(name, value)| (name.as_str(), value.clone()))).into()
        }
        _ => return Err(phrase!("template-value-unusable")),
    })
}

/// A value of ours that went through a template untouched.
fn as_it_was(value: &Value) -> Option<Ours> {
    if let Some(Moment(at)) = value.downcast_object_ref() {
        return Some(Ours::DateTime(Arc::clone(at)));
    }
    if let Some(Items(values)) = value.downcast_object_ref() {
        return Some(Ours::List(Arc::clone(values)));
    }
    if let Some(Fields(record)) = value.downcast_object_ref() {
        return Some(Ours::Record(Arc::clone(record)));
    }
    let Letter(mail) = value.downcast_object_ref()?;
    Some(Ours::Message(Arc::clone(mail)))
}

/// The text of a value that stands in a text.
pub(super) fn shown(value: &Value) -> Result<String, Error> {
    let refuse = |what: &'static str| Err(Error::new(ErrorKind::InvalidOperation, what));
    match value.kind() {
        ValueKind::None => Ok(String::new()),
        // As it is written in an automation.
        ValueKind::Bool => Ok(value.is_true().to_string()),
        ValueKind::Seq | ValueKind::Iterable => {
            refuse("a list cannot stand in a text: join it, as in list | join(', ')")
        }
        _ if value.downcast_object_ref::<Letter>().is_some() => {
            refuse("a message cannot stand in a text: name one of its fields, such as subject")
        }
        ValueKind::Map => {
            match value.downcast_object_ref::<Fields>().and_then(|Fields(record)| record.shown()) {
                Some(text) => Ok(text.to_owned()),
                None => refuse("a record cannot stand in a text: name one of its fields"),
            }
        }
        _ => Ok(value.to_string()),
    }
}

impl Object for Variables {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        to_template(&self.0.get(key.as_str()?)?)
    }
}

impl Object for Items {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Seq
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        to_template(self.0.get(key.as_usize()?)?)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Seq(self.0.len())
    }
}

impl Object for Letter {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        to_template(&self.0.get(key.as_str()?)?)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::NonEnumerable
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("message")
    }
}

impl Object for Fields {
    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        to_template(self.0.get(key.as_str()?)?)
    }

    fn enumerate(self: &Arc<Self>) -> Enumerator {
        Enumerator::Values(self.0.fields().map(|(name, _)| Value::from(name)).collect())
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.0.shown().unwrap_or("record"))
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        let other = other.downcast_ref::<Self>()?;
        Some(self.0.shown()?.cmp(other.0.shown()?))
    }
}

impl Object for Moment {
    fn repr(self: &Arc<Self>) -> ObjectRepr {
        ObjectRepr::Plain
    }

    fn get_value(self: &Arc<Self>, key: &Value) -> Option<Value> {
        let at = &self.0;
        Some(match key.as_str()? {
            "year" => Value::from(at.year()),
            "month" => Value::from(at.month()),
            "day" => Value::from(at.day()),
            "hour" => Value::from(at.hour()),
            "minute" => Value::from(at.minute()),
            "second" => Value::from(at.second()),
            // Monday is 1, as in ISO 8601.
            "weekday" => Value::from(at.weekday().to_monday_one_offset()),
            "date" => Value::from(at.date().to_string()),
            "time" => Value::from(at.strftime("%H:%M:%S").to_string()),
            "time_zone" => Value::from(at.time_zone().iana_name().unwrap_or("UTC")),
            _ => return None,
        })
    }

    fn custom_cmp(self: &Arc<Self>, other: &DynObject) -> Option<Ordering> {
        Some(self.0.timestamp().cmp(&other.downcast_ref::<Self>()?.0.timestamp()))
    }

    fn render(self: &Arc<Self>, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}", self.0.strftime("%Y-%m-%dT%H:%M:%S%:z"))
    }
}
