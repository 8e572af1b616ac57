use super::{Place, Practice, Pretend};
use crate::Ground;
use crate::access::{Access, Caller, Permission};
use crate::audit::{Actor, Way};
use crate::automations::Automations;
use crate::connections::Connections;
use crate::notices::Notices;
use crate::runs::{Lend, Line, Of, Runs, Started, State, Text};
use crate::settings::Ports;
use crate::testing::{Standing, on_both};
use crate::vault::{NewAttribute, NewCredential, Vault};
use carteiro_auth::AllowedHosts;
use carteiro_mail::Kind;
use carteiro_sandbox::{Options, Sandbox, sample};
use carteiro_world::{Clock, Language, Secret};
use futures_util::TryStreamExt as _;
use futures_util::future::BoxFuture;
use std::collections::BTreeMap;
use std::io;
use std::sync::Arc;
use tokio::sync::oneshot;

on_both!(
    whoever_may_begins_with_a_mailbox_and_three_automations_that_run,
    what_somebody_has_made_of_a_sample_stays,
    it_is_begun_by_who_may_change_settings_lockers_and_automations,
    what_was_begun_and_not_ended_is_made_whole,
    where_somebody_has_a_locker_of_that_name_nothing_is_changed,
);

/// A sandbox that runs as long as the test.
struct Running(Sandbox);

impl Pretend for Running {
    fn start(&self, _: Option<Ports>) -> BoxFuture<'_, io::Result<Place>> {
        let ports = Ports { imap: self.0.imap_addr().port(), smtp: self.0.smtp_addr().port() };
        let (username, password) = ("ana@sandbox.test".to_owned(), Secret::new("sandbox"));
        Box::pin(std::future::ready(Ok(Place { ports, username, password })))
    }
}

struct Room {
    practice: Practice,
    ground: Ground,
    access: Access,
    vault: Vault,
    automations: Automations,
    runs: Runs,
    ana: Caller,
    running: Arc<Running>,
    _data: tempfile::TempDir,
}

impl Room {
    async fn new(standing: &Standing) -> Self {
        let ground = standing.ground(Clock::system()).await;
        let access = Access::new(ground.clone());
        let by = &Actor::TERMINAL;
        let ana = access.first(by, "Ana", &Secret::new("correct horse"), Language::English).await.unwrap();
        let ana = access.absent(&ana.id, Way::Session).await.unwrap();
        let (vault, automations) = (Vault::new(ground.clone()), Automations::new(ground.clone()));
        let notices = Notices::new(ground.clone());
        let connections = Connections::new(ground.clone(), access.clone(), notices);
        let data = tempfile::tempdir().unwrap();
        let lend = Lend::of(&vault, &connections);
        let runs = Runs::new(ground.clone(), access.clone(), data.path(), lend);
        let mail = sample::inbox(Clock::system().now());
        let running = Sandbox::start(Options { mail, ..Options::default() }).await.unwrap();
        let running = Arc::new(Running(running));
        let practice = Practice::new(ground.clone(), vault.clone(), automations.clone()).on(running.clone());
        Self { practice, ground, access, vault, automations, runs, ana, running, _data: data }
    }

    /// Runs an automation to its end.
    async fn run(&self, id: &str) -> (State, i64) {
        let (text, version) = self.automations.text(id, None).await.unwrap();
        let text = Text { path: "a.yaml".into(), text, others: BTreeMap::new() };
        let of = Of::Automation { id: id.to_owned(), version };
        let started = Started::new(of, text.checked().unwrap(), text);
        let run = self.runs.queue(&self.ana, started, None).await.unwrap();
        let lines = self.runs.follow(&self.ana, &run.id, 0, Language::English).await.unwrap();
        match lines.try_collect::<Vec<Line>>().await.unwrap().pop() {
            Some(Line::End { run }) => (run.state, run.done),
            other => panic!("{other:?}"),
        }
    }
}

