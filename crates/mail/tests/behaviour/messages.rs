//! Reading a folder: a snapshot, in order, that bears changes while it is read.

use crate::fixture::{Fixture, MARCH, all_of, inbox};
use crate::letter::letter;
use carteiro_mail::query::{Condition, Field, Pattern, Query, Text};
use carteiro_mail::{FlagChange, Flags, Order, Parts, Selection};
use futures_util::StreamExt;

every_backend! {
    messages_come_oldest_arrival_first,
    newest_first_is_the_other_way_round,
    a_limit_counts_what_is_meant,
    a_message_that_vanishes_while_reading_is_passed_over,
    a_reading_that_is_given_up_disturbs_nothing,
    questions_that_are_given_up_disturb_no_later_ones,
}

every_backend! {
    when |can| can.append;
    mail_that_another_session_stored_is_found,
}

every_backend! {
    when |can| can.move_messages && can.edit_folders;
    moving_while_looping_skips_none,
}

every_backend! {
    when |can| can.flags;
    marking_as_read_while_looping_over_unread_skips_none,
    reading_leaves_a_message_unread,
}

fn subject(text: &str) -> Query {
    let text = text.to_owned();
    let pattern = Pattern::Contains { text, case: false };
    Query { condition: Some(Condition::Text(Field::Subject, Text(vec![pattern]))) }
}

async fn messages_come_oldest_arrival_first(on: &Fixture) {
    // What the Date field and the server's date say does not matter: arrival in the folder does.
    for (subject, days) in [("a", 3), ("b", 1), ("c", 2)] {
        let at = MARCH.checked_sub(jiff::Span::new().hours(24 * days)).unwrap();
        on.put_with(&inbox(), letter(subject), Flags::default(), at).await;
    }
    let oldest_first = if on.standing.taste.is_exchange { ["a", "c", "b"] } else { ["a", "b", "c"] };
    assert_eq!(on.subjects(&inbox()).await, oldest_first);
}

async fn newest_first_is_the_other_way_round(on: &Fixture) {
    on.put(&inbox(), &["a", "b", "c"]).await;
    let selection = Selection { order: Order::NewestFirst, limit: Some(2), ..all_of(&inbox()) };
    let found = on.select(selection).await;
    let subjects: Vec<_> = found.iter().map(|one| &one.as_ref().unwrap().message.header.subject).collect();
    assert_eq!(subjects, ["c", "b"]);
}

async fn a_limit_counts_what_is_meant(on: &Fixture) {
    on.put(&inbox(), &["no 1", "yes 1", "no 2", "yes 2", "yes 3"]).await;
    for (limit, expected) in [(0, 0), (2, 2), (3, 3), (9, 3)] {
        let selection = Selection { query: subject("yes"), limit: Some(limit), ..all_of(&inbox()) };
        assert_eq!(on.select(selection).await.len(), expected, "limit {limit}");
    }
}

async fn mail_that_another_session_stored_is_found(on: &Fixture) {
    on.put(&inbox(), &["one"]).await;
    assert_eq!(on.subjects(&inbox()).await.len(), 1);
    let another = on.another().await;
    for round in 2..6 {
        let content = letter("more").into();
        another.append(inbox(), content, Flags::default(), Some(MARCH)).await.unwrap();
        assert_eq!(on.subjects(&inbox()).await.len(), round);
    }
    another.close().await.unwrap();
}

async fn a_message_that_vanishes_while_reading_is_passed_over(on: &Fixture) {
    // Two at a time are fetched, each of more than half a window of content.
    for subject in ["a", "b", "c", "d", "e"] {
        on.put_raw(&inbox(), crate::letter::parcel(subject, "a.pdf", 2_500_000)).await;
    }
    let references = on.references(&inbox()).await;
    let another = on.another().await;
    let selection = Selection { parts: Parts { content: true, ..Parts::default() }, ..all_of(&inbox()) };
    let mut found = on.mailbox.messages(selection).await.unwrap();
    assert_eq!(found.next().await.unwrap().unwrap().message.header.subject, "a");
    let gone = another.delete(vec![references[4].clone()]).await;
    assert!(gone[0].is_ok(), "{gone:?}");
    let rest: Vec<_> = found.collect().await;
    // It was read ahead, or it is not there; it never spoils the others.
    for (one, subject) in rest.iter().zip(["b", "c", "d"]) {
        assert_eq!(one.as_ref().unwrap().message.header.subject, subject);
    }
    another.close().await.unwrap();
}

