//! Folders: names that differ only in case, and a change that takes two requests.

use crate::client::Client;
use crate::exchange::Asked;
use crate::relay::Relay;
use carteiro_mail::{Flags, FolderPath, Kind, Mailbox, Retry};
use carteiro_sandbox::{Fault, Options, Sandbox};
use std::sync::{Arc, Mutex};

fn path(text: &str) -> FolderPath {
    FolderPath::parse(text).unwrap()
}

async fn with(folders: &[&str]) -> (Sandbox, Mailbox) {
    let sandbox = Sandbox::start(Options::default()).await.unwrap();
    let mailbox = Client::to(&sandbox.ews_url()).mailbox().await;
    for folder in folders {
        mailbox.create_folder(path(folder)).await.unwrap();
    }
    (sandbox, mailbox)
}

/// Which of these are there.
async fn there<'a>(mailbox: &Mailbox, folders: &[&'a str]) -> Vec<&'a str> {
    let all = mailbox.folders().await.unwrap();
    let is_there = |folder: &&&str| all.iter().any(|one| one.path == path(folder));
    folders.iter().filter(is_there).copied().collect()
}

#[tokio::test]
async fn a_folder_is_found_in_whatever_case_it_is_written() {
    let (sandbox, mailbox) = with(&["Done/Ação"]).await;
    let error = mailbox.create_folder(path("done/AÇÃO")).await.unwrap_err();
    assert_eq!(error.kind(), Kind::Exists, "{error:?}");
    let letter = b"Subject: one\r\n\r\nhello\r\n".to_vec();
    mailbox.append(path("done/AÇÃO"), letter.into(), Flags::default(), None).await.unwrap();
    assert_eq!(sandbox.account().messages("Done/Ação").unwrap().len(), 1);
    mailbox.create_folder(path("DONE/New")).await.unwrap();
    assert_eq!(there(&mailbox, &["Done/New", "DONE/New"]).await, ["Done/New"]);
}

#[tokio::test]
async fn a_folder_gets_its_own_name_in_another_case() {
    let (_sandbox, mailbox) = with(&["Done"]).await;
    mailbox.rename_folder(path("Done"), path("done")).await.unwrap();
    assert_eq!(there(&mailbox, &["Done", "done"]).await, ["done"]);
}

#[tokio::test]
async fn a_folder_goes_elsewhere_under_a_name_that_is_taken_where_it_was_or_where_it_goes() {
    for taken in ["A/y", "B/x"] {
        let (_sandbox, mailbox) = with(&["A/x", "B", taken]).await;
        mailbox.rename_folder(path("A/x"), path("B/y")).await.unwrap();
        assert_eq!(there(&mailbox, &["A/x", "B/y", taken]).await, ["B/y", taken]);
    }
}

#[tokio::test]
async fn a_folder_that_cannot_go_elsewhere_keeps_its_name() {
    let (_sandbox, mailbox) = with(&["A/x"]).await;
    let error = mailbox.rename_folder(path("A/x"), path("A/x/y")).await.unwrap_err();
    assert_eq!((error.kind(), error.retry()), (Kind::Rejected, Retry::Never), "{error:?}");
    assert_eq!(there(&mailbox, &["A/x", "A/y"]).await, ["A/x"]);
}

#[tokio::test]
async fn a_folder_whose_name_cannot_be_put_back_is_of_an_unknown_outcome() {
    let sandbox = Arc::new(Sandbox::start(Options::default()).await.unwrap());
    let (server, moved) = (Arc::clone(&sandbox), Mutex::new(false));
    let relay = Relay::to(sandbox.http_addr(), move |body| {
        let mut moved = moved.lock().unwrap();
        *moved |= !body.is_empty() && Asked::of(body).operation() == "MoveFolder";
        if *moved {
            server.set_faults([Fault::EwsBusy(1)]);
        }
    })
    .await;
    let mailbox = Client::to(&relay.url()).mailbox().await;
    for folder in ["A/x", "B"] {
        mailbox.create_folder(path(folder)).await.unwrap();
    }
    let error = mailbox.rename_folder(path("A/x"), path("B/y")).await.unwrap_err();
    assert_eq!(error.kind(), Kind::OutcomeUnknown, "{error:?}");
}
