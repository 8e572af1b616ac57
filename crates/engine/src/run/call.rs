//! An automation that another one runs.

use super::cx::{At, Cx};
use crate::automation::Called;
use crate::event::Event;
use crate::failure::Failure;
use crate::vars::{Given, Value};
use carteiro_world::phrase;
use indexmap::IndexMap;
use std::sync::Arc;

impl Cx {
    /// Runs the automation of a file, with variables and sessions of its own, and answers what it returns. Its sessions
    /// are closed whatever happens.
    pub(crate) async fn call(
        &self,
        called: &Called,
        variables: &IndexMap<String, Given>,
    ) -> Result<Value, Failure> {
        let before = format!("{}.run_automation", self.path());
        let known_by = self.known_by(called);
        let running = self.running.calling(Arc::clone(&called.checked), before, known_by);
        let scope = running.variables(variables).map_err(|failure| failure.in_file(&called.file))?;
        let automation = called.checked.automation().name.clone();
        self.report(Event::AutomationStarted {
            automation: automation.clone(),
            file: called.file.to_string(),
        });
        let inner =
            Self { running: Arc::clone(&running), scope, item: None, step: At::default(), ..self.fork() };
        let done = running.steps(inner).await;
        let done = running.close_all(done, |event| self.report(event)).await;
        let returned = done.map_err(|failure| failure.in_file(&called.file))?;
        if returned.to_json().is_none() {
            let words = phrase!("called-returns-message", file = called.file);
            return Err(Failure::invalid(words).at(self.place()));
        }
        self.report(Event::AutomationFinished { automation });
        Ok(returned)
    }

    /// The file, and the how-manieth step it is that runs it: other steps may come and go.
    fn known_by(&self, called: &Called) -> String {
        let nth = self.running.checked.calls_before(&called.path, &self.step.place);
        let (around, file) = (&self.running.known_by, &called.path);
        // A file may be named in any way, so its length tells where it ends.
        format!("{around}in {} {file} {nth} ", file.len())
    }
}
