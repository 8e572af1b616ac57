//! What an action mentions: the checks and the plan are made of this, and know no action by name.

use super::{Catch, Connect, Retry, RunAutomation, Step};
use crate::file::{Located, Place};
use crate::filter::Filter;
use crate::template::{Anything, Source};
use crate::values::{SessionName, VariableName};
use crate::vars::Kind;
use carteiro_mail::Permission;
use carteiro_world::Phrase;

/// Something an action mentions.
pub enum Use<'a> {
    /// It opens a session.
    Opens(&'a Connect),
    /// It ends a session.
    Closes(&'a Located<SessionName>),
    /// It does something in a session: the one of this name, or that of the innermost loop.
    Session(Option<&'a Located<SessionName>>, Permission),
    /// It works on a message: the one of this name, or the one of the innermost loop.
    Message(Option<&'a Located<VariableName>>, Permission),
    /// It evaluates a template.
    Template(&'a Source),
    /// It evaluates a template in which these names mean something besides the variables.
    TemplateWith(&'a Source, Vec<(&'static str, Kind)>),
    /// It takes a secret or an identity, in the field that this way leads to from the step.
    Value(&'static str, &'a carteiro_auth::Value),
    /// It chooses among the messages of a folder.
    Filter(&'a Filter),
    /// It finds messages, and keeps them under a name.
    Finds(Finds<'a>),
    /// What is written for it makes no sense together; said there, or where the step begins.
    Wrong(Phrase, Option<&'a Place>),
    /// It keeps its result under a name.
    Result(&'a Located<VariableName>, Kind),
    /// It changes a variable, or makes one; the kind is that of the template when there is one.
    Sets(&'a Located<VariableName>, Option<&'a Source>),
    /// It runs steps, once at most.
    Block(&'a [Located<Step>]),
    /// It runs steps upon a failure of those before: one of the clauses at most.
    Catches(&'a [Located<Catch>]),
    /// It runs steps, again when they fail.
    Repeats(&'a Retry),
    /// It runs steps for each value of a list.
    Each(Each<'a>),
    /// It ends the run.
    Ends,
    /// It runs another automation.
    Calls(&'a RunAutomation),
    /// It runs steps for each message of a folder.
    Loop(Loop<'a>),
}

impl<'a> Use<'a> {
    /// The steps inside.
    pub fn bodies(&self) -> Vec<&'a [Located<Step>]> {
        match self {
            Self::Block(body) => vec![body],
            Self::Catches(clauses) => clauses.iter().map(|clause| clause.r#do.as_slice()).collect(),
            Self::Repeats(retry) => vec![&retry.r#do],
            Self::Each(each) => vec![each.body],
            Self::Loop(inner) => vec![inner.body],
            _ => Vec::new(),
        }
    }
}

/// A loop over values.
pub struct Each<'a> {
    /// Which values.
    pub list: &'a Anything,
    /// What a value is called in the body.
    pub name: &'a str,
    /// What its number is called in the body.
    pub index: Option<&'a Located<VariableName>>,
    /// The body.
    pub body: &'a [Located<Step>],
}

/// Messages that are found and kept in a variable.
pub struct Finds<'a> {
    /// In which session; left out: that of the innermost loop.
    pub session: Option<&'a Located<SessionName>>,
    /// Which messages.
    pub filter: Option<&'a Filter>,
    /// What they are called.
    pub name: &'a Located<VariableName>,
    /// Whether it is a list of them.
    pub many: bool,
}

/// A loop over the messages of a folder.
pub struct Loop<'a> {
    /// In which session.
    pub session: &'a Located<SessionName>,
    /// Which messages.
    pub filter: Option<&'a Filter>,
    /// What it is known by beyond a run, and where that is said, when it works on each message once.
    pub once: Option<(String, &'a Place)>,
    /// What a message is called in the body.
    pub name: &'a str,
    /// The body.
    pub body: &'a [Located<Step>],
}
