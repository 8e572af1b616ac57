//! Conditions on texts: what is matched, and how.

use crate::fixture::{Fixture, all_of, inbox};
use crate::lab::fresh;
use crate::letter::letter;
use carteiro_mail::query::{Field, HeaderName, Pattern, Text};
use carteiro_mail::{Condition, Query, Selection};
use std::collections::BTreeMap;

every_backend! {
    people_match_by_address_by_name_and_by_both,
    exact_means_all_of_it_and_case,
    any_of_several_texts_will_do,
    header_fields_match_whatever_the_case_of_their_names,
    an_unusual_name_of_a_header_field_is_no_obstacle,
    bodies_match_in_plain_text_and_in_html,
    bodies_are_read_only_of_what_the_header_leaves_open,
    groups_catch_in_every_field_that_matches,
}

every_backend! {
    when |can| can.fetch_parts;
    no_more_of_the_header_is_fetched_than_is_asked_about,
    bodies_are_read_without_attachments,
    names_of_attachments_match_decoded_and_without_inline_images,
}

/// A text that contains this in any case.
pub fn contains(text: &str) -> Text {
    Text(vec![Pattern::Contains { text: text.to_owned(), case: false }])
}

/// A text that matches this.
pub fn matches(pattern: &str) -> Text {
    Text(vec![Pattern::Regex(regex::Regex::new(pattern).unwrap())])
}

fn header(name: &str) -> Field {
    Field::Header(HeaderName::parse(name).unwrap())
}

/// A letter with further header lines, and this after its header.
fn written(subject: &str, lines: &str, body: &str) -> Vec<u8> {
    format!(
        "From: Ana <ana@sandbox.test>\r\nMessage-ID: <{}@sandbox.test>\r\nSubject: {subject}\r\n{lines}\r\n{body}",
        fresh("")
    )
    .into_bytes()
}

async fn found(on: &Fixture, field: Field, text: Text) -> Vec<String> {
    on.matching(Condition::Text(field, text)).await
}

async fn people_match_by_address_by_name_and_by_both(on: &Fixture) {
    let to = "To: Bia <bia@sandbox.test>, =?utf-8?Q?Jo=C3=A3o?= <jo@sandbox.test>\r\nCc: =?utf-8?B?w4lsaWE=?= <elia@other.test>\r\n";
    on.put_raw(&inbox(), written("one", to, "x")).await;
    on.put_raw(&inbox(), written("two", "To: ana@sandbox.test\r\n", "x")).await;
    for (field, text, subjects) in [
        (Field::To, "JOÃO", vec!["one"]),
        (Field::To, "joão <jo@", vec!["one"]),
        (Field::To, "@sandbox.test", vec!["one", "two"]),
        (Field::Cc, "élia", vec!["one"]),
        (Field::Cc, "@sandbox.test", vec![]),
        (Field::From, "ana", vec!["one", "two"]),
    ] {
        assert_eq!(found(on, field.clone(), contains(text)).await, subjects, "{field:?} {text}");
    }
}

async fn exact_means_all_of_it_and_case(on: &Fixture) {
    on.put(&inbox(), &["Invoice", "invoice", "Invoice 2"]).await;
    let exact = |text: &str| Text(vec![Pattern::Exact(text.to_owned())]);
    assert_eq!(found(on, Field::Subject, exact("Invoice")).await, ["Invoice"]);
    assert_eq!(found(on, Field::From, exact("ana@sandbox.test")).await.len(), 3);
    assert!(found(on, Field::From, exact("sandbox.test")).await.is_empty());
    let cased = Text(vec![Pattern::Contains { text: "Inv".to_owned(), case: true }]);
    assert_eq!(found(on, Field::Subject, cased).await, ["Invoice", "Invoice 2"]);
}

async fn any_of_several_texts_will_do(on: &Fixture) {
    on.put(&inbox(), &["one", "two", "three"]).await;
    let text = Text([contains("ONE").0, matches("^t.o$").0].concat());
    assert_eq!(found(on, Field::Subject, text).await, ["one", "two"]);
}

