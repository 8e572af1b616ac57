//! Waiting for mail.

use crate::fixture::{Fixture, MARCH, inbox, path};
use crate::letter::letter;
use carteiro_mail::{Change, Changes, Cursor, FlagChange, Flags, Kind, Mailbox, Parts};
use futures_util::StreamExt;

every_backend! {
    when |can| can.watch && can.append;
    mail_that_comes_in_is_told,
    what_came_in_since_comes_first_and_in_order,
    what_came_in_before_is_not_told,
    what_comes_in_after_a_cursor_was_taken_is_told_and_nothing_else,
    a_cursor_in_a_missing_folder_is_not_found,
    a_broken_connection_loses_none_and_tells_none_twice,
    changes_that_bring_no_mail_are_not_told,
    watching_a_missing_folder_is_not_found,
    closing_the_session_ends_a_watch,
    a_watch_disturbs_no_other_work,
}

async fn store(mailbox: &Mailbox, subject: &str) {
    mailbox.append(inbox(), letter(subject).into(), Flags::default(), Some(MARCH)).await.unwrap();
}

/// The subject of what arrives next, and the cursor after it.
async fn arrival(on: &Fixture, changes: &mut Changes) -> (String, Cursor) {
    match changes.next().await.unwrap().unwrap() {
        Change::Arrived { message, cursor } => {
            let read = on.mailbox.fetch(vec![message], Parts::default()).await.remove(0).unwrap();
            (read.header.subject.clone(), cursor)
        }
        change => panic!("{change:?}"),
    }
}

async fn caught_up(changes: &mut Changes) -> Cursor {
    match changes.next().await.unwrap().unwrap() {
        Change::CaughtUp { cursor } => cursor,
        change => panic!("{change:?}"),
    }
}

/// As whoever keeps it somewhere does.
fn kept(cursor: &Cursor) -> Cursor {
    serde_json::from_str(&serde_json::to_string(cursor).unwrap()).unwrap()
}

async fn mail_that_comes_in_is_told(on: &Fixture) {
    let mut changes = on.mailbox.watch(inbox(), None);
    caught_up(&mut changes).await;
    let another = on.another().await;
    for subject in ["a", "b", "c"] {
        store(&another, subject).await;
        assert_eq!(arrival(on, &mut changes).await.0, subject);
    }
    // What comes in by this very session is mail too.
    on.put(&inbox(), &["d"]).await;
    assert_eq!(arrival(on, &mut changes).await.0, "d");
    another.close().await.unwrap();
}

async fn what_came_in_since_comes_first_and_in_order(on: &Fixture) {
    let mut changes = on.mailbox.watch(inbox(), None);
    let begin = caught_up(&mut changes).await;
    drop(changes);
    on.put(&inbox(), &["a", "b", "c"]).await;
    let mut changes = on.mailbox.watch(inbox(), Some(kept(&begin)));
    let (first, after_first) = arrival(on, &mut changes).await;
    let (second, _) = arrival(on, &mut changes).await;
    let (third, after_third) = arrival(on, &mut changes).await;
    assert_eq!([first, second, third], ["a", "b", "c"]);
    assert_eq!(caught_up(&mut changes).await, after_third);
    on.put(&inbox(), &["d"]).await;
    assert_eq!(arrival(on, &mut changes).await.0, "d");
    // From the middle, over another session.
    let another = on.another().await;
    let mut changes = another.watch(inbox(), Some(kept(&after_first)));
    for subject in ["b", "c", "d"] {
        assert_eq!(arrival(on, &mut changes).await.0, subject);
    }
    caught_up(&mut changes).await;
    another.close().await.unwrap();
}

async fn what_came_in_before_is_not_told(on: &Fixture) {
    on.put(&inbox(), &["a", "b"]).await;
    let mut changes = on.mailbox.watch(inbox(), None);
    let cursor = caught_up(&mut changes).await;
    let mut again = on.mailbox.watch(inbox(), Some(kept(&cursor)));
    assert_eq!(caught_up(&mut again).await, cursor, "nothing came in since");
    on.put(&inbox(), &["c"]).await;
    for changes in [&mut changes, &mut again] {
        assert_eq!(arrival(on, changes).await.0, "c");
    }
}

async fn what_comes_in_after_a_cursor_was_taken_is_told_and_nothing_else(on: &Fixture) {
    // The session's own connection stands in the folder, and what comes in comes in by another.
    let another = on.another().await;
    for round in 0..3 {
        assert_eq!(on.messages(&inbox()).await.len(), round * 2);
        store(&another, "before").await;
        let cursor = on.mailbox.cursor(inbox()).await.unwrap();
        store(&another, "after").await;
        let mut changes = on.mailbox.watch(inbox(), Some(kept(&cursor)));
        assert_eq!(arrival(on, &mut changes).await.0, "after");
        caught_up(&mut changes).await;
    }
    another.close().await.unwrap();
}

async fn a_cursor_in_a_missing_folder_is_not_found(on: &Fixture) {
    let error = on.mailbox.cursor(path("Nowhere")).await.unwrap_err();
    assert_eq!((error.kind(), error.operation()), (Kind::NotFound, "watch"), "{error}");
}

async fn a_broken_connection_loses_none_and_tells_none_twice(on: &Fixture) {
    let mut changes = on.mailbox.watch(inbox(), None);
    caught_up(&mut changes).await;
    let mut told = Vec::new();
    for round in 0..4 {
        let subjects = [format!("{round} before"), format!("{round} after")];
        on.put(&inbox(), &[&subjects[0]]).await;
        on.standing.line.cut();
        on.put_after_cut(&subjects[1]).await;
        for _ in 0..2 {
            told.push(arrival(on, &mut changes).await.0);
        }
        assert_eq!(told.split_off(0), subjects);
    }
}

async fn changes_that_bring_no_mail_are_not_told(on: &Fixture) {
    on.put(&inbox(), &["a", "b"]).await;
    let references = on.references(&inbox()).await;
    let mut changes = on.mailbox.watch(inbox(), None);
    caught_up(&mut changes).await;
    let seen = FlagChange { seen: Some(true), flagged: None, ..FlagChange::default() };
    assert!(on.mailbox.flag(vec![references[0].clone()], seen).await[0].is_ok());
    assert!(on.mailbox.delete(vec![references[0].clone()]).await[0].is_ok());
    on.put(&inbox(), &["c"]).await;
    assert_eq!(arrival(on, &mut changes).await.0, "c");
}

async fn watching_a_missing_folder_is_not_found(on: &Fixture) {
    let mut changes = on.mailbox.watch(path("Nowhere"), None);
    let error = changes.next().await.unwrap().unwrap_err();
    assert_eq!((error.kind(), error.operation()), (Kind::NotFound, "watch"), "{error}");
    assert!(changes.next().await.is_none());
}

async fn closing_the_session_ends_a_watch(on: &Fixture) {
    let another = on.another().await;
    let mut changes = another.watch(inbox(), None);
    caught_up(&mut changes).await;
    let waiting = tokio::spawn(async move { changes.next().await });
    another.close().await.unwrap();
    assert!(waiting.await.unwrap().is_none());
}

async fn a_watch_disturbs_no_other_work(on: &Fixture) {
    on.put(&inbox(), &["a"]).await;
    let mut changes = on.mailbox.watch(inbox(), None);
    caught_up(&mut changes).await;
    assert_eq!(on.subjects(&inbox()).await, ["a"]);
    on.put(&inbox(), &["b"]).await;
    assert_eq!(on.subjects(&inbox()).await, ["a", "b"]);
    assert_eq!(arrival(on, &mut changes).await.0, "b");
}
