//! Giving folders another place.

use crate::fixture::{Fixture, path};
use carteiro_mail::Kind;

every_backend! {
    when |can| can.edit_folders;
    a_renamed_folder_takes_its_messages_and_folders_along,
    a_folder_can_be_renamed_after_it_was_read,
    renaming_a_missing_folder_is_not_found,
    renaming_onto_a_folder_that_is_there_exists,
    a_folder_goes_elsewhere_under_a_name_that_is_taken_where_it_was_or_where_it_goes,
    a_folder_that_cannot_go_elsewhere_keeps_its_name,
    a_folder_gets_its_own_name_in_another_case,
    exchange_finds_a_folder_in_whatever_case_it_is_written,
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

async fn a_folder_goes_elsewhere_under_a_name_that_is_taken_where_it_was_or_where_it_goes(on: &Fixture) {
    for (here, there, taken) in [("A", "B", "A/y"), ("C", "D", "D/x")] {
        let from = on.folder(&format!("{here}/x")).await;
        let to = path(&format!("{}/y", on.folder(there).await));
        let taken = on.folder(taken).await;
        on.mailbox.rename_folder(from.clone(), to.clone()).await.unwrap();
        assert!(!on.has(&from).await && on.has(&to).await && on.has(&taken).await);
    }
}

async fn a_folder_that_cannot_go_elsewhere_keeps_its_name(on: &Fixture) {
    let from = on.folder("A/x").await;
    let error = on.mailbox.rename_folder(from.clone(), path("A/x/y")).await.unwrap_err();
    assert_eq!(error.kind(), Kind::InvalidInput, "{error}");
    assert!(on.has(&from).await && !on.has(&path("A/y")).await);
}

async fn a_folder_gets_its_own_name_in_another_case(on: &Fixture) {
    let from = on.folder("Done").await;
    on.mailbox.rename_folder(from.clone(), path("done")).await.unwrap();
    assert!(!on.has(&from).await && on.has(&path("done")).await);
}

async fn exchange_finds_a_folder_in_whatever_case_it_is_written(on: &Fixture) {
    if !on.standing.taste.is_exchange {
        return;
    }
    let folder = on.folder("Done/Ação").await;
    let error = on.mailbox.create_folder(path("done/AÇÃO")).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Exists, "{error}");
    on.put(&path("done/AÇÃO"), &["one"]).await;
    assert_eq!(on.subjects(&folder).await, ["one"]);
    on.mailbox.create_folder(path("DONE/New")).await.unwrap();
    assert!(on.has(&path("Done/New")).await && !on.has(&path("DONE/New")).await);
}
