//! A mailbox of Exchange with letters in it, and the world around an automation that works in it.

use super::hurry::hurried;
use crate::network;
use crate::sign_in::logins;
use crate::world::{World, checked};
use carteiro_auth::logins::Kept;
use carteiro_engine::event::Event;
use carteiro_engine::tokens::OfLogins;
use carteiro_engine::{Failure, Host, Outcome, Report, login};
use carteiro_sandbox::oauth::Settings;
use carteiro_sandbox::sample::Sample;
use carteiro_sandbox::{Flag, Flags, Options, Protocol, Sandbox, User};
use carteiro_world::clock::Manual;
use carteiro_world::dial::Dialer;
use carteiro_world::egress::Policy;
use carteiro_world::http::Client;
use carteiro_world::{Clock, Random, Secret, Transcript};
use futures_util::future::BoxFuture;
use std::collections::{BTreeMap, BTreeSet};
use std::sync::{Arc, Mutex};

pub const MESSAGES: usize = 3;

/// What is spoken.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum By {
    /// Exchange Web Services.
    Ews,
    /// Microsoft Graph.
    Graph,
}

/// In whose mailbox, and as who, ana works.
#[derive(Clone, Copy, Debug, PartialEq, Eq)]
pub enum As {
    /// By Graph an application works in her name.
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
    by: By,
    who: As,
    /// Where it is kept who has signed in.
    data: tempfile::TempDir,
    clock: Manual,
    said: Arc<Mutex<String>>,
    /// Whether steps that fail are tried again by the run itself.
    patient: bool,
    runs: u64,
    files: u64,
    /// Who had an answer already when the rest of what was to be done failed: another run begins from the beginning.
    begun_again: BTreeSet<String>,
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
    pub fn stand(by: By, who: As) -> BoxFuture<'static, Self> {
        Box::pin(Self::standing(by, who))
    }

    async fn standing(by: By, who: As) -> Self {
        let mut users = vec![User::new("ana@sandbox.test", "sandbox")];
        if who != As::Owner {
            // The first has the letters.
            users.insert(0, User::new("bia@sandbox.test", "sandbox"));
        }
        let oauth = (by == By::Graph).then(Settings::default);
        let options = Options { users, oauth, mail: mail(), ..Options::default() };
        let sandbox = Sandbox::start(options).await.unwrap();
        sandbox.account().create("Done").unwrap();
        let data = tempfile::tempdir().unwrap();
        let mut world = World::new();
        world.tokens = Arc::new(OfLogins::new(Ok(Arc::new(logins(data.path())))));
        world.secrets.take_variable("CARTEIRO_CREDENTIAL_SANDBOX__ANA__PASSWORD", "sandbox");
        world.secrets.take_variable("CARTEIRO_CREDENTIAL_SANDBOX__APP__SECRET", "daemon-secret");
        world.variables.clear();
        let clock = match by {
            By::Ews => Manual::at("2026-11-22T12:00:00Z".parse().unwrap()),
            // What a token says of its time is true.
            By::Graph => Manual::at(Clock::system().now()),
        };
        let office = Self {
            sandbox,
            world,
            by,
            who,
            data,
            clock,
            said: Arc::default(),
            patient: false,
            runs: 0,
            files: 0,
            begun_again: BTreeSet::new(),
        };
        if (by, who) == (By::Graph, As::Delegate) {
            Box::pin(office.ana_signs_in()).await;
        }
        office
    }

    /// As `carteiro login` does.
    async fn ana_signs_in(&self) {
        let text = self.automation();
        let work = async {
            let wanted = login::wanted(checked(&text), &self.world.variables, self.host(), None).await;
            for wanted in wanted.unwrap_or_else(|failure| panic!("{failure:?}")) {
                let password = Secret::new("sandbox");
                let granted = wanted.client.password("ana@sandbox.test", &password).await.unwrap();
                let kept = Kept::new(granted, wanted.name.user.clone(), wanted.client.clock.now());
                logins(self.data.path()).keep(wanted.name, kept).await.unwrap();
            }
        };
        Box::pin(hurried(&self.clock, &self.said, || {}, work)).await;
    }

    fn host(&self) -> Host {
        let host = network::host_by(&self.world, self.clock.clock(), &self.said);
        let said = Arc::clone(&self.said);
        let transcript = Transcript::new(move |line| said.lock().unwrap().extend([line, "\n"]));
        let dialer = Dialer::new(Policy::OPEN, self.clock.clock());
        let http = Client::new(dialer, host.spools.clone(), transcript);
        Host { http, random: Random::seeded(self.runs), ..host }
    }

    /// The same, where the run itself tries again.
    pub fn patient(self) -> Self {
        Self { patient: true, ..self }
    }

    /// A run that knows of earlier ones what is kept.
    pub async fn run(&mut self) -> Outcome {
        self.run_with(|_| {}).await
    }

    /// The same; `meanwhile` does something to the server over and over. What the run tells of itself adds up.
    pub async fn run_with(&mut self, mut meanwhile: impl FnMut(&Sandbox)) -> Outcome {
        self.runs += 1;
        self.world.events.lock().unwrap().clear();
        let (host, text) = (self.host(), self.automation());
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
        let answered = self.answered();
        let begun_again =
            self.failed_items().into_iter().map(|subject| subject.replace("letter ", "p") + "@else.test");
        self.begun_again.extend(begun_again.filter(|to| answered.contains_key(to)));
        outcome
    }

    fn automation(&self) -> String {
        let retry = if self.patient { "{ times: 9, pause: 10s, kinds: KINDS, do: STEPS }" } else { "STEPS" };
        let steps = "[ { reply: { text: Got it. } }, { mark: { read: true } }, { save_attachments: { to: files } }, { move: { to: Done } } ]";
        let kinds = "[ denied, protocol, quota, sign_in_failed, throttled, unreachable, unsupported ]";
        let retry = retry.replace("KINDS", kinds).replace("STEPS", steps);
        let steps = if self.patient { format!("[ {{ retry: {retry} }} ]") } else { retry };
        format!(
            "name: Knobs
steps:
  - connect:
      session: ana
      {}
  - for_each_mail: {{ session: ana, process: once, where: {{ subject: letter }}, do: {steps} }}
",
            self.connect()
        )
    }

    fn connect(&self) -> String {
        match self.by {
            By::Ews => {
                let whose = match self.who {
                    As::Owner => "version: negotiate",
                    As::Delegate => "mailbox: bia@sandbox.test",
                    As::Impersonator => "mailbox: bia@sandbox.test, impersonate: true",
                };
                let password = "password: { credential: sandbox/ana.password }";
                let auth = format!("auth: {{ basic: {{ username: ana@sandbox.test, {password} }} }}");
                format!("ews: {{ endpoint: '{}', {whose}, {auth} }}", self.sandbox.ews_url())
            }
            By::Graph => {
                let here = format!("http://{}", self.sandbox.http_addr());
                let cloud =
                    format!("cloud: {{ custom: {{ login: '{here}', graph: '{here}', outlook: '{here}' }} }}");
                let whose = if self.who == As::Owner { "" } else { "mailbox: bia@sandbox.test, " };
                let tenant = format!("provider: microsoft, tenant_id: {}", Settings::default().tenant);
                let secret = "client_secret: { credential: sandbox/app.secret }";
                let mode = match self.who {
                    As::Delegate => format!("device_code: {{ {tenant}, client_id: desktop"),
                    As::Owner | As::Impersonator => {
                        format!("client_credentials: {{ {tenant}, client_id: daemon, {secret}")
                    }
                };
                format!("outlook: {{ {cloud}, {whose}auth: {{ {mode}, username: ana@sandbox.test }} }} }}")
            }
        }
    }

    /// The subjects of the items that failed in the last run.
    fn failed_items(&self) -> Vec<String> {
        let events = self.world.events.lock().unwrap();
        let subject = |failed: u64| {
            events.iter().find_map(|report| match &report.event {
                Event::ItemStarted { n, subject, .. } if *n == failed => Some(subject.clone()),
                _ => None,
            })
        };
        let failed = events.iter().filter_map(|report| match &report.event {
            Event::ItemFailed { n, .. } => subject(*n),
            _ => None,
        });
        failed.collect()
    }

    /// How often who was answered.
    fn answered(&self) -> BTreeMap<String, usize> {
        let mut answered = BTreeMap::new();
        for to in self.sandbox.outbox().into_iter().flat_map(|sent| sent.recipients) {
            *answered.entry(to.address).or_default() += 1;
        }
        answered
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

    /// Why steps were tried again in the run that goes on or was last.
    pub fn tried_again(events: &Mutex<Vec<Report>>) -> Vec<Failure> {
        let events = events.lock().unwrap();
        let again = events.iter().filter_map(|report| match &report.event {
            Event::TryingAgain { failure, .. } => Some(failure.clone()),
            _ => None,
        });
        again.collect()
    }

    /// Whether the last run told that it waited so, and why; by Graph up to a quarter more, so that not all come back at once.
    pub fn paused(&self, (code, milliseconds): Pause) -> bool {
        let more = match self.by {
            By::Ews => 0,
            By::Graph => milliseconds / 4,
        };
        let events = self.world.events.lock().unwrap();
        events.iter().any(|report| {
            matches!(&report.event, Event::Retrying { failure, pause_ms, .. }
                if failure.words.code == code && (milliseconds..=milliseconds + more).contains(pause_ms))
        })
    }

    /// Who had an answer when the rest of what was to be done failed.
    pub fn begun_again(&self) -> &BTreeSet<String> {
        &self.begun_again
    }

    /// What is spoken.
    pub fn by(&self) -> By {
        self.by
    }

    /// As who.
    pub fn who(&self) -> As {
        self.who
    }

    /// How many drafts may stay where something lasts: a server that refused to send the one refused to remove it too.
    pub fn drafts_left(&self) -> usize {
        match self.by {
            By::Ews => 1,
            // What is small goes out without one.
            By::Graph => 0,
        }
    }

    /// How many requests the server has understood.
    pub fn asked(by: By, sandbox: &Sandbox) -> usize {
        let protocol = match by {
            By::Ews => Protocol::Ews,
            By::Graph => Protocol::Graph,
        };
        sandbox.commands_of(protocol).len()
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
        let answered = self.answered();
        let most = |to: &String| 1 + usize::from(self.begun_again.contains(to));
        assert!(
            answered.iter().all(|(to, count)| *count <= most(to)),
            "answered twice: {answered:?}\n{told}"
        );
        assert_eq!(
            self.everywhere("Sent"),
            answered.values().sum::<usize>(),
            "copies of what was sent: {told}"
        );

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
        let files: Vec<&String> = files.iter().filter(|name| !name.ends_with('/')).collect();
        assert_eq!(files.len() as u64, self.files, "what runs counted is there\n{told}");
        // Saved again in another run it has a number behind its name.
        let names = files.iter().filter_map(|name| name.split(['.', ' ']).next());
        let files = names.collect::<BTreeSet<_>>().len();
        Done { answered: answered.len(), files, moved: done.len() }
    }

    /// How many are left lying among the drafts.
    pub fn drafts(&self) -> usize {
        self.everywhere("Drafts")
    }

    /// How many are in the folders of this name in all mailboxes.
    fn everywhere(&self, folder: &str) -> usize {
        self.sandbox.store().accounts().map(|account| account.messages(folder).unwrap().len()).sum()
    }
}
