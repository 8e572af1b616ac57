//! The same by Exchange Web Services, before a run and in the middle of one: what fails is done by a run after the fault is
//! gone, and what nobody can know is left to a person.

mod office;

use carteiro_engine::{Failure, Outcome, Status};
use carteiro_mail::Kind;
use carteiro_sandbox::{Capability, Fault};
use office::{As, Done, MESSAGES, Office, Pause};
use std::sync::Arc;

/// What a fault leads to that is there before a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum End {
    /// Everything is done in spite of it.
    Done,
    /// No session comes about: so, and in these words.
    NoSession(Kind, &'static str),
    /// Each message fails so, in these words.
    Fails(Kind, &'static str),
}

use As::{Delegate, Impersonator, Owner};
use End::{Fails, NoSession};

/// Each as it is typed.
const FAULTS: &[(&str, As, End)] = &[
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

/// What happens once, in the middle of a run, and the pause that it is told to have led to.
const ONCE: [(&str, Option<Pause>); 7] = [
    ("ews-timeout-once", None),
    ("ews-stops-batch-once=1", None),
    ("ews-busy-once=1500", Some(("ews-busy", 1500))),
    ("ews-unavailable-once", Some(("ews-busy", 1000))),
    ("ews-torn-xml-once", None),
    ("ews-cut-before-once", None),
    ("ews-cut-after-once", None),
];

/// How something may fail.
type Ways = &'static [(Kind, &'static str)];

