//! Runs that open a mailbox by the token of a connection: on the lab's Dovecot, in the name of whoever starts them.

use super::provider::Provider;
use super::room::{Room, draft, user_specific};
use crate::access::{Caller, Permission};
use crate::connections::{Connection, Draft, Whose};
use crate::runs::{Lend, Line, Of, Run, Runs, Started, State, Text};
use crate::testing::{Standing, lab, on_both};
use crate::vault::Vault;
use axum::Router;
use axum::extract::State as Shared;
use carteiro_world::{Clock, Language, Secret};
use futures_util::TryStreamExt as _;
use futures_util::future::BoxFuture;
use serde_json::Value;
use std::collections::{BTreeMap, BTreeSet};
use std::path::Path;
use std::sync::Arc;
use std::time::Duration;
use tempfile::TempDir;
use tokio::net::TcpListener;
use tokio::sync::oneshot;

on_both!(
    a_run_opens_the_mailbox_of_whoever_signed_in_for_all,
    each_persons_run_opens_their_own_mailbox,
    a_run_goes_on_with_the_next_token_when_one_ends,
    a_run_goes_on_with_the_next_token_when_one_is_refused,
    an_author_sends_no_token_to_a_host_of_their_own,
);

/// What carries runs out, with what their persons may use.
struct Works {
    runs: Runs,
    dovecot: Value,
    _data: TempDir,
    _ending: oneshot::Sender<()>,
}

impl Works {
    async fn new(standing: &Standing, room: &Room) -> Option<Self> {
        let dovecot = lab("dovecot")?;
        // A token ends where the test says so, and no run does.
        let ground = standing.ground(Clock::system()).await;
        let data = tempfile::tempdir().unwrap();
        let lend = Lend::of(&Vault::new(ground.clone()), &room.connections);
        let runs = Runs::new(ground, room.access.clone(), data.path(), lend);
        let (ending, end) = oneshot::channel::<()>();
        let working = runs.clone();
        tokio::spawn(async move {
            working
                .work(async {
                    let _ = end.await;
                })
                .await
        });
        Some(Self { runs, dovecot, _data: data, _ending: ending })
    }

    /// Opens a session by a connection.
    fn connect(&self, session: &str, auth: &str) -> String {
        self.connect_at("127.0.0.1", session, auth, "")
    }

    fn connect_at(&self, host: &str, session: &str, auth: &str, more: &str) -> String {
        let port = &self.dovecot["imap"];
        format!(
            "  - connect:\n      session: {session}\n      mail_server: {{ host: {host}, port: {port}, security: none, \
             auth: {{ managed: {{ {auth} }} }}{more} }}\n"
        )
    }

    /// Runs these steps in the name of somebody, to the end.
    async fn run(&self, caller: &Caller, steps: &str) -> Run {
        let text = Text {
            path: "a.yaml".into(),
            text: format!("name: Test\nsteps:\n{steps}"),
            others: BTreeMap::new(),
        };
        let started = Started::new(Of::Tried, text.checked().unwrap(), text);
        let run = self.runs.queue(caller, started, None).await.unwrap();
        let lines = self.runs.follow(&Caller::holder(), &run.id, 0, Language::English).await.unwrap();
        let lines: Vec<Line> = lines.try_collect().await.unwrap();
        match lines.into_iter().last() {
            Some(Line::End { run }) => *run,
            _ => panic!("the run has not ended"),
        }
    }

    /// Whether there is such a folder in somebody's mailbox.
    fn has(&self, login: &str, folder: &str) -> bool {
        let name = login.strip_suffix("@lab.test").unwrap();
        let root = Path::new(self.dovecot["mail_root"].as_str().unwrap());
        root.join("lab.test").join(name).join("Maildir").join(format!(".{folder}")).is_dir()
    }
}

fn makes(session: &str, folder: &str) -> String {
    format!("  - create_folder: {{ session: {session}, folder: {folder} }}\n")
}

/// Why it did not end well: the code, and in words.
fn why(run: &Run) -> (String, String) {
    assert_eq!(run.state, State::Failed);
    let said = run.failure.as_ref().unwrap();
    (said.failure["code"].as_str().unwrap().to_owned(), said.said.clone())
}

