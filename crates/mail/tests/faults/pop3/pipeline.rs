//! How much a server is asked for ahead of its answers, and what becomes of that when something happens midway.

use super::maildrop::Maildrop;
use super::{Client, all, read};
use carteiro_mail::query::{Field, Pattern, Text};
use carteiro_mail::{Condition, FolderPath, Parts, Query, Selection, Wanted};
use futures_util::StreamExt;

const TEXT: Parts =
    Parts { text: true, all_headers: false, structure: false, purpose: false, content: false };

/// What is read of a whole maildrop, by subject.
async fn drained(client: &Client, selection: Selection) -> Vec<String> {
    let found = client.mailbox().await.messages(selection).await.unwrap();
    found.map(|one| one.unwrap().message.header.subject.clone()).collect().await
}

fn everything(parts: Parts) -> Selection {
    Selection { parts, ..Selection::of(FolderPath::inbox()) }
}

fn numbers(count: usize) -> Vec<String> {
    (1..=count).map(|number| number.to_string()).collect()
}

#[tokio::test]
async fn a_maildrop_is_drained_without_ever_leaving_the_server_idle() {
    // It would wait for ever, were there fewer than a hundred commands to answer before the last.
    let (client, seen) = Maildrop { sizes: vec![700; 2000], floor: 100, ..Maildrop::default() }.open().await;
    let mailbox = client.mailbox().await;
    let before = mailbox.cost().await;
    let found = mailbox.messages(everything(TEXT)).await.unwrap();
    let subjects: Vec<_> = found.map(|one| one.unwrap().message.header.subject.clone()).collect().await;
    assert_eq!(subjects, numbers(2000));
    let turns = mailbox.cost().await.turns - before.turns;
    // What there is, and all of it.
    assert_eq!(turns, 2, "{:?}", seen.most());
    assert_eq!((seen.heard("TOP").len(), seen.heard("RETR").len()), (0, 2000));
    assert!(seen.most().0 <= 512, "{:?}", seen.most());
}

#[tokio::test]
async fn the_next_large_message_is_asked_for_while_one_still_comes() {
    const SIZE: usize = 6 * 1024 * 1024;
    let (client, seen) = Maildrop { sizes: vec![SIZE; 5], ..Maildrop::default() }.open().await;
    let mailbox = client.mailbox().await;
    let before = mailbox.cost().await;
    let found = mailbox.messages(everything(TEXT)).await.unwrap();
    assert_eq!(found.count().await, 5);
    // A message that came whole before the next was asked for costs a turn more, on a busy machine.
    let turns = mailbox.cost().await.turns - before.turns;
    assert!((2..5).contains(&turns), "{turns}");
    assert_eq!(seen.most().0, 2, "one comes, one is asked for");
}

#[tokio::test]
async fn what_is_asked_for_ahead_stays_within_a_bound_of_octets() {
    const SIZE: usize = 100 * 1024;
    let (client, seen) = Maildrop { sizes: vec![SIZE; 300], floor: 10, ..Maildrop::default() }.open().await;
    assert_eq!(drained(&client, everything(TEXT)).await, numbers(300));
    let (_, octets) = seen.most();
    assert!(octets <= 4 * 1024 * 1024 + SIZE, "{octets}");
}

#[tokio::test]
async fn headers_that_decide_are_read_in_the_same_pipeline_as_the_messages_they_leave() {
    let (client, seen) = Maildrop { sizes: vec![700; 1500], ..Maildrop::default() }.open().await;
    let mailbox = client.mailbox().await;
    let before = mailbox.cost().await;
    let condition =
        Condition::Text(Field::Subject, Text(vec![Pattern::Contains { text: "7".into(), case: true }]));
    let query = Query { condition: Some(condition) };
    let found = mailbox.messages(Selection { query, ..everything(TEXT) }).await.unwrap();
    let subjects: Vec<_> = found.map(|one| one.unwrap().message.header.subject.clone()).collect().await;
    let meant: Vec<_> = numbers(1500).into_iter().filter(|number| number.contains('7')).collect();
    assert_eq!(subjects, meant);
    assert_eq!((seen.heard("TOP").len(), seen.heard("RETR").len()), (1500, meant.len()));
    let turns = mailbox.cost().await.turns - before.turns;
    assert!(turns <= 6, "{turns}");
}

