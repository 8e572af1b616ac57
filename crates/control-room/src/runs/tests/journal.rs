use super::Room;
use crate::access::Caller;
use crate::runs::events::{Sink, keep};
use crate::runs::journal::Journal;
use crate::runs::tests::history::WORK;
use crate::testing::{Standing, on_both};
use crate::values;
use carteiro_engine::journal::{Claim, EffectKey, Journal as _, Outcome, Token};
use carteiro_engine::{Event, Events as _, Failure, Report};
use carteiro_mail::Kind;
use std::sync::Arc;
use tokio::sync::watch;

fn key(step: &str, number: u32) -> EffectKey {
    EffectKey { run: "r".into(), step: step.into(), within: Arc::default(), about: None, input: None, number }
}

fn failure() -> Failure {
    Failure::new(Kind::Unreachable, carteiro_world::phrase!("session-closed"))
}

async fn go(journal: &Journal, key: &EffectKey) -> Token {
    match journal.claim(key).await.unwrap() {
        Claim::Go(token) => token,
        other => panic!("{other:?}"),
    }
}

on_both!(
    what_is_done_is_known_to_whoever_tries_the_run_again,
    what_was_pending_is_done_again_by_another_and_not_by_this_run,
    many_are_claimed_and_settled_at_once,
    results_are_sealed,
    what_was_told_before_a_claim_is_kept_before_it,
);

async fn what_is_done_is_known_to_whoever_tries_the_run_again(standing: &Standing) {
    let room = Room::idle(standing).await;
    let journal = Journal::new(&room.runs, "r", &Sink::new(None));
    let token = go(&journal, &key("a", 0)).await;
    assert!(matches!(journal.claim(&key("a", 0)).await, Ok(Claim::Unknown)));
    journal.settle(token, Outcome::Done(serde_json::json!({ "x": 1 }))).await.unwrap();
    let token = go(&journal, &key("a", 1)).await;
    journal.settle(token, Outcome::Failed(failure())).await.unwrap();
    let token = go(&journal, &key("b", 0)).await;
    journal.settle(token, Outcome::Unknown(failure())).await.unwrap();
    go(&journal, &key("c", 0)).await;
    let other = room.beside();
    let again = Journal::new(&other, "s", &Sink::new(None));
    assert!(matches!(again.claim(&key("a", 0)).await, Ok(Claim::Done(result)) if result["x"] == 1));
    go(&again, &key("a", 1)).await;
    assert!(matches!(again.claim(&key("b", 0)).await, Ok(Claim::Unknown)));
    assert!(matches!(again.claim(&key("c", 0)).await, Ok(Claim::Unknown)), "nobody knows what became of it");
    let elsewhere = EffectKey { run: "s".into(), ..key("a", 0) };
    go(&again, &elsewhere).await;
    assert_eq!(again.done("r", &Arc::default()).await.unwrap(), 1);
}

async fn what_was_pending_is_done_again_by_another_and_not_by_this_run(standing: &Standing) {
    let room = Room::idle(standing).await;
    let journal = Journal::new(&room.runs, "r", &Sink::new(None));
    let tokens = [
        go(&journal, &key("a", 0)).await,
        go(&journal, &key("a", 1)).await,
        go(&journal, &key("a", 2)).await,
    ];
    for token in &tokens {
        journal.settle(token.clone(), Outcome::Pending(7.into())).await.unwrap();
    }
    assert!(matches!(journal.claim(&key("a", 0)).await, Ok(Claim::Done(result)) if result == 7));
    journal.held(vec![tokens[0].clone()], Ok(())).await.unwrap();
    journal.held(vec![tokens[1].clone()], Err(&failure())).await.unwrap();
    let again = Journal::new(&room.runs, "s", &Sink::new(None));
    assert!(matches!(again.claim(&key("a", 0)).await, Ok(Claim::Done(_))));
    assert!(matches!(again.claim(&key("a", 1)).await, Ok(Claim::Unknown)));
    go(&again, &key("a", 2)).await;
}

async fn many_are_claimed_and_settled_at_once(standing: &Standing) {
    let room = Room::idle(standing).await;
    let journal = Journal::new(&room.runs, "r", &Sink::new(None));
    let keys: Vec<EffectKey> = (0..3000).chain([7]).map(|number| key("a", number)).collect();
    let claims = journal.claim_all(&keys).await;
    assert_eq!(claims.len(), 3001);
    let tokens: Vec<Token> = claims
        .into_iter()
        .filter_map(|claim| match claim.unwrap() {
            Claim::Go(token) => Some(token),
            _ => None,
        })
        .collect();
    assert_eq!(tokens.len(), 3000, "the same one twice is claimed once");
    let settled = tokens.into_iter().map(|token| (token, Outcome::Done(serde_json::Value::Null)));
    assert!(journal.settle_all(settled.collect()).await.iter().all(Result::is_ok));
    let claims = journal.claim_all(&keys).await;
    assert!(claims.into_iter().all(|claim| matches!(claim, Ok(Claim::Done(_)))));
}

async fn results_are_sealed(standing: &Standing) {
    let room = Room::idle(standing).await;
    let journal = Journal::new(&room.runs, "r", &Sink::new(None));
    let token = go(&journal, &key("a", 0)).await;
    journal.settle(token, Outcome::Done("canary-77aa".into())).await.unwrap();
    let kept: Vec<(Vec<u8>,)> = room.ground.db.all("SELECT result FROM effect", values![]).await.unwrap();
    assert_eq!(kept.len(), 1);
    assert!(!String::from_utf8_lossy(&kept[0].0).contains("canary"));
}

async fn what_was_told_before_a_claim_is_kept_before_it(standing: &Standing) {
    let room = Room::idle(standing).await;
    let run = room.runs.queue(&Caller::holder(), room.tried(WORK), None).await.unwrap().id;
    let sink = Sink::new(None);
    let journal = Journal::new(&room.runs, &run, &sink);
    let keeping =
        tokio::spawn(keep(room.runs.clone(), run.clone(), Arc::clone(&sink), watch::Sender::new(0)));
    for number in 1..=100 {
        let event = Event::Log { text: number.to_string() };
        sink.report(Report { at: room.ground.clock.now(), step: None, items: Vec::new(), event });
        go(&journal, &key("a", number)).await;
        let sql = "SELECT COUNT(*) FROM run_event WHERE run_id = $1";
        let (kept,): (i64,) = room.ground.db.one(sql, values![&run]).await.unwrap().unwrap();
        assert_eq!(kept, i64::from(number));
    }
    sink.end();
    keeping.await.unwrap();
}
