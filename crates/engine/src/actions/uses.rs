//! What an action mentions: the checks and the plan are made of this, and know no action by name.

use super::{Connect, Step};
use crate::file::{Located, Place};
use crate::filter::Filter;
use crate::template::Source;
use crate::values::{SessionName, VariableName};
use crate::vars::Kind;
use carteiro_mail::Permission;

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
    TemplateWith(&'a Source, &'static [(&'static str, Kind)]),
    /// It keeps its result under a name.
    Result(&'a Located<VariableName>, Kind),
    /// It changes a variable, or makes one; the kind is that of the template when there is one.
    Sets(&'a Located<VariableName>, Option<&'a Source>),
    /// It runs steps, once at most.
    Block(&'a [Located<Step>]),
    /// It runs steps for each message of a folder.
    Loop(Loop<'a>),
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
