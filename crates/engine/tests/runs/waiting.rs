//! Waiting for mail.

use crate::costs::{host, redirected};
use crate::world::{World, automation, mail, path};
use carteiro_engine::{Host, Outcome, Status};
use carteiro_mail::backends::memory::Verb;
use carteiro_mail::{Error, Flags as Seen, Kind, Retry};
use carteiro_sandbox::{Flags, Options, Sandbox};
use carteiro_world::phrase;
use std::sync::Arc;
use std::time::Duration;
use tokio::task::JoinHandle;

const WAIT: &str = "- wait_for_mail: { session: finance, where: { subject: code }, timeout: 5m, as: m }
- log: { text: '{{ m.subject }} {{ m.text | trim }}' }
";

/// A run of these steps that goes on by itself.
fn begin(world: &Arc<World>, steps: &str, host: Host) -> JoinHandle<Outcome> {
    let (world, text) = (Arc::clone(world), automation(steps));
    tokio::spawn(async move { world.run_on(&text, host).await })
}

/// Lets others work until it is so.
async fn until(so: impl Fn() -> bool) {
    while !so() {
        tokio::task::yield_now().await;
    }
}

async fn waits(world: &World) {
    until(|| world.server.calls(Verb::Watch) > 0 && world.told().contains("\"waiting\"")).await;
}

#[tokio::test]
async fn the_message_that_comes_in_while_it_waits_is_kept_and_no_other() {
    let world = Arc::new(World::new());
    world.deliver(&mail("Code 1", &[]));
    let running = begin(&world, WAIT, world.host());
    waits(&world).await;
    world.deliver(&mail("News", &[]));
    world.deliver(&mail("Code 2", &[]));
    let outcome = running.await.unwrap();
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    assert_eq!(world.logged(), ["Code 2 Hello."]);
}

#[tokio::test]
async fn one_that_is_there_already_does_where_that_is_said() {
    let world = World::new();
    world.deliver(&mail("Code 1", &[]));
    world.deliver(&mail("Code 2", &[]));
    let outcome = world.steps(&WAIT.replace("timeout", "since: any, timeout")).await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    assert_eq!(world.logged(), ["Code 2 Hello."]);
    assert_eq!(world.server.calls(Verb::Watch), 0, "nothing is watched for it");
}

#[tokio::test]
async fn one_that_is_not_there_yet_comes_where_any_does() {
    let world = Arc::new(World::new());
    let running = begin(&world, &WAIT.replace("timeout", "since: any, timeout"), world.host());
    waits(&world).await;
    world.deliver(&mail("Code 3", &[]));
    assert_eq!(running.await.unwrap().status(), Status::Ok, "{}", world.told());
    assert_eq!(world.logged(), ["Code 3 Hello."]);
}

fn gone() -> Error {
    Error::new(Kind::Unreachable, phrase!("connection-lost")).retrying(Retry::Reconnect)
}

#[tokio::test]
async fn what_comes_in_before_the_connection_of_the_watch_stands_counts() {
    let world = Arc::new(World::new());
    world.deliver(&mail("Code 1", &[]));
    // The second try waits for the clock.
    world.server.fail(Verb::Watch, 2, gone());
    let running = begin(&world, WAIT, world.host());
    until(|| world.server.calls(Verb::Watch) == 2).await;
    world.deliver(&mail("Code 2", &[]));
    while !running.is_finished() {
        world.clock.advance(Duration::from_secs(1));
        tokio::task::yield_now().await;
    }
    assert_eq!(running.await.unwrap().status(), Status::Ok, "{}", world.told());
    assert_eq!(world.logged(), ["Code 2 Hello."]);
}

#[tokio::test]
async fn in_a_folder_that_was_renumbered_the_time_of_reception_tells() {
    let world = Arc::new(World::new());
    world.deliver(&mail("Code 1", &[]));
    world.server.fail(Verb::Watch, 2, gone());
    let running = begin(&world, WAIT, world.host());
    until(|| world.server.calls(Verb::Watch) == 2).await;
    let now = world.clock.clock().now();
    world.server.deliver(&path("INBOX"), mail("Code 2", &[]), Seen::default(), now).unwrap();
    world.server.renumber();
    while !running.is_finished() {
        world.clock.advance(Duration::from_secs(1));
        tokio::task::yield_now().await;
    }
    assert_eq!(running.await.unwrap().status(), Status::Ok, "{}", world.told());
    assert_eq!(world.logged(), ["Code 2 Hello."]);
}

#[tokio::test]
async fn when_none_comes_in_time_it_fails_or_goes_on_without() {
    for (option, status) in [("", Status::Failed), ("on_missing: nothing, ", Status::Ok)] {
        let world = Arc::new(World::new());
        let steps = "- wait_for_mail: { session: finance, OPTION timeout: 5m, as: m }\n- log: { text: '{{ m is none }}' }\n";
        let running = begin(&world, &steps.replace("OPTION", option), world.host());
        waits(&world).await;
        // In steps, as a wait looks at the clock now and then.
        while !running.is_finished() {
            world.clock.advance(Duration::from_secs(30));
            tokio::task::yield_now().await;
        }
        let outcome = running.await.unwrap();
        assert_eq!(outcome.status(), status, "{}", world.told());
        if status == Status::Failed {
            assert_eq!(outcome.summary.failure.unwrap().kind, Kind::Timeout);
        } else {
            assert_eq!(world.logged(), ["true"]);
        }
    }
}

#[tokio::test]
async fn it_ends_at_once_when_the_run_is_stopped() {
    let world = Arc::new(World::new());
    let running = begin(&world, WAIT, world.host());
    waits(&world).await;
    world.stop.now();
    assert_eq!(running.await.unwrap().status(), Status::Cancelled);
}

#[tokio::test]
async fn a_folder_that_is_missing_is_not_waited_for() {
    let world = World::new();
    let outcome = world.steps(&WAIT.replace("where", "folder: Nowhere, where")).await;
    assert_eq!(outcome.summary.failure.unwrap().kind, Kind::NotFound);
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_server_tells_of_it_by_itself() {
    let options = Options::default();
    let user = options.users[0].clone();
    let sandbox = Sandbox::start(options).await.unwrap();
    let world = Arc::new(World::new());
    let to = redirected(sandbox.imap_addr().port(), &user.name, &user.password);
    let running = begin(&world, WAIT, host(&world, &to));
    until(|| sandbox.commands().iter().any(|line| line == "IDLE")).await;
    let at = "2026-11-22T12:00:00Z".parse().unwrap();
    let raw = mail("Code 4", &[]).into_bytes();
    sandbox.account().append("INBOX", raw, Flags::default(), at).unwrap();
    assert_eq!(running.await.unwrap().status(), Status::Ok, "{}", world.told());
    assert_eq!(world.logged(), ["Code 4 Hello."]);
}
