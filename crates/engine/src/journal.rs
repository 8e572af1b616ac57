//! What was begun and what came of it: every effect is claimed before it is done and settled after.

use crate::digest::Digest;
use crate::failure::Failure;
use carteiro_mail::MessageRef;
use futures_util::future::BoxFuture;
use serde::{Deserialize, Serialize};
use std::collections::HashMap;
use std::sync::{Arc, Mutex, PoisonError};

/// Which effect: the same in a retry, a takeover and a re-run, and never that of another.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct EffectKey {
    /// The run that first reached the effect.
    pub run: String,
    /// The step, by its way through the automation.
    pub step: String,
    /// The passes of the loops around the step, outermost first.
    pub within: Arc<[Pass]>,
    /// The message it is done to, when that is not the innermost item: another message is another effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub about: Option<Box<MessageRef>>,
    /// What it is made of, when it is not done to a message: what is made of something else is another effect.
    #[serde(default, skip_serializing_if = "Option::is_none")]
    pub input: Option<Digest>,
    /// Counts the effects of one execution of the step on that message.
    pub number: u32,
}

/// One pass of a loop.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum Pass {
    /// Over a message.
    Mail(ItemKey),
    /// Over a value of a list.
    Value {
        /// The loop, by its way through the automation.
        step: String,
        /// Which value; a message is known by where it was found. Not its place: of a list that is made anew, the first
        /// value may be another.
        value: Digest,
        /// How many values before it in the list are the same.
        twin: u64,
    },
    /// Through the messages of a folder that one step changes.
    Messages {
        /// The step, by its way through the automation.
        step: String,
    },
}

/// Which item of which loop over mail.
#[derive(Clone, Debug, PartialEq, Eq, Hash, Serialize, Deserialize)]
pub struct ItemKey {
    /// The automation.
    pub automation: String,
    /// The loop, by its way through the automation.
    pub step: String,
    /// The mailbox: who signs in where.
    pub mailbox: String,
    /// The message, as the loop found it.
    pub message: MessageRef,
}

/// The answer to a claim.
#[derive(Clone, Debug)]
pub enum Claim {
    /// Do it, then settle.
    Go(Token),
    /// It was done before, with this result: do not do it again.
    Done(serde_json::Value),
    /// It was begun before, and nothing is known of what came of it: do not do it.
    Unknown,
}

/// The right to do one effect, given back when it is settled.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Token(pub EffectKey);

/// What came of an effect.
#[derive(Clone, Debug)]
pub enum Outcome {
    /// It is done, with this result.
    Done(serde_json::Value),
    /// It was accepted, with this result, and takes hold when its session ends well: [`Journal::held`] tells. Until then it is
    /// not done again by this run; whoever takes the run over may claim it again, since repeating it does no harm.
    Pending(serde_json::Value),
    /// It did not take place: it may be claimed again.
    Failed(Failure),
    /// The connection broke too early to know.
    Unknown(Failure),
}

