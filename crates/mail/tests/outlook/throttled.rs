//! Graph takes four requests at once, and so many in a while: nobody asks for more, and what is refused for now is done later.

use crate::batches::{all, is_batch};
use crate::client::Client;
use crate::desk::{Desk, inbox, letter, path, references};
use crate::relay::Fate;
use carteiro_mail::{FlagChange, Kind, Limits, Notice, Parts, Selection};
use futures_util::StreamExt;
use futures_util::future::join_all;
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};

const TEXT: Parts =
    Parts { all_headers: false, structure: false, text: true, purpose: false, content: false };

fn subjects(many: usize) -> Vec<String> {
    (0..many).map(|n| format!("m{n:03}")).collect()
}

async fn desk(many: usize) -> Desk {
    let subjects = subjects(many);
    Desk::with(&subjects.iter().map(String::as_str).collect::<Vec<_>>()).await
}

fn read() -> FlagChange {
    FlagChange { seen: Some(true), ..FlagChange::default() }
}

#[tokio::test]
async fn ten_loops_over_one_mailbox_never_have_more_than_four_requests_under_way() {
    let desk = desk(120).await;
    let sessions = (0..10).map(|_| async {
        // A session of its own, which knows of no other.
        let client = Client::in_no_time(&desk.relay.url(), desk.token().await);
        let mailbox = client.mailbox().await;
        let all = Selection { parts: TEXT, ..Selection::of(inbox()) };
        let found: Vec<_> = mailbox.messages(all).await.unwrap().collect().await;
        assert!(found.len() == 120 && found.iter().all(Result::is_ok));
        let references = found.into_iter().map(|one| one.unwrap().message.reference).collect();
        assert!(mailbox.flag(references, read()).await.iter().all(Result::is_ok));
        client.retries()
    });
    let retries: usize = join_all(sessions).await.into_iter().sum();
    assert_eq!((desk.sandbox.graph_breaches(), retries), (0, 0));
}

#[tokio::test]
async fn through_a_storm_of_refusals_nothing_fails_and_nothing_is_done_twice() {
    let desk = desk(100).await;
    let mailbox = desk.client.mailbox().await;
    mailbox.create_folder(path("Done")).await.unwrap();
    mailbox.create_folder(path("Copies")).await.unwrap();
    for storm in [5, 20, 40] {
        desk.recovers();
        desk.fails(&format!("graph-throttled-times={storm}"));
        let all = Selection { parts: TEXT, ..Selection::of(inbox()) };
        let found: Vec<_> = mailbox.messages(all).await.unwrap().collect().await;
        assert!(found.len() == 100 && found.iter().all(Result::is_ok), "{storm}");
    }
    let all = references(&mailbox, &inbox()).await;
    desk.fails("graph-throttled-times=60");
    assert!(mailbox.flag(all.clone(), read()).await.iter().all(Result::is_ok));
    desk.recovers();
    desk.fails("graph-throttled-times=61");
    assert!(mailbox.copy_to(all.clone(), path("Copies")).await.iter().all(Result::is_ok));
    desk.fails("graph-throttled-times=62");
    assert!(mailbox.move_to(all, path("Done")).await.iter().all(Result::is_ok));
    desk.recovers();
    let whole = subjects(100);
    assert_eq!(
        (desk.subjects("Copies"), desk.subjects("Done"), desk.subjects("INBOX").len()),
        (whole.clone(), whole, 0)
    );
    let told = desk.client.told.lock().unwrap();
    let waits = told.iter().filter_map(|notice| match notice {
        Notice::Retrying { error, pause } => Some((error.kind(), pause.as_secs() >= 1)),
        _ => None,
    });
    assert!(waits.clone().count() > 10 && waits.clone().all(|wait| wait == (Kind::Throttled, true)));
}

#[tokio::test]
async fn bodies_that_take_long_keep_nobody_waiting() {
    for bodies in [1, 6] {
        let desk = desk(6).await;
        let mailbox = desk.client.mailbox().await;
        let short = references(&mailbox, &inbox()).await;
        let at = "2026-11-22T15:00:00Z".parse().unwrap();
        for n in 0..bodies {
            let long = [letter(&format!("long{n}")), vec![b'x'; 100_000]].concat();
            desk.sandbox.account().append("INBOX", long, carteiro_sandbox::Flags::default(), at).unwrap();
        }
        let long = references(&mailbox, &inbox()).await.split_off(6);
        desk.relay.meddles(|asked| if asked.path.contains("$value") { Fate::Held } else { Fate::Passes });
        let content = Parts { content: true, ..Parts::default() };
        let reading = mailbox.clone();
        let reading = tokio::spawn(async move { reading.fetch(long, content).await });
        let travelling = || desk.relay.heard().iter().filter(|asked| asked.path.contains("$value")).count();
        while travelling() < bodies.min(3) {
            tokio::task::yield_now().await;
        }
        assert!(mailbox.flag(short, read()).await.iter().all(Result::is_ok));
        reading.abort();
    }
}

#[tokio::test]
async fn what_the_server_asks_to_wait_is_no_time_that_a_change_takes() {
    let mut desk = desk(3).await;
    desk.client.limits.deadline = Limits::default().deadline;
    desk.client.steps = 1;
    let mailbox = desk.client.mailbox().await;
    mailbox.create_folder(path("Done")).await.unwrap();
    let everything = references(&mailbox, &inbox()).await;
    let refused = AtomicUsize::new(0);
    desk.relay.meddles(move |asked| {
        // In all more than ten minutes.
        if is_batch(asked, "/move") && refused.fetch_add(1, Ordering::Relaxed) < 7 {
            return all(asked, 429, &json!({ "Retry-After": "90" }), &Value::Null);
        }
        Fate::Passes
    });
    let moved = mailbox.move_to(everything, path("Done")).await;
    assert!(moved.iter().all(Result::is_ok), "{moved:?}");
    let told = desk.client.told.lock().unwrap();
    assert!(!told.iter().any(|notice| matches!(notice, Notice::Reconnected)));
    assert_eq!(told.len(), 7);
}

#[tokio::test]
async fn a_server_that_never_has_time_is_told_of_and_not_asked_for_ever() {
    let desk = desk(3).await;
    let mailbox = desk.client.mailbox().await;
    let all = references(&mailbox, &inbox()).await;
    desk.fails("graph-throttled=20");
    let before = desk.relay.heard().len();
    let error = mailbox.flag(all, read()).await.remove(0).unwrap_err();
    assert_eq!(error.kind(), Kind::Throttled, "{error}");
    assert!(error.wait().is_some_and(|wait| wait.as_secs() >= 20), "{error:?}");
    let asked = desk.relay.heard().len() - before;
    assert!(asked <= 100, "{asked}");
}
