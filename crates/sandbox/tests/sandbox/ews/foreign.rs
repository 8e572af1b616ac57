//! Clients of Exchange that other people wrote.

use crate::{
    client::{start, three_messages},
    foreign::run_with,
};

#[tokio::test]
async fn exchangelib_reads_marks_moves_and_deletes() {
    let sandbox = start(three_messages()).await;
    run_with(include_str!("../../foreign/exchangelib_core.py"), &[&sandbox.ews_url()]).await;
}
