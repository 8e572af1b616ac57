//! A client of Graph that other people wrote.

use super::caller::{ANA, sandbox, token};
use crate::foreign::run_with;

const EVERYTHING: &str = "https://graph.microsoft.com/.default";

#[tokio::test]
async fn o365_works_through_a_mailbox() {
    let sandbox = sandbox().await;
    let token = token(&sandbox, ANA, EVERYTHING).await;
    let url = format!("http://{}/", sandbox.http_addr());
    run_with(include_str!("../../foreign/o365_tour.py"), &[&url, &token]).await;
    let elsewhere: Vec<String> =
        sandbox.outbox().iter().map(|sent| sent.recipients[0].address.clone()).collect();
    assert_eq!(elsewhere, ["ze@elsewhere.test", "out@elsewhere.test"]);
}
