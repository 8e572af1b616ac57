//! From the parser's tree, which borrows the text, to a program of our own.

use super::refused::refused;
use super::{At, Capture, Expression, For, If, Names, Program, Statement, outline};
use carteiro_world::{Phrase, phrase};
use minijinja::machinery::{Span, ast, parse};
use minijinja::syntax::SyntaxConfig;
use std::collections::HashMap;
use std::sync::Arc;

/// Reads a template, or says what it could never do.
pub(in crate::template) fn read(text: &str) -> Result<Program, Phrase> {
    outline::check(text)?;
    let parsed = parse(text, "", SyntaxConfig::default())
        .map_err(|error| outline::open_at_the_end(text).unwrap_or_else(|| refused(&error, text)))?;
    let ast::Stmt::Template(template) = &parsed else {
        return Err(phrase!("template-syntax", detail = ""));
    };
    let mut reader = Reader { text, slots: HashMap::new(), names: Vec::new(), loops: 0 };
    let statements = reader.statements(&template.children)?;
    let alone = alone(&statements);
    Ok(Program { names: reader.names, statements, alone })
}

/// Which of these is the only thing that makes anything.
fn alone(statements: &[Statement]) -> Option<usize> {
    let blank = |statement: &Statement| matches!(statement, Statement::Text(text) if text.trim().is_empty());
    let mut rest = statements.iter().enumerate().filter(|(_, statement)| !blank(statement));
    match (rest.next(), rest.next()) {
        (Some((index, Statement::Show(..))), None) => Some(index),
        _ => None,
    }
}

pub(super) struct Reader<'t> {
    text: &'t str,
    slots: HashMap<Arc<str>, usize>,
    names: Vec<Arc<str>>,
    /// How many loops are around.
    pub(super) loops: usize,
}

impl Reader<'_> {
    fn statements(&mut self, all: &[ast::Stmt<'_>]) -> Result<Vec<Statement>, Phrase> {
        all.iter().map(|one| self.statement(one)).collect()
    }

    fn statement(&mut self, statement: &ast::Stmt<'_>) -> Result<Statement, Phrase> {
        Ok(match statement {
            ast::Stmt::EmitRaw(raw) => Statement::Text(raw.raw.into()),
            ast::Stmt::EmitExpr(show) => {
                let (start, end) = (show.span().start_offset as usize, show.span().end_offset as usize);
                Statement::Show(At { start, end }, self.expression(&show.expr)?)
            }
            ast::Stmt::IfCond(cond) => Statement::If(Box::new(If {
                at: self.tag(cond.span()),
                condition: self.expression(&cond.expr)?,
                then: self.statements(&cond.true_body)?,
                otherwise: self.statements(&cond.false_body)?,
            })),
            ast::Stmt::ForLoop(each) => self.each(each)?,
            ast::Stmt::Set(set) => {
                // The value may mention what the name was before.
                let value = self.expression(&set.expr)?;
                Statement::Set(self.tag(set.span()), self.set(&set.target)?, value)
            }
            ast::Stmt::SetBlock(set) => {
                let value = self.captured(set.filter.as_ref())?;
                let body = self.statements(&set.body)?;
                let names = Some(self.set(&set.target)?);
                Statement::Capture(Box::new(Capture { at: self.tag(set.span()), names, value, body }))
            }
            ast::Stmt::FilterBlock(block) => {
                let value = self.captured(Some(&block.filter))?;
                let body = self.statements(&block.body)?;
                Statement::Capture(Box::new(Capture { at: self.tag(block.span()), names: None, value, body }))
            }
            ast::Stmt::WithBlock(with) => {
                let mut assignments = Vec::with_capacity(with.assignments.len());
                for (target, value) in &with.assignments {
                    let value = self.expression(value)?;
                    assignments.push((self.set(target)?, value));
                }
                Statement::With(self.tag(with.span()), assignments, self.statements(&with.body)?)
            }
            ast::Stmt::Break(_) => Statement::Break,
            ast::Stmt::Continue(_) => Statement::Continue,
            // The outline has refused every other tag.
            _ => return Err(phrase!("template-syntax", detail = "")),
        })
    }

    fn each(&mut self, each: &ast::Spanned<ast::ForLoop<'_>>) -> Result<Statement, Phrase> {
        if each.recursive {
            return Err(phrase!("template-unexpected", found = "recursive"));
        }
        let at = self.tag(each.span());
        let over = self.expression(&each.iter)?;
        let names = self.set(&each.target)?;
        let condition = each.filter_expr.as_ref().map(|condition| self.expression(condition)).transpose()?;
        self.loops += 1;
        let body = self.statements(&each.body)?;
        self.loops -= 1;
        let otherwise = self.statements(&each.else_body)?;
        Ok(Statement::For(Box::new(For { at, names, over, condition, body, otherwise })))
    }

    /// What becomes of a captured text.
    fn captured(&mut self, filter: Option<&ast::Expr<'_>>) -> Result<Expression, Phrase> {
        filter.map_or(Ok(Expression::Captured), |filter| self.expression(filter))
    }

    fn set(&mut self, target: &ast::Expr<'_>) -> Result<Names, Phrase> {
        match target {
            ast::Expr::Var(name) => Ok(Names::One(self.slot(name.id))),
            ast::Expr::List(list) => {
                let names = list.items.iter().map(|item| self.set(item));
                Ok(Names::Each(names.collect::<Result<_, _>>()?))
            }
            other => Err(phrase!("template-set-form", found = self.written(other.span()))),
        }
    }

    fn slot(&mut self, name: &str) -> usize {
        if let Some(slot) = self.slots.get(name) {
            return *slot;
        }
        let (slot, name) = (self.names.len(), Arc::<str>::from(name));
        self.names.push(Arc::clone(&name));
        self.slots.insert(name, slot);
        slot
    }

    /// A variable, or a name that was set before.
    pub(super) fn variable(&self, name: &str) -> Expression {
        match self.slots.get(name) {
            Some(slot) => Expression::Own(*slot),
            None => Expression::Variable(name.into()),
        }
    }

    pub(super) fn written(&self, span: Span) -> &str {
        self.text.get(span.start_offset as usize..span.end_offset as usize).unwrap_or_default()
    }

    /// The tag that a block begins with: the block itself goes on to its end.
    fn tag(&self, span: Span) -> At {
        let start = span.start_offset as usize;
        let rest = self.text.get(start..).unwrap_or_default();
        At { start, end: start + rest.find("%}").unwrap_or(rest.len()) }
    }
}
