//! A Control Room that sends letters, and the automations by which it does.

use crate::access::{Caller, Changes, Permission};
use crate::app::App;
use crate::app::tests::Room;
use crate::audit::{Actor, Way};
use crate::automations::store::Text;
use crate::notices::News;
use crate::settings::Settings;
use crate::testing::{Ahead, Standing};
use crate::values;
use carteiro_sandbox::{Options, Sandbox, User};
use carteiro_world::{Clock, Language, phrase};
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use tokio::sync::oneshot;
use tokio::task::JoinHandle;

pub(super) const URL: &str = "https://room.example.org";
const CANARY: &str = "canary-77ab";

/// A Control Room that carries runs out, and Ana, who looks after it.
pub(super) struct Office {
    pub(super) room: Room,
    pub(super) app: App,
    pub(super) ana: Caller,
    pub(super) clock: Ahead,
    _ending: oneshot::Sender<()>,
    working: JoinHandle<()>,
}

impl Drop for Office {
    fn drop(&mut self) {
        self.working.abort();
    }
}

impl Office {
    pub(super) async fn new(standing: &Standing) -> Self {
        let clock = Ahead::default();
        let room = Room::over(standing.ground(Clock::from(clock.clone())).await).await;
        let open = Settings { reach_this_machine: true, ..Settings::default() };
        room.ground.decide(&Actor::TERMINAL, 0, &open).await.unwrap();
        let app = room.app();
        let id = room.access.person_named("Ana").await.unwrap().id;
        let ana = room.access.absent(&id, Way::Session).await.unwrap();
        let (ending, end) = oneshot::channel::<()>();
        let runs = app.runs.clone();
        let working = tokio::spawn(async move {
            let _ = runs.work(async { drop(end.await) }).await;
        });
        Self { room, app, ana, clock, _ending: ending, working }
    }

    pub(super) async fn address(&self, person: &Caller, address: &str, language: Language) {
        let changes = Changes {
            email: Some(Some(address.to_owned())),
            language: Some(Some(language)),
            ..Changes::default()
        };
        let by = self.ana.actor();
        self.room.access.change_person(&by, &person.person.id, None, &changes).await.unwrap();
    }

    pub(super) async fn somebody(&self, name: &str, may: &[Permission]) -> Caller {
        self.room.somebody(name, may.iter().copied().collect()).await;
        let id = self.room.access.person_named(name).await.unwrap().id;
        self.room.access.absent(&id, Way::Session).await.unwrap()
    }

    pub(super) async fn add(&self, path: &str, text: &str) {
        let given = Text { text, note: "" };
        let path = path.parse().unwrap();
        let saved = self.app.automations.add(&self.ana, &path, given, Language::English).await.unwrap();
        assert!(saved.automation.is_some(), "{:?}", saved.checkup);
    }

    /// Something happens to a connection of this name, of which these people are told.
    pub(super) async fn tell(&self, people: &[&Caller], name: &str) {
        let people: BTreeSet<String> = people.iter().map(|one| one.person.id.clone()).collect();
        let words = phrase!("notice-connection-refused", name = name);
        let news = News {
            because: Some(phrase!("connection-sign-in-again")),
            ..News::about("connection", "c", format!("refused/{name}"), words)
        };
        let mut change = self.room.ground.db.begin().await.unwrap();
        self.app.notices.tell(&mut change, &people, &news).await.unwrap();
        change.commit().await.unwrap();
    }

    /// Sends what is due, and sees what became of it once all runs have ended; how many letters were begun.
    pub(super) async fn post(&self) -> usize {
        let begun = self.app.letters.post(URL).await.unwrap();
        let sql = "SELECT id FROM run ORDER BY id";
        let runs: Vec<(String,)> = self.room.ground.db.all(sql, values![]).await.unwrap();
        for (id,) in runs {
            let lines = self.app.runs.follow(&Caller::holder(), &id, 0, Language::English).await.unwrap();
            futures_util::StreamExt::collect::<Vec<_>>(lines).await;
        }
        // What has ended is seen; nothing else is due in this moment.
        self.app.letters.settle().await.unwrap();
        begun
    }

