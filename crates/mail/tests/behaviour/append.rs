//! Storing messages.

use crate::fixture::{Fixture, MARCH, inbox, path, spool};
use crate::letter::{letter, parcel};
use carteiro_mail::{Categories, Flags, Kind, Parts};
use futures_util::future::join_all;

every_backend! {
    when |can| can.append;
    a_stored_message_keeps_flags_and_date,
    a_stored_message_keeps_that_it_was_forwarded,
    a_stored_message_without_a_date_has_one,
    a_stored_message_is_found_by_its_reference,
    storing_in_a_missing_folder_is_not_found,
    a_keyword_that_the_mailbox_cannot_keep_is_left_out,
    messages_stored_at_once_all_arrive,
    a_stored_message_can_be_moved_at_once,
}

async fn a_stored_message_keeps_flags_and_date(on: &Fixture) {
    let flags = Flags {
        seen: true,
        flagged: true,
        answered: true,
        draft: true,
        deleted: false,
        keywords: vec!["Ticket-4711".into()],
    };
    let at = "2019-02-28T23:59:59Z".parse().unwrap();
    on.append(&path("Drafts"), letter("a"), flags.clone(), at).await;
    let stored = on.messages(&path("Drafts")).await.remove(0);
    // Graph says itself when it got a message.
    assert_eq!(stored.received_at == Some(at), !on.standing.taste.is_graph);
    assert_eq!(stored.flags, flags);
}

async fn a_stored_message_keeps_that_it_was_forwarded(on: &Fixture) {
    // Exchange keeps only what was done last: answered, or forwarded.
    let flags = Flags { keywords: vec!["$Forwarded".into()], ..Flags::default() };
    on.append(&inbox(), letter("a"), flags.clone(), MARCH).await;
    assert_eq!(on.messages(&inbox()).await.remove(0).flags, flags);
}

async fn a_stored_message_without_a_date_has_one(on: &Fixture) {
    on.mailbox.append(inbox(), letter("a").into(), Flags::default(), None).await.unwrap();
    assert!(on.messages(&inbox()).await[0].received_at.is_some());
}

async fn a_stored_message_is_found_by_its_reference(on: &Fixture) {
    on.put(&inbox(), &["other"]).await;
    let small = on.append(&inbox(), letter("small"), Flags::default(), MARCH).await;
    let large = parcel("large", "a.pdf", 200_000);
    let large = on.append(&inbox(), large, Flags::default(), MARCH).await;
    let read = on.mailbox.fetch(vec![large, small], Parts::default()).await;
    let subjects: Vec<_> = read.iter().map(|one| one.as_ref().unwrap().header.subject.as_str()).collect();
    assert_eq!(subjects, ["large", "small"]);
}

async fn storing_in_a_missing_folder_is_not_found(on: &Fixture) {
    for raw in [letter("a"), parcel("b", "a.pdf", 300_000)] {
        let content = spool(&raw).await;
        let stored = on.mailbox.append(path("Nowhere"), content, Flags::default(), None).await;
        let error = stored.unwrap_err();
        assert_eq!(error.kind(), Kind::NotFound, "{error}");
        assert!(error.to_string().contains("Nowhere"), "{error}");
    }
    // The session is none the worse for it.
    on.put(&inbox(), &["one"]).await;
    assert_eq!(on.subjects(&inbox()).await, ["one"]);
}

async fn a_keyword_that_the_mailbox_cannot_keep_is_left_out(on: &Fixture) {
    let flags = Flags {
        keywords: vec!["two words".into(), ")\r\nC9 LOGOUT".into(), String::new(), "good".into()],
        ..Flags::default()
    };
    on.append(&inbox(), letter("a"), flags, MARCH).await;
    let names = on.mailbox.capabilities().await.categories == Categories::Names;
    let kept: &[&str] = if names { &["two words", "good"] } else { &["good"] };
    assert_eq!(on.messages(&inbox()).await[0].flags.keywords, kept);
}

async fn messages_stored_at_once_all_arrive(on: &Fixture) {
    let stored = (0..20).map(|n| {
        let content = if n % 5 == 0 { parcel("large", "a.pdf", 100_000) } else { letter("small") };
        on.mailbox.append(inbox(), content.into(), Flags::default(), Some(MARCH))
    });
    assert!(join_all(stored).await.iter().all(Result::is_ok));
    assert_eq!(on.messages(&inbox()).await.len(), 20);
}

async fn a_stored_message_can_be_moved_at_once(on: &Fixture) {
    let stored = on.append(&inbox(), letter("a"), Flags::default(), MARCH).await;
    let moved = on.mailbox.move_to(vec![stored], path("Archive")).await;
    assert!(moved[0].is_ok(), "{moved:?}");
    assert_eq!(on.subjects(&path("Archive")).await, ["a"]);
}
