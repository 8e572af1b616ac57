//! Folders: a change that takes two requests.

use crate::client::Client;
use crate::exchange::Asked;
use crate::relay::Relay;
use carteiro_mail::{FolderPath, Kind};
use carteiro_sandbox::{Fault, Options, Sandbox};
use std::sync::{Arc, Mutex};

fn path(text: &str) -> FolderPath {
    FolderPath::parse(text).unwrap()
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