async fn header_fields_match_whatever_the_case_of_their_names(on: &Fixture) {
    on.put_raw(&inbox(), written("plain", "X-Ticket: 47\r\n", "x")).await;
    on.put_raw(
        &inbox(),
        written("twice", "x-TICKET: 1\r\nX-Ticket:\r\n =?utf-8?Q?a=C3=A7=C3=A3o?=\r\n", "x"),
    )
    .await;
    on.put_raw(&inbox(), written("none", "", "X-Ticket: 47\r\n")).await;
    for (text, subjects) in [
        (contains("47"), vec!["plain"]),
        (contains("AÇÃO"), vec!["twice"]),
        (matches("^[0-9]+$"), vec!["plain", "twice"]),
        (Text(vec![Pattern::Anything]), vec!["plain", "twice"]),
    ] {
        assert_eq!(found(on, header("x-ticket"), text.clone()).await, subjects, "{text:?}");
    }
    let not = Condition::Not(Box::new(Condition::Text(header("X-Ticket"), Text(vec![Pattern::Anything]))));
    assert_eq!(on.matching(not).await, ["none"]);
    assert_eq!(found(on, header("subject"), contains("plain")).await, ["plain"]);
}

async fn no_more_of_the_header_is_fetched_than_is_asked_about(on: &Fixture) {
    let long = format!("X-Ticket: 47\r\nX-Long: {}\r\n", "x".repeat(900)).repeat(50);
    on.put_raw(&inbox(), written("one", &long, "x")).await;
    let before = on.mailbox.cost().await.received;
    assert_eq!(found(on, header("X-Ticket"), contains("47")).await, ["one"]);
    let received = on.mailbox.cost().await.received - before;
    assert!(received < 10_000, "{received} bytes");
}

async fn an_unusual_name_of_a_header_field_is_no_obstacle(on: &Fixture) {
    on.put_raw(&inbox(), written("one", "X(\"odd\")]: yes\r\n", "x")).await;
    assert_eq!(found(on, header("x(\"ODD\")]"), contains("yes")).await, ["one"]);
}

const TWO_FORMS: &str = "--b\r\nContent-Type: text/plain\r\n\r\nSee the other form.\r\n\
    --b\r\nContent-Type: text/html; charset=utf-8\r\n\r\n<p>The <b>gr\u{e3}o</b> total&nbsp;is 42</p>\r\n--b--\r\n";

async fn bodies_match_in_plain_text_and_in_html(on: &Fixture) {
    on.put_raw(&inbox(), letter("plain")).await;
    let lines = "MIME-Version: 1.0\r\nContent-Type: multipart/alternative; boundary=b\r\n";
    on.put_raw(&inbox(), written("both", lines, TWO_FORMS)).await;
    let lines = "MIME-Version: 1.0\r\nContent-Type: text/plain; charset=utf-8\r\nContent-Transfer-Encoding: base64\r\n";
    on.put_raw(&inbox(), written("encoded", lines, "b2zDoSwgQ09ERUQu\r\n")).await;
    for (text, subjects) in [
        (contains("OLÁ"), vec!["plain", "encoded"]),
        (contains("coded"), vec!["encoded"]),
        (contains("other form"), vec!["both"]),
        (contains("the grão total"), vec!["both"]),
        (matches(r"(?m)is \d+$"), vec!["both"]),
        (contains("<b>"), vec![]),
        (contains("Subject:"), vec![]),
    ] {
        assert_eq!(found(on, Field::Body, text.clone()).await, subjects, "{text:?}");
    }
    let not = Condition::Not(Box::new(Condition::Text(Field::Body, contains("olá"))));
    assert_eq!(on.matching(not).await, ["both"]);
}

/// What reading took of the bytes of messages.
async fn taken(on: &Fixture, condition: Condition) -> (Vec<String>, u64) {
    let before = on.mailbox.cost().await.received;
    let found = on.matching(condition).await;
    (found, on.mailbox.cost().await.received - before)
}

