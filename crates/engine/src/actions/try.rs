//! Steps that may fail.

use super::{Action, Example, Group, Output, Step, Use};
use crate::event::Event;
use crate::failure::Failure;
use crate::file::Located;
use crate::run::Cx;
use crate::values::{FailureKind, VariableName};
use crate::vars::{Record, Value};
use carteiro_mail::Kind;
use schemars::JsonSchema;
use serde::Deserialize;

/// Try. Runs steps, deals with their failure, and runs others at the end whatever happened.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Try {
    /// Do. The steps that may fail.
    pub r#do: Vec<Located<Step>>,
    /// Catch. What is done when they fail; of several clauses the first that is for this kind of failure.
    #[serde(default)]
    pub catch: Vec<Located<Catch>>,
    /// Finally. The steps at the end whatever happened, also when the run is being stopped.
    #[serde(default)]
    pub finally: Vec<Located<Step>>,
}

/// What is done upon a failure.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Catch {
    /// Kinds. For which kinds of failure, such as `not_found`; left out: for all.
    pub kinds: Option<Vec<Located<FailureKind>>>,
    /// As. What the failure is called in these steps; it has `kind`, `message`, `detail`, `operation` and `step`.
    pub r#as: Option<Located<VariableName>>,
    /// Do. The steps upon the failure.
    pub r#do: Vec<Located<Step>>,
}

impl Catch {
    fn is_for(&self, kind: Kind) -> bool {
        self.kinds.as_ref().is_none_or(|kinds| kinds.iter().any(|one| one.value.0 == kind))
    }
}

impl Try {
    /// Somebody who ends a run means all of it: that is never caught.
    fn clause(&self, failure: &Failure) -> Option<&Catch> {
        let mut clauses = self.catch.iter().filter(|_| failure.kind != Kind::Cancelled);
        clauses.find(|clause| clause.is_for(failure.kind)).map(|clause| &clause.value)
    }

    async fn caught(&self, cx: &mut Cx) -> Result<(), Failure> {
        let Err(failure) = cx.steps(&self.r#do).await else { return Ok(()) };
        let Some(clause) = self.clause(&failure) else { return Err(failure) };
        cx.report(Event::Caught { failure: failure.clone() });
        let named = clause.r#as.as_ref().map(|name| (name.as_str(), value(&failure)));
        cx.steps_with(named, &clause.r#do).await
    }
}

/// A failure in a variable.
fn value(failure: &Failure) -> Value {
    let message = failure.words.to_string();
    let fields = [
        ("kind", Value::text(failure.kind.to_string())),
        ("message", Value::text(&message)),
        ("detail", Value::maybe(failure.detail.as_ref())),
        ("operation", Value::text(&failure.operation)),
        ("step", Value::maybe(failure.place.as_ref().map(|place| &place.path))),
    ];
    Record::new(fields).shown_as(message).into()
}

impl Action for Try {
    const NAME: &'static str = "try";
    const GROUP: Group = Group::Flow;

    fn uses(&self) -> Vec<Use<'_>> {
        vec![Use::Block(&self.r#do), Use::Catches(&self.catch), Use::Block(&self.finally)]
    }

    fn examples() -> &'static [Example] {
        &[
            Example {
                title: "A folder that may be missing is made",
                steps: "- for_each_mail:
    session: finance
    where: { subject: Invoice }
    concurrency: 1
    do:
      - try:
          do:
            - move: { to: Invoices }
          catch:
            - kinds: [not_found]
              do:
                - create_folder: { folder: Invoices }
                - move: { to: Invoices }
",
            },
            Example {
                title: "Whatever fails is written down, and the session is ended in any case",
                steps: "- try:
    do:
      - for_each_mail:
          session: finance
          folder: Missing
          do:
            - mark: { read: true }
    catch:
      - as: error
        do:
          - log: { text: '{{ error.kind }} in {{ error.operation }}: {{ error.message }}' }
    finally:
      - disconnect: { session: finance }
",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let done = self.caught(cx).await;
        let finished = cx.finish(&self.finally).await;
        match (done, finished) {
            // Nothing goes on: what ends the run there deals with the failure, unless it was ending before.
            (Err(first), Err(second)) if second.ends.is_some() && first.kind != Kind::Cancelled => {
                cx.report(Event::Caught { failure: first });
                Err(second)
            }
            (Err(first), Err(second)) => {
                cx.report(Event::FinallyFailed { failure: second });
                Err(first)
            }
            (done, finished) => done.and(finished).map(|()| Output::Nothing),
        }
    }
}
