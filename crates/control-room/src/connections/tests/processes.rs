//! Several processes and one token: one of them asks for the next, and none is lost when one dies over it.

use super::holding::{Hold, Holding};
use super::provider::Provider;
use super::room::{Room, draft, purpose};
use crate::access::Access;
use crate::audit::Way;
use crate::connections::{Connection, Connections, State, Whose};
use crate::db::Db;
use crate::notices::Notices;
use crate::testing::{Ahead, Standing, ground, on_both};
use carteiro_auth::Renew;
use carteiro_auth::modes::Managed;
use carteiro_mail::Kind;
use carteiro_world::Clock;
use futures_util::future::join_all;
use serde::{Deserialize, Serialize};
use sha2::{Digest, Sha256};
use std::collections::BTreeSet;
use std::process::Stdio;
use std::time::Duration;
use tokio::io::{AsyncBufReadExt, AsyncWriteExt, BufReader, Lines};
use tokio::process::{Child, ChildStdin, ChildStdout, Command};

/// What a process is told by its environment.
const TOLD: &str = "CARTEIRO_TEST_WORKER";

#[derive(Serialize, Deserialize)]
struct Told {
    database: String,
    person: String,
    tasks: usize,
    ahead_seconds: u64,
}

/// Runs of a person, in a process of their own: they ask for the token of the connection `mail` all at once.
#[tokio::test]
#[ignore = "this is the other process of the tests here"]
#[expect(clippy::disallowed_methods, reason = "the process is told by its environment what to do")]
async fn worker() {
    let told: Told = serde_json::from_str(&std::env::var(TOLD).unwrap()).unwrap();
    let db = Db::open(&told.database.parse().unwrap()).await.unwrap();
    let ahead = Ahead::by(Duration::from_secs(told.ahead_seconds));
    let ground = ground(db, Clock::from(ahead)).await;
    let access = Access::new(ground.clone());
    let caller = access.absent(&told.person, Way::Run).await.unwrap();
    let connections = Connections::new(ground.clone(), access, Notices::new(ground));
    let managed = Managed { connection: "mail".to_owned(), token: None, username: None };
    let mut lines = BufReader::new(tokio::io::stdin()).lines();
    println!("worker ready");
    lines.next_line().await.unwrap();
    let tasks = (0..told.tasks).map(|task| {
        let tokens = connections.tokens(caller.clone(), &format!("run-{task}"));
        let managed = managed.clone();
        tokio::spawn(async move {
            let purpose = purpose("127.0.0.1", None);
            let handed = tokens.managed(&managed, &purpose).await?;
            let credential = handed.credentials.credential(Renew::WhenExpired).await?;
            Ok::<_, carteiro_engine::Failure>(Sha256::digest(credential.secret().expose().as_bytes()))
        })
    });
    for answer in join_all(tasks).await {
        match answer.unwrap() {
            Ok(digest) => println!("worker token {digest:?}"),
            Err(failure) => println!("worker failed {} {}", failure.kind, failure.words.code),
        }
    }
    println!("worker done");
    lines.next_line().await.unwrap();
}

struct Worker {
    child: Child,
    said: Lines<BufReader<ChildStdout>>,
    stdin: ChildStdin,
}

impl Worker {
    async fn start(standing: &Standing, room: &Room, tasks: usize, ahead: Duration) -> Self {
        let told = Told {
            database: standing.url.clone(),
            person: room.ana.person.id.clone(),
            tasks,
            ahead_seconds: ahead.as_secs(),
        };
        let mut child = Command::new(std::env::current_exe().unwrap())
            .args(["--exact", "connections::tests::processes::worker", "--ignored", "--nocapture"])
            .env(TOLD, serde_json::to_string(&told).unwrap())
            .stdin(Stdio::piped())
            .stdout(Stdio::piped())
            .kill_on_drop(true)
            .spawn()
            .unwrap();
        let said = BufReader::new(child.stdout.take().unwrap()).lines();
        let stdin = child.stdin.take().unwrap();
        let mut worker = Self { child, said, stdin };
        assert_eq!(worker.next().await, "ready");
        worker
    }

    /// The next that it says.
    async fn next(&mut self) -> String {
        loop {
            let line = self.said.next_line().await.unwrap().expect("the process has ended");
            if let Some((_, said)) = line.split_once("worker ") {
                return said.to_owned();
            }
        }
    }

    async fn go(&mut self) {
        self.stdin.write_all(b"go\n").await.unwrap();
    }

    /// What came of all it was told to do.
    async fn answers(&mut self) -> Vec<String> {
        let mut answers = Vec::new();
        loop {
            match self.next().await {
                done if done == "done" => return answers,
                answer => answers.push(answer),
            }
        }
    }

    /// `kill -9`.
    async fn kill(mut self) {
        self.child.kill().await.unwrap();
    }
}

on_both!(
    two_hundred_runs_in_four_processes_make_one_request,
    who_dies_before_asking_has_lost_nothing,
    who_dies_over_the_answer_has_lost_nothing_where_the_last_token_is_still_taken,
    who_dies_over_the_answer_of_a_provider_that_takes_each_token_once_needs_a_person,
    who_dies_after_storing_has_left_the_next_token,
);

