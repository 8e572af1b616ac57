//! Removing messages for good.

use crate::fixture::{Fixture, inbox};
use carteiro_mail::Kind;

every_backend! {
    only_the_named_are_removed,
    a_removed_message_is_in_no_listing_nor_trash,
    removing_twice_removes_once,
}

async fn only_the_named_are_removed(on: &Fixture) {
    on.put(&inbox(), &["a", "b", "c", "d"]).await;
    let references = on.references(&inbox()).await;
    let removed = on.mailbox.delete(vec![references[2].clone(), references[0].clone()]).await;
    assert!(removed.len() == 2 && removed.iter().all(Result::is_ok), "{removed:?}");
    assert_eq!(on.subjects(&inbox()).await, ["b", "d"]);
    let another = on.another().await;
    let seen_by_another = on.references(&inbox()).await;
    assert_eq!(seen_by_another.len(), 2);
    another.close().await.unwrap();
}

async fn a_removed_message_is_in_no_listing_nor_trash(on: &Fixture) {
    on.put(&inbox(), &["a"]).await;
    let references = on.references(&inbox()).await;
    assert!(on.mailbox.delete(references).await[0].is_ok());
    for folder in on.mailbox.folders().await.unwrap() {
        assert!(on.messages(&folder.path).await.is_empty(), "{folder:?}");
    }
}

async fn removing_twice_removes_once(on: &Fixture) {
    on.put(&inbox(), &["a", "b"]).await;
    let references = on.references(&inbox()).await;
    for _ in 0..2 {
        let removed = on.mailbox.delete(vec![references[0].clone()]).await;
        assert!(removed[0].as_ref().err().is_none_or(|error| error.kind() == Kind::NotFound), "{removed:?}");
    }
    assert_eq!(on.subjects(&inbox()).await, ["b"]);
}
