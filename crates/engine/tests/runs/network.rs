//! The same over a network: the demo, against the sandbox.

use crate::world::World;
use carteiro_engine::{Host, Network, Status};
use carteiro_sandbox::{Options, Sandbox, User, sample};
use carteiro_world::dial::Dialer;
use carteiro_world::egress::Policy;
use carteiro_world::spool::Spools;
use carteiro_world::{Clock, Random, Transcript};
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncReadExt, AsyncWrite, AsyncWriteExt};

const PASSWORD: &str = "canary-7f3a-password";
const DEMO: &str = include_str!("../../../../examples/archive-invoices.yaml");

/// A world whose mailboxes are on the network, and what was said on it.
pub async fn world(mail: Vec<sample::Sample>) -> (World, Sandbox, Arc<Mutex<String>>) {
    let user = User::new("ana@sandbox.test", PASSWORD);
    let sandbox = Sandbox::start(Options { users: vec![user], mail, ..Options::default() }).await.unwrap();
    let mut world = World::new();
    world.secrets.take_variable("CARTEIRO_CREDENTIAL_SANDBOX__ANA__PASSWORD", PASSWORD);
    world.variables.insert("port".into(), sandbox.imap_addr().port().into());
    (world, sandbox, Arc::default())
}

pub fn host(world: &World, said: &Arc<Mutex<String>>) -> Host {
    host_by(world, Clock::system(), said)
}

/// The same by another clock.
pub fn host_by(world: &World, clock: Clock, said: &Arc<Mutex<String>>) -> Host {
    let said = Arc::clone(said);
    let transcript = Transcript::new(move |line| said.lock().unwrap().extend([line, "\n"]));
    let dialer = Dialer::new(Policy::OPEN, clock.clone());
    let network = Network {
        dialer,
        spools: Spools::default(),
        clock: clock.clone(),
        random: Random::system(),
        transcript,
    };
    Host { mailboxes: Arc::new(network), clock, ..world.host() }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn the_demo_archives_the_invoices_of_the_sandbox() {
    let now = "2026-11-22T12:00:00Z".parse().unwrap();
    let (world, sandbox, said) = world(sample::inbox(now)).await;
    let outcome = world.run_on(DEMO, host(&world, &said)).await;
    let summary = &outcome.summary;
    assert_eq!(outcome.status(), Status::Ok, "{}\n{}", world.told(), said.lock().unwrap());
    assert!(summary.done >= 40 && summary.files >= 40, "{summary:?}");
    let moved = sandbox.account().messages("Done/2026").unwrap();
    assert_eq!(moved.len() as u64, summary.done);
    let heard = said.lock().unwrap().clone();
    assert!(heard.contains("C: ") && !heard.contains("canary-7f3a"), "{heard}");
    assert!(!world.told().contains("canary-7f3a"));
    let again = world.run_on(DEMO, host(&world, &Arc::default())).await;
    assert_eq!((again.status(), again.summary.done), (Status::Ok, 0), "nothing is left to do");
}

/// A connection to the sandbox on which every answer takes its time.
async fn far_away(port: u16, each_way: Duration) -> u16 {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let near = listener.local_addr().unwrap().port();
    tokio::spawn(async move {
        while let Ok((client, _)) = listener.accept().await {
            let dialer = Dialer::new(Policy::OPEN, Clock::system());
            let server = dialer.connect("127.0.0.1", port, Duration::from_secs(5)).await.unwrap();
            let (client_reads, client_writes) = client.into_split();
            let (server_reads, server_writes) = tokio::io::split(server.stream);
            tokio::spawn(late(client_reads, server_writes, each_way));
            tokio::spawn(late(server_reads, client_writes, each_way));
        }
    });
    near
}

/// What is read is written later, and what follows does not wait for it.
async fn late(
    mut from: impl AsyncRead + Unpin,
    mut to: impl AsyncWrite + Send + Unpin + 'static,
    after: Duration,
) {
    let (sender, mut pieces) = tokio::sync::mpsc::unbounded_channel::<(jiff::Timestamp, Vec<u8>)>();
    tokio::spawn(async move {
        let clock = Clock::system();
        while let Some((due, piece)) = pieces.recv().await {
            clock.sleep(Duration::try_from(due.duration_since(clock.now())).unwrap_or_default()).await;
            if to.write_all(&piece).await.is_err() {
                return;
            }
        }
    });
    let mut buffer = vec![0; 64 * 1024];
    while let Ok(read) = from.read(&mut buffer).await {
        if read == 0 || sender.send((Clock::system().now() + after, buffer[..read].to_vec())).is_err() {
            return;
        }
    }
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn far_from_the_server_few_round_trips_do_for_many_messages() {
    let now = "2026-11-22T12:00:00Z".parse().unwrap();
    let (mut world, sandbox, said) = world(sample::inbox(now)).await;
    let port = far_away(sandbox.imap_addr().port(), Duration::from_millis(10)).await;
    world.variables.insert("port".into(), port.into());
    let outcome = world.run_on(DEMO, host(&world, &said)).await;
    assert_eq!(outcome.status(), Status::Ok, "{}", world.told());
    let cost = outcome.summary.cost;
    assert!(cost.turns <= 20, "{} messages, {cost:?}\n{}", outcome.summary.done, said.lock().unwrap());
}

#[tokio::test(flavor = "multi_thread", worker_threads = 2)]
async fn a_wrong_password_and_a_closed_port_are_failures_to_connect() {
    let (mut world, _sandbox, said) = world(Vec::new()).await;
    world.secrets.take_variable("CARTEIRO_CREDENTIAL_SANDBOX__ANA__PASSWORD", "canary-7f3a-wrong");
    let outcome = world.run_on(DEMO, host(&world, &said)).await;
    assert!(outcome.could_not_connect(), "{}", world.told());
    assert!(!format!("{}{}", world.told(), said.lock().unwrap()).contains("canary-7f3a"));
    world.variables.insert("port".into(), 1.into());
    let outcome = world.run_on(DEMO, host(&world, &said)).await;
    assert!(outcome.could_not_connect(), "{}", world.told());
}
