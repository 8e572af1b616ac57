//! The same over POP3, where what is removed is gone once the session has ended well, and marks are kept by the host.

use super::hurry::hurried;
use crate::network;
use crate::world::World;
use carteiro_engine::event::Event;
use carteiro_engine::{Host, Outcome, Status};
use carteiro_mail::Kind;
use carteiro_sandbox::sample::Sample;
use carteiro_sandbox::{Capability, Fault, Flags, Options, Protocol, Sandbox};
use carteiro_world::Random;
use carteiro_world::clock::Manual;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

const MESSAGES: usize = 4;

/// What a fault leads to.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum End {
    /// Everything is done in spite of it.
    Done,
    /// It fails so, and is done by a run after the fault is gone.
    Fails(Kind),
    /// Nobody knows whether answers went out, and these did: messages are left to a person.
    Unknown(usize),
    /// Somebody else took so many.
    Taken(usize),
}

/// Each as it is typed, several of them with blanks between.
pub const FAULTS: &[(&str, End)] = &[
    ("drop-after-bytes=2400", End::Done),
    ("silent-after-commands=1", End::Fails(Kind::Timeout)),
    ("silent-after-commands=6", End::Fails(Kind::Timeout)),
    ("delay-answers=2", End::Done),
    ("one-byte-writes", End::Done),
    ("without=UIDL without=TOP without=PIPELINING without=CAPA", End::Done),
    ("without=AUTH=PLAIN without=AUTH=LOGIN without=USER", End::Fails(Kind::Unsupported)),
    ("literal-lie=-3", End::Done),
    ("no-charset", End::Done),
    ("only-ascii", End::Done),
    ("blind-beyond-ascii", End::Done),
    ("words-only", End::Done),
    ("blind-to-text", End::Done),
    ("new-uid-validity", End::Done),
    ("full-mailbox=*", End::Fails(Kind::Quota)),
    ("over-quota=*", End::Fails(Kind::Quota)),
    ("rejected-recipient=*", End::Fails(Kind::NotFound)),
    ("greylisted=*", End::Done),
    ("rejected-message", End::Fails(Kind::Denied)),
    ("cut-after-dot-delivered", End::Unknown(MESSAGES)),
    ("cut-after-dot-lost", End::Unknown(0)),
    ("lost-after-uidl=1", End::Taken(1)),
    ("cut-at-quit-kept", End::Fails(Kind::OutcomeUnknown)),
    ("cut-at-quit-removed", End::Done),
    ("mfa-required", End::Fails(Kind::SignInFailed)),
    ("sign-in-unavailable", End::Fails(Kind::Throttled)),
    ("alert", End::Done),
];

fn mail() -> Vec<Sample> {
    let letter = |n: usize| {
        format!(
            "From: p{n}@else.test\r\nTo: ana@sandbox.test\r\nSubject: letter {n}\r\nMessage-ID: <{n}@else.test>\r\n\
             MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhello\r\n--b\r\n\
             Content-Type: application/pdf\r\nContent-Disposition: attachment; filename={n}.pdf\r\n\r\n.file\r\n--b--\r\n"
        )
    };
    let received_at = "2026-11-22T12:00:00Z".parse().unwrap();
    (0..MESSAGES)
        .map(|n| Sample { raw: letter(n).into_bytes(), flags: Flags::default(), received_at })
        .collect()
}

/// A maildrop with letters in it, and an automation's world around it.
struct Maildrop {
    sandbox: Sandbox,
    world: World,
    clock: Manual,
    said: Arc<Mutex<String>>,
    runs: u64,
}

impl Maildrop {
    async fn stand(faults: Vec<Fault>) -> Self {
        let sandbox = Sandbox::start(Options { mail: mail(), faults, ..Options::default() }).await.unwrap();
        let mut world = World::new();
        world.secrets.take_variable("CARTEIRO_CREDENTIAL_SANDBOX__ANA__PASSWORD", "sandbox");
        world.variables.clear();
        let clock = Manual::at("2026-11-22T12:00:00Z".parse().unwrap());
        Self { sandbox, world, clock, said: Arc::default(), runs: 0 }
    }