async fn a_run_opens_the_mailbox_of_whoever_signed_in_for_all(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    let Some(works) = Works::new(standing, &room).await else { return };
    let (bia, role) = room.somebody("bia", &[Permission::RunAutomations]).await;
    let (caio, _) = room.somebody("caio", &[Permission::RunAutomations]).await;
    let shared = Draft { roles: BTreeSet::from([role]), ..draft("mail", &provider, "desktop") };
    let shared = room.add(shared).await;
    let steps = works.connect("s", "connection: mail") + &makes("s", "Done");
    let (code, said) = why(&works.run(&bia, &steps).await);
    assert_eq!(code, "connection-not-signed-in", "{said}");
    room.sign_in(&provider, &room.ana, &shared).await;
    for (caller, steps) in [
        (&caio, &steps),
        (&room.ana, &steps),
        (&caio, &(works.connect("s", "connection: mial") + &makes("s", "Done"))),
    ] {
        let (code, said) = why(&works.run(caller, steps).await);
        assert_eq!(code, "connection-not-for-you", "{said}");
        assert!(said.contains("called mail ") || said.contains("called mial "), "{said}");
    }
    assert!(!works.has(&provider.person(), "Done"));
    let run = works.run(&bia, &steps).await;
    assert_eq!(run.state, State::Ok, "{:?}", run.failure);
    assert!(works.has(&provider.person(), "Done"));
    // It is written down, with the run and the host.
    let sql = "SELECT args FROM audit WHERE code = 'audit-connection-used' AND person_id = $1";
    let used: Vec<(String,)> = room.ground.db.all(sql, crate::values![&bia.person.id]).await.unwrap();
    assert_eq!(used.len(), 1);
    assert!(used[0].0.contains(&run.id) && used[0].0.contains("127.0.0.1"), "{used:?}");
}

async fn each_persons_run_opens_their_own_mailbox(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    let Some(works) = Works::new(standing, &room).await else { return };
    let (bia, role) = room.somebody("bia", &[Permission::RunAutomations]).await;
    let (caio, _) = room.somebody("caio", &[Permission::RunAutomations]).await;
    room.give(&caio, &role).await;
    let own = room.add(user_specific(draft("own", &provider, "desktop"), &role)).await;
    let steps = works.connect("s", "connection: own, token: user_specific") + &makes("s", "Done");
    let login = |name: &str| provider.person().replace("test-", &format!("test-{name}-"));
    sign_in(&room, &bia, &own, &login("bia")).await;
    let (code, said) = why(&works.run(&caio, &steps).await);
    assert_eq!(code, "connection-not-signed-in-person", "{said}");
    let run = works.run(&bia, &steps).await;
    assert_eq!(run.state, State::Ok, "{:?}", run.failure);
    assert_eq!((works.has(&login("bia"), "Done"), works.has(&login("caio"), "Done")), (true, false));
    sign_in(&room, &caio, &own, &login("caio")).await;
    assert_eq!(works.run(&caio, &steps).await.state, State::Ok);
    assert!(works.has(&login("caio"), "Done"));
    // Whoever holds the key is nobody, and has no token of their own.
    assert_eq!(why(&works.run(&Caller::holder(), &steps).await).0, "connection-as-user");
    // Somebody signed in by another account than the automation opens: the server does not let them in.
    let others = format!("connection: own, username: {}", login("caio"));
    let run = works.run(&bia, &(works.connect("s", &others) + &makes("s", "Else"))).await;
    assert_eq!(run.state, State::Failed);
    assert_eq!((works.has(&login("bia"), "Else"), works.has(&login("caio"), "Else")), (false, false));
    let (code, said) = why(&works.run(&bia, &steps.replace("user_specific", "shared")).await);
    assert_eq!(code, "connection-token-type", "{said}");
}

async fn sign_in(room: &Room, caller: &Caller, connection: &Connection, login: &str) {
    let client = room.connections.client(connection).await.unwrap();
    let granted = client.password(login, &Secret::new("pw-test")).await.unwrap();
    let endpoint = client.endpoints.token.to_string();
    room.connections.brought(caller, connection, &granted, &endpoint).await.unwrap();
}

