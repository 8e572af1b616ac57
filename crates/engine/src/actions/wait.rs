//! Letting time pass.

use super::{Action, Effects, Example, Group, Output, Use};
use crate::event::Event;
use crate::failure::Failure;
use crate::run::Cx;
use crate::template::Templated;
use crate::values::{Date, Span};
use jiff::Timestamp;
use schemars::JsonSchema;
use serde::Deserialize;

/// Wait. Lets time pass, of one message after the other; ends at once when the run is stopped.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(rename_all = "snake_case")]
pub enum Wait {
    /// For. How long, such as 5s or 1h 30m.
    For(Templated<Span>),
    /// Until. A day or a moment; one that is past is not waited for.
    Until(Templated<Date>),
}

impl Action for Wait {
    const NAME: &'static str = "wait";
    const GROUP: Group = Group::Flow;

    /// Who writes a pause into a loop wants it between the messages, not once for all of them.
    fn effects(&self) -> Effects {
        Effects::Ordered
    }

    fn uses(&self) -> Vec<Use<'_>> {
        vec![Use::Template(match self {
            Self::For(span) => span.source(),
            Self::Until(date) => date.source(),
        })]
    }

    fn examples() -> &'static [Example] {
        &[
            Example { title: "A short pause", steps: "- wait: { for: 0s }\n" },
            Example { title: "Not before a certain day", steps: "- wait: { until: 2026-11-01 08:00 }\n" },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let now = cx.host().clock.now();
        match self {
            Self::For(span) => {
                let span = cx.evaluate(span)?.0;
                let until = now.checked_add(span).unwrap_or(Timestamp::MAX);
                cx.report(Event::Waiting { until, for_mail: false });
                if !cx.running().rehearses {
                    cx.pause(span).await?;
                }
            }
            Self::Until(date) => {
                let until = cx.evaluate(date)?.start(cx.zone()).map_err(Failure::invalid)?;
                if until > now {
                    cx.report(Event::Waiting { until, for_mail: false });
                }
                if !cx.running().rehearses {
                    cx.pause_until(until).await?;
                }
            }
        }
        Ok(Output::Nothing)
    }
}
