//! Whatever fails on the way: nothing is lost, nothing is done twice, and what went wrong is told.

use crate::desk::{Desk, inbox, letter, path, references};
use carteiro_mail::{
    Change, Condition, Envelope, FlagChange, Flags, Kind, Mailbox, Parts, Query, Selection, Wanted,
};
use futures_util::StreamExt;

/// Each happens to the next request, and to no other.
const ONCE: [&str; 6] = [
    "graph-unavailable-once",
    "graph-gateway-timeout-once",
    "graph-torn-json-once",
    "graph-cut-before-once",
    "graph-cut-after-once",
    "graph-cut-middle-once",
];

fn read() -> FlagChange {
    FlagChange { seen: Some(true), ..FlagChange::default() }
}

async fn content(mailbox: &Mailbox) -> usize {
    let parts = Parts { content: true, ..Parts::default() };
    let all = Selection { parts, ..Selection::of(inbox()) };
    let found: Vec<_> = mailbox.messages(all).await.unwrap().collect().await;
    found.into_iter().filter(|one| one.as_ref().is_ok_and(|one| one.message.content.is_some())).count()
}

#[tokio::test]
async fn what_only_reads_is_read_again() {
    let desk = Desk::with(&["a", "b", "c"]).await;
    let mailbox = desk.client.mailbox().await;
    for fault in ONCE {
        desk.recovers();
        desk.fails(fault);
        assert_eq!(content(&mailbox).await, 3, "{fault}");
        desk.recovers();
        desk.fails(fault);
        assert!(mailbox.folders().await.unwrap().len() > 5, "{fault}");
        desk.recovers();
        desk.fails(fault);
        assert_eq!(mailbox.count(Selection::of(inbox())).await.unwrap(), 3, "{fault}");
    }
}

#[tokio::test]
async fn a_move_whose_answer_is_lost_took_place_once() {
    for fault in ONCE {
        let desk = Desk::with(&["a", "b", "c"]).await;
        let mailbox = desk.client.mailbox().await;
        mailbox.create_folder(path("Done")).await.unwrap();
        let all = references(&mailbox, &inbox()).await;
        desk.fails(fault);
        let moved = mailbox.move_to(all, path("Done")).await;
        assert!(moved.iter().all(Result::is_ok), "{fault}: {moved:?}");
        assert_eq!((desk.subjects("Done").len(), desk.subjects("INBOX").len()), (3, 0), "{fault}");
        // Their new names are good for more.
        let moved: Vec<_> = moved.into_iter().map(Result::unwrap).collect();
        assert!(mailbox.flag(moved, read()).await.iter().all(Result::is_ok), "{fault}");
    }
}

#[tokio::test]
async fn a_copy_whose_answer_is_lost_is_not_made_again() {
    for fault in ONCE {
        let desk = Desk::with(&["a", "b"]).await;
        let mailbox = desk.client.mailbox().await;
        mailbox.create_folder(path("Copies")).await.unwrap();
        let all = references(&mailbox, &inbox()).await;
        desk.fails(fault);
        let copied = mailbox.copy_to(all, path("Copies")).await;
        let made = desk.subjects("Copies").len();
        for one in &copied {
            match one {
                Ok(_) => assert_eq!(made, 2, "{fault}"),
                Err(error) => assert_eq!(error.kind(), Kind::OutcomeUnknown, "{fault}: {error:?}"),
            }
        }
        assert!(made <= 2, "{fault}");
    }
}

#[tokio::test]
async fn what_is_removed_is_gone_and_nothing_else() {
    for fault in ONCE {
        let desk = Desk::with(&["a", "b", "c"]).await;
        let mailbox = desk.client.mailbox().await;
        let all = references(&mailbox, &inbox()).await;
        desk.fails(fault);
        let removed = mailbox.delete(all[..2].to_vec()).await;
        assert!(removed.iter().all(Result::is_ok), "{fault}: {removed:?}");
        assert_eq!(desk.subjects("INBOX"), ["c"], "{fault}");
    }
}

#[tokio::test]
async fn a_copy_beside_it_is_not_removed_where_the_answer_to_a_removal_is_lost() {
    let desk = Desk::with(&["a"]).await;
    let mailbox = desk.client.mailbox().await;
    let original = references(&mailbox, &inbox()).await;
    mailbox.copy_to(original.clone(), path("Drafts")).await.remove(0).unwrap();
    desk.fails("graph-cut-after-once");
    assert!(mailbox.delete(original).await[0].is_ok());
    assert_eq!((desk.subjects("INBOX").len(), desk.subjects("Drafts").len()), (0, 1));
}