async fn bodies_are_read_only_of_what_the_header_leaves_open(on: &Fixture) {
    let long = "Long text.\r\n".repeat(10_000);
    on.put_raw(&inbox(), written("wanted", "", "Short text.")).await;
    on.put_raw(&inbox(), written("other", "", &long)).await;
    let subject = Condition::Text(Field::Subject, contains("wanted"));
    let body = || Condition::Text(Field::Body, contains("text"));
    let (found, received) = taken(on, Condition::All(vec![body(), subject.clone()])).await;
    assert_eq!(found, ["wanted"]);
    assert!(received < 20_000, "{received} bytes");
    let (found, _) = taken(on, Condition::Any(vec![body(), subject])).await;
    assert_eq!(found, ["wanted", "other"]);
}

async fn bodies_are_read_without_attachments(on: &Fixture) {
    on.put_raw(&inbox(), crate::letter::parcel("parcel", "a.pdf", 2_000_000)).await;
    let (found, received) = taken(on, Condition::Text(Field::Body, contains("see THE file"))).await;
    assert_eq!(found, ["parcel"]);
    assert!(received < 20_000, "{received} bytes");
}

const FILES: &str = "--b\r\nContent-Type: text/plain\r\n\r\nx\r\n\
    --b\r\nContent-Type: application/pdf\r\nContent-Disposition: attachment; filename*=utf-8''Cobran%C3%A7a.pdf\r\n\r\nx\r\n\
    --b\r\nContent-Type: image/png; name=logo.png\r\nContent-ID: <1>\r\nContent-Disposition: inline\r\n\r\nx\r\n--b--\r\n";

async fn names_of_attachments_match_decoded_and_without_inline_images(on: &Fixture) {
    let lines = "MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n";
    on.put_raw(&inbox(), written("files", lines, FILES)).await;
    on.put_raw(&inbox(), crate::letter::parcel("parcel", "a.pdf", 300_000)).await;
    on.put_raw(&inbox(), letter("letter")).await;
    let name = |text| Condition::Text(Field::AttachmentName, text);
    let (found, received) = taken(on, name(matches(r"(?i)\.pdf$"))).await;
    assert_eq!(found, ["files", "parcel"]);
    assert!(received < 20_000, "{received} bytes");
    assert_eq!(on.matching(name(contains("COBRANÇA"))).await, ["files"]);
    assert!(on.matching(name(contains("logo"))).await.is_empty());
    assert_eq!(on.matching(Condition::Not(Box::new(name(contains("pdf"))))).await, ["letter"]);
}

async fn groups_catch_in_every_field_that_matches(on: &Fixture) {
    on.put_raw(&inbox(), written("Invoice 7", "X-Ticket: T-9\r\n", "Total: 42\r\n")).await;
    let conditions = vec![
        Condition::Text(Field::Subject, matches(r"(?<number>\d+)")),
        Condition::Text(header("X-Ticket"), matches(r"^T-(?<ticket>.*)")),
        Condition::Text(Field::From, matches("(?<user>.*)@")),
        Condition::Any(vec![
            Condition::Text(Field::Subject, matches("(?<kind>Invoice|Receipt)")),
            Condition::Text(Field::Subject, matches("(?<other>Receipt)")),
            Condition::Text(Field::Body, matches(r"Total: (?<total>\d+)")),
        ]),
        Condition::Text(Field::Body, matches(r"(?<all>Total.*2)")),
        Condition::Not(Box::new(Condition::Text(Field::Subject, matches("(?<never>Receipt)")))),
    ];
    let query = Query { condition: Some(Condition::All(conditions)) };
    let found = on.select(Selection { query, ..all_of(&inbox()) }).await;
    let caught = &found[0].as_ref().unwrap().matched.0;
    let expected = [
        ("all", "Total: 42"),
        ("kind", "Invoice"),
        ("number", "7"),
        ("ticket", "9"),
        ("total", "42"),
        ("user", "ana"),
    ];
    let expected: BTreeMap<String, String> =
        expected.into_iter().map(|(name, text)| (name.to_owned(), text.to_owned())).collect();
    assert_eq!(caught, &expected);
}