type Happening = Arc<dyn Fn() -> BoxFuture<'static, ()> + Send + Sync>;

/// A web server; when it is asked this happens, and then it answers.
async fn asked(happening: Happening) -> String {
    let listener = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let at = listener.local_addr().unwrap();
    let answer = async |Shared(happening): Shared<Happening>| {
        happening().await;
        "done"
    };
    let router = Router::new().fallback(answer).with_state(happening);
    tokio::spawn(async move { axum::serve(listener, router).await });
    format!("  - http_request: {{ url: 'http://{at}/now' }}\n")
}

async fn a_run_goes_on_with_the_next_token_when_one_ends(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    let Some(works) = Works::new(standing, &room).await else { return };
    let connection = room.signed_in(&provider, "desktop").await;
    let clock = room.clock.clone();
    let an_hour_passes = asked(Arc::new(move || {
        clock.pass(Duration::from_mins(61));
        Box::pin(std::future::ready(()))
    }));
    let steps = works.connect("s", "connection: mail")
        + &makes("s", "One")
        + &an_hour_passes.await
        + &works.connect("t", "connection: mail")
        + &makes("t", "Two");
    let run = works.run(&room.ana, &steps).await;
    assert_eq!(run.state, State::Ok, "{:?}", run.failure);
    assert_eq!((works.has(&provider.person(), "One"), works.has(&provider.person(), "Two")), (true, true));
    assert_eq!(provider.count(&provider.client("desktop"), "refresh_token").await, 1);
    assert_eq!(room.generation(&connection).await, 2);
}

async fn a_run_goes_on_with_the_next_token_when_one_is_refused(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    let Some(works) = Works::new(standing, &room).await else { return };
    let connection = room.signed_in(&provider, "desktop").await;
    let (connections, ground, whose) =
        (room.connections.clone(), room.ground.clone(), Whose::shared(&connection));
    // What is at hand then is a token that Dovecot is told nothing good of.
    let it_is_taken_back = asked(Arc::new(move || {
        let access = connections.seal_token(&whose, "access", &Secret::new("taken-back")).unwrap();
        let (ground, id) = (ground.clone(), whose.id());
        Box::pin(async move {
            let sql = "UPDATE connection_token SET access = $1 WHERE id = $2";
            assert_eq!(ground.db.run(sql, crate::values![access, id]).await.unwrap(), 1);
        })
    }));
    let steps = works.connect("s", "connection: mail")
        + &makes("s", "One")
        + &it_is_taken_back.await
        + &works.connect("t", "connection: mail")
        + &makes("t", "Two");
    let run = works.run(&room.ana, &steps).await;
    assert_eq!(run.state, State::Ok, "{:?}", run.failure);
    assert!(works.has(&provider.person(), "Two"));
    assert_eq!(provider.count(&provider.client("desktop"), "refresh_token").await, 1);
    assert_eq!(room.generation(&connection).await, 2);
}

async fn an_author_sends_no_token_to_a_host_of_their_own(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    let Some(works) = Works::new(standing, &room).await else { return };
    room.signed_in(&provider, "desktop").await;
    let own = TcpListener::bind("127.0.0.1:0").await.unwrap();
    let port = own.local_addr().unwrap().port();
    let dovecot = works.dovecot["imap"].to_string();
    let aside =
        works.connect_at("localhost", "s", "connection: mail", "").replace(&dovecot, &port.to_string());
    let through = works.connect_at(
        "127.0.0.1",
        "s",
        "connection: mail",
        &format!(", proxy: 'http://localhost:{port}'"),
    );
    for steps in [aside, through] {
        let (code, said) = why(&works.run(&room.ana, &(steps + &makes("s", "Done"))).await);
        assert_eq!(code, "connection-other-host", "{said}");
        assert!(said.contains("localhost"), "{said}");
    }
    let come = futures_util::FutureExt::now_or_never(own.accept());
    assert!(come.is_none(), "nobody has come");
}
