//! Changing a variable.

use super::{Action, Example, Group, Output, Use};
use crate::failure::Failure;
use crate::file::Located;
use crate::run::Cx;
use crate::template::Anything;
use crate::values::VariableName;
use schemars::JsonSchema;
use serde::Deserialize;

/// Set. Gives a variable a value; one that is not known yet is made here.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Set {
    /// Name. The variable.
    pub name: Located<VariableName>,
    /// Value. Text, a number, a list, or `{{ … }}`, which keeps its kind.
    pub value: Anything,
}

impl Action for Set {
    const NAME: &'static str = "set";
    const GROUP: Group = Group::Flow;

    fn uses(&self) -> Vec<Use<'_>> {
        let sources = self.value.sources();
        let only = match &self.value {
            Anything::Template(source) => Some(source),
            _ => None,
        };
        sources.into_iter().map(Use::Template).chain([Use::Sets(&self.name, only)]).collect()
    }

    fn examples() -> &'static [Example] {
        &[Example {
            title: "Count the messages of one sender",
            steps: "- set: { name: count, value: 0 }
- for_each_mail:
    session: finance
    where: { from: '@acme.example' }
    do:
      - set: { name: count, value: '{{ count + 1 }}' }
- log: { text: '{{ count }} messages' }
",
        }]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let value = self.value.evaluate(cx.scope())?;
        cx.scope().set(self.name.as_str(), value);
        Ok(Output::Nothing)
    }
}
