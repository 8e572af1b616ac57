//! However the simulator misbehaves: no message is lost or there twice, none is answered twice, and what fails is of a
//! kind that a person can do something about.

mod course;
mod ews;
mod hurry;
mod oauth;
mod office;
mod outlook;
mod pop3;

use crate::network;
use crate::world::World;
use carteiro_engine::Outcome;
use carteiro_engine::event::Event;
use carteiro_mail::Kind;
use carteiro_sandbox::sample::Sample;
use carteiro_sandbox::{Fault, Flags, Options, Sandbox};
use std::collections::BTreeMap;
use std::sync::Arc;

/// Each as it is typed, and what fails by it; nothing, where every message is done in spite of it.
const FAULTS: &[(&str, Option<Kind>)] = &[
    ("drop-after-bytes=1800", None),
    ("silent-after-commands=1", Some(Kind::Timeout)),
    ("delay-answers=2", None),
    ("one-byte-writes", None),
    ("without=MOVE", None),
    ("without=UIDPLUS", None),
    ("without=PIPELINING", None),
    ("without=SIZE", None),
    ("literal-lie=-3", Some(Kind::Protocol)),
    ("no-charset", None),
    ("only-ascii", None),
    ("blind-beyond-ascii", None),
    ("words-only", None),
    ("blind-to-text", None),
    ("new-uid-validity", None),
    ("full-mailbox=ana@sandbox.test", Some(Kind::Quota)),
    ("over-quota=ana@sandbox.test", Some(Kind::Quota)),
    ("rejected-recipient=*", Some(Kind::NotFound)),
    ("greylisted=*", None),
    ("rejected-message", Some(Kind::Denied)),
    ("cut-after-dot-delivered", Some(Kind::OutcomeUnknown)),
    ("cut-after-dot-lost", Some(Kind::OutcomeUnknown)),
    ("lost-after-uidl=1", None),
    ("cut-at-quit-kept", None),
    ("cut-at-quit-removed", None),
    ("mfa-required", Some(Kind::SignInFailed)),
    ("sign-in-unavailable", Some(Kind::Throttled)),
    ("alert", None),
];
const MESSAGES: usize = 4;

fn mail() -> Vec<Sample> {
    let letter = |n: usize| {
        format!(
            "From: p{n}@else.test\r\nTo: ana@sandbox.test\r\nSubject: letter {n}\r\nMessage-ID: <{n}@else.test>\r\n\r\nhello\r\n"
        )
    };
    let received_at = "2026-11-22T12:00:00Z".parse().unwrap();
    (0..MESSAGES)
        .map(|n| Sample { raw: letter(n).into_bytes(), flags: Flags::default(), received_at })
        .collect()
}

async fn run(sandbox: &Sandbox) -> (World, Outcome) {
    let mut world = World::new();
    world.secrets.take_variable("CARTEIRO_CREDENTIAL_SANDBOX__ANA__PASSWORD", "sandbox");
    world.variables.clear();
    let text = format!(
        "name: Knobs
steps:
  - connect:
      session: ana
      timeout: 2s
      mail_server:
        host: 127.0.0.1
        port: {}
        security: none
        auth: {{ basic: {{ username: ana@sandbox.test, password: {{ credential: sandbox/ana.password }} }} }}
        outgoing: {{ host: 127.0.0.1, port: {}, security: none }}
  - for_each_mail:
      session: ana
      where: {{ subject: letter }}
      do:
        - reply: {{ text: Got it. }}
        - move: {{ to: Archive }}
",
        sandbox.imap_addr().port(),
        sandbox.smtp_addr().port(),
    );
    let outcome = world.run_on(&text, network::host(&world, &Arc::default())).await;
    (world, outcome)
}

/// How often each subject is in the inbox or in the archive.
fn kept(sandbox: &Sandbox) -> BTreeMap<String, usize> {
    let mut found = BTreeMap::new();
    for folder in ["INBOX", "Archive"] {
        for message in sandbox.account().messages(folder).unwrap() {
            let text = String::from_utf8_lossy(message.raw()).into_owned();
            let subject = text.lines().find_map(|line| line.strip_prefix("Subject: ")).unwrap().to_owned();
            *found.entry(subject).or_default() += 1;
        }
    }
    found
}

/// What a fault is called, without its value.
fn name(text: &str) -> &str {
    text.split('=').next().unwrap_or_default()
}

/// Faults whose names begin so are met by one alone of those who are tested here.
const ALONE: [(&str, &str); 3] = [("ews-", "ews"), ("autodiscover-", "ews"), ("graph-", "outlook")];

#[test]
fn every_fault_of_the_simulator_is_met_by_all_whom_it_is_about() {
    let imap: Vec<&str> = FAULTS.iter().map(|(text, _)| name(text)).collect();
    let pop3: Vec<&str> = pop3::FAULTS.iter().flat_map(|(text, _)| text.split(' ')).map(name).collect();
    // What a server does not know has a test of its own there.
    let of = |faults: &[course::Before]| -> Vec<&str> {
        faults.iter().map(|(text, ..)| name(text)).chain(["without"]).collect()
    };
    let tested = [("imap", imap), ("pop3", pop3), ("ews", of(ews::FAULTS)), ("outlook", of(outlook::FAULTS))];
    let mut all: Vec<&str> = tested.iter().map(|(who, _)| *who).collect();
    all.sort_unstable();
    for entry in Fault::LIST {
        let mut met: Vec<&str> = Vec::new();
        met.extend(tested.iter().filter(|(_, faults)| faults.contains(&entry.name)).map(|(who, _)| *who));
        met.sort_unstable();
        let alone = ALONE.iter().find(|(beginning, _)| entry.name.starts_with(beginning));
        assert_eq!(met, alone.map_or(all.clone(), |(_, who)| vec![*who]), "{}", entry.name);
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn no_message_is_lost_or_answered_twice_whatever_goes_wrong() {
    for (text, kind) in FAULTS {
        let fault: Fault = text.parse().unwrap();
        let options = Options { mail: mail(), faults: vec![fault], ..Options::default() };
        let sandbox = Sandbox::start(options).await.unwrap();
        let (world, outcome) = run(&sandbox).await;
        let told = world.told();
        let each: BTreeMap<String, usize> = (0..MESSAGES).map(|n| (format!("letter {n}"), 1)).collect();
        assert_eq!(kept(&sandbox), each, "{text}\n{told}");
        let mut answered: Vec<String> =
            sandbox.outbox().into_iter().flat_map(|sent| sent.recipients).map(|to| to.address).collect();
        let all = answered.len();
        answered.sort();
        answered.dedup();
        assert_eq!(all, answered.len(), "{text}: answered twice\n{told}");
        let failures = world
            .events
            .lock()
            .unwrap()
            .iter()
            .filter_map(|report| match &report.event {
                Event::ItemFailed { failure, .. } => Some(failure.kind),
                _ => None,
            })
            .chain(outcome.summary.failure.as_ref().map(|failure| failure.kind))
            .collect::<Vec<_>>();
        assert!(
            failures.iter().all(|failed| Some(*failed) == *kind),
            "{text}: {failures:?}
{told}"
        );
        assert_eq!(
            failures.is_empty(),
            kind.is_none(),
            "{text}
{told}"
        );
        if kind.is_none() {
            assert_eq!((outcome.summary.done, all), (MESSAGES as u64, MESSAGES), "{text}\n{told}");
        }
    }
}
