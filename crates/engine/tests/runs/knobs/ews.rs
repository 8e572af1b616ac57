//! The same by Exchange Web Services, before a run and in the middle of one: what fails is done by a run after the fault is
//! gone, and what nobody can know is left to a person.

use super::course::{
    Before, End, Midway, Once, ends, is_sat_out, is_told_and_done_by_another, once_changes_nothing,
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
    ("ews-version=Exchange2007", Owner, NoSession(Kind::Unsupported, "ews-version")),
    ("ews-version=Exchange2007_SP1", Owner, End::Done),
    ("ews-version=Exchange2010", Owner, End::Done),
    ("ews-version=Exchange2010_SP2", Impersonator, End::Done),
    ("ews-fraction-digits=0", Owner, End::Done),
    ("ews-fraction-digits=9", Owner, End::Done),
    ("ews-raw-characters", Owner, End::Done),
    ("ews-closed-mailbox=*", Owner, End::Done),
    ("ews-closed-mailbox=bia@sandbox.test", Delegate, NoSession(Kind::Denied, "mailbox-denied")),
    ("ews-closed-mailbox=ana@sandbox.test", Delegate, End::Done),
    ("ews-no-impersonation", Owner, End::Done),
    ("ews-no-impersonation", Delegate, End::Done),
    ("ews-no-impersonation", Impersonator, NoSession(Kind::Denied, "mailbox-denied")),
    ("ews-busy=1500", Owner, NoSession(Kind::Throttled, "ews-busy")),
    ("ews-busy-once=1500", Owner, NoSession(Kind::Throttled, "ews-busy")),
    ("ews-unavailable", Owner, NoSession(Kind::Throttled, "ews-busy")),
    ("ews-unavailable-once", Owner, NoSession(Kind::Throttled, "ews-busy")),
    ("ews-blocked", Owner, NoSession(Kind::Denied, "ews-forbidden")),
    ("ews-torn-xml", Owner, NoSession(Kind::Protocol, "ews-nonsense")),
    ("ews-torn-xml-once", Owner, NoSession(Kind::Protocol, "ews-nonsense")),
    ("ews-cut-before-once", Owner, NoSession(Kind::Unreachable, "connection-lost")),
    ("ews-cut-after-once", Owner, NoSession(Kind::Unreachable, "connection-lost")),
    ("ews-stops-batch-once=1", Owner, End::Done),
    ("ews-timeout-once", Owner, NoSession(Kind::Unreachable, "server-unavailable")),
    ("ews-concurrency=1", Owner, End::Done),
    ("ews-concurrency=4", Owner, End::Done),
    ("ews-minute=1", Owner, End::Done),
    ("full-mailbox=ana@sandbox.test", Owner, Fails(Kind::Quota, "mailbox-full")),
    ("over-quota=ana@sandbox.test", Owner, Fails(Kind::Quota, "mailbox-full")),
    ("mfa-required", Owner, NoSession(Kind::SignInFailed, "sign-in-refused")),
    ("sign-in-unavailable", Owner, NoSession(Kind::Throttled, "ews-busy")),
    ("delay-answers=2", Owner, End::Done),
    // Who says where the service is asks nobody else.
    ("autodiscover-redirect-address=bia@sandbox.test", Owner, End::Done),
    ("autodiscover-redirect-url=https://else.test/", Owner, End::Done),
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

const ONCE: [Once; 7] = [
    ("ews-timeout-once", None, &[]),
    ("ews-stops-batch-once=1", None, &[]),
    ("ews-busy-once=1500", Some(("ews-busy", 1500)), &[]),
    ("ews-unavailable-once", Some(("ews-busy", 1000)), &[]),
    ("ews-torn-xml-once", None, &[]),
    ("ews-cut-before-once", None, &[]),
    ("ews-cut-after-once", None, &[]),
];

const MIDWAY: &[Midway] = &[
    ("ews-busy=1500", Owner, &[(Kind::Throttled, "ews-busy")]),
    ("ews-unavailable", Owner, &[(Kind::Throttled, "ews-busy")]),
    ("ews-blocked", Owner, &[(Kind::Denied, "ews-forbidden")]),
    ("ews-torn-xml", Owner, &[(Kind::Protocol, "ews-nonsense"), (Kind::OutcomeUnknown, "outcome-unknown")]),
    ("ews-closed-mailbox=bia@sandbox.test", Delegate, &[(Kind::Denied, "mailbox-denied")]),
    ("ews-no-impersonation", Impersonator, &[(Kind::Denied, "mailbox-denied")]),
    ("full-mailbox=ana@sandbox.test", Owner, &[(Kind::Quota, "mailbox-full")]),
    ("over-quota=ana@sandbox.test", Owner, &[(Kind::Quota, "mailbox-full")]),
    ("mfa-required", Owner, &[(Kind::SignInFailed, "sign-in-refused")]),
    ("sign-in-unavailable", Owner, &[(Kind::Throttled, "ews-busy")]),
    ("ews-version=Exchange2007", Owner, &[(Kind::Unsupported, "ews-version")]),
    ("ews-fraction-digits=9", Owner, &[]),
    ("ews-raw-characters", Owner, &[]),
    ("ews-concurrency=1", Owner, &[]),
    ("ews-minute=1", Owner, &[]),
    ("delay-answers=2", Owner, &[]),
];

#[test]
fn every_fault_of_exchange_is_met_in_the_middle_of_a_run() {
    for entry in Fault::LIST.iter().filter(|entry| entry.name.starts_with("ews-")) {
        let met = ONCE.iter().map(|(text, ..)| name(text)).chain(MIDWAY.iter().map(|(text, ..)| name(text)));
        assert!(met.into_iter().any(|met| met == entry.name), "{}", entry.name);
    }
}

async fn stand(who: As) -> Office {
    Office::stand(By::Ews, who).await
}

#[tokio::test]
async fn whatever_goes_wrong_all_is_answered_and_saved_and_moved_once() {
    for (text, who, end) in FAULTS {
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
async fn what_happens_once_in_the_middle_of_a_run_changes_nothing_of_it() {
    for once in ONCE {
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
async fn a_wrong_password_touches_nothing() {
    let mut office = stand(Owner).await;
    office.world.secrets.take_variable("CARTEIRO_CREDENTIAL_SANDBOX__ANA__PASSWORD", "canary");
    let outcome = office.run().await;
    let kinds: Vec<Kind> = office.failed(&outcome).iter().map(|failure| failure.kind).collect();
    assert_eq!(kinds, [Kind::SignInFailed], "{}", office.told());
    assert!(outcome.could_not_connect() && !office.told().contains("canary"));
    assert_eq!(office.done("a wrong password"), Done::NOTHING);
    office.world.secrets.take_variable("CARTEIRO_CREDENTIAL_SANDBOX__ANA__PASSWORD", "sandbox");
    assert_eq!(office.run().await.status(), Status::Ok, "{}", office.told());
    assert_eq!(office.done("the right one"), Done::ALL);
}
