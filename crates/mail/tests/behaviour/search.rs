//! Which messages are meant: the same everywhere, whatever the server's own search makes of it.

use crate::fixture::{Fixture, MARCH, all_of, inbox, path};
use crate::letter::{letter, parcel};
use carteiro_mail::Condition::{All, Any, Class, Flagged, HasAttachments, Not, Received, Seen, Size};
use carteiro_mail::query::{Field, Pattern, Text};
use carteiro_mail::{Condition, Flags, Kind, mime};
use jiff::ToSpan;

every_backend! {
    reading_a_missing_folder_is_not_found,
    an_empty_folder_has_no_messages,
    texts_match_anywhere_and_in_any_case,
    senders_match_by_name_and_by_address,
    sizes_are_exclusive_on_both_sides,
    an_empty_all_means_everything_and_an_empty_any_nothing,
}

every_backend! {
    when |can| can.fetch_parts;
    attachments_are_seen_without_fetching_them,
}

every_backend! {
    when |can| can.flags && can.append;
    flags_select,
    moments_select_to_the_second,
    classes_select,
}

fn contains(text: &str) -> Text {
    Text(vec![Pattern::Contains { text: text.to_owned(), case: false }])
}

fn subject(text: Text) -> Condition {
    Condition::Text(Field::Subject, text)
}

fn seen(seen: bool) -> Flags {
    Flags { seen, ..Flags::default() }
}

async fn reading_a_missing_folder_is_not_found(on: &Fixture) {
    let error = on.mailbox.messages(all_of(&path("Nowhere"))).await.err().unwrap();
    assert_eq!(error.kind(), Kind::NotFound, "{error}");
    assert!(error.to_string().contains("Nowhere"), "{error}");
    // The session is none the worse for it.
    on.put(&inbox(), &["one"]).await;
    assert_eq!(on.subjects(&inbox()).await, ["one"]);
}

async fn an_empty_folder_has_no_messages(on: &Fixture) {
    assert!(on.messages(&inbox()).await.is_empty());
    assert!(on.matching(Seen(false)).await.is_empty());
}

async fn texts_match_anywhere_and_in_any_case(on: &Fixture) {
    on.put(&inbox(), &["Invoice 17", "=?utf-8?Q?Cobran=C3=A7a?= 18", "reinvoiced", "other"]).await;
    assert_eq!(on.matching(subject(contains("INVOICE"))).await, ["Invoice 17", "reinvoiced"]);
    assert_eq!(on.matching(subject(contains("ranÇA"))).await, ["Cobrança 18"]);
    let exact = Text(vec![Pattern::Exact("other".into()), Pattern::Exact("invoice 17".into())]);
    assert_eq!(on.matching(subject(exact)).await, ["other"]);
    let number = Text(vec![Pattern::Regex(regex::Regex::new(r" (?<number>\d+)$").unwrap())]);
    assert_eq!(on.matching(subject(number)).await, ["Invoice 17", "Cobrança 18"]);
}

async fn senders_match_by_name_and_by_address(on: &Fixture) {
    on.put(&inbox(), &["one"]).await;
    for (text, found) in [("@sandbox.test", 1), ("ana", 1), ("Ana <ana@", 1), ("bia", 0)] {
        assert_eq!(on.matching(Condition::Text(Field::From, contains(text))).await.len(), found, "{text}");
    }
}

async fn flags_select(on: &Fixture) {
    on.put_with(&inbox(), letter("read"), seen(true), MARCH).await;
    on.put_with(&inbox(), letter("unread"), seen(false), MARCH).await;
    let flagged = Flags { flagged: true, ..seen(true) };
    on.put_with(&inbox(), letter("flagged"), flagged, MARCH).await;
    for (condition, found) in [
        (Seen(false), vec!["unread"]),
        (Seen(true), vec!["read", "flagged"]),
        (Not(Box::new(Seen(true))), vec!["unread"]),
        (All(vec![Seen(true), Flagged(false)]), vec!["read"]),
        (Any(vec![Seen(false), Flagged(true)]), vec!["unread", "flagged"]),
        (Any(vec![Seen(false), Flagged(true), subject(contains("rea"))]), vec!["read", "unread", "flagged"]),
        (Not(Box::new(All(vec![Seen(true), Flagged(true)]))), vec!["read", "unread"]),
        (Not(Box::new(Any(vec![Seen(false), Flagged(true)]))), vec!["read"]),
        (Any(vec![Seen(false), Flagged(false)]), vec!["read", "unread"]),
        (Not(Box::new(Any(vec![Seen(false), subject(contains("flag"))]))), vec!["read"]),
    ] {
        assert_eq!(on.matching(condition.clone()).await, found, "{condition:?}");
    }
}