async fn moving_while_looping_skips_none(on: &Fixture) {
    let done = on.folder("Done").await;
    let subjects: Vec<String> = (0..40).map(|n| format!("m{n:02}")).collect();
    on.put(&inbox(), &subjects.iter().map(String::as_str).collect::<Vec<_>>()).await;
    let selection = Selection { parts: Parts { text: true, ..Parts::default() }, ..all_of(&inbox()) };
    let mut found = on.mailbox.messages(selection).await.unwrap();
    let mut seen = Vec::new();
    while let Some(one) = found.next().await {
        let message = one.unwrap().message;
        seen.push(message.header.subject.clone());
        let moved = on.mailbox.move_to(vec![message.reference], done.clone()).await;
        assert!(moved[0].is_ok(), "{moved:?}");
    }
    assert_eq!(seen, subjects);
    assert_eq!(on.subjects(&done).await, subjects);
    assert!(on.messages(&inbox()).await.is_empty());
}

async fn marking_as_read_while_looping_over_unread_skips_none(on: &Fixture) {
    on.put(&inbox(), &["a", "b", "c", "d", "e"]).await;
    let query = Query { condition: Some(Condition::Seen(false)) };
    let selection = || Selection { query: query.clone(), ..all_of(&inbox()) };
    let mut found = on.mailbox.messages(selection()).await.unwrap();
    let mut seen = Vec::new();
    while let Some(one) = found.next().await {
        let message = one.unwrap().message;
        seen.push(message.header.subject.clone());
        let read = FlagChange { seen: Some(true), flagged: None, ..FlagChange::default() };
        assert!(on.mailbox.flag(vec![message.reference], read).await[0].is_ok());
    }
    assert_eq!(seen, ["a", "b", "c", "d", "e"]);
    assert!(on.select(selection()).await.is_empty());
}

async fn reading_leaves_a_message_unread(on: &Fixture) {
    on.put_raw(&inbox(), crate::letter::parcel("one", "a.pdf", 5_000)).await;
    for bits in 0..32_u8 {
        let parts = Parts {
            all_headers: bits & 1 != 0,
            structure: bits & 2 != 0,
            text: bits & 4 != 0,
            purpose: bits & 8 != 0,
            content: bits & 16 != 0,
        };
        let read = on.messages_with(&inbox(), parts).await;
        assert!(!read[0].flags.seen, "{parts:?}");
    }
    assert!(!on.messages(&inbox()).await[0].flags.seen);
}

async fn a_reading_that_is_given_up_disturbs_nothing(on: &Fixture) {
    for subject in ["a", "b", "c", "d", "e", "f"] {
        on.put_raw(&inbox(), crate::letter::parcel(subject, "a.pdf", 1_500_000)).await;
    }
    for taken in 0..4 {
        let selection = Selection { parts: Parts { content: true, ..Parts::default() }, ..all_of(&inbox()) };
        let found = on.mailbox.messages(selection).await.unwrap();
        assert_eq!(found.take(taken).count().await, taken);
    }
    assert_eq!(on.subjects(&inbox()).await.len(), 6);
}

async fn questions_that_are_given_up_disturb_no_later_ones(on: &Fixture) {
    use futures_util::FutureExt;
    on.put(&inbox(), &["a", "b"]).await;
    let references = on.references(&inbox()).await;
    for _ in 0..20 {
        drop(on.mailbox.folders().now_or_never());
        drop(on.mailbox.messages(all_of(&inbox())).now_or_never());
        drop(on.mailbox.fetch(references.clone(), Parts::default()).now_or_never());
        drop(on.mailbox.messages(all_of(&crate::fixture::path("Nowhere"))).now_or_never());
    }
    assert_eq!(on.subjects(&inbox()).await, ["a", "b"]);
    let folders = on.mailbox.folders().await.unwrap();
    assert_eq!(folders[0].path, inbox());
}
