//! Statements: what they add to the text, and which names they set.

use super::{Evaluation, Round, Stop, is_true, text};
use crate::template::context::Context;
use crate::template::program::{At, Capture, Expression, For, Names, Statement};
use crate::vars::Value;
use carteiro_world::phrase;
use std::sync::Arc;

/// How a body ended.
#[derive(Clone, Copy, PartialEq, Eq)]
enum Flow {
    On,
    Break,
    Continue,
}

impl<'a> Evaluation<'a> {
    pub(super) fn statements(&mut self, statements: &'a [Statement], out: &mut String) -> Result<(), Stop> {
        self.body(statements, out).map(drop)
    }

    fn body(&mut self, statements: &'a [Statement], out: &mut String) -> Result<Flow, Stop> {
        for statement in statements {
            self.budget.steps(1)?;
            let flow = self.statement(statement, out)?;
            if flow != Flow::On {
                return Ok(flow);
            }
        }
        Ok(Flow::On)
    }

    fn statement(&mut self, statement: &'a Statement, out: &mut String) -> Result<Flow, Stop> {
        match statement {
            Statement::Text(text) => self.write(text, out)?,
            Statement::Show(at, expression) => {
                self.at = *at;
                let value = self.certain(expression)?;
                self.show(&value, out)?;
            }
            Statement::If(choice) => {
                self.at = choice.at;
                let condition = is_true(&self.certain(&choice.condition)?);
                return self.body(if condition { &choice.then } else { &choice.otherwise }, out);
            }
            Statement::For(each) => return self.each(each, out),
            Statement::Set(at, names, value) => {
                self.at = *at;
                let value = self.certain(value)?;
                self.set(names, value)?;
            }
            Statement::Capture(capture) => self.capture(capture, out)?,
            Statement::With(at, assignments, body) => return self.with(*at, assignments, body, out),
            Statement::Break => return Ok(Flow::Break),
            Statement::Continue => return Ok(Flow::Continue),
        }
        Ok(Flow::On)
    }

    /// What the author wrote.
    fn write(&mut self, text: &str, out: &mut String) -> Result<(), Stop> {
        self.budget.could_keep(out.len().saturating_add(text.len()))?;
        self.budget.push(out, text)
    }

    /// A value, without what it must not bring along.
    fn show(&mut self, value: &Value, out: &mut String) -> Result<(), Stop> {
        let text = text(value)?;
        if self.context == Context::Text {
            return self.write(&text, out);
        }
        self.budget.make(text.len().saturating_mul(self.context.growth()))?;
        let tamed = self.context.tame(&text)?;
        self.write(&tamed, out)
    }

    fn with(
        &mut self,
        at: At,
        assignments: &'a [(Names, Expression)],
        body: &'a [Statement],
        out: &mut String,
    ) -> Result<Flow, Stop> {
        let before = self.undo.len();
        self.at = at;
        for (names, value) in assignments {
            let value = self.certain(value)?;
            self.set(names, value)?;
        }
        let flow = self.body(body, out)?;
        self.back_to(before);
        Ok(flow)
    }

    /// A block becomes a value before it is put anywhere, so what it holds is tamed where the whole is put, once.
    fn capture(&mut self, capture: &'a Capture, out: &mut String) -> Result<(), Stop> {
        let before = self.undo.len();
        let context = std::mem::replace(&mut self.context, Context::Text);
        let mut text = String::new();
        self.statements(&capture.body, &mut text)?;
        self.context = context;
        self.back_to(before);
        self.at = capture.at;
        self.captured.push(Value::text(text));
        let value = self.certain(&capture.value)?;
        self.captured.pop();
        match &capture.names {
            Some(names) => self.set(names, value),
            None => self.show(&value, out),
        }
    }

    fn each(&mut self, each: &'a For, out: &mut String) -> Result<Flow, Stop> {
        self.at = each.at;
        let over = self.certain(&each.over)?;
        let mut items = self.items(over, "for")?;
        if let Some(condition) = &each.condition {
            let mut wanted = Vec::new();
            for item in items.iter() {
                self.budget.steps(1)?;
                let before = self.undo.len();
                self.set(&each.names, item.clone())?;
                if is_true(&self.certain(condition)?) {
                    wanted.push(item.clone());
                }
                self.back_to(before);
            }
            items = wanted.into();
        }
        if items.is_empty() {
            return self.body(&each.otherwise, out);
        }
        self.loops.push(Round { index: 0, length: items.len() });
        for (index, item) in items.iter().enumerate() {
            self.budget.steps(1)?;
            if let Some(round) = self.loops.last_mut() {
                round.index = index;
            }
            let before = self.undo.len();
            self.set(&each.names, item.clone())?;
            let flow = self.body(&each.body, out)?;
            self.back_to(before);
            if flow == Flow::Break {
                break;
            }
        }
        self.loops.pop();
        Ok(Flow::On)
    }

    /// What `wanting` goes through: the values of a list, the names of a record.
    pub(crate) fn items(&mut self, value: Value, wanting: &str) -> Result<Arc<[Value]>, Stop> {
        match value {
            Value::List(items) => Ok(items),
            Value::Nothing => Ok(Arc::from([])),
            Value::Record(record) => {
                self.budget.steps(record.fields().count())?;
                Ok(record.fields().map(|(name, _)| Value::text(name)).collect())
            }
            other => Err(Stop::Wrong(phrase!("template-input", name = wanting, found = other.kind_name()))),
        }
    }

    fn set(&mut self, names: &Names, value: Value) -> Result<(), Stop> {
        self.budget.steps(1)?;
        match names {
            Names::One(slot) => {
                if let Some(own) = self.own.get_mut(*slot) {
                    self.undo.push((*slot, own.replace(value)));
                }
                Ok(())
            }
            Names::Each(names) => {
                let (wanted, found) = (names.len(), value.kind_name());
                let values = match value {
                    Value::List(values) if values.len() == wanted => values,
                    _ => return Err(Stop::Wrong(phrase!("template-unpack", wanted = wanted, found = found))),
                };
                names.iter().zip(values.iter()).try_for_each(|(names, value)| self.set(names, value.clone()))
            }
        }
    }

    /// What was set since is not there any more.
    fn back_to(&mut self, length: usize) {
        while self.undo.len() > length {
            let Some((slot, before)) = self.undo.pop() else { break };
            if let Some(own) = self.own.get_mut(slot) {
                *own = before;
            }
        }
    }
}
