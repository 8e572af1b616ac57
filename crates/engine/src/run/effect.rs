//! The one door to the outside: claim, do, settle.

use super::cx::Cx;
use super::running::Running;
use crate::digest::Digest;
use crate::event::{self, Event};
use crate::failure::Failure;
use crate::journal::{self, EffectKey, Journal, Outcome, Token};
use crate::session::Session;
use crate::vars::Mail;
use carteiro_mail::{Kind, MessageRef};
use carteiro_world::{Files, http, phrase};
use hmac::{Hmac, KeyInit, Mac};
use serde::Serialize;
use serde::de::DeserializeOwned;
use sha2::Sha256;
use std::future::Future;
use std::sync::{Arc, PoisonError};

/// So many messages are remembered with all that was read of them; further ones are read again where they were stored.
const STORED: usize = 1000;

/// The right to change something, for the time of one claimed effect. Only a claim hands one out.
pub struct Permit {
    running: Arc<Running>,
    key: Box<EffectKey>,
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

    /// The Message-ID of what this effect makes, without brackets: the same however often it is tried, and nobody
    /// else's.
    pub(crate) fn message_id(&self, address: &str) -> String {
        message_id(&self.key, address)
    }
}

fn message_id(key: &EffectKey, address: &str) -> String {
    let bytes = serde_json::to_vec(key).unwrap_or_default();
    let hash = Hmac::<Sha256>::new_from_slice(key.run.as_bytes()).map(|mut hash| {
        hash.update(&bytes);
        hash.finalize().into_bytes()
    });
    // An HMAC takes a key of any length (RFC 2104 §2).
    let hash = hash.unwrap_or_default();
    let id = hash.iter().take(16).fold(String::new(), |mut id, byte| {
        let _ = std::fmt::Write::write_fmt(&mut id, format_args!("{byte:02x}"));
        id
    });
    let domain = address.rsplit_once('@').map_or("localhost", |(_, domain)| domain);
    format!("{id}@{domain}")
}

/// An effect that nobody else does now.
pub(crate) struct Claim {
    token: Token,
    what: Box<event::Effect>,
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

/// When something was done.
#[derive(Clone, Copy, Debug)]
pub(super) enum Did {
    /// Just now.
    Now,
    /// By an earlier try of the same run.
    Before,
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

    /// The same for what takes hold once `session` has ended well.
    pub(crate) async fn pending_effect<T, F>(
        &mut self,
        session: &Arc<Session>,
        what: event::Effect,
        work: impl FnOnce(Permit) -> F,
    ) -> Result<T, Failure>
    where
        T: Serialize + DeserializeOwned + Send + 'static,
        F: Future<Output = Result<T, Failure>> + Send + 'static,
    {
        let (claim, permit) = match self.claim(what).await? {
            Claimed::Done(done) => return Ok(done),
            Claimed::Go(claim, permit) => (claim, permit),
        };
        let done = self.carried(claim, |_| true, Box::pin(work(permit)), Some(Arc::clone(session))).await?;
        session.settle_many(&*self.running.host.journal).await?;
        Ok(done)
    }

    /// Does something to many messages at once. Each is an effect of its own, claimed before and settled after, and the
    /// nth answer is that of the nth message; what an earlier try of the same run has done is left out of the work. With a
    /// session, it takes hold when that has ended well.
    pub(super) async fn effects<F>(
        &self,
        messages: &[MessageRef],
        work: impl FnOnce(Permit, Vec<MessageRef>) -> F,
        session: Option<Arc<Session>>,
    ) -> Vec<Result<Did, Failure>>
    where
        F: Future<Output = Vec<Result<(), Failure>>> + Send + 'static,
    {
        let (mut tokens, mut wanted) = (Vec::new(), Vec::new());
        let mut answers = Vec::with_capacity(messages.len());
        let key = |message: &MessageRef| EffectKey { about: Some(Box::new(message.clone())), ..self.key(0) };
        let keys: Vec<EffectKey> = messages.iter().map(key).collect();
        let claims = self.running.host.journal.claim_all(&keys).await;
        for (message, claim) in messages.iter().zip(claims) {
            answers.push(match claim {
                Ok(journal::Claim::Go(token)) => {
                    tokens.push(token);
                    wanted.push(message.clone());
                    None
                }
                Ok(journal::Claim::Done(_)) => Some(Ok(Did::Before)),
                Ok(journal::Claim::Unknown) => Some(Err(self.unknown())),
                Err(failure) => Some(Err(failure)),
            });
        }
        let mut done = Vec::new();
        if !wanted.is_empty() {
            let doing = work(self.permit(self.key(0)), wanted);
            let journal = Arc::clone(&self.running.host.journal);
            let carried =
                tokio::spawn(
                    async move { settle_each(&*journal, tokens, doing.await, session.as_deref()).await },
                );
            done = carried.await.unwrap_or_default();
        }
        let mut done = done.into_iter().map(|done| done.map(|()| Did::Now));
        let lost = || Err(carteiro_mail::Error::internal("no answer for a message").into());
        answers.into_iter().map(|known| known.unwrap_or_else(|| done.next().unwrap_or_else(lost))).collect()
    }

    /// Asks for the next effect of this step. What is claimed must be carried through, whatever comes between.
    pub(crate) async fn claim<T: DeserializeOwned>(
        &mut self,
        what: event::Effect,
    ) -> Result<Claimed<T>, Failure> {
        let key = self.next_key();
        match self.running.host.journal.claim(&key).await? {
            journal::Claim::Go(token) => {
                Ok(Claimed::Go(Claim { token, what: Box::new(what) }, self.permit(key)))
            }
            journal::Claim::Done(result) => {
                let done = serde_json::from_value(result);
                self.report(Event::Effect { effect: what, repeated: true });
                done.map(Claimed::Done).map_err(|error| carteiro_mail::Error::internal(error).into())
            }
            journal::Claim::Unknown => Err(self.unknown()),
        }
    }

