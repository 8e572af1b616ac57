//! Removing folders.

use crate::fixture::{Fixture, path};
use carteiro_mail::{Kind, Parts, ServerId};

every_backend! {
    when |can| can.edit_folders;
    a_removed_folder_is_gone_with_its_messages,
    a_folder_can_be_removed_after_it_was_read,
    a_folder_made_anew_has_nothing_of_the_old_one,
    removing_a_missing_folder_is_not_found,
    removing_the_inbox_is_refused,
}

async fn a_removed_folder_is_gone_with_its_messages(on: &Fixture) {
    let folder = on.folder("Done").await;
    on.put(&folder, &["one", "two"]).await;
    on.mailbox.delete_folder(folder.clone()).await.unwrap();
    let folders = on.mailbox.folders().await.unwrap();
    assert!(folders.iter().all(|other| other.path != folder), "{folders:?}");
}

async fn a_folder_can_be_removed_after_it_was_read(on: &Fixture) {
    let folder = on.folder("Done").await;
    on.put(&folder, &["one"]).await;
    assert_eq!(on.subjects(&folder).await, ["one"]);
    on.mailbox.delete_folder(folder.clone()).await.unwrap();
    let error = on.mailbox.messages(crate::fixture::all_of(&folder)).await.err().unwrap();
    assert_eq!(error.kind(), Kind::NotFound, "{error}");
}

async fn a_folder_made_anew_has_nothing_of_the_old_one(on: &Fixture) {
    let folder = on.folder("Done").await;
    on.put(&folder, &["old"]).await;
    let old = on.references(&folder).await;
    let id = old[0].id.clone();
    on.mailbox.delete_folder(folder.clone()).await.unwrap();
    on.folder("Done").await;
    on.put(&folder, &["new"]).await;
    assert_eq!(on.subjects(&folder).await, ["new"]);
    let read = on.mailbox.fetch(old.clone(), Parts::default()).await;
    let kind = read[0].as_ref().unwrap_err().error.kind();
    assert!(matches!(kind, Kind::Changed | Kind::NotFound), "{read:?}");
    // A reference to the old message never means the new one.
    let deleted = on.mailbox.delete(old).await;
    // Where a name is never given to another message, what is gone is gone.
    let is_named = |id: &Option<ServerId>| matches!(id, Some(ServerId::Item(_) | ServerId::Immutable(_)));
    let changed = deleted[0].as_ref().is_err_and(|error| error.kind() == Kind::Changed);
    assert!(changed || deleted[0].is_ok() && is_named(&id), "{deleted:?}");
    assert_eq!(on.subjects(&folder).await, ["new"]);
}

async fn removing_a_missing_folder_is_not_found(on: &Fixture) {
    let error = on.mailbox.delete_folder(path("Nowhere")).await.unwrap_err();
    assert_eq!(error.kind(), Kind::NotFound, "{error}");
    assert!(error.to_string().contains("Nowhere"), "{error}");
}

async fn removing_the_inbox_is_refused(on: &Fixture) {
    on.put(&path("INBOX"), &["one"]).await;
    let error = on.mailbox.delete_folder(path("INBOX")).await.unwrap_err();
    assert!(matches!(error.kind(), Kind::Rejected | Kind::Denied), "{error:?}");
    assert_eq!(on.subjects(&path("INBOX")).await, ["one"]);
}