/// Past the end of a token.
const OVER: Duration = Duration::from_mins(61);
/// Past the end of a lease that was taken then.
const LATER: Duration = Duration::from_secs(61 * 60 + 61);

async fn two_hundred_runs_in_four_processes_make_one_request(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let room = Room::new(standing).await;
    room.signed_in(&provider, "desktop").await;
    let mut workers = Vec::new();
    for _ in 0..4 {
        workers.push(Worker::start(standing, &room, 50, OVER).await);
    }
    for worker in &mut workers {
        worker.go().await;
    }
    let mut all = Vec::new();
    for worker in &mut workers {
        all.extend(worker.answers().await);
    }
    assert_eq!(all.len(), 200);
    let all: BTreeSet<String> = all.into_iter().collect();
    assert!(all.len() == 1 && all.first().unwrap().starts_with("token"), "{all:?}");
    assert_eq!(provider.count(&provider.client("desktop"), "refresh_token").await, 1);
}

/// Somebody has signed in; the provider is asked for the next token through what holds it back.
async fn held(standing: &Standing, provider: &Provider, kind: &str) -> (Room, Holding, Connection) {
    let room = Room::new(standing).await;
    let holding = Holding::before(&provider.url("token_url")).await;
    let mut draft = draft("mail", provider, kind);
    draft.details.token_url = Some(holding.url.clone());
    let connection = room.add(draft).await;
    room.sign_in(provider, &room.ana, &connection).await;
    (room, holding, connection)
}

/// A process takes the lease and dies when something is held back.
async fn die(standing: &Standing, room: &Room, holding: &Holding, what: Hold) {
    holding.hold(what);
    let mut worker = Worker::start(standing, room, 5, OVER).await;
    worker.go().await;
    holding.held().await;
    worker.kill().await;
    holding.hold(Hold::Nothing);
}

async fn answers(standing: &Standing, room: &Room) -> BTreeSet<String> {
    let mut worker = Worker::start(standing, room, 20, LATER).await;
    worker.go().await;
    let answers = worker.answers().await;
    assert_eq!(answers.len(), 20);
    answers.into_iter().collect()
}

async fn who_dies_before_asking_has_lost_nothing(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let (room, holding, connection) = held(standing, &provider, "desktop").await;
    die(standing, &room, &holding, Hold::Requests).await;
    let client = provider.client("desktop");
    assert_eq!(provider.count(&client, "refresh_token").await, 0);
    let all = answers(standing, &room).await;
    assert!(all.len() == 1 && all.first().unwrap().starts_with("token"), "{all:?}");
    assert_eq!(provider.count(&client, "refresh_token").await, 1);
    assert_eq!(room.generation(&connection).await, 2);
}

async fn who_dies_over_the_answer_has_lost_nothing_where_the_last_token_is_still_taken(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let (room, holding, connection) = held(standing, &provider, "desktop-steady").await;
    die(standing, &room, &holding, Hold::Answers).await;
    let client = provider.client("desktop-steady");
    assert_eq!(provider.count(&client, "refresh_token").await, 1);
    let all = answers(standing, &room).await;
    assert!(all.len() == 1 && all.first().unwrap().starts_with("token"), "{all:?}");
    assert_eq!(provider.count(&client, "refresh_token").await, 2);
    assert_eq!(room.generation(&connection).await, 2);
}

async fn who_dies_over_the_answer_of_a_provider_that_takes_each_token_once_needs_a_person(
    standing: &Standing,
) {
    let Some(provider) = Provider::stand() else { return };
    let (room, holding, connection) = held(standing, &provider, "desktop").await;
    die(standing, &room, &holding, Hold::Answers).await;
    let all = answers(standing, &room).await;
    let (kind, code) = (Kind::SignInNeeded, "connection-renewal-lost");
    assert_eq!(all, BTreeSet::from([format!("failed {kind} {code}")]));
    let client = provider.client("desktop");
    assert_eq!(provider.count(&client, "refresh_token").await, 2, "it is tried once, and no more");
    answers(standing, &room).await;
    assert_eq!(provider.count(&client, "refresh_token").await, 2);
    let status = room.connections.status(&connection, &Whose::shared(&connection)).await.unwrap();
    assert_eq!((status.state, &*status.reason.unwrap().words.code), (State::NeedsSignIn, code));
    assert_eq!(room.told(&room.ana).await, ["notice-needs-sign-in"]);
    room.sign_in(&provider, &room.ana, &connection).await;
    room.handed(&room.ana, "mail").await.unwrap();
}

async fn who_dies_after_storing_has_left_the_next_token(standing: &Standing) {
    let Some(provider) = Provider::stand() else { return };
    let (room, _holding, connection) = held(standing, &provider, "desktop").await;
    let mut worker = Worker::start(standing, &room, 5, OVER).await;
    worker.go().await;
    let first: BTreeSet<String> = worker.answers().await.into_iter().collect();
    worker.kill().await;
    assert_eq!(answers(standing, &room).await, first);
    assert_eq!(provider.count(&provider.client("desktop"), "refresh_token").await, 1);
    assert_eq!(room.generation(&connection).await, 2);
}