    /// A run that knows of earlier ones what is kept.
    async fn run(&mut self) -> Outcome {
        self.run_with(|_| {}).await
    }

    /// The same; `meanwhile` does something to the server over and over.
    async fn run_with(&mut self, mut meanwhile: impl FnMut(&Sandbox)) -> Outcome {
        self.runs += 1;
        self.world.events.lock().unwrap().clear();
        let host = network::host_by(&self.world, self.clock.clock(), &self.said);
        let host = Host { random: Random::seeded(self.runs), ..host };
        let text = format!(
            "name: Knobs
steps:
  - connect:
      session: ana
      mail_server:
        protocol: pop3
        host: 127.0.0.1
        port: {}
        security: none
        auth: {{ basic: {{ username: ana@sandbox.test, password: {{ credential: sandbox/ana.password }} }} }}
        outgoing: {{ host: 127.0.0.1, port: {}, security: none }}
  - for_each_mail:
      session: ana
      process: once
      where: {{ subject: letter, status: unread }}
      do:
        - reply: {{ text: Got it. }}
        - mark: {{ read: true }}
        - save_attachments: {{ to: files }}
        - delete: {{ permanently: true }}
  - delete: {{ session: ana, folder: INBOX, where: {{ status: read }}, permanently: true }}
",
            self.sandbox.pop3_addr().port(),
            self.sandbox.smtp_addr().port(),
        );
        let sandbox = &self.sandbox;
        hurried(&self.clock, &self.said, || meanwhile(sandbox), self.world.run_on(&text, host)).await
    }

    /// The kinds of all that failed in the last run.
    fn failed(&self, outcome: &Outcome) -> Vec<Kind> {
        let events = self.world.events.lock().unwrap();
        let items = events.iter().filter_map(|report| match &report.event {
            Event::ItemFailed { failure, .. } | Event::MessageFailed { failure, .. } => Some(failure.kind),
            _ => None,
        });
        items.chain(outcome.summary.failure.as_ref().map(|failure| failure.kind)).collect()
    }

    /// How often each was answered.
    fn answered(&self) -> BTreeMap<String, usize> {
        let mut found = BTreeMap::new();
        for to in self.sandbox.outbox().into_iter().flat_map(|sent| sent.recipients) {
            *found.entry(to.address).or_default() += 1;
        }
        found
    }

    /// How many messages are there.
    fn left(&self) -> usize {
        self.sandbox.account().messages("INBOX").unwrap().len()
    }

    fn told(&self) -> String {
        format!("{}\n{}", self.world.told(), self.said.lock().unwrap())
    }

    /// So many were answered, none of them twice; so many files were saved, and so many messages are left.
    fn assert_done(&self, counts: [usize; 3], what: &str) {
        let found = self.answered();
        assert!(found.values().all(|count| *count == 1), "{what}: {found:?}\n{}", self.told());
        let files = self.world.files();
        let files = files.iter().filter(|name| !name.ends_with('/')).count();
        assert_eq!([found.len(), files, self.left()], counts, "{what}\n{}", self.told());
    }
}

#[tokio::test]
async fn whatever_goes_wrong_all_is_answered_and_saved_and_removed_once() {
    for (text, end) in FAULTS {
        ends(text, *end).await;
    }
}

#[tokio::test]
async fn whatever_a_server_does_not_know_all_is_answered_and_saved_and_removed_once() {
    for capability in Capability::SHARED {
        ends(&format!("without={capability}"), End::Done).await;
    }
}

/// A run under these faults ends so, and another one does what is left once they are gone.
async fn ends(text: &str, end: End) {
    let faults = text.split(' ').map(|fault| fault.parse().unwrap()).collect();
    let mut maildrop = Maildrop::stand(faults).await;
    let outcome = maildrop.run().await;
    let (failed, told) = (maildrop.failed(&outcome), maildrop.told());
    let expected = match end {
        End::Done | End::Taken(_) => None,
        End::Fails(kind) => Some(kind),
        End::Unknown(_) => Some(Kind::OutcomeUnknown),
    };
    assert!(failed.iter().all(|kind| Some(*kind) == expected), "{text}: {failed:?}\n{told}");
    assert_eq!(failed.is_empty(), expected.is_none(), "{text}\n{told}");
    if end == End::Done {
        maildrop.assert_done([MESSAGES, MESSAGES, 0], text);
    }
    maildrop.sandbox.set_faults([]);
    let outcome = maildrop.run().await;
    assert_eq!(outcome.status(), Status::Ok, "{text}\n{}", maildrop.told());
    maildrop.assert_done(
        match end {
            End::Done | End::Fails(_) => [MESSAGES, MESSAGES, 0],
            End::Taken(count) => [MESSAGES - count, MESSAGES - count, 0],
            End::Unknown(answered) => [answered, 0, MESSAGES],
        },
        text,
    );
}

