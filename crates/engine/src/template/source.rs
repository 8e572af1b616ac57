//! What is written in a field: parsed when the file is loaded, evaluated when its step runs.

use super::budget::Budget;
use super::context::Context;
use super::evaluate::{Evaluation, Stop};
use super::program::{self, At, Program, Reference};
use crate::failure::Failure;
use crate::file::Place;
use crate::vars::{Scope, Value};
use carteiro_world::{Phrase, phrase};
use std::fmt;
use std::sync::Arc;

/// The text of a field, parsed.
#[derive(Clone)]
pub struct Source {
    text: Arc<str>,
    place: Place,
    template: Option<Arc<Template>>,
}

struct Template {
    program: Program,
    context: Context,
    references: Vec<Reference>,
}

/// What is shown of a template that failed.
const LONGEST_SHOWN: usize = 100;

/// Whether there are expressions in a text.
pub(crate) fn is_template(text: &str) -> bool {
    ["{{", "{%", "{#"].iter().any(|opening| text.contains(opening))
}

impl Source {
    /// Reads `text`.
    pub fn parse(text: String, place: Place, context: Context) -> Result<Self, Phrase> {
        let template = if is_template(&text) {
            let program = program::read(&text)?;
            let references = program.references();
            Some(Arc::new(Template { program, context, references }))
        } else {
            None
        };
        Ok(Self { text: text.into(), place, template })
    }

    /// A text of ours, without expressions.
    pub fn known(text: &str) -> Self {
        Self { text: text.into(), place: Place::default(), template: None }
    }

    /// The text.
    pub fn written(&self) -> &str {
        &self.text
    }

    /// Where it stands.
    pub fn place(&self) -> &Place {
        &self.place
    }

    /// What it mentions.
    pub fn references(&self) -> &[Reference] {
        self.template.as_ref().map_or(&[], |template| &template.references)
    }

    /// The text, when it holds no expression.
    pub fn literal(&self) -> Option<&str> {
        self.template.is_none().then_some(&*self.text)
    }

    /// Whether it is one `{{ … }}` and nothing around it.
    pub fn is_expression(&self) -> bool {
        self.template.as_ref().is_some_and(|template| template.program.alone.is_some())
    }

    /// Whether it is one variable, or a field of one, and nothing else: `{{ mail.subject }}`.
    pub fn is_path(&self) -> bool {
        self.template.as_ref().is_some_and(|template| template.program.is_path())
    }

    /// Its value: of one `{{ … }}` whatever it is, else text.
    pub fn value(&self, scope: &Scope) -> Result<Value, Failure> {
        self.value_within(scope, &mut Budget::full())
    }

    pub(super) fn value_within(&self, scope: &Scope, budget: &mut Budget) -> Result<Value, Failure> {
        let value = match &self.template {
            Some(template) => self.evaluate(template, scope, budget, Evaluation::value)?,
            None => Value::Text(Arc::clone(&self.text)),
        };
        budget.keep_whole(&value).map_err(|words| Failure::invalid(words).at(&self.place))?;
        Ok(value)
    }

    /// Its text.
    pub fn text(&self, scope: &Scope) -> Result<String, Failure> {
        match &self.template {
            Some(template) => self.evaluate(template, scope, &mut Budget::full(), Evaluation::text),
            None => Ok(self.text.as_ref().to_owned()),
        }
    }

    fn evaluate<'a, T>(
        &self,
        template: &'a Template,
        scope: &'a Scope,
        budget: &'a mut Budget,
        want: fn(&mut Evaluation<'a>) -> Result<T, Stop>,
    ) -> Result<T, Failure> {
        let mut evaluation = Evaluation::new(&template.program, template.context, scope, budget);
        want(&mut evaluation).map_err(|stop| self.failed(stop, evaluation.at()))
    }

    fn failed(&self, stop: Stop, at: At) -> Failure {
        let shown = self.shown(at);
        let failure = match stop {
            Stop::TooMuch => Failure::invalid(phrase!("template-too-much", template = shown)),
            Stop::Undefined(name) if name.is_empty() => {
                Failure::invalid(phrase!("template-undefined", template = shown))
            }
            Stop::Undefined(name) => {
                Failure::invalid(phrase!("template-undefined-name", template = shown, name = name))
            }
            Stop::Wrong(words) => Failure::invalid(words.with("template", shown)),
            Stop::Because(words, detail) => Failure::invalid(words.with("template", shown)).because(detail),
        };
        failure.at(&self.place)
    }

    /// The template, or the part of a long one that failed.
    fn shown(&self, at: At) -> String {
        let text = self.text.trim();
        let text = match self.text.get(at.start..at.end) {
            Some(part) if text.chars().nth(LONGEST_SHOWN).is_some() && !part.is_empty() => part.trim(),
            _ => text,
        };
        let mut shown: String = text.chars().take(LONGEST_SHOWN).collect();
        if shown.len() < text.len() {
            shown.push('…');
        }
        shown
    }
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Source").field(&self.text).finish()
    }
}
