//! Faults that happen once, at each operation that a session asks for.

use super::desk::{Desk, Outcomes, SignIn, VERBS};
use carteiro_mail::Kind;
use std::time::Duration;

pub const FAULTS: [&str; 7] = [
    "ews-timeout-once",
    "ews-stops-batch-once=1",
    "ews-busy-once=1500",
    "ews-unavailable-once",
    "ews-torn-xml-once",
    "ews-cut-before-once",
    "ews-cut-after-once",
];

/// The operations of a session and of what goes out, and which of their requests.
const OPERATIONS: [(&str, usize); 11] = [
    ("FindFolder", 1),
    ("FindItem", 1),
    ("GetItem", 1),
    ("UpdateItem", 1),
    ("CopyItem", 1),
    ("MoveItem", 1),
    ("CreateItem", 1),
    ("DeleteItem", 1),
    ("GetFolder", 2),
    ("CreateItem", 2),
    ("SendItem", 1),
];

/// What cannot be known is told: a copy and a new message are not made again where they may have been made.
fn expected(fault: &str, (operation, nth): (&str, usize)) -> Outcomes {
    let verb = match (operation, nth) {
        ("CopyItem", _) => "copy",
        ("CreateItem", 1) => "append",
        _ => "",
    };
    let is_lost = ["torn", "cut", "timeout"].iter().any(|lost| fault.contains(lost));
    VERBS.map(|known| (is_lost && known == verb).then_some(Kind::OutcomeUnknown))
}

/// The wait that the server asks for.
fn wait(fault: &str) -> Option<Duration> {
    match fault {
        "ews-busy-once=1500" => Some(Duration::from_millis(1500)),
        "ews-unavailable-once" => Some(Duration::from_secs(1)),
        _ => None,
    }
}

async fn meets(sign_in: SignIn, fault: &str, request: (&'static str, usize)) {
    let what = format!("{fault} at {request:?}, {sign_in:?}");
    let desk = Desk::new(sign_in).await;
    let mailbox = desk.client.mailbox().await;
    let (operation, nth) = request;
    // The session stands already.
    let nth = if operation == "GetFolder" { nth - 1 } else { nth };
    desk.arm(operation, nth, fault.parse().unwrap());
    let outcomes = desk.work(&mailbox).await;
    assert!(desk.has_met(), "{what}");
    assert_eq!(outcomes, expected(fault, request), "{what}");
    desk.check(outcomes, &what);
    assert!(desk.sandbox.account().messages("Drafts").unwrap().is_empty(), "{what}");
    match wait(fault) {
        Some(wait) => assert_eq!(desk.pauses(), [(Kind::Throttled, wait)], "{what}"),
        None => {
            assert!(desk.pauses().iter().all(|(kind, pause)| {
                matches!(kind, Kind::Protocol | Kind::Unreachable | Kind::Throttled) && pause.is_zero()
            }));
        }
    }
}

#[tokio::test]
async fn a_fault_that_happens_once_stops_nothing_whichever_request_meets_it() {
    for fault in FAULTS {
        for request in OPERATIONS {
            meets(SignIn::Basic, fault, request).await;
        }
    }
}

#[tokio::test]
async fn a_fault_that_happens_once_stops_nobody_who_signed_a_connection_in() {
    for fault in FAULTS {
        for request in [("GetItem", 1), ("MoveItem", 1), ("CreateItem", 1), ("SendItem", 1)] {
            meets(SignIn::Ntlm, fault, request).await;
        }
    }
}
