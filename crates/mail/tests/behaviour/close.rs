//! Ending a session.

use crate::fixture::{Fixture, inbox, path};
use carteiro_mail::Kind;

every_backend! {
    closing_twice_is_closing_once,
    a_closed_session_does_nothing_more,
}

async fn closing_twice_is_closing_once(on: &Fixture) {
    let another = on.another().await;
    another.folders().await.unwrap();
    another.close().await.unwrap();
    another.close().await.unwrap();
}

async fn a_closed_session_does_nothing_more(on: &Fixture) {
    on.put(&inbox(), &["a"]).await;
    let references = on.references(&inbox()).await;
    let another = on.another().await;
    another.close().await.unwrap();
    assert_eq!(another.folders().await.unwrap_err().kind(), Kind::Cancelled);
    let moved = another.move_to(references, path("Archive")).await;
    assert_eq!(moved[0].as_ref().unwrap_err().kind(), Kind::Cancelled);
    assert_eq!(on.subjects(&inbox()).await, ["a"]);
}
