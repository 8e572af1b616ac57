//! However the authorization server misbehaves, before a run or in the middle of one: messages are moved once, and what
//! fails is of a kind that a person can do something about, with what is known to help.

use super::hurry::hurried;
use super::{MESSAGES, kept};
use crate::network;
use crate::sign_in::{REDIRECT, logins};
use crate::world::{World, checked};
use carteiro_auth::logins::Kept;
use carteiro_engine::event::Event;
use carteiro_engine::login;
use carteiro_engine::tokens::OfLogins;
use carteiro_engine::{Failure, Host, Outcome, Status};
use carteiro_mail::Kind;
use carteiro_sandbox::oauth::{Knob, Settings};
use carteiro_sandbox::{Fault, Flags, Options, Sandbox};
use carteiro_world::clock::Manual;
use carteiro_world::dial::Dialer;
use carteiro_world::egress::Policy;
use carteiro_world::http::Client;
use carteiro_world::{Clock, Random, Secret, Transcript};
use std::sync::{Arc, Mutex};

/// How tokens are had: by what a person brought, by a password, by an application for itself.
const MODES: [&str; 3] = ["kept", "password", "application"];

/// Where everything is done in spite of it.
const DONE: Ends = None;

/// The kind of failure, and the code of the advice.
type Ends = Option<(Kind, &'static str)>;

/// A knob as it is typed, and what fails by it in each mode, with the code of the advice.
const KNOBS: &[(&str, [Ends; 3])] = &[
    ("token-lifetime=5", [DONE; 3]),
    ("refresh-rotation", [DONE; 3]),
    (
        "mfa-required",
        [
            Some((Kind::SignInNeeded, "advice-entra-second-factor")),
            Some((Kind::SignInFailed, "advice-entra-second-factor")),
            DONE,
        ],
    ),
    (
        "consent-missing",
        [
            Some((Kind::SignInNeeded, "advice-entra-consent")),
            Some((Kind::SignInFailed, "advice-entra-consent")),
            DONE,
        ],
    ),
    ("secret-expired", [DONE, DONE, Some((Kind::SignInFailed, "advice-entra-secret-ended"))]),
    ("account-locked", [DONE, Some((Kind::SignInFailed, "advice-entra-locked")), DONE]),
    (
        "conditional-access",
        [
            Some((Kind::SignInNeeded, "advice-entra-conditional-access")),
            Some((Kind::SignInFailed, "advice-entra-conditional-access")),
            DONE,
        ],
    ),
    ("refresh-token-revoked", [Some((Kind::SignInNeeded, "advice-entra-revoked")), DONE, DONE]),
    // What passes needs no advice.
    ("server-down", [Some((Kind::Throttled, "")); 3]),
    ("server-error", [Some((Kind::Unreachable, "")); 3]),
    ("slow=3600", [Some((Kind::Timeout, "")); 3]),
];

/// When the knob is turned.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
enum When {
    Before,
    Midway,
}

struct Office {
    sandbox: Sandbox,
    world: World,
    data: tempfile::TempDir,
    clock: Manual,
    said: Arc<Mutex<String>>,
    text: String,
}

impl Office {
    async fn stand(mode: &str) -> Self {
        let options = Options { oauth: Some(Settings::default()), ..Options::default() };
        let sandbox = Sandbox::start(options).await.unwrap();
        let data = tempfile::tempdir().unwrap();
        let mut world = World::new();
        world.tokens = Arc::new(OfLogins::new(Ok(Arc::new(logins(data.path())))));
        world.secrets.take_variable("CARTEIRO_CREDENTIAL_SANDBOX__ANA__PASSWORD", "sandbox");
        world.secrets.take_variable("CARTEIRO_CREDENTIAL_SANDBOX__APP__SECRET", "daemon-secret");
        world.variables.clear();
        let provider = format!(
            "provider: {{ custom: {{ issuer: '{}' }} }}",
            sandbox.oauth().unwrap().microsoft_issuer()
        );
        let scopes = "scopes: ['https://outlook.office.com/IMAP.AccessAsUser.All', offline_access]";
        let mode = match mode {
            "kept" => format!(
                "authorization_code: {{ {provider}, client_id: desktop, redirect_uri: '{REDIRECT}', {scopes}, username: ana@sandbox.test }}"
            ),
            "password" => format!(
                "ropc: {{ {provider}, client_id: desktop, {scopes}, username: ana@sandbox.test,
                   password: {{ credential: sandbox/ana.password }} }}"
            ),
            _ => format!(
                "client_credentials: {{ {provider}, client_id: daemon, client_secret: {{ credential: sandbox/app.secret }},
                   scopes: ['https://outlook.office365.com/.default'], username: ana@sandbox.test }}"
            ),
        };
        let text = format!(
            "name: Knobs
steps:
  - connect:
      session: ana
      mail_server: {{ host: 127.0.0.1, port: {}, security: none, auth: {{ {mode} }} }}
  - for_each_mail:
      session: ana
      where: {{ subject: letter }}
      do:
        - mark: {{ read: true }}
        - move: {{ to: Archive }}
",
            sandbox.imap_addr().port()
        );
        let clock = Manual::at(Clock::system().now());
        Self { sandbox, world, data, clock, said: Arc::default(), text }
    }

    fn host(&self) -> Host {
        let clock = self.clock.clock();
        let host = network::host_by(&self.world, clock.clone(), &self.said);
        let said = Arc::clone(&self.said);
        let transcript = Transcript::new(move |line| said.lock().unwrap().extend([line, "\n"]));
        let http = Client::new(Dialer::new(Policy::OPEN, clock), host.spools.clone(), transcript);
        Host { http, random: Random::system(), ..host }
    }

    /// A person has signed in, for the mode that goes by it.
    async fn person_signs_in(&self) {
        let work = async {
            let wanted = login::wanted(checked(&self.text), &self.world.variables, self.host(), None).await;
            for wanted in wanted.unwrap_or_else(|failure| panic!("{failure:?}")) {
                let granted =
                    wanted.client.password("ana@sandbox.test", &Secret::new("sandbox")).await.unwrap();
                let kept = Kept::new(granted, wanted.name.user.clone(), wanted.client.clock.now());
                logins(self.data.path()).keep(wanted.name, kept).await.unwrap();
            }
        };
        Box::pin(hurried(&self.clock, &self.said, || {}, work)).await;
    }

    fn turn(&self, knob: &str) {
        self.sandbox.oauth().unwrap().turn(knob.parse().unwrap());
    }

    /// No token that was handed out is good any more.
    fn tokens_end(&self) {
        self.sandbox.oauth().unwrap().advance(4000);
    }

    async fn run(&self, knob: Option<&str>) -> Outcome {
        self.world.events.lock().unwrap().clear();
        self.said.lock().unwrap().clear();
        let (mut knob, before) = (knob, self.sandbox.commands().len());
        let is_midway =
            || self.sandbox.commands().iter().skip(before).any(|command| command.contains("SELECT"));
        let meanwhile = || {
            if knob.is_some()
                && is_midway()
                && let Some(knob) = knob.take()
            {
                self.turn(knob);
                self.tokens_end();
            }
        };
        hurried(&self.clock, &self.said, meanwhile, self.world.run_on(&self.text, self.host())).await
    }

    fn failures(&self, outcome: &Outcome) -> Vec<Failure> {
        let events = self.world.events.lock().unwrap();
        let items = events.iter().filter_map(|report| match &report.event {
            Event::ItemFailed { failure, .. } => Some(failure.clone()),
            _ => None,
        });
        items.chain(outcome.summary.failure.clone()).collect()
    }

    /// Letters that only this is about.
    fn letters_come(&self, what: &str) {
        for n in 0..MESSAGES {
            let letter = format!(
                "From: p{n}@else.test\r\nSubject: letter {n} of {what}\r\nMessage-ID: <{n}@else.test>\r\n\r\nhello\r\n"
            );
            let at = self.clock.clock().now();
            self.sandbox.account().append("INBOX", letter.into_bytes(), Flags::default(), at).unwrap();
        }
    }

    /// Each letter is in one place.
    fn assert_kept(&self, all_moved: bool, what: &str) {
        let mut kept = kept(&self.sandbox);
        kept.retain(|subject, _| subject.ends_with(what));
        assert_eq!(kept.into_values().collect::<Vec<_>>(), [1; MESSAGES], "{what}\n{}", self.told());
        let inbox = self.sandbox.account().messages("INBOX").unwrap();
        assert!(inbox.is_empty() || !all_moved, "{what}\n{}", self.told());
    }

    fn told(&self) -> String {
        format!("{}\n{}", self.world.told(), self.said.lock().unwrap())
    }
}