/// Keeps claims.
pub trait Journal: Send + Sync {
    /// Asks for the right to do an effect.
    fn claim<'a>(&'a self, key: &'a EffectKey) -> BoxFuture<'a, Result<Claim, Failure>>;
    /// Says what came of it.
    fn settle(&self, token: Token, outcome: Outcome) -> BoxFuture<'_, Result<(), Failure>>;
    /// Asks for all of these at once; the nth answer is that of the nth key.
    fn claim_all<'a>(&'a self, keys: &'a [EffectKey]) -> BoxFuture<'a, Vec<Result<Claim, Failure>>> {
        Box::pin(async move {
            let mut claims = Vec::with_capacity(keys.len());
            for key in keys {
                claims.push(self.claim(key).await);
            }
            claims
        })
    }
    /// Says at once what came of all of these; the nth answer is that of the nth token.
    fn settle_all(&self, settled: Vec<(Token, Outcome)>) -> BoxFuture<'_, Vec<Result<(), Failure>>> {
        Box::pin(async move {
            let mut answers = Vec::with_capacity(settled.len());
            for (token, outcome) in settled {
                answers.push(self.settle(token, outcome).await);
            }
            answers
        })
    }
    /// What was pending has taken hold; `Err`: nothing tells whether it has. A journal that outlives the run keeps it.
    fn held<'a>(
        &'a self,
        tokens: Vec<Token>,
        held: Result<(), &'a Failure>,
    ) -> BoxFuture<'a, Result<(), Failure>> {
        let _ = (tokens, held);
        Box::pin(std::future::ready(Ok(())))
    }
    /// How many effects of the innermost of these passes are done, as far as it remembers.
    fn done<'a>(&'a self, run: &'a str, within: &'a Arc<[Pass]>) -> BoxFuture<'a, Result<u64, Failure>>;
    /// Whether it knows what an earlier run has done.
    fn outlives_runs(&self) -> bool {
        false
    }
    /// What was claimed in the innermost of these passes is done: this run will claim none of it again. A journal that outlives
    /// the run keeps it.
    fn finished(&self, run: &str, within: &Arc<[Pass]>) {
        let _ = (run, within);
    }
}

/// A journal that lasts as long as the process. It forgets the passes that are done, so that it does not grow with the
/// mailbox.
#[derive(Debug, Default)]
pub struct InMemory(Mutex<HashMap<Scope, Effects>>);

/// A run, and the passes of the loops in it.
type Scope = (String, Arc<[Pass]>);
/// The result, once there is one.
type Effects = HashMap<Digest, Option<serde_json::Value>>;

/// One scope may have as many effects as a folder has messages: they are known by little.
fn apart(key: EffectKey) -> (Scope, Digest) {
    let effect = key.in_pass();
    ((key.run, key.within), effect)
}

impl EffectKey {
    /// Which effect it is of those in its passes.
    fn in_pass(&self) -> Digest {
        let effect = (&self.step, &self.about, &self.input, self.number);
        Digest::of([serde_json::to_vec(&effect).unwrap_or_default()])
    }

    /// Which effect of its run it is.
    pub fn digest(&self) -> Digest {
        pass_digest(&self.within).with([self.in_pass()])
    }
}

/// Which passes of a run these are.
pub fn pass_digest(within: &[Pass]) -> Digest {
    Digest::of([serde_json::to_vec(within).unwrap_or_default()])
}

impl Journal for InMemory {
    fn claim<'a>(&'a self, key: &'a EffectKey) -> BoxFuture<'a, Result<Claim, Failure>> {
        let (scope, effect) = apart(key.clone());
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let effects = known.entry(scope).or_default();
        let claim = match effects.get(&effect) {
            Some(Some(done)) => Claim::Done(done.clone()),
            Some(None) => Claim::Unknown,
            None => {
                effects.insert(effect, None);
                Claim::Go(Token(key.clone()))
            }
        };
        Box::pin(std::future::ready(Ok(claim)))
    }

