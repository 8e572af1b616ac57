//! Folders of mail.

use serde_json::{Value, json};

use super::caller::{Caller, sandbox, text};

#[tokio::test]
async fn folders_are_listed_by_level_and_found_by_their_well_known_names() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let all = caller.list("/me/mailFolders").await;
    let names: Vec<String> = all.iter().map(|folder| text(&folder["displayName"])).collect();
    assert_eq!(names, ["Archive", "Drafts", "Inbox", "Junk", "Sent", "Trash"]);
    let inbox = caller.get("/me/mailFolders/Inbox").await;
    assert_eq!((&inbox["totalItemCount"], &inbox["unreadItemCount"]), (&json!(3), &json!(2)));
    let root = caller.get("/me/mailFolders('msgfolderroot')").await;
    assert_eq!(inbox["parentFolderId"], root["id"]);
    assert_eq!(root["childFolderCount"], 6);
    for (name, shown) in
        [("sentitems", "Sent"), ("deleteditems", "Trash"), ("junkemail", "Junk"), ("archive", "Archive")]
    {
        assert_eq!(caller.get(&format!("/me/mailFolders/{name}")).await["displayName"], shown);
    }
    let missing = caller.refused("GET", "/me/mailFolders/outbox", Value::Null).await;
    assert_eq!(missing, (404, "ErrorFolderNotFound".to_owned()));
    let found = caller.list("/me/mailFolders?$filter=displayName eq 'drafts'&$select=displayName").await;
    assert_eq!(found.len(), 1);
    assert_eq!(found[0].as_object().unwrap().len(), 2);
}

#[tokio::test]
async fn a_page_of_folders_leads_to_the_next() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let mut names = Vec::new();
    let mut address = "/me/mailFolders?$top=4&$orderby=displayName desc&$count=true".to_owned();
    loop {
        let page = caller.get(&address).await;
        assert_eq!(page["@odata.count"], 6);
        names.extend(page["value"].as_array().unwrap().iter().map(|folder| text(&folder["displayName"])));
        match page["@odata.nextLink"].as_str() {
            Some(next) => address = next.to_owned(),
            None => break,
        }
    }
    assert_eq!(names, ["Trash", "Sent", "Junk", "Inbox", "Drafts", "Archive"]);
    assert_eq!(caller.bytes("/me/mailFolders/$count").await, "6");
}

#[tokio::test]
async fn a_folder_is_created_renamed_moved_copied_and_deleted() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let folder = caller.create("/me/mailFolders", json!({ "displayName": "Notas/Fiscais" })).await;
    assert_eq!(folder["displayName"], "Notas/Fiscais");
    let exists = caller.refused("POST", "/me/mailFolders", json!({ "displayName": "notas/fiscais" })).await;
    assert_eq!(exists, (409, "ErrorFolderExists".to_owned()));
    let id = text(&folder["id"]);
    let child = caller
        .create(
            &format!("/me/mailFolders/{id}/childFolders"),
            json!({ "displayName": "2026", "isHidden": false }),
        )
        .await;
    assert_eq!(child["parentFolderId"], folder["id"]);
    let renamed = caller.patch(&format!("/me/mailFolders/{id}"), json!({ "displayName": "Boletos" })).await;
    assert_eq!((&renamed["id"], &renamed["displayName"]), (&folder["id"], &json!("Boletos")));
    let moved =
        caller.create(&format!("/me/mailFolders/{id}/move"), json!({ "destinationId": "archive" })).await;
    assert_eq!(moved["id"], folder["id"]);
    let copied = caller
        .create(&format!("/me/mailFolders/{id}/copy"), json!({ "DestinationId": "msgfolderroot" }))
        .await;
    assert_ne!(copied["id"], folder["id"]);
    assert_eq!(copied["childFolderCount"], 1);
    assert_eq!(caller.ask("DELETE", &format!("/me/mailFolders/{id}"), Value::Null).await.status, 204);
    assert_eq!(
        caller.get(&format!("/me/mailFolders/{id}")).await["parentFolderId"],
        caller.get("/me/mailFolders/deleteditems").await["id"]
    );
    assert_eq!(caller.ask("DELETE", &format!("/me/mailFolders/{id}"), Value::Null).await.status, 204);
    let gone = caller.refused("GET", &format!("/me/mailFolders/{id}"), Value::Null).await;
    assert_eq!(gone, (404, "ErrorFolderNotFound".to_owned()));
    let inbox = caller.refused("DELETE", "/me/mailFolders/inbox", Value::Null).await;
    assert_eq!(inbox.0, 400);
}

#[tokio::test]
async fn a_synchronization_of_folders_tells_what_has_changed() {
    let sandbox = sandbox().await;
    let caller = Caller::new(&sandbox).await;
    let first = caller.get("/me/mailFolders/delta").await;
    assert_eq!(first["value"].as_array().unwrap().len(), 6);
    let link = text(&first["@odata.deltaLink"]);
    assert!(caller.list(&link).await.is_empty());
    let folder = caller.create("/me/mailFolders", json!({ "displayName": "Nova" })).await;
    let second = caller.get(&link).await;
    assert_eq!(second["value"][0]["displayName"], "Nova");
    sandbox.account().write(|mailbox| mailbox.delete("Nova")).unwrap();
    let third = caller.get(&text(&second["@odata.deltaLink"])).await;
    assert_eq!(third["value"][0]["id"], folder["id"]);
    assert!(third["value"][0]["@removed"].is_object());
}
