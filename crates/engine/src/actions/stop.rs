//! Ending the run.

use super::{Action, Effects, Example, Group, Output, Use};
use crate::event::Event;
use crate::failure::{Ends, Failure};
use crate::run::Cx;
use crate::template::Templated;
use carteiro_world::phrase;
use schemars::JsonSchema;
use serde::Deserialize;

/// Stop. Ends the run: messages that were begun are finished, no further one is begun. So a loop around it works on one
/// message at a time, unless it says its `concurrency`. An automation that runs this one ends with it.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Stop {
    /// Reason. Why, for the history of the run.
    pub reason: Option<Templated<String>>,
    /// As. How the run ends: `ok`, `failed` or `cancelled`.
    #[serde(default)]
    #[schemars(extend("default" = "ok"))]
    pub r#as: Ends,
}

impl Action for Stop {
    const NAME: &'static str = "stop";
    const GROUP: Group = Group::Flow;

    fn effects(&self) -> Effects {
        Effects::Ordered
    }

    fn uses(&self) -> Vec<Use<'_>> {
        self.reason.iter().map(|reason| Use::Template(reason.source())).chain([Use::Ends]).collect()
    }

    fn examples() -> &'static [Example] {
        &[Example {
            title: "Up to the first message that is flagged",
            steps: "- for_each_mail:
    session: finance
    do:
      - if:
          condition: '{{ mail.flags.flagged }}'
          then:
            - stop: { reason: 'Flagged: {{ mail.subject }}' }
      - mark: { read: true }
",
        }]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let reason = self.reason.as_ref().map(|reason| cx.evaluate(reason)).transpose()?;
        let words = match &reason {
            Some(reason) => phrase!("stopped-because", reason = reason),
            None => phrase!("stopped-here"),
        };
        cx.report(Event::Stopped { how: self.r#as, reason });
        Err(cx.end(self.r#as, words))
    }
}
