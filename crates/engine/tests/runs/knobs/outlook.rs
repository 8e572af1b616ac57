//! The same by Microsoft Graph, before a run and in the middle of one: what fails is done by a run after the fault is gone,
//! and what nobody can know is left to a person.

use super::course::{
    Before, End, Midway, Once, Ways, ends, is_sat_out, is_told_and_done_by_another, once_changes_nothing,
};
use super::name;
use super::office::{As, By, Done, Office};
use As::{Delegate, Impersonator, Owner};
use End::{Fails, NoSession};
use carteiro_engine::Status;
use carteiro_mail::Kind;
use carteiro_sandbox::{Capability, Fault};

/// Each as it is typed.
pub const FAULTS: &[Before] = &[
    ("graph-closed-mailbox=ana@sandbox.test", Owner, NoSession(Kind::Denied, "graph-denied")),
    ("graph-closed-mailbox=ana@sandbox.test", Delegate, End::Done),
    ("graph-closed-mailbox=bia@sandbox.test", Delegate, NoSession(Kind::Denied, "graph-denied")),
    ("graph-closed-mailbox=bia@sandbox.test", Impersonator, NoSession(Kind::Denied, "graph-denied")),
    ("graph-concurrency=1", Owner, End::Done),
    ("graph-concurrency=2", Delegate, End::Done),
    ("graph-throttled=1", Owner, NoSession(Kind::Throttled, "graph-busy")),
    ("graph-throttled=300", Owner, NoSession(Kind::Throttled, "graph-busy")),
    ("graph-throttled-times=3", Owner, End::Done),
    ("graph-throttled-times=3", Delegate, End::Done),
    ("graph-unavailable", Owner, NoSession(Kind::Throttled, "graph-busy")),
    ("graph-unavailable-once", Owner, End::Done),
    ("graph-gateway-timeout-once", Owner, NoSession(Kind::Unreachable, "server-unavailable")),
    ("graph-token-revoked-once", Owner, End::Done),
    ("graph-token-revoked-once", Delegate, End::Done),
    ("graph-blocked", Owner, NoSession(Kind::Denied, "graph-denied")),
    ("graph-moved-not-found-once", Owner, End::Done),
    ("graph-inefficient-filter", Owner, End::Done),
    ("graph-sync-state-lost", Owner, End::Done),
    ("graph-torn-json", Owner, NoSession(Kind::Protocol, "graph-nonsense")),
    ("graph-torn-json-once", Owner, NoSession(Kind::Protocol, "graph-nonsense")),
    ("graph-cut-before-once", Owner, NoSession(Kind::Unreachable, "connection-lost")),
    ("graph-cut-after-once", Owner, NoSession(Kind::Unreachable, "connection-lost")),
    ("graph-cut-middle-once", Owner, NoSession(Kind::Unreachable, "connection-lost")),
    ("graph-cut-upload-once", Owner, End::Done),
    ("full-mailbox=ana@sandbox.test", Owner, Fails(Kind::Quota, "mailbox-full")),
    ("over-quota=ana@sandbox.test", Owner, Fails(Kind::Quota, "mailbox-full")),
    ("sign-in-unavailable", Owner, NoSession(Kind::Throttled, "graph-busy")),
    ("delay-answers=2", Owner, End::Done),
    // A token is shown to Graph; whether a password is enough is asked elsewhere.
    ("mfa-required", Owner, End::Done),
    // These are about other protocols: nothing of them is heard by HTTP.
    ("drop-after-bytes=1", Owner, End::Done),
    ("silent-after-commands=1", Owner, End::Done),
    ("one-byte-writes", Owner, End::Done),
    ("literal-lie=-3", Owner, End::Done),
    ("no-charset", Owner, End::Done),
    ("only-ascii", Owner, End::Done),
    ("blind-beyond-ascii", Owner, End::Done),
    ("words-only", Owner, End::Done),
    ("blind-to-text", Owner, End::Done),
    ("new-uid-validity", Owner, End::Done),
    ("rejected-recipient=*", Owner, End::Done),
    ("greylisted=*", Owner, End::Done),
    ("rejected-message", Owner, End::Done),
    ("cut-after-dot-delivered", Owner, End::Done),
    ("cut-after-dot-lost", Owner, End::Done),
    ("lost-after-uidl=1", Owner, End::Done),
    ("cut-at-quit-kept", Owner, End::Done),
    ("cut-at-quit-removed", Owner, End::Done),
    ("alert", Owner, End::Done),
];

/// What is small is sent at once. Where no answer came, and nothing is among what was sent, nobody can tell whether it is on
/// its way (docs/decisions/0027).
const UNKNOWN: Ways = &[(Kind::OutcomeUnknown, "outcome-unknown")];

/// What is refused once, or a few times, and asked for again.
const REFUSED: [Once; 6] = [
    // By 503 a letter may have been sent all the same (docs/decisions/0027).
    ("graph-unavailable-once", Some(("graph-busy", 1000)), UNKNOWN),
    ("graph-throttled-times=3", Some(("graph-busy", 1000)), &[]),
    // Longer than one request is asked again: the rest is waited for by whoever asked.
    ("graph-throttled-times=20", Some(("graph-busy", 1000)), &[]),
    ("graph-gateway-timeout-once", None, UNKNOWN),
    ("graph-token-revoked-once", None, &[]),
    ("graph-moved-not-found-once", None, &[]),
];

