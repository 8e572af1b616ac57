//! How much is on its way at once.

use crate::world::{World, mail};
use carteiro_engine::journal::{Claim, EffectKey, InMemory, Journal, Outcome, Pass, Token};
use carteiro_engine::{Failure, Status};
use futures_util::future::BoxFuture;
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};

/// Remembers how many messages wanted their first effect at once.
#[derive(Default)]
struct Crowd {
    journal: InMemory,
    now: AtomicUsize,
    most: AtomicUsize,
}

impl Journal for Crowd {
    fn claim<'a>(&'a self, key: &'a EffectKey) -> BoxFuture<'a, Result<Claim, Failure>> {
        Box::pin(async move {
            if !key.step.ends_with("do[0]") {
                return self.journal.claim(key).await;
            }
            self.most.fetch_max(self.now.fetch_add(1, Ordering::Relaxed) + 1, Ordering::Relaxed);
            // Whoever may come has come by then.
            for _ in 0..1000 {
                tokio::task::yield_now().await;
            }
            self.now.fetch_sub(1, Ordering::Relaxed);
            self.journal.claim(key).await
        })
    }

    fn settle(&self, token: Token, outcome: Outcome) -> BoxFuture<'_, Result<(), Failure>> {
        self.journal.settle(token, outcome)
    }

    fn done<'a>(&'a self, run: &'a str, within: &'a Arc<[Pass]>) -> BoxFuture<'a, Result<u64, Failure>> {
        self.journal.done(run, within)
    }
}

async fn most_at_once(size: usize, body: &str) -> usize {
    let mut world = World::new();
    for number in 1..=100 {
        world.deliver(&mail(&format!("Mail {number}"), &[("a.txt", "text/plain", &"x".repeat(size))]));
    }
    let crowd = Arc::new(Crowd::default());
    world.journal = Arc::clone(&crowd) as Arc<dyn Journal>;
    let outcome = world.steps(&format!("- for_each_mail: {{ session: finance, do: [ {body} ] }}\n")).await;
    assert_eq!((outcome.status(), outcome.summary.done), (Status::Ok, 100), "{}", world.told());
    crowd.most.load(Ordering::Relaxed)
}

#[tokio::test]
async fn large_messages_wait_until_earlier_ones_are_done_with_their_bytes() {
    let reading = "{ mark: { read: true } }, { save_mail: { to: x } }, { move: { to: Done } }";
    let most = most_at_once(100_000, reading).await;
    assert!((2..=64).contains(&most), "{most}");
    assert!(most_at_once(100, reading).await > 64, "small ones overlap as before");
    assert!(most_at_once(100_000, "{ mark: { read: true } }").await > 64, "and so does what is not read");
}
