//! Unwanted mail: Exchange is told who sent it, from the version on that knows how.

use crate::client::Client;
use crate::exchange::Asked;
use crate::relay::Relay;
use carteiro_mail::backends::ews::Version;
use carteiro_mail::{Flags, FolderPath, Mailbox, MessageRef, Selection};
use carteiro_sandbox::{Options, Sandbox};
use futures_util::StreamExt;

async fn messages(mailbox: &Mailbox, folder: &FolderPath) -> Vec<MessageRef> {
    let found: Vec<_> = mailbox.messages(Selection::of(folder.clone())).await.unwrap().collect().await;
    found.into_iter().map(|one| one.unwrap().message.reference).collect()
}

async fn put(mailbox: &Mailbox, count: usize) {
    for n in 0..count {
        let content = format!("Subject: {n}\r\nMessage-ID: <{n}@else.test>\r\n\r\nhello\r\n").into_bytes();
        mailbox.append(FolderPath::inbox(), content.into(), Flags::default(), None).await.unwrap();
    }
}

fn junk() -> FolderPath {
    FolderPath::parse("Junk").unwrap()
}

/// How the server was told each time: whether it is junk, and whether to move it.
fn told(relay: &Relay) -> Vec<String> {
    let said = relay.heard();
    let told = said.iter().map(|body| (Asked::of(body).operation(), body));
    let told = told.filter(|(operation, _)| matches!(*operation, "MarkAsJunk" | "MoveItem"));
    told.map(|(operation, body)| {
        let value = |name: &str| {
            let (_, value) = body.split_once(&format!("{name}=\""))?;
            Some(value.split('"').next()?.to_owned())
        };
        let (is_junk, moves) = (value("IsJunk").unwrap_or_default(), value("MoveItem").unwrap_or_default());
        format!("{operation} {is_junk} {moves}").trim().to_owned()
    })
    .collect()
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn junk_goes_and_comes_back_as_the_version_knows() {
    let new = ["MarkAsJunk true true", "MarkAsJunk true false", "MarkAsJunk false true"];
    for (version, expected) in [
        (Version::Exchange2013Sp1, &new[..]),
        (Version::Exchange2013, &new[..]),
        (Version::Exchange2010Sp2, &["MoveItem", "MoveItem"][..]),
        (Version::Exchange2007Sp1, &["MoveItem", "MoveItem"][..]),
    ] {
        let sandbox = Sandbox::start(Options::default()).await.unwrap();
        let relay = Relay::to(sandbox.http_addr(), |_| {}).await;
        let mut client = Client::to(&relay.url());
        client.ews.config.version = Some(version);
        let (mailbox, inbox) = (client.mailbox().await, FolderPath::inbox());
        put(&mailbox, 3).await;
        let there = mailbox.mark_junk(messages(&mailbox, &inbox).await, true, junk()).await;
        assert!(there.iter().all(Result::is_ok), "{there:?}");
        let listed = messages(&mailbox, &junk()).await;
        assert_eq!((messages(&mailbox, &inbox).await.len(), listed.len()), (0, 3));
        if version >= Version::Exchange2010Sp1 {
            let mut told: Vec<_> = there.into_iter().map(|one| format!("{:?}", one.unwrap().id)).collect();
            let mut found: Vec<_> = listed.iter().map(|one| format!("{:?}", one.id)).collect();
            told.sort();
            found.sort();
            assert_eq!(told, found, "the server tells where they are");
        }
        let again = mailbox.mark_junk(listed.clone(), true, junk()).await;
        assert!(again.iter().all(Result::is_ok), "what is there already stays: {again:?}");
        assert_eq!(messages(&mailbox, &junk()).await.len(), 3);
        let back = mailbox.mark_junk(listed, false, inbox.clone()).await;
        assert!(back.iter().all(Result::is_ok), "{back:?}");
        assert_eq!((messages(&mailbox, &inbox).await.len(), messages(&mailbox, &junk()).await.len()), (3, 0));
        assert_eq!(told(&relay), expected, "{version:?}");
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn junk_that_is_gone_spoils_no_other() {
    let sandbox = Sandbox::start(Options::default()).await.unwrap();
    let mailbox = Client::to(&sandbox.ews_url()).mailbox().await;
    put(&mailbox, 2).await;
    let all = messages(&mailbox, &FolderPath::inbox()).await;
    mailbox.delete(vec![all[0].clone()]).await.remove(0).unwrap();
    let done = mailbox.mark_junk(all, true, junk()).await;
    assert_eq!(done[0].as_ref().unwrap_err().words().code, "message-gone");
    assert!(done[1].is_ok() && messages(&mailbox, &junk()).await.len() == 1);
}
