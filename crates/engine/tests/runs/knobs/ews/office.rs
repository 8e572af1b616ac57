//! A mailbox of Exchange with letters in it, and the world around an automation that works in it.

use super::super::hurry::hurried;
use crate::network;
use crate::world::World;
use carteiro_engine::event::Event;
use carteiro_engine::{Failure, Host, Outcome};
use carteiro_sandbox::sample::Sample;
use carteiro_sandbox::{Fault, Flag, Flags, Options, Protocol, Sandbox, User};
use carteiro_world::Random;
use carteiro_world::clock::Manual;
use std::collections::BTreeMap;
use std::sync::{Arc, Mutex};

pub const MESSAGES: usize = 4;

/// In whose mailbox, and as who, ana works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum As {
    Owner,
    Delegate,
    Impersonator,
}

/// What is true of all runs so far: how many were answered, saved and moved.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub struct Done {
    pub answered: usize,
    pub files: usize,
    pub moved: usize,
}

impl Done {
    pub const ALL: Self = Self { answered: MESSAGES, files: MESSAGES, moved: MESSAGES };
    pub const NOTHING: Self = Self { answered: 0, files: 0, moved: 0 };
}

/// A pause, and why: the code of its words.
pub type Pause = (&'static str, u64);

pub struct Office {
    pub sandbox: Sandbox,
    pub world: World,
    who: As,
    clock: Manual,
    said: Arc<Mutex<String>>,
    runs: u64,
    files: u64,
}

fn mail() -> Vec<Sample> {
    let letter = |n: usize| {
        format!(
            "From: p{n}@else.test\r\nTo: ana@sandbox.test\r\nSubject: letter {n}\r\nMessage-ID: <{n}@else.test>\r\n\
             MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n\r\nhello\r\n--b\r\n\
             Content-Type: application/pdf\r\nContent-Disposition: attachment; filename={n}.pdf\r\n\r\nfile\r\n--b--\r\n"
        )
    };
    let received_at = "2026-11-22T12:00:00Z".parse().unwrap();
    (0..MESSAGES)
        .map(|n| Sample { raw: letter(n).into_bytes(), flags: Flags::default(), received_at })
        .collect()
}

impl Office {
    pub async fn stand(who: As, faults: Vec<Fault>) -> Self {
        let mut users = vec![User::new("ana@sandbox.test", "sandbox")];
        if who != As::Owner {
            // The first has the letters.
            users.insert(0, User::new("bia@sandbox.test", "sandbox"));
        }
        let options = Options { users, mail: mail(), faults, ..Options::default() };
        let sandbox = Sandbox::start(options).await.unwrap();
        sandbox.account().create("Done").unwrap();
        let mut world = World::new();
        world.secrets.take_variable("CARTEIRO_CREDENTIAL_SANDBOX__ANA__PASSWORD", "sandbox");
        world.variables.clear();
        let clock = Manual::at("2026-11-22T12:00:00Z".parse().unwrap());
        Self { sandbox, world, who, clock, said: Arc::default(), runs: 0, files: 0 }
    }

    /// A run that knows of earlier ones what is kept.
    pub async fn run(&mut self) -> Outcome {
        self.run_with(|_| {}).await
    }

    /// The same; `meanwhile` does something to the server over and over. What the run tells of itself adds up.
    pub async fn run_with(&mut self, mut meanwhile: impl FnMut(&Sandbox)) -> Outcome {
        self.runs += 1;
        self.world.events.lock().unwrap().clear();
        let host = network::host_by(&self.world, self.clock.clock(), &self.said);
        let host = Host { random: Random::seeded(self.runs), ..host };
        let text = format!(
            "name: Knobs
steps:
  - connect:
      session: ana
      ews:
        endpoint: '{}'
        {}
        auth: {{ basic: {{ username: ana@sandbox.test, password: {{ credential: sandbox/ana.password }} }} }}
  - for_each_mail:
      session: ana
      process: once
      where: {{ subject: letter }}
      do:
        - reply: {{ text: Got it. }}
        - mark: {{ read: true }}
        - save_attachments: {{ to: files }}
        - move: {{ to: Done }}
",
            self.sandbox.ews_url(),
            match self.who {
                As::Owner => "version: negotiate",
                As::Delegate => "mailbox: bia@sandbox.test",
                As::Impersonator => "{ mailbox: bia@sandbox.test, impersonate: true }",
            }
            .trim_matches(['{', '}', ' '])
            .replace(", ", "\n        "),
        );
        let (sandbox, before) = (&self.sandbox, self.count("Done"));
        let work = self.world.run_on(&text, host);
        let outcome = hurried(&self.clock, &self.said, || meanwhile(sandbox), work).await;
        let counted = |is: fn(&Event) -> bool| {
            self.world.events.lock().unwrap().iter().filter(|report| is(&report.event)).count() as u64
        };
        let (summary, told) = (&outcome.summary, self.told());
        assert_eq!(summary.done, counted(|event| matches!(event, Event::ItemDone { .. })), "{told}");
        assert_eq!(summary.failed, counted(|event| matches!(event, Event::ItemFailed { .. })), "{told}");
        assert!(summary.done <= (self.count("Done") - before) as u64, "{told}");
        self.files += summary.files;
        outcome
    }

    /// Why anything failed in the last run.
    pub fn failed(&self, outcome: &Outcome) -> Vec<Failure> {
        let events = self.world.events.lock().unwrap();
        let items = events.iter().filter_map(|report| match &report.event {
            Event::ItemFailed { failure, .. } | Event::MessageFailed { failure, .. } => Some(failure.clone()),
            _ => None,
        });
        items.chain(outcome.summary.failure.clone()).collect()
    }

    /// Whether the last run told that it waited so, and why.
    pub fn paused(&self, (code, milliseconds): Pause) -> bool {
        let events = self.world.events.lock().unwrap();
        events.iter().any(|report| {
            matches!(&report.event, Event::Retrying { failure, pause_ms, .. }
                if failure.words.code == code && *pause_ms == milliseconds)
        })
    }

    /// How many requests the server has understood.
    pub fn asked(sandbox: &Sandbox) -> usize {
        sandbox.commands_of(Protocol::Ews).len()
    }

    pub fn told(&self) -> String {
        format!("{}\n{}", self.world.told(), self.said.lock().unwrap())
    }

    pub fn count(&self, folder: &str) -> usize {
        self.sandbox.account().messages(folder).unwrap().len()
    }

    /// So much was done, and nothing of it twice; nothing is lost, and what runs counted is what is there.
    pub fn done(&self, what: &str) -> Done {
        let told = format!("{what}\n{}", self.told());
        let mut answered: BTreeMap<String, usize> = BTreeMap::new();
        for to in self.sandbox.outbox().into_iter().flat_map(|sent| sent.recipients) {
            *answered.entry(to.address).or_default() += 1;
        }
        assert!(answered.values().all(|count| *count == 1), "answered twice: {answered:?}\n{told}");
        let copies = ["bia@sandbox.test", "ana@sandbox.test"].into_iter();
        let copies = copies.filter_map(|user| self.sandbox.store().account(user));
        let copies: usize = copies.map(|account| account.messages("Sent").unwrap().len()).sum();
        assert_eq!(copies, answered.len(), "copies of what was sent: {told}");

        let mut letters: BTreeMap<String, usize> = BTreeMap::new();
        for message in
            ["INBOX", "Done"].into_iter().flat_map(|folder| self.sandbox.account().messages(folder))
        {
            for message in message {
                let text = String::from_utf8_lossy(message.raw()).into_owned();
                let subject = text.lines().find_map(|line| line.strip_prefix("Subject: ")).unwrap();
                *letters.entry(subject.to_owned()).or_default() += 1;
            }
        }
        let each = (0..MESSAGES).map(|n| (format!("letter {n}"), 1)).collect();
        assert_eq!(letters, each, "{told}");
        let done = self.sandbox.account().messages("Done").unwrap();
        assert!(done.iter().all(|message| message.flags.has(&Flag::Seen)), "moved, and not read\n{told}");

        let files = self.world.files();
        let files = files.iter().filter(|name| !name.ends_with('/')).count();
        assert_eq!(files as u64, self.files, "what runs counted is there\n{told}");
        Done { answered: answered.len(), files, moved: done.len() }
    }

    /// Nothing is left lying among the drafts.
    pub fn has_drafts(&self) -> bool {
        ["bia@sandbox.test", "ana@sandbox.test"]
            .into_iter()
            .filter_map(|user| self.sandbox.store().account(user))
            .any(|account| !account.messages("Drafts").unwrap().is_empty())
    }
}