async fn whoever_may_begins_with_a_mailbox_and_three_automations_that_run(standing: &Standing) {
    let room = Room::new(standing).await;
    let made = room.practice.begin(&room.ana, Language::Portuguese).await.unwrap();
    let paths: Vec<_> = made.iter().map(|made| made.path.as_str()).collect();
    assert_eq!(
        paths,
        ["samples/archive-invoices.yaml", "samples/acknowledge-orders.yaml", "samples/list-unread.yaml"]
    );
    assert_eq!(made[0].name, "Arquivar faturas");
    let runs = room.runs.clone();
    let (ending, end) = oneshot::channel::<()>();
    let working = tokio::spawn(async move {
        runs.work(async {
            let _ = end.await;
        })
        .await
    });
    for automation in &made {
        let (state, done) = room.run(&automation.id).await;
        assert!(state == State::Ok && done > 0, "{}: {state:?}, {done}", automation.path);
    }
    assert!(!room.running.0.outbox().is_empty());
    drop(ending);
    working.await.unwrap().unwrap();
    let again = room.practice.begin(&room.ana, Language::Portuguese).await.unwrap();
    assert_eq!(again.len(), 3);
}

async fn what_somebody_has_made_of_a_sample_stays(standing: &Standing) {
    let room = Room::new(standing).await;
    let made = room.practice.begin(&room.ana, Language::English).await.unwrap();
    room.automations.remove(&room.ana, &made[1].id).await.unwrap();
    let again = room.practice.begin(&room.ana, Language::Portuguese).await.unwrap();
    assert_eq!(
        (&again[0].id, again[0].version, again[0].name.as_str()),
        (&made[0].id, 1, "Archive invoices")
    );
    assert!(again[1].id != made[1].id && again[1].name == "Confirmar pedidos");
}

async fn it_is_begun_by_who_may_change_settings_lockers_and_automations(standing: &Standing) {
    let room = Room::new(standing).await;
    let by = &Actor::TERMINAL;
    let person = room.access.add_person(by, "bia", &Secret::new("correct horse")).await.unwrap();
    let all = [Permission::ManageSettings, Permission::ManageLockers, Permission::EditAutomations];
    let role = room.access.add_role(by, "some", &all[..2].iter().copied().collect()).await.unwrap();
    room.access.assign(by, &person.id, &role.id, true).await.unwrap();
    let bia = room.access.absent(&person.id, Way::Session).await.unwrap();
    let refused = room.practice.begin(&bia, Language::English).await.unwrap_err();
    assert_eq!(refused.kind(), Kind::Denied);
    let none = Practice { pretend: None, ..room.practice.clone() };
    assert_eq!(none.begin(&room.ana, Language::English).await.unwrap_err().kind(), Kind::Unsupported);
}

async fn what_was_begun_and_not_ended_is_made_whole(standing: &Standing) {
    let room = Room::new(standing).await;
    let is_whole = async || {
        room.practice.begin(&room.ana, Language::English).await.unwrap();
        let path = "sandbox/ana.password".parse().unwrap();
        let credential = room.vault.credential_at(&room.ana, &path).await.unwrap();
        assert!(credential.attributes[0].set_at.is_some(), "its password is there");
        credential
    };
    let locker = room.vault.add_locker(&room.ana, "sandbox", "").await.unwrap();
    let credential = is_whole().await;
    room.vault.remove_credential(&room.ana, &credential.id).await.unwrap();
    let attributes = vec![NewAttribute::standard("password")];
    let (description, allowed_hosts) = (String::new(), AllowedHosts::default());
    let new = NewCredential { description, allowed_hosts, attributes };
    room.vault.add_credential(&room.ana, &locker.id, "ana", &new).await.unwrap();
    is_whole().await;
}

async fn where_somebody_has_a_locker_of_that_name_nothing_is_changed(standing: &Standing) {
    let room = Room::new(standing).await;
    let by = &Actor::TERMINAL;
    let person = room.access.add_person(by, "bia", &Secret::new("correct horse")).await.unwrap();
    let may = [Permission::ManageLockers].into();
    let role = room.access.add_role(by, "lockers", &may).await.unwrap();
    room.access.assign(by, &person.id, &role.id, true).await.unwrap();
    let bia = room.access.absent(&person.id, Way::Session).await.unwrap();
    room.vault.add_locker(&bia, "sandbox", "").await.unwrap();
    let refused = room.practice.begin(&room.ana, Language::English).await.unwrap_err();
    assert_eq!(refused.kind(), Kind::Exists);
    let (settings, _) = room.ground.settings().await.unwrap();
    assert!(!settings.reach_this_machine && settings.sandbox.is_none());
}
