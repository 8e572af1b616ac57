//! What is read ahead never keeps whoever works on the messages from it.

use crate::stuck::Stuck;
use crate::{path, session};
use carteiro_auth::Renew;
use carteiro_mail::backend::Pending;
use carteiro_mail::backends::memory::{Server, Verb};
use carteiro_mail::{Backend, Error, Flags, Kind, Notice, Notices, Open, Parts, Retry, Selection};
use carteiro_world::{Clock, phrase};
use futures_util::StreamExt;
use std::sync::atomic::Ordering;
use std::sync::{Arc, Mutex};
use std::time::Duration;
use tokio::sync::oneshot;

/// A server that takes its time to let somebody in again, and says when somebody comes.
struct Slow {
    within: Stuck,
    comes: Mutex<Option<oneshot::Sender<()>>>,
}

impl Open for Slow {
    fn open(&self, renew: Renew, notices: Notices) -> Pending<'_, Arc<dyn Backend>> {
        Box::pin(async move {
            if self.within.opened.load(Ordering::Relaxed) > 0 {
                self.comes.lock().unwrap().take().unwrap().send(()).unwrap();
                for _ in 0..100 {
                    tokio::task::yield_now().await;
                }
            }
            self.within.open(renew, notices).await
        })
    }
}

/// The line breaks below what is read ahead, before what comes first is there; how many are read all the same.
async fn read(limit: Option<usize>) -> usize {
    let server = Server::new();
    let now = "2026-03-02T10:00:00Z".parse().unwrap();
    for n in 0..2000 {
        server.deliver(&path("INBOX"), format!("Subject: {n}\r\n\r\n"), Flags::default(), now).unwrap();
    }
    let (comes, waits) = oneshot::channel();
    let within = Stuck { waits: Mutex::new(Some(waits)), ..Stuck::on(server.open()) };
    let slow = Slow { within, comes: Mutex::new(Some(comes)) };
    let (mailbox, told) = session(Arc::new(slow), Clock::system()).await;
    let broken = Error::new(Kind::Unreachable, phrase!("server-turned-away")).retrying(Retry::Reconnect);
    server.fail(Verb::Fetch, 1, broken);
    let parts = Parts { content: true, ..Parts::default() };
    let selection = Selection { limit, parts, ..Selection::of(path("INBOX")) };
    let working = async {
        let mut found = mailbox.messages(selection).await.unwrap();
        let mut seen = 0;
        while let Some(one) = found.next().await {
            let moved = mailbox.move_to(vec![one.unwrap().message.reference], path("Archive")).await;
            assert!(moved[0].is_ok());
            seen += 1;
        }
        seen
    };
    let worked = Clock::system().within(Duration::from_secs(30), working).await;
    let seen = worked.expect("somebody waits for what nobody looks at");
    assert!(told.lock().unwrap().iter().any(|one| matches!(one, Notice::Reconnected)));
    seen
}

#[tokio::test]
async fn whoever_works_goes_on_while_the_reader_connects_again() {
    assert_eq!(read(None).await, 2000);
}

#[tokio::test]
async fn whoever_reads_goes_on_while_what_may_follow_connects_again() {
    assert_eq!(read(Some(1800)).await, 1800);
}
