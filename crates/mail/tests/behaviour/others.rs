//! Somebody else changes the mailbox meanwhile.

use crate::fixture::{Fixture, all_of, inbox, path};
use carteiro_mail::{FlagChange, Kind, Parts};

every_backend! {
    when |can| can.flags && can.move_messages && can.edit_folders;
    changes_of_another_session_are_seen,
    what_another_session_moved_is_not_moved_again,
    removals_by_another_session_shift_nothing,
    a_folder_that_another_session_removed_is_not_found,
    a_folder_that_another_session_renamed_is_not_found_and_the_new_one_is,
}

async fn changes_of_another_session_are_seen(on: &Fixture) {
    on.put(&inbox(), &["a", "b"]).await;
    let references = on.references(&inbox()).await;
    let another = on.another().await;
    let read = FlagChange { seen: Some(true), flagged: None, ..FlagChange::default() };
    assert!(another.flag(vec![references[0].clone()], read).await[0].is_ok());
    assert_eq!(on.matching(carteiro_mail::Condition::Seen(false)).await, ["b"]);
    assert!(on.messages(&inbox()).await[0].flags.seen);
    assert!(another.delete(vec![references[1].clone()]).await[0].is_ok());
    assert_eq!(on.subjects(&inbox()).await, ["a"]);
    another.close().await.unwrap();
}

async fn what_another_session_moved_is_not_moved_again(on: &Fixture) {
    let (ours, theirs) = (on.folder("Ours").await, on.folder("Theirs").await);
    on.put(&inbox(), &["a", "b"]).await;
    let references = on.references(&inbox()).await;
    let another = on.another().await;
    assert!(another.move_to(vec![references[0].clone()], theirs.clone()).await[0].is_ok());
    let moved = on.mailbox.move_to(references, ours.clone()).await;
    assert!(moved[1].is_ok(), "{moved:?}");
    if on.standing.taste.is_graph {
        assert_eq!(on.subjects(&theirs).await, [""; 0]);
        assert_eq!(on.subjects(&ours).await, ["a", "b"]);
    } else if on.mailbox.capabilities().await.expunge_one {
        assert_eq!(on.subjects(&theirs).await, ["a"]);
        assert_eq!(on.subjects(&ours).await, ["b"]);
    }
    another.close().await.unwrap();
}

async fn removals_by_another_session_shift_nothing(on: &Fixture) {
    let done = on.folder("Done").await;
    on.put(&inbox(), &["a", "b", "c", "d", "e"]).await;
    let references = on.references(&inbox()).await;
    let another = on.another().await;
    assert!(another.delete(references[..3].to_vec()).await.iter().all(Result::is_ok));
    let moved = on.mailbox.move_to(vec![references[4].clone()], done.clone()).await;
    assert!(moved[0].is_ok(), "{moved:?}");
    assert_eq!(on.subjects(&done).await, ["e"]);
    let read = on.mailbox.fetch(vec![references[3].clone()], Parts::default()).await;
    assert_eq!(read[0].as_ref().unwrap().header.subject, "d");
    another.close().await.unwrap();
}

async fn a_folder_that_another_session_removed_is_not_found(on: &Fixture) {
    let folder = on.folder("Done").await;
    on.put(&folder, &["a", "b"]).await;
    let references = on.references(&folder).await;
    let another = on.another().await;
    another.delete_folder(folder.clone()).await.unwrap();
    let error = on.mailbox.messages(all_of(&folder)).await.err().unwrap();
    assert_eq!(error.kind(), Kind::NotFound, "{error}");
    let moved = on.mailbox.move_to(references, inbox()).await;
    assert!(
        moved.iter().all(|one| one.as_ref().is_err_and(|error| error.kind() == Kind::NotFound)),
        "{moved:?}"
    );
    on.put(&inbox(), &["c"]).await;
    assert_eq!(on.subjects(&inbox()).await, ["c"]);
    another.close().await.unwrap();
}

async fn a_folder_that_another_session_renamed_is_not_found_and_the_new_one_is(on: &Fixture) {
    let folder = on.folder("Old").await;
    on.put(&folder, &["a"]).await;
    assert_eq!(on.subjects(&folder).await, ["a"]);
    let another = on.another().await;
    another.rename_folder(folder.clone(), path("New")).await.unwrap();
    assert_eq!(on.subjects(&path("New")).await, ["a"]);
    another.close().await.unwrap();
}
