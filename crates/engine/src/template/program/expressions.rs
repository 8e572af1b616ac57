//! Expressions, from the parser's tree to our own.

use super::read::Reader;
use super::{Arithmetic, Choice, Comparison, Expression, LoopField, Slice};
use crate::vars::{Number, Value};
use carteiro_world::{Phrase, phrase};
use minijinja::machinery::ast::{BinOpKind, CompareOpKind, Expr, UnaryOpKind};
use minijinja::value::ValueKind;

impl Reader<'_> {
    pub(super) fn expression(&mut self, expression: &Expr<'_>) -> Result<Expression, Phrase> {
        Ok(match expression {
            Expr::Var(name) if name.id == "loop" && self.loops > 0 => {
                return Err(phrase!("template-loop-alone", known = loop_fields().join(", ")));
            }
            Expr::Var(name) => self.variable(name.id),
            Expr::Const(constant) => {
                Expression::Constant(value(&constant.value, self.written(constant.span()))?)
            }
            Expr::GetAttr(field) => match self.loop_field(&field.expr, field.name) {
                Some(known) => Expression::Loop(known?),
                None => Expression::Field(Box::new(self.expression(&field.expr)?), field.name.into()),
            },
            Expr::GetItem(item) => match &item.subscript_expr {
                Expr::Const(name) if name.value.as_str().is_some() => {
                    let name = name.value.as_str().unwrap_or_default();
                    match self.loop_field(&item.expr, name) {
                        Some(known) => Expression::Loop(known?),
                        None => Expression::Field(Box::new(self.expression(&item.expr)?), name.into()),
                    }
                }
                subscript => Expression::Item(self.two(&item.expr, subscript)?),
            },
            Expr::Slice(slice) => Expression::Slice(Box::new(Slice {
                of: self.expression(&slice.expr)?,
                start: self.maybe(slice.start.as_ref())?,
                stop: self.maybe(slice.stop.as_ref())?,
                step: self.maybe(slice.step.as_ref())?,
            })),
            Expr::UnaryOp(unary) => {
                let inner = Box::new(self.expression(&unary.expr)?);
                match unary.op {
                    UnaryOpKind::Not => Expression::Not(inner),
                    UnaryOpKind::Neg => Expression::Negative(inner),
                }
            }
            Expr::BinOp(binary) => {
                let two = self.two(&binary.left, &binary.right)?;
                operation(binary.op, two)
            }
            Expr::Compare(chain) => {
                let first = self.expression(&chain.expr)?;
                let rest =
                    chain.ops.iter().map(|next| Ok((comparison(next.op), self.expression(&next.expr)?)));
                Expression::Compare(Box::new((first, rest.collect::<Result<_, Phrase>>()?)))
            }
            Expr::IfExpr(choice) => Expression::If(Box::new(Choice {
                condition: self.expression(&choice.test_expr)?,
                yes: self.expression(&choice.true_expr)?,
                no: self.maybe(choice.false_expr.as_ref())?,
            })),
            Expr::Filter(filter) => self.filter(filter)?,
            Expr::Test(test) => self.test(test)?,
            Expr::Call(call) => self.call(call)?,
            Expr::List(list) => Expression::List(self.all(&list.items)?),
            Expr::Tuple(tuple) => Expression::List(self.all(&tuple.items)?),
            Expr::Map(map) => {
                let fields = map.keys.iter().zip(&map.values);
                let fields =
                    fields.map(|(name, value)| Ok((self.expression(name)?, self.expression(value)?)));
                Expression::Record(fields.collect::<Result<_, Phrase>>()?)
            }
        })
    }

    pub(super) fn all(&mut self, expressions: &[Expr<'_>]) -> Result<Vec<Expression>, Phrase> {
        expressions.iter().map(|one| self.expression(one)).collect()
    }

    fn maybe(&mut self, expression: Option<&Expr<'_>>) -> Result<Option<Expression>, Phrase> {
        expression.map(|expression| self.expression(expression)).transpose()
    }

    fn two(&mut self, left: &Expr<'_>, right: &Expr<'_>) -> Result<Box<(Expression, Expression)>, Phrase> {
        Ok(Box::new((self.expression(left)?, self.expression(right)?)))
    }

    /// A field of `loop`, inside of one.
    fn loop_field(&self, of: &Expr<'_>, name: &str) -> Option<Result<LoopField, Phrase>> {
        let Expr::Var(variable) = of else { return None };
        if variable.id != "loop" || self.loops == 0 {
            return None;
        }
        let known = LoopField::ALL.iter().find(|(known, _)| *known == name).map(|(_, field)| *field);
        let there = loop_fields().join(", ");
        Some(known.ok_or_else(|| match crate::check::nearest(name, loop_fields()) {
            Some(meant) => phrase!("variable-field-meant", name = "loop", field = name, meant = meant),
            None => phrase!("variable-field-unknown", name = "loop", field = name, known = there),
        }))
    }
}