    fn settle(&self, Token(key): Token, outcome: Outcome) -> BoxFuture<'_, Result<(), Failure>> {
        let (scope, effect) = apart(key);
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let effects = known.entry(scope.clone()).or_default();
        match outcome {
            Outcome::Done(result) | Outcome::Pending(result) => drop(effects.insert(effect, Some(result))),
            Outcome::Failed(_) => drop(effects.remove(&effect)),
            Outcome::Unknown(_) => {}
        }
        if effects.is_empty() {
            known.remove(&scope);
        }
        Box::pin(std::future::ready(Ok(())))
    }

    fn held<'a>(
        &'a self,
        tokens: Vec<Token>,
        held: Result<(), &'a Failure>,
    ) -> BoxFuture<'a, Result<(), Failure>> {
        let mut known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        for Token(key) in tokens.into_iter().filter(|_| held.is_err()) {
            let (scope, effect) = apart(key);
            // Of a pass that is done this run claims nothing again.
            if let Some(effects) = known.get_mut(&scope) {
                effects.insert(effect, None);
            }
        }
        Box::pin(std::future::ready(Ok(())))
    }

    fn done<'a>(&'a self, run: &'a str, within: &'a Arc<[Pass]>) -> BoxFuture<'a, Result<u64, Failure>> {
        let scope = (run.to_owned(), Arc::clone(within));
        let known = self.0.lock().unwrap_or_else(PoisonError::into_inner);
        let effects = known.get(&scope).into_iter().flat_map(HashMap::values);
        let done = effects.filter(|result| result.is_some()).count() as u64;
        Box::pin(std::future::ready(Ok(done)))
    }

    fn finished(&self, run: &str, within: &Arc<[Pass]>) {
        let scope = (run.to_owned(), Arc::clone(within));
        self.0.lock().unwrap_or_else(PoisonError::into_inner).remove(&scope);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use carteiro_mail::Kind;

    fn key() -> EffectKey {
        EffectKey {
            run: "r".into(),
            step: "steps[0]".into(),
            within: Arc::default(),
            about: None,
            input: None,
            number: 0,
        }
    }

    async fn go(journal: &InMemory) -> Token {
        match journal.claim(&key()).await.unwrap() {
            Claim::Go(token) => token,
            other => panic!("{other:?}"),
        }
    }

    fn failure() -> Failure {
        Failure::new(Kind::Unreachable, carteiro_world::phrase!("session-closed"))
    }

    #[tokio::test]
    async fn what_is_done_is_not_given_out_again() {
        let journal = InMemory::default();
        let token = go(&journal).await;
        assert!(matches!(journal.claim(&key()).await, Ok(Claim::Unknown)));
        journal.settle(token, Outcome::Done(1.into())).await.unwrap();
        assert!(matches!(journal.claim(&key()).await, Ok(Claim::Done(result)) if result == 1));
    }

    #[tokio::test]
    async fn what_is_pending_is_done_until_nothing_tells_whether_it_has_taken_hold() {
        let journal = InMemory::default();
        let token = go(&journal).await;
        journal.settle(token.clone(), Outcome::Pending(1.into())).await.unwrap();
        assert!(matches!(journal.claim(&key()).await, Ok(Claim::Done(result)) if result == 1));
        journal.held(vec![token.clone()], Ok(())).await.unwrap();
        assert!(matches!(journal.claim(&key()).await, Ok(Claim::Done(result)) if result == 1));
        journal.held(vec![token.clone()], Err(&failure())).await.unwrap();
        assert!(matches!(journal.claim(&key()).await, Ok(Claim::Unknown)));
        journal.finished("r", &Arc::default());
        journal.held(vec![token], Err(&failure())).await.unwrap();
        assert!(journal.0.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn a_finished_item_takes_no_memory() {
        let journal = InMemory::default();
        let token = go(&journal).await;
        journal.settle(token, Outcome::Done(1.into())).await.unwrap();
        journal.finished("r", &Arc::default());
        assert!(journal.0.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn what_did_not_take_place_takes_no_memory() {
        let journal = InMemory::default();
        let token = go(&journal).await;
        journal.settle(token, Outcome::Failed(failure())).await.unwrap();
        assert!(journal.0.lock().unwrap().is_empty());
    }

    #[tokio::test]
    async fn what_failed_may_be_claimed_again_and_what_is_unknown_may_not() {
        let journal = InMemory::default();
        let token = go(&journal).await;
        journal.settle(token, Outcome::Failed(failure())).await.unwrap();
        let token = go(&journal).await;
        journal.settle(token, Outcome::Unknown(failure())).await.unwrap();
        assert!(matches!(journal.claim(&key()).await, Ok(Claim::Unknown)));
    }
}
