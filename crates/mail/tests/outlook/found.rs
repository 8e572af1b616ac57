//! Messages are found where they are now, whoever moved them, and whatever they are called now.

use crate::batches::{all, is_batch};
use crate::client::Client;
use crate::desk::{Desk, inbox, path, references};
use crate::relay::Fate;
use carteiro_mail::{FlagChange, Kind, Mailbox, MessageRef, Parts, ServerId};
use serde_json::{Value, json};
use std::sync::atomic::{AtomicUsize, Ordering};

/// Somebody else in the same mailbox.
async fn another(desk: &Desk) -> Mailbox {
    Client::in_no_time(&desk.relay.url(), desk.token().await).mailbox().await
}

fn stale(one: &MessageRef) -> MessageRef {
    MessageRef {
        id: Some(ServerId::Immutable("AAkALgAAAAAAHYQDEapmEc2byACqAC-EWg0A".to_owned())),
        ..one.clone()
    }
}

fn read() -> FlagChange {
    FlagChange { seen: Some(true), ..FlagChange::default() }
}

#[tokio::test]
async fn what_somebody_else_moved_is_read_and_changed_where_it_is() {
    let desk = Desk::with(&["a", "b"]).await;
    let mailbox = desk.client.mailbox().await;
    let all = references(&mailbox, &inbox()).await;
    let another = desk.client.mailbox().await;
    another.move_to(all.clone(), path("Archive")).await.remove(0).unwrap();
    assert!(mailbox.flag(all.clone(), read()).await.iter().all(Result::is_ok));
    let content = Parts { content: true, ..Parts::default() };
    for parts in [Parts::default(), content] {
        let found = mailbox.fetch(all.clone(), parts).await;
        assert!(found.iter().all(|one| one.as_ref().is_ok_and(|one| one.flags.seen)), "{found:?}");
    }
}

#[tokio::test]
async fn what_has_another_name_now_is_found_by_its_message_id() {
    let desk = Desk::with(&["a", "b"]).await;
    let mailbox = desk.client.mailbox().await;
    let all: Vec<_> = references(&mailbox, &inbox()).await.iter().map(stale).collect();
    let content = Parts { content: true, ..Parts::default() };
    for parts in [Parts::default(), content] {
        let found = mailbox.fetch(all[..1].to_vec(), parts).await;
        assert_eq!(found[0].as_ref().unwrap().header.subject, "a");
    }
    assert!(mailbox.flag(all.clone(), read()).await.iter().all(Result::is_ok));
    let moved = mailbox.move_to(all, path("Archive")).await;
    assert!(moved.iter().all(Result::is_ok), "{moved:?}");
    assert_eq!(desk.subjects("Archive"), ["a", "b"]);
}

#[tokio::test]
async fn of_two_that_look_alike_none_is_taken_for_the_one_that_is_gone() {
    let desk = Desk::with(&["a"]).await;
    let mailbox = desk.client.mailbox().await;
    let original = references(&mailbox, &inbox()).await;
    mailbox.create_folder(path("Kept")).await.unwrap();
    another(&desk).await.copy_to(original.clone(), path("Kept")).await.remove(0).unwrap();
    let lost = stale(&original[0]);
    let error = mailbox.flag(vec![lost.clone()], read()).await.remove(0).unwrap_err();
    assert_eq!(error.kind(), Kind::NotFound);
    // And nothing is removed because it looks like what was to be, nor said to be.
    let error = mailbox.delete(vec![lost]).await.remove(0).unwrap_err();
    assert_eq!(error.kind(), Kind::NotFound);
    assert_eq!((desk.subjects("INBOX").len(), desk.subjects("Kept").len()), (1, 1));
}

#[tokio::test]
async fn what_was_sent_written_or_thrown_away_is_not_taken_for_what_is_gone() {
    for (folder, is_it) in [
        ("Sent", false),
        ("Drafts", false),
        ("Junk", false),
        ("Trash", false),
        ("Trash/Old", false),
        ("Kept", true),
    ] {
        let desk = Desk::with(&["a"]).await;
        let mailbox = desk.client.mailbox().await;
        for made in ["Done", "Trash/Old", "Kept"] {
            mailbox.create_folder(path(made)).await.unwrap();
        }
        let original = references(&mailbox, &inbox()).await;
        let other = another(&desk).await;
        other.copy_to(original.clone(), path(folder)).await.remove(0).unwrap();
        other.delete(original.clone()).await.remove(0).unwrap();
        let marked = mailbox.flag(original.clone(), read()).await.remove(0);
        let read = mailbox.fetch(original.clone(), Parts::default()).await.remove(0).is_ok();
        let moved = mailbox.move_to(original, path("Done")).await.remove(0);
        assert_eq!((marked.is_ok(), read, moved.is_ok()), (is_it, is_it, is_it), "{folder}: {moved:?}");
        assert_eq!(
            (desk.subjects(folder).len(), desk.subjects("Done").len()),
            (usize::from(!is_it), usize::from(is_it))
        );
    }
}

