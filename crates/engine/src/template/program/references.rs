//! What a template mentions of the variables around it.

use super::{Each, Expression, Names, Program, Statement};
use crate::vars::Value;
use std::collections::BTreeSet;

/// A variable that is mentioned, and the fields behind it: `mail`, `received_at`, `year`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// The variable.
    pub variable: String,
    /// The fields, outermost first.
    pub fields: Vec<String>,
}

impl Program {
    /// Everything it mentions, in order, each once.
    pub(in crate::template) fn references(&self) -> Vec<Reference> {
        let set = Set { is_set: vec![false; self.names.len()], log: Vec::new() };
        let mut found = Found { program: self, references: BTreeSet::new(), set };
        found.statements(&self.statements);
        found.references.into_iter().collect()
    }

    /// Whether it is one variable, or a field of one, and nothing else: `{{ mail.subject }}`.
    pub(in crate::template) fn is_path(&self) -> bool {
        let alone = self.alone.and_then(|index| self.statements.get(index));
        matches!(alone, Some(Statement::Show(_, expression)) if path(expression, self).is_some())
    }
}

/// The variable and the fields of a path.
fn path<'a>(
    expression: &'a Expression,
    program: &'a Program,
) -> Option<(&'a str, Option<usize>, Vec<&'a str>)> {
    match expression {
        Expression::Variable(name) => Some((name, None, Vec::new())),
        Expression::Own(slot) => Some((program.names.get(*slot)?, Some(*slot), Vec::new())),
        Expression::Field(of, field) => {
            let (name, slot, mut fields) = path(of, program)?;
            fields.push(field);
            Some((name, slot, fields))
        }
        _ => None,
    }
}

/// The names that have a value for certain where a statement stands.
struct Set {
    is_set: Vec<bool>,
    log: Vec<usize>,
}

impl Set {
    fn add(&mut self, slot: usize) {
        if let Some(is_set @ false) = self.is_set.get_mut(slot) {
            *is_set = true;
            self.log.push(slot);
        }
    }

    fn declare(&mut self, names: &Names) {
        match names {
            Names::One(slot) => self.add(*slot),
            Names::Each(names) => names.iter().for_each(|names| self.declare(names)),
        }
    }

    /// Takes back what was set since the log was so long.
    fn back_to(&mut self, length: usize) -> Vec<usize> {
        let gone = self.log.split_off(length.min(self.log.len()));
        for slot in &gone {
            if let Some(is_set) = self.is_set.get_mut(*slot) {
                *is_set = false;
            }
        }
        gone
    }

    fn has(&self, slot: usize) -> bool {
        self.is_set.get(slot).is_some_and(|is_set| *is_set)
    }
}

struct Found<'a> {
    program: &'a Program,
    references: BTreeSet<Reference>,
    set: Set,
}

impl<'a> Found<'a> {
    fn statements(&mut self, statements: &'a [Statement]) {
        for statement in statements {
            self.statement(statement);
        }
    }

    /// What is set in there is not set behind it. Gives what it was.
    fn inside(&mut self, inside: impl FnOnce(&mut Self)) -> Vec<usize> {
        let before = self.set.log.len();
        inside(self);
        self.set.back_to(before)
    }

