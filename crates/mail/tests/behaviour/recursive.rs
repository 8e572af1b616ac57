//! Reading a folder with those below it: one order, one limit, one snapshot.

use crate::fixture::{Fixture, MARCH, all_of, inbox, path};
use crate::letter::letter;
use carteiro_mail::{Flags, FolderPath, Kind, MessageRef, Order, Parts, Role, Selection, Skip};
use futures_util::StreamExt;
use jiff::ToSpan;

every_backend! {
    when |can| can.edit_folders && can.append;
    a_folder_and_those_below_it_are_read_in_the_order_of_reception,
    order_and_limit_are_of_all_folders_together,
    a_folder_that_only_holds_others_is_read_through,
    a_folder_that_is_nowhere_is_not_found,
    the_trash_is_read_only_when_it_is_named,
}

every_backend! {
    when |can| can.edit_folders && can.move_messages && can.append;
    moving_between_folders_that_are_read_gives_none_twice,
    what_is_skipped_counts_for_nothing,
}

/// So many hours after noon.
async fn put(on: &Fixture, folder: &FolderPath, subject: &str, hours: i64) -> MessageRef {
    let at = MARCH.checked_add(hours.hours()).unwrap();
    on.put_with(folder, letter(subject), Flags::default(), at).await
}

fn all_below(folder: &FolderPath) -> Selection {
    Selection { recursive: true, ..all_of(folder) }
}

async fn subjects(on: &Fixture, selection: Selection) -> Vec<String> {
    let found = on.select(selection).await;
    found.into_iter().map(|one| one.unwrap().message.header.subject.clone()).collect()
}

/// `Clients` with `b` and `e`, `Clients/Acme` with `a` and `d`, `Clients/Acme/Old` with `c`, and others beside.
async fn clients(on: &Fixture) -> FolderPath {
    let (top, acme, old) =
        (on.folder("Clients").await, on.folder("Clients/Acme").await, on.folder("Clients/Acme/Old").await);
    let beside = on.folder("Clients2").await;
    for (folder, subject, hours) in
        [(&top, "e", 5), (&top, "b", 2), (&acme, "a", 1), (&acme, "d", 4), (&old, "c", 3), (&beside, "x", 2)]
    {
        put(on, folder, subject, hours).await;
    }
    put(on, &inbox(), "y", 2).await;
    top
}

async fn a_folder_and_those_below_it_are_read_in_the_order_of_reception(on: &Fixture) {
    let top = clients(on).await;
    assert_eq!(subjects(on, all_below(&top)).await, ["a", "b", "c", "d", "e"]);
    assert_eq!(subjects(on, all_below(&path("Clients/Acme"))).await, ["a", "c", "d"]);
    let by_arrival = if on.standing.taste.is_exchange { ["b", "e"] } else { ["e", "b"] };
    assert_eq!(subjects(on, all_of(&top)).await, by_arrival, "one folder is read by arrival");
}

async fn order_and_limit_are_of_all_folders_together(on: &Fixture) {
    let top = clients(on).await;
    for parts in [Parts::default(), Parts { text: true, ..Parts::default() }] {
        let newest = Selection { order: Order::NewestFirst, limit: Some(3), parts, ..all_below(&top) };
        assert_eq!(subjects(on, newest).await, ["e", "d", "c"]);
    }
}

async fn a_folder_that_only_holds_others_is_read_through(on: &Fixture) {
    let inner = on.folder("Shelf/A").await;
    put(on, &inner, "one", 1).await;
    assert_eq!(subjects(on, all_below(&path("Shelf"))).await, ["one"]);
}

async fn a_folder_that_is_nowhere_is_not_found(on: &Fixture) {
    let error = on.mailbox.messages(all_below(&path("Nowhere"))).await.err().unwrap();
    assert_eq!(error.kind(), Kind::NotFound, "{error}");
    assert!(error.to_string().contains("Nowhere"), "{error}");
}

async fn the_trash_is_read_only_when_it_is_named(on: &Fixture) {
    let Ok(trash) = on.mailbox.folder_for(Role::Trash).await else {
        return;
    };
    put(on, &trash, "deleted", 1).await;
    assert_eq!(subjects(on, all_below(&trash)).await, ["deleted"]);
    let found = subjects(on, all_below(&inbox())).await;
    assert!(found.is_empty(), "{found:?}");
}

async fn moving_between_folders_that_are_read_gives_none_twice(on: &Fixture) {
    let top = clients(on).await;
    let done = on.folder("Clients/Done").await;
    let mut found = on.mailbox.messages(all_below(&top)).await.unwrap();
    let mut seen = Vec::new();
    while let Some(one) = found.next().await {
        let message = one.unwrap().message;
        seen.push(message.header.subject.clone());
        let moved = on.mailbox.move_to(vec![message.reference], done.clone()).await;
        assert!(moved[0].is_ok(), "{moved:?}");
    }
    assert_eq!(seen, ["a", "b", "c", "d", "e"]);
    assert_eq!(subjects(on, all_below(&top)).await, ["a", "b", "c", "d", "e"], "all are in one folder now");
}

async fn what_is_skipped_counts_for_nothing(on: &Fixture) {
    let top = clients(on).await;
    let known: Vec<MessageRef> =
        on.references(&path("Clients/Acme")).await.into_iter().chain(on.references(&top).await).collect();
    let skip = || {
        let ids: Vec<_> = known.iter().map(|one| (one.folder.clone(), one.id.clone())).collect();
        Skip::new(move |message| ids.contains(&(message.folder.clone(), message.id.clone())))
    };
    let one = Selection { skip: skip(), limit: Some(1), ..all_below(&top) };
    assert_eq!(subjects(on, one).await, ["c"]);
    let before = on.mailbox.cost().await.received;
    assert!(subjects(on, Selection { skip: skip(), ..all_of(&top) }).await.is_empty());
    let received = on.mailbox.cost().await.received - before;
    // An envelope takes what it takes.
    let most = if on.standing.taste.is_exchange { 2000 } else { 1000 };
    assert!(received < most, "{received} bytes: nothing is read of what is skipped");
}
