//! Servers that say nothing more.

use crate::client::{Client, all};
use crate::script::{SELECTED, SIGNED_IN, Script};
use carteiro_mail::{Error, Kind, Retry};
use carteiro_world::clock::Manual;
use std::time::Duration;

/// What becomes of a search when the server falls silent and the time passes.
async fn searched(script: &str) -> Error {
    let script = Script::play(&[script]).await;
    let manual = Manual::at("2026-03-02T10:00:00Z".parse().unwrap());
    let client = Client::to(script.port()).clock(manual.clock());
    let searching = tokio::spawn(async move {
        let backend = client.backend().await?;
        all(&*backend).await.map(drop)
    });
    script.fell_silent().await;
    assert!(!searching.is_finished());
    while !searching.is_finished() {
        manual.advance(Duration::from_secs(5));
        tokio::task::yield_now().await;
    }
    searching.await.unwrap().unwrap_err()
}

#[tokio::test]
async fn silence_ends_as_a_timeout_wherever_it_falls() {
    for (script, retry) in [
        ("silence".to_owned(), Retry::Later),
        ("S: * OK ready\nC: CAPABILITY\nsilence".to_owned(), Retry::Later),
        ("S: * OK [CAPABILITY AUTH=PLAIN SASL-IR] ready\nC: AUTHENTICATE\nsilence".to_owned(), Retry::Later),
        (format!("{SIGNED_IN}C: SELECT\nsilence"), Retry::Unsure),
        (format!("{SIGNED_IN}C: SELECT\nS: * 1 EXISTS\n| * OK [UIDVAL\nsilence"), Retry::Unsure),
        (format!("{SIGNED_IN}{SELECTED}C: NOOP\nC: UID SEARCH\n| * SEARCH 1 2\nsilence"), Retry::Unsure),
    ] {
        let error = searched(&script).await;
        assert_eq!(error.kind(), Kind::Timeout, "{script}: {error}");
        assert!(error.retry() == retry || error.retry() == Retry::Unsure, "{script}: {error:?}");
    }
}

#[tokio::test]
async fn silence_while_nothing_is_expected_is_no_fault() {
    let script = Script::play(&[&format!("{SIGNED_IN}silence")]).await;
    let manual = Manual::at("2026-03-02T10:00:00Z".parse().unwrap());
    let backend = Client::to(script.port()).clock(manual.clock()).backend().await.unwrap();
    script.fell_silent().await;
    for _ in 0..100 {
        manual.advance(Duration::from_mins(1));
        tokio::task::yield_now().await;
    }
    let searching = tokio::spawn(async move { all(&*backend).await.map(drop) });
    while script.heard().iter().all(|line| !line.contains("SELECT")) {
        tokio::task::yield_now().await;
    }
    assert!(!searching.is_finished());
}