#[tokio::test]
async fn a_first_connection_that_is_cut_anywhere_changes_nothing_of_it() {
    for cut in (1..).step_by(113) {
        let mut maildrop = Maildrop::stand(vec![Fault::DropAfterBytes(cut)]).await;
        let outcome = maildrop
            .run_with(|sandbox| {
                if !sandbox.commands_of(Protocol::Pop3).is_empty() {
                    sandbox.set_faults([]);
                }
            })
            .await;
        let (failed, told) = (maildrop.failed(&outcome), maildrop.told());
        // Nothing is begun in a session that did not come about.
        assert!(
            failed.is_empty() || failed == [Kind::Unreachable] && outcome.could_not_connect(),
            "{cut}: {failed:?}\n{told}"
        );
        maildrop.sandbox.set_faults([]);
        assert_eq!(maildrop.run().await.status(), Status::Ok, "{cut}\n{}", maildrop.told());
        maildrop.assert_done([MESSAGES, MESSAGES, 0], &format!("cut after {cut}"));
        if failed.is_empty() && !told.contains("reconnected") {
            break;
        }
    }
}

#[tokio::test]
async fn a_way_out_that_is_cut_anywhere_sends_nothing_twice() {
    for cut in (1..).step_by(59) {
        let mut maildrop = Maildrop::stand(Vec::new()).await;
        let mut was_cut = false;
        let outcome = maildrop
            .run_with(|sandbox| {
                let heard = |protocol| !sandbox.commands_of(protocol).is_empty();
                if heard(Protocol::Smtp) {
                    sandbox.set_faults([]);
                } else if heard(Protocol::Pop3) && !std::mem::replace(&mut was_cut, true) {
                    sandbox.set_faults([Fault::DropAfterBytes(cut)]);
                }
            })
            .await;
        let (failed, told) = (maildrop.failed(&outcome), maildrop.told());
        let unknown = failed.iter().filter(|kind| **kind == Kind::OutcomeUnknown).count();
        let unreachable = failed.iter().filter(|kind| **kind == Kind::Unreachable).count();
        assert!(unknown <= 1 && failed.len() == unknown + unreachable, "{cut}: {failed:?}\n{told}");
        maildrop.sandbox.set_faults([]);
        assert_eq!(maildrop.run().await.status(), Status::Ok, "{cut}\n{}", maildrop.told());
        // Where nobody said that it was taken, it was, and its message is left to a person.
        maildrop.assert_done([MESSAGES, MESSAGES - unknown, unknown], &format!("cut after {cut}"));
        if failed.is_empty() && !told.contains("reconnected") {
            break;
        }
    }
}

#[tokio::test]
async fn a_wrong_password_touches_nothing() {
    let mut maildrop = Maildrop::stand(Vec::new()).await;
    maildrop.world.secrets.take_variable("CARTEIRO_CREDENTIAL_SANDBOX__ANA__PASSWORD", "canary");
    let outcome = maildrop.run().await;
    assert_eq!(maildrop.failed(&outcome), [Kind::SignInFailed], "{}", maildrop.told());
    assert!(outcome.could_not_connect() && !maildrop.told().contains("canary"));
    maildrop.assert_done([0, 0, MESSAGES], "a wrong password");
    maildrop.world.secrets.take_variable("CARTEIRO_CREDENTIAL_SANDBOX__ANA__PASSWORD", "sandbox");
    assert_eq!(maildrop.run().await.status(), Status::Ok, "{}", maildrop.told());
    maildrop.assert_done([MESSAGES, MESSAGES, 0], "the right one");
}