    fn statement(&mut self, statement: &'a Statement) {
        match statement {
            Statement::Text(_) | Statement::Break | Statement::Continue => {}
            Statement::Show(_, expression) => self.expression(expression),
            Statement::If(choice) => {
                self.expression(&choice.condition);
                let then: BTreeSet<usize> =
                    self.inside(|found| found.statements(&choice.then)).into_iter().collect();
                let otherwise = self.inside(|found| found.statements(&choice.otherwise));
                // What only one of them sets may still be the variable around.
                otherwise.into_iter().filter(|slot| then.contains(slot)).for_each(|slot| self.set.add(slot));
            }
            Statement::For(each) => {
                self.expression(&each.over);
                self.inside(|found| {
                    found.set.declare(&each.names);
                    found.maybe(each.condition.as_ref());
                    found.statements(&each.body);
                });
                self.inside(|found| found.statements(&each.otherwise));
            }
            Statement::Set(_, names, value) => {
                self.expression(value);
                self.set.declare(names);
            }
            Statement::Capture(capture) => {
                self.inside(|found| found.statements(&capture.body));
                self.expression(&capture.value);
                if let Some(names) = &capture.names {
                    self.set.declare(names);
                }
            }
            Statement::With(_, assignments, body) => {
                self.inside(|found| {
                    for (names, value) in assignments {
                        found.expression(value);
                        found.set.declare(names);
                    }
                    found.statements(body);
                });
            }
        }
    }

    fn maybe(&mut self, expression: Option<&'a Expression>) {
        if let Some(expression) = expression {
            self.expression(expression);
        }
    }

    fn all(&mut self, expressions: impl IntoIterator<Item = &'a Expression>) {
        for expression in expressions {
            self.expression(expression);
        }
    }

    fn expression(&mut self, expression: &'a Expression) {
        if let Some((name, slot, fields)) = path(expression, self.program) {
            if slot.is_none_or(|slot| !self.set.has(slot)) {
                let fields = fields.into_iter().map(str::to_owned).collect();
                self.references.insert(Reference { variable: name.to_owned(), fields });
            }
            return;
        }
        match expression {
            Expression::Constant(_)
            | Expression::Variable(_)
            | Expression::Own(_)
            | Expression::Captured
            | Expression::Loop(_) => {}
            Expression::Field(inner, _) | Expression::Not(inner) | Expression::Negative(inner) => {
                self.expression(inner);
            }
            Expression::Item(two) => {
                self.expression(&two.0);
                self.expression(&two.1);
            }
            Expression::And(two) | Expression::Or(two) | Expression::Arithmetic(_, two) => {
                self.all([&two.0, &two.1]);
            }
            Expression::Slice(slice) => {
                self.expression(&slice.of);
                self.all([&slice.start, &slice.stop, &slice.step].into_iter().flatten());
            }
            Expression::Compare(chain) => {
                self.expression(&chain.0);
                self.all(chain.1.iter().map(|(_, next)| next));
            }
            Expression::If(choice) => {
                self.all([&choice.condition, &choice.yes]);
                self.maybe(choice.no.as_ref());
            }
            Expression::Range(items) | Expression::List(items) => self.all(items),
            Expression::Record(fields) => {
                self.all(fields.iter().flat_map(|(name, value)| [name, value]));
            }
            Expression::Filter(filtered) => {
                self.expression(&filtered.input);
                self.all(filtered.arguments.iter().flatten());
                match &filtered.each {
                    Some(Each::Filter(_, arguments)) => self.all(arguments.iter().flatten()),
                    Some(Each::Test(_, arguments)) => self.all(arguments),
                    None => {}
                }
            }
            Expression::Is(asked) => {
                self.expression(&asked.input);
                self.all(&asked.arguments);
            }
        }
    }
}

impl Expression {
    /// How a person knows it: `mail.headers.x`. Empty where it is not as simple as that.
    pub(in crate::template) fn described(&self, program: &Program) -> String {
        let of = |inner: &Self| match inner.described(program) {
            simple if simple.is_empty() => "…".to_owned(),
            simple => simple,
        };
        match self {
            Self::Item(two) => match &two.1 {
                Self::Constant(Value::Number(number)) => format!("{}[{number}]", of(&two.0)),
                _ => format!("{}[…]", of(&two.0)),
            },
            Self::Field(inner, name) => format!("{}.{name}", of(inner)),
            Self::Filter(filtered) => format!("{} | {}", of(&filtered.input), filtered.filter.name),
            _ => path(self, program).map(|(name, _, _)| name.to_owned()).unwrap_or_default(),
        }
    }
}
