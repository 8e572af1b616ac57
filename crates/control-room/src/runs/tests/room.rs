//! A Control Room that carries runs out, beside a simulated mail server.

use crate::access::{Access, Caller, Permission};
use crate::audit::{Actor, Way};
use crate::automations::Automations;
use crate::automations::store::Text as Given;
use crate::db::Location;
use crate::runs::{Lend, Line, Of, Run, Runs, Started, Text};
use crate::settings::Settings;
use crate::testing::Standing;
use crate::{Ground, Result, values};
use carteiro_engine::secrets;
use carteiro_sandbox::{Flags, Options, Sample, Sandbox};
use carteiro_world::{Clock, Language, Secret};
use futures_util::TryStreamExt as _;
use std::collections::{BTreeMap, BTreeSet};
use tempfile::TempDir;
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub const EN: Language = Language::English;
/// The password of the mailbox, which is to be seen nowhere.
pub const CANARY: &str = "canary-4b1d";

pub struct Room {
    pub ground: Ground,
    pub access: Access,
    pub automations: Automations,
    pub runs: Runs,
    pub sandbox: Sandbox,
    pub data: TempDir,
    ending: Option<oneshot::Sender<()>>,
    working: Option<JoinHandle<Result<()>>>,
}

/// A message with an attachment.
pub fn mail(subject: &str, from: &str) -> Sample {
    let id = subject.replace(' ', "-");
    let raw = format!(
        "From: {from}\r\nTo: ana@sandbox.test\r\nSubject: {subject}\r\nMessage-ID: <{id}@acme.example>\r\n\
         MIME-Version: 1.0\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\nContent-Type: text/plain\r\n\r\n\
         Hello\r\n--b\r\nContent-Type: application/pdf; name=a.pdf\r\nContent-Disposition: attachment; \
         filename=a.pdf\r\n\r\n%PDF of {subject}\r\n--b--\r\n"
    );
    Sample {
        raw: raw.into_bytes(),
        flags: Flags::default(),
        received_at: "2026-03-01T10:00:00Z".parse().unwrap(),
    }
}

impl Room {
    /// With two messages, carrying out what is queued.
    pub async fn new(standing: &Standing) -> Self {
        let mut room = Self::idle(standing).await;
        room.begin();
        room
    }

    /// The same, carrying out nothing yet.
    pub async fn idle(standing: &Standing) -> Self {
        let two = [mail("Invoice 41", "Bia <bia@acme.example>"), mail("News", "<News@Else.test>")];
        Self::with(standing, Options { mail: two.into(), ..Options::default() }).await
    }

    pub async fn with(standing: &Standing, mut options: Options) -> Self {
        options.users = vec![carteiro_sandbox::User::new("ana@sandbox.test", CANARY)];
        let sandbox = Sandbox::start(options).await.unwrap();
        sandbox.account().create("Done").unwrap();
        let ground = standing.ground(Clock::system()).await;
        let open = Settings { reach_this_machine: true, ..Settings::default() };
        ground.decide(&Actor::TERMINAL, 0, &open).await.unwrap();
        let access = Access::new(ground.clone());
        access.first(&Actor::TERMINAL, "root", &Secret::new("correct horse"), EN).await.unwrap();
        let data = tempfile::tempdir().unwrap();
        let mut secrets = secrets::Given::default();
        secrets.take_variable("CARTEIRO_CREDENTIAL_SANDBOX__ANA__PASSWORD", CANARY);
        let runs = Runs::new(ground.clone(), access.clone(), data.path(), Lend::secrets(secrets));
        let automations = Automations::new(ground.clone());
        Self { ground, access, automations, runs, sandbox, data, ending: None, working: None }
    }

    /// Another process on the same database and machine.
    pub fn beside(&self) -> Runs {
        let lend = Lend::secrets(secrets::Given::default());
        Runs::new(self.ground.clone(), self.access.clone(), self.data.path(), lend)
    }

    /// Begins to carry runs out.
    pub fn begin(&mut self) {
        let (ending, end) = oneshot::channel::<()>();
        let runs = self.runs.clone();
        self.ending = Some(ending);
        self.working = Some(tokio::spawn(async move {
            runs.work(async {
                let _ = end.await;
            })
            .await
        }));
    }

    /// Ends as a process does that is told to.
    pub async fn end(&mut self) {
        drop(self.ending.take());
        self.working.take().unwrap().await.unwrap().unwrap();
    }

