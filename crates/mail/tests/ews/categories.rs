//! The list of categories is replaced as a whole: nobody's is lost on the way.

use crate::client::Client;
use crate::exchange::Asked;
use crate::relay::Relay;
use carteiro_mail::{Category, FlagChange, Flags, FolderPath, Kind, Mailbox, MessageRef, Parts};
use carteiro_sandbox::{Options, Sandbox};
use std::sync::Arc;
use std::sync::atomic::{AtomicUsize, Ordering};
use tokio::runtime::Handle;
use tokio::task::block_in_place;

fn given(name: &str) -> FlagChange {
    FlagChange { categories: vec![(Category::new(name).unwrap(), true)], ..FlagChange::default() }
}

/// So many messages in a fresh mailbox.
async fn filled(count: usize) -> (Sandbox, Vec<MessageRef>) {
    let sandbox = Sandbox::start(Options::default()).await.unwrap();
    let mailbox = Client::to(&sandbox.ews_url()).mailbox().await;
    let mut put = Vec::new();
    for n in 0..count {
        let content = format!("Subject: {n}\r\nMessage-ID: <{n}@else.test>\r\n\r\nhello\r\n").into_bytes();
        put.push(mailbox.append(FolderPath::inbox(), content.into(), Flags::default(), None).await.unwrap());
    }
    (sandbox, put)
}

/// A session; the first so many times that categories are about to be written, somebody else gives the first message another.
async fn disturbed(sandbox: &Sandbox, message: &MessageRef, times: usize) -> (Mailbox, Relay) {
    let (other, message) = (Client::to(&sandbox.ews_url()).mailbox().await, message.clone());
    let (other, done) = (Arc::new(other), AtomicUsize::new(0));
    let relay = Relay::to(sandbox.http_addr(), move |body| {
        if body.contains("NeverOverwrite") {
            let nth = done.fetch_add(1, Ordering::Relaxed);
            if nth < times {
                let marking = other.flag(vec![message.clone()], given(&format!("Theirs{nth}")));
                block_in_place(|| Handle::current().block_on(marking)).remove(0).unwrap();
            }
        }
    });
    let relay = relay.await;
    let mailbox = Client::to(&relay.url()).mailbox().await;
    (mailbox, relay)
}

async fn of(mailbox: &Mailbox, messages: &[MessageRef]) -> Vec<Vec<String>> {
    let found = mailbox.fetch(messages.to_vec(), Parts::default()).await;
    found.into_iter().map(|one| one.unwrap().flags.categories().map(str::to_owned).collect()).collect()
}

fn operations(relay: &Relay) -> Vec<String> {
    let said = relay.heard();
    said.iter().map(|body| Asked::of(body).operation().to_owned()).filter(|one| one != "GetFolder").collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_category_that_somebody_gives_meanwhile_stays() {
    let (sandbox, messages) = filled(2).await;
    let (mailbox, relay) = disturbed(&sandbox, &messages[0], 1).await;
    let done = mailbox.flag(messages.clone(), given("Ours")).await;
    assert!(done.iter().all(Result::is_ok), "{done:?}");
    assert_eq!(operations(&relay), ["GetItem", "UpdateItem", "GetItem", "UpdateItem"]);
    let again = relay.heard().into_iter().rfind(|body| body.contains("UpdateItem")).unwrap();
    assert_eq!(Asked::of(&again).all("ItemId", "Id").len(), 1, "what was written is not written again");
    let mailbox = Client::to(&sandbox.ews_url()).mailbox().await;
    assert_eq!(of(&mailbox, &messages).await, [vec!["Theirs0", "Ours"], vec!["Ours"]]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 4)]
async fn a_message_that_never_rests_is_told_to_have_changed_and_the_others_are_done() {
    let (sandbox, messages) = filled(2).await;
    let (mailbox, _relay) = disturbed(&sandbox, &messages[0], usize::MAX).await;
    let mut done = mailbox.flag(messages.clone(), given("Ours")).await.into_iter();
    let error = done.next().unwrap().unwrap_err();
    assert_eq!((error.kind(), error.words().code.as_ref()), (Kind::Changed, "ews-changed"));
    done.next().unwrap().unwrap();
    let mailbox = Client::to(&sandbox.ews_url()).mailbox().await;
    assert_eq!(of(&mailbox, &messages).await, [vec!["Theirs0", "Theirs1"], vec!["Ours"]]);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn many_messages_take_two_requests_and_those_that_have_it_none_that_writes() {
    let (sandbox, messages) = filled(5).await;
    let relay = Relay::to(sandbox.http_addr(), |_| {}).await;
    let mailbox = Client::to(&relay.url()).mailbox().await;
    for expected in [vec!["GetItem", "UpdateItem"], vec!["GetItem", "UpdateItem", "GetItem"]] {
        let done = mailbox.flag(messages.clone(), given("Ours")).await;
        assert!(done.iter().all(Result::is_ok), "{done:?}");
        assert_eq!(operations(&relay), expected);
    }
    assert_eq!(of(&mailbox, &messages).await, vec![vec!["Ours"]; 5]);
}

#[tokio::test]
async fn a_message_that_is_stored_keeps_its_categories_and_what_programs_mark_is_none() {
    let sandbox = Sandbox::start(Options::default()).await.unwrap();
    let relay = Relay::to(sandbox.http_addr(), |_| {}).await;
    let mailbox = Client::to(&relay.url()).mailbox().await;
    let keywords = ["$Forwarded", "Junk", "Red category", "Blue"].map(str::to_owned).to_vec();
    let content = b"Subject: one\r\n\r\nhello\r\n".to_vec();
    let flags = Flags { keywords, ..Flags::default() };
    let stored = mailbox.append(FolderPath::inbox(), content.into(), flags, None).await.unwrap();
    let found = mailbox.fetch(vec![stored], Parts::default()).await.remove(0).unwrap();
    assert_eq!(found.flags.keywords, ["Red category", "Blue", "$Forwarded"]);
    let said = relay.heard().into_iter().find(|body| Asked::of(body).operation() == "CreateItem").unwrap();
    assert!(!said.contains("<t:String>$Forwarded") && !said.contains("<t:String>Junk"), "{said}");
}
