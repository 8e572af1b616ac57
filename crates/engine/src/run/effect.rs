//! The one door to the outside: claim, do, settle.

use super::cx::Cx;
use super::turn::Turn;
use crate::event::{self, Event};
use crate::failure::Failure;
use crate::journal::{Claim, EffectKey, Outcome};
use carteiro_mail::Kind;
use carteiro_world::{Files, phrase};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::future::Future;
use std::sync::Arc;

/// The right to change something, for the time of one claimed effect. Only [`Cx::effect`] makes one.
pub struct Permit {
    files: Files,
    turn: Option<Arc<Turn>>,
}

impl Permit {
    /// The files of the run.
    pub fn files(&self) -> &Files {
        &self.files
    }

    /// What comes next no longer depends on the order of the items.
    pub fn release_turn(&self) {
        if let Some(turn) = &self.turn {
            turn.release();
        }
    }
}

impl Cx {
    /// Does something that changes the outside, once: claimed before it is done, settled after, in a task of its own,
    /// so that giving the run up abandons nothing that was begun.
    ///
    /// - What an earlier try of the same run has done is not done again; its result is answered.
    /// - `OutcomeUnknown`: it was begun, and nothing tells what came of it.
    pub async fn effect<T, F>(
        &mut self,
        what: event::Effect,
        work: impl FnOnce(Permit) -> F,
    ) -> Result<T, Failure>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        F: Future<Output = Result<T, Failure>> + Send + 'static,
    {
        let key = self.next_key();
        let journal = Arc::clone(&self.running.host.journal);
        let token = match journal.claim(&key).await? {
            Claim::Go(token) => token,
            Claim::Done(result) => {
                let done = serde_json::from_value(result);
                self.report(Event::Effect { effect: what, repeated: true });
                return done.map_err(|error| carteiro_mail::Error::internal(error).into());
            }
            Claim::Unknown => {
                let words = phrase!("effect-unknown");
                return Err(Failure::new(Kind::OutcomeUnknown, words).at(self.place()));
            }
        };
        let permit = Permit { files: self.running.host.files.clone(), turn: self.turn_to_release() };
        let doing = work(permit);
        let carried = tokio::spawn(async move {
            let done = doing.await;
            let outcome = match &done {
                Ok(result) => Outcome::Done(serde_json::to_value(result).unwrap_or_default()),
                Err(failure) if failure.kind == Kind::OutcomeUnknown => Outcome::Unknown(failure.clone()),
                Err(failure) => Outcome::Failed(failure.clone()),
            };
            journal.settle(token, outcome).await?;
            done
        });
        let done = carried.await.unwrap_or_else(|error| Err(carteiro_mail::Error::internal(error).into()))?;
        self.report(Event::Effect { effect: what, repeated: false });
        Ok(done)
    }

    fn next_key(&mut self) -> EffectKey {
        let number = self.step.effects;
        self.step.effects += 1;
        EffectKey {
            run: self.running.id.clone(),
            step: self.step.place.path.clone(),
            items: self.item.as_ref().map(|item| item.keys.to_vec()).unwrap_or_default(),
            number,
        }
    }

    /// The turn, when no later step of the item waits for it.
    fn turn_to_release(&self) -> Option<Arc<Turn>> {
        let item = self.item.as_ref()?;
        let last = item.last_ordered.as_deref() == Some(self.step.place.path.as_str());
        last.then(|| Arc::clone(&item.turn))
    }
}