#[tokio::test]
async fn a_copy_that_this_session_has_made_is_not_taken_for_what_is_gone() {
    let desk = Desk::with(&["a"]).await;
    let mailbox = desk.client.mailbox().await;
    mailbox.create_folder(path("Copies")).await.unwrap();
    mailbox.create_folder(path("Done")).await.unwrap();
    let original = references(&mailbox, &inbox()).await;
    mailbox.copy_to(original.clone(), path("copies")).await.remove(0).unwrap();
    another(&desk).await.delete(original.clone()).await.remove(0).unwrap();
    let moved = mailbox.move_to(original, path("Done")).await.remove(0);
    assert_eq!(moved.unwrap_err().kind(), Kind::NotFound);
    assert_eq!((desk.subjects("Copies").len(), desk.subjects("Done").len()), (1, 0));
}

#[tokio::test]
async fn what_keeps_one_from_looking_is_told_of_what_was_looked_for_and_of_nothing_else() {
    for (status, kind) in [(429, Kind::Throttled), (401, Kind::SignInFailed), (504, Kind::Unreachable)] {
        let desk = Desk::with(&["a", "b"]).await;
        let mailbox = desk.client.mailbox().await;
        mailbox.create_folder(path("Done")).await.unwrap();
        let mut both = references(&mailbox, &inbox()).await;
        both[0] = stale(&both[0]);
        desk.relay.meddles(move |asked| {
            let headers = json!({ "Retry-After": "1" });
            if is_batch(asked, "internetMessageId eq") || is_batch(asked, "internetMessageId%20eq") {
                all(asked, status, &headers, &Value::Null)
            } else {
                Fate::Passes
            }
        });
        let marked = mailbox.flag(both.clone(), read()).await;
        assert_eq!(marked[0].as_ref().unwrap_err().kind(), kind, "{marked:?}");
        assert!(marked[1].is_ok(), "{marked:?}");
    }
}

#[tokio::test]
async fn looking_for_what_is_gone_is_tried_again_where_nothing_else_was_done() {
    let desk = Desk::with(&["a"]).await;
    let mailbox = desk.client.mailbox().await;
    let lost = stale(&references(&mailbox, &inbox()).await[0]);
    let looks = AtomicUsize::new(0);
    desk.relay.meddles(move |asked| {
        if is_batch(asked, "internetMessageId%20eq") && looks.fetch_add(1, Ordering::Relaxed) == 0 {
            return all(asked, 504, &json!({}), &Value::Null);
        }
        Fate::Passes
    });
    mailbox.flag(vec![lost], read()).await.remove(0).unwrap();
}

#[tokio::test]
async fn a_copy_of_what_was_found_elsewhere_whose_answer_is_lost_may_have_been_made() {
    let desk = Desk::with(&["a"]).await;
    let mailbox = desk.client.mailbox().await;
    mailbox.create_folder(path("Copies")).await.unwrap();
    let lost = stale(&references(&mailbox, &inbox()).await[0]);
    let copies = AtomicUsize::new(0);
    desk.relay.meddles(move |asked| {
        if is_batch(asked, "/copy") && copies.fetch_add(1, Ordering::Relaxed) > 0 {
            return Fate::Altered(Box::new(|_| json!({ "responses": [] })));
        }
        Fate::Passes
    });
    let done = mailbox.copy_to(vec![lost], path("Copies")).await.remove(0);
    assert_eq!((done.unwrap_err().kind(), desk.subjects("Copies").len()), (Kind::OutcomeUnknown, 1));
}

#[tokio::test]
async fn a_folder_of_more_than_a_page_is_read_whole_while_messages_leave() {
    let subjects: Vec<String> = (0..1200).map(|n| format!("m{n:04}")).collect();
    let desk = Desk::with(&subjects.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let mailbox = desk.client.mailbox().await;
    let all = references(&mailbox, &inbox()).await;
    assert_eq!(all.len(), 1200);
    let lists = desk.relay.heard();
    let lists = lists.iter().filter(|asked| asked.path.contains("$top=1000"));
    assert_eq!(lists.count(), 2);
}