    /// Somebody who may do this.
    pub async fn somebody(&self, name: &str, permissions: &[Permission]) -> Caller {
        let by = &Actor::TERMINAL;
        let person = self.access.add_person(by, name, &Secret::new("correct horse")).await.unwrap();
        let permissions: BTreeSet<_> = permissions.iter().copied().collect();
        let role = self.access.add_role(by, name, &permissions).await.unwrap();
        self.access.assign(by, &person.id, &role.id, true).await.unwrap();
        self.access.absent(&person.id, Way::Session).await.unwrap()
    }

    /// An automation that connects to the simulated server and does this.
    pub fn text(&self, steps: &str) -> String {
        let port = self.sandbox.imap_addr().port();
        format!(
            "name: Test\nsteps:\n  - connect:\n      session: s\n      mail_server:\n        host: 127.0.0.1\n        \
             port: {port}\n        security: none\n        auth:\n          basic:\n            username: \
             ana@sandbox.test\n            password: {{ credential: sandbox/ana.password }}\n{steps}"
        )
    }

    /// The same as a text that is tried.
    pub fn tried(&self, steps: &str) -> Started {
        let text = Text { path: "a.yaml".into(), text: self.text(steps), others: BTreeMap::new() };
        Started::new(Of::Tried, text.checked().unwrap(), text)
    }

    /// The same as an automation of the Control Room.
    pub async fn added(&self, path: &str, steps: &str) -> Started {
        let text = self.text(steps);
        let given = Given { text: &text, note: "" };
        let saved = self.automations.add(&Caller::holder(), &path.parse().unwrap(), given, EN).await.unwrap();
        let automation = saved.automation.unwrap_or_else(|| panic!("{:?}", saved.checkup));
        let text = Text { path: path.to_owned(), text, others: BTreeMap::new() };
        Started::new(Of::Automation { id: automation.id, version: 1 }, text.checked().unwrap(), text)
    }

    /// Waits until a run has ended; what it told in words, and the run.
    pub async fn ended(&self, id: &str) -> (Vec<String>, Run) {
        let lines = self.runs.follow(&Caller::holder(), id, 0, EN).await.unwrap();
        let lines: Vec<Line> = lines.try_collect().await.unwrap();
        let mut said = Vec::new();
        for line in lines {
            match line {
                Line::Event { said: words, .. } => said.extend(words),
                Line::End { run } => return (said, *run),
            }
        }
        panic!("the run has not ended: {said:?}")
    }

    /// Runs what is started by whoever holds the key, to its end.
    pub async fn run(&self, started: Started) -> (Vec<String>, Run) {
        let run = self.runs.queue(&Caller::holder(), started, None).await.unwrap();
        self.ended(&run.id).await
    }

    /// Waits until a run has told of such an event.
    pub async fn until(&self, id: &str, event: &str) {
        let lines = self.runs.follow(&Caller::holder(), id, 0, EN).await.unwrap();
        let mut lines = std::pin::pin!(lines);
        while let Some(line) = lines.try_next().await.unwrap() {
            match line {
                Line::Event { event: told, .. } if told["event"] == event => return,
                Line::Event { .. } => {}
                Line::End { run } => panic!("{run:?}"),
            }
        }
    }

    /// Everything that the database holds.
    pub async fn dump(&self, standing: &Standing) -> String {
        if let Location::Sqlite(file) = &standing.location {
            let files = ["", "-wal"].map(|end| format!("{}{end}", file.display()));
            #[expect(clippy::disallowed_methods, reason = "a thief reads it so")]
            let read = |file: &String| std::fs::read(file).unwrap_or_default();
            let bytes: Vec<u8> = files.iter().flat_map(read).collect();
            return String::from_utf8_lossy(&bytes).into_owned();
        }
        let sql = "SELECT table_name::text FROM information_schema.tables WHERE table_schema = 'public'";
        let tables: Vec<(String,)> = self.ground.db.all(sql, values![]).await.unwrap();
        let mut dump = String::new();
        for (table,) in tables {
            let sql = format!("SELECT whole::text FROM \"{table}\" AS whole");
            let rows: Vec<(String,)> = self.ground.db.all(sql.leak(), values![]).await.unwrap();
            dump.extend(rows.into_iter().map(|(row,)| row));
        }
        dump
    }

    pub fn count(&self, folder: &str) -> usize {
        self.sandbox.account().messages(folder).map_or(0, |messages| messages.len())
    }
}