fn loop_fields() -> Vec<&'static str> {
    LoopField::ALL.iter().map(|(name, _)| *name).collect()
}

/// A constant, which `written` says.
fn value(constant: &minijinja::Value, written: &str) -> Result<Value, Phrase> {
    let misread = || phrase!("template-number-form", found = written);
    Ok(match constant.kind() {
        ValueKind::Bool => constant.is_true().into(),
        ValueKind::Number => Value::Number(match constant.as_i64().filter(|_| constant.is_integer()) {
            Some(whole) => Number::Integer(whole),
            None if constant.is_integer() => return Err(misread()),
            None => {
                let float = f64::try_from(constant.clone()).ok().filter(|float| float.is_finite());
                Number::Float(float.ok_or_else(misread)?)
            }
        }),
        ValueKind::String => Value::text(constant.as_str().unwrap_or_default()),
        _ => Value::Nothing,
    })
}

fn operation(operator: BinOpKind, two: Box<(Expression, Expression)>) -> Expression {
    let arithmetic = |operator, two| Expression::Arithmetic(operator, two);
    match operator {
        BinOpKind::ScAnd => Expression::And(two),
        BinOpKind::ScOr => Expression::Or(two),
        BinOpKind::Add => arithmetic(Arithmetic::Add, two),
        BinOpKind::Sub => arithmetic(Arithmetic::Subtract, two),
        BinOpKind::Mul => arithmetic(Arithmetic::Multiply, two),
        BinOpKind::Div => arithmetic(Arithmetic::Divide, two),
        BinOpKind::FloorDiv => arithmetic(Arithmetic::DivideWhole, two),
        BinOpKind::Rem => arithmetic(Arithmetic::Remainder, two),
        BinOpKind::Pow => arithmetic(Arithmetic::Power, two),
        BinOpKind::Concat => arithmetic(Arithmetic::Join, two),
        BinOpKind::Eq => compare(Comparison::Equal, *two),
        BinOpKind::Ne => compare(Comparison::NotEqual, *two),
        BinOpKind::Lt => compare(Comparison::Less, *two),
        BinOpKind::Lte => compare(Comparison::AtMost, *two),
        BinOpKind::Gt => compare(Comparison::Greater, *two),
        BinOpKind::Gte => compare(Comparison::AtLeast, *two),
        BinOpKind::In => compare(Comparison::In, *two),
    }
}

fn compare(comparison: Comparison, (left, right): (Expression, Expression)) -> Expression {
    Expression::Compare(Box::new((left, vec![(comparison, right)])))
}

fn comparison(operator: CompareOpKind) -> Comparison {
    match operator {
        CompareOpKind::Eq => Comparison::Equal,
        CompareOpKind::Ne => Comparison::NotEqual,
        CompareOpKind::Lt => Comparison::Less,
        CompareOpKind::Lte => Comparison::AtMost,
        CompareOpKind::Gt => Comparison::Greater,
        CompareOpKind::Gte => Comparison::AtLeast,
        CompareOpKind::In => Comparison::In,
        CompareOpKind::NotIn => Comparison::NotIn,
    }
}
