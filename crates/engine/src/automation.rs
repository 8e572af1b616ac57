//! An automation, as it is written, and one that was checked and can run.

use crate::actions::Step;
use crate::check;
use crate::file::{self, Located, Mistake};
use crate::plan::Plan;
use crate::values::{VariableName, Zone};
use crate::vars::{Declared, Given, Kind};
use indexmap::IndexMap;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::fmt;

/// An automation: what shall happen to the mail.
#[derive(Clone, Debug, Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
pub struct Automation {
    /// Name. What people call it.
    #[schemars(length(min = 1))]
    pub name: String,
    /// Description. What it is for.
    pub description: Option<String>,
    /// Time zone. Days and times are meant in it, such as `America/Sao_Paulo`; left out: the one of the machine.
    pub time_zone: Option<Zone>,
    /// Variables. A value, or { type, default, required }.
    #[serde(default)]
    pub variables: IndexMap<VariableName, Located<Variable>>,
    /// Steps. One after the other.
    #[schemars(length(min = 1))]
    pub steps: Vec<Located<Step>>,
}

/// A variable: what it is, and its value until somebody gives another.
#[derive(Clone, Debug)]
pub struct Variable {
    /// What it is.
    pub declared: Declared,
    /// Its value when none is given.
    pub default: Option<Given>,
    /// Whether one must be given.
    pub required: bool,
}

/// An automation without mistakes, ready to run. Cheap enough to make for every run.
#[derive(Debug)]
pub struct Checked {
    automation: Automation,
    warnings: Vec<Mistake>,
    plan: Plan,
}

impl Automation {
    /// Reads and checks a file, or says everything that is wrong with it, warnings included. `name` is for people.
    pub fn load(name: &str, bytes: &[u8]) -> Result<Checked, Vec<Mistake>> {
        let file::Part { mistakes: mut misread, rest } = file::load_in_part::<Self>(name, bytes);
        let Some((automation, document)) = rest else {
            return Err(misread);
        };
        let found = check::check(&automation, &document);
        if !misread.is_empty() {
            misread.extend(found.of_a_part());
            misread.sort_by(|a, b| a.place.cmp(&b.place));
            return Err(misread);
        }
        let check::Found { mut mistakes, warnings, plan } = found;
        if mistakes.is_empty() {
            return Ok(Checked { automation, warnings, plan });
        }
        mistakes.extend(warnings);
        mistakes.sort_by(|a, b| a.place.cmp(&b.place));
        Err(mistakes)
    }
}

impl Checked {
    /// The automation.
    pub fn automation(&self) -> &Automation {
        &self.automation
    }

    /// What should be seen to, but does not stand in the way.
    pub fn warnings(&self) -> &[Mistake] {
        &self.warnings
    }

    /// What its steps read, and which wait for their turn.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }
}

impl Variable {
    /// What is known of it before the run.
    pub fn kind(&self) -> Kind {
        self.declared.kind()
    }
}

/// A variable in detail.
#[derive(Deserialize, JsonSchema)]
#[serde(deny_unknown_fields)]
#[schemars(rename = "VariableDeclaration")]
struct Long {
    /// Type.
    r#type: Declared,
    /// Default. Its value when none is given.
    #[serde(default)]
    default: Option<Given>,
    /// Required. Whether a value must be given when the automation is started.
    #[serde(default)]
    required: bool,
}

impl<'de> Deserialize<'de> for Variable {
    fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
        deserializer.deserialize_any(Forms)
    }
}

struct Forms;

impl Forms {
    fn literal(declared: Declared, value: impl Into<Given>) -> Variable {
        Variable { declared, default: Some(value.into()), required: false }
    }
}

impl<'de> Visitor<'de> for Forms {
    type Value = Variable;

    fn expecting(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str("a value, or { type: … }")
    }

    fn visit_str<E: Error>(self, text: &str) -> Result<Variable, E> {
        Ok(Self::literal(Declared::Text, text))
    }

    fn visit_bool<E: Error>(self, value: bool) -> Result<Variable, E> {
        Ok(Self::literal(Declared::Boolean, value))
    }

    fn visit_i64<E: Error>(self, value: i64) -> Result<Variable, E> {
        Ok(Self::literal(Declared::Number, value))
    }

    fn visit_u64<E: Error>(self, value: u64) -> Result<Variable, E> {
        Ok(Self::literal(Declared::Number, value))
    }

    fn visit_f64<E: Error>(self, value: f64) -> Result<Variable, E> {
        Ok(Self::literal(Declared::Number, value))
    }

    fn visit_seq<A: SeqAccess<'de>>(self, mut items: A) -> Result<Variable, A::Error> {
        let mut list: Vec<Given> = Vec::new();
        while let Some(item) = items.next_element()? {
            list.push(item);
        }
        let is_table = !list.is_empty() && list.iter().all(Given::is_object);
        Ok(Self::literal(if is_table { Declared::Table } else { Declared::List }, list))
    }

    fn visit_map<A: MapAccess<'de>>(self, map: A) -> Result<Variable, A::Error> {
        let Long { r#type, default, required } = Long::deserialize(MapAccessDeserializer::new(map))?;
        Ok(Variable { declared: r#type, default, required })
    }
}

impl JsonSchema for Variable {
    fn schema_name() -> Cow<'static, str> {
        "Variable".into()
    }

    fn json_schema(generator: &mut SchemaGenerator) -> Schema {
        let long = generator.subschema_for::<Long>();
        json_schema!({
            "description": "A value, or { type, default, required }.",
            "anyOf": [
                { "type": "string" }, { "type": "number" }, { "type": "boolean" }, { "type": "array" }, long
            ]
        })
    }
}
