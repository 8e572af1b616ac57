//! What must hold of whatever a server sends.
#![expect(clippy::unwrap_used, clippy::missing_panics_doc, reason = "what does not hold is to be heard of")]

use super::maildrop::Connection;
use super::open::{Config, Pop3};
use super::sign_in::capabilities;
use super::wire::{Wire, stuffed, unstuffed};
use crate::reaching::{Security, World};
use crate::{Result, Stages};
use carteiro_auth::Credential;
use carteiro_world::clock::Manual;
use carteiro_world::dial::Dialer;
use carteiro_world::egress::Policy;
use carteiro_world::spool::Spools;
use carteiro_world::tls::Tls;
use carteiro_world::{Random, Secret, Transcript};
use jiff::Timestamp;
use std::collections::HashSet;
use std::io;
use std::pin::Pin;
use std::sync::Arc;
use std::task::{Context, Poll};
use std::time::Duration;
use tokio::io::{AsyncRead, AsyncWrite, ReadBuf};

/// The same bytes are the same session, in whatever pieces they arrive: what the server can do, what it holds and the
/// messages themselves; and nothing is made up. What is stuffed comes out as it was.
pub fn pop3(bytes: &[u8]) {
    let whole = now(session(bytes, |left| left.len().max(1)));
    let pieces = now(session(bytes, |left| usize::from(left.last().copied().unwrap_or_default() % 64) + 1));
    assert_eq!(whole.told, pieces.told);
    assert_eq!(whole.messages, pieces.messages);
    let held: usize = whole.messages.iter().map(Vec::len).sum();
    assert!(held <= bytes.len());
    let text = [bytes, b"\r\n"].concat();
    let wire = [&stuffed(&text)[..], b"+OK"].concat();
    for step in [wire.len(), 1 + bytes.len() % 7] {
        assert_eq!(unstuffed(&wire, step), Some((text.clone(), 3)));
    }
}

#[derive(Default)]
struct Told {
    /// What was read until it ended, and how it did.
    told: Vec<String>,
    messages: Vec<Vec<u8>>,
}

async fn session(bytes: &[u8], size: fn(&[u8]) -> usize) -> Told {
    let mut told = Told::default();
    let ended = read(bytes, size, &mut told).await;
    told.told
        .push(format!("{:?}", ended.map_err(|error| (error.kind(), error.retry(), error.words().clone()))));
    told
}

/// A session as far as it goes: the greeting, what the server can do, what there is, and all of it.
async fn read(bytes: &[u8], size: fn(&[u8]) -> usize, told: &mut Told) -> Result<()> {
    let pop3 = client();
    let stream = Box::new(Saying { bytes: bytes.to_vec(), from: 0, size });
    let mut wire = Wire::new(stream, &pop3);
    told.told.push(format!("{:?}", wire.reply().await?));
    let features = capabilities(&mut wire).await?;
    told.told.push(format!("{features:?} {:?}", features.login_delay()));
    let top = pop3.top.anew(features.may_have("TOP"));
    let mut connection = Connection::new(wire, features, top, Timestamp::UNIX_EPOCH);
    let listing = connection.listing().await?;
    let entries = listing.entries.clone();
    told.told.push(format!("{entries:?}"));
    let names: HashSet<_> = entries.iter().map(|entry| &entry.name).collect();
    let numbers: HashSet<_> = entries.iter().map(|entry| entry.number).collect();
    assert_eq!((names.len(), numbers.len()), (entries.len(), entries.len()));
    assert!(entries.iter().all(|entry| listing.find(&entry.name).unwrap().number == entry.number));
    assert!(entries.len() <= bytes.len());
    for entry in entries {
        match connection.retrieve(&entry).await? {
            Ok(spool) => told.messages.push(spool.read(0..spool.len(), usize::MAX).unwrap().to_vec()),
            Err(error) => told.told.push(format!("{} {:?}", entry.number, error.words())),
        }
    }
    Ok(())
}

fn client() -> Pop3 {
    let clock = Manual::at(Timestamp::UNIX_EPOCH).clock();
    let config = Config {
        host: "pop.example.org".to_owned(),
        port: 110,
        security: Security::None,
        timeout: Duration::from_secs(1),
        patience: Duration::from_secs(1),
        poll: Duration::from_mins(1),
    };
    let world = World {
        tls: Tls::trusting(Vec::new()).unwrap(),
        credentials: Arc::new(Credential::Password { user: String::new(), password: Secret::new("") }),
        dialer: Dialer::new(Policy::OPEN, clock.clone()),
        clock,
        random: Random::seeded(1),
        transcript: Transcript::new(|_| {}),
        stages: Stages::default(),
    };
    Pop3::new(config, world, Spools::default())
}

fn now<T>(future: impl Future<Output = T>) -> T {
    thread_local! {
        static RUNTIME: tokio::runtime::Runtime =
            tokio::runtime::Builder::new_current_thread().build().unwrap();
    }
    RUNTIME.with(|runtime| runtime.block_on(future))
}

/// A server that says this, whatever it is told.
struct Saying {
    bytes: Vec<u8>,
    from: usize,
    /// How much of what is left comes at once.
    size: fn(&[u8]) -> usize,
}

impl AsyncRead for Saying {
    fn poll_read(
        mut self: Pin<&mut Self>,
        _: &mut Context<'_>,
        into: &mut ReadBuf<'_>,
    ) -> Poll<io::Result<()>> {
        let left = self.bytes.get(self.from..).unwrap_or_default();
        let size = (self.size)(left).min(left.len()).min(into.remaining());
        into.put_slice(left.get(..size).unwrap_or_default());
        self.from += size;
        Poll::Ready(Ok(()))
    }
}

impl AsyncWrite for Saying {
    fn poll_write(self: Pin<&mut Self>, _: &mut Context<'_>, said: &[u8]) -> Poll<io::Result<usize>> {
        Poll::Ready(Ok(said.len()))
    }

    fn poll_flush(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }

    fn poll_shutdown(self: Pin<&mut Self>, _: &mut Context<'_>) -> Poll<io::Result<()>> {
        Poll::Ready(Ok(()))
    }
}
