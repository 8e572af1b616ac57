//! Making a value of what a person gave for a variable.

use super::{Declared, Number, Value};
use crate::values::Date;
use carteiro_world::{Phrase, phrase};
use jiff::tz::TimeZone;
use std::sync::Arc;

/// What a person gave for a variable: text on a command line, or JSON. Text becomes what the variable is declared as.
pub type Given = serde_json::Value;

/// It does not fit the variable.
pub type Misfit = Phrase;

impl Declared {
    /// `given` as this, or why not.
    pub fn value(self, name: &str, given: &Given, zone: &TimeZone) -> Result<Value, Misfit> {
        let misfit = || phrase!("variable-misfit", name = name, expected = self.name());
        let text = given.as_str();
        let value = match self {
            Self::Text => match given {
                Given::String(text) => Value::text(text),
                Given::Number(_) | Given::Bool(_) => Value::text(given.to_string()),
                _ => return Err(misfit()),
            },
            Self::Number => match (given, text) {
                (Given::Number(_), _) => Value::from_json(given),
                (_, Some(text)) => Value::Number(number(text).ok_or_else(misfit)?),
                _ => return Err(misfit()),
            },
            Self::Boolean => match (given, text) {
                (Given::Bool(value), _) => (*value).into(),
                (_, Some("true")) => true.into(),
                (_, Some("false")) => false.into(),
                _ => return Err(misfit()),
            },
            Self::DateTime => {
                let start = Date::parse(text.ok_or_else(misfit)?)?.start(zone)?;
                Value::DateTime(Arc::new(start.to_zoned(zone.clone())))
            }
            Self::List | Self::Table | Self::Record | Self::File => {
                // On a command line, lists and records are written as JSON.
                let parsed = text.and_then(|text| serde_json::from_str(text).ok());
                let given = parsed.as_ref().unwrap_or(given);
                let rows =
                    |given: &Given| given.as_array().is_some_and(|rows| rows.iter().all(Given::is_object));
                let fits = match self {
                    Self::List => given.is_array(),
                    Self::Table => rows(given),
                    _ => given.is_object(),
                };
                if !fits {
                    return Err(misfit());
                }
                Value::from_json(given)
            }
            Self::Credential => {
                let path = text.and_then(|text| text.parse().ok());
                Value::Credential(path.ok_or_else(misfit)?)
            }
        };
        Ok(value)
    }

    /// Its name in an automation.
    pub fn name(self) -> &'static str {
        match self {
            Self::Text => "text",
            Self::Number => "number",
            Self::Boolean => "boolean",
            Self::DateTime => "date_time",
            Self::List => "list",
            Self::Table => "table",
            Self::Record => "record",
            Self::File => "file",
            Self::Credential => "credential",
        }
    }
}

fn number(text: &str) -> Option<Number> {
    let text = text.trim();
    if let Ok(whole) = text.parse() {
        return Some(Number::Integer(whole));
    }
    text.parse().ok().filter(|number: &f64| number.is_finite()).map(Number::Float)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn given(declared: Declared, text: &str) -> Option<serde_json::Value> {
        declared.value("x", &text.into(), &TimeZone::UTC).ok()?.to_json()
    }

    #[test]
    fn text_becomes_what_the_variable_is_declared_as() {
        assert_eq!(given(Declared::Number, "42"), Some(42.into()));
        assert_eq!(given(Declared::Number, "0x2a"), None);
        assert_eq!(given(Declared::Boolean, "true"), Some(true.into()));
        assert_eq!(given(Declared::Boolean, "yes"), None);
        assert_eq!(given(Declared::Text, "0042"), Some("0042".into()));
        assert_eq!(given(Declared::List, "[1, 2]"), Some(serde_json::json!([1, 2])));
        assert_eq!(given(Declared::Table, "[1, 2]"), None);
        assert_eq!(given(Declared::DateTime, "2026-11-22"), Some("2026-11-22T00:00:00+00:00[UTC]".into()));
    }
}
