//! How many messages are meant, without reading them where the server can tell.

use crate::fixture::{Fixture, MARCH, all_of, inbox, path};
use crate::letter::letter;
use carteiro_mail::query::{Field, Pattern, Text};
use carteiro_mail::{Condition, Flags, Kind, Query, Selection};

every_backend! {
    counting_a_missing_folder_is_not_found,
    an_empty_folder_counts_none,
    a_text_is_counted_as_it_is_read,
}

every_backend! {
    when |can| can.flags && can.append && can.expunge_one;
    what_the_server_decides_is_counted_without_reading_a_message,
}

async fn counting_a_missing_folder_is_not_found(on: &Fixture) {
    let error = on.mailbox.count(all_of(&path("Nowhere"))).await.unwrap_err();
    assert_eq!(error.kind(), Kind::NotFound, "{error}");
}

async fn an_empty_folder_counts_none(on: &Fixture) {
    assert_eq!(on.mailbox.count(all_of(&inbox())).await.unwrap(), 0);
    let unread = Query { condition: Some(Condition::Seen(false)) };
    assert_eq!(on.mailbox.count(Selection { query: unread, ..all_of(&inbox()) }).await.unwrap(), 0);
}

async fn a_text_is_counted_as_it_is_read(on: &Fixture) {
    on.put(&inbox(), &["Invoice 17", "other", "reinvoiced"]).await;
    let text = Text(vec![Pattern::Contains { text: "invoice".into(), case: false }]);
    let query = Query { condition: Some(Condition::Text(Field::Subject, text)) };
    assert_eq!(on.mailbox.count(Selection { query, ..all_of(&inbox()) }).await.unwrap(), 2);
}

async fn what_the_server_decides_is_counted_without_reading_a_message(on: &Fixture) {
    let seen = Flags { seen: true, ..Flags::default() };
    for number in 0..5 {
        let flags = if number < 2 { seen.clone() } else { Flags::default() };
        on.put_with(&inbox(), letter(&format!("letter {number}")), flags, MARCH).await;
    }
    let gone = on.references(&inbox()).await.pop().unwrap();
    assert!(on.mailbox.delete(vec![gone]).await[0].is_ok());
    assert_eq!(on.select(all_of(&inbox())).await.len(), 4);
    let small = Condition::Size { over: None, under: Some(1_000_000) };
    for (condition, count) in [
        (None, 4),
        (Some(Condition::Seen(true)), 2),
        (Some(Condition::Not(Box::new(Condition::Seen(true)))), 2),
        (Some(Condition::All(vec![Condition::Seen(false), small.clone()])), 2),
        (Some(Condition::Any(vec![Condition::Seen(true), small.clone()])), 4),
        (Some(Condition::Any(Vec::new())), 0),
        (Some(Condition::All(Vec::new())), 4),
    ] {
        let before = on.mailbox.cost().await;
        let query = Query { condition: condition.clone() };
        assert_eq!(
            on.mailbox.count(Selection { query, ..all_of(&inbox()) }).await.unwrap(),
            count,
            "{condition:?}"
        );
        let after = on.mailbox.cost().await;
        // In memory there is no wire to save.
        assert!(
            after.received == 0 || after.turns - before.turns <= 2,
            "{condition:?}: {before:?} {after:?}"
        );
    }
}
