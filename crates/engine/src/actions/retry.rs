//! Steps that are tried again.

use super::{Action, Example, Group, Output, Step, Use};
use crate::event::Event;
use crate::failure::Failure;
use crate::file::Located;
use crate::run::Cx;
use crate::template::Templated;
use crate::values::{FailureKind, Span};
use carteiro_mail::Kind;
use schemars::JsonSchema;
use serde::{Deserialize, Serialize};
use std::time::Duration;

/// Retry. Runs steps, and runs them again when they fail; what they have changed is not changed twice.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Retry {
    /// Times. How often they are tried again at most.
    #[schemars(range(min = 1, max = 100))]
    pub times: u32,
    /// Pause. How long to wait before trying again.
    #[serde(default = "pause")]
    pub pause: Templated<Span>,
    /// Backoff. Whether the pause stays as it is (`constant`) or is doubled each time, up to an hour (`exponential`).
    #[serde(default)]
    #[schemars(extend("default" = "constant"))]
    pub backoff: Backoff,
    /// Kinds. For which kinds of failure; left out: for those that pass, `unreachable`, `timeout` and `throttled`.
    pub kinds: Option<Vec<Located<FailureKind>>>,
    /// Do. The steps.
    pub r#do: Vec<Located<Step>>,
}

/// How the pause grows.
#[derive(Clone, Copy, Debug, Default, PartialEq, Eq, Deserialize, Serialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Backoff {
    /// It stays.
    #[default]
    Constant,
    /// It is doubled each time.
    Exponential,
}

fn pause() -> Templated<Span> {
    Templated::known("5s")
}

/// A doubled pause grows no longer than this.
const LONGEST: Duration = Duration::from_hours(1);

impl Retry {
    /// What was given up stays so, and what is unknown is not done again by itself.
    fn is_for(&self, kind: Kind) -> bool {
        let wanted = match &self.kinds {
            Some(kinds) => kinds.iter().any(|one| one.value.0 == kind),
            None => kind.is_passing(),
        };
        wanted && !matches!(kind, Kind::Cancelled | Kind::OutcomeUnknown)
    }

    fn pause_before(&self, attempt: u32, first: Duration) -> Duration {
        match self.backoff {
            Backoff::Constant => first,
            Backoff::Exponential => {
                let doubled = 2_u32.checked_pow(attempt - 1).and_then(|factor| first.checked_mul(factor));
                doubled.unwrap_or(Duration::MAX).min(LONGEST.max(first))
            }
        }
    }

    async fn tried(&self, cx: &mut Cx) -> Result<(), Failure> {
        for attempt in 1..=self.times {
            let Err(failure) = cx.steps(&self.r#do).await else { return Ok(()) };
            if !self.is_for(failure.kind) {
                return Err(failure);
            }
            let pause = self.pause_before(attempt, cx.evaluate(&self.pause)?.0);
            let pause_ms = u64::try_from(pause.as_millis()).unwrap_or(u64::MAX);
            cx.report(Event::TryingAgain { attempt, times: self.times, failure, pause_ms });
            cx.pause(pause).await?;
        }
        cx.steps(&self.r#do).await
    }
}

impl Action for Retry {
    const NAME: &'static str = "retry";
    const GROUP: Group = Group::Flow;

    fn uses(&self) -> Vec<Use<'_>> {
        vec![Use::Template(self.pause.source()), Use::Repeats(self)]
    }

    fn examples() -> &'static [Example] {
        &[
            Example {
                title: "A server that is sometimes away",
                steps: "- retry:
    times: 5
    pause: 10s
    backoff: exponential
    do:
      - list_folders: { session: finance, as: folders }
- log: { text: '{{ folders | length }} folders' }
",
            },
            Example {
                title: "A folder that somebody else makes",
                steps: "- for_each_mail:
    session: finance
    do:
      - retry:
          times: 3
          pause: 1m
          kinds: [not_found]
          do:
            - copy: { to: Done }
",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let keeping = cx.keep();
        let done = self.tried(cx).await;
        cx.forget(keeping);
        done.map(|()| Output::Nothing)
    }
}