/// What stays from the middle of a run on, and how that may fail; where all is done, an empty list.
const MIDWAY: &[(&str, As, Ways)] = &[
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

fn name(text: &str) -> &str {
    text.split('=').next().unwrap_or_default()
}

#[test]
fn every_fault_of_the_simulator_is_met() {
    for entry in Fault::LIST {
        let is_met = FAULTS.iter().any(|(text, ..)| name(text) == entry.name);
        assert!(is_met || entry.name == "without", "{}", entry.name);
    }
}

#[test]
fn every_fault_of_exchange_is_met_in_the_middle_of_a_run() {
    for entry in Fault::LIST.iter().filter(|entry| entry.name.starts_with("ews-")) {
        let met = ONCE.iter().map(|(text, _)| name(text)).chain(MIDWAY.iter().map(|(text, ..)| name(text)));
        assert!(met.into_iter().any(|met| met == entry.name), "{}", entry.name);
    }
}

#[tokio::test]
async fn whatever_goes_wrong_all_is_answered_and_saved_and_moved_once() {
    for (text, who, end) in FAULTS {
        ends(text, *who, *end).await;
    }
}

#[tokio::test]
async fn whatever_a_server_does_not_know_by_other_protocols_is_done() {
    for capability in Capability::SHARED {
        ends(&format!("without={capability}"), Owner, End::Done).await;
    }
}

/// A run under this fault ends so, and another one does what is left once it is gone.
async fn ends(text: &str, who: As, end: End) {
    let what = format!("{text}, {who:?}");
    let mut office = Office::stand(who, vec![text.parse().unwrap()]).await;
    let outcome = office.run().await;
    let (failed, told) = (office.failed(&outcome), office.told());
    let failed = ways(&failed);
    let done = office.done(&what);
    match end {
        End::Done => {
            assert_eq!((failed, done, outcome.status()), (vec![], Done::ALL, Status::Ok), "{what}\n{told}");
        }
        NoSession(kind, code) => {
            assert_eq!((failed, done), (vec![(kind, code)], Done::NOTHING), "{what}\n{told}");
            assert!(outcome.could_not_connect(), "{what}\n{told}");
        }
        Fails(kind, code) => {
            assert_eq!((failed, done), (vec![(kind, code); MESSAGES], Done::NOTHING), "{what}\n{told}");
        }
    }
    office.sandbox.set_faults([]);
    let outcome = office.run().await;
    assert_eq!(outcome.status(), Status::Ok, "{what}\n{}", office.told());
    assert_eq!(office.done(&what), Done::ALL, "{what}\n{}", office.told());
    assert_eq!(office.drafts(), 0, "{what}");
}

/// A run that meets this fault once the server has understood so many requests; `None`: it never understood so many. Where
/// the run tries again by itself, the fault is gone by then.
async fn midway(mut office: Office, text: &str, after: usize) -> Option<(Office, Outcome)> {
    let mut fault: Option<Fault> = Some(text.parse().unwrap());
    let events = Arc::clone(&office.world.events);
    let outcome = office
        .run_with(|sandbox| {
            if Office::asked(sandbox) >= after
                && let Some(fault) = fault.take()
            {
                sandbox.set_faults([fault]);
            } else if fault.is_none() && !Office::tried_again(&events).is_empty() {
                sandbox.set_faults([]);
            }
        })
        .await;
    fault.is_none().then_some((office, outcome))
}

/// What failed, in short.
fn ways(failed: &[Failure]) -> Vec<(Kind, &str)> {
    failed.iter().map(|failure| (failure.kind, &*failure.words.code)).collect()
}

#[tokio::test]
async fn what_happens_once_in_the_middle_of_a_run_changes_nothing_of_it() {
    for (text, pause) in ONCE {
        let mut paused = 0;
        for after in 1.. {
            let Some((office, outcome)) = midway(Office::stand(Owner, Vec::new()).await, text, after).await
            else {
                break;
            };
            let what = format!("{text} after {after}");
            assert_eq!(outcome.status(), Status::Ok, "{what}\n{}", office.told());
            assert_eq!(office.done(&what), Done::ALL, "{what}");
            assert_eq!(office.drafts(), 0, "{what}\n{}", office.told());
            paused += usize::from(pause.is_some_and(|pause| office.paused(pause)));
        }
        assert!(pause.is_none() || paused > MESSAGES, "{text}: {paused}");
    }
}

#[tokio::test]
async fn what_goes_wrong_from_the_middle_of_a_run_on_is_told_and_done_by_another() {
    for (text, who, expected) in MIDWAY {
        let mut met = Vec::new();
        for after in (1..).step_by(5) {
            let office = Office::stand(*who, Vec::new()).await;
            let Some((mut office, outcome)) = midway(office, text, after).await else { break };
            let what = format!("{text} after {after}, {who:?}");
            let (failed, told) = (office.failed(&outcome), office.told());
            let failed = ways(&failed);
            assert!(failed.iter().all(|one| expected.contains(one)), "{what}: {failed:?}\n{told}");
            met.extend(failed.iter().map(|(kind, _)| *kind));
            let before = office.done(&what);
            assert!(!failed.is_empty() || before == Done::ALL, "{what}\n{told}");
            rest_is_done(&mut office, &failed, &what).await;
        }
        assert!(expected.iter().all(|(kind, _)| met.contains(kind)), "{text}: {met:?}");
    }
}

#[tokio::test]
async fn what_goes_wrong_for_a_while_is_sat_out_and_nothing_is_done_twice() {
    for (text, who, expected) in MIDWAY.iter().filter(|(.., expected)| !expected.is_empty()) {
        let mut sat_out = 0;
        for after in (1..).step_by(5) {
            let office = Office::stand(*who, Vec::new()).await.patient();
            let Some((mut office, outcome)) = midway(office, text, after).await else { break };
            let what = format!("{text} after {after}, {who:?}");
            let (failed, told) = (office.failed(&outcome), office.told());
            let again = Office::tried_again(&office.world.events);
            let (failed, again) = (ways(&failed), ways(&again));
            assert!(again.iter().chain(&failed).all(|one| expected.contains(one)), "{what}\n{told}");
            if !again.is_empty() && failed.is_empty() {
                assert_eq!(office.done(&what), Done::ALL, "{what}\n{told}");
                // Of one draft nobody may have heard the name.
                let nameless = usize::from(text == &"ews-torn-xml");
                assert!(office.drafts() <= nameless, "{what}\n{told}");
                sat_out += 1;
            }
            let unknown = failed.iter().any(|(kind, _)| *kind == Kind::OutcomeUnknown);
            assert!(unknown || office.begun_again().is_empty(), "{what}\n{told}");
            rest_is_done(&mut office, &failed, &what).await;
        }
        assert!(sat_out > 0, "{text}");
    }
}

/// Another run does what is left once the fault is gone.
async fn rest_is_done(office: &mut Office, failed: &[(Kind, &str)], what: &str) {
    office.sandbox.set_faults([]);
    let outcome = office.run().await;
    let told = office.told();
    assert_eq!(outcome.status(), Status::Ok, "{what}\n{told}");
    // Where nobody can tell whether something took place, the message is left to a person.
    let unknown = failed.iter().filter(|(kind, _)| *kind == Kind::OutcomeUnknown).count();
    let Done { answered, files, moved } = office.done(what);
    let fits = |count: usize| (MESSAGES - unknown..=MESSAGES).contains(&count);
    assert!(fits(answered) && fits(files) && fits(moved), "{what}\n{told}");
    // A server that refused to send the one refused to remove it too.
    assert!(office.drafts() <= 1, "{what}\n{told}");
}

#[tokio::test]
async fn a_wrong_password_touches_nothing() {
    let mut office = Office::stand(Owner, Vec::new()).await;
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
