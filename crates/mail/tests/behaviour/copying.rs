//! Copying messages.

use crate::fixture::{Fixture, MARCH, inbox, path};
use crate::letter::letter;
use carteiro_mail::{Flags, Kind};

every_backend! {
    when |can| can.move_messages && can.edit_folders;
    a_copied_message_is_in_both_places,
    two_copies_that_coexist_are_two_messages,
    copying_to_a_missing_folder_is_not_found,
}

async fn a_copied_message_is_in_both_places(on: &Fixture) {
    let done = on.folder("Done").await;
    let flags = Flags { seen: true, flagged: true, ..Flags::default() };
    on.put_with(&inbox(), letter("a"), flags.clone(), MARCH).await;
    let results = on.mailbox.copy_to(on.references(&inbox()).await, done.clone()).await;
    assert_eq!(results[0].as_ref().unwrap().folder, done);
    assert_eq!(on.subjects(&inbox()).await, ["a"]);
    let copies = on.messages(&done).await;
    assert_eq!((&copies[0].flags, copies[0].received_at), (&flags, Some(MARCH)));
}

async fn two_copies_that_coexist_are_two_messages(on: &Fixture) {
    let done = on.folder("Done").await;
    on.put(&inbox(), &["a"]).await;
    let original = on.references(&inbox()).await;
    for _ in 0..2 {
        let results = on.mailbox.copy_to(original.clone(), inbox()).await;
        assert!(results[0].is_ok(), "{results:?}");
    }
    let all = on.references(&inbox()).await;
    assert_eq!(all.len(), 3);
    assert!(all.iter().all(|one| one.key == all[0].key), "{all:?}");
    // Each is moved, marked and deleted by itself, alike as they are.
    let moved = on.mailbox.move_to(vec![all[1].clone()], done.clone()).await;
    assert!(moved[0].is_ok(), "{moved:?}");
    assert_eq!(on.references(&inbox()).await, [all[0].clone(), all[2].clone()]);
    assert!(on.mailbox.delete(vec![all[0].clone()]).await[0].is_ok());
    assert_eq!(on.references(&inbox()).await, [all[2].clone()]);
    assert_eq!(on.messages(&done).await.len(), 1);
}

async fn copying_to_a_missing_folder_is_not_found(on: &Fixture) {
    on.put(&inbox(), &["a"]).await;
    let results = on.mailbox.copy_to(on.references(&inbox()).await, path("Nowhere")).await;
    let error = results[0].as_ref().unwrap_err();
    assert_eq!(error.kind(), Kind::NotFound, "{error}");
    assert!(error.to_string().contains("Nowhere"), "{error}");
}
