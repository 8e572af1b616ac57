//! The answer to `SendItem` or `CreateItem` is lost, and what there is among the drafts meanwhile.

use super::desk::letter;
use crate::client::Client;
use crate::exchange::Asked;
use crate::relay::Relay;
use carteiro_mail::{Envelope, Kind};
use carteiro_sandbox::{Fault, Flag, Options, Sandbox};
use std::sync::Arc;
use std::sync::atomic::{AtomicBool, Ordering};

/// Sends a letter by a server that does nothing of the first `SendItem` at once; `meanwhile` happens before it hears the
/// `DeleteItem` that follows. How it ended, and how often it was put among the drafts.
async fn send(meanwhile: impl Fn(&Sandbox) + Send + Sync + 'static) -> (Option<Kind>, usize, Arc<Sandbox>) {
    let sandbox = Arc::new(Sandbox::start(Options::default()).await.unwrap());
    let (server, is_first) = (Arc::clone(&sandbox), AtomicBool::new(true));
    let relay = Relay::to(sandbox.http_addr(), move |body| {
        let operation = if body.is_empty() { "" } else { Asked::of(body).operation() };
        match operation {
            "SendItem" if is_first.swap(false, Ordering::Relaxed) => {
                server.set_faults([Fault::EwsCutBeforeOnce]);
            }
            "DeleteItem" => meanwhile(&server),
            _ => {}
        }
    })
    .await;
    let client = Client::to(&relay.url());
    let envelope = Envelope::new("ana@sandbox.test", ["q@else.test"]).unwrap();
    let sent = client.outgoing().send(envelope, letter("sent").into()).await;
    let drafts = relay.heard().iter().filter(|body| Asked::of(body).operation() == "CreateItem").count();
    (sent.err().map(|error| error.kind()), drafts, sandbox)
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_that_goes_out_while_it_is_looked_for_is_sent_once() {
    let (failed, drafts, sandbox) = send(|server| {
        let account = server.account();
        for draft in account.messages("Drafts").unwrap() {
            account.remove("Drafts", draft.uid).unwrap();
        }
    })
    .await;
    assert_eq!((failed, drafts), (None, 1));
    assert!(sandbox.outbox().is_empty(), "the server has sent it already");
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_that_cannot_be_removed_is_not_sent_again() {
    let (failed, drafts, sandbox) = send(|server| server.set_faults([Fault::EwsBusy(1)])).await;
    assert_eq!((failed, drafts), (Some(Kind::OutcomeUnknown), 1));
    assert!(sandbox.outbox().is_empty());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_that_was_not_sent_is_removed_and_sent_anew() {
    let (failed, drafts, sandbox) = send(|_| {}).await;
    assert_eq!((failed, drafts, sandbox.outbox().len()), (None, 2, 1));
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_draft_that_somebody_wrote_is_not_removed_for_one_that_was_lost() {
    for lost in [Fault::EwsCutBeforeOnce, Fault::EwsCutAfterOnce] {
        let sandbox = Arc::new(Sandbox::start(Options::default()).await.unwrap());
        let at = "2026-11-22T12:00:00Z".parse().unwrap();
        // It has the Message-ID of what is sent, which is made of it.
        let own = sandbox.account().append("Drafts", letter("sent"), [Flag::Draft].into(), at).unwrap();
        let (server, is_first) = (Arc::clone(&sandbox), AtomicBool::new(true));
        let relay = Relay::to(sandbox.http_addr(), move |body| {
            let is_made = !body.is_empty() && Asked::of(body).operation() == "CreateItem";
            if is_made && is_first.swap(false, Ordering::Relaxed) {
                server.set_faults([lost.clone()]);
            }
        })
        .await;
        let envelope = Envelope::new("ana@sandbox.test", ["q@else.test"]).unwrap().of_draft();
        Client::to(&relay.url()).outgoing().send(envelope, letter("sent").into()).await.unwrap();
        let drafts: Vec<u32> =
            sandbox.account().messages("Drafts").unwrap().iter().map(|draft| draft.uid).collect();
        assert_eq!((drafts, sandbox.outbox().len()), (vec![own], 1));
    }
}