    /// Of each that is on its way or was: how often it was tried, whether it arrived, and whether it is tried again.
    pub(super) async fn deliveries(&self) -> Vec<(i64, bool, bool)> {
        let sql = "SELECT tries, done_at, due_at FROM notice_delivery WHERE channel = 'mail' ORDER BY id";
        let rows: Vec<(i64, Option<i64>, Option<i64>)> =
            self.room.ground.db.all(sql, values![]).await.unwrap();
        rows.into_iter().map(|(tries, done, due)| (tries, done.is_some(), due.is_some())).collect()
    }

    pub(super) async fn count(&self, sql: &'static str) -> i64 {
        let row: Option<(i64,)> = self.room.ground.db.one(sql, values![]).await.unwrap();
        row.unwrap().0
    }

    pub(super) async fn wrong(&self) -> Vec<String> {
        let sql = "SELECT failed FROM notice_delivery WHERE failed IS NOT NULL ORDER BY id";
        let rows: Vec<(String,)> = self.room.ground.db.all(sql, values![]).await.unwrap();
        let code =
            |text: String| serde_json::from_str::<Value>(&text).unwrap()["code"].as_str().unwrap().to_owned();
        rows.into_iter().map(|(text,)| code(text)).collect()
    }
}

/// Reads at one port and sends by another.
pub(super) fn automation(imap: u16, smtp: u16, user: &str, password: &str) -> String {
    format!(
        "name: Post\nvariables:\n  to: {{ type: text }}\n  subject: {{ type: text }}\n  text: {{ type: text }}\nsteps:\n  \
         - connect:\n      session: s\n      mail_server:\n        host: 127.0.0.1\n        port: {imap}\n        \
         security: none\n        auth: {{ basic: {{ username: {user}, password: {password} }} }}\n        \
         outgoing: {{ host: 127.0.0.1, port: {smtp}, security: none }}\n  - send:\n      session: s\n      \
         to: '{{{{ to }}}}'\n      subject: '{{{{ subject }}}}'\n      text: '{{{{ text }}}}'\n      sent_copy: false\n"
    )
}

/// One that sends by a simulated server.
pub(super) fn simulated(sandbox: &Sandbox) -> String {
    let (imap, smtp) = (sandbox.imap_addr().port(), sandbox.smtp_addr().port());
    automation(imap, smtp, "ana@sandbox.test", CANARY)
}

pub(super) async fn sandbox() -> Sandbox {
    let users = vec![User::new("ana@sandbox.test", CANARY)];
    Sandbox::start(Options { users, ..Options::default() }).await.unwrap()
}

/// Logs subject and text of all that is in the inbox.
pub(super) fn reading(imap: u16, user: &str) -> String {
    format!(
        "name: Read\nsteps:\n  - connect:\n      session: s\n      mail_server:\n        host: 127.0.0.1\n        port: {imap}\n        \
         security: none\n        auth: {{ basic: {{ username: {user}, password: pw-test }} }}\n  - for_each_mail:\n      \
         session: s\n      as: mail\n      do:\n        - log: {{ text: '{{{{ mail.subject }}}}|{{{{ mail.text }}}}' }}\n"
    )
}

/// Subject and text of all messages that an automation finds.
pub(super) async fn read_all(office: &Office, text: &str) -> Vec<(String, String)> {
    use crate::runs::{Line, Of, Started, Text};
    let text = Text { path: "r.yaml".into(), text: text.to_owned(), others: BTreeMap::new() };
    let started = Started::new(Of::Tried, text.checked().unwrap(), text);
    let run = office.app.runs.queue(&office.ana, started, None).await.unwrap();
    let lines = office.app.runs.follow(&office.ana, &run.id, 0, Language::English).await.unwrap();
    let lines: Vec<_> = futures_util::StreamExt::collect(lines).await;
    let text = |line| match line {
        Ok(Line::Event { event, .. }) if event["event"] == "log" => event["text"].as_str().map(str::to_owned),
        _ => None,
    };
    let logged = lines.into_iter().filter_map(text);
    logged.map(|text| text.split_once('|').map(|(a, b)| (a.to_owned(), b.to_owned())).unwrap()).collect()
}
