//! A template as it is evaluated: parsed when the file is loaded, with everything it needs and nothing of the parser's.
//!
//! ```text
//! text ── outline (tags, ends, depth) ──> minijinja's parser ── read ──> Program ──> references
//! ```

mod calls;
mod expressions;
mod outline;
mod read;
mod references;
mod refused;

pub(in crate::template) use read::read;
pub use references::Reference;

use super::filters::Filter;
use super::is::Test;
use crate::vars::Value;
use std::sync::Arc;

/// A template.
#[derive(Debug)]
pub(in crate::template) struct Program {
    /// The names that it sets itself, by their slots.
    pub names: Vec<Arc<str>>,
    pub statements: Vec<Statement>,
    /// Which statement is a `{{ … }}` with nothing but white space around it.
    pub alone: Option<usize>,
}

/// What stands between pieces of text, and the text.
#[derive(Debug)]
pub(in crate::template) enum Statement {
    Text(Box<str>),
    /// `{{ … }}`.
    Show(At, Expression),
    If(Box<If>),
    For(Box<For>),
    Set(At, Names, Expression),
    /// What the body makes, as a value: set, or shown where it stands.
    Capture(Box<Capture>),
    With(At, Vec<(Names, Expression)>, Vec<Statement>),
    Break,
    Continue,
}

/// From which byte of the text to which.
#[derive(Clone, Copy, Debug, Default)]
pub(in crate::template) struct At {
    pub start: usize,
    pub end: usize,
}

#[derive(Debug)]
pub(in crate::template) struct If {
    pub at: At,
    pub condition: Expression,
    pub then: Vec<Statement>,
    pub otherwise: Vec<Statement>,
}

#[derive(Debug)]
pub(in crate::template) struct For {
    pub at: At,
    pub names: Names,
    pub over: Expression,
    pub condition: Option<Expression>,
    pub body: Vec<Statement>,
    pub otherwise: Vec<Statement>,
}

#[derive(Debug)]
pub(in crate::template) struct Capture {
    pub at: At,
    pub names: Option<Names>,
    /// What becomes of it; mentions it as [`Expression::Captured`].
    pub value: Expression,
    pub body: Vec<Statement>,
}

/// What gets a value: a name, or the names of what is in a list.
#[derive(Debug)]
pub(in crate::template) enum Names {
    One(usize),
    Each(Vec<Names>),
}

#[derive(Debug)]
pub(in crate::template) enum Expression {
    Constant(Value),
    /// A variable of the automation.
    Variable(Arc<str>),
    /// A name that the template may have set; else a variable of the automation.
    Own(usize),
    /// The text of the block that a filter is applied to.
    Captured,
    Loop(LoopField),
    Field(Box<Expression>, Arc<str>),
    Item(Box<(Expression, Expression)>),
    Slice(Box<Slice>),
    Not(Box<Expression>),
    Negative(Box<Expression>),
    And(Box<(Expression, Expression)>),
    Or(Box<(Expression, Expression)>),
    Arithmetic(Arithmetic, Box<(Expression, Expression)>),
    /// `a < b < c`.
    Compare(Box<(Expression, Vec<(Comparison, Expression)>)>),
    If(Box<Choice>),
    Range(Vec<Expression>),
    List(Vec<Expression>),
    Record(Vec<(Expression, Expression)>),
    Filter(Box<Filtered>),
    Is(Box<Asked>),
}

#[derive(Debug)]
pub(in crate::template) struct Slice {
    pub of: Expression,
    pub start: Option<Expression>,
    pub stop: Option<Expression>,
    pub step: Option<Expression>,
}

/// `yes if condition else no`.
#[derive(Debug)]
pub(in crate::template) struct Choice {
    pub condition: Expression,
    pub yes: Expression,
    pub no: Option<Expression>,
}

/// `input | filter(arguments)`.
#[derive(Debug)]
pub(in crate::template) struct Filtered {
    pub filter: &'static Filter,
    pub input: Expression,
    pub arguments: Vec<Option<Expression>>,
    /// What is done to, or asked of, each of a list.
    pub each: Option<Each>,
}

#[derive(Debug)]
pub(in crate::template) enum Each {
    Filter(&'static Filter, Vec<Option<Expression>>),
    Test(&'static Test, Vec<Expression>),
}

/// `input is test(arguments)`.
#[derive(Debug)]
pub(in crate::template) struct Asked {
    pub test: &'static Test,
    pub input: Expression,
    pub arguments: Vec<Expression>,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::template) enum Arithmetic {
    Add,
    Subtract,
    Multiply,
    Divide,
    DivideWhole,
    Remainder,
    Power,
    /// `~`, of texts.
    Join,
}

#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub(in crate::template) enum Comparison {
    Equal,
    NotEqual,
    Less,
    AtMost,
    Greater,
    AtLeast,
    In,
    NotIn,
}

/// What `loop` knows of the innermost loop.
#[derive(Clone, Copy, Debug)]
pub(in crate::template) enum LoopField {
    Index,
    Index0,
    RevIndex,
    RevIndex0,
    First,
    Last,
    Length,
}

impl LoopField {
    pub const ALL: [(&'static str, Self); 7] = [
        ("index", Self::Index),
        ("index0", Self::Index0),
        ("revindex", Self::RevIndex),
        ("revindex0", Self::RevIndex0),
        ("first", Self::First),
        ("last", Self::Last),
        ("length", Self::Length),
    ];
}

impl Arithmetic {
    /// As it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Add => "+",
            Self::Subtract => "-",
            Self::Multiply => "*",
            Self::Divide => "/",
            Self::DivideWhole => "//",
            Self::Remainder => "%",
            Self::Power => "**",
            Self::Join => "~",
        }
    }
}

impl Comparison {
    /// As it is written.
    pub fn sign(self) -> &'static str {
        match self {
            Self::Equal => "==",
            Self::NotEqual => "!=",
            Self::Less => "<",
            Self::AtMost => "<=",
            Self::Greater => ">",
            Self::AtLeast => ">=",
            Self::In => "in",
            Self::NotIn => "not in",
        }
    }
}
