//! Clients of Exchange that other people wrote.

use carteiro_sandbox::{Fault, Options, User};

use super::judge::{Folder, judge, kept};
use crate::{
    client::{start, three_messages},
    foreign::run_with,
};

async fn tour(script: &str, options: Options) {
    let sandbox = start(options).await;
    let replies = Folder::new();
    let script = format!("{}\n{script}", include_str!("../../foreign/exchangelib_recorded.py"));
    run_with(&script, &[&sandbox.ews_url(), &replies.0.to_string_lossy()]).await;
    judge(&kept(&replies.0)).await;
}

#[tokio::test]
async fn exchangelib_reads_marks_moves_and_deletes() {
    tour(include_str!("../../foreign/exchangelib_core.py"), three_messages()).await;
}

#[tokio::test]
async fn exchangelib_works_through_everything() {
    let users = ["ana@sandbox.test", "bia@sandbox.test"].map(|user| User::new(user, "sandbox"));
    let faults = vec![Fault::EwsMinute(400)];
    tour(
        include_str!("../../foreign/exchangelib_tour.py"),
        Options { users: users.into(), faults, ..three_messages() },
    )
    .await;
}
