//! Steps, one after the other.

use super::cx::{At, Cx};
use crate::actions::{Finds, Output, Step, Use};
use crate::event::Event;
use crate::failure::Failure;
use crate::file::Located;

impl Cx {
    /// Runs steps in the scope of this one.
    pub async fn steps(&mut self, steps: &[Located<Step>]) -> Result<(), Failure> {
        for step in steps {
            self.step(step).await?;
        }
        Ok(())
    }

    /// Whether the run ends here: never within an item of a loop over mail, nor in what is done at the end.
    pub(super) fn stops(&self) -> bool {
        !self.is_in_item() && !self.finishing && self.running.stop.is_asked()
    }

    pub(super) async fn step(&mut self, step: &Located<Step>) -> Result<(), Failure> {
        // A message that was begun is carried through: saved and not moved, the next run would save it again.
        if self.stops() {
            return Err(Failure::cancelled().at(&step.place));
        }
        self.running.host.events.room().await;
        let action = step.action();
        let around = std::mem::replace(&mut self.step, At { place: step.place.clone(), ..At::default() });
        let outside = !self.is_in_item();
        if outside {
            self.report(Event::StepStarted { action: action.name().into() });
        }
        if let Some(item) = self.item.as_ref().filter(|_| self.running.waits(&step.place.path)) {
            item.turn.come().await;
        }
        let done = match action.run(self).await {
            Ok(Output::Nothing) => Ok(()),
            Ok(Output::Value(value)) => {
                for used in action.uses() {
                    if let Use::Result(name, _) | Use::Finds(Finds { name, .. }) = used {
                        self.scope.set(name.as_str(), value.clone());
                    }
                }
                Ok(())
            }
            Err(failure) => Err(failure.at(&step.place).during(action.name())),
        };
        if outside && done.is_ok() {
            self.report(Event::StepFinished { action: action.name().into() });
        }
        self.step = around;
        done
    }
}
