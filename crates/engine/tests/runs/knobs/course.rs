//! Runs by Exchange Web Services or by Microsoft Graph in which something goes wrong, before they begin or in the middle.

use super::name;
use super::office::{As, Done, MESSAGES, Office, Pause};
use carteiro_engine::{Failure, Outcome, Status};
use carteiro_mail::Kind;
use carteiro_sandbox::Fault;
use std::sync::Arc;

/// What a fault leads to that is there before a run.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Everything is done in spite of it.
    Done,
    /// No session comes about: so, and in these words.
    NoSession(Kind, &'static str),
    /// Each message fails so, in these words.
    Fails(Kind, &'static str),
}

/// How something may fail.
pub type Ways = &'static [(Kind, &'static str)];

/// Each as it is typed.
pub type Before = (&'static str, As, End);

/// What happens once, in the middle of a run, the pause that it is told to have led to, and how one message may fail by it.
pub type Once = (&'static str, Option<Pause>, Ways);

/// What stays from the middle of a run on, and how that may fail; where all is done, an empty list.
pub type Midway = (&'static str, As, Ways);

/// A run under this fault ends so, and another one does what is left once it is gone.
pub async fn ends(mut office: Office, text: &str, end: End) {
    let what = format!("{text}, {:?}", office.who());
    office.sandbox.set_faults([text.parse::<Fault>().unwrap()]);
    let outcome = office.run().await;
    let (failed, told) = (office.failed(&outcome), office.told());
    let failed = ways(&failed);
    let done = office.done(&what);
    match end {
        End::Done => {
            assert_eq!((failed, done, outcome.status()), (vec![], Done::ALL, Status::Ok), "{what}\n{told}");
        }
        End::NoSession(kind, code) => {
            assert_eq!((failed, done), (vec![(kind, code)], Done::NOTHING), "{what}\n{told}");
            assert!(outcome.could_not_connect(), "{what}\n{told}");
        }
        End::Fails(kind, code) => {
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
pub async fn midway(mut office: Office, text: &str, after: usize) -> Option<(Office, Outcome)> {
    let mut fault: Option<Fault> = Some(text.parse().unwrap());
    let (events, by) = (Arc::clone(&office.world.events), office.by());
    let outcome = office
        .run_with(|sandbox| {
            if Office::asked(by, sandbox) >= after
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

/// A run that this happens to once, whenever that is, does all of it, and tells of its pauses; where one message may fail,
/// that one is left to a person.
pub async fn once_changes_nothing(stand: impl AsyncFn() -> Office, (text, pause, expected): Once) {
    let (mut paused, mut met) = (0, Vec::new());
    for after in 1.. {
        let Some((mut office, outcome)) = midway(stand().await, text, after).await else { break };
        let what = format!("{text} after {after}");
        let (failed, told) = (office.failed(&outcome), office.told());
        let failed = ways(&failed);
        assert!(failed.len() <= 1 && failed.iter().all(|one| expected.contains(one)), "{what}\n{told}");
        met.extend(failed.iter().map(|(kind, _)| *kind));
        paused += usize::from(pause.is_some_and(|pause| office.paused(pause)));
        if failed.is_empty() {
            assert_eq!((outcome.status(), office.done(&what)), (Status::Ok, Done::ALL), "{what}\n{told}");
        } else {
            rest_is_done(&mut office, &failed, &what).await;
        }
        assert_eq!(office.drafts(), 0, "{what}\n{told}");
    }
    assert!(pause.is_none() || paused > MESSAGES, "{text}: {paused}");
    assert!(expected.iter().all(|(kind, _)| met.contains(kind)), "{text}: {met:?}");
}

/// What lasts from the middle of a run on is told, and another run does the rest.
pub async fn is_told_and_done_by_another(stand: impl AsyncFn(As) -> Office, (text, who, expected): Midway) {
    let mut met = Vec::new();
    for after in (1..).step_by(5) {
        let Some((mut office, outcome)) = midway(stand(who).await, text, after).await else { break };
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

/// What lasts for a while is sat out by who tries again, and nothing is done twice.
pub async fn is_sat_out(stand: impl AsyncFn(As) -> Office, (text, who, expected): Midway) {
    let mut sat_out = 0;
    for after in (1..).step_by(5) {
        let office = stand(who).await.patient();
        let Some((mut office, outcome)) = midway(office, text, after).await else { break };
        let what = format!("{text} after {after}, {who:?}");
        let (failed, told) = (office.failed(&outcome), office.told());
        let again = Office::tried_again(&office.world.events);
        let (failed, again) = (ways(&failed), ways(&again));
        assert!(again.iter().chain(&failed).all(|one| expected.contains(one)), "{what}\n{told}");
        if !again.is_empty() && failed.is_empty() {
            assert_eq!(office.done(&what), Done::ALL, "{what}\n{told}");
            // Of one draft nobody may have heard the name.
            let nameless = usize::from(name(text) == "ews-torn-xml");
            assert!(office.drafts() <= nameless, "{what}\n{told}");
            sat_out += 1;
        }
        let unknown = failed.iter().any(|(kind, _)| *kind == Kind::OutcomeUnknown);
        assert!(unknown || office.begun_again().is_empty(), "{what}\n{told}");
        rest_is_done(&mut office, &failed, &what).await;
    }
    assert!(sat_out > 0, "{text}");
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
    assert!(office.drafts() <= office.drafts_left(), "{what}\n{told}");
}
