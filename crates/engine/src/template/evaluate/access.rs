//! Variables, fields, items and slices.

use super::{Evaluation, Maybe, Stop};
use crate::vars::{Mail, Number, Value};
use carteiro_world::phrase;
use jiff::Zoned;
use std::sync::Arc;

/// How many fields of messages are kept.
const MOST_SEEN: usize = 32;

impl Evaluation<'_> {
    pub(super) fn variable(&self, name: &str) -> Option<Value> {
        visible(self.scope.get(name)?)
    }

    pub(super) fn own(&self, slot: usize) -> Option<Value> {
        let own = self.own.get(slot)?.clone();
        own.or_else(|| self.variable(self.program.names.get(slot)?))
    }

    pub(crate) fn field(&mut self, of: &Value, name: &Arc<str>) -> Maybe {
        Ok(match of {
            Value::Record(record) => record.get(name).cloned().and_then(visible),
            Value::Message(mail) => self.of_mail(mail, name)?,
            Value::DateTime(at) => of_moment(at, name),
            _ => None,
        })
    }

    /// Making a field of a message may copy much, so it is made once.
    fn of_mail(&mut self, mail: &Arc<Mail>, name: &Arc<str>) -> Maybe {
        let known =
            |(from, field, _): &&(Arc<Mail>, Arc<str>, Value)| Arc::ptr_eq(from, mail) && field == name;
        if let Some((_, _, value)) = self.seen.iter().find(known) {
            return Ok(Some(value.clone()));
        }
        let Some(value) = mail.get(name).and_then(visible) else { return Ok(None) };
        match &value {
            Value::Text(text) => self.budget.make(text.len())?,
            value => self.budget.composed([value])?,
        }
        if self.seen.len() < MOST_SEEN {
            self.seen.push((Arc::clone(mail), Arc::clone(name), value.clone()));
        }
        Ok(Some(value))
    }

    /// The field that a path such as `from.address` or `to.0` leads to.
    pub(crate) fn path(&mut self, of: &Value, path: &str) -> Maybe {
        let mut value = of.clone();
        for name in path.split('.') {
            self.budget.steps(1)?;
            let next = match name.parse() {
                Ok(index) => self.item(&value, &Value::Number(Number::Integer(index)))?,
                Err(_) => self.field(&value, &Arc::from(name))?,
            };
            let Some(next) = next else { return Ok(None) };
            value = next;
        }
        Ok(Some(value))
    }

    pub(super) fn item(&mut self, of: &Value, key: &Value) -> Maybe {
        match (of, key) {
            (_, Value::Text(name)) => self.field(of, name),
            (Value::List(values), Value::Number(Number::Integer(index))) => {
                let index = position(*index, values.len());
                Ok(index.and_then(|index| values.get(index)).cloned().and_then(visible))
            }
            (Value::Text(text), Value::Number(Number::Integer(index))) => {
                self.budget.read(text.len())?;
                let index = position(*index, text.chars().count());
                let letter = index.and_then(|index| text.chars().nth(index));
                Ok(letter.map(|letter| Value::text(letter.encode_utf8(&mut [0; 4]))))
            }
            _ => Ok(None),
        }
    }

    /// `of[start:stop:step]`, as Python takes it.
    pub(super) fn slice(&mut self, of: &Value, bounds: [Option<i64>; 3]) -> Result<Value, Stop> {
        match of {
            Value::List(values) => {
                let span = Span::of(values.len(), bounds)?;
                self.budget.steps(span.take)?;
                Ok(Value::List(span.pick(values.iter()).cloned().collect()))
            }
            Value::Text(text) => {
                self.budget.read(text.len())?;
                let span = Span::of(text.chars().count(), bounds)?;
                self.budget.make(text.len().min(span.take.saturating_mul(4)))?;
                Ok(Value::text(span.pick(text.chars()).collect::<String>()))
            }
            Value::Nothing => Ok(Value::list([])),
            other => Err(Stop::Wrong(phrase!("template-input", name = "[:]", found = other.kind_name()))),
        }
    }
}

/// To a template a credential is not there.
fn visible(value: Value) -> Option<Value> {
    (!matches!(value, Value::Credential(_))).then_some(value)
}

/// From the end when it is negative.
fn position(index: i64, length: usize) -> Option<usize> {
    match usize::try_from(index) {
        Ok(index) => Some(index),
        Err(_) => length.checked_sub(usize::try_from(index.unsigned_abs()).ok()?),
    }
}

/// Which of a number of things.
struct Span {
    backwards: bool,
    skip: usize,
    take: usize,
    step: usize,
}

impl Span {
    fn of(length: usize, [start, end, step]: [Option<i64>; 3]) -> Result<Self, Stop> {
        let length = i64::try_from(length).unwrap_or(i64::MAX);
        let step = step.unwrap_or(1);
        let step_by = usize::try_from(step.unsigned_abs()).ok().filter(|step| *step > 0);
        let step_by = step_by.ok_or_else(|| Stop::Wrong(phrase!("template-step-zero")))?;
        let at = |index: i64| if index < 0 { index.saturating_add(length) } else { index };
        let count = |number: i64| usize::try_from(number).unwrap_or(0);
        if step > 0 {
            let start = at(start.unwrap_or(0)).clamp(0, length);
            let end = at(end.unwrap_or(length)).clamp(0, length);
            return Ok(Self {
                backwards: false,
                skip: count(start),
                take: count(end - start),
                step: step_by,
            });
        }
        let start = start.map_or(length - 1, at).clamp(-1, length - 1);
        let end = end.map_or(-1, |end| at(end).clamp(-1, length - 1));
        Ok(Self { backwards: true, skip: count(length - 1 - start), take: count(start - end), step: step_by })
    }

    fn pick<T>(&self, all: impl DoubleEndedIterator<Item = T>) -> impl Iterator<Item = T> {
        let (forwards, backwards) = if self.backwards { (None, Some(all.rev())) } else { (Some(all), None) };
        let all = forwards.into_iter().flatten().chain(backwards.into_iter().flatten());
        all.skip(self.skip).take(self.take).step_by(self.step)
    }
}

fn of_moment(at: &Zoned, name: &str) -> Option<Value> {
    let number = |number: i64| Value::Number(Number::Integer(number));
    Some(match name {
        "year" => number(at.year().into()),
        "month" => number(at.month().into()),
        "day" => number(at.day().into()),
        "hour" => number(at.hour().into()),
        "minute" => number(at.minute().into()),
        "second" => number(at.second().into()),
        // Monday is 1, as in ISO 8601.
        "weekday" => number(at.weekday().to_monday_one_offset().into()),
        "date" => Value::text(at.date().to_string()),
        "time" => Value::text(at.strftime("%H:%M:%S").to_string()),
        "time_zone" => Value::text(at.time_zone().iana_name().unwrap_or("UTC")),
        _ => return None,
    })
}
