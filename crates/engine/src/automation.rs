//! An automation, as it is written, and one that was checked and can run.

mod library;
mod load;

pub use library::Library;

use crate::actions::{RunAutomation, Step, Use};
use crate::failure::Failure;
use crate::file::{Located, Mistake, Place};
use crate::plan::Plan;
use crate::template::Anything;
use crate::values::{Language, VariableName, Zone};
use crate::vars::{Declared, Given, Kind, Value};
use carteiro_world::phrase;
use indexmap::IndexMap;
use jiff::tz::TimeZone;
use schemars::{JsonSchema, Schema, SchemaGenerator, json_schema};
use serde::de::{Error, MapAccess, SeqAccess, Visitor, value::MapAccessDeserializer};
use serde::{Deserialize, Deserializer};
use std::borrow::Cow;
use std::collections::HashMap;
use std::fmt;
use std::sync::Arc;

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
    /// Language. In which Carteiro writes its own words into messages, such as who wrote what is answered.
    #[serde(default)]
    #[schemars(extend("default" = "en"))]
    pub language: Language,
    /// Variables. A value, or { type, default, required }.
    #[serde(default)]
    pub variables: IndexMap<VariableName, Located<Variable>>,
    /// Steps. One after the other.
    #[schemars(length(min = 1))]
    pub steps: Vec<Located<Step>>,
    /// Returns. What it hands back at its end to an automation that runs it, such as `{{ count }}`.
    pub returns: Option<Anything>,
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
    called: HashMap<String, Arc<Called>>,
    /// One of its steps may end the run.
    ends: bool,
    /// One of its loops works on each message once, whatever the number of runs.
    remembers: bool,
}

/// An automation that another one runs.
#[derive(Debug)]
pub(crate) struct Called {
    /// Its file, for people.
    pub(crate) file: Arc<str>,
    /// Its file, from the folder of the automation that was started.
    pub(crate) path: String,
    /// What is in it.
    pub(crate) checked: Arc<Checked>,
}

impl Automation {
    /// Reads and checks a file, or says everything that is wrong with it, warnings included. `name` is for people. No
    /// other file is read: a step that runs another automation is a mistake.
    pub fn load(name: &str, bytes: &[u8]) -> Result<Checked, Vec<Mistake>> {
        load::load(name, bytes, &Library::none())
    }

    /// The same, with the automations of `library` that it runs: what is wrong in them is told with the name of their
    /// file.
    pub fn load_with(name: &str, bytes: &[u8], library: &Library) -> Result<Checked, Vec<Mistake>> {
        load::load(name, bytes, library)
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

    /// The automation that a step of this one runs, by the name it gives to the file.
    pub(crate) fn called(&self, file: &str) -> Option<Arc<Called>> {
        self.called.get(file).cloned()
    }

    /// Whether one of these steps of it may end the run, or one of an automation that they run.
    pub(crate) fn may_end(&self, steps: &[Located<Step>]) -> bool {
        may_end(steps, &self.called)
    }

    /// How many steps run the automation of this path, of those that stand before the one at `place`.
    pub(crate) fn calls_before(&self, path: &str, place: &Place) -> usize {
        let mut places = Vec::new();
        calls(&self.automation.steps, &mut |step, call| {
            if self.called(&call.file).is_some_and(|called| called.path == path) {
                places.push(step);
            }
        });
        places.iter().take_while(|step| *step != &place).count()
    }

    /// Whether it goes by a ledger: one run at a time has that.
    pub fn remembers(&self) -> bool {
        self.remembers
    }

    /// Whether a run can begin with these values for its variables, times without a zone being meant in `zone`.
    ///
    /// `InvalidInput`: one is not declared, missing, of another kind, or a credential.
    pub fn takes(&self, given: &IndexMap<String, Given>, zone: &TimeZone) -> Result<(), Failure> {
        let zone = self.automation.time_zone.as_ref().map_or(zone, |zone| &zone.0);
        self.values(given, zone, false).map(drop)
    }

    /// The values of its variables. `is_called`: another automation gives them, whose check has seen what its author wrote.
    pub(crate) fn values(
        &self,
        given: &IndexMap<String, Given>,
        zone: &TimeZone,
        is_called: bool,
    ) -> Result<Vec<(&str, Value)>, Failure> {
        let declared = &self.automation.variables;
        let known = |name: &String| declared.keys().any(|known| known.as_str() == name);
        if let Some(name) = given.keys().find(|name| !known(name)) {
            return Err(Failure::invalid(phrase!("variable-not-declared", name = name)));
        }
        let mut values = Vec::new();
        for (name, variable) in declared {
            let name = name.as_str();
            let from_outside = given.get(name);
            if from_outside.is_some() && variable.declared == Declared::Credential && !is_called {
                let words = phrase!("variable-is-credential", name = name);
                return Err(Failure::invalid(words).at(&variable.place));
            }
            match from_outside.or(variable.default.as_ref()) {
                Some(value) => {
                    let value = variable.declared.value(name, value, zone);
                    values.push((name, value.map_err(|words| Failure::invalid(words).at(&variable.place))?));
                }
                None if variable.required => {
                    let words = phrase!("variable-required", name = name);
                    return Err(Failure::invalid(words).at(&variable.place));
                }
                None => {}
            }
        }
        Ok(values)
    }

    /// What its steps read, and which wait for their turn.
    pub fn plan(&self) -> &Plan {
        &self.plan
    }
}

/// The steps that run others, in the order in which they are written, with their places.
fn calls<'a>(steps: &'a [Located<Step>], hear: &mut impl FnMut(&'a Place, &'a RunAutomation)) {
    for step in steps {
        for one in step.action().uses() {
            if let Use::Calls(call) = one {
                hear(&step.place, call);
            }
            for body in one.bodies() {
                calls(body, hear);
            }
        }
    }
}

fn remembers(steps: &[Located<Step>], called: &HashMap<String, Arc<Called>>) -> bool {
    let mut uses = steps.iter().flat_map(|step| step.action().uses());
    uses.any(|one| match one {
        Use::Loop(inner) if inner.once.is_some() => true,
        Use::Calls(call) => called.get(call.file.as_str()).is_some_and(|called| called.checked.remembers),
        other => other.bodies().into_iter().any(|body| remembers(body, called)),
    })
}

fn may_end(steps: &[Located<Step>], called: &HashMap<String, Arc<Called>>) -> bool {
    let mut uses = steps.iter().flat_map(|step| step.action().uses());
    uses.any(|one| match one {
        Use::Ends => true,
        Use::Calls(call) => called.get(call.file.as_str()).is_some_and(|called| called.checked.ends),
        other => other.bodies().into_iter().any(|body| may_end(body, called)),
    })
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
