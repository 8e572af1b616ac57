//! The loop over values.

use super::{Action, Each, Example, Group, Output, Step, Use};
use crate::digest::Digest;
use crate::failure::Failure;
use crate::file::Located;
use crate::run::Cx;
use crate::template::Anything;
use crate::values::VariableName;
use crate::vars::{Record, Value};
use carteiro_world::phrase;
use schemars::JsonSchema;
use serde::Deserialize;
use std::collections::HashMap;

/// For each. Runs steps for every value of a list, one after the other.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct ForEach {
    /// In. The list, such as `{{ mail.attachments }}`; of a record every field, as { name, value }.
    pub r#in: Anything,
    /// As. What a value is called inside the loop.
    pub r#as: Option<Located<VariableName>>,
    /// Index. What the number of the value is called inside the loop, counted from 1.
    pub index: Option<Located<VariableName>>,
    /// Do. The steps for each value.
    pub r#do: Vec<Located<Step>>,
}

/// More is a mistake of whoever made the list: nothing ends such a loop in a time that people wait for.
const MOST: usize = 100_000;
const NAME: &str = "item";

impl ForEach {
    fn name(&self) -> &str {
        self.r#as.as_ref().map_or(NAME, |name| name.as_str())
    }

    fn values(&self, cx: &Cx) -> Result<Vec<Value>, Failure> {
        let values = match self.r#in.evaluate(cx.scope())? {
            Value::List(values) => values.to_vec(),
            Value::Record(record) => {
                let field = |(name, value): (&str, &Value)| {
                    Record::new([("name", Value::text(name)), ("value", value.clone())]).into()
                };
                record.fields().map(field).collect()
            }
            other => {
                let words = phrase!("value-misfit", found = other.kind_name(), expected = "list");
                return Err(Failure::invalid(words));
            }
        };
        if values.len() > MOST {
            return Err(Failure::invalid(phrase!("for-each-too-many", count = values.len(), limit = MOST)));
        }
        Ok(values)
    }
}

impl Action for ForEach {
    const NAME: &'static str = "for_each";
    const GROUP: Group = Group::Loops;

    fn uses(&self) -> Vec<Use<'_>> {
        let sources = self.r#in.sources().into_iter().map(Use::Template);
        let each = Each {
            list: &self.r#in,
            name: self.name(),
            index: self.index.as_ref(),
            body: &self.r#do,
        };
        sources.chain([Use::Each(each)]).collect()
    }

    fn examples() -> &'static [Example] {
        &[
            Example {
                title: "A folder for each client",
                steps: "- for_each:
    in: [Acme, Globex]
    as: client
    do:
      - create_folder: { session: finance, folder: 'Clients/{{ client }}' }
",
            },
            Example {
                title: "What is attached to each message",
                steps: "- for_each_mail:
    session: finance
    where: { has_attachments: true }
    do:
      - for_each:
          in: '{{ mail.attachments }}'
          as: file
          index: number
          do:
            - log: { text: '{{ mail.subject }}: {{ number }}. {{ file.name }}' }
",
            },
        ]
    }

    async fn run(&self, cx: &mut Cx) -> Result<Output, Failure> {
        let index = self.index.as_ref().map(|index| index.as_str());
        let mut known: HashMap<Digest, u64> = HashMap::new();
        for (number, value) in self.values(cx)?.into_iter().enumerate() {
            let number = number as u64;
            let digest = value.digest();
            let same = known.entry(digest).or_default();
            let pass = (digest, *same);
            *same += 1;
            let variables = [(self.name(), value)];
            let numbered = index.map(|index| (index, Value::count(number + 1)));
            cx.pass(number, pass, variables.into_iter().chain(numbered), &self.r#do).await?;
        }
        Ok(Output::Nothing)
    }
}
