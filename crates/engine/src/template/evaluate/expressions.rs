//! Expressions: the value of each kind.

use super::arithmetic::{negative, operate};
use super::{Evaluation, Key, Maybe, Stop, is_true, same_kind, text};
use crate::template::filters::{Applied, Call};
use crate::template::program::{Asked, Choice, Comparison, Each, Expression, Filtered, LoopField, Slice};
use crate::vars::{Number, Record, Value};
use carteiro_world::phrase;
use indexmap::IndexMap;

impl<'a> Evaluation<'a> {
    /// The value, which must be there.
    pub(super) fn certain(&mut self, expression: &'a Expression) -> Result<Value, Stop> {
        match self.maybe(expression)? {
            Some(value) => Ok(value),
            None => Err(Stop::Undefined(expression.described(self.program))),
        }
    }

    /// The value, if it is there.
    pub(super) fn maybe(&mut self, expression: &'a Expression) -> Maybe {
        self.budget.steps(1)?;
        match expression {
            Expression::Constant(value) => Ok(Some(value.clone())),
            Expression::Variable(name) => Ok(self.variable(name)),
            Expression::Own(slot) => Ok(self.own(*slot)),
            Expression::Captured => Ok(self.captured.last().cloned()),
            Expression::Loop(field) => Ok(self.round(*field)),
            Expression::Field(of, name) => {
                let of = self.certain(of)?;
                self.field(&of, name)
            }
            Expression::Item(two) => {
                let (of, key) = (self.certain(&two.0)?, self.certain(&two.1)?);
                self.item(&of, &key)
            }
            Expression::Filter(filtered) => self.filtered(filtered),
            Expression::And(two) => self.either(two, false).map(Some),
            Expression::Or(two) => self.either(two, true).map(Some),
            Expression::If(choice) => self.choice(choice),
            _ => self.composed(expression).map(Some),
        }
    }

    fn composed(&mut self, expression: &'a Expression) -> Result<Value, Stop> {
        match expression {
            Expression::Not(inner) => Ok((!is_true(&self.certain(inner)?)).into()),
            Expression::Negative(inner) => negative(&self.certain(inner)?),
            Expression::Arithmetic(operator, two) => {
                let (left, right) = (self.certain(&two.0)?, self.certain(&two.1)?);
                operate(*operator, &left, &right, self.budget)
            }
            Expression::Compare(chain) => self.chain(&chain.0, &chain.1),
            Expression::Slice(slice) => self.sliced(slice),
            Expression::Range(bounds) => self.range(bounds),
            Expression::List(items) => {
                let items = items.iter().map(|item| self.certain(item)).collect::<Result<Vec<_>, _>>()?;
                self.budget.composed(&items)?;
                Ok(Value::list(items))
            }
            Expression::Record(fields) => self.record(fields),
            Expression::Is(asked) => self.asked(asked),
            // Everything else has its value in `maybe`.
            _ => Ok(Value::Nothing),
        }
    }

    /// `and` and `or` are what decides: the first that does, else the last.
    fn either(&mut self, two: &'a (Expression, Expression), decides: bool) -> Result<Value, Stop> {
        let left = self.certain(&two.0)?;
        if is_true(&left) == decides { Ok(left) } else { self.certain(&two.1) }
    }

    fn choice(&mut self, choice: &'a Choice) -> Maybe {
        if is_true(&self.certain(&choice.condition)?) {
            return self.maybe(&choice.yes);
        }
        choice.no.as_ref().map_or(Ok(Some(Value::Nothing)), |no| self.maybe(no))
    }

    fn chain(&mut self, first: &'a Expression, rest: &'a [(Comparison, Expression)]) -> Result<Value, Stop> {
        let mut left = self.certain(first)?;
        for (comparison, next) in rest {
            let right = self.certain(next)?;
            let holds = match comparison {
                Comparison::Equal => Key::of(&left, self.budget)? == Key::of(&right, self.budget)?,
                Comparison::NotEqual => Key::of(&left, self.budget)? != Key::of(&right, self.budget)?,
                Comparison::In => self.contains(&right, &left)?,
                Comparison::NotIn => !self.contains(&right, &left)?,
                _ => self.ordered(*comparison, &left, &right)?,
            };
            if !holds {
                return Ok(false.into());
            }
            left = right;
        }
        Ok(true.into())
    }

    fn ordered(&mut self, comparison: Comparison, left: &Value, right: &Value) -> Result<bool, Stop> {
        let (a, b) = (Key::of(left, self.budget)?, Key::of(right, self.budget)?);
        same_kind([(&a, left), (&b, right)], comparison.sign())?;
        Ok(match comparison {
            Comparison::Less => a < b,
            Comparison::AtMost => a <= b,
            Comparison::Greater => a > b,
            _ => a >= b,
        })
    }

