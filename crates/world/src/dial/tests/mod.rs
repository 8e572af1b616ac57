mod proxies;

use super::*;
use crate::clock::Manual;
use jiff::Timestamp;
use std::future::ready;
use std::sync::Mutex;
use tokio::task::JoinHandle;

const ALLOWED: Duration = Duration::from_secs(30);

fn dialer(egress: Policy) -> Dialer {
    Dialer::new(egress, Clock::system())
}

/// What an address of the network in a test does.
#[derive(Clone, Copy, PartialEq)]
enum Does {
    Answer,
    StaySilent,
    Fail(io::ErrorKind),
}

/// A dial to a host with these addresses, its clock in hand.
struct Dial {
    clock: Manual,
    tried: Arc<Mutex<Vec<SocketAddr>>>,
    running: JoinHandle<Result<SocketAddr, Error>>,
}

impl Dial {
    async fn to<const N: usize>(host: [(&str, Does); N]) -> Self {
        let host = host.map(|(address, does)| (SocketAddr::new(address.parse().unwrap(), 993), does));
        let clock = Manual::at(Timestamp::UNIX_EPOCH);
        let dialer = Dialer::new(Policy::PUBLIC, clock.clock());
        let tried: Arc<Mutex<Vec<SocketAddr>>> = Arc::default();
        let log = Arc::clone(&tried);
        let running = tokio::spawn(async move {
            let found = ready(Ok(host.map(|(address, _)| address).to_vec()));
            let open = |address| {
                log.lock().unwrap().push(address);
                let does = host.iter().find(|(known, _)| *known == address).unwrap().1;
                async move {
                    match does {
                        Does::Answer => Ok(address),
                        Does::StaySilent => std::future::pending().await,
                        Does::Fail(kind) => Err(kind.into()),
                    }
                }
            };
            dialer.reach(found, ALLOWED, open).await
        });
        settle().await;
        Self { clock, tried, running }
    }

    async fn pass(&self, span: Duration) {
        self.clock.advance(span);
        settle().await;
    }

    fn tried(&self) -> Vec<String> {
        self.tried.lock().unwrap().iter().map(|address| address.ip().to_string()).collect()
    }

    async fn reached(self) -> String {
        self.running.await.unwrap().unwrap().ip().to_string()
    }

    async fn failed(self) -> Error {
        self.running.await.unwrap().unwrap_err()
    }
}

/// Everything that can happen without the clock happens.
async fn settle() {
    for _ in 0..20 {
        tokio::task::yield_now().await;
    }
}

#[tokio::test]
async fn a_silent_address_holds_up_the_next_for_a_quarter_of_a_second() {
    let dial = Dial::to([("2001:db8::1", Does::StaySilent), ("203.0.113.1", Does::Answer)]).await;
    dial.pass(Duration::from_millis(249)).await;
    assert_eq!(dial.tried(), ["2001:db8::1"]);
    dial.pass(Duration::from_millis(1)).await;
    assert_eq!(dial.tried(), ["2001:db8::1", "203.0.113.1"]);
    assert_eq!(dial.reached().await, "203.0.113.1");
}

#[tokio::test]
async fn a_failed_address_holds_up_nobody() {
    let refused = Does::Fail(io::ErrorKind::ConnectionRefused);
    let dial =
        Dial::to([("203.0.113.1", refused), ("203.0.113.2", refused), ("203.0.113.3", Does::Answer)]).await;
    assert_eq!(dial.reached().await, "203.0.113.3");
}

#[tokio::test]
async fn families_take_turns() {
    let dial = Dial::to([
        ("2001:db8::1", Does::StaySilent),
        ("2001:db8::2", Does::StaySilent),
        ("203.0.113.1", Does::Answer),
    ])
    .await;
    dial.pass(Duration::from_millis(250)).await;
    assert_eq!(dial.reached().await, "203.0.113.1");
}

#[tokio::test]
async fn addresses_that_the_policy_refuses_are_passed_over() {
    let dial = Dial::to([("10.0.0.1", Does::Answer), ("203.0.113.1", Does::Answer)]).await;
    assert_eq!(dial.tried(), ["203.0.113.1"]);
    assert_eq!(dial.reached().await, "203.0.113.1");
}

#[tokio::test]
async fn a_single_address_may_use_all_the_time_allowed() {
    let dial = Dial::to([("203.0.113.1", Does::StaySilent)]).await;
    dial.pass(Duration::from_secs(29)).await;
    assert!(!dial.running.is_finished());
    dial.pass(Duration::from_secs(1)).await;
    let error = dial.failed().await;
    assert!(matches!(error, Error::Timeout { after: ALLOWED }), "{error}");
}

#[tokio::test]
async fn of_several_failures_the_one_that_says_most_about_the_server_is_told() {
    let refused = Does::Fail(io::ErrorKind::ConnectionRefused);
    let no_route = Does::Fail(io::ErrorKind::NetworkUnreachable);
    let told = async |host| {
        let dial = Dial::to::<3>(host).await;
        dial.pass(Duration::from_millis(250)).await;
        dial.pass(ALLOWED).await;
        dial.failed().await
    };
    let error = told([("2001:db8::1", no_route), ("203.0.113.1", refused), ("2001:db8::2", no_route)]).await;
    assert!(matches!(error, Error::Connect { address, .. } if address.is_ipv4()), "{error}");
    let error =
        told([("2001:db8::1", no_route), ("203.0.113.1", Does::StaySilent), ("2001:db8::2", no_route)]);
    let error = error.await;
    assert!(matches!(error, Error::Timeout { .. }), "{error}");
    let error =
        told([("2001:db8::1", Does::StaySilent), ("203.0.113.1", refused), ("2001:db8::2", no_route)]).await;
    assert!(matches!(error, Error::Connect { address, .. } if address.is_ipv4()), "{error}");
}

#[tokio::test]
async fn a_name_that_takes_too_long_to_look_up_is_given_up() {
    let clock = Manual::at(Timestamp::UNIX_EPOCH);
    let dialer = Dialer::new(Policy::OPEN, clock.clock());
    let running =
        tokio::spawn(async move { dialer.reach(std::future::pending(), ALLOWED, |_| ready(Ok(()))).await });
    settle().await;
    clock.advance(ALLOWED);
    assert!(matches!(running.await.unwrap(), Err(Error::Timeout { .. })));
}

#[tokio::test]
async fn a_name_that_means_a_refused_address_is_refused() {
    let error = dialer(Policy::PUBLIC).connect("localhost", 1, ALLOWED).await.unwrap_err();
    assert!(matches!(error, Error::Refused { address } if address.is_loopback()), "{error}");
}

#[tokio::test]
async fn a_closed_port_says_which_address_refused() {
    let free = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let error = dialer(Policy::OPEN).connect("127.0.0.1", free.port(), ALLOWED).await.unwrap_err();
    assert!(matches!(error, Error::Connect { address, .. } if address == free), "{error}");
}

#[tokio::test]
async fn the_open_one_of_two_real_addresses_is_reached() {
    let listener = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap();
    let open_address = listener.local_addr().unwrap();
    let closed = tokio::net::TcpListener::bind("127.0.0.1:0").await.unwrap().local_addr().unwrap();
    let found = ready(Ok(vec![closed, open_address]));
    let (stream, address) = dialer(Policy::OPEN).reach(found, ALLOWED, open).await.unwrap();
    assert_eq!((stream.peer_addr().unwrap(), address), (open_address, open_address));
}
