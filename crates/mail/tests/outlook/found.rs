//! Messages are found where they are now, whoever moved them, and whatever they are called now.

use crate::desk::{Desk, inbox, path, references};
use carteiro_mail::{FlagChange, Kind, MessageRef, Parts, ServerId};

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
    for _ in 0..2 {
        mailbox.copy_to(original.clone(), path("Drafts")).await.remove(0).unwrap();
    }
    let lost = stale(&original[0]);
    let error = mailbox.flag(vec![lost.clone()], read()).await.remove(0).unwrap_err();
    assert_eq!(error.kind(), Kind::NotFound);
    // And nothing is removed because it looks like what was to be.
    mailbox.delete(vec![lost]).await.remove(0).unwrap();
    assert_eq!((desk.subjects("INBOX").len(), desk.subjects("Drafts").len()), (1, 2));
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
