//! Moving messages.

use crate::fixture::{Fixture, MARCH, inbox, path};
use crate::letter::letter;
use carteiro_mail::{FlagChange, Flags, Kind, MessageRef, Parts};
use futures_util::future::join_all;

every_backend! {
    when |can| can.move_messages && can.edit_folders;
    a_moved_message_is_there_and_no_longer_here,
    a_moved_message_keeps_flags_and_date,
    a_moved_message_is_found_by_its_new_reference,
    moving_to_a_missing_folder_is_not_found,
    moving_to_where_it_is_changes_nothing,
    of_messages_that_move_together_those_that_are_there_already_stay_as_they_are,
    a_message_that_is_gone_spoils_none_of_the_others,
    moving_twice_moves_once,
    results_belong_to_the_references_in_their_order,
    hundreds_move_in_one_call,
    hundreds_are_found_again_together_by_what_they_are_recognised_by,
    hundreds_moved_one_by_one_at_once_become_few_commands,
    messages_of_several_folders_move_at_once,
    no_messages_are_moved_without_asking,
    a_dropped_move_is_carried_through,
}

const DONE: &str = "Ação & feito 📬";

async fn a_moved_message_is_there_and_no_longer_here(on: &Fixture) {
    let done = on.folder(DONE).await;
    on.put(&inbox(), &["a", "b", "c"]).await;
    let references = on.references(&inbox()).await;
    let moved = on.mailbox.move_to(vec![references[1].clone()], done.clone()).await;
    assert_eq!(moved[0].as_ref().unwrap().folder, done);
    assert_eq!(on.subjects(&inbox()).await, ["a", "c"]);
    assert_eq!(on.subjects(&done).await, ["b"]);
}

async fn a_moved_message_keeps_flags_and_date(on: &Fixture) {
    let done = on.folder(DONE).await;
    let flags = Flags { seen: true, keywords: vec!["$Forwarded".into()], ..Flags::default() };
    on.put_with(&inbox(), letter("a"), flags.clone(), MARCH).await;
    on.mailbox.move_to(on.references(&inbox()).await, done.clone()).await;
    let moved = on.messages(&done).await;
    assert_eq!((&moved[0].flags, moved[0].received_at), (&flags, Some(MARCH)));
}

async fn a_moved_message_is_found_by_its_new_reference(on: &Fixture) {
    let (done, later) = (on.folder(DONE).await, on.folder("Later").await);
    on.put(&inbox(), &["a", "b"]).await;
    let moved = on.mailbox.move_to(on.references(&inbox()).await, done.clone()).await;
    let moved: Vec<MessageRef> = moved.into_iter().map(Result::unwrap).collect();
    if on.mailbox.capabilities().await.reports_new_ids {
        assert!(moved.iter().all(|one| one.id.is_some()), "{moved:?}");
    }
    let read = on.mailbox.fetch(moved.clone(), Parts::default()).await;
    let subjects: Vec<_> = read.iter().map(|one| one.as_ref().unwrap().header.subject.as_str()).collect();
    assert_eq!(subjects, ["a", "b"]);
    let flagged = FlagChange { seen: None, flagged: Some(true), ..FlagChange::default() };
    let marked = on.mailbox.flag(vec![moved[0].clone()], flagged).await;
    assert!(marked[0].is_ok(), "{marked:?}");
    let again = on.mailbox.move_to(moved, later.clone()).await;
    assert!(again.iter().all(Result::is_ok), "{again:?}");
    let there = on.messages(&later).await;
    assert_eq!(there.iter().map(|one| one.flags.flagged).collect::<Vec<_>>(), [true, false]);
}

async fn moving_to_a_missing_folder_is_not_found(on: &Fixture) {
    on.put(&inbox(), &["a"]).await;
    let moved = on.mailbox.move_to(on.references(&inbox()).await, path("Nowhere")).await;
    let error = moved[0].as_ref().unwrap_err();
    assert_eq!(error.kind(), Kind::NotFound, "{error}");
    assert_eq!(error.operation(), "move");
    assert!(error.to_string().contains("Nowhere"), "{error}");
    assert_eq!(on.subjects(&inbox()).await, ["a"]);
}

async fn moving_to_where_it_is_changes_nothing(on: &Fixture) {
    on.put(&inbox(), &["a", "b"]).await;
    let references = on.references(&inbox()).await;
    let moved = on.mailbox.move_to(references.clone(), inbox()).await;
    assert_eq!(moved.into_iter().map(Result::unwrap).collect::<Vec<_>>(), references);
    assert_eq!(on.references(&inbox()).await, references);
}

async fn of_messages_that_move_together_those_that_are_there_already_stay_as_they_are(on: &Fixture) {
    let done = on.folder(DONE).await;
    on.put(&inbox(), &["a", "b"]).await;
    on.put(&done, &["c", "d"]).await;
    let (here, there) = (on.references(&inbox()).await, on.references(&done).await);
    let all = vec![there[0].clone(), here[0].clone(), there[1].clone(), here[1].clone()];
    let moved: Vec<MessageRef> =
        on.mailbox.move_to(all, done.clone()).await.into_iter().map(Result::unwrap).collect();
    assert_eq!([&moved[0], &moved[2]], [&there[0], &there[1]]);
    assert_eq!(on.subjects(&done).await, ["c", "d", "a", "b"]);
    assert_eq!(on.references(&done).await[..2], there);
    assert!(on.messages(&inbox()).await.is_empty());
}

