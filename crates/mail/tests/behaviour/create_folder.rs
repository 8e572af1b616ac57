//! Making folders.

use crate::fixture::{Fixture, inbox, path};
use carteiro_mail::{FolderPath, Kind};

every_backend! {
    when |can| can.edit_folders;
    a_new_folder_is_empty_and_can_be_used,
    the_folders_above_a_new_one_come_with_it,
    making_a_folder_that_is_there_exists,
    a_name_with_a_line_end_is_invalid_input,
}

async fn a_new_folder_is_empty_and_can_be_used(on: &Fixture) {
    let folder = on.folder("Done").await;
    assert!(on.messages(&folder).await.is_empty());
    on.put(&folder, &["one"]).await;
    assert_eq!(on.subjects(&folder).await, ["one"]);
}

async fn the_folders_above_a_new_one_come_with_it(on: &Fixture) {
    on.folder("Clients/Acme/2026").await;
    let folders = on.mailbox.folders().await.unwrap();
    for name in ["Clients", "Clients/Acme", "Clients/Acme/2026"] {
        assert!(folders.iter().any(|folder| folder.path == path(name)), "{name} is not in {folders:?}");
    }
}

async fn making_a_folder_that_is_there_exists(on: &Fixture) {
    let folder = on.folder("Done").await;
    on.put(&folder, &["one"]).await;
    for there in [folder.clone(), inbox(), path("inbox")] {
        let error = on.mailbox.create_folder(there.clone()).await.unwrap_err();
        assert_eq!(error.kind(), Kind::Exists, "{there:?}: {error}");
        assert_eq!(error.operation(), "create_folder");
    }
    assert_eq!(on.subjects(&folder).await, ["one"]);
}

async fn a_name_with_a_line_end_is_invalid_input(on: &Fixture) {
    let folder = FolderPath::from_names(["a\r\nC9 DELETE Done"]).unwrap();
    let error = on.mailbox.create_folder(folder).await.unwrap_err();
    assert_eq!(error.kind(), Kind::InvalidInput, "{error}");
}
