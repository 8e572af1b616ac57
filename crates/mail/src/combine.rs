//! Waiting changes of one kind become one request: `UID MOVE 4,9,12 Done`.
//!
//! While a change is under way, further ones of its kind gather; when it ends they go together. A change runs in a
//! task of its own: it is carried through even when nobody waits for it any more.

use crate::guard::{operation::Operation, unknown};
use crate::{Error, Result, Retry};
use futures_util::future::BoxFuture;
use std::collections::HashMap;
use std::hash::Hash;
use std::sync::{Arc, Mutex, MutexGuard, PoisonError};
use tokio::sync::oneshot;

/// What became of each item.
pub(crate) type Outcomes<I, O> = HashMap<I, Result<O>>;

/// Carries out a change of all of these. An item that it does not answer for is unchanged.
type CarryOut<K, I, O> = dyn Fn(K, Vec<I>) -> BoxFuture<'static, Result<Outcomes<I, O>>> + Send + Sync;

/// Combines changes: `K` is what is done, `I` to what, `O` what comes of it.
pub(crate) struct Combiner<K, I, O> {
    carry_out: Arc<CarryOut<K, I, O>>,
    waiting: Arc<Mutex<Waiting<K, I, O>>>,
}

type Waiting<K, I, O> = HashMap<K, Vec<(Vec<I>, oneshot::Sender<Outcomes<I, O>>)>>;

impl<K, I, O> Combiner<K, I, O>
where
    K: Clone + Eq + Hash + Send + Sync + 'static,
    I: Clone + Ord + Hash + Send + 'static,
    O: Clone + Default + Send + 'static,
{
    pub(crate) fn new(
        carry_out: impl Fn(K, Vec<I>) -> BoxFuture<'static, Result<Outcomes<I, O>>> + Send + Sync + 'static,
    ) -> Self {
        Self { carry_out: Arc::new(carry_out), waiting: Arc::default() }
    }

    /// Does `change` to `items`, together with others that wait for the same.
    pub(crate) async fn apply(&self, change: K, items: Vec<I>) -> Result<Outcomes<I, O>> {
        let (done, outcomes) = oneshot::channel();
        if self.join(&change, items, done) {
            tokio::spawn(lead(Arc::clone(&self.carry_out), Arc::clone(&self.waiting), change));
        }
        outcomes.await.map_err(|_| Error::internal("a combined change was dropped"))
    }

    /// Waits for `change`; whether nobody carries out what waits for it yet.
    fn join(&self, change: &K, items: Vec<I>, done: oneshot::Sender<Outcomes<I, O>>) -> bool {
        let mut waiting = lock(&self.waiting);
        let leads = !waiting.contains_key(change);
        waiting.entry(change.clone()).or_default().push((items, done));
        leads
    }
}

/// Carries out what waits for `change` until nothing does.
async fn lead<K, I, O>(carry_out: Arc<CarryOut<K, I, O>>, waiting: Arc<Mutex<Waiting<K, I, O>>>, change: K)
where
    K: Clone + Eq + Hash,
    I: Clone + Ord + Hash,
    O: Clone + Default,
{
    let leading = Leading { waiting: &waiting, change: &change };
    loop {
        // Whoever is ready to ask for the same does it now.
        tokio::task::yield_now().await;
        let group = {
            let mut waiting = lock(&waiting);
            match waiting.get_mut(&change) {
                Some(group) if !group.is_empty() => std::mem::take(group),
                _ => {
                    waiting.remove(&change);
                    std::mem::forget(leading);
                    return;
                }
            }
        };
        let mut items: Vec<I> = group.iter().flat_map(|(items, _)| items).cloned().collect();
        items.sort_unstable();
        items.dedup();
        let outcomes = carry_out(change.clone(), items).await;
        for (items, done) in group {
            let ours = items.into_iter().map(|item| {
                let outcome = match &outcomes {
                    Ok(all) => all.get(&item).cloned().unwrap_or_else(|| Ok(O::default())),
                    Err(error) => Err(error.clone()),
                };
                (item, outcome)
            });
            // Whoever asked may be gone; the change is done all the same.
            let _ = done.send(ours.collect());
        }
    }
}

/// Whether the guard is to do all of a change again, and why: what breaks off, and what passes when nothing of it took
/// place, or when doing it again does no harm.
pub(crate) fn again<O>(outcomes: &[Result<O>], repeatable: bool) -> Result<()> {
    let failed = || outcomes.iter().filter_map(|done| done.as_ref().err());
    let untouched = outcomes.iter().all(Result::is_err);
    if !repeatable && !untouched {
        return Ok(());
    }
    if let Some(broken) = failed().find(|error| error.retry() == Retry::Unsure) {
        return Err(broken.clone());
    }
    if let Some(broken) = failed().find(|error| error.is_connection()) {
        // Done again, what was done already finds its messages gone.
        return Err(if untouched { broken.clone() } else { broken.clone().retrying(Retry::Unsure) });
    }
    match failed().find(|error| matches!(error.retry(), Retry::Later | Retry::Renew)) {
        // A credential that ended meanwhile is another of those that nothing was done with.
        Some(passing) if untouched || passing.retry() == Retry::Renew => Err(passing.clone()),
        // As above: the next try has to know that some was done.
        Some(later) => Err(later.clone().retrying(Retry::Unsure)),
        None => Ok(()),
    }
}

/// The error of one message among others that were changed.
pub(crate) fn settled(operation: &Operation, error: Error) -> Error {
    if error.retry() == Retry::Unsure { unknown(operation, &error) } else { error.retrying(Retry::Never) }
}

/// Should the leader die, those who wait hear of it, and the next to come leads.
struct Leading<'a, K: Eq + Hash, I, O> {
    waiting: &'a Mutex<Waiting<K, I, O>>,
    change: &'a K,
}

impl<K: Eq + Hash, I, O> Drop for Leading<'_, K, I, O> {
    fn drop(&mut self) {
        lock(self.waiting).remove(self.change);
    }
}

fn lock<K, I, O>(waiting: &Mutex<Waiting<K, I, O>>) -> MutexGuard<'_, Waiting<K, I, O>> {
    waiting.lock().unwrap_or_else(PoisonError::into_inner)
}
