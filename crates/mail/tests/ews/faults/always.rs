//! Faults that stay, while a session stands.

use super::desk::{Desk, Outcomes, SignIn, letter};
use carteiro_mail::{Envelope, FolderPath, Kind, Parts, Selection};
use carteiro_sandbox::{Fault, Flags};
use futures_util::StreamExt;
use std::time::Duration;

/// More than come with one answer.
const MANY: usize = 350;
const DONE: Outcomes = [None; 7];
const THROTTLED: Outcomes = [Some(Kind::Throttled); 7];
const DENIED: Outcomes = [Some(Kind::Denied); 7];
/// Whatever may have been done cannot be told from what was not; where it goes is not found at all.
const TORN: Outcomes = [
    Some(Kind::Protocol),
    Some(Kind::OutcomeUnknown),
    Some(Kind::Protocol),
    Some(Kind::Protocol),
    Some(Kind::Protocol),
    Some(Kind::OutcomeUnknown),
    Some(Kind::Protocol),
];
/// Nothing more goes in, and nothing goes out.
const FULL: Outcomes = [None, None, Some(Kind::Quota), None, Some(Kind::Quota), None, Some(Kind::Quota)];

/// Each, and what fails by it: finding, marking, copying, moving, appending, deleting, sending.
pub const FAULTS: &[(&str, Outcomes)] = &[
    ("ews-busy=1500", THROTTLED),
    ("ews-unavailable", THROTTLED),
    ("ews-blocked", DENIED),
    ("ews-torn-xml", TORN),
    ("ews-fraction-digits=0", DONE),
    ("ews-fraction-digits=3", DONE),
    ("ews-fraction-digits=9", DONE),
    ("ews-raw-characters", DONE),
    ("ews-minute=1", DONE),
    ("ews-concurrency=1", DONE),
    ("ews-no-impersonation", DONE),
    ("ews-closed-mailbox=*", DONE),
    ("full-mailbox=ana@sandbox.test", FULL),
    ("over-quota=ana@sandbox.test", FULL),
    ("delay-answers=2", DONE),
];

#[tokio::test]
async fn what_cannot_be_done_is_of_its_kind_and_nothing_is_lost() {
    for sign_in in [SignIn::Basic, SignIn::Ntlm] {
        for (text, expected) in FAULTS {
            let fault: Fault = text.parse().unwrap();
            let desk = Desk::new(sign_in).await;
            let mailbox = desk.client.mailbox().await;
            desk.set(fault);
            let outcomes = desk.work(&mailbox).await;
            assert_eq!(outcomes, *expected, "{text}, {sign_in:?}");
            desk.check(outcomes, text);
        }
    }
}

#[tokio::test]
async fn a_server_that_tells_how_long_to_wait_is_asked_again_then_and_not_for_ever() {
    let desk = Desk::new(SignIn::Basic).await;
    let mailbox = desk.client.mailbox().await;
    desk.set(Fault::EwsBusy(1500));
    let error = mailbox.folders().await.unwrap_err();
    assert_eq!((error.kind(), error.wait()), (Kind::Throttled, Some(Duration::from_millis(1500))));
    assert_eq!(desk.pauses(), [(Kind::Throttled, Duration::from_millis(1500)); 5]);
}

#[tokio::test]
async fn no_more_than_four_requests_are_under_way_at_once() {
    let desk = Desk::new(SignIn::Basic).await;
    let at = "2026-11-22T13:00:00Z".parse().unwrap();
    for n in 0..MANY {
        let letter = format!("Subject: {n}\r\nMessage-ID: <{n}@else.test>\r\n\r\nhello\r\n").into_bytes();
        desk.sandbox.account().append("INBOX", letter, Flags::default(), at).unwrap();
    }
    let mailbox = desk.client.mailbox().await;
    desk.set(Fault::EwsConcurrency(4));
    for parts in [Parts::default(), Parts { content: true, ..Parts::default() }] {
        let selection = Selection { parts, ..Selection::of(FolderPath::inbox()) };
        let found: Vec<_> = mailbox.messages(selection).await.unwrap().collect().await;
        let subjects: Vec<String> =
            found.into_iter().skip(4).map(|one| one.unwrap().message.header.subject.clone()).collect();
        assert_eq!(subjects, (0..MANY).map(|n| n.to_string()).collect::<Vec<_>>());
    }
    assert_eq!(desk.pauses(), []);
}

#[tokio::test]
async fn a_draft_that_a_busy_server_did_not_remove_is_removed_once_it_has_time() {
    let desk = Desk::new(SignIn::Basic).await;
    let outgoing = desk.client.outgoing();
    // Neither to send it nor to remove it.
    desk.arm_all("SendItem", 1, vec![Fault::EwsBusyOnce(1500), Fault::EwsBusyOnce(1000)]);
    let envelope = Envelope::new("ana@sandbox.test", ["q@else.test"]).unwrap();
    outgoing.send(envelope, letter("sent").into()).await.unwrap();
    assert!(desk.has_met());
    assert_eq!(desk.pauses(), [(Kind::Throttled, Duration::from_millis(1500))]);
    assert_eq!(desk.sandbox.outbox().len(), 1);
    assert!(desk.sandbox.account().messages("Drafts").unwrap().is_empty());
}