    /// Does what was claimed, and settles it; it is told when its result `changed` something.
    pub(crate) fn carry<T, F>(
        &self,
        claim: Claim,
        changed: impl FnOnce(&T) -> bool,
        doing: F,
    ) -> impl Future<Output = Result<T, Failure>>
    where
        T: Serialize + Send + 'static,
        F: Future<Output = Result<T, Failure>> + Send + 'static,
    {
        self.carried(claim, changed, Box::pin(doing), None)
    }

    /// The same; with a session, it takes hold when that has ended well.
    async fn carried<T, F>(
        &self,
        Claim { token, what }: Claim,
        changed: impl FnOnce(&T) -> bool,
        doing: F,
        session: Option<Arc<Session>>,
    ) -> Result<T, Failure>
    where
        T: Serialize + Send + 'static,
        F: Future<Output = Result<T, Failure>> + Send + 'static,
    {
        let journal = Arc::clone(&self.running.host.journal);
        let carried = tokio::spawn(async move {
            let done = doing.await;
            settle(&*journal, token, outcome(&done), session.as_deref()).await?;
            done
        });
        let done = carried.await.unwrap_or_else(|error| Err(carteiro_mail::Error::internal(error).into()))?;
        if changed(&done) {
            self.report(Event::Effect { effect: *what, repeated: false });
        }
        Ok(done)
    }

    /// The message that an earlier try has stored by the last effect of this step: it knows where it is now.
    pub(crate) fn stored(&self) -> Option<Arc<Mail>> {
        let kept = self.kept.as_ref()?.lock().unwrap_or_else(PoisonError::into_inner);
        kept.stored.get(&self.last_effect()).cloned()
    }

    /// The step may come by again, and its last effect has stored this message.
    pub(crate) fn has_stored(&self, mail: &Arc<Mail>) {
        let Some(kept) = &self.kept else { return };
        let mut kept = kept.lock().unwrap_or_else(PoisonError::into_inner);
        if kept.stored.len() < STORED {
            kept.stored.insert(self.last_effect(), Arc::clone(mail));
        }
    }

    /// Whether the step may be done again.
    pub(crate) fn may_come_by_again(&self) -> bool {
        self.kept.is_some()
    }

    fn last_effect(&self) -> Digest {
        let key = self.key(self.step.effects.saturating_sub(1));
        Digest::of([serde_json::to_vec(&key).unwrap_or_default()])
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

    /// The Message-ID of what the last effect of this step makes, whether or not it may be done now.
    pub(crate) fn last_message_id(&self, address: &str) -> String {
        message_id(&self.key(self.step.effects.saturating_sub(1)), address)
    }

    fn next_key(&mut self) -> EffectKey {
        let number = self.step.effects;
        self.step.effects += 1;
        self.key(number)
    }

    fn permit(&self, key: EffectKey) -> Permit {
        Permit { running: Arc::clone(&self.running), key: Box::new(key) }
    }

    fn key(&self, number: u32) -> EffectKey {
        EffectKey {
            run: self.origin.to_string(),
            step: self.path(),
            within: Arc::clone(&self.within),
            about: self.step.about.clone().map(Box::new),
            input: self.step.input,
            number,
        }
    }

    fn unknown(&self) -> Failure {
        Failure::new(Kind::OutcomeUnknown, phrase!("effect-unknown")).at(self.place())
    }
}

/// What came of it, for the journal.
fn outcome<T: Serialize>(done: &Result<T, Failure>) -> Outcome {
    match done {
        Ok(result) => Outcome::Done(serde_json::to_value(result).unwrap_or_default()),
        Err(failure) if failure.kind == Kind::OutcomeUnknown => Outcome::Unknown(failure.clone()),
        Err(failure) => Outcome::Failed(failure.clone()),
    }
}

/// With a session, what is done takes hold when that has ended well.
async fn settle(
    journal: &dyn Journal,
    token: Token,
    outcome: Outcome,
    session: Option<&Session>,
) -> Result<(), Failure> {
    let (Outcome::Done(result), Some(session)) = (&outcome, session) else {
        return journal.settle(token, outcome).await;
    };
    journal.settle(token.clone(), Outcome::Pending(result.clone())).await?;
    session.accepted([token]);
    Ok(())
}

/// The nth result is that of the nth claim.
async fn settle_each(
    journal: &dyn Journal,
    tokens: Vec<Token>,
    results: Vec<Result<(), Failure>>,
    session: Option<&Session>,
) -> Vec<Result<(), Failure>> {
    let lost = || Err(carteiro_mail::Error::internal("no answer for a message").into());
    let results: Vec<Result<(), Failure>> =
        results.into_iter().chain(std::iter::repeat_with(lost)).take(tokens.len()).collect();
    let outcomes = tokens.into_iter().zip(&results).map(|(token, done)| match (outcome(done), session) {
        (Outcome::Done(result), Some(_)) => (token, Outcome::Pending(result)),
        (outcome, _) => (token, outcome),
    });
    let outcomes: Vec<(Token, Outcome)> = outcomes.collect();
    let accepted: Vec<Token> = (outcomes.iter())
        .filter(|(_, outcome)| matches!(outcome, Outcome::Pending(_)))
        .map(|(token, _)| token.clone())
        .collect();
    let settled = journal.settle_all(outcomes).await;
    if let Some(session) = session {
        session.accepted(accepted);
    }
    results.into_iter().zip(settled).map(|(done, settled)| done.and(settled)).collect()
}