async fn a_message_that_is_gone_spoils_none_of_the_others(on: &Fixture) {
    let done = on.folder(DONE).await;
    on.put(&inbox(), &["a", "b", "c"]).await;
    let references = on.references(&inbox()).await;
    on.mailbox.delete(vec![references[1].clone()]).await;
    let moved = on.mailbox.move_to(references, done.clone()).await;
    assert!(moved[0].is_ok() && moved[2].is_ok(), "{moved:?}");
    if on.mailbox.capabilities().await.reports_new_ids {
        assert_eq!(moved[1].as_ref().unwrap_err().kind(), Kind::NotFound);
        assert_eq!(on.subjects(&done).await, ["a", "c"]);
    }
}

async fn moving_twice_moves_once(on: &Fixture) {
    let done = on.folder(DONE).await;
    on.put(&inbox(), &["a"]).await;
    let references = on.references(&inbox()).await;
    for _ in 0..2 {
        // The second time it is found where it went.
        let moved = on.mailbox.move_to(references.clone(), done.clone()).await;
        assert!(moved[0].is_ok(), "{moved:?}");
    }
    assert_eq!(on.subjects(&done).await, ["a"]);
}

async fn results_belong_to_the_references_in_their_order(on: &Fixture) {
    let done = on.folder(DONE).await;
    on.put(&inbox(), &["a", "b", "c", "d"]).await;
    let mut references = on.references(&inbox()).await;
    references.swap(0, 3);
    references.swap(1, 3);
    let moved = on.mailbox.move_to(references, done).await;
    let moved: Vec<_> = moved.into_iter().map(Result::unwrap).collect();
    let read = on.mailbox.fetch(moved, Parts::default()).await;
    let subjects: Vec<_> = read.iter().map(|one| one.as_ref().unwrap().header.subject.as_str()).collect();
    assert_eq!(subjects, ["d", "a", "c", "b"]);
}

async fn filled(on: &Fixture, count: usize) -> Vec<MessageRef> {
    let subjects: Vec<String> = (0..count).map(|n| format!("m{n:03}")).collect();
    on.put(&inbox(), &subjects.iter().map(String::as_str).collect::<Vec<_>>()).await;
    on.references(&inbox()).await
}

async fn hundreds_move_in_one_call(on: &Fixture) {
    let done = on.folder(DONE).await;
    let references = filled(on, 300).await;
    let before = on.mailbox.cost().await.commands;
    let moved = on.mailbox.move_to(references, done.clone()).await;
    assert!(moved.len() == 300 && moved.iter().all(Result::is_ok));
    let commands = on.mailbox.cost().await.commands - before;
    assert!(commands <= 4 + on.standing.taste.more_requests(300), "{commands} commands");
    assert_eq!(on.messages(&done).await.len(), 300);
    assert!(on.messages(&inbox()).await.is_empty());
}

async fn hundreds_are_found_again_together_by_what_they_are_recognised_by(on: &Fixture) {
    let references = filled(on, 200).await;
    // As after a move on a server that does not tell the new places.
    let nameless: Vec<_> = references.iter().map(|one| MessageRef { id: None, ..one.clone() }).collect();
    let before = on.mailbox.cost().await;
    let read = on.mailbox.fetch(nameless, Parts::default()).await;
    let after = on.mailbox.cost().await;
    let found: Vec<_> = read.into_iter().map(|one| one.unwrap().reference).collect();
    assert_eq!(found, references);
    // In memory there are no turns.
    let turns = after.turns - before.turns;
    assert!(after.received == 0 || turns <= 20, "{turns} turns");
}

async fn hundreds_moved_one_by_one_at_once_become_few_commands(on: &Fixture) {
    let done = on.folder(DONE).await;
    let references = filled(on, 300).await;
    let before = on.mailbox.cost().await;
    let moves = references.into_iter().map(|one| on.mailbox.move_to(vec![one], done.clone()));
    let results = join_all(moves).await;
    assert!(results.iter().all(|one| one.len() == 1 && one[0].is_ok()));
    let after = on.mailbox.cost().await;
    // In memory nothing is gained by combining.
    if after.received > 0 {
        let commands = after.commands - before.commands;
        assert!(commands <= 30, "{commands} commands");
    }
    assert_eq!(on.messages(&done).await.len(), 300);
}

async fn messages_of_several_folders_move_at_once(on: &Fixture) {
    let done = on.folder(DONE).await;
    let mut moves = Vec::new();
    for name in ["A", "B", "C", "D", "E"] {
        let folder = on.folder(name).await;
        on.put(&folder, &[name, name]).await;
        moves.extend(on.references(&folder).await);
    }
    let moves = moves.into_iter().map(|one| on.mailbox.move_to(vec![one], done.clone()));
    assert!(join_all(moves).await.iter().all(|one| one[0].is_ok()));
    let mut subjects = on.subjects(&done).await;
    subjects.sort();
    assert_eq!(subjects, ["A", "A", "B", "B", "C", "C", "D", "D", "E", "E"]);
}

async fn no_messages_are_moved_without_asking(on: &Fixture) {
    let before = on.mailbox.cost().await.received;
    assert!(on.mailbox.move_to(Vec::new(), path("Nowhere")).await.is_empty());
    assert_eq!(on.mailbox.cost().await.received, before);
}

async fn a_dropped_move_is_carried_through(on: &Fixture) {
    let done = on.folder(DONE).await;
    on.put(&inbox(), &["a"]).await;
    let references = on.references(&inbox()).await;
    let moving = on.mailbox.move_to(references, done.clone());
    // Polled once, then dropped: it may have been sent.
    drop(futures_util::FutureExt::now_or_never(moving));
    // Where a move is a copy and a removal, the copy comes first.
    while on.subjects(&done).await.is_empty() || !on.messages(&inbox()).await.is_empty() {
        tokio::task::yield_now().await;
    }
    assert_eq!(on.subjects(&done).await, ["a"]);
}
