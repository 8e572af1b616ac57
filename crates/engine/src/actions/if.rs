//! Steps under a condition.

use super::{Action, Example, Group, Output, Step, Use};
use crate::failure::Failure;
use crate::file::Located;
use crate::run::Cx;
use crate::template::Templated;
use schemars::JsonSchema;
use serde::Deserialize;

/// If. Runs steps when a condition holds, and others when it does not.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct If {
    /// Condition. Such as `{{ mail.size > 1000000 }}`.
    pub condition: Templated<bool>,
    /// Then. The steps when it holds.
    #[schemars(length(min = 1))]
    pub then: Vec<Located<Step>>,
    /// Else. The steps when it does not.
    #[serde(default)]
    pub r#else: Vec<Located<Step>>,
}

impl Action for If {
    const NAME: &'static str = "if";
    const GROUP: Group = Group::Flow;

    fn uses(&self) -> Vec<Use<'_>> {
        vec![Use::Template(self.condition.source()), Use::Block(&self.then), Use::Block(&self.r#else)]
    }

    fn examples() -> &'static [Example] {
        &[Example {
            title: "Large messages go to another folder",
            steps: "- for_each_mail:
    session: finance
    do:
      - if:
          condition: '{{ mail.attachments | length > 0 }}'
          then:
            - move: { to: Done }
          else:
            - mark: { read: true }
",
        }]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let holds = cx.evaluate(&self.condition)?;
        cx.steps(if holds { &self.then } else { &self.r#else }).await?;
        Ok(Output::Nothing)
    }
}
