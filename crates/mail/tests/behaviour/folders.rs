//! Listing folders.

use crate::fixture::{Fixture, inbox, path};
use carteiro_mail::{Kind, Role};

every_backend! {
    when |can| can.folders;
    the_inbox_comes_first_and_has_its_role,
    parents_come_before_children,
}

every_backend! {
    when |can| can.edit_folders;
    names_come_back_as_they_were_given,
}

every_backend! {
    when |can| can.folders;
    folders_tell_what_they_are_for_where_the_server_knows,
}

async fn the_inbox_comes_first_and_has_its_role(on: &Fixture) {
    let folders = on.mailbox.folders().await.unwrap();
    assert_eq!(folders[0].path, inbox());
    assert_eq!(folders[0].role, Some(Role::Inbox));
    assert!(folders[0].selectable);
    assert_eq!(folders.iter().filter(|folder| folder.path == inbox()).count(), 1);
}

async fn parents_come_before_children(on: &Fixture) {
    if on.mailbox.capabilities().await.edit_folders {
        on.folder("Clients/Acme/2026").await;
        on.folder("Clients/Beta").await;
    }
    let folders = on.mailbox.folders().await.unwrap();
    for (at, folder) in folders.iter().enumerate() {
        let names = folder.path.names();
        for other in &folders[at..] {
            let is_above = other.path.names().len() < names.len() && names.starts_with(other.path.names());
            assert!(!is_above, "{folder:?} before {other:?}");
        }
    }
}

async fn names_come_back_as_they_were_given(on: &Fixture) {
    let names = [
        "ação",
        "A & B",
        "&",
        "&-",
        "a&AOc-",
        "📬 caixa",
        "日本語",
        "two  blanks",
        r#"He said "hi""#,
        "it's (really) [so] {5}",
        "INBOX sales",
        "Ação & cia/2026 📬/março",
    ];
    // A server may refuse a name; then it says so, and nothing is made under another.
    let refused = |name: &&str| name.contains(|c| c != '/' && on.standing.taste.in_names.contains(c));
    let (refused, names): (Vec<&str>, Vec<&str>) = names.into_iter().partition(refused);
    let before = on.mailbox.folders().await.unwrap();
    for name in refused {
        let error = on.mailbox.create_folder(path(name)).await.unwrap_err();
        assert_eq!(error.kind(), Kind::Rejected, "{name}: {error}");
    }
    assert_eq!(on.mailbox.folders().await.unwrap(), before);
    for name in &names {
        on.folder(name).await;
    }
    let folders = on.mailbox.folders().await.unwrap();
    for name in names {
        assert!(folders.iter().any(|folder| folder.path == path(name)), "{name} is not in {folders:?}");
        on.put(&path(name), &[name.len().to_string().as_str()]).await;
        assert_eq!(on.subjects(&path(name)).await, [name.len().to_string()]);
    }
}

async fn folders_tell_what_they_are_for_where_the_server_knows(on: &Fixture) {
    let roles = [
        (Role::Drafts, "Drafts"),
        (Role::Sent, "Sent"),
        (Role::Trash, "Trash"),
        (Role::Junk, "Junk"),
        (Role::Archive, "Archive"),
    ];
    for (role, name) in roles {
        let found = on.mailbox.folder_for(role).await;
        let is_ews = on.standing.taste.is_exchange && !on.standing.taste.is_graph;
        if on.standing.tells_roles && !(role == Role::Archive && is_ews) {
            assert_eq!(found.unwrap(), path(name));
        } else {
            assert_eq!(found.unwrap_err().kind(), Kind::NotFound);
        }
    }
    assert_eq!(on.mailbox.folder_for(Role::Inbox).await.unwrap(), inbox());
}
