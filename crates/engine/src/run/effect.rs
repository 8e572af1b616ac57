//! The one door to the outside: claim, do, settle.

use super::cx::Cx;
use super::running::Running;
use crate::event::{self, Event};
use crate::failure::Failure;
use crate::journal::{self, EffectKey, Outcome, Token};
use carteiro_mail::Kind;
use carteiro_world::{Files, http, phrase};
use serde::Serialize;
use serde::de::DeserializeOwned;
use std::future::Future;
use std::sync::Arc;

/// The right to change something, for the time of one claimed effect. Only a claim hands one out.
pub struct Permit {
    running: Arc<Running>,
}

impl Permit {
    /// The files of the run.
    pub fn files(&self) -> &Files {
        &self.running.host.files
    }

    /// What sends requests to web servers.
    pub fn http(&self) -> &http::Client {
        &self.running.host.http
    }
}

/// An effect that nobody else does now.
pub(crate) struct Claim {
    token: Token,
    what: event::Effect,
}

impl Claim {
    /// What a server may recognise the effect by when it is tried again: says nothing about it, and is that of no other.
    pub(crate) fn id(&self) -> String {
        use sha2::Digest;
        let key = serde_json::to_vec(&self.token.0).unwrap_or_default();
        sha2::Sha256::digest(key).iter().take(16).fold(String::new(), |mut text, byte| {
            let _ = std::fmt::Write::write_fmt(&mut text, format_args!("{byte:02x}"));
            text
        })
    }
}

/// The answer to asking for an effect.
pub(crate) enum Claimed<T> {
    /// An earlier try of the same run has done it, with this result.
    Done(T),
    /// Do it, with the permit, and let it be carried through.
    Go(Claim, Permit),
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
        match self.claim(what).await? {
            Claimed::Done(done) => Ok(done),
            Claimed::Go(claim, permit) => self.carry(claim, |_| true, work(permit)).await,
        }
    }

    /// Asks for the next effect of this step. What is claimed must be carried through, whatever comes between.
    pub(crate) async fn claim<T: DeserializeOwned>(
        &mut self,
        what: event::Effect,
    ) -> Result<Claimed<T>, Failure> {
        let key = self.next_key();
        match self.running.host.journal.claim(&key).await? {
            journal::Claim::Go(token) => {
                let permit = Permit { running: Arc::clone(&self.running) };
                Ok(Claimed::Go(Claim { token, what }, permit))
            }
            journal::Claim::Done(result) => {
                let done = serde_json::from_value(result);
                self.report(Event::Effect { effect: what, repeated: true });
                done.map(Claimed::Done).map_err(|error| carteiro_mail::Error::internal(error).into())
            }
            journal::Claim::Unknown => {
                Err(Failure::new(Kind::OutcomeUnknown, phrase!("effect-unknown")).at(self.place()))
            }
        }
    }

    /// Does what was claimed, and settles it; it is told when its result `changed` something.
    pub(crate) async fn carry<T, F>(
        &self,
        Claim { token, what }: Claim,
        changed: impl FnOnce(&T) -> bool,
        doing: F,
    ) -> Result<T, Failure>
    where
        T: Serialize + Send + 'static,
        F: Future<Output = Result<T, Failure>> + Send + 'static,
    {
        let journal = Arc::clone(&self.running.host.journal);
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
        if changed(&done) {
            self.report(Event::Effect { effect: what, repeated: false });
        }
        Ok(done)
    }

    /// What comes next in this step no longer depends on the order of the items: the next one may go, unless a later
    /// step waits.
    pub(crate) fn release_turn(&self) {
        if let Some(item) = &self.item
            && item.last_ordered.as_deref() == Some(self.step.place.path.as_str())
        {
            item.turn.release();
        }
    }

    fn next_key(&mut self) -> EffectKey {
        let number = self.step.effects;
        self.step.effects += 1;
        EffectKey {
            run: self.running.id.clone(),
            step: self.path(),
            within: Arc::clone(&self.within),
            number,
        }
    }
}
