//! Evaluating a program: everything it does is paid for first, so it ends soon and in little memory whatever it is.

mod access;
mod arithmetic;
mod expressions;
mod key;
mod show;
mod statements;

pub(super) use arithmetic::{float, operate};
pub(super) use key::{Key, same_kind};
pub(super) use show::{is_true, text};

use super::budget::Budget;
use super::context::Context;
use super::program::{At, Program, Statement};
use crate::vars::{Mail, Scope, Value};
use carteiro_world::Phrase;
use std::sync::Arc;

/// Why it goes no further.
#[derive(Debug)]
pub(super) enum Stop {
    /// Its budget is spent.
    TooMuch,
    /// Something that it mentions is not there.
    Undefined(String),
    /// Something cannot be done.
    Wrong(Phrase),
    /// The same, in the words of a library besides.
    Because(Phrase, String),
}

/// A value, or nothing where nothing is.
pub(super) type Maybe = Result<Option<Value>, Stop>;

/// One evaluation.
pub(super) struct Evaluation<'a> {
    program: &'a Program,
    scope: &'a Scope,
    context: Context,
    pub budget: &'a mut Budget,
    /// The values of the names that the template sets itself.
    own: Vec<Option<Value>>,
    /// What those were before, to be put back where their block ends.
    undo: Vec<(usize, Option<Value>)>,
    loops: Vec<Round>,
    captured: Vec<Value>,
    /// Fields of messages that were made: a template may mention a long text very often.
    seen: Vec<(Arc<Mail>, Arc<str>, Value)>,
    at: At,
}

/// Where a loop is.
#[derive(Clone, Copy)]
struct Round {
    index: usize,
    length: usize,
}

impl<'a> Evaluation<'a> {
    pub(super) fn new(
        program: &'a Program,
        context: Context,
        scope: &'a Scope,
        budget: &'a mut Budget,
    ) -> Self {
        Self {
            program,
            scope,
            context,
            budget,
            own: vec![None; program.names.len()],
            undo: Vec::new(),
            loops: Vec::new(),
            captured: Vec::new(),
            seen: Vec::new(),
            at: At::default(),
        }
    }

    /// Its text.
    pub(super) fn text(&mut self) -> Result<String, Stop> {
        let mut text = String::new();
        self.statements(&self.program.statements, &mut text)?;
        Ok(text)
    }

    /// The value of the one `{{ … }}` that it is.
    pub(super) fn value(&mut self) -> Result<Value, Stop> {
        let alone = self.program.alone.and_then(|index| self.program.statements.get(index));
        match alone {
            Some(Statement::Show(at, expression)) => {
                self.at = *at;
                self.certain(expression)
            }
            _ => Ok(Value::text(self.text()?)),
        }
    }

    /// Which part of the text was being evaluated.
    pub(super) fn at(&self) -> At {
        self.at
    }
}