    /// A text in a text, a value in a list, the name of a field in a record.
    pub(crate) fn contains(&mut self, container: &Value, value: &Value) -> Result<bool, Stop> {
        match container {
            Value::Text(whole) => {
                let part = text(value)?;
                self.budget.read(whole.len().saturating_add(part.len()))?;
                Ok(whole.contains(&*part))
            }
            Value::List(values) => {
                let key = Key::of(value, self.budget)?;
                for value in values.iter() {
                    if Key::of(value, self.budget)? == key {
                        return Ok(true);
                    }
                }
                Ok(false)
            }
            Value::Record(record) => Ok(record.get(&text(value)?).is_some()),
            other => {
                let (left, right) = (value.kind_name(), other.kind_name());
                Err(Stop::Wrong(phrase!("template-operands", operator = "in", left = left, right = right)))
            }
        }
    }

    fn sliced(&mut self, slice: &'a Slice) -> Result<Value, Stop> {
        let of = self.certain(&slice.of)?;
        let mut bounds = [None; 3];
        for (bound, written) in bounds.iter_mut().zip([&slice.start, &slice.stop, &slice.step]) {
            if let Some(written) = written {
                *bound = match self.certain(written)? {
                    Value::Nothing => None,
                    value => Some(index(&value, "[:]")?),
                };
            }
        }
        self.slice(&of, bounds)
    }

    fn range(&mut self, bounds: &'a [Expression]) -> Result<Value, Stop> {
        let mut numbers = Vec::with_capacity(bounds.len());
        for bound in bounds {
            numbers.push(index(&self.certain(bound)?, "range")?);
        }
        let (start, end, step) = match *numbers.as_slice() {
            [end] => (0, end, 1),
            [start, end] => (start, end, 1),
            [start, end, step, ..] => (start, end, step),
            [] => (0, 0, 1),
        };
        if step == 0 {
            return Err(Stop::Wrong(phrase!("template-step-zero")));
        }
        let forwards = step > 0;
        let distance = if forwards { end.saturating_sub(start) } else { start.saturating_sub(end) };
        let count = usize::try_from(distance.max(0)).unwrap_or(usize::MAX);
        let step_by = usize::try_from(step.unsigned_abs()).unwrap_or(usize::MAX);
        self.budget.steps(count.div_ceil(step_by))?;
        let all = std::iter::successors(Some(start), |at| at.checked_add(step));
        let all = all.take_while(|at| if forwards { *at < end } else { *at > end });
        Ok(Value::list(all.map(|at| Value::Number(Number::Integer(at)))))
    }

    fn record(&mut self, fields: &'a [(Expression, Expression)]) -> Result<Value, Stop> {
        // Of a name given twice the last counts.
        let mut made = IndexMap::with_capacity(fields.len());
        for (name, value) in fields {
            let name = self.certain(name)?;
            let name = text(&name)?;
            self.budget.make(name.len())?;
            made.insert(name.into_owned(), self.certain(value)?);
        }
        self.budget.composed(made.values())?;
        Ok(Record::new(made.iter().map(|(name, value)| (name.as_str(), value.clone()))).into())
    }

    fn filtered(&mut self, filtered: &'a Filtered) -> Maybe {
        let input = match self.maybe(&filtered.input)? {
            None if !filtered.filter.takes_undefined => {
                let name = filtered.input.described(self.program);
                return Err(Stop::Undefined(name));
            }
            input => input,
        };
        let arguments = self.arguments(&filtered.arguments)?;
        let each = match &filtered.each {
            None => None,
            Some(Each::Filter(filter, arguments)) => {
                Some(Applied::Filter(filter, self.arguments(arguments)?))
            }
            Some(Each::Test(test, arguments)) => Some(Applied::Test(
                test,
                arguments.iter().map(|argument| self.certain(argument)).collect::<Result<_, _>>()?,
            )),
        };
        Call { evaluation: self, filter: filtered.filter, input, arguments, each }.run()
    }

    fn arguments(&mut self, arguments: &'a [Option<Expression>]) -> Result<Vec<Option<Value>>, Stop> {
        let value = |argument: &'a Option<Expression>| match argument {
            Some(argument) => self.certain(argument).map(Some),
            None => Ok(None),
        };
        arguments.iter().map(value).collect()
    }

    fn asked(&mut self, asked: &'a Asked) -> Result<Value, Stop> {
        let input = self.maybe(&asked.input)?;
        let arguments =
            asked.arguments.iter().map(|argument| self.certain(argument)).collect::<Result<Vec<_>, _>>()?;
        asked.test.holds(input.as_ref(), &arguments, self).map(Value::from)
    }

    fn round(&self, field: LoopField) -> Option<Value> {
        let round = self.loops.last()?;
        let count = |number: usize| Value::count(number as u64);
        Some(match field {
            LoopField::Index => count(round.index + 1),
            LoopField::Index0 => count(round.index),
            LoopField::RevIndex => count(round.length - round.index),
            LoopField::RevIndex0 => count(round.length - round.index - 1),
            LoopField::First => (round.index == 0).into(),
            LoopField::Last => (round.index + 1 == round.length).into(),
            LoopField::Length => count(round.length),
        })
    }
}

fn index(value: &Value, wanting: &str) -> Result<i64, Stop> {
    match value {
        Value::Number(Number::Integer(index)) => Ok(*index),
        other => Err(Stop::Wrong(phrase!("template-input", name = wanting, found = other.kind_name()))),
    }
}