/// After which nobody has heard all of an answer.
const LOST: [Once; 4] = [
    ("graph-torn-json-once", None, &[]),
    ("graph-cut-before-once", None, UNKNOWN),
    ("graph-cut-after-once", None, &[]),
    ("graph-cut-middle-once", None, &[]),
];

const MIDWAY: &[Midway] = &[
    ("graph-throttled=1", Owner, &[(Kind::Throttled, "graph-busy")]),
    ("graph-throttled=300", Owner, &[(Kind::Throttled, "graph-busy")]),
    (
        "graph-unavailable",
        Owner,
        &[(Kind::Throttled, "graph-busy"), (Kind::OutcomeUnknown, "outcome-unknown")],
    ),
    ("graph-blocked", Owner, &[(Kind::Denied, "graph-denied")]),
    (
        "graph-torn-json",
        Owner,
        &[(Kind::Protocol, "graph-nonsense"), (Kind::OutcomeUnknown, "outcome-unknown")],
    ),
    ("graph-closed-mailbox=bia@sandbox.test", Delegate, &[(Kind::Denied, "graph-denied")]),
    ("graph-closed-mailbox=bia@sandbox.test", Impersonator, &[(Kind::Denied, "graph-denied")]),
    ("full-mailbox=ana@sandbox.test", Owner, &[(Kind::Quota, "mailbox-full")]),
    ("over-quota=ana@sandbox.test", Owner, &[(Kind::Quota, "mailbox-full")]),
    (
        "sign-in-unavailable",
        Owner,
        &[(Kind::Throttled, "graph-busy"), (Kind::OutcomeUnknown, "outcome-unknown")],
    ),
    ("graph-concurrency=1", Owner, &[]),
    ("graph-inefficient-filter", Owner, &[]),
    ("graph-sync-state-lost", Owner, &[]),
    ("graph-cut-upload-once", Owner, &[]),
    ("delay-answers=2", Owner, &[]),
];

fn is_of_graph(fault: &str) -> bool {
    fault.starts_with("graph-")
}

#[test]
fn every_fault_of_graph_is_met_in_the_middle_of_a_run() {
    for entry in Fault::LIST.iter().filter(|entry| is_of_graph(entry.name)) {
        let once = REFUSED.iter().chain(&LOST).map(|(text, ..)| name(text));
        let met = once.chain(MIDWAY.iter().map(|(text, ..)| name(text)));
        assert!(met.into_iter().any(|met| met == entry.name), "{}", entry.name);
    }
}

async fn stand(who: As) -> Office {
    Office::stand(By::Graph, who).await
}

#[tokio::test]
async fn whatever_graph_does_wrong_all_is_answered_and_saved_and_moved_once() {
    for (text, who, end) in FAULTS.iter().filter(|(text, ..)| is_of_graph(text)) {
        ends(stand(*who).await, text, *end).await;
    }
}

#[tokio::test]
async fn whatever_else_goes_wrong_all_is_answered_and_saved_and_moved_once() {
    for (text, who, end) in FAULTS.iter().filter(|(text, ..)| !is_of_graph(text)) {
        ends(stand(*who).await, text, *end).await;
    }
}

#[tokio::test]
async fn whatever_a_server_does_not_know_by_other_protocols_is_done() {
    for capability in Capability::SHARED {
        ends(stand(Owner).await, &format!("without={capability}"), End::Done).await;
    }
}

#[tokio::test]
async fn what_is_refused_once_in_the_middle_of_a_run_changes_nothing_of_it() {
    for once in REFUSED {
        once_changes_nothing(async || stand(Owner).await, once).await;
    }
}

#[tokio::test]
async fn an_answer_that_is_lost_in_the_middle_of_a_run_changes_nothing_of_it() {
    for once in LOST {
        once_changes_nothing(async || stand(Owner).await, once).await;
    }
}

#[tokio::test]
async fn what_goes_wrong_from_the_middle_of_a_run_on_is_told_and_done_by_another() {
    for midway in MIDWAY {
        is_told_and_done_by_another(stand, *midway).await;
    }
}

#[tokio::test]
async fn what_goes_wrong_for_a_while_is_sat_out_and_nothing_is_done_twice() {
    for midway in MIDWAY.iter().filter(|(.., expected)| !expected.is_empty()) {
        is_sat_out(stand, *midway).await;
    }
}

#[tokio::test]
async fn a_wrong_secret_of_an_application_touches_nothing() {
    let mut office = stand(Owner).await;
    office.world.secrets.take_variable("CARTEIRO_CREDENTIAL_SANDBOX__APP__SECRET", "canary");
    let outcome = office.run().await;
    let kinds: Vec<Kind> = office.failed(&outcome).iter().map(|failure| failure.kind).collect();
    assert_eq!(kinds, [Kind::SignInFailed], "{}", office.told());
    assert!(outcome.could_not_connect() && !office.told().contains("canary"));
    assert_eq!(office.done("a wrong secret"), Done::NOTHING);
    office.world.secrets.take_variable("CARTEIRO_CREDENTIAL_SANDBOX__APP__SECRET", "daemon-secret");
    assert_eq!(office.run().await.status(), Status::Ok, "{}", office.told());
    assert_eq!(office.done("the right one"), Done::ALL);
}
