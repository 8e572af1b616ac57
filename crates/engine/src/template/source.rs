//! What is written in a field: parsed when the file is loaded, evaluated when its step runs.

use super::budget::Budget;
use super::language::{self, Context};
use super::{bridge, scan};
use crate::failure::Failure;
use crate::file::Place;
use crate::vars::{Scope, Value};
use carteiro_world::{Phrase, phrase};
use minijinja::{Environment, ErrorKind, Expression};
use std::fmt;
use std::sync::Arc;

/// The text of a field, parsed.
#[derive(Clone)]
pub struct Source {
    text: Arc<str>,
    place: Place,
    program: Program,
    references: Arc<[Reference]>,
}

#[derive(Clone)]
enum Program {
    Literal,
    /// `{{ … }}` and nothing around it.
    Expression(Arc<Expression<'static, 'static>>, Arc<Environment<'static>>),
    Text(Arc<Environment<'static>>),
}

/// A variable that is mentioned, and the fields behind it: `mail`, `received_at`, `year`.
#[derive(Clone, Debug, PartialEq, Eq, PartialOrd, Ord)]
pub struct Reference {
    /// The variable.
    pub variable: String,
    /// The fields, outermost first.
    pub fields: Vec<String>,
}

const ONLY: &str = "field";

impl Source {
    /// Reads `text`.
    pub fn parse(text: String, place: Place, context: Context) -> Result<Self, Phrase> {
        let is_template = ["{{", "{%", "{#"].iter().any(|opening| text.contains(opening));
        if !is_template {
            let (program, references) = (Program::Literal, Arc::from([]));
            return Ok(Self { text: text.into(), place, program, references });
        }
        scan::check(&text)?;
        let refused = |error: minijinja::Error| {
            phrase!("template-syntax", detail = error.detail().unwrap_or("syntax error").to_owned())
        };
        let mut environment = language::environment(context).clone();
        environment.add_template_owned(ONLY, text.clone()).map_err(refused)?;
        let whole =
            inner(&text).and_then(|inner| language::plain().compile_expression_owned(inner.to_owned()).ok());
        let mentioned = match &whole {
            Some(expression) => expression.undeclared_variables(true),
            None => environment.get_template(ONLY).map_err(refused)?.undeclared_variables(true),
        };
        let mut references: Vec<Reference> = mentioned
            .into_iter()
            .filter(|path| !language::is_function(path))
            .filter_map(|path| {
                let mut names = path.split('.').map(str::to_owned);
                Some(Reference { variable: names.next()?, fields: names.collect() })
            })
            .collect();
        references.sort();
        let environment = Arc::new(environment);
        let program = match whole {
            Some(expression) => Program::Expression(Arc::new(expression), environment),
            None => Program::Text(environment),
        };
        Ok(Self { text: text.into(), place, program, references: references.into() })
    }

    /// A text of ours, without expressions.
    pub fn known(text: &str) -> Self {
        Self {
            text: text.into(),
            place: Place::default(),
            program: Program::Literal,
            references: Arc::from([]),
        }
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
        &self.references
    }

    /// The text, when it holds no expression.
    pub fn literal(&self) -> Option<&str> {
        matches!(self.program, Program::Literal).then_some(&*self.text)
    }

    /// Whether it is one `{{ … }}` and nothing around it.
    pub fn is_expression(&self) -> bool {
        matches!(self.program, Program::Expression(..))
    }

    /// Whether it is one variable, or a field of one, and nothing else: `{{ mail.subject }}`.
    pub fn is_path(&self) -> bool {
        let inner = inner(&self.text).unwrap_or_default();
        !inner.is_empty() && inner.chars().all(|c| c.is_ascii_alphanumeric() || matches!(c, '_' | '.'))
    }

    /// Its value: of one `{{ … }}` whatever it is, else text.
    pub fn value(&self, scope: &Scope) -> Result<Value, Failure> {
        self.value_within(scope, &mut Budget::full())
    }

    pub(super) fn value_within(&self, scope: &Scope, budget: &mut Budget) -> Result<Value, Failure> {
        let refused = |words| Failure::invalid(words).at(&self.place);
        let Program::Expression(expression, _) = &self.program else {
            let text = self.text(scope)?;
            budget.pay(&text).map_err(refused)?;
            return Ok(Value::text(text));
        };
        let value = expression.eval(bridge::context(scope)).map_err(|error| self.failed(&error))?;
        if value.is_undefined() {
            return Err(refused(phrase!("template-undefined", template = self.text)));
        }
        bridge::from_template(&value, budget).map_err(refused)
    }

    /// Its text.
    pub fn text(&self, scope: &Scope) -> Result<String, Failure> {
        let (Program::Expression(_, environment) | Program::Text(environment)) = &self.program else {
            return Ok(self.text.as_ref().to_owned());
        };
        let rendered =
            environment.get_template(ONLY).and_then(|template| template.render(bridge::context(scope)));
        rendered.map_err(|error| self.failed(&error))
    }

    fn failed(&self, error: &minijinja::Error) -> Failure {
        let words = match error.kind() {
            ErrorKind::UndefinedError => phrase!("template-undefined", template = self.text),
            ErrorKind::OutOfFuel => phrase!("template-too-much", template = self.text),
            _ => phrase!("template-failed", template = self.text),
        };
        let failure = Failure::invalid(words).at(&self.place);
        match error.detail() {
            Some(detail) if error.kind() != ErrorKind::UndefinedError => failure.because(detail),
            _ => failure,
        }
    }
}

/// What stands between the braces, when there is nothing around them.
fn inner(text: &str) -> Option<&str> {
    let inner = text.trim().strip_prefix("{{")?.strip_suffix("}}")?;
    Some(inner.trim_start_matches('-').trim_end_matches('-').trim())
}

impl fmt::Debug for Source {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.debug_tuple("Source").field(&self.text).finish()
    }
}
