//! Giving folders another place.

use crate::fixture::{Fixture, path};
use carteiro_mail::Kind;

every_backend! {
    when |can| can.edit_folders;
    a_renamed_folder_takes_its_messages_and_folders_along,
    a_folder_can_be_renamed_after_it_was_read,
    renaming_a_missing_folder_is_not_found,
    renaming_onto_a_folder_that_is_there_exists,
}

async fn a_renamed_folder_takes_its_messages_and_folders_along(on: &Fixture) {
    let old = on.folder("Clients").await;
    let below = on.folder("Clients/Ação & co").await;
    on.put(&old, &["one"]).await;
    on.put(&below, &["two"]).await;
    on.mailbox.rename_folder(old.clone(), path("Old clients")).await.unwrap();
    assert_eq!(on.subjects(&path("Old clients")).await, ["one"]);
    assert_eq!(on.subjects(&path("Old clients/Ação & co")).await, ["two"]);
    let folders = on.mailbox.folders().await.unwrap();
    assert!(folders.iter().all(|folder| folder.path != old && folder.path != below), "{folders:?}");
}

async fn a_folder_can_be_renamed_after_it_was_read(on: &Fixture) {
    let old = on.folder("Old").await;
    on.put(&old, &["one"]).await;
    assert_eq!(on.subjects(&old).await, ["one"]);
    on.mailbox.rename_folder(old.clone(), path("New")).await.unwrap();
    assert_eq!(on.subjects(&path("New")).await, ["one"]);
    // The name is free again, for a folder that has nothing of the old one.
    on.mailbox.create_folder(old.clone()).await.unwrap();
    assert!(on.subjects(&old).await.is_empty());
}

async fn renaming_a_missing_folder_is_not_found(on: &Fixture) {
    let error = on.mailbox.rename_folder(path("Nowhere"), path("Done")).await.unwrap_err();
    assert_eq!(error.kind(), Kind::NotFound, "{error}");
    assert!(error.to_string().contains("Nowhere"), "{error}");
}

async fn renaming_onto_a_folder_that_is_there_exists(on: &Fixture) {
    let (old, new) = (on.folder("Old").await, on.folder("New").await);
    on.put(&new, &["one"]).await;
    let error = on.mailbox.rename_folder(old, new.clone()).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Exists, "{error}");
    assert_eq!(on.subjects(&new).await, ["one"]);
}
