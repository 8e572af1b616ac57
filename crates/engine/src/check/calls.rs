//! Automations that are run as a step: their variables are given as they want them.

use super::nearest;
use super::walk::Walk;
use crate::actions::RunAutomation;
use crate::automation::{Automation, Variable};
use crate::file::Place;
use crate::template::Anything;
use crate::values::VariableName;
use crate::vars::{Declared, Given};
use carteiro_world::phrase;
use jiff::tz::TimeZone;

impl Walk<'_> {
    pub(super) fn calls(&mut self, call: &RunAutomation) {
        // What is wrong with the file itself has been told.
        let Some(called) = self.called.get(call.file.as_str()).copied() else { return };
        for (name, value) in &call.variables {
            let place = self.document.nearest(&format!("{}.run_automation.variables.{name}", self.step.path));
            match called.variables.get(name) {
                Some(variable) => self.given(name, variable, value, &place),
                None => self.not_declared(name, called, &place),
            }
        }
        for (name, variable) in &called.variables {
            let is_given = call.variables.contains_key(name) || variable.default.is_some();
            if variable.required && !is_given {
                let words = phrase!("call-variable-missing", name = name, file = call.file.value);
                self.mistake(words, &call.file.place);
            }
        }
        if let Some(name) = call.r#as.as_ref().filter(|_| called.returns.is_none()) {
            self.mistake(phrase!("call-returns-nothing", file = call.file.value), &name.place);
        }
        if !self.loops.is_empty() && super::sessions::opens_any(&called.steps) {
            self.warning(phrase!("call-connects-in-loop", file = call.file.value), &call.file.place);
        }
    }

    fn given(&mut self, name: &VariableName, variable: &Variable, value: &Anything, place: &Place) {
        let literal = literal(value);
        if variable.declared == Declared::Credential && literal.is_none() {
            self.mistake(phrase!("call-credential", name = name), place);
        }
        let Some(given) = literal else { return };
        if let Err(words) = variable.declared.value(name.as_str(), &given, &TimeZone::UTC) {
            self.mistake(words, place);
        }
    }

    fn not_declared(&mut self, name: &VariableName, called: &Automation, place: &Place) {
        let known: Vec<&str> = called.variables.keys().map(VariableName::as_str).collect();
        let words = match nearest(name.as_str(), known.iter().copied()) {
            Some(meant) => phrase!("call-variable-meant", name = name, meant = meant),
            None if known.is_empty() => phrase!("call-variable-none", name = name),
            None => phrase!("call-variable-unknown", name = name, known = known.join(", ")),
        };
        self.mistake(words, place);
    }

    /// What the automation itself returns.
    pub(super) fn returns(&mut self) {
        let returns = self.automation.returns.iter();
        for source in returns.flat_map(Anything::sources) {
            self.template(source, &[]);
        }
    }
}

/// The value, when it holds no expression.
fn literal(value: &Anything) -> Option<Given> {
    match value {
        Anything::Value(value) => value.to_json(),
        Anything::Template(source) => source.literal().map(Given::from),
        Anything::List(values) => values.iter().map(literal).collect::<Option<Vec<_>>>().map(Given::from),
        Anything::Record(fields) => {
            let fields = fields.iter().map(|(name, value)| Some((name.clone(), literal(value)?)));
            fields.collect::<Option<_>>().map(Given::Object)
        }
    }
}
