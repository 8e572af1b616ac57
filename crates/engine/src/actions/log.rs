//! Words of the author's own in the run's history.

use super::{Action, Example, Group, Output, Use};
use crate::event::Event;
use crate::failure::Failure;
use crate::run::Cx;
use crate::template::Templated;
use schemars::JsonSchema;
use serde::Deserialize;

/// Log. Writes a text into the history of the run, in the order of the messages.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Log {
    /// Text. What to write.
    pub text: Templated<String>,
}

impl Action for Log {
    const NAME: &'static str = "log";
    const GROUP: Group = Group::Flow;

    fn uses(&self) -> Vec<Use<'_>> {
        vec![Use::Template(self.text.source())]
    }

    fn examples() -> &'static [Example] {
        &[Example {
            title: "Subjects and dates",
            steps: "- for_each_mail:
    session: finance
    do:
      - log: { text: \"{{ mail.received_at | date('%d/%m/%Y') }}: {{ mail.subject }}\" }
",
        }]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let text = cx.evaluate(&self.text)?;
        cx.report(Event::Log { text });
        Ok(Output::Nothing)
    }
}
