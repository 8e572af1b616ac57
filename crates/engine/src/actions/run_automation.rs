//! Running another automation.

use super::{Action, Change, Effects, Example, Group, Output, Use};
use crate::failure::Failure;
use crate::file::Located;
use crate::run::Cx;
use crate::template::Anything;
use crate::values::VariableName;
use crate::vars::{Declared, Given, Kind, Value};
use carteiro_world::phrase;
use indexmap::IndexMap;
use schemars::JsonSchema;
use serde::Deserialize;

/// Run automation. Runs the automation of another file as a step: with variables and sessions of its own.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct RunAutomation {
    /// File. Beside this one or in a folder below, such as `parts/archive.yaml`; written out, not an expression.
    #[schemars(extend("x-carteiro" = { "widget": "file" }))]
    pub file: Located<String>,
    /// Variables. What its variables are; those left out are as its file says.
    #[serde(default)]
    pub variables: IndexMap<VariableName, Anything>,
    /// As. The variable that gets what it returns.
    pub r#as: Option<Located<VariableName>>,
}

impl Action for RunAutomation {
    const NAME: &'static str = "run_automation";
    const GROUP: Group = Group::Flow;

    fn effects(&self) -> Effects {
        Effects::Ordered
    }

    fn changes(&self) -> Vec<Change<'_>> {
        vec![Change::RunAutomation { file: &self.file }]
    }

    fn uses(&self) -> Vec<Use<'_>> {
        let sources = self.variables.values().flat_map(Anything::sources).map(Use::Template);
        let result = self.r#as.iter().map(|name| Use::Result(name, Kind::Any));
        sources.chain([Use::Calls(self)]).chain(result).collect()
    }

    fn examples() -> &'static [Example] {
        &[Example {
            title: "One automation for two folders",
            steps: "- for_each:
    in: [INBOX, Done]
    as: folder
    do:
      - run_automation:
          file: back-up-folder.yaml
          variables: { folder: '{{ folder }}' }
",
        }]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let called = cx.called(&self.file)?;
        let declared = &called.checked.automation().variables;
        let mut given = IndexMap::new();
        for (name, value) in &self.variables {
            let value = value.evaluate(cx.scope())?;
            let kind = declared.get(name).map_or(Declared::Text, |variable| variable.declared);
            let value = handed(&value, kind).ok_or_else(|| {
                let words = phrase!("variable-misfit", name = name, expected = kind.name());
                Failure::invalid(words)
            })?;
            given.insert(name.to_string(), value);
        }
        cx.call(&called, &given).await.map(Output::Value)
    }
}

/// A value for a variable of another automation. What shows as a text is one where a text is wanted.
fn handed(value: &Value, declared: Declared) -> Option<Given> {
    match value {
        Value::Record(record) if declared == Declared::Text => record.shown().map(Given::from),
        other => other.to_json(),
    }
}