async fn moments_select_to_the_second(on: &Fixture) {
    let at = |seconds: i64| MARCH.checked_add(seconds.seconds()).unwrap();
    let hours = |hours: i64| at(hours * 3600);
    for (subject, moment) in
        [("day before", hours(-24)), ("noon", MARCH), ("later", hours(13)), ("next", hours(26))]
    {
        on.put_with(&inbox(), letter(subject), Flags::default(), moment).await;
    }
    for (from, until, found) in [
        (Some(MARCH), None, vec!["noon", "later", "next"]),
        (Some(at(1)), None, vec!["later", "next"]),
        (None, Some(MARCH), vec!["day before"]),
        (None, Some(at(1)), vec!["day before", "noon"]),
        (Some(hours(-2)), Some(hours(13)), vec!["noon"]),
    ] {
        assert_eq!(on.matching(Received { from, until }).await, found, "{from:?} to {until:?}");
    }
}

async fn sizes_are_exclusive_on_both_sides(on: &Fixture) {
    let raw = letter("small");
    let size = raw.len() as u64;
    on.put_raw(&inbox(), raw).await;
    on.put_raw(&inbox(), parcel("large", "a.pdf", 20_000)).await;
    for (over, under, found) in [
        (Some(size), None, vec!["large"]),
        (Some(size - 1), None, vec!["small", "large"]),
        (None, Some(size), vec![]),
        (None, Some(size + 1), vec!["small"]),
        (Some(10), Some(1_000_000_000_000), vec!["small", "large"]),
    ] {
        assert_eq!(on.matching(Size { over, under }).await, found, "{over:?} to {under:?}");
    }
}

async fn attachments_are_seen_without_fetching_them(on: &Fixture) {
    on.put(&inbox(), &["letter"]).await;
    on.put_raw(&inbox(), parcel("parcel", "a.pdf", 300_000)).await;
    let before = on.mailbox.cost().await.received;
    assert_eq!(on.matching(HasAttachments(true)).await, ["parcel"]);
    assert_eq!(on.matching(HasAttachments(false)).await, ["letter"]);
    let received = on.mailbox.cost().await.received - before;
    assert!(received < 20_000, "{received} bytes");
}

async fn classes_select(on: &Fixture) {
    on.put(&inbox(), &["letter"]).await;
    let invitation = "From: a@b.test\r\nSubject: meet\r\nContent-Type: text/calendar; method=REQUEST\r\n\r\nBEGIN:VCALENDAR\r\n";
    on.put_raw(&inbox(), invitation.as_bytes().to_vec()).await;
    let bounce = "From: a@b.test\r\nSubject: bounce\r\nContent-Type: multipart/report; report-type=delivery-status; \
                  boundary=b\r\n\r\n--b\r\n\r\nno\r\n--b\r\nContent-Type: message/delivery-status\r\n\r\nAction: failed\r\n\r\n--b--\r\n";
    on.put_raw(&inbox(), bounce.as_bytes().to_vec()).await;
    for (class, found) in
        [(mime::Class::Mail, "letter"), (mime::Class::Invitation, "meet"), (mime::Class::Bounce, "bounce")]
    {
        assert_eq!(on.matching(Class(vec![class])).await, [found]);
    }
}

async fn an_empty_all_means_everything_and_an_empty_any_nothing(on: &Fixture) {
    on.put(&inbox(), &["one"]).await;
    let none: Vec<Condition> = Vec::new();
    assert_eq!(on.matching(All(none.clone())).await, ["one"]);
    assert!(on.matching(Any(none.clone())).await.is_empty());
    assert_eq!(on.matching(Not(Box::new(Any(none)))).await, ["one"]);
}
