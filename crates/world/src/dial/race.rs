//! Several addresses of one host, tried so that a dead one costs no time (RFC 8305, "happy eyeballs").

use super::Error;
use crate::Clock;
use futures_util::stream::{FuturesUnordered, StreamExt};
use std::future::Future;
use std::io;
use std::net::SocketAddr;
use std::time::Duration;

/// How long an address is waited for before the next one is tried beside it (RFC 8305 §5).
const HEAD_START: Duration = Duration::from_millis(250);

/// The first connection that comes about; `None` when every address failed, each with its own word in `failures`.
///
/// The next address starts when one fails or has had its head start. Nothing here gives up: the caller's deadline does.
pub(super) async fn race<T, F: Future<Output = io::Result<T>>>(
    clock: &Clock,
    addresses: Vec<SocketAddr>,
    open: impl Fn(SocketAddr) -> F,
    failures: &mut Vec<Error>,
) -> Option<T> {
    let mut waiting = alternating(addresses).into_iter();
    let mut started = FuturesUnordered::new();
    loop {
        if let Some(address) = waiting.next() {
            let attempt = open(address);
            started.push(async move { (address, attempt.await) });
        }
        let ended = if waiting.as_slice().is_empty() {
            started.next().await?
        } else {
            match clock.within(HEAD_START, started.next()).await {
                Ok(Some(ended)) => ended,
                Ok(None) | Err(_) => continue,
            }
        };
        match ended {
            (_, Ok(connection)) => return Some(connection),
            (address, Err(source)) => failures.push(Error::Connect { address, source }),
        }
    }
}

/// The two families in turn, each in the resolver's order (RFC 8305 §4): a network where one of them is dead loses one
/// head start and not one for each address.
fn alternating(addresses: Vec<SocketAddr>) -> Vec<SocketAddr> {
    let v6_first = addresses.first().is_some_and(SocketAddr::is_ipv6);
    let (first, second): (Vec<_>, Vec<_>) =
        addresses.into_iter().partition(|address| address.is_ipv6() == v6_first);
    let mut second = second.into_iter();
    let mut mixed: Vec<_> = first.into_iter().flat_map(|one| [Some(one), second.next()]).flatten().collect();
    mixed.extend(second);
    mixed
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn families_take_turns_and_begin_with_the_resolvers_first() {
        let [a, b, c, d] = ["[2001:db8::1]:1", "[2001:db8::2]:1", "[2001:db8::3]:1", "192.0.2.1:1"]
            .map(|a| a.parse().unwrap());
        assert_eq!(alternating(vec![a, b, c, d]), [a, d, b, c]);
        assert_eq!(alternating(vec![d, a, b, c]), [d, a, b, c]);
        assert_eq!(alternating(vec![a, b]), [a, b]);
        assert_eq!(alternating(Vec::new()), []);
    }
}