#[tokio::test]
async fn a_message_is_stored_once_or_nobody_knows() {
    for fault in ONCE {
        let desk = Desk::new().await;
        let mailbox = desk.client.mailbox().await;
        desk.fails(fault);
        let stored = mailbox.append(inbox(), letter("a").into(), Flags::default(), None).await;
        let there = desk.subjects("INBOX").len();
        match stored {
            Ok(_) => assert_eq!(there, 1, "{fault}"),
            Err(error) => assert_eq!((error.kind(), there <= 1), (Kind::OutcomeUnknown, true), "{fault}"),
        }
    }
}

#[tokio::test]
async fn mail_goes_out_once_or_nobody_knows() {
    for fault in ONCE {
        let desk = Desk::new().await;
        let outgoing = desk.client.outgoing();
        outgoing.look().await.unwrap();
        desk.fails(fault);
        let envelope = Envelope::new("ana@sandbox.test", ["bia@sandbox.test"]).unwrap();
        let sent = outgoing.send(envelope, letter("a").into()).await;
        let bia = desk.sandbox.store().account("bia@sandbox.test").unwrap();
        let arrived = bia.messages("INBOX").unwrap().len();
        match sent {
            Ok(_) => assert_eq!((arrived, desk.subjects("Sent").len()), (1, 1), "{fault}"),
            Err(error) => assert_eq!((error.kind(), arrived <= 1), (Kind::OutcomeUnknown, true), "{fault}"),
        }
    }
}

#[tokio::test]
async fn where_a_filter_is_too_much_it_is_left_out_and_not_tried_again() {
    let desk = Desk::with(&["a", "b", "c"]).await;
    let mailbox = desk.client.mailbox().await;
    let all = references(&mailbox, &inbox()).await;
    mailbox.flag(all[1..2].to_vec(), read()).await.remove(0).unwrap();
    desk.fails("graph-inefficient-filter");
    let unread = || Query { condition: Some(Condition::Seen(false)) };
    for _ in 0..3 {
        let selection = Selection { query: unread(), ..Selection::of(inbox()) };
        let found: Vec<_> = mailbox.messages(selection).await.unwrap().collect().await;
        let subjects: Vec<_> =
            found.into_iter().map(|one| one.unwrap().message.header.subject.clone()).collect();
        assert_eq!(subjects, ["a", "c"]);
    }
    let heard = desk.relay.heard();
    let sorted =
        heard.iter().filter(|asked| asked.path.contains("isRead%20eq") && asked.path.contains("orderby"));
    assert_eq!(sorted.count(), 1);
}

#[tokio::test]
async fn a_watch_whose_state_is_lost_says_so_and_goes_on() {
    let desk = Desk::with(&["a"]).await;
    let client = crate::client::Client::to(&desk.relay.url(), desk.token().await);
    let mailbox = client.mailbox().await;
    let cursor = mailbox.cursor(inbox()).await.unwrap();
    desk.fails("graph-sync-state-lost");
    let mut watch = mailbox.watch(inbox(), Some(cursor));
    assert!(matches!(watch.next().await.unwrap().unwrap(), Change::Reset { .. }));
    desk.recovers();
    desk.put(&["b"]);
    loop {
        if let Change::Arrived { message, .. } = watch.next().await.unwrap().unwrap() {
            assert_eq!(message.key.message_id.as_deref(), Some("b@sandbox.test"));
            break;
        }
    }
}

#[tokio::test]
async fn who_may_not_is_told_so() {
    let desk = Desk::with(&["a"]).await;
    desk.fails("graph-blocked");
    let error = desk.client.open().await.err().unwrap();
    assert_eq!(error.kind(), Kind::Denied, "{error:?}");
    desk.recovers();
    let reader = desk.allowed("https://graph.microsoft.com/Mail.Read").await;
    let mailbox = reader.mailbox().await;
    let all = references(&mailbox, &inbox()).await;
    let error = mailbox.flag(all, read()).await.remove(0).unwrap_err();
    assert_eq!(error.kind(), Kind::Denied, "{error:?}");
    assert!(error.detail().is_some_and(|detail| detail.contains("request-id")), "{error:?}");
    let mut elsewhere = reader.outlook.clone();
    elsewhere.config.mailbox = Some("nobody@sandbox.test".to_owned());
    let nobody = crate::client::Client { outlook: elsewhere, ..reader };
    let error = nobody.open().await.err().unwrap();
    assert!(matches!(error.kind(), Kind::NotFound | Kind::Denied), "{error:?}");
}

#[tokio::test]
async fn a_token_that_was_revoked_is_asked_for_anew() {
    let desk = Desk::with(&["a"]).await;
    let mailbox = desk.client.mailbox().await;
    desk.fails("graph-token-revoked-once");
    assert_eq!(content(&mailbox).await, 1);
    let all = references(&mailbox, &inbox()).await;
    desk.recovers();
    desk.fails("graph-token-revoked-once");
    assert!(mailbox.flag(all.clone(), read()).await[0].is_ok());
    let read = mailbox.fetch(all, Wanted::from(Parts::default())).await;
    assert!(read[0].as_ref().unwrap().flags.seen);
}