#[tokio::test]
async fn without_pipelining_one_command_waits_at_a_time() {
    let features = "TOP\r\nUIDL\r\n";
    let (client, seen) = Maildrop { sizes: vec![700; 40], features, ..Maildrop::default() }.open().await;
    assert_eq!(drained(&client, everything(TEXT)).await, numbers(40));
    assert_eq!(seen.most().0, 1);
}

#[tokio::test]
async fn a_connection_that_breaks_midway_costs_no_message_and_brings_none_twice() {
    for breaks_after in [0, 10, 255, 300, 600] {
        let (client, seen) = Maildrop {
            sizes: vec![700; 700],
            floor: 50,
            breaks_after: Some(breaks_after),
            ..Maildrop::default()
        }
        .open()
        .await;
        assert_eq!(drained(&client, everything(TEXT)).await, numbers(700), "{breaks_after}");
        assert_eq!(seen.heard("PASS").len(), 2);
    }
}

#[tokio::test]
async fn nobody_is_asked_for_what_nobody_waits_for_any_more() {
    let (client, seen) = Maildrop { sizes: vec![700; 2000], ..Maildrop::default() }.open().await;
    let mailbox = client.mailbox().await;
    let mut found = mailbox.messages(everything(TEXT)).await.unwrap();
    assert!(found.next().await.unwrap().is_ok());
    drop(found);
    // What was asked for is read to its end before anything else.
    assert_eq!(mailbox.count(Selection::of(FolderPath::inbox())).await.unwrap(), 2000);
    assert!(seen.heard("RETR").len() < 1500, "{}", seen.heard("RETR").len());
}

#[tokio::test]
async fn whoever_removes_a_message_waits_for_no_list_that_was_not_begun() {
    let (client, seen) = Maildrop { sizes: vec![700; 2000], ..Maildrop::default() }.open().await;
    let mailbox = client.mailbox().await;
    let mut found = mailbox.messages(everything(TEXT)).await.unwrap();
    let mut removed = 0;
    while let Some(one) = found.next().await {
        let message = one.unwrap().message;
        if removed < 3 {
            assert!(mailbox.delete(vec![message.reference]).await[0].is_ok());
            removed += 1;
        }
    }
    mailbox.close().await.unwrap();
    assert_eq!(seen.heard("DELE"), ["DELE 1", "DELE 2", "DELE 3"]);
    assert_eq!(seen.heard("QUIT").len(), 1);
    assert_eq!(seen.heard("RETR").len(), 2000);
}

#[tokio::test]
async fn without_top_every_message_comes_once() {
    let features = "UIDL\r\nPIPELINING\r\n";
    let subject =
        || Condition::Text(Field::Subject, Text(vec![Pattern::Contains { text: "7".into(), case: true }]));
    for limit in [None, Some(5)] {
        let (client, seen) = Maildrop { sizes: vec![700; 60], features, ..Maildrop::default() }.open().await;
        let query = Query { condition: Some(subject()) };
        let found = drained(&client, Selection { query, limit, ..everything(TEXT) }).await;
        assert_eq!(found[..5], ["7", "17", "27", "37", "47"]);
        let mut asked = seen.heard("RETR");
        asked.sort();
        let count = asked.len();
        asked.dedup();
        assert_eq!((asked.len(), seen.heard("TOP").len()), (count, 0), "{limit:?}");
    }
}

#[tokio::test]
async fn a_message_that_came_for_its_header_does_not_come_again_for_its_text() {
    let features = "UIDL\r\nPIPELINING\r\n";
    let (client, seen) = Maildrop { sizes: vec![700; 30], features, ..Maildrop::default() }.open().await;
    let backend = client.backend().await.unwrap();
    let messages = all(&*backend).await.unwrap();
    let headers: Vec<_> = backend.fetch(messages.clone(), Wanted::from(Parts::default())).collect().await;
    assert!(headers.iter().all(Result::is_ok));
    assert!(read(&*backend, messages).await.iter().all(Result::is_ok));
    assert_eq!(seen.heard("RETR").len(), 30);
}