#[test]
fn every_knob_of_the_authorization_server_is_met() {
    for row in Knob::TABLE {
        assert!(KNOBS.iter().any(|(text, _)| text.split('=').next() == Some(row.name)), "{}", row.name);
    }
}

#[tokio::test]
async fn no_message_is_lost_or_moved_twice_whatever_happens_to_what_a_person_brought() {
    Box::pin(all("kept")).await;
}

#[tokio::test]
async fn no_message_is_lost_or_moved_twice_whatever_is_said_to_a_password() {
    Box::pin(all("password")).await;
}

#[tokio::test]
async fn no_message_is_lost_or_moved_twice_whatever_is_said_to_an_application() {
    Box::pin(all("application")).await;
}

/// Every knob in this mode, turned at any time; and all is done once it is turned back.
async fn all(mode: &str) {
    let office = Office::stand(mode).await;
    let number = MODES.iter().position(|one| *one == mode).unwrap();
    for (knob, ends) in KNOBS {
        for when in [When::Before, When::Midway] {
            let what = format!("{knob} {when:?}, {mode}");
            office.letters_come(&what);
            if mode == "kept" {
                Box::pin(office.person_signs_in()).await;
            }
            // The line breaks off in the middle of the messages, so that somebody has to sign in anew.
            office.sandbox.set_faults([Fault::DropAfterBytes(1800)]);
            if when == When::Before {
                office.tokens_end();
                office.turn(knob);
            }
            let outcome = office.run((when == When::Midway).then_some(*knob)).await;
            let failed: Vec<_> = office.failures(&outcome).iter().map(of).collect();
            let (end, told) = (ends[number], office.told());
            assert!(
                failed.iter().all(|failed| Some((failed.0, failed.1.as_str())) == end),
                "{what}: {failed:?}\n{told}"
            );
            assert_eq!(failed.is_empty(), end.is_none(), "{what}\n{told}");
            office.assert_kept(end.is_none(), &what);
            let turned_back = office.sandbox.oauth().unwrap().turn_off(knob.parse().unwrap());
            assert!(turned_back, "{what}: it was on");
            office.sandbox.set_faults([]);
            let outcome = office.run(None).await;
            assert_eq!(outcome.status(), Status::Ok, "{what}\n{}", office.told());
            office.assert_kept(true, &what);
        }
    }
}

/// The kind, and the code of the advice.
fn of(failure: &Failure) -> (Kind, String) {
    (failure.kind, failure.advice.as_ref().map(|advice| advice.code.to_string()).unwrap_or_default())
}
