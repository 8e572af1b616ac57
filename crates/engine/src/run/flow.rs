//! Steps that are run in other ways than one after the other.

use super::cx::{Cx, Kept};
use crate::actions::Step;
use crate::digest::Digest;
use crate::failure::{Ends, Failure};
use crate::file::Located;
use crate::journal::Pass;
use crate::vars::Value;
use carteiro_world::Phrase;
use std::sync::atomic::Ordering;
use std::sync::{Arc, PoisonError};

impl Cx {
    /// Runs steps which see these variables beside those around them.
    pub(crate) async fn steps_with<'a>(
        &mut self,
        variables: impl IntoIterator<Item = (&'a str, Value)>,
        steps: &[Located<Step>],
    ) -> Result<(), Failure> {
        let inner = self.scope.inner();
        for (name, value) in variables {
            inner.declare(name, value);
        }
        let around = std::mem::replace(&mut self.scope, inner);
        let done = self.steps(steps).await;
        self.scope = around;
        done
    }

    /// Runs steps as the pass of a loop over values with this number, from 0; `twin` values before this one are the same.
    pub(crate) async fn pass<'a>(
        &mut self,
        index: u64,
        (value, twin): (Digest, u64),
        variables: impl IntoIterator<Item = (&'a str, Value)>,
        steps: &[Located<Step>],
    ) -> Result<(), Failure> {
        if self.stops() {
            return Err(Failure::cancelled());
        }
        let pass = Pass::Value { step: self.path(), value, twin };
        let within = self.within.iter().cloned().chain([pass]).collect();
        let numbers = self.numbers.iter().copied().chain([index + 1]).collect();
        let around =
            (std::mem::replace(&mut self.within, within), std::mem::replace(&mut self.numbers, numbers));
        let done = self.steps_with(variables, steps).await;
        if done.is_ok() {
            self.pass_is_done();
        }
        (self.within, self.numbers) = around;
        done
    }

    /// Runs steps also when the run is asked to end.
    pub(crate) async fn finish(&mut self, steps: &[Located<Step>]) -> Result<(), Failure> {
        let around = std::mem::replace(&mut self.finishing, true);
        let done = self.steps(steps).await;
        self.finishing = around;
        done
    }

    /// From here on, what is done is remembered until [`Self::forget`]: it may come by again.
    pub(crate) fn keep(&mut self) -> Keeping {
        match &self.kept {
            Some(_) => Keeping(None),
            None => Keeping(Some(Arc::clone(self.kept.insert(Kept::default())))),
        }
    }

    /// What was kept does not come by again.
    pub(crate) fn forget(&mut self, Keeping(kept): Keeping) {
        let Some(kept) = kept else { return };
        self.kept = None;
        let done = std::mem::take(&mut *kept.lock().unwrap_or_else(PoisonError::into_inner));
        for (origin, within) in &done.passes {
            self.running.host.journal.finished(origin, within);
        }
    }

    /// The end of the run: no loop around begins a further item, and what this answers ends everything up to the run.
    pub(crate) fn end(&self, how: Ends, words: Phrase) -> Failure {
        for halted in &self.halted {
            halted.store(true, Ordering::Relaxed);
        }
        Failure::ending(how, words)
    }
}

/// Whether this step is the outermost that may come by again, and what is remembered for it.
pub(crate) struct Keeping(Option<Kept>);
