//! What messages are for: invitations, receipts, bounces.

use crate::fixture::{Fixture, all_of, inbox};
use crate::letter::parcel;
use carteiro_mail::mime::Class;
use carteiro_mail::{Condition, Parts, Query, Selection};

every_backend! {
    a_bounce_tells_whom_it_was_for_with_and_without_its_text,
    a_report_on_a_delivery_is_a_receipt_or_a_bounce_by_what_it_says,
}

every_backend! {
    when |can| can.fetch_parts;
    ordinary_mail_is_not_read_to_know_that_it_is_mail,
}

const PURPOSE: Parts =
    Parts { all_headers: false, structure: false, text: false, purpose: true, content: false };

/// A report on a delivery, with a returned message of about `size` bytes.
fn report(action: &str, size: usize) -> Vec<u8> {
    let returned = "x".repeat(70) + "\r\n";
    format!(
        "From: mailer-daemon@sandbox.test\r\nTo: ana@sandbox.test\r\nSubject: {action}\r\nMIME-Version: 1.0\r\n\
         Content-Type: multipart/report; report-type=delivery-status; boundary=r\r\n\r\n--r\r\n\
         Content-Type: text/plain\r\n\r\nAbout your message.\r\n--r\r\nContent-Type: message/delivery-status\r\n\r\n\
         Reporting-MTA: dns; mx.sandbox.test\r\n\r\nFinal-Recipient: rfc822; bia@sandbox.test\r\nAction: {action}\r\n\
         Status: 4.2.2\r\n--r\r\nContent-Type: message/rfc822\r\n\r\nSubject: Sent\r\nMessage-ID: <sent@sandbox.test>\r\n\
         Content-Type: text/plain\r\n\r\n{}--r--\r\n",
        returned.repeat(size / 72)
    )
    .into_bytes()
}

async fn a_bounce_tells_whom_it_was_for_with_and_without_its_text(on: &Fixture) {
    for size in [100, 600_000] {
        on.put_raw(&inbox(), report("failed", size)).await;
    }
    for parts in [PURPOSE, Parts { text: true, ..PURPOSE }, Parts { content: true, ..PURPOSE }] {
        for message in on.messages_with(&inbox(), parts).await {
            let bounce = message.bounce().unwrap();
            assert_eq!(bounce.recipients[0].address, "bia@sandbox.test", "{parts:?}");
            assert_eq!(bounce.original_message_id.as_deref(), Some("sent@sandbox.test"), "{parts:?}");
            assert_eq!(bounce.original_subject.as_deref(), Some("Sent"), "{parts:?}");
            let text = message.text.map(|text| text.plain.trim_end().to_owned());
            assert_eq!(text.as_deref(), parts.text.then_some("About your message."), "{parts:?}");
            assert_eq!(message.content.is_some(), parts.content, "{parts:?}");
        }
    }
}

async fn a_report_on_a_delivery_is_a_receipt_or_a_bounce_by_what_it_says(on: &Fixture) {
    for action in ["failed", "delivered", "delayed"] {
        on.put_raw(&inbox(), report(action, 100)).await;
    }
    on.put(&inbox(), &["letter"]).await;
    for (classes, subjects) in [
        (vec![Class::Mail], vec!["letter"]),
        (vec![Class::Bounce], vec!["failed", "delayed"]),
        (vec![Class::Receipt], vec!["delivered"]),
        (vec![Class::Bounce, Class::Receipt], vec!["failed", "delivered", "delayed"]),
    ] {
        let query = Query { condition: Some(Condition::Class(classes.clone())) };
        let found = on.select(Selection { query, ..all_of(&inbox()) }).await;
        let found: Vec<_> =
            found.iter().map(|one| one.as_ref().unwrap().message.header.subject.as_str()).collect();
        assert_eq!(found, subjects, "{classes:?}");
    }
}

async fn ordinary_mail_is_not_read_to_know_that_it_is_mail(on: &Fixture) {
    on.put_raw(&inbox(), parcel("parcel", "a.pdf", 200_000)).await;
    let before = on.mailbox.cost().await;
    let message = on.messages_with(&inbox(), PURPOSE).await.remove(0);
    assert_eq!(message.class(), Some(Class::Mail));
    let after = on.mailbox.cost().await;
    assert!(after.received - before.received < 20_000, "{before:?} {after:?}");
}
